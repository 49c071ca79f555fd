/** What each event of unit-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, knownUnit } from "../state/logged-rows.ts";
import {
  bookOffUnit,
  bookOnUnit,
  confirmWelfare,
  endEmergency,
  placeUnit,
  raiseEmergency,
  registerUnit,
  setUnitStatus,
  warnWelfare,
} from "./changes.ts";
import type { UnitEvent } from "./unit-events.ts";

export const unitFolds: FoldsOf<UnitEvent> = {
  "unit.registered": (state, event) => {
    checkMade(registerUnit(state, event.at, event), "unit", event.unit);
  },
  "unit.booked-on": (state, event) => {
    bookOnUnit(state, event.at, knownUnit(state, event.unit), event.crew, event.skills);
  },
  "unit.booked-off": (state, event) => {
    bookOffUnit(state, event.at, knownUnit(state, event.unit));
  },
  "unit.status-set": (state, event) => {
    setUnitStatus(
      state,
      event.at,
      knownUnit(state, event.unit),
      event.status,
      event.reason,
      event.label,
    );
  },
  "unit.placed": (state, event) => {
    placeUnit(
      state,
      event.at,
      knownUnit(state, event.unit),
      event.latE7,
      event.lonE7,
      event.positionAt,
      event.source,
    );
  },
  "unit.welfare-confirmed": (state, event) => {
    confirmWelfare(state, event.at, knownUnit(state, event.unit));
  },
  "unit.welfare-warned": (state, event) => {
    warnWelfare(state, event.at, knownUnit(state, event.unit));
  },
  "unit.emergency-raised": (state, event) => {
    raiseEmergency(state, event.at, knownUnit(state, event.unit));
  },
  "unit.emergency-ended": (state, event) => {
    endEmergency(state, event.at, knownUnit(state, event.unit), event.text?.reason ?? "");
  },
};
