/**
 * One region's record: a loop follows the durable log and has a thread make entries of it, one chunk after another, while
 * another thread writes the full tiles; a checkpoint is due every `everyMillis` where something is new, and at once when a
 * service level was decided. It is signed beside the loop, for the size that is durable at that moment: however much is
 * queued, what was appended before the timer is signed after it. Nothing here is on the command path: it reads what is
 * durable already, and when it fails commands go on, health, metrics and console say so, and it tries again.
 */

import { parseArray } from "../../store/chunks.ts";
import type { EventStore, FactsChunk } from "../../store/port.ts";
import type { Log } from "../log.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import { RecordLogFault } from "./fault.ts";
import type { RegionHead } from "./head-entry.ts";
import type { RecordLogOptions } from "./record-log.ts";
import type { CallRest, CallValue, RecordCall, RecordThreads } from "./record-threads.ts";
import type { RecordState } from "./record-worker.ts";
import { Witnesses, type WitnessConfig, type WitnessStatus } from "./witness-client.ts";

export const recordLimits = {
  /** Events that are read and made into entries in one go; a checkpoint may come between two. */
  eventsPerChunk: 4_000,
  /**
   * Fewer events than that are gathered for so long before they are made into entries: each time costs a transaction with a sync,
   * which the store's own syncs wait behind.
   */
  gatherMillis: 100,
  /** After a failure, before it is tried again. */
  retryMillis: 5_000,
  /** A record this many seconds behind is said to be so. */
  lateSeconds: 5,
} as const;

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
  /** Real seconds since the newest checkpoint was signed; undefined = none since the start. */
  readonly signedSeconds: number | undefined;
  /** Cosignatures that a checkpoint needs, and witnesses that cosign at present. */
  readonly requiredWitnesses: number;
  readonly presentWitnesses: number;
  /** Why nothing is signed at present. */
  readonly fault: { readonly code: string; readonly message: string } | undefined;
}

export interface FollowedRecordOptions {
  readonly region: RecordedRegion;
  readonly logOptions: RecordLogOptions;
  readonly threads: RecordThreads;
  readonly store: Pick<EventStore, "readChunk" | "eraseText">;
  readonly everyMillis: number;
  readonly witnesses: readonly WitnessConfig[];
  readonly requiredWitnesses: number;
  readonly log: Log;
  /** A new checkpoint was signed. */
  readonly onHead: (head: RegionHead) => void;
}

export class FollowedRecord {
  readonly logOptions: RecordLogOptions;
  readonly #region: RecordedRegion;
  readonly #options: FollowedRecordOptions;
  #state: RecordState | undefined;
  #fault: RecordLogFault | undefined;
  /** When the log was last seen at a position that is signed by now. */
  #caughtUpMillis = performance.now();
  #mark = { position: 0, millis: performance.now() };
  #signedMillis = Number.NEGATIVE_INFINITY;
  #takenMillis = Number.NEGATIVE_INFINITY;
  #loop: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  /** Up to this position nobody shall wait for the timer. */
  #hurriedPosition = 0;
  #signing: Promise<void> | undefined;
  #isWritingAhead = false;
  #isClosing = false;
  #publishing = false;
  /** The newest chunk that was asked for, and the size with its entries. */
  #asked: { readonly size: number; readonly done: Promise<void> } | undefined;
  #stopListening: (() => void) | undefined;
  readonly #witnesses: Witnesses;
  #witnessed = 0;
  #checkpointMillis: number | undefined;

  constructor(options: FollowedRecordOptions) {
    this.#region = options.region;
    this.logOptions = options.logOptions;
    this.#options = options;
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
    const witnesses = this.#witnesses.list();
    return {
      origin: this.logOptions.origin,
      entries: this.#state?.size ?? 0,
      signed,
      behind,
      behindSeconds,
      isLate: this.#fault !== undefined || behindSeconds >= recordLimits.lateSeconds,
      keys: this.#state?.keys ?? [],
      witnesses,
      witnessed: this.#witnessed,
      signedSeconds:
        this.#checkpointMillis === undefined
          ? undefined
          : Math.round((performance.now() - this.#checkpointMillis) / 1_000),
      requiredWitnesses: this.#options.requiredWitnesses,
      presentWitnesses: witnesses.filter(
        ({ cosigned, fault }) => cosigned > 0 && fault === undefined,
      ).length,
      fault:
        this.#fault === undefined
          ? undefined
          : { code: this.#fault.code, message: this.#fault.message },
    };
  }

  #hurry(): void {
    this.#hurriedPosition = this.#region.durablePosition;
    this.#wake?.();
  }

  async #follow(): Promise<void> {
    while (!this.#isClosing) {
      const waitMillis = await this.#step();
      if (!this.#isClosing && waitMillis > 0) await this.#sleep(waitMillis);
    }
    await this.#signing;
    await this.#step();
    await this.#signing;
    await this.#endFiles();
  }

  /** Never rejects; answers how long to wait. */
  async #step(): Promise<number> {
    const { everyMillis } = this.#options;
    try {
      this.#state ??= await this.#open();
      await this.#gather(this.#state);
      await this.#takeChunk(this.#state);
      if (this.#isDue(this.#state)) this.#signing ??= this.#sign();
      // It may have failed meanwhile.
      const size = this.#state?.size;
      if (this.#isClosing || size === undefined || size < this.#region.durablePosition) return 0;
      // Up with the log, and a signature takes longer than the time between two: the next one waits for it.
      if (performance.now() - this.#signedMillis >= everyMillis) await this.#signing;
      return Math.max(1, this.#signedMillis + everyMillis - performance.now());
    } catch (error) {
      this.#fail(error);
      return recordLimits.retryMillis;
    }
  }

  async #open(): Promise<RecordState> {
    const state = await this.#call("open");
    const { directory } = this.logOptions;
    await this.#options.threads.writeFiles("begin", directory, state.signedSize);
    await this.#tellKeys(state);
    return state;
  }

  /** Waits until a whole chunk is there, or for as long as one may be gathered; somebody in a hurry ends it. */
  async #gather({ size }: RecordState): Promise<void> {
    const { eventsPerChunk, gatherMillis } = recordLimits;
    const { durablePosition } = this.#region;
    const waiting = durablePosition - (this.#asked?.size ?? size);
    const isHurried = this.#hurriedPosition > size;
    const millis = this.#takenMillis + gatherMillis - performance.now();
    if (waiting < eventsPerChunk && millis > 0 && !isHurried && !this.#isClosing)
      await this.#sleep(millis);
    this.#takenMillis = performance.now();
  }

  #isDue({ size, signedSize }: RecordState): boolean {
    const isHurried = size >= this.#hurriedPosition && signedSize < this.#hurriedPosition;
    const sinceMillis = performance.now() - this.#signedMillis;
    return isHurried || this.#isClosing || sinceMillis >= this.#options.everyMillis;
  }

  /** Commands go on. The record is opened anew, from the disk, when it is tried again. */
  #fail(error: unknown): void {
    // The region is closing, or its store fails: that is said elsewhere.
    const fault =
      error instanceof RecordLogFault
        ? error
        : new RecordLogFault("record.unwritten", (error as Error).message, { cause: error });
    const region = this.#region.id;
    if (this.#fault?.code !== fault.code)
      this.#options.log.error({ region, error: fault }, "the record is not kept");
    this.#fault = fault;
    this.#state = undefined;
    this.#asked = undefined;
  }

  /**
   * Asks for entries of the next chunk of durable events, and waits for the chunk before it: so the thread finds the next one
   * when it is done with one, however busy this thread is. Up with the log, it waits for all.
   */
  async #takeChunk(state: RecordState): Promise<void> {
    const { durablePosition } = this.#region;
    if (state.size > durablePosition)
      throw new RecordLogFault(
        "record.store-behind",
        `the record has ${state.size} entries and the store ${durablePosition} events: it was restored, or events were taken away; see docs/operating`,
      );
    const before = this.#asked;
    const from = before?.size ?? state.size;
    if (from === durablePosition) {
      await before?.done;
      this.#asked = undefined;
      return;
    }
    const chunk = await this.#readChunk(from);
    if (chunk.count === 0) return;
    const { erased, definitions } = listSpecial(chunk);
    if (definitions.length > 0) {
      await this.#call("noteDefinitions", definitions);
      this.#hurriedPosition = definitions[definitions.length - 1];
    }
    const done = erased.length > 0 ? this.#appendErasing(chunk, erased) : this.#append(chunk);
    // Whoever waits for it is told of a failure; where that was told of another one, nobody waits.
    done.catch(() => {});
    this.#asked = { size: from + chunk.count, done };
    await before?.done;
    // What it does beside appending takes its time: the next chunk must not overtake it.
    if (erased.length > 0) await done;
  }

  async #append(chunk: FactsChunk): Promise<void> {
    this.#state = await this.#options.threads.append(this.logOptions, chunk);
    void this.#writeAhead(this.#state.size);
  }

  async #appendErasing(chunk: FactsChunk, erased: readonly number[]): Promise<void> {
    const { store } = this.#options;
    // Before the chunk is appended: after a crash it is read again and this is done again, which changes nothing.
    for (const position of erased) await store.eraseText(this.#region.id, position);
    await this.#call("destroyTextSalts", erased);
    await this.#append(chunk);
    await this.#call("destroyTextSalts", erased);
  }

  /** One request at a time: the next one has whatever came meanwhile. */
  async #writeAhead(size: number): Promise<void> {
    if (this.#isWritingAhead) return;
    this.#isWritingAhead = true;
    try {
      await this.#options.threads.writeFiles("writeFull", this.logOptions.directory, size);
    } catch {
      // Whoever needs the files for a signature is told.
    } finally {
      this.#isWritingAhead = false;
    }
  }

  #readChunk(after: number): Promise<FactsChunk> {
    const { eventsPerChunk } = recordLimits;
    return this.#options.store.readChunk(this.#region.id, after, eventsPerChunk);
  }

  /** Other keys sign than before: that is an event, and so an entry that both old and new keys sign. */
  async #tellKeys({ keys, areKeysTold }: RecordState): Promise<void> {
    if (areKeysTold) return;
    const { position } = await this.#region.runSystem({ type: "record.set-keys", keys });
    // A crash here tells them twice, which is true as well.
    await this.#call("noteKeys", keys, position);
  }

  /**
   * A new key signs beside the others (`rotateKeys`), or the newest alone (`retireKeys`): the log says so, and the next checkpoint
   * is signed at once. Rejects with a RecordLogFault. Answers the keys that sign.
   */
  async changeKeys(how: "rotateKeys" | "retireKeys"): Promise<readonly string[]> {
    const state = await this.#call(how);
    await this.#tellKeys(state);
    this.#hurry();
    return state.keys;
  }

  /** Never rejects. Steps 2 to 5 of record-log.ts for the present size, whatever is appended meanwhile. */
  async #sign(): Promise<void> {
    this.#signedMillis = performance.now();
    try {
      await this.#signAt(this.#state?.size ?? 0);
      this.#fault = undefined;
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#signing = undefined;
    }
  }

  async #signAt(size: number): Promise<void> {
    const before = this.#state?.signedSize;
    if (before === size && this.#state?.note !== undefined) {
      this.#noteCaughtUp(size);
      this.#publishDefinitions(this.#state);
      return;
    }
    const { threads, onHead } = this.#options;
    const { directory, origin } = this.logOptions;
    const synced = await threads.writeFiles("write", directory, size);
    const state = await this.#call("sign", size, synced);
    // Where the loop failed meanwhile it opens the record anew.
    if (this.#state !== undefined) this.#state = state;
    this.#publishDefinitions(state);
    const { signedSize, root, note } = state;
    this.#noteCaughtUp(signedSize);
    if (signedSize === before || root === undefined) return;
    this.#checkpointMillis = performance.now();
    if (note !== undefined) this.#witnesses.offer(signedSize, note);
    onHead({ origin, size: signedSize, root });
  }

  /**
   * The log is told of definitions that the newest checkpoint speaks of: only then they count. Beside the loop, which makes an
   * entry of it. Where it fails, or the region closes, it is done after a later checkpoint.
   */
  #publishDefinitions({ unpublished, signedSize, note }: RecordState): void {
    const ready = unpublished.filter((position) => position <= signedSize);
    if (ready.length === 0 || note === undefined || this.#publishing || this.#isClosing) return;
    this.#publishing = true;
    const tell = async (): Promise<void> => {
      for (const definition of ready)
        await this.#region.runSystem({ type: "normal.publish", definition, checkpoint: note });
      // A crash before it tells them twice: the first time counts.
      const state = await this.#call("forgetDefinitions", ready);
      if (this.#state !== undefined && state.size >= this.#state.size) this.#state = state;
    };
    tell()
      .catch((error: unknown) =>
        this.#options.log.warn({ region: this.#region.id, error }, "definition not published"),
      )
      .finally(() => {
        this.#publishing = false;
      });
  }

  /** Under a steady load something is always waiting: what counts is how long ago the log stood where the record is. */
  #noteCaughtUp(signedSize: number): void {
    if (signedSize < this.#mark.position) return;
    this.#caughtUpMillis = this.#mark.millis;
    this.#mark = { position: this.#region.durablePosition, millis: performance.now() };
  }

  /** Where it fails the next start writes the files again. */
  async #endFiles(): Promise<void> {
    if (this.#state === undefined) return;
    const { threads, log } = this.#options;
    try {
      const synced = await threads.writeFiles("end", this.logOptions.directory);
      await this.#call("noteSynced", synced);
    } catch (error) {
      log.warn({ region: this.#region.id, error }, "the record's files are not synced");
    }
  }

  #call<Call extends RecordCall>(method: Call, ...rest: CallRest<Call>): Promise<CallValue<Call>> {
    return this.#options.threads.call(this.logOptions, method, ...rest);
  }

  async #sleep(millis: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, millis);
    this.#wake = resolve;
    if (this.#isClosing) resolve();
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

/** Positions of what asks for more than an entry. Most chunks have nothing of it, and are not parsed for it. */
function listSpecial({ factsArray, first }: FactsChunk): {
  readonly erased: readonly number[];
  readonly definitions: readonly number[];
} {
  const { buffer, byteOffset, byteLength } = factsArray;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  if (!bytes.includes('"record.text-erased"') && !bytes.includes('"normal.defined"'))
    return { erased: [], definitions: [] };
  const events = parseArray(factsArray) as { readonly type: string; readonly position: number }[];
  return {
    erased: events.flatMap((event) =>
      event.type === "record.text-erased" ? [event.position] : [],
    ),
    definitions: events.flatMap(({ type }, index) =>
      type === "normal.defined" ? [first + index] : [],
    ),
  };
}
