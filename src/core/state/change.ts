/**
 * A change is one function per event type: it writes the columns and, when somebody listens, says so. Deciders call
 * it after all checks; `evolve` calls the same function when an event is read back. So there is no second model of
 * what an event means. Here is what all changes share.
 */

import type { Instant } from "../../base/instant.ts";
import type { Location } from "../events.ts";
import { locationStates } from "../vocabulary.ts";
import { headPlaces } from "./columns.ts";
import type { RegionState } from "./region-state.ts";

const positionPlace = headPlaces.position;
const lastAtPlace = headPlaces.lastAt;
const gapsPlace = headPlaces.gaps;

/** Every change is one position of the log. */
export function advance(state: RegionState, at: Instant): void {
  const { headNumbers } = state;
  headNumbers[positionPlace] += 1;
  if (at > headNumbers[lastAtPlace]) headNumbers[lastAtPlace] = at;
  if (at < state.enteredAt && state.headWords[gapsPlace] > 0 && state.by !== "system")
    countLateEntry(state, at);
}

/** What a person enters of the time of a gap counts as entered late there: of two gaps the newer one's. */
function countLateEntry({ columns: { gaps }, enteredAt }: RegionState, at: Instant): void {
  let found = -1;
  for (let row = 0; row < gaps.number.length; row += 1) {
    const { number, beforeAt, afterAt } = gaps;
    if (number[row] === 0 || (found >= 0 && number[row] < number[found])) continue;
    if (at >= beforeAt[row] && at < afterAt[row]) found = row;
  }
  if (found < 0) return;
  gaps.lateEntries[found] += 1;
  gaps.lastEntryAt[found] = enteredAt;
}

interface LocationColumns {
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
  readonly radiusM: Int32Array;
  readonly locationState: Uint8Array;
}

export function writeLocation(columns: LocationColumns, row: number, location: Location): void {
  columns.locationState[row] = locationStates.of(location.state);
  columns.latE7[row] = location.latE7;
  columns.lonE7[row] = location.lonE7;
  columns.radiusM[row] = location.radiusM;
}
