/** What each event of warning-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, warningRow } from "../state/logged-rows.ts";
import {
  acknowledgeWarning,
  endWarning,
  escalateWarning,
  issueWarning,
  retireWarning,
} from "./changes.ts";
import type { WarningEvent } from "./warning-events.ts";

export const warningFolds: FoldsOf<WarningEvent> = {
  "warning.issued": (state, event) => {
    const { at, roles, incident, deadlineAt, text } = event;
    const row = issueWarning(state, at, roles, incident, deadlineAt, text?.words ?? "");
    checkMade(state.columns.warnings.number[row], "warning", event.warning);
  },
  "warning.acknowledged": (state, event) => {
    acknowledgeWarning(state, event.at, warningRow(state, event.warning), event.role);
  },
  "warning.escalated": (state, event) => {
    escalateWarning(state, event.at, warningRow(state, event.warning));
  },
  "warning.ended": (state, event) => {
    endWarning(state, event.at, warningRow(state, event.warning), event.text?.reason ?? "");
  },
  "warning.retired": (state, event) => {
    retireWarning(state, event.at, warningRow(state, event.warning));
  },
};
