/** What each event of demand-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, getRow } from "../state/logged-rows.ts";
import { easeDemand, raiseDemand } from "./changes.ts";
import { findRiseRow } from "./rises.ts";
import type { DemandEvent } from "./demand-events.ts";

export const demandFolds: FoldsOf<DemandEvent> = {
  "demand.rose": (state, event) => {
    const row = raiseDemand(state, event.at, event.evidence);
    checkMade(state.columns.rises.number[row], "rise", event.rise);
  },
  "demand.eased": (state, event) => {
    const row = getRow(findRiseRow(state, event.rise), "rise", event.rise);
    easeDemand(state, event.at, row, event.evidence);
  },
};
