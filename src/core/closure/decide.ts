/**
 * Deciders of closures. Anybody on the list may say that a road is shut; only a dispatcher or supervisor makes travel
 * keep off it. Every closure has an end from the beginning, and nobody is asked to trust one that nobody looked at.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkCodes,
  checkIncident,
  checkName,
  checkOrder,
  checkReason,
  checkText,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { Policy } from "../region/policy.ts";
import { findClosureRow, getPolicy, type RegionState } from "../state/region-state.ts";
import {
  closureSources,
  closureStates,
  contentGrades,
  sourceGrades,
  type ContentGrade,
  type SourceGrade,
} from "../vocabulary.ts";
import {
  amendClosure,
  classBits,
  confirmClosure,
  liftClosure,
  renewClosure,
  reportClosure,
  shutsOther,
  type AmendedFacts,
  type ReportedFacts,
} from "./changes.ts";
import { classCodes, getClosure } from "./read.ts";
import { isOpenClosure, reviewAtOf } from "./schedule.ts";
import { checkDirection, checkShape } from "./shape.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function decideReport(
  state: RegionState,
  command: Of<"closure.report">,
  context: CommandContext,
): Decision {
  const { confirm, description } = command;
  const fault = checkReport(state, command, context);
  if (fault !== undefined) return reject(fault);
  const facts = reportedFacts(state, command, context);
  const text = description === undefined ? undefined : { description };
  const row = reportClosure(state, context.at, facts, text);
  const { sourceGrade, contentGrade, reviewAt } = facts;
  if (confirm === true) confirmClosure(state, context.at, row, sourceGrade, contentGrade, reviewAt);
  return accept({ closure: state.columns.closures.number[row] });
}

function checkReport(
  state: RegionState,
  command: Of<"closure.report">,
  context: CommandContext,
): Refusal | undefined {
  const { sinceAt = context.at, incident } = command;
  return (
    checkShape(command.shape) ??
    checkDirection(command.shape.kind, command.direction ?? "both", command.bearingDegrees) ??
    checkClasses(getPolicy(state), command.classes) ??
    checkName("source", closureSources, command.source) ??
    checkGrades(command) ??
    checkText("description", command.description, limits.descriptionLength) ??
    checkSince(sinceAt, context.now) ??
    checkEnd(sinceAt, command.reviewAt, command.expiresAt, context) ??
    (incident === undefined ? undefined : checkIncident(state, incident)) ??
    checkRoom(state)
  );
}

function reportedFacts(
  state: RegionState,
  command: Of<"closure.report">,
  { at }: CommandContext,
): ReportedFacts {
  const { sinceAt = at, expiresAt } = command;
  return {
    shape: command.shape,
    direction: command.direction ?? "both",
    bearingDegrees: command.bearingDegrees ?? null,
    classes: classesOf(state, command.classes, getPolicy(state).motorMask),
    source: command.source,
    sourceGrade: command.sourceGrade ?? "not graded",
    contentGrade: command.contentGrade ?? "not graded",
    sinceAt,
    reviewAt: command.reviewAt ?? reviewAtOf(state, at, sinceAt, expiresAt),
    expiresAt,
    incident: command.incident ?? null,
  };
}

/** Each once, in the order of the configuration. */
function classesOf(
  state: RegionState,
  given: readonly string[] | undefined,
  otherwise: number,
): string[] {
  return classCodes(state, given === undefined ? otherwise : classBits(state, given));
}

function checkClasses(policy: Policy, classes: readonly string[] | undefined): Refusal | undefined {
  if (classes === undefined) return undefined;
  if (Array.isArray(classes) && classes.length === 0)
    return refuse(
      "value.invalid",
      "classes: got none, expected at least one; lift the closure instead",
    );
  return checkCodes("vehicle classes", policy.classIndex, classes);
}

function checkGrades(given: {
  readonly sourceGrade?: SourceGrade;
  readonly contentGrade?: ContentGrade;
}): Refusal | undefined {
  const { sourceGrade = "not graded", contentGrade = "not graded" } = given;
  return (
    checkName("sourceGrade", sourceGrades, sourceGrade) ??
    checkName("contentGrade", contentGrades, contentGrade)
  );
}

function checkSince(sinceAt: Instant, now: Instant): Refusal | undefined {
  if (Number.isSafeInteger(sinceAt) && Math.abs(sinceAt - now) <= limits.closureMicros)
    return undefined;
  return refuse("value.invalid", "sinceAt: expected a time at most 366 days from now");
}

/** A closure ends after now and after it began, and is looked at before it ends. */
function checkEnd(
  sinceAt: Instant,
  reviewAt: Instant | undefined,
  expiresAt: Instant,
  { at, now }: CommandContext,
): Refusal | undefined {
  const isTime = Number.isSafeInteger(expiresAt) && expiresAt <= now + limits.closureMicros;
  if (!isTime || expiresAt <= now || expiresAt <= sinceAt)
    return refuse(
      "value.invalid",
      "expiresAt: every closure needs an end; expected a time after now and after it began, at most 366 days ahead",
    );
  if (reviewAt === undefined) return undefined;
  if (Number.isSafeInteger(reviewAt) && reviewAt > Math.max(at, sinceAt) && reviewAt <= expiresAt)
    return undefined;
  return refuse(
    "value.invalid",
    "reviewAt: expected a time after it began and not after it expires",
  );
}

function checkRoom(state: RegionState): Refusal | undefined {
  if (state.columns.head.heldClosures[0] < limits.closures) return undefined;
  return refuse(
    "limit.closures",
    `${limits.closures} closures stand already, lifted ones of the last day included; lift what is open again, draw an area instead of many lines`,
  );
}

/** The row of a closure that may still be changed `at`; a refusal when there is none. */
function findChangeable(
  state: RegionState,
  closure: number,
  at: Instant,
  expiredToo: boolean,
): { readonly row: number } | { readonly refusal: Refusal } {
  const row = findClosureRow(state, closure);
  if (row < 0)
    return {
      refusal: refuse(
        "closure.unknown",
        `closure ${shown(closure)}: no such closure in the operational state`,
      ),
    };
  const { closures } = state.columns;
  const isExpired = closures.state[row] === closureStates.code.expired;
  if (!isOpenClosure(state, row) && !(expiredToo && isExpired))
    return {
      refusal: refuse(
        "closure.wrong-state",
        `closure ${closure} is ${closureStates.names[closures.state[row]]}; ${isExpired ? "renew it first" : "report it anew"}`,
      ),
    };
  const refusal = checkOrder(at, closures.changedAt[row], "closure", closure);
  return refusal === undefined ? { row } : { refusal };
}

export function decideConfirm(
  state: RegionState,
  command: Of<"closure.confirm">,
  context: CommandContext,
): Decision {
  const found = findChangeable(state, command.closure, context.at, false);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const { closures } = state.columns;
  if (closures.state[row] === closureStates.code.confirmed)
    return reject(
      refuse(
        "closure.wrong-state",
        `closure ${command.closure} is confirmed already; renew it when it still stands`,
      ),
    );
  const fault = checkGrades(command);
  if (fault !== undefined) return reject(fault);
  const {
    sourceGrade = sourceGrades.names[closures.sourceGrade[row]],
    contentGrade = contentGrades.names[closures.contentGrade[row]],
  } = command;
  const reviewAt = reviewAtOf(state, context.at, closures.sinceAt[row], closures.expiresAt[row]);
  confirmClosure(state, context.at, row, sourceGrade, contentGrade, reviewAt);
  return accept();
}

export function decideAmend(
  state: RegionState,
  command: Of<"closure.amend">,
  context: CommandContext,
): Decision {
  const found = findChangeable(state, command.closure, context.at, false);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const wrong = checkReason(command.reason) ?? checkText("description", command.description, limits.descriptionLength); // prettier-ignore
  const fault =
    wrong ??
    (command.shape === undefined ? undefined : checkShape(command.shape)) ??
    checkClasses(getPolicy(state), command.classes) ??
    checkGrades(command);
  if (fault !== undefined) return reject(fault);
  const facts = amendedFacts(state, row, command);
  const astray = checkDirection(facts.shape.kind, facts.direction, facts.bearingDegrees);
  if (astray !== undefined) return reject(astray);
  const { description, reason } = command;
  if (description === undefined && !isAmended(state, row, facts))
    return reject(
      refuse(
        "closure.unchanged",
        `closure ${command.closure} is like that already; say what is other`,
      ),
    );
  const text = description === undefined ? { reason } : { reason, description };
  amendClosure(state, context.at, row, facts, text);
  return accept();
}

function isAmended(state: RegionState, row: number, facts: AmendedFacts): boolean {
  const { sourceGrade, contentGrade } = state.columns.closures;
  return (
    sourceGrades.code[facts.sourceGrade] !== sourceGrade[row] ||
    contentGrades.code[facts.contentGrade] !== contentGrade[row] ||
    shutsOther(state, row, facts)
  );
}

/** What stands, with what the command names instead. A new direction drops the bearing of the old one. */
function amendedFacts(state: RegionState, row: number, command: Of<"closure.amend">): AmendedFacts {
  const stands = getClosure(state, row);
  const direction = command.direction ?? stands.direction;
  const kept = direction === stands.direction ? stands.bearingDegrees : null;
  return {
    shape: command.shape ?? stands.shape,
    direction,
    bearingDegrees: command.bearingDegrees ?? kept,
    classes: classesOf(state, command.classes, stands.classMask),
    sourceGrade: command.sourceGrade ?? stands.sourceGrade,
    contentGrade: command.contentGrade ?? stands.contentGrade,
  };
}

export function decideRenew(
  state: RegionState,
  command: Of<"closure.renew">,
  context: CommandContext,
): Decision {
  const found = findChangeable(state, command.closure, context.at, true);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const { sinceAt } = state.columns.closures;
  const { expiresAt, reviewAt, reason } = command;
  const fault = checkReason(reason) ?? checkEnd(sinceAt[row], reviewAt, expiresAt, context);
  if (fault !== undefined) return reject(fault);
  const due = reviewAt ?? reviewAtOf(state, context.at, sinceAt[row], expiresAt);
  renewClosure(state, context.at, row, due, expiresAt, reason);
  endItsAlarm(state, context.at, row);
  return accept();
}

export function decideLift(
  state: RegionState,
  command: Of<"closure.lift">,
  context: CommandContext,
): Decision {
  const found = findChangeable(state, command.closure, context.at, true);
  if ("refusal" in found) return reject(found.refusal);
  const fault = checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  liftClosure(state, context.at, found.row, command.reason);
  endItsAlarm(state, context.at, found.row);
  return accept();
}

function endItsAlarm(state: RegionState, at: Instant, row: number): void {
  endAlarmOf(state, at, state.columns.closures.alarm, row);
}
