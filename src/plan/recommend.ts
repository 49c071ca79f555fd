/**
 * Recommends units for an incident: the choice of choose-units.ts in words, with reasons, further choices, the price of
 * a divert, and a typed shortfall for whatever stays unmet. It reads the dense columns, the policy, positions and travel
 * times, and no word that anybody typed: it works on a fork that has no text at all. It changes nothing; sending is a
 * command. docs/reference/recommendation.md has the rules.
 */

import { assert } from "../base/assert.ts";
import { distanceM } from "../base/distance.ts";
import { secondsFromMicros } from "../base/instant.ts";
import { findAllocation } from "../core/allocation/changes.ts";
import { everybody } from "../core/directive/changes.ts";
import { findWithheld } from "../core/directive/read.ts";
import { planOf } from "../core/region/policy.ts";
import { closuresVersionOf } from "../core/closure/read.ts";
import { countResting } from "../core/hours/resting.ts";
import { fatigueOf } from "../core/hours/fatigue.ts";
import { limits } from "../core/limits.ts";
import {
  exclusionCauses,
  type DeferredIncident,
  type ExcludedUnits,
  type Recommendation,
  type RecommendedOption,
  type Shortfall,
} from "../core/recommendation.ts";
import { findIncidentRow, type RegionState } from "../core/state/region-state.ts";
import { deferralOrigins, grades, unitStatuses } from "../core/vocabulary.ts";
import { divertKind, startOf } from "./candidates.ts";
import {
  chooseUnits,
  travelSecondsOf,
  type ChoiceQuestion,
  type UnitChoice,
} from "./choose-units.ts";
import { priceDivert } from "./divert.ts";
import { listPicks, type Picked } from "./further-choices.ts";
import { listReasons } from "./reasons.ts";
import { describeShortfall, hasNoPath } from "./shortfall.ts";
import { findShutWays, listReportedOn, noShutWays, type ShutWays } from "./shut-ways.ts";
import type { TravelTimes } from "./travel-times.ts";

export interface RecommendationRequest extends ChoiceQuestion {
  /** Goes into the recommendation as it is. */
  readonly id: string;
  /** Number of an incident that is in the operational state; asking for another is a bug of the caller. */
  readonly incident: number;
  /** For a send that takes a deferred incident up; else nobody is proposed for one. */
  readonly takesUp?: boolean | undefined;
}

export function recommend(state: RegionState, request: RecommendationRequest): Recommendation {
  const row = findIncidentRow(state, request.incident);
  assert(row >= 0, `recommend: incident ${request.incident} is not in the operational state`);
  const deferred = request.takesUp === true ? undefined : findDeferral(state, row);
  const question = deferred === undefined ? request : { ...request, asksForNobody: true };
  return explain(request.id, chooseUnits(state, row, question, true), deferred);
}

/** The words of a choice that was made with `explained`. */
function explain(
  id: string,
  choice: UnitChoice,
  deferred: DeferredIncident | undefined,
): Recommendation {
  const { state, policy, row, place, travel, scan } = choice;
  const incidents = state.columns.incidents;
  return {
    id,
    at: choice.now,
    position: state.columns.head.position[0],
    policy: policy.version,
    incident: incidents.number[row],
    incidentType: policy.config.incidentTypes[incidents.type[row]]?.code ?? "",
    grade: grades.names[incidents.served[row]],
    location: { latE7: place.latE7, lonE7: place.lonE7 },
    travel: travel.source,
    ...newerClosures(state, travel),
    ...(deferred === undefined ? {} : { deferred }),
    ...withheldOf(choice),
    options: makeOptions(choice),
    shortfalls: listShortfalls(choice),
    considered: scan.considered,
    excluded: listExcluded(choice),
  };
}

function withheldOf({ state, row }: UnitChoice): Pick<Recommendation, "withheld"> {
  const found = findWithheld(state, row);
  if (found === undefined) return {};
  const { directive, effect, skills } = found;
  return { withheld: { directive, effect, skills } };
}

/** Nobody is looked for; what the plan asks for is missing all the same, and the directive is why. */
function listWithheldNeeds({ state, policy, row, question }: UnitChoice): Shortfall[] {
  const { incidents } = state.columns;
  if (incidents.deferredBy[row] !== 0) return [];
  const here = question.here.length;
  const directive = incidents.directive[row];
  return planOf(policy, incidents.type[row], incidents.served[row]).map(({ need, count }) => {
    const { skills, vehicles } = policy.needs[need].need;
    const detail = `${here} of ${count} sent: the dispatch is withheld under directive ${directive}. The incident waits in the open.`;
    return { need, skills, vehicles, count, cause: "withheld by directive", detail };
  });
}

function listShortfalls(choice: UnitChoice): Shortfall[] {
  if (choice.state.columns.incidents.barred[choice.row] === everybody)
    return listWithheldNeeds(choice);
  const { policy, scan, plan, question, rangeSeconds } = choice;
  return question.lines.flatMap(({ need }, line) => {
    const [asked, filled] = [plan.asked[line], plan.filled[line]];
    if (filled >= asked) return [];
    const shut = hasNoPath(scan, need) ? findShut(choice, 1 << need) : noShutWays;
    const resting = countResting(choice.state, need, choice.now);
    const unmet = { need, asked, filled, rangeSeconds };
    return [describeShortfall(policy, scan, unmet, shut, resting)];
  });
}

function findDeferral({ columns }: RegionState, row: number): DeferredIncident | undefined {
  const { deferredBy, callBackAt } = columns.incidents;
  if (deferredBy[row] === 0) return undefined;
  return { origin: deferralOrigins.names[deferredBy[row]], callBackAt: callBackAt[row] };
}

function newerClosures(
  state: RegionState,
  { source }: TravelTimes,
): Pick<Recommendation, "closuresVersion"> {
  const closuresVersion = closuresVersionOf(state);
  if (source.map === undefined || source.map.epoch === closuresVersion) return {};
  return { closuresVersion };
}

function findShut({ state, scan, travel, place }: UnitChoice, needMask: number): ShutWays {
  return findShutWays(state, scan.candidates, travel, place, needMask);
}

function listExcluded(choice: UnitChoice): ExcludedUnits[] {
  return exclusionCauses.names
    .map((cause, code) => {
      const units = choice.scan.excluded[code];
      if (cause !== "no road path" || units === 0) return { cause, units };
      const { closures } = findShut(choice, -1);
      return closures.length === 0 ? { cause, units } : { cause, units, closures };
    })
    .filter(({ units }) => units > 0);
}

function makeOptions(choice: UnitChoice): RecommendedOption[] {
  const { state, scan, question, plan } = choice;
  const { candidates } = scan;
  const picks = listPicks(candidates, question, plan);
  const taken = new Set(
    picks.filter((pick) => pick.chosen).map((pick) => candidates.unit[pick.candidate]),
  );
  return picks.map((pick) => {
    const isDivert = candidates.kind[pick.candidate] === divertKind;
    const divert = isDivert
      ? priceDivert(state, candidates.unit[pick.candidate], { ...choice, taken })
      : null;
    return makeOption(choice, pick, divert);
  });
}

function makeOption(
  choice: UnitChoice,
  pick: Picked,
  divert: RecommendedOption["divert"],
): RecommendedOption {
  const { state, policy, place, positions, scan } = choice;
  const units = state.columns.units;
  const index = pick.candidate;
  const unit = scan.candidates.unit[index];
  const latE7 = scan.candidates.latE7[index];
  const lonE7 = scan.candidates.lonE7[index];
  const travelSeconds = travelSecondsOf(scan, index);
  const metres = Math.round(distanceM(latE7, lonE7, place.latE7, place.lonE7));
  const ageSeconds = Math.round(secondsFromMicros(scan.candidates.ageMicros[index]));
  const positionStale = scan.candidates.ageMicros[index] > choice.staleMicros;
  const reportedClosures = listReportedOn(scan.candidates, index, choice.travel, place);
  const shutEnds =
    choice.travel.findShutEnds?.(startOf(scan.candidates, index), place.latE7, place.lonE7) ?? {};
  const reasons = listReasons(state, policy, {
    unit,
    need: pick.need,
    travelSeconds,
    distanceM: metres,
    ageSeconds,
    stale: positionStale,
    tracked: unit < positions.at.length && positions.at[unit] > units.positionAt[unit],
    rangeSeconds: choice.rangeSeconds,
    withinRange: pick.withinRange,
    place,
    divert,
    fatigue: fatigueOf(state, unit, choice.now),
    stacked: findAllocation(state, unit, choice.row) >= 0,
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
    ...vehicleClassOf(choice, index),
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
  { policy, travel, scan }: UnitChoice,
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
