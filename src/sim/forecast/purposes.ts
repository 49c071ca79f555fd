/** What each draw of a future decides (CallRandom.seek); a number is never given to anything else. */
import { travelPurpose } from "../room/calls.ts";

export const purposes = {
  gap: 0,
  step: 1,
  /** The incident that a future call is like. */
  like: 2,
  place: 3,
  scene: 5,
  travel: travelPurpose,
  /** How busy it is altogether; call 0. */
  level: 9,
  /** Of units that work or pause now, by unit: what is left of it. */
  left: 10,
  /** By unit: whether and when somebody who is still to come is there. */
  arrival: 11,
} as const;
