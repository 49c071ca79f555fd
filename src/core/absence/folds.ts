/** What each event of absence-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { endAbsence, suspectAbsence } from "./changes.ts";
import type { AbsenceEvent } from "./absence-events.ts";

export const absenceFolds: FoldsOf<AbsenceEvent> = {
  "absence.suspected": (state, event) => {
    suspectAbsence(state, event.at, event.evidence, event.pooled);
  },
  "absence.ended": (state, event) => {
    endAbsence(state, event.at, event.end);
  },
};
