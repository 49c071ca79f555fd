/**
 * Plays the nights of all variants on threads. Which thread plays which night changes nothing: a night is found by its
 * number, and results stand in the order of their numbers. Whether enough were played is asked after blocks of a fixed
 * size, so the number of nights is the same for any number of threads, too.
 */
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import type { NightFigures } from "../../sim/rehearsal/tally.ts";
import type { TravelFit } from "./travel-file.ts";
import type { WantedNight, NightReply, NightWorkerData } from "./night-worker.ts";
import { crewLimits, ThreadCrew } from "./thread-crew.ts";

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
  /** Each night as it comes, in any order: what beside the own region's figures was counted. */
  readonly onNight?: (night: NightReply) => void;
  readonly threads?: number;
  /** So many nights were played, all variants together. */
  readonly onProgress: (played: number) => void;
  /** Ends the play: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export const nightLimits = {
  threads: crewLimits.threads,
  block: 20,
  replications: 100_000,
} as const;

/** [variant][replication]. */
export async function playNights(wanted: NightsWanted): Promise<NightFigures[][]> {
  const { seed, plans, map, fit, most, isEnough, onProgress, signal } = wanted;
  const crew = new ThreadCrew<WantedNight, NightReply>(
    new URL("./night-worker.ts", import.meta.url),
    { seed, plans, map, fit } satisfies NightWorkerData,
    wanted.threads,
  );
  const nights = plans.map((): NightFigures[] => []);
  const stop = (): void => crew.fail(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  let played = 0;
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
      const replies = block.map(async (night) => {
        const reply = await crew.play(night);
        const { figures } = reply;
        wanted.onNight?.(reply);
        played += 1;
        onProgress(played);
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
