/**
 * A world of one line for nights that are worked out by hand: places are minutes from an origin along it, and so are the
 * ways between them, so that every time in a test is a whole number that a reader can add up.
 */

import { microsPerMinute } from "../base/instant.ts";
import type { TravelTimes } from "../plan/travel-times.ts";

/** 2027-03-05 20:00 UTC. */
export const lineStartAt = 1_804_276_800_000_000;
/** Degrees of longitude times 10^7 that take one minute. */
export const lineMinuteE7 = 60_000;
/** All places of the line have this latitude; degrees times 10^7. */
export const lineLatE7 = 540_000_000;

export const lineTravel: TravelTimes = {
  source: { name: "line", version: "1", errorSeconds: 0 },
  micros: ({ lonE7 }, _, toLonE7) => (Math.abs(toLonE7 - lonE7) / lineMinuteE7) * microsPerMinute,
};
