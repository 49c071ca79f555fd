/**
 * The engine's side of the writer: the bounded queue, one message per turn of the event loop, and the answers in
 * the order of the calls. Not here: what is written (log-writer.ts).
 */
import { Worker } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import { StoreFault, storeLimits, type Appended } from "../port.ts";
import { toFault } from "./faults.ts";
import type { FlatItems, Refusal, WriterMessage, WriterReply } from "./messages.ts";
import type { WriterOptions } from "./writer-worker.ts";

/**
 * Items wait for the end of the turn, so that one commit takes them all. Where the disk is fast that wait costs more
 * than a commit: there, so many fields (about 16 commands) are sent at once, and the writer works on them while this
 * thread makes the next (measured with 64 callers: 18 instead of 25 us a command). On a slow disk it would only
 * split a batch in two.
 */
const earlyFields = 128;
const fastCommitMillis = 0.5;

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
  #scheduled = false;
  #commitMillis = 0;
  #fault: StoreFault | undefined;
  readonly #closed = Promise.withResolvers<void>();
  readonly #opening = Promise.withResolvers<OpenedWriter>();

  constructor(options: WriterOptions, onFailure: (fault: StoreFault) => void) {
    this.#onFailure = onFailure;
    this.opened = this.#opening.promise;
    this.#worker = new Worker(new URL("./writer-worker.ts", import.meta.url), {
      workerData: options,
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
    addFields: (items: FlatItems) => void,
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
    addFields(this.#items);
    this.#waitingBytes += bytes;
    if (this.#items.length >= earlyFields && this.#commitMillis < fastCommitMillis) this.#flush();
    else this.#schedule();
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

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#items.length === 0) return;
    const items = this.#items;
    this.#items = [];
    this.#post({ kind: "items", items });
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
        this.#commitMillis = reply.commitMillis;
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
