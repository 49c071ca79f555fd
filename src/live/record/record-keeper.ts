/**
 * Keeps the record of each region: follows the durable log, has a thread make entries and checkpoints, and says how far
 * behind it is. Nothing here is on the command path: it reads what is durable already, one chunk at a time, and when it
 * fails commands go on, health, metrics and console say so, and it tries again. A checkpoint is due every `everyMillis`
 * where something is new, and at once when a service level was decided.
 */

import { join } from "node:path";
import type { FactsChunk, EventStore } from "../../store/port.ts";
import { parseArray } from "../../store/chunks.ts";
import { CallThread } from "../../store/sqlite/calls.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import { RecordLogFault, type RecordLogCode } from "./fault.ts";
import type { RegionHead } from "./head-entry.ts";
import type { RecordLogOptions } from "./record-log.ts";
import { Witnesses, type WitnessConfig, type WitnessStatus } from "./witness-client.ts";
import type { RecordCalls, RecordReply, RecordState } from "./record-worker.ts";

export const recordLimits = {
  /** Events that are read and made into entries in one go; a checkpoint may come between two. */
  eventsPerChunk: 2_000,
  /** After a failure, before it is tried again. */
  retryMillis: 5_000,
  /** A record this many seconds behind is said to be so. */
  lateSeconds: 5,
} as const;

/** No region can have this id: it begins with no letter or digit. */
export const nationalId = "_national";

export interface RecordKeeperOptions {
  /** Absolute; a folder for each record is made in it. */
  readonly directory: string;
  /** Origins are this, a slash and the region's id. */
  readonly origin: string;
  readonly everyMillis: number;
  readonly witnesses: readonly WitnessConfig[];
  /** Cosignatures that a checkpoint needs before it counts as witnessed. */
  readonly requiredWitnesses: number;
  readonly regions: ReadonlyMap<string, RecordedRegion>;
  readonly store: Pick<EventStore, "history" | "readChunk" | "eraseText">;
  readonly log: Log;
  readonly metrics: Metrics;
}

export type RecordedRegion = Pick<
  RegionRuntime,
  "id" | "durablePosition" | "publisher" | "runSystem"
>;

export interface RecordStatus {
  readonly origin: string;
  /** Entries that are durable in the record. */
  readonly entries: number;
  /** Entries of the newest checkpoint. */
  readonly signed: number;
  /** Durable events that no checkpoint speaks of yet. */
  readonly behind: number;
  /** Real seconds since the record was last up with the log. */
  readonly behindSeconds: number;
  readonly isLate: boolean;
  readonly keys: readonly string[];
  readonly witnesses: readonly WitnessStatus[];
  /** Entries of the newest checkpoint that enough witnesses have cosigned. */
  readonly witnessed: number;
  /** Why nothing is signed at present. */
  readonly fault: { readonly code: string; readonly message: string } | undefined;
}

type Calls = keyof RecordCalls;
type Rest<Call extends Calls> = RecordCalls[Call] extends (
  options: RecordLogOptions,
  ...rest: infer Arguments
) => unknown
  ? Arguments
  : never;
type Value<Call extends Calls> =
  ReturnType<RecordCalls[Call]> extends RecordReply<infer Value> ? Value : never;

export class RecordKeeper {
  readonly #options: RecordKeeperOptions;
  readonly #thread: CallThread;
  readonly #records = new Map<string, FollowedRecord>();
  readonly #nationalOptions: RecordLogOptions;
  #national: RecordState | undefined;
  #nationalWork: Promise<void> = Promise.resolve();
  #waitingHeads = new Map<string, RegionHead>();
  #isClosed = false;

  constructor(options: RecordKeeperOptions) {
    this.#options = options;
    this.#thread = new CallThread(
      new URL("./record-worker.ts", import.meta.url),
      undefined,
      (fault) =>
        options.log.error(
          { error: fault },
          "the record's thread ended: nothing is signed until the next start",
        ),
    );
    this.#nationalOptions = this.#optionsOf(nationalId);
    for (const region of options.regions.values()) {
      const record = new FollowedRecord(region, this.#optionsOf(region.id), options, this);
      this.#records.set(region.id, record);
      record.start();
    }
    this.#gauge();
  }

  #optionsOf(id: string): RecordLogOptions {
    const { directory, origin, store } = this.#options;
    return { directory: join(directory, id), origin: `${origin}/${id}`, history: store.history };
  }

  /** Undefined for a region that it does not follow. */
  statusOf(region: string): RecordStatus | undefined {
    return this.#records.get(region)?.status;
  }

  /** The folder with the public files of a region's record, or of the national log. */
  directoryOf(id: string): string | undefined {
    if (id === nationalId) return this.#nationalOptions.directory;
    return this.#records.get(id)?.logOptions.directory;
  }

  noteHead(head: RegionHead): void {
    this.#waitingHeads.set(head.origin, head);
    this.#nationalWork = this.#nationalWork.then(() => this.#appendHeads());
  }

  /** The newest head of each region; while one call is under way, later heads gather. */
  async #appendHeads(): Promise<void> {
    const heads = [...this.#waitingHeads.values()];
    this.#waitingHeads = new Map();
    if (heads.length === 0) return;
    try {
      this.#national = await this.call(
        this.#nationalOptions,
        "appendHeads",
        heads,
        Date.now() * 1_000,
      );
    } catch (error) {
      this.#options.log.warn({ error }, "national log not written");
    }
  }

  /** Rejects with a RecordLogFault. */
  async call<Call extends Calls>(
    options: RecordLogOptions,
    method: Call,
    ...rest: Rest<Call>
  ): Promise<Value<Call>> {
    const reply = await this.#thread.call<RecordReply<Value<Call>>>(method, [options, ...rest]);
    if ("value" in reply) return reply.value;
    throw new RecordLogFault(reply.fault.code as RecordLogCode, reply.fault.message);
  }

  /** Of the tree of the newest checkpoint. Rejects with record.no-proof. */
  async proveInclusion(region: string, index: number) {
    const record = this.#records.get(region);
    const signed = record?.signed;
    if (record === undefined || signed?.note === undefined)
      throw new RecordLogFault("record.no-proof", "nothing is signed yet; ask again soon");
    const { signedSize: size, note } = signed;
    const proof = await this.call(record.logOptions, "proveInclusion", index, size);
    return { path: proof.path, entry: proof.entry, size, note };
  }

  /** Of several entries, all of the tree of one checkpoint; those that it has not yet are left out. */
  async proveInclusions(region: string, indexes: readonly number[]) {
    const record = this.#records.get(region);
    const signed = record?.signed;
    if (record === undefined || signed?.note === undefined)
      throw new RecordLogFault("record.no-proof", "nothing is signed yet; ask again soon");
    const { signedSize: size, note } = signed;
    const within = indexes.filter((index) => index >= 0 && index < size);
    const proofs = await Promise.all(
      within.map(async (index) => {
        const proof = await this.call(record.logOptions, "proveInclusion", index, size);
        return { index, path: proof.path, entry: proof.entry };
      }),
    );
    return { note, proofs };
  }

  /** Entries with their salts, from an index on. Rejects with a RecordLogFault. */
  async listRows(region: string, first: number, count: number) {
    const record = this.#records.get(region);
    if (record === undefined)
      throw new RecordLogFault("record.no-proof", `no record of ${region} is kept`);
    return this.call(record.logOptions, "listRows", first, count);
  }

  #gauge(): void {
    const { metrics } = this.#options;
    metrics.gauge("muster_record_heads", "Entries of the national log.", () => [
      [{}, this.#national?.signedSize ?? 0],
    ]);
    const each = (read: (status: RecordStatus) => number) => () =>
      [...this.#records].map(([region, { status }]) => [{ region }, read(status)] as const);
    metrics.gauge(
      "muster_record_entries",
      "Entries of the record.",
      each(({ entries }) => entries),
    );
    metrics.gauge(
      "muster_record_behind_events",
      "Durable events that no checkpoint speaks of yet.",
      each(({ behind }) => behind),
    );
    metrics.gauge(
      "muster_record_behind_seconds",
      "Since the record was last up with the log.",
      each(({ behindSeconds }) => behindSeconds),
    );
  }

  /** Signs what there is, then ends the thread. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.all([...this.#records.values()].map((record) => record.close()));
    await this.#nationalWork;
    await this.#thread.call("close", []).catch(() => {});
  }
}

/** One region's record, followed by one loop that waits for each of its steps. */
class FollowedRecord {
  readonly logOptions: RecordLogOptions;
  readonly #region: RecordedRegion;
  readonly #options: RecordKeeperOptions;
  readonly #keeper: RecordKeeper;
  #state: RecordState | undefined;
  #fault: RecordLogFault | undefined;
  /** When the log was last seen at a position that is signed by now. */
  #caughtUpMillis = performance.now();
  #mark = { position: 0, millis: performance.now() };
  #signedMillis = Number.NEGATIVE_INFINITY;
  #loop: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #isHurried = false;
  #isClosing = false;
  #stopListening: (() => void) | undefined;
  readonly #witnesses: Witnesses;
  #witnessed = 0;

  constructor(
    region: RecordedRegion,
    logOptions: RecordLogOptions,
    options: RecordKeeperOptions,
    keeper: RecordKeeper,
  ) {
    this.#region = region;
    this.logOptions = logOptions;
    this.#options = options;
    this.#keeper = keeper;
    this.#witnesses = new Witnesses({
      witnesses: options.witnesses,
      required: options.requiredWitnesses,
      prove: (oldSize, size) => this.#call("proveConsistency", oldSize, size),
      onCosigned: (size, note, isEnough) => void this.#keepCosigned(size, note, isEnough),
    });
  }

  /** A failure here loses cosignatures, which are asked for again with the next checkpoint. */
  async #keepCosigned(size: number, note: string, isEnough: boolean): Promise<void> {
    if (isEnough) this.#witnessed = Math.max(this.#witnessed, size);
    await this.#call("writeCosigned", size, note, isEnough && size >= this.#witnessed).catch(
      (error: unknown) =>
        this.#options.log.warn({ region: this.#region.id, error }, "cosignature not kept"),
    );
  }

  start(): void {
    this.#stopListening = this.#region.publisher.add({
      onEvents: ({ events }) => {
        if (events.some(({ type }) => type === "level.decided")) this.#hurry();
      },
      onPositions: () => {},
      onEnd: () => {},
    });
    this.#loop = this.#follow();
  }

  get signed(): RecordState | undefined {
    return this.#state;
  }

  get status(): RecordStatus {
    const { durablePosition } = this.#region;
    const signed = this.#state?.signedSize ?? 0;
    const behind = Math.max(0, durablePosition - signed);
    const behindMillis = behind === 0 ? 0 : performance.now() - this.#caughtUpMillis;
    const behindSeconds = Math.round(behindMillis / 1_000);
    return {
      origin: this.logOptions.origin,
      entries: this.#state?.size ?? 0,
      signed,
      behind,
      behindSeconds,
      isLate: this.#fault !== undefined || behindSeconds >= recordLimits.lateSeconds,
      keys: this.#state?.keys ?? [],
      witnesses: this.#witnesses.list(),
      witnessed: this.#witnessed,
      fault:
        this.#fault === undefined
          ? undefined
          : { code: this.#fault.code, message: this.#fault.message },
    };
  }

  #hurry(): void {
    this.#isHurried = true;
    this.#wake?.();
  }

  async #follow(): Promise<void> {
    while (!this.#isClosing) {
      const waitMillis = await this.#step();
      if (!this.#isClosing && waitMillis > 0) await this.#sleep(waitMillis);
    }
    await this.#step();
  }

  /** Never rejects; answers how long to wait. */
  async #step(): Promise<number> {
    const { everyMillis, log } = this.#options;
    try {
      if (this.#state === undefined) {
        this.#state = await this.#call("open");
        await this.#tellKeys(this.#state);
      }
      await this.#takeChunk(this.#state);
      this.#fault = undefined;
      const sinceMillis = performance.now() - this.#signedMillis;
      if (sinceMillis >= everyMillis || this.#isHurried || this.#isClosing) await this.#sign();
      const isBehind = this.#state.size < this.#region.durablePosition;
      return isBehind && !this.#isClosing
        ? 0
        : everyMillis - Math.min(sinceMillis, everyMillis) || everyMillis;
    } catch (error) {
      // The region is closing, or its store fails: that is said elsewhere.
      const fault =
        error instanceof RecordLogFault
          ? error
          : new RecordLogFault("record.unwritten", (error as Error).message, {
              cause: error,
            });
      if (this.#fault?.code !== fault.code)
        log.error({ region: this.#region.id, error: fault }, "the record is not kept");
      this.#fault = fault;
      this.#state = undefined;
      return recordLimits.retryMillis;
    }
  }

  /** The durable events from its size on, at most a chunk of them. */
  async #takeChunk(state: RecordState): Promise<void> {
    const { id, durablePosition } = this.#region;
    if (state.size > durablePosition)
      throw new RecordLogFault(
        "record.store-behind",
        `the record has ${state.size} entries and the store ${durablePosition} events: it was restored, or events were taken away; see docs/operating`,
      );
    if (state.size === durablePosition) return;
    const { eventsPerChunk } = recordLimits;
    const chunk: FactsChunk = await this.#options.store.readChunk(id, state.size, eventsPerChunk);
    if (chunk.count === 0) return;
    const erased = listErased(chunk);
    // Before the chunk is appended: after a crash it is read again and this is done again, which changes nothing.
    for (const position of erased) await this.#options.store.eraseText(id, position);
    await this.#call("destroyTextSalts", erased);
    this.#state = await this.#call("append", chunk);
    await this.#call("destroyTextSalts", erased);
  }

  /** Other keys sign than before: that is an event, and so an entry that both old and new keys sign. */
  async #tellKeys({ keys, areKeysTold }: RecordState): Promise<void> {
    if (areKeysTold) return;
    await this.#region.runSystem({ type: "record.set-keys", keys });
    // A crash here tells them twice, which is true as well.
    await this.#call("noteKeys", keys);
  }

  async #sign(): Promise<void> {
    const before = this.#state?.signedSize;
    this.#isHurried = false;
    const state = await this.#call("publish");
    this.#state = state;
    this.#signedMillis = performance.now();
    // Under a steady load something is always waiting: what counts is how long ago the log stood where the record is.
    if (state.signedSize >= this.#mark.position) {
      this.#caughtUpMillis = this.#mark.millis;
      this.#mark = { position: this.#region.durablePosition, millis: performance.now() };
    }
    if (state.signedSize === before || state.root === undefined) return;
    if (state.note !== undefined) this.#witnesses.offer(state.signedSize, state.note);
    const { origin } = this.logOptions;
    this.#keeper.noteHead({ origin, size: state.signedSize, root: state.root });
  }

  #call<Call extends Calls>(method: Call, ...rest: Rest<Call>): Promise<Value<Call>> {
    return this.#keeper.call(this.logOptions, method, ...rest);
  }

  async #sleep(millis: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, millis);
    this.#wake = resolve;
    if (this.#isHurried) resolve();
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#stopListening?.();
    this.#wake?.();
    await this.#loop;
  }
}

/** Positions whose text an event of the chunk says is erased. Most chunks have none, and are not parsed for it. */
function listErased(chunk: FactsChunk): number[] {
  const { buffer, byteOffset, byteLength } = chunk.factsArray;
  if (!Buffer.from(buffer, byteOffset, byteLength).includes('"record.text-erased"')) return [];
  const events = parseArray(chunk.factsArray) as { type: string; position: number }[];
  return events.filter(({ type }) => type === "record.text-erased").map(({ position }) => position);
}
