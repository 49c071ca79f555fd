/** What can happen about hospitals: a count is kept with those of its hour, and a surge begins or ends by what the counts say. */

import { noInstant, type Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { addCount, noCounts, type HospitalCounts, type Interval } from "./surge-model.ts";

export function getCounts(state: RegionState, hospital: number): HospitalCounts {
  return state.facts.hospitals[hospital] ?? noCounts;
}

function codeOf(state: RegionState, hospital: number): string {
  return getPolicy(state).hospitals[hospital].code;
}

export function countHospital(
  state: RegionState,
  at: Instant,
  hospital: number,
  interval: Interval,
): void {
  advance(state, at);
  state.columns.hospitals.countedAt[hospital] = interval.untilAt;
  const hospitals = state.facts.hospitals.slice();
  hospitals[hospital] = addCount(getCounts(state, hospital), interval);
  state.facts = { ...state.facts, hospitals };
  if (state.sink.open)
    state.sink.put({
      type: "hospital.counted",
      at,
      entered: state.enteredAt,
      by: state.by,
      hospital: codeOf(state, hospital),
      untilAt: interval.untilAt,
      seconds: interval.seconds,
      arrivals: interval.arrivals,
    });
}

export interface SurgeFacts {
  readonly windowSeconds: number;
  readonly observed: number;
  readonly expected: number;
  readonly sigma: number;
}

export function beginSurge(
  state: RegionState,
  at: Instant,
  hospital: number,
  facts: SurgeFacts,
): void {
  advance(state, at);
  state.columns.hospitals.surgedAt[hospital] = at;
  const { windowSeconds, observed, expected, sigma } = facts;
  if (state.sink.open)
    state.sink.put({
      type: "hospital.surged",
      at,
      entered: state.enteredAt,
      by: state.by,
      hospital: codeOf(state, hospital),
      windowSeconds,
      observed,
      expected,
      sigma,
    });
}

export function endSurge(state: RegionState, at: Instant, hospital: number): void {
  advance(state, at);
  state.columns.hospitals.surgedAt[hospital] = noInstant;
  if (state.sink.open)
    state.sink.put({
      type: "hospital.surge-ended",
      at,
      entered: state.enteredAt,
      by: state.by,
      hospital: codeOf(state, hospital),
    });
}
