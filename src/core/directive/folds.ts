/** What each event of directive-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, getRow, incidentRow } from "../state/logged-rows.ts";
import type { RegionState } from "../state/region-state.ts";
import {
  askDirectiveRenewal,
  beginDirective,
  endDirective,
  expireDirective,
  findDirectiveRow,
  issueDirective,
  renewDirective,
  restoreDispatch,
  withholdDispatch,
} from "./changes.ts";
import type { DirectiveEvent, IncidentLimited, IncidentWithheld } from "./directive-events.ts";

const noWords = { issuer: "", basis: "", words: "" };

function rowOf(state: RegionState, directive: number): number {
  return getRow(findDirectiveRow(state, directive), "directive", directive);
}

function foldWithheld(state: RegionState, event: IncidentWithheld | IncidentLimited): void {
  const row = incidentRow(state, event.incident);
  withholdDispatch(state, event.at, row, rowOf(state, event.directive), event.text?.reason ?? "");
}

export const directiveFolds: FoldsOf<DirectiveEvent> = {
  "directive.issued": (state, event) => {
    const row = issueDirective(state, event.at, event, event.text ?? noWords);
    checkMade(state.columns.directives.number[row], "directive", event.directive);
  },
  "directive.begun": (state, event) => {
    beginDirective(state, event.at, rowOf(state, event.directive));
  },
  "directive.renewal-due": (state, event) => {
    askDirectiveRenewal(state, event.at, rowOf(state, event.directive));
  },
  "directive.renewed": (state, event) => {
    const row = rowOf(state, event.directive);
    renewDirective(state, event.at, row, event.untilAt, event.text?.reason ?? "");
  },
  "directive.expired": (state, event) => {
    expireDirective(state, event.at, rowOf(state, event.directive));
  },
  "directive.ended": (state, event) => {
    endDirective(state, event.at, rowOf(state, event.directive), event.text?.reason ?? "");
  },
  "incident.withheld": foldWithheld,
  "incident.limited": foldWithheld,
  "incident.restored": (state, event) => {
    restoreDispatch(state, event.at, incidentRow(state, event.incident), event.end, event.text);
  },
};
