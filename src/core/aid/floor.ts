/**
 * Floors: how many of its own units a region keeps whatever anybody asks. Counted over home areas and needs from the log alone,
 * without those that are lent and without guests. What would take it below a floor is refused; what takes it there while units
 * are away (others book off) is said with an alarm, and a person decides whether to recall.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import { unitName } from "../decision.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { loanStates, unitStatuses } from "../vocabulary.ts";
import type { CompiledFloor } from "./aid-plan.ts";
import { breakFloor, holdFloor } from "./changes.ts";

const { off } = unitStatuses.code;
const { none } = loanStates.code;

/** Whether the unit, were it booked on and not lent, would count for this floor. */
function countsFor(state: RegionState, floor: CompiledFloor, unit: number): boolean {
  const { area, serves, home } = state.columns.units;
  if (home[unit] > 0 || (floor.area >= 0 && area[unit] !== floor.area)) return false;
  return floor.serves === 0 || (serves[unit] & floor.serves) !== 0;
}

/** Booked-on units of this region that count for the floor and are not lent. */
export function countLeft(state: RegionState, floor: CompiledFloor): number {
  const { units, head } = state.columns;
  let left = 0;
  for (let unit = 0; unit < head.units[0]; unit += 1)
    if (units.status[unit] !== off && units.loan[unit] === none && countsFor(state, floor, unit))
      left += 1;
  return left;
}

function nameFloor({ config: { area, grade, units } }: CompiledFloor): string {
  const of = grade === null ? "units" : `units for ${grade}`;
  return `${units} ${of}${area === null ? "" : ` of ${area}`}`;
}

/** Refuses what would leave fewer than a floor wants. */
export function checkFloors(state: RegionState, lent: readonly number[]): Refusal | undefined {
  for (const floor of getPolicy(state).aid.floors) {
    const taken = lent.filter((unit) => countsFor(state, floor, unit));
    const left = countLeft(state, floor) - taken.length;
    if (taken.length > 0 && left < floor.units)
      return refuse(
        "aid.below-floor",
        `${taken.map((unit) => unitName(state, unit)).join(", ")}: ${left} would be left of at least ${nameFloor(floor)}; lend fewer, or others`,
      );
  }
  return undefined;
}

/** What of it could still be lent: never below nothing. */
export function spareOf(state: RegionState, floor: CompiledFloor): number {
  return Math.max(0, countLeft(state, floor) - floor.units);
}

/** The floors that these units count for, with what each has left and could spare: why no more can go. */
export function describeFloors(state: RegionState, candidates: readonly number[]): string {
  return getPolicy(state)
    .aid.floors.filter((floor) => candidates.some((unit) => countsFor(state, floor, unit)))
    .map(
      (floor) =>
        `at least ${nameFloor(floor)}: ${countLeft(state, floor)} left, ${spareOf(state, floor)} to spare`,
    )
    .join("; ");
}

/** How many of these units (best first) could go together without passing a floor. */
export function countLendable(state: RegionState, candidates: readonly number[]): number {
  const { floors } = getPolicy(state).aid;
  const left = floors.map((floor) => countLeft(state, floor));
  let count = 0;
  for (const unit of candidates) {
    const touched = floors.flatMap((floor, index) =>
      countsFor(state, floor, unit) ? [index] : [],
    );
    if (touched.some((index) => left[index] - 1 < floors[index].units)) continue;
    for (const index of touched) left[index] -= 1;
    count += 1;
  }
  return count;
}

/** The first floor that is broken and that a lent unit would help, if any is. */
function findBroken(state: RegionState): { floor: CompiledFloor; left: number } | undefined {
  const { units, head } = state.columns;
  for (const floor of getPolicy(state).aid.floors) {
    const left = countLeft(state, floor);
    if (left >= floor.units) continue;
    for (let unit = 0; unit < head.units[0]; unit += 1)
      if (units.loan[unit] !== none && countsFor(state, floor, unit)) return { floor, left };
  }
  return undefined;
}

/**
 * Asked after every decision: nothing while no unit is lent, and a count only where units booked on or off, were lent or came
 * home since the last look.
 */
export function reviewFloors(state: RegionState, at: Instant): void {
  const { aid, head } = state.columns;
  if (aid.lent[0] === 0 && aid.brokenAt[0] === noInstant) return;
  const seen = (head.policy[0] * 2 ** 15 + head.bookedOn[0]) * 2 ** 15 + aid.lent[0];
  if (state.floorsSeen === seen) return;
  state.floorsSeen = seen;
  const broken = findBroken(state);
  if (broken !== undefined && aid.brokenAt[0] === noInstant) {
    const { area, grade, units } = broken.floor.config;
    breakFloor(state, at, { area, grade, floor: units, units: broken.left });
    raiseAlarm(state, at, "lent below floor", aid.breaks[0]);
  } else if (broken === undefined && aid.brokenAt[0] !== noInstant) {
    holdFloor(state, at);
    endAlarmOf(state, at, aid.floorAlarm, 0);
  }
}
