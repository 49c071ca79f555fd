/**
 * Some threads, each with one piece of work at a time: whoever is idle takes the next. The first fault ends everything.
 * Not here: what is worked on.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

export const crewLimits = { threads: 16 } as const;

interface Waiting<Wanted, Reply> {
  readonly wanted: Wanted;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

export class ThreadCrew<Wanted, Reply> {
  readonly #threads: readonly Worker[];
  readonly #idle: Worker[];
  readonly #waiting: Waiting<Wanted, Reply>[] = [];
  readonly #playing = new Map<Worker, Waiting<Wanted, Reply>>();
  #fault: { readonly error: unknown } | undefined;

  /** Each thread runs the module with `workerData`, and answers one message with one. */
  constructor(module: URL, workerData: unknown, threads: number = availableParallelism()) {
    const count = Math.max(1, Math.min(threads, crewLimits.threads));
    this.#threads = Array.from({ length: count }, () => {
      const worker = new Worker(module, { workerData, execArgv: [] });
      worker.on("message", (reply: Reply) => this.#take(worker, reply));
      worker.on("error", (error) => this.fail(error));
      return worker;
    });
    this.#idle = [...this.#threads];
  }

  play(wanted: Wanted): Promise<Reply> {
    if (this.#fault !== undefined) return Promise.reject(this.#fault.error);
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    this.#waiting.push({ wanted, resolve, reject });
    this.#hand();
    return promise;
  }

  #hand(): void {
    for (let worker = this.#idle.pop(); worker !== undefined; worker = this.#idle.pop()) {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#idle.push(worker);
        return;
      }
      this.#playing.set(worker, next);
      worker.postMessage(next.wanted, []);
    }
  }

  #take(worker: Worker, reply: Reply): void {
    this.#playing.get(worker)?.resolve(reply);
    this.#playing.delete(worker);
    this.#idle.push(worker);
    this.#hand();
  }

  fail(error: unknown): void {
    this.#fault ??= { error };
    for (const { reject } of [...this.#waiting.splice(0), ...this.#playing.values()]) reject(error);
    this.#playing.clear();
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((worker) => worker.terminate()));
  }
}
