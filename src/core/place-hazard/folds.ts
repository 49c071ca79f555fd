/** What each event of place-hazard-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, getRow } from "../state/logged-rows.ts";
import type { RegionState } from "../state/region-state.ts";
import {
  askPlaceRenewal,
  endPlaceHazard,
  expirePlaceHazard,
  findPlaceHazardRow,
  renewPlaceHazard,
  warnOfPlace,
} from "./changes.ts";
import type { PlaceHazardEvent } from "./place-hazard-events.ts";

function rowOf(state: RegionState, placeHazard: number): number {
  return getRow(findPlaceHazardRow(state, placeHazard), "place hazard", placeHazard);
}

export const placeHazardFolds: FoldsOf<PlaceHazardEvent> = {
  "place-hazard.warned": (state, event) => {
    const row = warnOfPlace(state, event.at, event, event.text?.words ?? "");
    checkMade(state.columns.placeHazards.number[row], "place hazard", event.placeHazard);
  },
  "place-hazard.renewal-due": (state, event) => {
    askPlaceRenewal(state, event.at, rowOf(state, event.placeHazard));
  },
  "place-hazard.renewed": (state, event) => {
    const row = rowOf(state, event.placeHazard);
    renewPlaceHazard(state, event.at, row, event.expiresAt, event.text?.reason ?? "");
  },
  "place-hazard.expired": (state, event) => {
    expirePlaceHazard(state, event.at, rowOf(state, event.placeHazard));
  },
  "place-hazard.ended": (state, event) => {
    const row = rowOf(state, event.placeHazard);
    endPlaceHazard(state, event.at, row, event.text?.reason ?? "");
  },
};
