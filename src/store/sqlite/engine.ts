/**
 * The embedded engine: `node:sqlite`. The main thread writes commits into the page cache; threads do what waits for the
 * disk: one syncs the log, one reads, one does what may wait (checkpoints, telemetry, snapshots). This file only joins
 * them. Choices and measurements: docs/decisions and the opening comments of the files it calls.
 */
import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import {
  checkAppend,
  checkCommandLookup,
  checkCount,
  checkDocument,
  checkDocumentKey,
  checkName,
  checkRead,
  checkSnapshotSize,
  staleFault,
} from "../checks.ts";
import { makeFolder } from "../make-folder.ts";
import { FailureListeners } from "../failure.ts";
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
} from "../port.ts";
import { BackgroundThread } from "./background-thread.ts";
import type { BackupOptions } from "./backup-worker.ts";
import { CallThread } from "./calls.ts";
import { DurableReader } from "./durable-reader.ts";
import type { FaultPlan } from "./faults.ts";
import { takeLock, type StoreLock } from "./lock.ts";
import { fileNames } from "./schema.ts";
import type { Place } from "./sync-place.ts";
import { Writer, type OpenedWriter } from "./writer.ts";

export interface SqliteStoreOptions {
  /** The data directory; it is made when missing. */
  readonly directory: string;
  /** Take the store from a process that hangs but lives; see lock.ts. */
  readonly takeOver?: boolean;
  /** Tests only. */
  readonly faults?: FaultPlan;
  /** Tests only: where the next commit is synced. */
  readonly syncPlace?: (() => Place) | undefined;
}

/**
 * Opens the store of a data directory, making it when there is none. Throws store.locked (another live process),
 * store.foreign (not a Muster file, or a newer one's), store.corrupt (damaged), store.failed (cannot be opened).
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<EventStore> {
  const directory = resolve(options.directory);
  // Callers' words are in there: only the owner may look.
  makeFolder(directory, 0o700);
  const lock = takeLock({
    directory,
    since: new Date().toISOString(),
    token: randomUUID(),
    takeOver: options.takeOver ?? false,
  });
  const failure = new FailureListeners();
  const path = join(directory, fileNames.database);
  const indexPath = join(directory, fileNames.commandIndex);
  const writer = new Writer(
    { path, indexPath, newStoreId: randomUUID(), faults: options.faults },
    options.syncPlace,
    (fault) => {
      if (fault.code !== "store.closed") failure.raise(fault);
    },
  );
  try {
    const store = new SqliteStore(directory, lock, writer, failure, await writer.opened);
    await store.start();
    return store;
  } catch (error) {
    await writer.ended;
    lock.release();
    throw error;
  }
}

class SqliteStore implements EventStore {
  readonly history: string;
  readonly #path: string;
  readonly #lock: StoreLock;
  readonly #writer: Writer;
  readonly #reader: DurableReader;
  readonly #background: BackgroundThread;
  readonly #failure: FailureListeners;
  readonly #epoch: number;
  #closing: Promise<void> | undefined;

  constructor(
    directory: string,
    lock: StoreLock,
    writer: Writer,
    failure: FailureListeners,
    opened: OpenedWriter,
  ) {
    this.#path = join(directory, fileNames.database);
    this.#lock = lock;
    this.#writer = writer;
    this.#failure = failure;
    this.#epoch = opened.epoch;
    this.history = opened.storeId;
    const onFailure = (fault: StoreFault): void => failure.raise(fault);
    failure.add((fault) => writer.stop(fault));
    const indexPath = join(directory, fileNames.commandIndex);
    this.#reader = new DurableReader({ path: this.#path, indexPath }, writer, onFailure);
    this.#background = new BackgroundThread({
      directory,
      storeId: opened.storeId,
      commandCount: opened.commandCount,
      restartLog: () => writer.restartLog(),
      onFailure,
      onOptionalFailure: () => writer.distrust(),
    });
    failure.add(() => this.#background.stop());
    writer.onCommit = () => this.#background.scheduleTick();
  }

  start(): Promise<void> {
    return this.#background.start();
  }

  append(request: AppendRequest): Promise<Appended> {
    let units: number;
    try {
      this.#checkTaking();
      units = checkAppend(request);
    } catch (error) {
      return Promise.reject(error);
    }
    const { region, commandId } = request;
    return this.#writer.append(request, units, () =>
      this.#background.noteCommand(region, commandId),
    );
  }

  async readHead(region: string): Promise<number> {
    this.#checkOpen();
    checkName("region", region);
    return this.#reader.readHead(region);
  }

  async read(region: string, after: number, limit: number): Promise<StoredRecord[]> {
    this.#checkOpen();
    checkRead(region, after, limit);
    return this.#reader.read(region, after, limit);
  }

  async readChunk(region: string, after: number, limit: number): Promise<FactsChunk> {
    this.#checkOpen();
    checkRead(region, after, limit);
    return this.#reader.readChunk(region, after, limit);
  }

  mayKnow(region: string, commandId: string): boolean {
    return this.#background.mayKnow(region, commandId);
  }

  async findCommand(region: string, commandId: string): Promise<FoundCommand | undefined> {
    this.#checkOpen();
    checkCommandLookup(region, commandId);
    if (!this.mayKnow(region, commandId)) return undefined;
    return this.#reader.findCommand(region, commandId);
  }

  async listRegions(): Promise<string[]> {
    this.#checkOpen();
    return this.#reader.listRegions();
  }

  async saveSnapshot(region: string, snapshot: SnapshotRecord): Promise<void> {
    this.#checkTaking();
    checkName("region", region);
    checkSnapshotSize(snapshot.bytes.byteLength);
    const head = await this.readHead(region);
    if (snapshot.position > head) throw staleFault(region, snapshot.position, head);
    await this.#background.saveSnapshot(region, snapshot);
  }

  async findSnapshot(region: string): Promise<SnapshotRecord | undefined> {
    this.#checkOpen();
    checkName("region", region);
    return this.#background.findSnapshot(region);
  }

  recordPositions(region: string, samples: readonly PositionSample[]): void {
    this.#checkOpen();
    checkName("region", region);
    this.#background.positions.add(region, samples);
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
    return this.#background.readPositions(region, unit, from, to, limit);
  }

  async readDocument(collection: string, key: string): Promise<StoredDocument | undefined> {
    this.#checkOpen();
    checkDocumentKey(collection, key);
    return this.#reader.readDocument(collection, key);
  }

  async listDocuments(collection: string, limit: number, afterKey = ""): Promise<StoredDocument[]> {
    this.#checkOpen();
    checkName("collection", collection);
    checkCount("limit", limit, 1, storeLimits.maxReadCount);
    return this.#reader.listDocuments(collection, afterKey, limit);
  }

  async writeDocument(
    collection: string,
    key: string,
    expectedVersion: number,
    body: string | null,
  ): Promise<void> {
    this.#checkTaking();
    const bytes = checkDocument(collection, key, expectedVersion, body);
    await this.#writer.writeDocument({ collection, key, expectedVersion, body }, bytes);
  }

  async eraseText(region: string, position: number): Promise<boolean> {
    this.#checkTaking();
    checkName("region", region);
    checkCount("position", position, 1, await this.readHead(region));
    const options: BackupOptions = { source: this.#path };
    const thread = new CallThread(new URL("./erase-worker.ts", import.meta.url), options);
    try {
      return await thread.call<boolean>("eraseText", [region, position]);
    } finally {
      await thread.call("close", []);
    }
  }

  async backup(path: string): Promise<void> {
    this.#checkOpen();
    const options: BackupOptions = { source: this.#path };
    const thread = new CallThread(new URL("./backup-worker.ts", import.meta.url), options);
    try {
      await thread.call("backup", [resolve(path)]);
    } finally {
      await thread.call("close", []);
    }
  }

  get status(): StoreStatus {
    const state =
      this.#closing !== undefined
        ? "closed"
        : this.#failure.fault === undefined
          ? "open"
          : "failed";
    return {
      state,
      epoch: this.#epoch,
      queuedCommands: this.#writer.queued,
      droppedPositions: this.#background.positions.dropped,
      commits: this.#writer.commits,
      commandsCommitted: this.#writer.itemsCommitted,
    };
  }

  onFailure(listener: (fault: StoreFault) => void): void {
    this.#failure.add(listener);
  }

  /** Commits what is queued, then ends the threads and gives the lock back. May be called twice. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    // A thread that crashed cannot answer; what it held was given back with it.
    const ends = await Promise.allSettled([
      this.#reader.close(),
      this.#background.close(this.#failure.fault !== undefined),
    ]);
    if (ends.some(({ status }) => status === "rejected")) this.#writer.distrust();
    // Last, so that SQLite brings the log home and removes it when the last connection ends.
    await this.#writer.close();
    this.#lock.release();
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw new StoreFault("store.closed", "the store is closed");
  }

  #checkTaking(): void {
    this.#checkOpen();
    if (this.#failure.fault !== undefined) throw this.#failure.fault;
  }
}
