/** The columns of people with their duties, and of the shifts they are planned for. */

import type { Shape } from "../state/shape.ts";

/** A row is a person's id and is never given back. Staff numbers and names stand beside the columns. */
export const personShape = {
  dueAt: "f64", // when it alarms that items are held off duty, a recall is overdue, or a duty is too long
  holdsAt: "f64", // since when something is held, or was until `emptiedAt`; 0 = never
  emptiedAt: "f64", // the last time that all was handed in; 0 = never
  plannedEndAt: "f64", // of the last shift that the person booked off from; 0 = of none
  owesAt: "f64", // since when something is held off duty; 0 = nothing is
  recalledAt: "f64",
  recallFromAt: "f64", // when the duty begins, or the person said to be there
  recallDueAt: "f64", // when the answer or the person is owed; 0 = nobody is recalled
  onDutyAt: "f64", // 0 = not on duty
  exceededAt: "f64", // when it was said that this duty is longer than the longest; 0 = it was not
  signedInAt: "f64", // the last time at the console; 0 = never
  lastOffAt: "f64", // end of the last duty; 0 = none is known
  restedAt: "f64", // beginning of the duty after the last weekly rest
  owedRestAt: "f64", // since when compensatory rest is owed; 0 = none is
  overriddenAt: "f64", // the last override of an hours rule; 0 = none
  firstShift: "i32",
  shift: "i32",
  dutyWeek: "i32", // the last week with minutes on duty (hours/duty-record.ts)
  owedRestMinutes: "i32", // of compensatory rest
  overrides: "i32", // of hours rules, ever
  recallOverridden: "i32", // bit set of hours rules, by their place in the region's set
  recallAlarm: "i32",
  firstItem: "i32", // what the person holds, the last taken first, or -1
  custodyAlarm: "i32",
  dutyAlarm: "i32", // on duty for longer than the longest duty
  heap: "i32",
  heapIndex: "i32",
  crewOf: "i32", // unit id + 1 while on duty with it; 0 = with none
  lastCrewOf: "i32", // the same of the last duty, after booking off
  skills: "i32",
  post: "i16",
  team: "i16", // -1 = none
  station: "i16", // -1 = none
  items: "i16", // how many the person holds
  debtMinutes: "i16", // of the daily rest, that this duty began with
  // Minutes on duty in a week, by the week's number modulo 17.
  duty0: "i16",
  duty1: "i16",
  duty2: "i16",
  duty3: "i16",
  duty4: "i16",
  duty5: "i16",
  duty6: "i16",
  duty7: "i16",
  duty8: "i16",
  duty9: "i16",
  duty10: "i16",
  duty11: "i16",
  duty12: "i16",
  duty13: "i16",
  duty14: "i16",
  duty15: "i16",
  duty16: "i16",
  // Duties that ended in the week, times 256, plus those of them at night.
  nights0: "i16",
  nights1: "i16",
  nights2: "i16",
  nights3: "i16",
  nights4: "i16",
  nights5: "i16",
  nights6: "i16",
  nights7: "i16",
  nights8: "i16",
  nights9: "i16",
  nights10: "i16",
  nights11: "i16",
  nights12: "i16",
  nights13: "i16",
  nights14: "i16",
  nights15: "i16",
  nights16: "i16",
  recallState: "u8",
  known: "u8", // 1 = registered
} as const satisfies Shape;

/** A planned shift of a unit or of a person. */
export const shiftShape = {
  dueAt: "f64",
  plannedAt: "f64",
  changedAt: "f64",
  fromAt: "f64",
  untilAt: "f64",
  bookedOnAt: "f64", // the first time; 0 = nobody came
  bookedOffAt: "f64", // the last time; 0 = never, or on again
  endedAt: "f64", // over or cancelled
  number: "i32",
  next: "i32", // next free row
  nextOfSubject: "i32", // next one of the same unit or person by its beginning, while it is not over
  unit: "i32", // -1 = a person's
  person: "i32", // -1 = a unit's
  skills: "i32", // bit set; 0 = those of the unit or person
  overridden: "i32", // bit set of hours rules, by their place in the region's set
  heap: "i32",
  heapIndex: "i32",
  team: "i16",
  station: "i16",
  area: "i16",
  state: "u8",
  crew: "u8", // heads planned
  came: "u8", // heads that booked on
} as const satisfies Shape;
