/** What can happen to demand: it rises in a cell, and eases there. Each rise has a row while it lasts, with its alarm. */

import { assert } from "../../base/assert.ts";
import type { Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { DemandEvidence } from "./demand-events.ts";

/** The caller has checked that a row is free. */
export function raiseDemand(state: RegionState, at: Instant, evidence: DemandEvidence): number {
  advance(state, at);
  const { rises, head } = state.columns;
  const row = rises.number.indexOf(0);
  assert(row >= 0, "a decider checks that there is room for a rise");
  const { typeIndex, areaIndex } = getPolicy(state);
  head.rises[0] += 1;
  rises.number[row] = head.rises[0];
  rises.since[row] = at;
  rises.alarm[row] = -1;
  rises.type[row] = typeIndex.get(evidence.incidentType) ?? -1;
  rises.area[row] = areaIndex.get(evidence.area) ?? -1;
  if (state.sink.open)
    state.sink.put({
      type: "demand.rose",
      at,
      entered: state.enteredAt,
      by: state.by,
      rise: rises.number[row],
      evidence,
    });
  return row;
}

export function easeDemand(
  state: RegionState,
  at: Instant,
  row: number,
  evidence: DemandEvidence,
): void {
  advance(state, at);
  const { rises } = state.columns;
  const rise = rises.number[row];
  rises.number[row] = 0;
  rises.since[row] = 0;
  rises.alarm[row] = 0;
  rises.type[row] = 0;
  rises.area[row] = 0;
  if (state.sink.open)
    state.sink.put({
      type: "demand.eased",
      at,
      entered: state.enteredAt,
      by: state.by,
      rise,
      evidence,
    });
}
