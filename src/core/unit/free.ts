/**
 * Who could be sent, counted as units change: free units per home area and need, free units in reach of an area, and
 * for the units that can not go what keeps them. So "is there nobody?" and "why?" cost an addition each, whatever the
 * size of the region. The counts come from the log alone: home areas, not live positions.
 */

import { limits } from "../limits.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import { shortfallCauses, unavailabilityReasons, unitStatuses } from "../vocabulary.ts";

const { cover: coverBit, cause: causeBit, waiting: waitingBit, evidence: evidenceBit } = toReview;
const causes = shortfallCauses.code;
const causeCount = shortfallCauses.names.length;

/** 1 for the statuses of a unit that is free unless it has an emergency. */
export const isFreeStatus = Uint8Array.from(unitStatuses.names, (status) =>
  status === "available" || status === "committed deployable" ? 1 : 0,
);

/** Free = may be sent now without taking it off anything. */
export function isFree(state: RegionState, unit: number): boolean {
  const { status, emergencyAt } = state.columns.units;
  return isFreeStatus[status[unit]] === 1 && emergencyAt[unit] === 0;
}

/** Free units of the region, those of all areas and none. */
export function countFreeUnits({ columns }: RegionState): number {
  return columns.head.freeUnits[0];
}

/** Of them, those that fit a need. */
export function countFreeThatFit({ columns }: RegionState, need: number): number {
  return columns.causes.units[need * causeCount + causes["all beyond range"]];
}

/** Cause by unavailability reason; who is on a break or at paperwork is as good as committed. */
const causeOfReason = Uint8Array.from(unavailabilityReasons.names, (reason) => {
  switch (reason) {
    case "at rest":
      return causes["at rest"];
    case "no vehicle":
    case "no key":
    case "kit fault":
      return causes["no vehicle or key"];
    case "withheld":
      return causes["withheld by directive"];
    case "not given":
    case "meal break":
    case "paperwork":
    case "lent":
      return causes["all committed"];
  }
});

/** `standingOf` of a unit that is not booked on. */
export const standingOff = -1;

/** By status: how a unit without an emergency stands; `byReason` where the reason says. */
const byReason = -2;
const offStanding = standingOff;
const standingOfStatus = Int8Array.from(unitStatuses.names, (status, code) => {
  if (status === "off") return standingOff;
  if (status === "unavailable") return byReason;
  return isFreeStatus[code] === 1 ? causes["all beyond range"] : causes["all committed"];
});

/**
 * How a unit stands when somebody is to be sent: `standingOff`, or the code of the cause it stands for. Free ones
 * stand for "all beyond range": they could go, so where nobody is found they must be out of reach.
 */
export function standingOf(state: RegionState, unit: number): number {
  const { units } = state.columns;
  const standing = standingOfStatus[units.status[unit]];
  if (standing === byReason) return causeOfReason[units.reason[unit]];
  if (standing === causes["all beyond range"] && units.emergencyAt[unit] !== 0)
    return causes["all committed"];
  return standing;
}

/** Puts the counts in step after a change of a unit that stood as `before` until now. */
export function moveStanding(state: RegionState, unit: number, before: number): void {
  const after = standingOf(state, unit);
  if (before === after) return;
  state.toReview |= evidenceBit;
  const { head } = state.columns;
  if (head.noUnits[0] > 0) state.toReview |= causeBit;
  if (before === offStanding) head.bookedOn[0] += 1;
  else countStanding(state, unit, before, -1);
  if (after === offStanding) head.bookedOn[0] -= 1;
  else countStanding(state, unit, after, 1);
}

/** Of a unit that is booked on. */
function countStanding(state: RegionState, unit: number, standing: number, step: 1 | -1): void {
  const { units, causes: causeTable, head, freeSet } = state.columns;
  let serves = units.serves[unit];
  for (let need = 0; serves !== 0; need += 1, serves >>>= 1)
    if ((serves & 1) === 1) causeTable.units[need * causeCount + standing] += step;
  if (standing !== causes["all beyond range"]) return;
  head.freeUnits[0] += step;
  freeSet.bits[unit >> 5] ^= 1 << (unit & 31);
  countFree(state, unit, step);
}

function countFree(state: RegionState, unit: number, step: 1 | -1): void {
  const { units, free, reach } = state.columns;
  const area = units.area[unit];
  if (area < 0) return;
  const classes = getPolicy(state).classesOfHome[area];
  // The waiting share what is free, so every unit counts for them; an area's clock only asks for none.
  state.toReview |= waitingBit;
  let serves = units.serves[unit];
  for (let need = 0; serves !== 0; need += 1, serves >>>= 1) {
    if ((serves & 1) === 0) continue;
    free.count[area * limits.needs + need] += step;
    for (let index = 0; index < classes.length; index += 1) {
      const row = classes[index] * limits.needs + need;
      const after = (reach.free[row] += step);
      if (after === 0 || after === step) state.toReview |= coverBit;
    }
  }
}

/** After a new configuration every count means something else. */
export function countAllUnits(state: RegionState): void {
  const { head, free, freeSet, reach, causes: causeTable } = state.columns;
  free.count.fill(0);
  freeSet.bits.fill(0);
  reach.free.fill(0);
  causeTable.units.fill(0);
  head.bookedOn[0] = 0;
  head.freeUnits[0] = 0;
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    const standing = standingOf(state, unit);
    if (standing === standingOff) continue;
    head.bookedOn[0] += 1;
    countStanding(state, unit, standing, 1);
  }
  state.toReview |= coverBit | causeBit | evidenceBit;
}
