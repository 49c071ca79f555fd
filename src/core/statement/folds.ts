/** What each event of statement-events.ts does to the state: it is in the log, and nothing else. */

import type { FoldsOf } from "../fold.ts";
import { defineNormal, publishNormal, recordCheck, recordCorrection } from "./changes.ts";
import type { StatementEvent } from "./statement-events.ts";

export const statementFolds: FoldsOf<StatementEvent> = {
  "statement.checked": (state, event) => {
    recordCheck(state, event.at, event);
  },
  "statement.corrected": (state, event) => {
    recordCorrection(state, event.at, event);
  },
  "normal.defined": (state, event) => {
    defineNormal(state, event.at, event);
  },
  "normal.published": (state, event) => {
    publishNormal(state, event.at, event);
  },
};
