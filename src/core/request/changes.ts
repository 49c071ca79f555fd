/**
 * What can happen to a request. Each change that moves it on starts its escalation anew; none deletes it: a request leaves the
 * state only after one of its three ends, and the log keeps it.
 */

import { microsFromSeconds, noInstant, type Instant } from "../../base/instant.ts";
import { dropAidFacts } from "../aid/changes.ts";
import type { CoreEvent, EventType } from "../events.ts";
import { advance } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { giveRequestRow, takeRequestRow } from "../state/rows.ts";
import {
  requestDirections,
  requestKinds,
  requestReceipts,
  requestStates,
  type RequestAnswer,
  type RequestReceipt,
} from "../vocabulary.ts";
import type { RequestAsked } from "./request-events.ts";
import type { Owner, RequestFacts, WordsDigest } from "./request-facts.ts";
import { isAskedEscort, scheduleRequest } from "./schedule.ts";

const states = requestStates.code;

type FactsOf<T extends EventType> = Omit<
  Extract<CoreEvent, { type: T }>,
  "type" | "at" | "entered" | "by" | "request" | "text"
>;
export type AskedFacts = FactsOf<"request.asked">;

function writeFacts(state: RegionState, row: number, facts: RequestFacts | undefined): void {
  const requests = state.facts.requests.slice();
  requests[row] = facts;
  state.facts = { ...state.facts, requests };
}

/** `row` must be in use. */
export function getRequestFacts(state: RegionState, row: number): RequestFacts {
  return state.facts.requests[row] as RequestFacts;
}

function writeReason(state: RegionState, row: number, reason: string): void {
  const words = state.text?.requests.get(state.columns.requests.number[row]);
  if (words === undefined) return;
  words.changedBy = state.by;
  words.reason = reason;
}

function touch(state: RegionState, at: Instant, row: number): void {
  const { changedAt } = state.columns.requests;
  if (at > changedAt[row]) changedAt[row] = at;
}

/** Into another state: the next act is owed by `deadlineAt`, and nobody was told yet that it is late. */
function moveTo(
  state: RegionState,
  at: Instant,
  row: number,
  code: number,
  deadlineAt: Instant,
): void {
  const { requests } = state.columns;
  requests.state[row] = code;
  // Somebody has said that there is one, or that nobody asks any more.
  if (code !== states.asked && code !== states.received && code !== states.provisional)
    requests.unmetAt[row] = noInstant;
  owe(state, at, row, deadlineAt);
}

function owe(state: RegionState, at: Instant, row: number, deadlineAt: Instant): void {
  const { requests } = state.columns;
  requests.deadlineAt[row] = deadlineAt;
  requests.stepAt[row] = deadlineAt;
  requests.step[row] = 0;
  touch(state, at, row);
  scheduleRequest(state, row);
}

function endRequest(state: RegionState, at: Instant, row: number, end: number): void {
  const { requests, head } = state.columns;
  requests.endedAt[row] = at;
  head.openRequests[0] -= 1;
  moveTo(state, at, row, end, noInstant);
}

/** Answers its row. */
export function askRequest(
  state: RegionState,
  at: Instant,
  facts: AskedFacts,
  text: RequestAsked["text"],
): number {
  advance(state, at);
  const row = takeRequestRow(state);
  const { requests, head } = state.columns;
  const request = requests.number[row];
  requests.askedAt[row] = at;
  requests.neededAt[row] = facts.neededAt;
  requests.kind[row] = requestKinds.code[facts.kind];
  requests.direction[row] = requestDirections.code[facts.direction];
  requests.quantity[row] = facts.quantity;
  requests.incident[row] = facts.incident ?? 0;
  head.openRequests[0] += 1;
  if (isAskedEscort(state, row)) requests.unmetAt[row] = at + getPolicy(state).requests.escortUnmet;
  const { item, party, owner, sent, arrived } = facts;
  writeFacts(state, row, { item, party, owner, askedBy: state.by, sent, arrived });
  state.text?.requests.set(request, { words: text?.words ?? "", changedBy: "", reason: "" });
  moveTo(state, at, row, states.asked, facts.deadlineAt);
  if (state.sink.open)
    state.sink.put({
      type: "request.asked",
      at,
      entered: state.enteredAt,
      by: state.by,
      request,
      direction: facts.direction,
      kind: facts.kind,
      item,
      quantity: facts.quantity,
      party,
      owner,
      neededAt: facts.neededAt,
      deadlineAt: facts.deadlineAt,
      incident: facts.incident,
      sent,
      arrived,
      ...(text === undefined ? {} : { text }),
    });
  return row;
}

export function receiveRequest(
  state: RegionState,
  at: Instant,
  row: number,
  arrived: WordsDigest | null,
  receipt: RequestReceipt,
  deadlineAt: Instant,
): void {
  advance(state, at);
  const { requests } = state.columns;
  requests.receivedAt[row] = at;
  requests.receipt[row] = requestReceipts.code[receipt];
  writeFacts(state, row, { ...getRequestFacts(state, row), arrived });
  moveTo(state, at, row, states.received, deadlineAt);
  put(state, at, row, { type: "request.received", arrived, receipt, deadlineAt });
}

export function answerRequest(
  state: RegionState,
  at: Instant,
  row: number,
  answer: RequestAnswer,
  quantity: number,
  deadlineAt: Instant,
  reason: string | undefined,
): void {
  advance(state, at);
  state.columns.requests.promised[row] = quantity;
  if (answer === "refused") endRequest(state, at, row, states.refused);
  else moveTo(state, at, row, states[answer], deadlineAt);
  if (reason !== undefined) writeReason(state, row, reason);
  const text = reason === undefined ? {} : { text: { reason } };
  put(state, at, row, { type: "request.answered", answer, quantity, deadlineAt, ...text });
}

export function commitRequest(
  state: RegionState,
  at: Instant,
  row: number,
  quantity: number,
  etaAt: Instant,
  deadlineAt: Instant,
): void {
  advance(state, at);
  const { requests } = state.columns;
  requests.promised[row] = quantity;
  requests.etaAt[row] = etaAt;
  moveTo(state, at, row, states.committed, deadlineAt);
  put(state, at, row, { type: "request.committed", quantity, etaAt, deadlineAt });
}

export function setOutRequest(
  state: RegionState,
  at: Instant,
  row: number,
  etaAt: Instant,
  deadlineAt: Instant,
): void {
  advance(state, at);
  state.columns.requests.etaAt[row] = etaAt;
  moveTo(state, at, row, states["on the way"], deadlineAt);
  put(state, at, row, { type: "request.set-out", etaAt, deadlineAt });
}

export function arriveRequest(
  state: RegionState,
  at: Instant,
  row: number,
  deadlineAt: Instant,
): void {
  advance(state, at);
  moveTo(state, at, row, states.arrived, deadlineAt);
  put(state, at, row, { type: "request.arrived", deadlineAt });
}

/** It is fulfilled. */
export function releaseRequest(state: RegionState, at: Instant, row: number, reason: string): void {
  advance(state, at);
  endRequest(state, at, row, states.released);
  writeReason(state, row, reason);
  put(state, at, row, { type: "request.released", text: { reason } });
}

export function withdrawRequest(
  state: RegionState,
  at: Instant,
  row: number,
  reason: string,
): void {
  advance(state, at);
  endRequest(state, at, row, states.withdrawn);
  writeReason(state, row, reason);
  put(state, at, row, { type: "request.withdrawn", text: { reason } });
}

export function extendRequest(
  state: RegionState,
  at: Instant,
  row: number,
  deadlineAt: Instant,
  reason: string,
): void {
  advance(state, at);
  owe(state, at, row, deadlineAt);
  writeReason(state, row, reason);
  put(state, at, row, { type: "request.extended", deadlineAt, text: { reason } });
}

export function assignRequest(
  state: RegionState,
  at: Instant,
  row: number,
  owner: Owner,
  reason: string,
): void {
  advance(state, at);
  writeFacts(state, row, { ...getRequestFacts(state, row), owner });
  touch(state, at, row);
  writeReason(state, row, reason);
  put(state, at, row, { type: "request.assigned", owner, text: { reason } });
}

/** The next of the chain is told; a chain that became shorter meanwhile goes on with its last. */
export function escalateRequest(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { chain } = getPolicy(state).requests.rule;
  const { requests } = state.columns;
  const step = requests.step[row] + 1;
  const { role, seconds } = chain[Math.min(step, chain.length) - 1];
  requests.step[row] = step;
  requests.stepAt[row] = step < chain.length ? at + microsFromSeconds(seconds) : noInstant;
  scheduleRequest(state, row);
  put(state, at, row, {
    type: "request.escalated",
    state: requestStates.names[requests.state[row]],
    deadlineAt: requests.deadlineAt[row],
    step,
    to: role,
  });
}

/** Nobody has said in time that there is an escort: whoever asked is shown that there is none. It goes on all the same. */
export function markUnmet(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { requests } = state.columns;
  requests.unmet[row] = 1;
  requests.unmetAt[row] = noInstant;
  scheduleRequest(state, row);
  put(state, at, row, { type: "request.unmet" });
}

/** The request leaves the operational state; the log keeps it. */
export function retireRequest(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { requests, head } = state.columns;
  put(state, at, row, { type: "request.retired" });
  setDue(requests, head.requestHeap, row, noInstant);
  state.text?.requests.delete(requests.number[row]);
  dropAidFacts(state, row);
  writeFacts(state, row, undefined);
  giveRequestRow(state, row);
}

type Said =
  Extract<CoreEvent, { type: `request.${string}` }> extends infer Each
    ? Each extends CoreEvent
      ? Omit<Each, "at" | "entered" | "by" | "request">
      : never
    : never;

/** In the order of fields of every event: who and when, then what it is about. */
function put(state: RegionState, at: Instant, row: number, said: Said): void {
  if (!state.sink.open) return;
  const { type, ...facts } = said;
  const request = state.columns.requests.number[row];
  state.sink.put({
    type,
    at,
    entered: state.enteredAt,
    by: state.by,
    request,
    ...facts,
  } as unknown as CoreEvent);
}
