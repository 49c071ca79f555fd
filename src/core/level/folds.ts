/** What each event of level-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { changeEvidence, decideOnLevel, endProposal, proposeLevel } from "./changes.ts";
import type { LevelEvent } from "./level-events.ts";

export const levelFolds: FoldsOf<LevelEvent> = {
  "level.evidence-changed": (state, event) => {
    changeEvidence(state, event.at, event.points, event.evidence);
  },
  "level.proposed": (state, event) => {
    proposeLevel(state, event.at, event.level, event.evidence);
  },
  "level.proposal-ended": (state, event) => {
    endProposal(state, event.at, event.end);
  },
  "level.decided": (state, event) => {
    decideOnLevel(state, event.at, event, event.text?.reason ?? "");
  },
};
