/**
 * The contraction order of a map, made in worker threads: the first cuts one after the other, then the pieces side by
 * side. The same order comes out with any number of threads, because a part is split by looking at nothing but
 * itself. It can be given up at any time; nothing outlives it. Not here: the cuts (src/roads/order).
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import type { Topology } from "../../roads/network.ts";
import {
  defaultDissectionRule,
  type Dissection,
  Dissector,
  type Part,
} from "../../roads/order/dissection.ts";
import {
  beginOrder,
  finishOrder,
  LevelCounts,
  type Order,
  splitToEnd,
} from "../../roads/order/order.ts";
import type { OrderReply, OrderRequest, OrderWorkerData } from "./order-messages.ts";

export const orderThreadLimits = {
  /** More threads than this would only wait for the first cuts; beyond it they are not started. */
  threads: 32,
  /** Nodes of the core that make a thread worth starting; with fewer there is none. */
  nodesOfThread: 4000,
} as const;

/** A part of at most this share of a thread's load is split to the end by the thread that gets it. */
const endShare = 1 / 8;
/** Pieces of at most this many nodes are not worth a message, however large the part they come from. */
const pieceNodes = 500;

export interface OrderOptions {
  /** Default: as many as the machine runs at once. */
  readonly threads?: number;
  /** The share of the cutting that is done, 0 to 1, never falling. */
  readonly onProgress?: (share: number) => void;
  /** Gives up: the promise is rejected with the signal's reason, and the threads are ended. */
  readonly signal?: AbortSignal;
}

/** Makes the order of `topology`; equal to what `makeOrder` answers. */
export async function makeOrderInThreads(
  topology: Topology,
  { threads = availableParallelism(), onProgress, signal }: OrderOptions = {},
): Promise<Order> {
  signal?.throwIfAborted();
  const work = beginOrder(
    topology,
    (length) => new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT)),
  );
  const { dissection, parts } = work;
  const useful = Math.floor(dissection.graph.nodeCount / orderThreadLimits.nodesOfThread);
  const count = Math.min(threads, useful, orderThreadLimits.threads);
  const levels =
    count > 0
      ? await new Crew(dissection, parts, count, onProgress).run(signal)
      : splitHere(dissection, parts);
  onProgress?.(1);
  return finishOrder(work, levels);
}

/** Splits a core that is too small for threads: it takes less time than starting one. */
function splitHere(dissection: Dissection, parts: readonly Part[]): LevelCounts {
  const levels = new LevelCounts();
  const dissector = new Dissector(dissection);
  for (const part of parts) splitToEnd(dissector, part, levels);
  return levels;
}

/** The threads of one order and what each is at. */
class Crew {
  readonly #dissection: Dissection;
  readonly #waiting: Part[];
  readonly #onProgress: ((share: number) => void) | undefined;
  readonly #levels = new LevelCounts();
  readonly #workers: readonly Worker[];
  readonly #idle: Worker[];
  /** The part of each worker that is not idle. */
  readonly #given = new Map<Worker, Part>();
  #doneWork = 0;

  constructor(
    dissection: Dissection,
    parts: readonly Part[],
    threads: number,
    onProgress: ((share: number) => void) | undefined,
  ) {
    this.#dissection = dissection;
    this.#waiting = [...parts];
    this.#onProgress = onProgress;
    const workerData: OrderWorkerData = { dissection, rule: defaultDissectionRule };
    const url = new URL("order-worker.ts", import.meta.url);
    this.#workers = Array.from(
      { length: threads },
      () => new Worker(url, { workerData, execArgv: [] }),
    );
    this.#idle = [...this.#workers];
  }

  /** Splits every part to the end. Whatever happens, no thread is left behind. */
  async run(signal: AbortSignal | undefined): Promise<LevelCounts> {
    let giveUp: (() => void) | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        giveUp = () => reject(signal?.reason as Error);
        signal?.addEventListener("abort", giveUp);
        for (const worker of this.#workers) {
          worker.on("error", reject);
          worker.on("exit", () => reject(new Error("a thread that makes the order has ended")));
          worker.on("message", (reply: OrderReply) => {
            this.#takeBack(worker, reply);
            if (this.#handOut() === 0) resolve();
          });
        }
        if (this.#handOut() === 0) resolve();
      });
    } finally {
      if (giveUp !== undefined) signal?.removeEventListener("abort", giveUp);
      await Promise.all(this.#workers.map((worker) => worker.terminate()));
    }
    return this.#levels;
  }

  #takeBack(worker: Worker, { parts, levels }: OrderReply): void {
    const part = this.#given.get(worker);
    assert(part !== undefined, "a worker answers what it was given");
    this.#given.delete(worker);
    this.#idle.push(worker);
    this.#waiting.push(...parts);
    this.#levels.addAll(levels);
    this.#doneWork += workOf(part);
    for (const left of parts) this.#doneWork -= workOf(left);
    const allWork = workOf({ from: 0, to: this.#dissection.graph.nodeCount });
    this.#onProgress?.(Math.min(1, this.#doneWork / allWork));
  }

  /** Gives the largest waiting parts to idle workers; answers how many workers are at something. */
  #handOut(): number {
    const { nodeCount } = this.#dissection.graph;
    this.#waiting.sort((a, b) => b.to - b.from - (a.to - a.from));
    while (this.#idle.length > 0) {
      const part = this.#waiting.shift();
      if (part === undefined) break;
      const worker = this.#idle.pop();
      assert(worker !== undefined, "a worker is idle");
      const isLast = part.to - part.from <= (nodeCount / this.#workers.length) * endShare;
      this.#given.set(worker, part);
      const endNodes = isLast ? nodeCount : pieceNodes;
      worker.postMessage({ part, endNodes } satisfies OrderRequest, []);
    }
    return this.#given.size;
  }
}

/** The work of splitting a part to the end, in a unit of its own: each level of cuts looks at every node. */
function workOf({ from, to }: Pick<Part, "from" | "to">): number {
  return (to - from) * Math.log2(to - from + 1);
}
