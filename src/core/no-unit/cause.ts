/**
 * Why nobody can be sent: the one cause that keeps most of the units that would fit from going. Counts come from the
 * log alone (home areas, not live positions); a recommendation, which knows positions, may say more.
 */

import type { Instant } from "../../base/instant.ts";
import { areAtRest, countResting } from "../hours/resting.ts";
import { limits } from "../limits.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { shortfallCauses, type ShortfallCause } from "../vocabulary.ts";
import { goneNeed } from "./changes.ts";

const causeCount = shortfallCauses.names.length;

/** Free units that fit `need` and are in reach of `area` (index; -1 = outside every area, where all may go). */
export function countFreeInReach(state: RegionState, area: number, need: number): number {
  const policy = getPolicy(state);
  const row = policy.reachClass[area < 0 ? policy.areaCount : area] * limits.needs + need;
  return state.columns.reach.free[row];
}

/**
 * The cause for `need`. While a clock runs under a cause (`running`, a code), that one stands until another keeps more
 * than twice as many units, so that two causes of about the same size do not take turns in the log.
 */
export function findCause(
  state: RegionState,
  need: number,
  at: Instant,
  running = -1,
): ShortfallCause {
  const { head } = state.columns;
  if (head.bookedOn[0] === 0) return causeOfAbsent(state, need, at, running, "nobody booked on");
  return (
    findKeeping(state, need, running) ?? causeOfAbsent(state, need, at, running, "none qualified")
  );
}

/** The cause that keeps most of the booked-on units that fit; undefined where none fits. */
function findKeeping(
  state: RegionState,
  need: number,
  running: number,
): ShortfallCause | undefined {
  const { units } = state.columns.causes;
  const from = need * causeCount;
  let most = 0;
  for (let cause = 1; cause < causeCount; cause += 1)
    if (units[from + cause] > units[from + most]) most = cause;
  const count = units[from + most];
  if (count === 0) return undefined;
  if (running >= 0 && units[from + running] * 2 >= count) most = running;
  return shortfallCauses.names[most];
}

/**
 * What keeps units from the waiting incident in `row` (its no-unit clock runs) now, for screens. Its event has the cause
 * that the clock began with: with two thousand waiting, each change of cause would else be thousands of events. Of who is
 * not on duty it does not ask anew whether they are at rest, for that looks at all people.
 */
export function presentCause(state: RegionState, row: number): ShortfallCause {
  const { incidents, head } = state.columns;
  const running = incidents.noUnitCause[row];
  const need = incidents.noUnitNeed[row];
  const began = shortfallCauses.names[running];
  if (need === goneNeed) return began;
  // A person's decision, and no count of units: it stands until the dispatch is restored.
  if (incidents.barred[row] !== 0 && began === "withheld by directive") return began;
  const keeping = head.bookedOn[0] === 0 ? undefined : findKeeping(state, need, running);
  if (keeping !== undefined) return keeping;
  if (began === "at rest") return began;
  return head.bookedOn[0] === 0 ? "nobody booked on" : "none qualified";
}

/**
 * Nobody who fits is on duty: because most of those who would owe rest, or for no such reason. It is worked out when a clock begins,
 * from all people of the roster; while it runs the cause stands, so that no command in a night without anybody pays for it.
 */
function causeOfAbsent(
  state: RegionState,
  need: number,
  at: Instant,
  running: number,
  plain: "nobody booked on" | "none qualified",
): ShortfallCause {
  const name = running < 0 ? undefined : shortfallCauses.names[running];
  if (name === "at rest" || name === plain) return name;
  return areAtRest(countResting(state, need, at)) ? "at rest" : plain;
}
