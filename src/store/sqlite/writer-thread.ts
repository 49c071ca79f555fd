/**
 * The engine's side of the writer: the bounded queue, one message per turn of the event loop, and the answers in
 * the order of the calls. Not here: what is written (log-writer.ts).
 */
import { Worker } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import { StoreFault, storeLimits, type Appended } from "../port.ts";
import { toFault } from "./faults.ts";
import type { FlatItems, Refusal, WriterMessage, WriterReply } from "./messages.ts";
import { joinTexts } from "./run-builder.ts";
import type { WriterOptions } from "./writer-worker.ts";

/**
 * Items wait for the end of the turn, so that one commit takes them all. Where making them takes about as long as the
 * disk needs for them, a batch is split: when it has been gathered for this share of what the writer lately took for
 * one, and the writer is idle or has just answered. Half of the callers' commands are then made while the other half's
 * are written, which is worth the second sync (measured with 64 callers, in turns: 25 us a command instead of 27 us).
 */
const gatherShare = 1 / 2;
const workShare = 1 / 8;

/**
 * So many fields (about 16 commands) are handed over while the turn goes on, so that the writer has applied most of a
 * batch when its last command is there, and what is left is the disk (measured with 64 callers: 0.15 ms a batch).
 */
const fieldsPerMessage = 16 * 9;

interface Waiting {
  readonly bytes: number;
  readonly answer: Appended | undefined;
  readonly resolve: (answer: never) => void;
  readonly reject: (fault: StoreFault) => void;
}

export interface OpenedWriter {
  readonly epoch: number;
  readonly storeId: string;
  readonly commandCount: number;
}

export class WriterThread {
  readonly opened: Promise<OpenedWriter>;
  /** Called after each commit. */
  onCommit: () => void = () => {};
  commits = 0;
  itemsCommitted = 0;
  readonly #worker: Worker;
  readonly #onFailure: (fault: StoreFault) => void;
  /** Sent or to be sent, in order; the writer answers from the front. */
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #items: FlatItems = [];
  #facts: string[] = [];
  #texts: string[] = [];
  /** Whether anything waits for a commit to be asked for, and since when. */
  #isGathering = false;
  #gatheredFrom = 0;
  #scheduled = false;
  /** What the writer lately took for a batch, smoothed. */
  #workMillis = 1;
  readonly #underWay = new Int32Array(new SharedArrayBuffer(4));
  #fault: StoreFault | undefined;
  readonly #closed = Promise.withResolvers<void>();
  readonly #opening = Promise.withResolvers<OpenedWriter>();

  constructor(options: Omit<WriterOptions, "underWay">, onFailure: (fault: StoreFault) => void) {
    this.#onFailure = onFailure;
    this.opened = this.#opening.promise;
    this.#worker = new Worker(new URL("./writer-worker.ts", import.meta.url), {
      workerData: { ...options, underWay: this.#underWay } satisfies WriterOptions,
      execArgv: [],
    });
    this.#worker.on("message", (reply: WriterReply) => this.#take(reply));
    this.#worker.on("error", (error) =>
      this.#fail(new StoreFault("store.failed", `the writer ended: ${String(error)}`)),
    );
    this.#worker.on("exit", () => {
      this.#closed.resolve();
      this.#fail(new StoreFault("store.closed", "the writer has ended"));
    });
  }

  get queued(): number {
    return this.#waiting.length;
  }

  /**
   * Adds one item; resolves with `answer` when it is durable, rejects with a fault when it was refused or the writer
   * failed. The answer of an accepted append is known before, because its expectation is checked.
   */
  put<Answer extends Appended | undefined>(
    bytes: number,
    addFields: (items: FlatItems, facts: string[], texts: string[]) => void,
    answer: Answer,
  ): Promise<Answer> {
    if (this.#fault !== undefined) return Promise.reject(this.#fault);
    if (
      this.#waiting.length >= storeLimits.maxQueuedCommands ||
      this.#waitingBytes + bytes > storeLimits.maxQueuedBytes
    ) {
      return Promise.reject(
        new StoreFault(
          "store.busy",
          `${this.#waiting.length} commands (${this.#waitingBytes} bytes) wait for the disk, the limit is ` +
            `${storeLimits.maxQueuedCommands} (${storeLimits.maxQueuedBytes} bytes); send it again in a moment`,
        ),
      );
    }
    const now = performance.now();
    if (!this.#isGathering) this.#gatheredFrom = now;
    this.#isGathering = true;
    addFields(this.#items, this.#facts, this.#texts);
    this.#waitingBytes += bytes;
    if (this.#isWorthASync(now) && Atomics.load(this.#underWay, 0) === 0) this.#flush();
    else {
      if (this.#items.length >= fieldsPerMessage) this.#sendItems(true);
      this.#schedule();
    }
    return new Promise((resolve, reject) => this.#waiting.push({ bytes, answer, resolve, reject }));
  }

  /** Asks the writer to copy the rest of the log between two commits. */
  finishCheckpoint(): void {
    this.#post({ kind: "checkpoint" });
  }

  /** Resolves when the thread has let go of the file. */
  get ended(): Promise<void> {
    return this.#closed.promise;
  }

  /** Everything queued is committed first. */
  async close(): Promise<void> {
    this.#flush();
    this.#post({ kind: "close" });
    await this.#closed.promise;
  }

  #isWorthASync(now: number): boolean {
    return this.#isGathering && now - this.#gatheredFrom > gatherShare * this.#workMillis;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  /** The end of a batch: the writer commits. */
  #flush(): void {
    if (!this.#isGathering) return;
    this.#isGathering = false;
    Atomics.add(this.#underWay, 0, 1);
    this.#sendItems(false);
  }

  #sendItems(more: boolean): void {
    const items = this.#items;
    const joined = joinTexts(this.#facts, this.#texts);
    this.#items = [];
    this.#facts = [];
    this.#texts = [];
    const message: WriterMessage = { kind: "items", items, joined, more };
    // The bytes change hands; what is cloned is short.
    this.#worker.postMessage(message, [joined.facts.buffer, joined.texts.buffer]);
  }

  #post(message: WriterMessage): void {
    this.#worker.postMessage(message, []);
  }

  #take(reply: WriterReply): void {
    switch (reply.kind) {
      case "opened":
        this.#opening.resolve(reply);
        return;
      case "committed":
        // Before its callers add to what is gathered, or the halves would become one again.
        if (this.#isWorthASync(performance.now())) this.#flush();
        this.#workMillis += (reply.workMillis - this.#workMillis) * workShare;
        this.#settle(reply.count, reply.refusals);
        this.onCommit();
        return;
      case "failed":
        this.#fail(toFault(reply.fault));
        return;
      case "closed":
        this.#closed.resolve();
        return;
    }
  }

  #settle(count: number, refusals: readonly Refusal[]): void {
    const settled = this.#waiting.splice(0, count);
    assert(
      settled.length === count,
      `the writer answered ${count} items, ${settled.length} were waiting`,
    );
    this.commits += 1;
    this.itemsCommitted += count - refusals.length;
    let next = 0;
    for (const [index, waiting] of settled.entries()) {
      this.#waitingBytes -= waiting.bytes;
      const refusal = refusals[next];
      if (refusal !== undefined && refusal.index === index) {
        next += 1;
        waiting.reject(toFault(refusal));
      } else {
        waiting.resolve(waiting.answer as never);
      }
    }
  }

  #fail(fault: StoreFault): void {
    if (this.#fault !== undefined) return;
    this.#fault = fault;
    this.#opening.reject(fault);
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const { reject } of waiting) reject(fault);
    this.#onFailure(fault);
  }
}
