/** What each event of no-unit-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { beginNoUnit, endNoUnit } from "./changes.ts";
import type { NoUnitEvent } from "./no-unit-events.ts";

export const noUnitFolds: FoldsOf<NoUnitEvent> = {
  "no-unit.began": (state, event) => {
    beginNoUnit(state, event.at, event.area, event.grade, event.incident, event.need, event.cause);
  },
  "no-unit.ended": (state, event) => {
    endNoUnit(state, event.at, event.area, event.grade, event.incident, event.end);
  },
};
