/**
 * The price of taking a unit off what it does: what it costs the other caller. How long they have waited, what is
 * left of their target, and when the next free unit that fits could be there instead.
 */

import { assert } from "../base/assert.ts";
import { secondsFromMicros, type Instant } from "../base/instant.ts";
import { findActiveAllocation } from "../core/allocation/changes.ts";
import type { DivertPrice } from "../core/recommendation.ts";
import { planOf } from "../core/region/policy.ts";
import { getPolicy, type RegionState } from "../core/state/region-state.ts";
import { isFreeStatus } from "../core/unit/free.ts";
import { allocationStates, grades } from "../core/vocabulary.ts";
import { placeOfIncident } from "./place.ts";
import {
  addCandidate,
  freeKind,
  makeCandidates,
  measureCandidates,
  resetCandidates,
  type TravelQuestion,
} from "./candidates.ts";

/** Kept between calls, see unit-scan.ts. */
const candidates = makeCandidates();

export interface DivertQuestion extends TravelQuestion {
  /** Units that are spoken for and can replace nobody. */
  readonly taken: ReadonlySet<number>;
}

/** `unit` must have an active allocation. */
export function priceDivert(
  state: RegionState,
  unit: number,
  question: DivertQuestion,
): DivertPrice {
  const active = findActiveAllocation(state, unit);
  assert(active >= 0, "only a unit with an active allocation can be diverted");
  const { allocations, incidents } = state.columns;
  const row = allocations.incident[active];
  const targetAt = incidents.targetAt[row];
  return {
    fromIncident: incidents.number[row],
    fromGrade: grades.names[incidents.served[row]],
    waitedSeconds: Math.round(
      secondsFromMicros(Math.max(0, question.now - incidents.clockAt[row])),
    ),
    targetLeftSeconds:
      targetAt === 0 ? null : Math.round(secondsFromMicros(targetAt - question.now)),
    ...workedOf(state, active, question.now),
    replacementSeconds: findReplacementSeconds(state, unit, row, question),
  };
}

/** What of its work at the scene the divert interrupts. */
function workedOf(
  { columns: { allocations } }: RegionState,
  active: number,
  now: Instant,
): Pick<DivertPrice, "sceneSeconds"> {
  if (allocations.state[active] !== allocationStates.code["at scene"]) return {};
  const worked = Math.max(0, now - allocations.atSceneAt[active]);
  return { sceneSeconds: Math.round(secondsFromMicros(worked)) };
}

/** Travel seconds of the nearest free unit that could do there what this unit does, or null. */
function findReplacementSeconds(
  state: RegionState,
  unit: number,
  row: number,
  question: DivertQuestion,
): number | null {
  const { incidents, units } = state.columns;
  const lines = planOf(getPolicy(state), incidents.type[row], incidents.served[row]);
  const line = lines.find(({ need }) => (units.serves[unit] & (1 << need)) !== 0) ?? lines[0];
  if (line === undefined) return null;
  gatherFree(state, line.need, incidents.area[row]);
  const place = placeOfIncident(state, row);
  measureCandidates(candidates, state, question, place);
  let nearestMicros = Infinity;
  for (let index = 0; index < candidates.count; index += 1)
    if (candidates.keyMicros[index] < nearestMicros && !question.taken.has(candidates.unit[index]))
      nearestMicros = candidates.keyMicros[index];
  return nearestMicros === Infinity ? null : Math.round(secondsFromMicros(nearestMicros));
}

function gatherFree(state: RegionState, need: number, area: number): void {
  const { status, serves, emergencyAt, area: homes } = state.columns.units;
  const unitCount = state.columns.head.units[0];
  const { reach, areaCount } = getPolicy(state);
  resetCandidates(candidates, unitCount);
  for (let unit = 0; unit < unitCount; unit += 1) {
    if (isFreeStatus[status[unit]] === 0 || ((serves[unit] >>> need) & 1) === 0) continue;
    const home = homes[unit];
    const isReached = area < 0 || home < 0 || reach[area * areaCount + home] === 1;
    if (isReached && emergencyAt[unit] === 0) addCandidate(candidates, unit, freeKind);
  }
}
