/**
 * Plays the nights of all variants on threads. Which thread plays which night changes nothing: a night is found by its
 * number, and results stand in the order of their numbers. Whether enough were played is asked after blocks of a fixed
 * size, so the number of nights is the same for any number of threads, too.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import type { NightFigures } from "../../sim/rehearsal/tally.ts";
import type { TravelFit } from "./travel-file.ts";
import type { WantedNight, NightReply, NightWorkerData } from "./night-worker.ts";

export interface NightsWanted {
  readonly seed: number;
  readonly plans: readonly RehearsalPlan[];
  /** A map package to drive on; left out = by straight line. */
  readonly map?: string | undefined;
  readonly fit: TravelFit;
  /** Nights of each variant, at most. */
  readonly most: number;
  /** Asked after each block of nights; left out = all are played. */
  readonly isEnough?: (nights: readonly (readonly NightFigures[])[]) => boolean;
  readonly threads?: number;
  readonly onProgress: (share: number) => void;
  /** Ends the play: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export const nightLimits = { threads: 16, block: 20, replications: 100_000 } as const;

/** [variant][replication]. */
export async function playNights(wanted: NightsWanted): Promise<NightFigures[][]> {
  const { plans, most, isEnough, onProgress, signal } = wanted;
  const crew = new NightCrew(wanted);
  const nights = plans.map((): NightFigures[] => []);
  const stop = (): void => crew.fail(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    signal?.throwIfAborted();
    for (let from = 0; from < most; from += nightLimits.block) {
      const to = Math.min(most, from + nightLimits.block);
      const block = plans.flatMap((_, variant) =>
        Array.from({ length: to - from }, (__, at): WantedNight => ({
          variant,
          replication: from + at,
        })),
      );
      let done = 0;
      const replies = block.map(async (night) => {
        const { figures } = await crew.play(night);
        done += 1;
        onProgress((from + (done / block.length) * (to - from)) / most);
        nights[night.variant][night.replication] = figures;
      });
      await Promise.all(replies);
      if (isEnough?.(nights) === true) break;
    }
    return nights;
  } finally {
    signal?.removeEventListener("abort", stop);
    await crew.close();
  }
}

interface Waiting {
  readonly night: WantedNight;
  readonly resolve: (reply: NightReply) => void;
  readonly reject: (error: unknown) => void;
}

/** Some threads, each with one night at a time. */
class NightCrew {
  readonly #threads: readonly Worker[];
  readonly #idle: Worker[];
  readonly #waiting: Waiting[] = [];
  readonly #playing = new Map<Worker, Waiting>();
  #fault: { readonly error: unknown } | undefined;

  constructor({ seed, plans, map, fit, threads = availableParallelism() }: NightsWanted) {
    const workerData: NightWorkerData = { seed, plans, map, fit };
    const count = Math.max(1, Math.min(threads, nightLimits.threads));
    this.#threads = Array.from({ length: count }, () => {
      const url = new URL("./night-worker.ts", import.meta.url);
      const worker = new Worker(url, { workerData, execArgv: [] });
      worker.on("message", (reply: NightReply) => this.#take(worker, reply));
      worker.on("error", (error) => this.fail(error));
      return worker;
    });
    this.#idle = [...this.#threads];
  }

  play(night: WantedNight): Promise<NightReply> {
    if (this.#fault !== undefined) return Promise.reject(this.#fault.error);
    const { promise, resolve, reject } = Promise.withResolvers<NightReply>();
    this.#waiting.push({ night, resolve, reject });
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
      worker.postMessage(next.night, []);
    }
  }

  #take(worker: Worker, reply: NightReply): void {
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
