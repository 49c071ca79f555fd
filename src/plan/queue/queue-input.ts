/**
 * The queue of a region as a problem in numbers: the waiting incidents with the greatest risk x waiting, one visit for
 * each unit that their response plans ask for, and the units that are free or will be when their work is done. A unit
 * at work is expected free after the usual time at a scene (region configuration), counted from its arrival; nobody is
 * taken off anything here. The assessed grade gives the risk, the served one the response plan.
 */

import { microsPerSecond, type Instant } from "../../base/instant.ts";
import { planOf, type PlanLine } from "../../core/region/policy.ts";
import { standardQueueRule, type QueueRule } from "../../core/queue-plan/queue-rule.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { isFree } from "../../core/unit/free.ts";
import {
  allocationStates,
  gradeCount,
  grades,
  thriveAnswers,
  thriveHeadings,
  unitStatuses,
} from "../../core/vocabulary.ts";
import {
  addCandidate,
  freeKind,
  makeCandidates,
  measureCandidates,
  resetCandidates,
} from "../candidates.ts";
import { placeOfIncident, type MeasuredPlace } from "../place.ts";
import type { PositionOverlay } from "../positions.ts";
import type { TravelTimes } from "../travel-times.ts";
import { queuePlanLimits, unreachedSeconds, type QueueProblem } from "./queue-problem.ts";

/** A unit that is overdue at its scene is not free this instant. */
const leastWorkSeconds = 120;
/** Starts that are no units: beyond every unit id, so that no source keeps them (roads/snap). */
const placeId = 1 << 20;

export interface QueueQuestion {
  readonly now: Instant;
  readonly travel: TravelTimes;
  readonly positions: PositionOverlay;
}

/** The problem and what its indices stand for. */
export interface QueueInput {
  readonly problem: QueueProblem;
  /** Unit id by the problem's unit. */
  readonly units: readonly number[];
  /** Incident number by the problem's visit. */
  readonly incidents: readonly number[];
  /** Visits in the order of the queue: served grade, then grade clock. */
  readonly queueOrder: readonly number[];
  /** Waiting incidents that are not looked at. */
  readonly leftOut: number;
}

interface Site {
  readonly row: number;
  readonly place: MeasuredPlace;
  readonly risk: number;
  readonly waitedSeconds: number;
  readonly boundSeconds: number;
  readonly workSeconds: number;
  readonly lines: readonly PlanLine[];
}

/** A generator, because ways by road are searched for each place: it yields between two places. */
export function* readQueue(
  state: RegionState,
  question: QueueQuestion,
): Generator<void, QueueInput> {
  const rule = getPolicy(state).config.queueRule ?? standardQueueRule;
  const waiting = listSites(state, rule, question.now);
  const { sites, visits } = takeSites(waiting);
  const units = listUnits(state, visits, sites);
  const problem = emptyProblem(state, units.length, visits, sites);
  for (const [index, unit] of units.entries())
    problem.readySeconds[index] = readySecondsOf(state, rule, unit, question);
  yield* measureWays(state, question, problem, units, visits, sites);
  return {
    problem,
    units,
    incidents: visits.map(({ site }) => state.columns.incidents.number[sites[site].row]),
    queueOrder: visits
      .map((_, visit) => visit)
      .sort((a, b) => visits[a].site - visits[b].site || a - b),
    leftOut: waiting.length - sites.length,
  };
}

/** In the order of the queue. */
function listSites(state: RegionState, rule: QueueRule, now: Instant): Site[] {
  const { incidents, waiting } = state.columns;
  const sites: Site[] = [];
  for (let grade = 0; grade < gradeCount; grade += 1)
    for (let row = waiting.first[grade]; row >= 0; row = incidents.next[row]) {
      const lines = planOf(getPolicy(state), incidents.type[row], incidents.served[row]);
      if (lines.length === 0 || incidents.deferredAt[row] !== 0) continue;
      // A plan proposes to nobody what a directive keeps from them; a person may send all the same.
      if (incidents.directive[row] !== 0) continue;
      const assessed = grades.names[incidents.assessed[row]];
      sites.push({
        row,
        lines,
        place: placeOfIncident(state, row),
        risk: (rule.riskPerMinute[assessed] / 60) * thriveFactor(rule, incidents.thrive[row]),
        waitedSeconds: Math.max(0, (now - incidents.clockAt[row]) / microsPerSecond),
        boundSeconds: rule.starvationSeconds[assessed] ?? Infinity,
        workSeconds: rule.workSeconds[assessed],
      });
    }
  return sites;
}

function thriveFactor({ thriveShare }: QueueRule, bits: number): number {
  let headings = 0;
  for (let index = 0; index < thriveHeadings.length; index += 1) {
    const answer = (bits >> (2 * index)) & 3;
    if (answer === thriveAnswers.code.high) headings += 1;
    else if (answer === thriveAnswers.code.some) headings += 0.5;
  }
  return 1 + thriveShare * headings;
}

interface VisitOf {
  /** Index in the sites. */
  readonly site: number;
  readonly need: number;
}

/** Overdue ones first, then the greatest risk x waiting, as many as a plan looks at; given in the order of the queue. */
function takeSites(waiting: readonly Site[]): {
  readonly sites: readonly Site[];
  readonly visits: readonly VisitOf[];
} {
  const overdue = ({ waitedSeconds, boundSeconds }: Site): number =>
    Number(waitedSeconds > boundSeconds);
  // A new arrival has waited nothing, and its risk counts all the same.
  const urgency = ({ risk, waitedSeconds }: Site): number => risk * (waitedSeconds + 600);
  const ranked = waiting
    .map((site, order) => ({ site, order }))
    .sort(
      (a, b) =>
        overdue(b.site) - overdue(a.site) || urgency(b.site) - urgency(a.site) || a.order - b.order,
    );
  let room = queuePlanLimits.visits;
  const taken: typeof ranked = [];
  for (const each of ranked) {
    const asked = each.site.lines.reduce((sum, { count }) => sum + count, 0);
    if (asked > room) break;
    room -= asked;
    taken.push(each);
  }
  const sites = taken.sort((a, b) => a.order - b.order).map(({ site }) => site);
  const visits = sites.flatMap(({ lines }, site) =>
    lines.flatMap(({ need, count }) => Array.from({ length: count }, () => ({ site, need }))),
  );
  return { sites, visits };
}

const { off, unavailable } = unitStatuses.code;

/** Units that fit some visit; free ones first, then by id, as many as a plan looks at. */
function listUnits(
  state: RegionState,
  visits: readonly VisitOf[],
  sites: readonly Site[],
): number[] {
  const { status, emergencyAt } = state.columns.units;
  const fitting: number[] = [];
  for (let unit = 0; unit < state.columns.head.units[0]; unit += 1) {
    if (status[unit] === off || status[unit] === unavailable || emergencyAt[unit] !== 0) continue;
    if (visits.some((visit) => isFit(state, unit, visit, sites))) fitting.push(unit);
  }
  const isBusy = (unit: number): number => Number(!isFree(state, unit));
  return fitting.sort((a, b) => isBusy(a) - isBusy(b) || a - b).slice(0, queuePlanLimits.units);
}

function isFit(
  state: RegionState,
  unit: number,
  { site, need }: VisitOf,
  sites: readonly Site[],
): boolean {
  const { serves, area: homes } = state.columns.units;
  const { reach, areaCount } = getPolicy(state);
  const area = state.columns.incidents.area[sites[site].row];
  const home = homes[unit];
  const isInReach = area < 0 || home < 0 || reach[area * areaCount + home] === 1;
  return isInReach && ((serves[unit] >>> need) & 1) === 1;
}

function emptyProblem(
  state: RegionState,
  units: number,
  visits: readonly VisitOf[],
  sites: readonly Site[],
): QueueProblem {
  const classes = getPolicy(state).vehicleClasses.length;
  const ofSite = (read: (site: Site) => number): Float64Array =>
    Float64Array.from(visits, ({ site }) => read(sites[site]));
  return {
    units,
    visits: visits.length,
    classes,
    readySeconds: new Float64Array(units),
    classOfUnit: new Uint8Array(units),
    siteOfVisit: Int32Array.from(visits, ({ site }) => site),
    weight: ofSite(({ risk }) => risk),
    waitedSeconds: ofSite((site) => site.waitedSeconds),
    boundSeconds: ofSite((site) => site.boundSeconds),
    workSeconds: ofSite((site) => site.workSeconds),
    fits: new Uint8Array(units * visits.length),
    fromUnit: new Float64Array(units * visits.length).fill(unreachedSeconds),
    between: new Float64Array(classes * visits.length ** 2).fill(unreachedSeconds),
  };
}

/** Seconds until the unit can set out: now, or when the work in its hands and on its stack is usually done. */
function readySecondsOf(
  state: RegionState,
  rule: QueueRule,
  unit: number,
  { now, travel }: QueueQuestion,
): number {
  if (isFree(state, unit)) return 0;
  const { units, allocations, incidents } = state.columns;
  let seconds = 0;
  for (let a = units.firstAllocation[unit]; a >= 0; a = allocations.nextOfUnit[a]) {
    const progress = allocations.state[a];
    if (progress === allocationStates.code.ended) continue;
    const row = allocations.incident[a];
    const work = rule.workSeconds[grades.names[incidents.assessed[row]]];
    const isThere = allocations.atSceneAt[a] !== 0;
    const done = isThere ? (now - allocations.atSceneAt[a]) / microsPerSecond : 0;
    const way = isThere ? 0 : wayTo(state, unit, row, travel);
    seconds += Math.max(leastWorkSeconds, way + work - done);
  }
  return Math.round(Math.min(seconds, unreachedSeconds / 10));
}

function wayTo(state: RegionState, unit: number, row: number, travel: TravelTimes): number {
  const { latE7, lonE7, vehicle } = state.columns.units;
  const place = placeOfIncident(state, row);
  const start = {
    unit,
    vehicleClass: getPolicy(state).classOfVehicle[vehicle[unit]],
    latE7: latE7[unit],
    lonE7: lonE7[unit],
  };
  return secondsOf(travel.micros(start, place.latE7, place.lonE7));
}

function secondsOf(micros: number): number {
  return Math.min(unreachedSeconds, Math.round(micros / microsPerSecond));
}

function* measureWays(
  state: RegionState,
  { now, travel, positions }: QueueQuestion,
  problem: QueueProblem,
  units: readonly number[],
  visits: readonly VisitOf[],
  sites: readonly Site[],
): Generator<void, void> {
  const candidates = makeCandidates();
  resetCandidates(candidates, Math.max(64, state.columns.head.units[0]));
  for (const unit of units) addCandidate(candidates, unit, freeKind);
  const staleMicros = Infinity;
  for (const [site, { place }] of sites.entries()) {
    measureCandidates(candidates, state, { now, travel, positions, staleMicros }, place);
    for (const [visit, its] of visits.entries()) {
      if (its.site !== site) continue;
      for (const [index, unit] of units.entries()) {
        problem.classOfUnit[index] = candidates.vehicleClass[index];
        const at = index * visits.length + visit;
        problem.fromUnit[at] = secondsOf(candidates.travelMicros[index]);
        problem.fits[at] = Number(isFit(state, unit, its, sites));
      }
    }
    yield;
  }
  startFromWork(state, travel, problem, units, visits, sites);
  for (const vehicleClass of new Set(problem.classOfUnit))
    for (const from of sites.keys()) {
      measureFrom(travel, vehicleClass, from, problem, visits, sites);
      yield;
    }
}

/** A unit at work sets out from where its work is, not from where it was last seen. */
function startFromWork(
  state: RegionState,
  travel: TravelTimes,
  problem: QueueProblem,
  units: readonly number[],
  visits: readonly VisitOf[],
  sites: readonly Site[],
): void {
  const { allocations, units: columns } = state.columns;
  for (const [index, unit] of units.entries()) {
    const first = columns.firstAllocation[unit];
    if (first < 0 || isFree(state, unit)) continue;
    const { latE7, lonE7 } = placeOfIncident(state, allocations.incident[first]);
    const start = { unit: placeId, vehicleClass: problem.classOfUnit[index], latE7, lonE7 };
    for (const [visit, { site }] of visits.entries()) {
      const { place } = sites[site];
      problem.fromUnit[index * visits.length + visit] = secondsOf(
        travel.micros(start, place.latE7, place.lonE7),
      );
    }
  }
}

function measureFrom(
  travel: TravelTimes,
  vehicleClass: number,
  from: number,
  problem: QueueProblem,
  visits: readonly VisitOf[],
  sites: readonly Site[],
): void {
  const { latE7, lonE7 } = sites[from].place;
  const start = { unit: placeId, vehicleClass, latE7, lonE7 };
  const seconds = sites.map(({ place }) =>
    secondsOf(travel.micros(start, place.latE7, place.lonE7)),
  );
  const { length } = visits;
  for (const [visit, { site }] of visits.entries())
    if (site === from)
      for (const [to, other] of visits.entries())
        problem.between[(vehicleClass * length + visit) * length + to] = seconds[other.site];
}
