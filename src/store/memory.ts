/**
 * The in-memory engine, for tests and for worlds that may be thrown away. It keeps the promises of the port as far
 * as memory can: order, gapless positions, one acceptance per command id, bounded position history. It is not
 * durable and cannot make a backup. `fail` lets a test take it through the same failure as a full disk.
 */
import { randomUUID } from "node:crypto";
import {
  checkAppend,
  checkCommandLookup,
  checkCount,
  checkDocument,
  checkDocumentKey,
  checkName,
  checkRead,
  checkSnapshotSize,
  documentConflictMessage,
  duplicateMessage,
  staleFault,
} from "./checks.ts";
import { FailureListeners } from "./failure.ts";
import {
  StoreFault,
  storeLimits,
  type AppendRequest,
  type Appended,
  type EventStore,
  type FactsChunk,
  type FoundCommand,
  type PositionSample,
  type SnapshotRecord,
  type StoredDocument,
  type StoredRecord,
  type StoreStatus,
} from "./port.ts";

interface RegionLog {
  readonly records: StoredRecord[];
  readonly commands: Map<string, FoundCommand>;
  readonly positions: Map<number, PositionSample[]>;
  snapshot: SnapshotRecord | undefined;
}

const utf8 = new TextEncoder();

export class MemoryStore implements EventStore {
  readonly history = randomUUID();
  readonly #regions = new Map<string, RegionLog>();
  readonly #documents = new Map<string, Map<string, StoredDocument>>();
  readonly #failure = new FailureListeners();
  #closed = false;
  #commits = 0;

  async readHead(region: string): Promise<number> {
    this.#checkOpen();
    checkName("region", region);
    return this.#regions.get(region)?.records.length ?? 0;
  }

  async append(request: AppendRequest): Promise<Appended> {
    this.#checkTaking();
    checkAppend(request);
    const log = this.#logOf(request.region);
    if (log.commands.has(request.commandId)) {
      throw new StoreFault(
        "store.duplicate-command",
        duplicateMessage(request.region, request.commandId),
      );
    }
    const head = log.records.length;
    if (head !== request.expectedPosition)
      throw staleFault(request.region, request.expectedPosition, head);
    for (const { facts, privateText } of request.records) {
      log.records.push({ position: log.records.length + 1, facts, privateText });
    }
    const appended = { firstPosition: head + 1, lastPosition: log.records.length };
    const { commandId, fingerprint } = request;
    log.commands.set(
      commandId,
      fingerprint === undefined ? appended : { ...appended, fingerprint },
    );
    this.#commits += 1;
    return appended;
  }

  async read(region: string, after: number, limit: number): Promise<StoredRecord[]> {
    this.#checkOpen();
    checkRead(region, after, limit);
    const found: StoredRecord[] = [];
    let bytes = 0;
    for (const record of this.#regions.get(region)?.records.slice(after, after + limit) ?? []) {
      bytes += Buffer.byteLength(record.facts) + Buffer.byteLength(record.privateText ?? "");
      if (bytes > storeLimits.maxReadBytes && found.length > 0) break;
      found.push(record);
    }
    return found;
  }

  async readChunk(region: string, after: number, limit: number): Promise<FactsChunk> {
    const records = await this.read(region, after, limit);
    const withText = records.filter((record) => record.privateText !== null);
    return {
      first: after + 1,
      count: records.length,
      factsArray: utf8.encode(`[${records.map((record) => record.facts).join(",")}]`),
      textPositions: Float64Array.from(withText, (record) => record.position),
      textLengths: Int32Array.from(withText, (record) =>
        Buffer.byteLength(record.privateText ?? ""),
      ),
      textsArray: utf8.encode(`[${withText.map((record) => record.privateText).join(",")}]`),
    };
  }

  mayKnow(region: string, commandId: string): boolean {
    return this.#regions.get(region)?.commands.has(commandId) ?? false;
  }

  async findCommand(region: string, commandId: string): Promise<FoundCommand | undefined> {
    this.#checkOpen();
    checkCommandLookup(region, commandId);
    return this.#regions.get(region)?.commands.get(commandId);
  }

  async listRegions(): Promise<string[]> {
    this.#checkOpen();
    const names: string[] = [];
    for (const [name, log] of this.#regions) if (log.records.length > 0) names.push(name);
    return names.toSorted();
  }

  async saveSnapshot(region: string, snapshot: SnapshotRecord): Promise<void> {
    this.#checkTaking();
    checkName("region", region);
    checkSnapshotSize(snapshot.bytes.byteLength);
    const head = this.#regions.get(region)?.records.length ?? 0;
    if (snapshot.position > head) throw staleFault(region, snapshot.position, head);
    this.#logOf(region).snapshot = { position: snapshot.position, bytes: snapshot.bytes.slice() };
  }

  async findSnapshot(region: string): Promise<SnapshotRecord | undefined> {
    this.#checkOpen();
    checkName("region", region);
    return this.#regions.get(region)?.snapshot;
  }

  recordPositions(region: string, samples: readonly PositionSample[]): void {
    checkName("region", region);
    const positions = this.#logOf(region).positions;
    for (const sample of samples) {
      const history = positions.get(sample.unit) ?? [];
      positions.set(sample.unit, history);
      history.push(sample);
      if (history.length > storeLimits.positionHistoryPerUnit) history.shift();
    }
  }

  async readPositions(
    region: string,
    unit: number,
    from: number,
    to: number,
    limit: number,
  ): Promise<PositionSample[]> {
    this.#checkOpen();
    checkName("region", region);
    checkCount("limit", limit, 1, storeLimits.maxReadCount);
    const history = this.#regions.get(region)?.positions.get(unit) ?? [];
    const inside = history.filter((sample) => sample.at >= from && sample.at <= to);
    return inside.toSorted((a, b) => a.at - b.at).slice(-limit);
  }

  async readDocument(collection: string, key: string): Promise<StoredDocument | undefined> {
    this.#checkOpen();
    checkDocumentKey(collection, key);
    return this.#documents.get(collection)?.get(key);
  }

  async listDocuments(collection: string, limit: number, afterKey = ""): Promise<StoredDocument[]> {
    this.#checkOpen();
    checkName("collection", collection);
    checkCount("limit", limit, 1, storeLimits.maxReadCount);
    const documents = [...(this.#documents.get(collection)?.values() ?? [])];
    const later = documents.filter((document) => compareKeys(document.key, afterKey) > 0);
    return later.toSorted((a, b) => compareKeys(a.key, b.key)).slice(0, limit);
  }

  async writeDocument(
    collection: string,
    key: string,
    expectedVersion: number,
    body: string | null,
  ): Promise<void> {
    this.#checkTaking();
    checkDocument(collection, key, expectedVersion, body);
    const documents = this.#documents.get(collection) ?? new Map<string, StoredDocument>();
    this.#documents.set(collection, documents);
    const version = documents.get(key)?.version ?? 0;
    if (version !== expectedVersion) {
      throw new StoreFault(
        "store.stale-position",
        documentConflictMessage(collection, key, expectedVersion, version),
      );
    }
    if (body === null) documents.delete(key);
    else documents.set(key, { key, version: version + 1, body });
    this.#commits += 1;
  }

  async eraseText(region: string, position: number): Promise<boolean> {
    this.#checkTaking();
    checkName("region", region);
    const records = this.#regions.get(region)?.records ?? [];
    checkCount("position", position, 1, records.length);
    const record = records[position - 1];
    if (record.privateText === null) return false;
    records[position - 1] = { ...record, privateText: null };
    return true;
  }

  async backup(): Promise<void> {
    throw new StoreFault(
      "store.unsupported",
      "the in-memory engine has no file to back up; use the SQLite engine",
    );
  }

  get status(): StoreStatus {
    let commands = 0;
    for (const log of this.#regions.values()) commands += log.commands.size;
    const state = this.#closed ? "closed" : this.#failure.fault === undefined ? "open" : "failed";
    return {
      state,
      epoch: 1,
      queuedCommands: 0,
      droppedPositions: 0,
      commits: this.#commits,
      commandsCommitted: commands,
    };
  }

  onFailure(listener: (fault: StoreFault) => void): void {
    this.#failure.add(listener);
  }

  /** For tests: from now on the store is as after a write error. */
  fail(reason: string): void {
    this.#failure.raise(new StoreFault("store.failed", reason));
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #logOf(region: string): RegionLog {
    let log = this.#regions.get(region);
    if (log === undefined) {
      log = { records: [], commands: new Map(), positions: new Map(), snapshot: undefined };
      this.#regions.set(region, log);
    }
    return log;
  }

  #checkOpen(): void {
    if (this.#closed) throw new StoreFault("store.closed", "the store is closed");
  }

  #checkTaking(): void {
    this.#checkOpen();
    if (this.#failure.fault !== undefined) throw this.#failure.fault;
  }
}

function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
