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
  /** By unit: when a unit that a question adds is there. */
  arrival: 11,
  /** How many turn up altogether; call 0. */
  turnUp: 12,
  /** By number of the shift: whether and when somebody comes for it, or goes. */
  shift: 13,
  /** By number of the shift: when its break begins, and for how long. */
  break: 14,
  /** Of a call by a demand model: the area that it comes from. */
  area: 15,
  /** And the numbers behind it, one for each length of block: how busy a block of hours is, by its number. */
  block: 16,
  /** Which way the rate goes in hours of the day that nobody has seen; call 0. */
  drift: 17,
} as const;
