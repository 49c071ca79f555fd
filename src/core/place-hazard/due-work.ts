/** What falls due about a hazard of a place: it asks to be renewed, with an alarm, and at its end it expires. */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { RegionState } from "../state/region-state.ts";
import { askPlaceRenewal, expirePlaceHazard } from "./changes.ts";

/** `at` is when it was due. */
export function doPlaceHazardPiece(state: RegionState, at: Instant, row: number): void {
  const { placeHazards } = state.columns;
  if (placeHazards.asked[row] === 0) {
    askPlaceRenewal(state, at, row);
    raiseAlarm(state, at, "place hazard to renew", placeHazards.number[row]);
    return;
  }
  endPlaceAlarm(state, at, row);
  expirePlaceHazard(state, at, row);
}

export function endPlaceAlarm(state: RegionState, at: Instant, row: number): void {
  endAlarmOf(state, at, state.columns.placeHazards.alarm, row);
}
