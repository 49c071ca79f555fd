/** The columns of the head, the single values of a region, and of the indexes that lead from a number to its row. */

import type { Shape } from "./shape.ts";

/** Single values; row 0 only. */
export const headShape = {
  position: "f64",
  lastAt: "f64",
  closuresVersion: "f64", // position of the last event that changed what is shut; 0 = none did
  figuresUntil: "f64", // end of the last period whose public figures were committed to
  policy: "i32",
  nextContact: "i32",
  nextIncident: "i32",
  nextAlarm: "i32",
  nextClosure: "i32",
  nextShift: "i32",
  nextRequest: "i32",
  nextWarning: "i32",
  people: "i32",
  items: "i32",
  recoveries: "i32", // ever opened
  recalls: "i32", // ever made
  openRecalls: "i32",
  recallsCame: "i32",
  recallsDeclined: "i32",
  hoursOverrides: "i32", // ever made
  dutiesExceeded: "i32", // ever longer than the longest
  rises: "i32", // of demand, ever
  gaps: "i32", // ever noted
  figuresCommitted: "i32", // number of the last period
  figuresPublished: "i32",
  figuresOpened: "i32",
  units: "i32",
  bookedOn: "i32",
  freeUnits: "i32", // of these, who could be sent now
  noUnits: "i32", // running clocks of areas
  contactRows: "i32", // rows ever used
  incidentRows: "i32",
  allocationRows: "i32",
  alarmRows: "i32",
  closureRows: "i32",
  shiftRows: "i32",
  requestRows: "i32",
  warningRows: "i32",
  heldContacts: "i32", // rows in use now
  heldIncidents: "i32",
  heldAllocations: "i32",
  heldClosures: "i32",
  heldShifts: "i32",
  heldRequests: "i32",
  heldWarnings: "i32",
  freeContact: "i32",
  freeIncident: "i32",
  freeAllocation: "i32",
  freeAlarm: "i32",
  freeClosure: "i32",
  freeShift: "i32",
  freeRequest: "i32",
  freeWarning: "i32",
  openContacts: "i32",
  openIncidents: "i32",
  openAlarms: "i32",
  openRequests: "i32",
  openWarnings: "i32",
  placeHazards: "i32", // that stand
  placeHazardsEver: "i32",
  placeHazardHeap: "i32",
  handOversEver: "i32",
  claims: "i32", // that stand
  claimsEver: "i32",
  directivesEver: "i32",
  directiveHeap: "i32",
  contactHeap: "i32",
  incidentHeap: "i32",
  unitHeap: "i32",
  alarmHeap: "i32",
  closureHeap: "i32",
  shiftHeap: "i32",
  requestHeap: "i32",
  warningHeap: "i32",
  peopleHeap: "i32",
} as const satisfies Shape;

/** From numbers to rows, as number-index.ts lays it out; -1 = empty. */
export const indexShape = { row: "i32" } as const satisfies Shape;
