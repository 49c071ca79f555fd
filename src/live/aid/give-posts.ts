/** Messages of a neighbour, entered into a region's log one after the other. Whoever gives them may give them again. */

import type { AidPost } from "../../core/aid/aid-facts.ts";
import { limits } from "../../core/limits.ts";
import type { RegionRuntime } from "../region-runtime.ts";

export type AidRegion = Pick<
  RegionRuntime,
  "id" | "state" | "status" | "now" | "position" | "runSystemAt" | "whenReadable"
>;

/** How many messages of `from` the region has taken; 0 where it is no neighbour. */
export function takenFrom({ state }: Pick<AidRegion, "state">, from: string): number {
  const peer = state.policy?.aid.neighbourIndex.get(from);
  return peer === undefined ? 0 : state.columns.peers.taken[peer];
}

/** And told to it. */
export function toldTo({ state }: Pick<AidRegion, "state">, to: string): number {
  const peer = state.policy?.aid.neighbourIndex.get(to);
  return peer === undefined ? 0 : state.columns.peers.told[peer];
}

/**
 * Enters what is new of them, in order; what comes after a gap waits for the next time. Throws what the region throws. Answers
 * how many of `from` are durable in this log then.
 */
export async function givePosts(
  region: AidRegion,
  from: string,
  posts: readonly AidPost[],
): Promise<number> {
  for (const { position, at, message, text } of posts) {
    if (position <= takenFrom(region, from)) continue;
    if (position > takenFrom(region, from) + 1) break;
    const now = region.now();
    // It happens when it was said; the clock of another server may run ahead, and an outage may be longer than entries go back.
    const saidAt = Math.min(now, Math.max(at, now - limits.lateEntryMicros + 1));
    const words = text === undefined ? {} : { text };
    await region.runSystemAt(
      { type: "aid.receive", fromRegion: from, position, message, ...words },
      saidAt,
    );
  }
  await region.whenReadable(region.position);
  return takenFrom(region, from);
}
