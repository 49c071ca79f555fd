/** The tables of mutual aid; what a unit knows of its loan is in the table of units. */

/** Units between this region and its neighbours; row 0 only. */
export const aidShape = {
  brokenAt: "f64", // since when fewer units are left than a floor wants; 0 = they are not
  breaks: "i32", // ever
  floorAlarm: "i32",
  lackAlarm: "i32", // units are lacking, and nobody is left to ask
  lent: "i32", // units of this region that are named for another, away, or on their way home
  guests: "i32", // units of other regions that are named for this one or here
} as const;

/** What was said between this region and each neighbour, by its place in the plan for mutual aid. */
export const peerShape = {
  told: "i32", // messages to it; the last one's position
  taken: "i32", // messages from it; the last one's position
} as const;
