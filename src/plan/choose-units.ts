/**
 * Which units should go to an incident, in numbers only: what the response plan of its type and served grade asks for,
 * filled by the free units that are there soonest. A rehearsal needs no more; a recommendation (recommend.ts) is this
 * very choice with the reasons, further choices and shortfalls in words. It reads the dense columns, the policy,
 * positions and travel times, changes nothing, and makes no object for a unit.
 */

import { microsFromSeconds, secondsFromMicros, type Instant } from "../base/instant.ts";
import { everybody } from "../core/directive/changes.ts";
import { limits } from "../core/limits.ts";
import { countFreeInReach } from "../core/no-unit/cause.ts";
import { planOf, type PlanLine, type Policy } from "../core/region/policy.ts";
import { getPolicy, type RegionState } from "../core/state/region-state.ts";
import { allocationStates, grades } from "../core/vocabulary.ts";
import { divertKind, measureCandidates, type TravelQuestion } from "./candidates.ts";
import { fillSlots, getNearestOf, type FilledPlan, type FillQuestion } from "./fill-slots.ts";
import { placeOfIncident, type MeasuredPlace } from "./place.ts";
import { noOverlay, type PositionOverlay } from "./positions.ts";
import { causeOfShortfall } from "./shortfall.ts";
import type { TravelTimes } from "./travel-times.ts";
import { makeUnitScan, scanUnits, type UnitScan } from "./unit-scan.ts";

/** Kept between calls, see unit-scan.ts. */
const scan = makeUnitScan();

/** Diverts offered at most: each is a decision about somebody else's wait. */
export const divertsOffered = 3;
const defaultOptions = 5;

export interface ChoiceQuestion {
  readonly now: Instant;
  readonly travel: TravelTimes;
  /** Live tracking; without it the positions of the log are used. */
  readonly positions?: PositionOverlay | undefined;
  /** Options wanted: 1 to limits.recommendationOptions, 5 when left out. All chosen units are given in any case. */
  readonly limit?: number | undefined;
  /** Without words: who could be diverted is ranked all the same. */
  readonly diverts?: boolean;
  /** Of an incident that is deferred: nobody is owed to it now. */
  readonly asksForNobody?: boolean;
}

/** What a choice was made from, and the choice; good until the next one. */
export interface UnitChoice extends TravelQuestion {
  readonly state: RegionState;
  readonly policy: Policy;
  /** Of the incident. */
  readonly row: number;
  readonly place: MeasuredPlace;
  readonly rangeSeconds: number | null;
  readonly scan: UnitScan;
  readonly question: FillQuestion;
  readonly plan: FilledPlan;
}

/**
 * Chooses for the incident at `row`. `explained`: also counts who can not go and ranks who could be diverted, for
 * whoever puts it into words; the units chosen are the same.
 */
export function chooseUnits(
  state: RegionState,
  row: number,
  asked: ChoiceQuestion,
  explained: boolean,
): UnitChoice {
  const { now, travel, positions = noOverlay, limit = defaultOptions } = asked;
  const policy = getPolicy(state);
  const { type, served, barred } = state.columns.incidents;
  const place = placeOfIncident(state, row);
  const { rangeSeconds } = policy.config.gradeRules[grades.names[served[row]]];
  const lines =
    asked.asksForNobody === true || barred[row] === everybody
      ? []
      : mergeLines(planOf(policy, type[row], served[row]));
  const staleMicros = microsFromSeconds(policy.config.positionStaleSeconds);
  const travelQuestion = { now, positions, travel, staleMicros };
  scanUnits(scan, state, row, lines, explained, asked.diverts === true);
  measureCandidates(scan.candidates, state, travelQuestion, place);
  const question = {
    lines,
    here: listUnitsHere(state, row),
    rangeMicros: rangeSeconds === null ? Infinity : microsFromSeconds(rangeSeconds),
    options: Math.min(Math.max(1, limit), limits.recommendationOptions),
    diverts: divertsOffered,
    explained,
  };
  const plan = fillSlots(state, scan, question);
  return { ...travelQuestion, state, policy, row, place, rangeSeconds, scan, question, plan };
}

/**
 * False where `chooseUnits` would choose nobody, by the core's counts alone: no free unit in reach fits any line of the
 * plan. It holds where every unit has a home area; the counts leave out those that have none.
 */
export function mayChoose(state: RegionState, row: number): boolean {
  const { type, served, area, barred } = state.columns.incidents;
  if (barred[row] === everybody) return false;
  const lines = planOf(getPolicy(state), type[row], served[row]);
  for (let line = 0; line < lines.length; line += 1)
    if (countFreeInReach(state, area[row], lines[line].need) > 0) return true;
  return false;
}

/** Whether a choice made with `explained` leaves something unmet because most who would fit have no way there. */
export function lacksRoad({ scan, plan, question: { lines } }: UnitChoice): boolean {
  return lines.some(
    ({ need }, line) =>
      plan.filled[line] < plan.asked[line] && causeOfShortfall(scan, need) === "no road path",
  );
}

/** Whether the choice leaves something unmet. */
export function lacksUnits({ plan, question: { lines } }: UnitChoice): boolean {
  for (let line = 0; line < lines.length; line += 1)
    if (plan.filled[line] < plan.asked[line]) return true;
  return false;
}

/** Whether the region has a rule of diverts, and it takes units off anything for this incident. */
export function isDivertedTo(state: RegionState, row: number): boolean {
  const { isRuled, takesAny } = getPolicy(state).diverts;
  return isRuled && takesAny[state.columns.incidents.served[row]] === 1;
}

/**
 * Candidates of a choice to divert for what stays unmet: of each need as many as it lacks, soonest first, within range,
 * each unit once, `divertsOffered` at most.
 */
export function listDiverts({ scan, plan, question: { lines } }: UnitChoice): number[] {
  const picked: number[] = [];
  for (let line = 0; line < lines.length; line += 1) {
    let missing = plan.asked[line] - plan.filled[line];
    const busy = getNearestOf(line, divertKind);
    for (let place = 0; place < busy.count && missing > 0; place += 1) {
      if (picked.includes(busy.tag[place]) || picked.length === divertsOffered) continue;
      picked.push(busy.tag[place]);
      missing -= 1;
    }
  }
  return picked.sort(
    (a, b) =>
      scan.candidates.keyMicros[a] - scan.candidates.keyMicros[b] ||
      scan.candidates.unit[a] - scan.candidates.unit[b],
  );
}

/** Whole seconds under way of a candidate, as a recommendation says them. */
export function travelSecondsOf({ candidates }: UnitScan, index: number): number {
  return Math.round(secondsFromMicros(candidates.travelMicros[index]));
}

/** A need that stands twice in a plan is asked for once, with the sum of the counts. */
function mergeLines(lines: readonly PlanLine[]): readonly PlanLine[] {
  if (!asksTwice(lines)) return lines;
  const counts = new Map<number, number>();
  for (const { need, count } of lines) counts.set(need, (counts.get(need) ?? 0) + count);
  return Array.from(counts, ([need, count]) => ({ need, count }));
}

function asksTwice(lines: readonly PlanLine[]): boolean {
  for (let line = 1; line < lines.length; line += 1)
    for (let before = 0; before < line; before += 1)
      if (lines[before].need === lines[line].need) return true;
  return false;
}

const nobody: readonly number[] = [];

/** Units that work on the incident already: they fill the plan first. */
function listUnitsHere(state: RegionState, row: number): readonly number[] {
  const { incidents, allocations } = state.columns;
  if (incidents.activeUnits[row] === 0) return nobody;
  const here: number[] = [];
  for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
    const progress = allocations.state[a];
    if (progress !== allocationStates.code.stacked && progress !== allocationStates.code.ended)
      here.push(allocations.unit[a]);
  }
  return here;
}
