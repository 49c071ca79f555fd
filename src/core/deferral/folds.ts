/** What each event of deferral-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { incidentRow } from "../state/logged-rows.ts";
import { callBackIncident, deferIncident, takeUpIncident } from "./changes.ts";
import type { DeferralEvent } from "./deferral-events.ts";

export const deferralFolds: FoldsOf<DeferralEvent> = {
  "incident.deferred": (state, event) => {
    deferIncident(state, event.at, incidentRow(state, event.incident), event, event.text);
  },
  "incident.taken-up": (state, event) => {
    const row = incidentRow(state, event.incident);
    takeUpIncident(state, event.at, row, event.end, event.text);
  },
  "incident.called-back": (state, event) => {
    const { result, callBackAt, text } = event;
    callBackIncident(state, event.at, incidentRow(state, event.incident), result, callBackAt, text);
  },
};
