/** What each event of closure-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, closureRow } from "../state/logged-rows.ts";
import {
  amendClosure,
  askRenewal,
  beginClosure,
  confirmClosure,
  expireClosure,
  liftClosure,
  renewClosure,
  reportClosure,
  retireClosure,
} from "./changes.ts";
import type { ClosureEvent } from "./closure-events.ts";

export const closureFolds: FoldsOf<ClosureEvent> = {
  "closure.reported": (state, event) => {
    const row = reportClosure(state, event.at, event, event.text);
    checkMade(state.columns.closures.number[row], "closure", event.closure);
  },
  "closure.began": (state, event) => {
    beginClosure(state, event.at, closureRow(state, event.closure));
  },
  "closure.confirmed": (state, event) => {
    const { sourceGrade, contentGrade, reviewAt } = event;
    const row = closureRow(state, event.closure);
    confirmClosure(state, event.at, row, sourceGrade, contentGrade, reviewAt);
  },
  "closure.amended": (state, event) => {
    amendClosure(state, event.at, closureRow(state, event.closure), event, event.text ?? {});
  },
  "closure.renewed": (state, event) => {
    const { reviewAt, expiresAt, text } = event;
    const row = closureRow(state, event.closure);
    renewClosure(state, event.at, row, reviewAt, expiresAt, text?.reason ?? "");
  },
  "closure.review-due": (state, event) => {
    askRenewal(state, event.at, closureRow(state, event.closure));
  },
  "closure.expired": (state, event) => {
    expireClosure(state, event.at, closureRow(state, event.closure));
  },
  "closure.lifted": (state, event) => {
    liftClosure(state, event.at, closureRow(state, event.closure), event.text?.reason ?? "");
  },
  "closure.retired": (state, event) => {
    retireClosure(state, event.at, closureRow(state, event.closure));
  },
};
