/**
 * What can happen to a closure. The core knows no map: a closure is what somebody said, as geometry, with its source
 * and how good that is. Which roads it shuts is worked out where the map is, again whenever `closuresVersion` moves:
 * the position of the last event that changed what is shut, so that a stored travel time can name it.
 */

import type { Instant } from "../../base/instant.ts";
import type { ClosureShape, CoreEvent, EventType } from "../events.ts";
import type { ClosureAmended, ClosureReported } from "./closure-events.ts";
import { advance } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { ClosureText } from "../state/region-text.ts";
import { giveClosureRow, takeClosureRow } from "../state/rows.ts";
import {
  closureDirections,
  closureSources,
  closureStates,
  contentGrades,
  renewalStates,
  sourceGrades,
  type ContentGrade,
  type SourceGrade,
} from "../vocabulary.ts";
import { isShut, scheduleClosure } from "./schedule.ts";

const states = closureStates.code;
const renewals = renewalStates.code;

type FactsOf<T extends EventType> = Omit<
  Extract<CoreEvent, { type: T }>,
  "type" | "at" | "entered" | "by" | "closure" | "text"
>;
export type ReportedFacts = FactsOf<"closure.reported">;
export type AmendedFacts = FactsOf<"closure.amended">;

/** Bit set of vehicle classes by code. */
export function classBits(state: RegionState, codes: readonly string[]): number {
  const { classIndex } = getPolicy(state);
  return codes.reduce((bits, code) => bits | (1 << (classIndex.get(code) ?? 0)), 0);
}

function textOf(state: RegionState, closure: number): ClosureText | undefined {
  const texts = state.text?.closures;
  if (texts === undefined) return undefined;
  const known = texts.get(closure);
  if (known !== undefined) return known;
  const made = { description: "", by: "", changedBy: "", reason: "" };
  texts.set(closure, made);
  return made;
}

function writeReason(state: RegionState, closure: number, reason: string): void {
  const words = textOf(state, closure);
  if (words === undefined) return;
  words.changedBy = state.by;
  words.reason = reason;
}

function writeShape(state: RegionState, row: number, shape: ClosureShape | undefined): void {
  const shapes = state.closureShapes.slice();
  shapes[row] = shape;
  state.closureShapes = shapes;
}

function touch(state: RegionState, at: Instant, row: number): void {
  const { changedAt } = state.columns.closures;
  if (at > changedAt[row]) changedAt[row] = at;
}

/** This event changed what is shut. */
function moveVersion(state: RegionState): void {
  const { head } = state.columns;
  head.closuresVersion[0] = head.position[0];
}

/** Answers its row. Without what `at` says it began, it is planned. */
export function reportClosure(
  state: RegionState,
  at: Instant,
  facts: ReportedFacts,
  text: ClosureReported["text"],
): number {
  advance(state, at);
  const row = takeClosureRow(state);
  const { closures } = state.columns;
  const closure = closures.number[row];
  closures.state[row] = states.reported;
  closures.reportedAt[row] = at;
  closures.changedAt[row] = at;
  closures.sinceAt[row] = facts.sinceAt;
  closures.reviewAt[row] = facts.reviewAt;
  closures.expiresAt[row] = facts.expiresAt;
  closures.begun[row] = facts.sinceAt <= at ? 1 : 0;
  closures.source[row] = closureSources.code[facts.source];
  closures.incident[row] = facts.incident ?? 0;
  writeDrawing(state, row, facts);
  scheduleClosure(state, row);
  const words = textOf(state, closure);
  if (words !== undefined) {
    words.by = state.by;
    words.description = text?.description ?? "";
  }
  if (state.sink.open)
    state.sink.put({
      type: "closure.reported",
      at,
      entered: state.enteredAt,
      by: state.by,
      closure,
      shape: facts.shape,
      direction: facts.direction,
      bearingDegrees: facts.bearingDegrees,
      classes: facts.classes,
      source: facts.source,
      sourceGrade: facts.sourceGrade,
      contentGrade: facts.contentGrade,
      sinceAt: facts.sinceAt,
      reviewAt: facts.reviewAt,
      expiresAt: facts.expiresAt,
      incident: facts.incident,
      ...(text === undefined ? {} : { text }),
    });
  return row;
}

function writeDrawing(state: RegionState, row: number, facts: AmendedFacts): void {
  const { closures } = state.columns;
  closures.direction[row] = closureDirections.code[facts.direction];
  closures.bearingDegrees[row] = facts.bearingDegrees ?? -1;
  closures.classes[row] = classBits(state, facts.classes);
  writeGrades(state, row, facts.sourceGrade, facts.contentGrade);
  writeShape(state, row, facts.shape);
}

function writeGrades(
  state: RegionState,
  row: number,
  sourceGrade: SourceGrade,
  contentGrade: ContentGrade,
): void {
  const { closures } = state.columns;
  closures.sourceGrade[row] = sourceGrades.code[sourceGrade];
  closures.contentGrade[row] = contentGrades.code[contentGrade];
}

/** A planned closure begins at the time it was planned for. */
export function beginClosure(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  state.columns.closures.begun[row] = 1;
  if (isShut(state, row)) moveVersion(state);
  touch(state, at, row);
  scheduleClosure(state, row);
  put(state, "closure.began", at, row);
}

export function confirmClosure(
  state: RegionState,
  at: Instant,
  row: number,
  sourceGrade: SourceGrade,
  contentGrade: ContentGrade,
  reviewAt: Instant,
): void {
  advance(state, at);
  const { closures } = state.columns;
  closures.state[row] = states.confirmed;
  closures.confirmedAt[row] = at;
  closures.reviewAt[row] = reviewAt;
  closures.renewal[row] = renewals.current;
  writeGrades(state, row, sourceGrade, contentGrade);
  if (isShut(state, row)) moveVersion(state);
  touch(state, at, row);
  scheduleClosure(state, row);
  const closure = closures.number[row];
  if (state.sink.open)
    state.sink.put({
      type: "closure.confirmed",
      at,
      entered: state.enteredAt,
      by: state.by,
      closure,
      sourceGrade,
      contentGrade,
      reviewAt,
    });
}

/** Whether the facts shut other roads, or stop other traffic, than what stands. */
export function shutsOther(state: RegionState, row: number, facts: AmendedFacts): boolean {
  const { direction, bearingDegrees, classes } = state.columns.closures;
  return (
    direction[row] !== closureDirections.code[facts.direction] ||
    bearingDegrees[row] !== (facts.bearingDegrees ?? -1) ||
    classes[row] !== classBits(state, facts.classes) ||
    JSON.stringify(state.closureShapes[row]) !== JSON.stringify(facts.shape)
  );
}

export function amendClosure(
  state: RegionState,
  at: Instant,
  row: number,
  facts: AmendedFacts,
  text: Partial<ClosureAmended["text"]>,
): void {
  advance(state, at);
  const { closures } = state.columns;
  const closure = closures.number[row];
  if (isShut(state, row) && shutsOther(state, row, facts)) moveVersion(state);
  writeDrawing(state, row, facts);
  touch(state, at, row);
  writeReason(state, closure, text.reason ?? "");
  const words = textOf(state, closure);
  if (words !== undefined && text.description !== undefined) words.description = text.description;
  if (state.sink.open)
    state.sink.put({
      type: "closure.amended",
      at,
      entered: state.enteredAt,
      by: state.by,
      closure,
      shape: facts.shape,
      direction: facts.direction,
      bearingDegrees: facts.bearingDegrees,
      classes: facts.classes,
      sourceGrade: facts.sourceGrade,
      contentGrade: facts.contentGrade,
      text: { reason: "", ...text },
    });
}

/** Somebody looked and it still stands. One that has expired is shut again, if it was. */
export function renewClosure(
  state: RegionState,
  at: Instant,
  row: number,
  reviewAt: Instant,
  expiresAt: Instant,
  reason: string,
): void {
  advance(state, at);
  const { closures } = state.columns;
  if (closures.state[row] === states.expired) {
    closures.state[row] = closures.confirmedAt[row] > 0 ? states.confirmed : states.reported;
    closures.endedAt[row] = 0;
    if (isShut(state, row)) moveVersion(state);
  }
  closures.reviewAt[row] = reviewAt;
  closures.expiresAt[row] = expiresAt;
  closures.renewal[row] = renewals.current;
  touch(state, at, row);
  scheduleClosure(state, row);
  const closure = closures.number[row];
  writeReason(state, closure, reason);
  if (state.sink.open)
    state.sink.put({
      type: "closure.renewed",
      at,
      entered: state.enteredAt,
      by: state.by,
      closure,
      reviewAt,
      expiresAt,
      text: { reason },
    });
}

/** The warning: nobody has looked for as long as the rule allows. */
export function askRenewal(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  state.columns.closures.renewal[row] = renewals["to renew"];
  touch(state, at, row);
  scheduleClosure(state, row);
  put(state, "closure.review-due", at, row);
}

/** It shuts nothing from now on. Its alarm stays until somebody renews or lifts it, or it is retired. */
export function expireClosure(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  endClosure(state, at, row, states.expired);
  put(state, "closure.expired", at, row);
}

export function liftClosure(state: RegionState, at: Instant, row: number, reason: string): void {
  advance(state, at);
  endClosure(state, at, row, states.lifted);
  const closure = state.columns.closures.number[row];
  writeReason(state, closure, reason);
  if (state.sink.open)
    state.sink.put({
      type: "closure.lifted",
      at,
      entered: state.enteredAt,
      by: state.by,
      closure,
      text: { reason },
    });
}

function endClosure(state: RegionState, at: Instant, row: number, end: number): void {
  const { closures } = state.columns;
  if (isShut(state, row)) moveVersion(state);
  closures.state[row] = end;
  closures.endedAt[row] = at;
  touch(state, at, row);
  scheduleClosure(state, row);
}

/** The closure leaves the operational state; the log keeps it. */
export function retireClosure(state: RegionState, at: Instant, row: number): void {
  advance(state, at);
  const { closures, head } = state.columns;
  put(state, "closure.retired", at, row);
  setDue(closures, head.closureHeap, row, 0);
  state.text?.closures.delete(closures.number[row]);
  writeShape(state, row, undefined);
  giveClosureRow(state, row);
}

function put(
  state: RegionState,
  type: "closure.began" | "closure.review-due" | "closure.expired" | "closure.retired",
  at: Instant,
  row: number,
): void {
  if (!state.sink.open) return;
  const closure = state.columns.closures.number[row];
  state.sink.put({ type, at, entered: state.enteredAt, by: state.by, closure });
}
