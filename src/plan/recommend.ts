/**
 * Recommends units for an incident: what the response plan of its type and served grade asks for, filled by the
 * units that are there soonest, with further choices, and with a typed shortfall for whatever stays unmet. It reads
 * the dense columns, the policy, positions and travel times, and no word that anybody typed: it works on a fork
 * that has no text at all. It changes nothing; sending is a command. docs/reference/recommendation.md has the rules.
 */

import { assert } from "../base/assert.ts";
import { distanceM } from "../base/distance.ts";
import { microsFromSeconds, secondsFromMicros, type Instant } from "../base/instant.ts";
import { findAllocation } from "../core/allocation/changes.ts";
import { closuresVersionOf } from "../core/closure/read.ts";
import { limits } from "../core/limits.ts";
import {
  exclusionCauses,
  type ExcludedUnits,
  type Recommendation,
  type RecommendedOption,
} from "../core/recommendation.ts";
import { planOf, type PlanLine, type Policy } from "../core/region/policy.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../core/state/region-state.ts";
import { allocationStates, grades, unitStatuses } from "../core/vocabulary.ts";
import { priceDivert } from "./divert.ts";
import { fillSlots, type FilledPlan } from "./fill-slots.ts";
import { placeOfIncident, type MeasuredPlace } from "./place.ts";
import { noOverlay, type PositionOverlay } from "./positions.ts";
import { listReasons } from "./reasons.ts";
import { describeShortfall, hasNoPath } from "./shortfall.ts";
import { findShutWays, listReportedOn, noShutWays, type ShutWays } from "./shut-ways.ts";
import type { TravelTimes } from "./travel-times.ts";
import { divertKind, measureCandidates, startOf, type TravelQuestion } from "./candidates.ts";
import { makeUnitScan, scanUnits, type UnitScan } from "./unit-scan.ts";

/** Kept between calls, see unit-scan.ts. */
const scan = makeUnitScan();

/** Diverts offered at most: each is a decision about somebody else's wait. */
export const divertsOffered = 3;
const defaultOptions = 5;

export interface RecommendationRequest {
  /** Goes into the recommendation as it is. */
  readonly id: string;
  /** Number of an incident that is in the operational state; asking for another is a bug of the caller. */
  readonly incident: number;
  readonly now: Instant;
  readonly travel: TravelTimes;
  /** Live tracking; without it the positions of the log are used. */
  readonly positions?: PositionOverlay | undefined;
  /** Options wanted: 1 to limits.recommendationOptions, 5 when left out. All chosen units are given in any case. */
  readonly limit?: number | undefined;
}

/** What every step of one recommendation looks at. */
interface Inputs extends TravelQuestion {
  readonly state: RegionState;
  readonly policy: Policy;
  readonly row: number;
  readonly place: MeasuredPlace;
  readonly lines: readonly PlanLine[];
  readonly rangeSeconds: number | null;
}

export function recommend(state: RegionState, request: RecommendationRequest): Recommendation {
  const row = findIncidentRow(state, request.incident);
  assert(row >= 0, `recommend: incident ${request.incident} is not in the operational state`);
  const inputs = gatherInputs(state, row, request);
  const { policy, place, lines } = inputs;
  const needs = lines.map((line) => line.need);
  scanUnits(scan, state, row, needs);
  measureCandidates(scan.candidates, state, inputs, place);
  const rangeMicros =
    inputs.rangeSeconds === null ? Infinity : microsFromSeconds(inputs.rangeSeconds);
  const most = Math.min(Math.max(1, request.limit ?? defaultOptions), limits.recommendationOptions);
  const plan = fillSlots(state, scan, {
    lines,
    here: listUnitsHere(state, row),
    rangeMicros,
    options: most,
    diverts: divertsOffered,
  });
  const incidents = state.columns.incidents;
  return {
    id: request.id,
    at: request.now,
    position: state.columns.head.position[0],
    policy: policy.version,
    incident: request.incident,
    incidentType: policy.config.incidentTypes[incidents.type[row]]?.code ?? "",
    grade: grades.names[incidents.served[row]],
    location: { latE7: place.latE7, lonE7: place.lonE7 },
    travel: request.travel.source,
    ...newerClosures(state, request.travel),
    options: makeOptions(inputs, plan),
    shortfalls: plan.unmet.map((unmet) => {
      const shut = hasNoPath(scan, unmet.need) ? findShut(inputs, 1 << unmet.need) : noShutWays;
      return describeShortfall(policy, scan, { ...unmet, rangeSeconds: inputs.rangeSeconds }, shut);
    }),
    considered: scan.considered,
    excluded: listExcluded(inputs),
  };
}

function newerClosures(
  state: RegionState,
  { source }: TravelTimes,
): Pick<Recommendation, "closuresVersion"> {
  const closuresVersion = closuresVersionOf(state);
  if (source.map === undefined || source.map.epoch === closuresVersion) return {};
  return { closuresVersion };
}

function findShut({ state, travel, place }: Inputs, needMask: number): ShutWays {
  return findShutWays(state, scan.candidates, travel, place, needMask);
}

function listExcluded(inputs: Inputs): ExcludedUnits[] {
  return exclusionCauses.names
    .map((cause, code) => {
      const units = scan.excluded[code];
      if (cause !== "no road path" || units === 0) return { cause, units };
      const { closures } = findShut(inputs, -1);
      return closures.length === 0 ? { cause, units } : { cause, units, closures };
    })
    .filter(({ units }) => units > 0);
}

function gatherInputs(state: RegionState, row: number, request: RecommendationRequest): Inputs {
  const policy = getPolicy(state);
  const incidents = state.columns.incidents;
  const grade = grades.names[incidents.served[row]];
  return {
    state,
    policy,
    row,
    place: placeOfIncident(state, row),
    lines: mergeLines(planOf(policy, incidents.type[row], incidents.served[row])),
    rangeSeconds: policy.config.gradeRules[grade].rangeSeconds,
    staleMicros: microsFromSeconds(policy.config.positionStaleSeconds),
    now: request.now,
    positions: request.positions ?? noOverlay,
    travel: request.travel,
  };
}

/** A need that stands twice in a plan is asked for once, with the sum of the counts. */
function mergeLines(lines: readonly PlanLine[]): readonly PlanLine[] {
  if (lines.length < 2) return lines;
  const counts = new Map<number, number>();
  for (const { need, count } of lines) counts.set(need, (counts.get(need) ?? 0) + count);
  return Array.from(counts, ([need, count]) => ({ need, count }));
}

/** Units that work on the incident already: they fill the plan first. */
function listUnitsHere(state: RegionState, row: number): number[] {
  const { incidents, allocations } = state.columns;
  const here: number[] = [];
  for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
    const progress = allocations.state[a];
    if (progress !== allocationStates.code.stacked && progress !== allocationStates.code.ended)
      here.push(allocations.unit[a]);
  }
  return here;
}

function makeOptions(inputs: Inputs, plan: FilledPlan): RecommendedOption[] {
  const { state } = inputs;
  const taken = new Set(
    plan.picks.filter((pick) => pick.chosen).map((pick) => scan.candidates.unit[pick.candidate]),
  );
  return plan.picks.map((pick) => {
    const isDivert = scan.candidates.kind[pick.candidate] === divertKind;
    const divert = isDivert
      ? priceDivert(state, scan.candidates.unit[pick.candidate], { ...inputs, taken })
      : null;
    return makeOption(inputs, scan, pick, divert);
  });
}

function makeOption(
  inputs: Inputs,
  scan: UnitScan,
  pick: FilledPlan["picks"][number],
  divert: RecommendedOption["divert"],
): RecommendedOption {
  const { state, policy, place, positions } = inputs;
  const units = state.columns.units;
  const index = pick.candidate;
  const unit = scan.candidates.unit[index];
  const latE7 = scan.candidates.latE7[index];
  const lonE7 = scan.candidates.lonE7[index];
  const travelSeconds = Math.round(secondsFromMicros(scan.candidates.travelMicros[index]));
  const metres = Math.round(distanceM(latE7, lonE7, place.latE7, place.lonE7));
  const ageSeconds = Math.round(secondsFromMicros(scan.candidates.ageMicros[index]));
  const positionStale = scan.candidates.ageMicros[index] > inputs.staleMicros;
  const reportedClosures = listReportedOn(scan.candidates, index, inputs.travel, place);
  const shutEnds =
    inputs.travel.findShutEnds?.(startOf(scan.candidates, index), place.latE7, place.lonE7) ?? {};
  const reasons = listReasons(state, policy, {
    unit,
    need: pick.need,
    travelSeconds,
    distanceM: metres,
    ageSeconds,
    stale: positionStale,
    tracked: unit < positions.at.length && positions.at[unit] > units.positionAt[unit],
    rangeSeconds: inputs.rangeSeconds,
    withinRange: pick.withinRange,
    place,
    divert,
    stacked: findAllocation(state, unit, inputs.row) >= 0,
    reportedClosures,
    ...shutEnds,
  });
  return {
    unit,
    need: pick.need,
    chosen: pick.chosen,
    status: unitStatuses.names[units.status[unit]],
    travelSeconds,
    distanceM: metres,
    ...vehicleClassOf(inputs, index),
    ...(reportedClosures.length === 0 ? {} : { reportedClosures }),
    ...shutEnds,
    latE7,
    lonE7,
    positionAgeSeconds: ageSeconds,
    positionStale,
    coverLeft: coverLeftOf(state, unit, pick.need, divert !== null),
    divert,
    reasons,
  };
}

/** The class the way was measured for, where the source tells classes apart: it has a map. */
function vehicleClassOf(
  { policy, travel }: Inputs,
  index: number,
): Pick<RecommendedOption, "vehicleClass"> {
  if (travel.source.map === undefined) return {};
  return { vehicleClass: policy.vehicleClasses[scan.candidates.vehicleClass[index]].code };
}

/** Share of the free fitting units of the unit's home area that stay; a busy unit takes nothing from them. */
function coverLeftOf(state: RegionState, unit: number, need: number, isDivert: boolean): number {
  const home = state.columns.units.area[unit];
  const free = home < 0 ? 0 : state.columns.free.count[home * limits.needs + need];
  if (isDivert) return free > 0 ? 1 : 0;
  if (home < 0) return 1;
  return free > 1 ? Math.round(((free - 1) / free) * 1000) / 1000 : 0;
}
