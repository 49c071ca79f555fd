/** The tables of mutual aid; what a unit knows of its loan is in the table of units. */

/** Units between this region and its neighbours; row 0 only. */
export const aidShape = {
  brokenAt: "f64", // since when fewer units are left than a floor wants; 0 = they are not
  breaks: "i32", // ever
  floorAlarm: "i32",
  lackAlarm: "i32", // units are lacking, and nobody is left to ask
  linksToReview: "i32", // silent links that have a time in `reviewAt`
  lent: "i32", // units of this region that are named for another, away, or on their way home
  guests: "i32", // units of other regions that are named for this one or here
} as const;

/** What was said between this region and each neighbour, by its place in the plan for mutual aid, and since when it is silent. */
export const peerShape = {
  silentAt: "f64", // when it was heard last, while the link is silent; 0 = it is not
  reviewAt: "f64", // when it alarms once more; 0 = it does not
  told: "i32", // messages to it; the last one's position
  taken: "i32", // messages from it; the last one's position
  linkAlarm: "i32",
} as const;
