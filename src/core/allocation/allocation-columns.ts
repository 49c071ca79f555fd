/** The columns of allocations: which unit is sent to which incident. */

import type { Shape } from "../state/shape.ts";

export const allocationShape = {
  allocatedAt: "f64",
  enRouteAt: "f64",
  atSceneAt: "f64",
  endedAt: "f64",
  unit: "i32",
  incident: "i32",
  nextOfUnit: "i32",
  nextOfIncident: "i32", // or next free row
  policy: "i32",
  state: "u8",
  end: "u8",
  rank: "u8", // place in the recommendation it came from; 0 = by hand
} as const satisfies Shape;
