/** The columns of incidents, and of the lists in which those wait that are owed a response. */

import type { Shape } from "../state/shape.ts";

export const incidentShape = {
  dueAt: "f64",
  openedAt: "f64",
  clockAt: "f64", // the grade clock runs from the answer of the first contact
  targetAt: "f64", // 0 = none owed
  firstAllocatedAt: "f64",
  firstEnRouteAt: "f64",
  firstAtSceneAt: "f64",
  closedAt: "f64",
  noUnitAt: "f64", // 0 = a suitable unit is free or none is owed
  deferredAt: "f64", // 0 = it is not deferred
  callBackAt: "f64", // promised to the caller; 0 = nothing is
  withheldAt: "f64", // 0 = its dispatch is neither withheld nor limited
  number: "i32",
  next: "i32", // next in the waiting list of its served grade, or next free row
  previous: "i32",
  firstContact: "i32",
  firstAllocation: "i32", // newest first, ended ones too
  hazards: "i32", // bit set
  alarm: "i32", // target missed
  noUnitAlarm: "i32",
  promiseAlarm: "i32",
  latE7: "i32",
  lonE7: "i32",
  radiusM: "i32",
  thrive: "i32", // two bits a heading
  heap: "i32",
  heapIndex: "i32",
  contacts: "i32",
  allocations: "i32", // ever made, while it is in the state
  directive: "i32", // number of the one its dispatch is withheld or limited under; 0 = none
  barred: "i32", // bit set of skills whose units are not sent; -1 = nobody is
  type: "i16",
  area: "i16",
  result: "i16",
  notes: "i16",
  activeUnits: "i16", // working on it: assigned to transporting
  sceneUnits: "i16", // of these, at the scene or transporting from it
  heldUnits: "i16", // active and stacked ones
  state: "u8",
  assessed: "u8",
  served: "u8",
  locationState: "u8",
  noUnitCause: "u8",
  noUnitNeed: "u8",
  waiting: "u8", // 1 = in a waiting list
  owed: "u8", // 1 = a response is still owed
  servedByLevel: "u8", // 1 = the service level set the served grade apart from the assessed one
  deferredBy: "u8", // while it is deferred
  kept: "u8", // 1 = a person took it up: the service level defers it no more
  told: "u8", // 1 = the caller knows what is promised
  callBacks: "u8", // attempts, while it is in the state
} as const satisfies Shape;

/** Rows 0..gradeCount-1: the waiting incidents of a served grade, oldest clock first. */
export const waitingShape = {
  first: "i32",
  last: "i32",
  count: "i32",
  late: "i32", // those with an alarm that their target was missed
} as const satisfies Shape;
