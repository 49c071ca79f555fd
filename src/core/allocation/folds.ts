/** What each event of allocation-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { getRow, incidentRow, knownUnit } from "../state/logged-rows.ts";
import {
  activateUnit,
  allocateUnit,
  endAllocation,
  findAllocation,
  progressUnit,
} from "./changes.ts";
import { recordTravel } from "./travel-record.ts";
import type { AllocationEvent } from "./allocation-events.ts";

export const allocationFolds: FoldsOf<AllocationEvent> = {
  "unit.allocated": (state, event) => {
    const row = incidentRow(state, event.incident);
    allocateUnit(
      state,
      event.at,
      knownUnit(state, event.unit),
      row,
      event.mode,
      event.rank,
      event.recommendation,
    );
  },
  "unit.activated": (state, event) => {
    activateUnit(state, event.at, knownUnit(state, event.unit));
  },
  "unit.progressed": (state, event) => {
    progressUnit(state, event.at, knownUnit(state, event.unit), event.status, event.label);
  },
  "unit.travel-recorded": (state, event) => {
    knownUnit(state, event.unit);
    recordTravel(state, event.at, event);
  },
  "allocation.ended": (state, event) => {
    const row = findAllocation(
      state,
      knownUnit(state, event.unit),
      incidentRow(state, event.incident),
    );
    endAllocation(
      state,
      event.at,
      getRow(row, "an allocation of unit", event.unit),
      event.end,
      event.text,
    );
  },
};
