/**
 * What really happened after a moment of a log, counted as a future of that moment is: the same figures by grade, and how
 * many incidents waited. The log is folded on; nothing is decided anew. Not here: the futures (branch.ts).
 */
import type { Instant, Micros } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import type { Call } from "../room/calls.ts";
import { Tally, type NightFigures } from "../rehearsal/tally.ts";

/** When a branch and the record are looked at: every so often, from the first step after the branch to its end. */
export interface BranchTime {
  readonly now: Instant;
  readonly untilAt: Instant;
  readonly stepMicros: Micros;
}

export interface Counted {
  readonly figures: NightFigures;
  /** Waiting incidents at each step. */
  readonly waiting: readonly number[];
}

export function listSteps({ now, untilAt, stepMicros }: BranchTime): Instant[] {
  const count = Math.floor((untilAt - now) / stepMicros);
  return Array.from({ length: count }, (_, step) => now + (step + 1) * stepMicros);
}

export function countWaiting({ columns }: RegionState): number {
  return columns.waiting.count.reduce((sum, count) => sum + count, 0);
}

/** `state` is that of the branch, and is folded on with the events after it, as far as `untilAt`. */
export function countRecord(
  state: RegionState,
  events: Iterable<CoreEvent>,
  time: BranchTime,
): Counted {
  const tally = new Tally(state, time.now);
  tally.begin(time.now);
  const steps = listSteps(time);
  const waiting: number[] = [];
  const calls = new Map<number, Call>();
  for (const event of events) {
    if (event.entered > time.untilAt) break;
    while (waiting.length < steps.length && steps[waiting.length] < event.entered)
      waiting.push(countWaiting(state));
    evolve(state, event);
    note(tally, calls, event);
  }
  while (waiting.length < steps.length) waiting.push(countWaiting(state));
  return { figures: tally.end(time.untilAt), waiting };
}

/** A call is counted until the first unit is at the scene, or it is closed without one. */
function note(tally: Tally, calls: Map<number, Call>, event: CoreEvent): void {
  if (event.type === "incident.opened") {
    const call = callOf(event);
    calls.set(event.incident, call);
    tally.addCall(call);
  } else if (event.type === "unit.progressed" && event.status === "at scene") {
    const call = calls.get(event.incident);
    if (call !== undefined) tally.addResponse(call, event.at);
    calls.delete(event.incident);
  } else if (event.type === "incident.closed") {
    const call = calls.get(event.incident);
    if (call !== undefined) tally.addAdvised(call);
    calls.delete(event.incident);
  }
}

function callOf(event: Extract<CoreEvent, { type: "incident.opened" }>): Call {
  const { incident, clockAt, area, served, incidentType } = event;
  return {
    number: incident,
    at: clockAt,
    area,
    latE7: 0,
    lonE7: 0,
    grade: { grade: served, incidentType },
    sceneMicros: 0,
    patienceMicros: undefined,
  };
}
