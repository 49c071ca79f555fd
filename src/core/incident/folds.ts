/** What each event of incident-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, incidentRow } from "../state/logged-rows.ts";
import { closeIncident, openIncident, reopenIncident, retireIncident } from "./changes.ts";
import {
  assessIncident,
  locateIncident,
  retypeIncident,
  setHazards,
  setServedGrade,
} from "./edits.ts";
import { noteIncident, strikeNote } from "./words.ts";
import type { IncidentEvent } from "./incident-events.ts";

export const incidentFolds: FoldsOf<IncidentEvent> = {
  "incident.opened": (state, event) => {
    const row = openIncident(state, event.at, event, event.text);
    checkMade(state.columns.incidents.number[row], "incident", event.incident);
  },
  "incident.retyped": (state, event) => {
    const row = incidentRow(state, event.incident);
    retypeIncident(state, event.at, row, event.incidentType);
  },
  "incident.located": (state, event) => {
    const row = incidentRow(state, event.incident);
    locateIncident(state, event.at, row, event.location, event.area, event.text);
  },
  "incident.assessed": (state, event) => {
    const row = incidentRow(state, event.incident);
    assessIncident(state, event.at, row, event.assessed, event.thrive, event.text);
  },
  "incident.served-grade-set": (state, event) => {
    const row = incidentRow(state, event.incident);
    setServedGrade(state, event.at, row, event.served, event.text, event.level);
  },
  "incident.hazards-set": (state, event) => {
    const row = incidentRow(state, event.incident);
    setHazards(state, event.at, row, event.hazards);
  },
  "incident.noted": (state, event) => {
    const row = incidentRow(state, event.incident);
    noteIncident(state, event.at, row, event.text?.note ?? "");
  },
  "incident.note-struck": (state, event) => {
    const row = incidentRow(state, event.incident);
    strikeNote(state, event.at, row, event.note, event.text?.reason ?? "");
  },
  "incident.closed": (state, event) => {
    const row = incidentRow(state, event.incident);
    closeIncident(state, event.at, row, event.result, event.text);
  },
  "incident.reopened": (state, event) => {
    const row = incidentRow(state, event.incident);
    reopenIncident(state, event.at, row, event.text?.reason ?? "");
  },
  "incident.retired": (state, event) => {
    const row = incidentRow(state, event.incident);
    retireIncident(state, event.at, row);
  },
};
