/** What each event of request-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, requestRow } from "../state/logged-rows.ts";
import {
  answerRequest,
  arriveRequest,
  askRequest,
  assignRequest,
  commitRequest,
  escalateRequest,
  markUnmet,
  extendRequest,
  receiveRequest,
  releaseRequest,
  retireRequest,
  setOutRequest,
  withdrawRequest,
} from "./changes.ts";
import type { RequestEvent } from "./request-events.ts";

export const requestFolds: FoldsOf<RequestEvent> = {
  "request.asked": (state, event) => {
    const row = askRequest(state, event.at, event, event.text);
    checkMade(state.columns.requests.number[row], "request", event.request);
  },
  "request.received": (state, event) => {
    const { at, arrived, receipt, deadlineAt } = event;
    receiveRequest(state, at, requestRow(state, event.request), arrived, receipt, deadlineAt);
  },
  "request.answered": (state, event) => {
    const { at, answer, quantity, deadlineAt, text } = event;
    const row = requestRow(state, event.request);
    answerRequest(state, at, row, answer, quantity, deadlineAt, text?.reason);
  },
  "request.committed": (state, event) => {
    const { at, quantity, etaAt, deadlineAt } = event;
    commitRequest(state, at, requestRow(state, event.request), quantity, etaAt, deadlineAt);
  },
  "request.set-out": (state, event) => {
    const row = requestRow(state, event.request);
    setOutRequest(state, event.at, row, event.etaAt, event.deadlineAt);
  },
  "request.arrived": (state, event) => {
    arriveRequest(state, event.at, requestRow(state, event.request), event.deadlineAt);
  },
  "request.released": (state, event) => {
    const row = requestRow(state, event.request);
    releaseRequest(state, event.at, row, event.text?.reason ?? "");
  },
  "request.withdrawn": (state, event) => {
    const row = requestRow(state, event.request);
    withdrawRequest(state, event.at, row, event.text?.reason ?? "");
  },
  "request.extended": (state, event) => {
    const row = requestRow(state, event.request);
    extendRequest(state, event.at, row, event.deadlineAt, event.text?.reason ?? "");
  },
  "request.assigned": (state, event) => {
    const row = requestRow(state, event.request);
    assignRequest(state, event.at, row, event.owner, event.text?.reason ?? "");
  },
  "request.escalated": (state, event) => {
    escalateRequest(state, event.at, requestRow(state, event.request));
  },
  "request.unmet": (state, event) => {
    markUnmet(state, event.at, requestRow(state, event.request));
  },
  "request.retired": (state, event) => {
    retireRequest(state, event.at, requestRow(state, event.request));
  },
};
