/** What each event of hand-over-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, getRow } from "../state/logged-rows.ts";
import type { RegionState } from "../state/region-state.ts";
import { beginHandOver, confirmHandOver, findHandOverRow, withdrawHandOver } from "./changes.ts";
import type { HandOverEvent } from "./hand-over-events.ts";

function rowOf(state: RegionState, handOver: number): number {
  return getRow(findHandOverRow(state, handOver), "hand-over", handOver);
}

export const handOverFolds: FoldsOf<HandOverEvent> = {
  "hand-over.begun": (state, event) => {
    const row = beginHandOver(state, event.at, event, event.text);
    checkMade(state.columns.handOvers.number[row], "hand-over", event.handOver);
  },
  "hand-over.confirmed": (state, event) => {
    const row = rowOf(state, event.handOver);
    confirmHandOver(state, event.at, row, event.counts, event.text?.name ?? "");
  },
  "hand-over.withdrawn": (state, event) => {
    withdrawHandOver(state, event.at, rowOf(state, event.handOver), event.text?.reason ?? "");
  },
};
