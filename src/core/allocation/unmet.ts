/**
 * What a response plan still asks for: each active unit fills one need (the first of the plan that it fits and that is
 * not filled), the rest is unmet. Stacked units fill nothing: they are not coming yet.
 */

import { limits } from "../limits.ts";
import { planOf } from "../region/policy.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { allocationStates } from "../vocabulary.ts";

/** Missing units per line of the incident's plan, in the plan's order. */
export function listUnmet(state: RegionState, incidentRow: number): number[] {
  const { incidents, allocations, units } = state.columns;
  const plan = planOf(getPolicy(state), incidents.type[incidentRow], incidents.served[incidentRow]);
  const missing = plan.map((line) => line.count);
  for (let a = incidents.firstAllocation[incidentRow]; a >= 0; a = allocations.nextOfIncident[a]) {
    if (allocations.endedAt[a] !== 0 || allocations.state[a] === allocationStates.code.stacked)
      continue;
    const serves = units.serves[allocations.unit[a]];
    const line = plan.findIndex((l, index) => missing[index] > 0 && ((serves >> l.need) & 1) === 1);
    if (line >= 0) missing[line] -= 1;
  }
  return missing;
}

/** Kept between calls: a rehearsal asks after every send. */
const left = new Int32Array(limits.needs);

/** Whether any line of the incident's plan lacks units; what `listUnmet` says, without a list. */
export function hasUnmet(state: RegionState, incidentRow: number): boolean {
  const { incidents, allocations, units } = state.columns;
  const plan = planOf(getPolicy(state), incidents.type[incidentRow], incidents.served[incidentRow]);
  let missing = 0;
  for (let line = 0; line < plan.length; line += 1) missing += left[line] = plan[line].count;
  for (
    let a = incidents.firstAllocation[incidentRow];
    a >= 0 && missing > 0;
    a = allocations.nextOfIncident[a]
  ) {
    if (allocations.endedAt[a] !== 0 || allocations.state[a] === allocationStates.code.stacked)
      continue;
    const serves = units.serves[allocations.unit[a]];
    for (let line = 0; line < plan.length; line += 1) {
      if (left[line] === 0 || ((serves >>> plan[line].need) & 1) === 0) continue;
      left[line] -= 1;
      missing -= 1;
      break;
    }
  }
  return missing > 0;
}

export function countUnmet(state: RegionState, incidentRow: number): number {
  return listUnmet(state, incidentRow).reduce((sum, count) => sum + count, 0);
}
