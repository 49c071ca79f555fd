/** What each event of gap-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, getRow } from "../state/logged-rows.ts";
import { findGapRow, noteGap, settleGap } from "./changes.ts";
import type { GapEvent } from "./gap-events.ts";

export const gapFolds: FoldsOf<GapEvent> = {
  "gap.noted": (state, event) => {
    const row = noteGap(state, event.at, event);
    checkMade(state.columns.gaps.number[row], "gap", event.gap);
  },
  "gap.settled": (state, event) => {
    settleGap(state, event.at, getRow(findGapRow(state, event.gap), "gap", event.gap));
  },
};
