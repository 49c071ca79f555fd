/**
 * The engine's writer. Commands are gathered until the turn of the event loop ends, and written as one commit, here in the
 * main thread: into the page cache of the operating system, which waits for no disk. Then the log is synced, by its
 * thread or here (sync-place.ts), and only then does anybody hear of it. One commit at a time is written and not synced, so
 * a disk that hangs stops the writing, too. Not here: what is written (log-writer.ts).
 */
import { Worker } from "node:worker_threads";
import { StoreFault, storeLimits, type Appended, type AppendRequest } from "../port.ts";
import { Batch, type BatchTexts, type DocumentWrite } from "./batch.ts";
import { errorCodeOf, faultOfWrite, sqliteBusy, toFault } from "./faults.ts";
import type { Refusal } from "./items.ts";
import { LogSync } from "./log-sync.ts";
import type { LogWorkerOptions } from "./log-worker.ts";
import { LogWriter } from "./log-writer.ts";
import type { LogThreadMessage, LogThreadReply } from "./messages.ts";
import { busyMillis } from "./open-database.ts";
import { SyncPlace, type Place } from "./sync-place.ts";
import { TextJoiner } from "./text-joiner.ts";

/** Only another process that opens the store, or an operator's tool, ever has the write lock. */
const busyPauseMillis = 10;

/** Of batches that are written; one gathers while another is written. */
const mostSpare = 2;

function makeTexts(): BatchTexts {
  return { facts: new TextJoiner(), privateTexts: new TextJoiner() };
}

export interface OpenedWriter {
  readonly epoch: number;
  readonly storeId: string;
  readonly commandCount: number;
}

interface Written {
  readonly batch: Batch;
  readonly refusals: readonly Refusal[];
}

export class Writer {
  readonly opened: Promise<OpenedWriter>;
  /** Called after each durable commit. */
  onCommit: () => void = () => {};
  commits = 0;
  itemsCommitted = 0;
  queued = 0;
  readonly #options: LogWorkerOptions;
  readonly #thread: Worker;
  readonly #onFailure: (fault: StoreFault) => void;
  readonly #place: SyncPlace;
  #log: LogWriter | undefined;
  #sync: LogSync | undefined;
  /** Position of the last durable event of each region that has one. */
  #heads = new Map<string, number>();
  /** In order; the last one takes more. */
  readonly #gathered: Batch[] = [];
  #queuedBytes = 0;
  /** Memory of batches that are written. */
  readonly #spare: BatchTexts[] = [];
  /** Written, and the disk has not said yet that it has it. */
  #written: Written | undefined;
  #scheduled = false;
  /** The thread brings the log home: nothing is written meanwhile. */
  #restarting = false;
  /** The thread looks for the ids of this batch, and nothing is written meanwhile. */
  #lookedAt: Batch | undefined;
  /** Something beside the log failed: the next opening checks the file. */
  #isDistrusted = false;
  #busyFrom: number | undefined;
  #fault: StoreFault | undefined;
  readonly #closed = Promise.withResolvers<void>();
  readonly #opening = Promise.withResolvers<OpenedWriter>();

  constructor(
    options: LogWorkerOptions,
    syncPlace: (() => Place) | undefined,
    onFailure: (fault: StoreFault) => void,
  ) {
    this.#options = options;
    this.#place = new SyncPlace(syncPlace);
    this.#onFailure = onFailure;
    this.opened = this.#opening.promise;
    const url = new URL("./log-worker.ts", import.meta.url);
    this.#thread = new Worker(url, { workerData: options, execArgv: [] });
    this.#thread.on("message", (reply: LogThreadReply) => this.#take(reply));
    this.#thread.on("error", (error) =>
      this.#fail(new StoreFault("store.failed", `the thread of the log ended: ${String(error)}`)),
    );
    this.#thread.on("exit", () => {
      this.#closed.resolve();
      this.#fail(new StoreFault("store.closed", "the thread of the log has ended"));
    });
  }

  /** Another process writes the log now, and knows what of it is durable. */
  get isFenced(): boolean {
    return this.#fault?.code === "store.fenced";
  }

  /** 0 = the region has no durable event. */
  headOf(region: string): number {
    return this.#heads.get(region) ?? 0;
  }

  listRegions(): string[] {
    return [...this.#heads.keys()].toSorted();
  }

  /**
   * Resolves when it is durable; rejects with a fault when it was refused or the store failed. `units` as `checkAppend`
   * counts them.
   */
  append(request: AppendRequest, units: number, mayBeKnown: () => boolean): Promise<Appended> {
    const fault = this.#faultOf(units);
    if (fault !== undefined) return Promise.reject(fault);
    const batch = this.#gather();
    const before = batch.bytes;
    const appended = batch.addAppend(request, mayBeKnown());
    this.#queuedBytes += batch.bytes - before;
    return appended;
  }

  writeDocument(write: DocumentWrite, bytes: number): Promise<void> {
    const fault = this.#faultOf(bytes);
    if (fault !== undefined) return Promise.reject(fault);
    this.#queuedBytes += bytes;
    return this.#gather().addDocument(write, bytes);
  }

  /** What was written and is not durable yet, if it concerns the reader: it must not be shown before it is. */
  async whenDurable(concerns: (written: Batch) => boolean): Promise<void> {
    const batch = this.#written?.batch;
    if (batch !== undefined && concerns(batch)) await batch.whenSettled();
  }

  /** Lets the thread bring the log home, between two commits. */
  restartLog(): void {
    if (this.#restarting || this.#fault !== undefined) return;
    this.#restarting = true;
    this.#post({ kind: "restart" });
  }

  /** Another thread of the store failed: nothing more is taken, and the end is no orderly one. */
  stop(fault: StoreFault): void {
    this.#fail(fault);
  }

  /** Commands go on, but the end is no orderly one. */
  distrust(): void {
    this.#isDistrusted = true;
  }

  /** Resolves when the thread has let go of the file. */
  get ended(): Promise<void> {
    return this.#closed.promise;
  }

  /** Everything queued is made durable first. */
  async close(): Promise<void> {
    while (this.#fault === undefined && this.queued > 0)
      await (this.#gathered.at(-1) ?? this.#written?.batch)?.whenSettled();
    this.#log?.close();
    this.#sync?.close();
    this.#post({ kind: "close", orderly: this.#fault === undefined && !this.#isDistrusted });
    await this.#closed.promise;
  }

  #faultOf(bytes: number): StoreFault | undefined {
    if (this.#fault !== undefined) return this.#fault;
    if (
      this.queued < storeLimits.maxQueuedCommands &&
      this.#queuedBytes + bytes <= storeLimits.maxQueuedBytes
    )
      return undefined;
    return new StoreFault(
      "store.busy",
      `${this.queued} commands (${this.#queuedBytes} bytes) wait for the disk, the limit is ` +
        `${storeLimits.maxQueuedCommands} (${storeLimits.maxQueuedBytes} bytes); send it again in a moment`,
    );
  }

  /** The batch that takes the next item, which will be written when the turn ends and the disk has the one before. */
  #gather(): Batch {
    this.queued += 1;
    this.#schedule();
    const last = this.#gathered.at(-1);
    if (last !== undefined && !last.isFull) return last;
    const batch = new Batch(this.#spare.pop() ?? makeTexts());
    this.#gathered.push(batch);
    return batch;
  }

  get #mayWrite(): boolean {
    return (
      this.#written === undefined &&
      this.#lookedAt === undefined &&
      !this.#restarting &&
      this.#fault === undefined
    );
  }

  #schedule(): void {
    if (this.#scheduled || !this.#mayWrite) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#write();
    });
  }

  /** A crash in here or after it, before the sync: the commit may be in the log, and nobody was told of it. */
  #write(): void {
    const log = this.#log;
    const batch = this.#gathered[0];
    if (batch === undefined || log === undefined || !this.#mayWrite) return;
    const ids = batch.findDoubtful();
    if (ids !== undefined) {
      this.#lookedAt = batch;
      this.#post({ kind: "look", ids });
      return;
    }
    try {
      if (!this.#begin(log)) return;
      const refusals: Refusal[] = [];
      log.apply(batch.list(), batch.known, refusals);
      log.commit();
      this.#gathered.shift();
      this.#takeBack(batch.texts);
      this.#written = { batch, refusals };
      if (this.#place.choose(batch.count, performance.now()) === "main")
        this.#settle(this.#sync!.run(this.commits + 1));
      else this.#post({ kind: "sync", commit: this.commits + 1 });
    } catch (error) {
      this.#failWriting(error);
    }
  }

  #takeBack(texts: BatchTexts): void {
    texts.facts.clear();
    texts.privateTexts.clear();
    if (this.#spare.length < mostSpare) this.#spare.push(texts);
  }

  /** False where another process has the write lock: it is tried again in a moment, and not for ever; or the log is home. */
  #begin(log: LogWriter): boolean {
    try {
      const begun = log.begin();
      this.#busyFrom = undefined;
      if (begun === "home") this.restartLog();
      return begun === "begun";
    } catch (error) {
      const now = performance.now();
      this.#busyFrom ??= now;
      if (errorCodeOf(error) !== sqliteBusy || now - this.#busyFrom > busyMillis) throw error;
      setTimeout(() => this.#schedule(), busyPauseMillis);
      return false;
    }
  }

  #take(reply: LogThreadReply): void {
    switch (reply.kind) {
      case "opened":
        this.#open(reply);
        return;
      case "synced":
        this.#takeSynced(reply.millis);
        return;
      case "looked":
        this.#lookedAt?.setKnown(reply.known);
        this.#lookedAt = undefined;
        this.#write();
        return;
      case "restarted":
        this.#restarting = false;
        if (this.#gathered.length > 0) this.#schedule();
        return;
      case "failed":
        this.#fail(toFault(reply.fault));
        return;
      case "closed":
        this.#closed.resolve();
        return;
    }
  }

  /** The thread has opened the store and checked it. */
  #open(opened: OpenedWriter): void {
    const { path, faults } = this.#options;
    try {
      this.#log = new LogWriter(path, opened, faults);
      this.#sync = new LogSync(path, faults);
      this.#heads = this.#log.listHeads();
      this.#opening.resolve(opened);
    } catch (error) {
      this.#failWriting(error);
      this.#post({ kind: "close", orderly: false });
    }
  }

  #takeSynced(millis: number): void {
    // After a failure nobody waits for it any more.
    if (this.#written === undefined) return;
    try {
      this.#settle(millis);
    } catch (error) {
      this.#failWriting(error);
    }
  }

  #settle(syncMillis: number): void {
    const { batch, refusals } = this.#written!;
    this.#written = undefined;
    this.#place.note(syncMillis, performance.now());
    this.commits += 1;
    this.itemsCommitted += batch.count - refusals.length;
    this.queued -= batch.count;
    this.#queuedBytes -= batch.bytes;
    batch.settle(refusals, (region, position) => this.#heads.set(region, position));
    this.onCommit();
    if (this.#log!.isTooLong()) this.restartLog();
    if (this.#gathered.length > 0) this.#schedule();
  }

  #post(message: LogThreadMessage): void {
    this.#thread.postMessage(message, []);
  }

  #failWriting(error: unknown): void {
    this.#log?.abandon();
    this.#fail(toFault(faultOfWrite(error, this.#options.path)));
  }

  #fail(fault: StoreFault): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    this.#opening.reject(fault);
    this.#written?.batch.fail(fault);
    this.#written = undefined;
    for (const batch of this.#gathered.splice(0)) batch.fail(fault);
    this.queued = 0;
    this.#queuedBytes = 0;
    this.#onFailure(fault);
  }
}
