/**
 * What can happen to a directive, and to the dispatch to an incident under one. A directive that is over cites nothing new; the
 * incidents that it held are restored by events, piece by piece. It stays with its counts until another needs its row.
 */

import { BugError } from "../../base/assert.ts";
import { noInstant, type Instant } from "../../base/instant.ts";
import { limits } from "../limits.ts";
import { renewalAskAt } from "../renewal.ts";
import { advance } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { toReview } from "../state/to-review.ts";
import {
  directiveEffects,
  directiveStates,
  grades,
  type DirectiveEffect,
  type Grade,
  type RestoredEnd,
} from "../vocabulary.ts";
import type { DirectiveIssued } from "./directive-events.ts";

const states = directiveStates.code;

export interface IssuedFacts {
  readonly effect: DirectiveEffect;
  readonly incidentTypes: readonly string[];
  readonly areas: readonly string[];
  readonly grades: readonly Grade[];
  readonly skills: readonly string[];
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** In `incidents.barred`: nobody at all is sent. */
export const everybody = -1;

/** Row of a directive that the state holds, or -1. */
export function findDirectiveRow({ columns }: RegionState, number: number): number {
  if (!Number.isInteger(number) || number <= 0) return -1;
  return columns.directives.number.indexOf(number);
}

/** A free row, else that of the oldest one that is over and holds nothing; -1 = there is none. */
export function findRoomForDirective({ columns }: RegionState): number {
  const { number, state, open } = columns.directives;
  let found = -1;
  for (let row = 0; row < number.length; row += 1) {
    if (number[row] === 0) return row;
    const isDone = state[row] === states.over && open[row] === 0;
    if (isDone && (found < 0 || number[row] < number[found])) found = row;
  }
  return found;
}

function scheduleDirective(state: RegionState, row: number): void {
  const { directives, head } = state.columns;
  setDue(directives, head.directiveHeap, row, dueAtOf(state, row));
}

function dueAtOf({ columns: { directives } }: RegionState, row: number): Instant {
  const { state, fromAt, changedAt, untilAt, overAt, open, asked } = directives;
  if (state[row] === states.planned) return fromAt[row];
  if (state[row] === states.over) return open[row] > 0 ? overAt[row] : noInstant;
  if (asked[row] === 1) return untilAt[row];
  const standsSince = Math.max(fromAt[row], changedAt[row]);
  return renewalAskAt(standsSince, untilAt[row], limits.directiveAskMicros);
}

/** Answers its row. */
export function issueDirective(
  state: RegionState,
  at: Instant,
  facts: IssuedFacts,
  text: DirectiveIssued["text"],
): number {
  advance(state, at);
  const { directives, head } = state.columns;
  const row = findRoomForDirective(state);
  if (row < 0) throw new BugError("directives: the table is full");
  if (directives.number[row] > 0) state.text?.directives.delete(directives.number[row]);
  head.directivesEver[0] += 1;
  const directive = head.directivesEver[0];
  directives.number[row] = directive;
  writeScope(state, row, facts);
  directives.issuedAt[row] = at;
  directives.changedAt[row] = at;
  directives.fromAt[row] = facts.fromAt;
  directives.untilAt[row] = facts.untilAt;
  directives.overAt[row] = noInstant;
  for (const column of [directives.cited, directives.open, directives.sent]) column[row] = 0;
  directives.asked[row] = 0;
  directives.state[row] = facts.fromAt > at ? states.planned : states["in force"];
  scheduleDirective(state, row);
  state.text?.directives.set(directive, { ...text, by: state.by, reason: "" });
  if (state.sink.open)
    state.sink.put({
      type: "directive.issued",
      at,
      entered: state.enteredAt,
      by: state.by,
      directive,
      effect: facts.effect,
      incidentTypes: facts.incidentTypes,
      areas: facts.areas,
      grades: facts.grades,
      skills: facts.skills,
      fromAt: facts.fromAt,
      untilAt: facts.untilAt,
      text,
    });
  return row;
}

function writeScope(state: RegionState, row: number, facts: IssuedFacts): void {
  const { directives } = state.columns;
  const { skillIndex } = getPolicy(state);
  directives.effect[row] = directiveEffects.code[facts.effect];
  directives.grades[row] = facts.grades.reduce((bits, grade) => bits | (1 << grades.code[grade]), 0); // prettier-ignore
  directives.skills[row] = facts.skills.reduce((bits, code) => bits | (1 << (skillIndex.get(code) ?? 0)), 0); // prettier-ignore
  const scopes = state.facts.directives.slice();
  scopes[row] = { incidentTypes: facts.incidentTypes, areas: facts.areas, skills: facts.skills };
  state.facts = { ...state.facts, directives: scopes };
}

export function beginDirective(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  state.columns.directives.state[row] = states["in force"];
  scheduleDirective(state, row);
  put(state, "directive.begun", at, row);
}

export function askDirectiveRenewal(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  state.columns.directives.asked[row] = 1;
  scheduleDirective(state, row);
  put(state, "directive.renewal-due", at, row);
}

export function renewDirective(
  state: RegionState,
  at: Instant,
  row: number,
  untilAt: Instant,
  reason: string,
): void {
  advance(state, at);
  const { directives } = state.columns;
  directives.untilAt[row] = untilAt;
  directives.changedAt[row] = at;
  directives.asked[row] = 0;
  scheduleDirective(state, row);
  const directive = directives.number[row];
  const words = state.text?.directives.get(directive);
  if (words !== undefined) words.reason = reason;
  if (state.sink.open)
    state.sink.put({
      type: "directive.renewed",
      at,
      entered: state.enteredAt,
      by: state.by,
      directive,
      untilAt,
      text: { reason },
    });
}

/** Its alarm must have ended. */
export function expireDirective(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  put(state, "directive.expired", at, row);
  closeDirective(state, at, row);
}

/** Its alarm must have ended. */
export function endDirective(state: RegionState, at: Instant, row: number, reason: string): void {
  advance(state, at);
  const directive = state.columns.directives.number[row];
  const words = state.text?.directives.get(directive);
  if (words !== undefined) words.reason = reason;
  if (state.sink.open)
    state.sink.put({
      type: "directive.ended",
      at,
      entered: state.enteredAt,
      by: state.by,
      directive,
      text: { reason },
    });
  closeDirective(state, at, row);
}

function closeDirective(state: RegionState, at: Instant, row: number): void {
  const { directives } = state.columns;
  directives.state[row] = states.over;
  directives.overAt[row] = at;
  directives.asked[row] = 0;
  scheduleDirective(state, row);
}

/** `directiveRow` is in force. What is not sent follows from its effect. */
export function withholdDispatch(
  state: RegionState,
  at: Instant,
  row: number,
  directiveRow: number,
  reason: string,
): void {
  advance(state, at);
  const { incidents, directives } = state.columns;
  const isLimit = directives.effect[directiveRow] === directiveEffects.code.limit;
  const directive = directives.number[directiveRow];
  const incident = incidents.number[row];
  incidents.directive[row] = directive;
  incidents.barred[row] = isLimit ? directives.skills[directiveRow] : everybody;
  incidents.withheldAt[row] = at;
  directives.cited[directiveRow] += 1;
  directives.open[directiveRow] += 1;
  state.toReview |= toReview.waiting;
  state.text?.withheld.set(incident, { reason, by: state.by });
  if (state.sink.open)
    state.sink.put({
      type: isLimit ? "incident.limited" : "incident.withheld",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident,
      directive,
      assessed: grades.names[incidents.assessed[row]],
      text: { reason },
    });
}

/** Its dispatch is as the response plan says again. */
export function restoreDispatch(
  state: RegionState,
  at: Instant,
  row: number,
  end: RestoredEnd,
  text: { readonly reason?: string } | undefined,
): void {
  advance(state, at);
  const { incidents, directives } = state.columns;
  const directive = incidents.directive[row];
  const directiveRow = findDirectiveRow(state, directive);
  if (end === "unit sent" && directiveRow >= 0) directives.sent[directiveRow] += 1;
  leaveDirective(state, row);
  state.toReview |= toReview.waiting;
  if (state.sink.open)
    state.sink.put({
      type: "incident.restored",
      at,
      entered: state.enteredAt,
      by: state.by,
      incident: incidents.number[row],
      directive,
      end,
      ...(text === undefined ? {} : { text }),
    });
}

/** Of an incident that is closed as well: the event of its close says what came of it. */
export function leaveDirective(state: RegionState, row: number): void {
  const { incidents, directives } = state.columns;
  if (incidents.directive[row] === 0) return;
  const directiveRow = findDirectiveRow(state, incidents.directive[row]);
  if (directiveRow >= 0) {
    directives.open[directiveRow] -= 1;
    scheduleDirective(state, directiveRow);
  }
  incidents.directive[row] = 0;
  incidents.barred[row] = 0;
  incidents.withheldAt[row] = noInstant;
  state.text?.withheld.delete(incidents.number[row]);
}

function put(
  state: RegionState,
  type: "directive.begun" | "directive.renewal-due" | "directive.expired",
  at: Instant,
  row: number,
): void {
  if (!state.sink.open) return;
  const directive = state.columns.directives.number[row];
  state.sink.put({ type, at, entered: state.enteredAt, by: state.by, directive });
}
