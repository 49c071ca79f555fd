/**
 * Plays the futures of a branch on threads, as it was and changed. Which thread plays which future changes nothing: a
 * future is found by its number, and they stand in the order of their numbers.
 */
import { availableParallelism } from "node:os";
import type { NoForecast } from "../../core/forecast.ts";
import type { Futures } from "../../sim/branch/branch.ts";
import { listSteps } from "../../sim/branch/record.ts";
import type { BranchWorkerData, FuturesReply, WantedFutures } from "./branch-worker.ts";
import { ThreadCrew } from "./thread-crew.ts";

/** Futures that a thread plays at one message: it looks through what came after the moment once for each. */
const block = 20;

export interface FuturesWanted extends BranchWorkerData {
  readonly futures: number;
  readonly threads: number | undefined;
  readonly onProgress: (share: number) => void;
  /** Ends the play: the promise rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/** By change; or why there can be none. */
export async function playFutures(wanted: FuturesWanted): Promise<Futures[] | NoForecast> {
  const { futures, threads, onProgress, signal, ...data } = wanted;
  const module = new URL("./branch-worker.ts", import.meta.url);
  const pieces = data.changes.flatMap((_, variant) => listPieces(variant, futures));
  const most = Math.min(threads ?? availableParallelism(), pieces.length);
  const crew = new ThreadCrew<WantedFutures, FuturesReply>(module, data, most);
  const stop = (): void => crew.fail(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    let done = 0;
    const replies = await Promise.all(
      pieces.map(async (piece) => {
        const reply = await crew.play(piece);
        done += 1;
        onProgress(done / pieces.length);
        return reply;
      }),
    );
    const merged = data.changes.map((): Futures => ({
      figures: [],
      waiting: listSteps(data.time).map(() => new Int32Array(futures)),
    }));
    for (const [place, reply] of replies.entries()) {
      if ("reason" in reply) return reply;
      const { variant, first } = pieces[place];
      const into = merged[variant];
      merged[variant] = { ...into, figures: [...into.figures, ...reply.figures] };
      reply.waiting.forEach((counts, step) => into.waiting[step].set(counts, first));
    }
    return merged;
  } finally {
    signal.removeEventListener("abort", stop);
    await crew.close();
  }
}

function listPieces(variant: number, futures: number): WantedFutures[] {
  const count = Math.ceil(futures / block);
  return Array.from({ length: count }, (_, piece) => ({
    variant,
    first: piece * block,
    count: Math.min(block, futures - piece * block),
  }));
}
