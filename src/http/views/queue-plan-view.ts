/** A plan of the queue for people: call signs and grades beside the numbers, and the gap to the best in per cent. */

import { findIncidentRow, type RegionState } from "../../core/state/region-state.ts";
import { grades } from "../../core/vocabulary.ts";
import type { MadeQueuePlan } from "../../live/queue-plan/queue-planner.ts";
import type { PlannedVisitView, QueuePlanView } from "../../wire/shown-queue-plan.ts";

export function viewQueuePlan(state: RegionState, plan: MadeQueuePlan): QueuePlanView {
  const { assessed } = state.columns.incidents;
  const byUnit = new Map<number, PlannedVisitView[]>();
  for (const { unit, incident, arrivesSeconds, starved } of plan.visits) {
    const row = findIncidentRow(state, incident);
    // Closed and gone while the plan was made.
    if (row < 0) continue;
    const visits = byUnit.get(unit) ?? [];
    visits.push({ incident, assessed: grades.names[assessed[row]], arrivesSeconds, starved });
    byUnit.set(unit, visits);
  }
  const { madeAt, method, cost, bound, callByCallCost, unserved, leftOut, tookMillis } = plan;
  return {
    madeAt,
    method,
    cost: round(cost),
    bound: round(bound),
    gapPercent: bound > 0 ? round((100 * (cost - bound)) / bound) : 0,
    callByCallCost: round(callByCallCost),
    units: Array.from(byUnit, ([unit, visits]) => ({
      unit,
      callSign: state.text?.callSigns[unit] ?? String(unit),
      visits,
    })),
    unserved: [...unserved],
    leftOut,
    tookMillis,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
