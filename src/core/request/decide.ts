/**
 * Deciders of what follows when a request was asked. One life-cycle for people, units, kit, escorts and information, after EDXL-RM
 * 1.0, with the two things that it lacks: an acknowledgement and a deadline. Asking itself is in ask.ts, the table of the steps
 * in steps.ts.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, checkName, checkReason, checkText, reject, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { requestAnswers, requestDirections, requestStates } from "../vocabulary.ts";
import {
  answerRequest,
  arriveRequest,
  assignRequest,
  commitRequest,
  extendRequest,
  getRequestFacts,
  receiveRequest,
  releaseRequest,
  setOutRequest,
  withdrawRequest,
} from "./changes.ts";
import { checkAhead, checkDigest, checkOwner, checkQuantity } from "./check.ts";
import { endRequestAlarm } from "./due-work.ts";
import { receiptOf, type WordsDigest } from "./request-facts.ts";
import { deadlineOf, escortDeadline, isAskedEscort } from "./schedule.ts";
import { findStepRow } from "./steps.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function decideReceiveRequest(
  state: RegionState,
  command: Of<"request.receive">,
  { at }: CommandContext,
): Decision {
  const found = findStepRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const isIncoming = state.columns.requests.direction[row] === requestDirections.code.incoming;
  if (isIncoming && command.arrived !== undefined)
    return reject(
      refuse("value.invalid", "arrived: what arrives here is counted here; leave it out"),
    );
  const fault = checkDigest("arrived", command.arrived);
  if (fault !== undefined) return reject(fault);
  receive(state, at, row, isIncoming ? undefined : (command.arrived ?? null));
  endRequestAlarm(state, at, row);
  return accept();
}

/** `given` undefined: what this side counted when it came in. */
function receive(
  state: RegionState,
  at: Instant,
  row: number,
  given: WordsDigest | null | undefined,
): void {
  const facts = getRequestFacts(state, row);
  const arrived = given === undefined ? facts.arrived : given;
  const receipt = receiptOf(facts.sent, arrived);
  const { askedAt } = state.columns.requests;
  const deadlineAt = isAskedEscort(state, row)
    ? escortDeadline(state, askedAt[row], Math.max(at, askedAt[row] + 1))
    : deadlineOf(state, "received", at);
  receiveRequest(state, at, row, arrived, receipt, deadlineAt);
}

/** An answer to what nobody acknowledged is its acknowledgement as well. What was accepted can still be refused. */
export function decideAnswerRequest(
  state: RegionState,
  command: Of<"request.answer">,
  { at }: CommandContext,
): Decision {
  const found = findStepRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const { requests } = state.columns;
  const { answer, reason } = command;
  const fault =
    checkName("answer", requestAnswers, answer) ??
    (answer === "accepted"
      ? checkText("reason", reason, limits.reasonLength)
      : checkReason(reason)) ??
    (command.quantity === undefined
      ? undefined
      : checkQuantity(command.quantity, requests.quantity[row]));
  if (fault !== undefined) return reject(fault);
  if (answer === "refused" && command.quantity !== undefined)
    return reject(refuse("value.invalid", "quantity: a refusal has none; leave it out"));
  const now = requestStates.names[requests.state[row]];
  if (answer !== "refused" && (now === answer || now === "accepted" || now === "committed"))
    return reject(
      refuse("request.wrong-state", `request ${command.request} is ${now} already; commit it next`),
    );
  if (now === "asked") receive(state, at, row, undefined);
  const quantity = answer === "refused" ? 0 : (command.quantity ?? requests.quantity[row]);
  const deadlineAt = answer === "refused" ? noInstant : deadlineOf(state, answer, at);
  answerRequest(state, at, row, answer, quantity, deadlineAt, reason);
  endRequestAlarm(state, at, row);
  return accept();
}

export function decideCommit(
  state: RegionState,
  command: Of<"request.commit">,
  { at, now }: CommandContext,
): Decision {
  const found = findStepRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const { requests } = state.columns;
  const { quantity = requests.promised[row], etaAt } = command;
  const fault =
    checkQuantity(quantity, requests.quantity[row]) ??
    (etaAt === undefined ? undefined : checkAhead("etaAt", etaAt, now));
  if (fault !== undefined) return reject(fault);
  const deadlineAt = deadlineOf(state, "committed", at);
  commitRequest(state, at, row, quantity, etaAt ?? requests.etaAt[row], deadlineAt);
  endRequestAlarm(state, at, row);
  return accept();
}

export function decideSetOut(
  state: RegionState,
  command: Of<"request.set-out">,
  { at, now }: CommandContext,
): Decision {
  const found = findStepRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const fault = command.etaAt === undefined ? undefined : checkAhead("etaAt", command.etaAt, now);
  if (fault !== undefined) return reject(fault);
  const etaAt = command.etaAt ?? state.columns.requests.etaAt[row];
  setOutRequest(state, at, row, etaAt, deadlineOf(state, "on the way", at, etaAt));
  endRequestAlarm(state, at, row);
  return accept();
}

export function decideArrive(
  state: RegionState,
  command: Of<"request.arrive">,
  { at }: CommandContext,
): Decision {
  const found = findStepRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  arriveRequest(state, at, found.row, deadlineOf(state, "arrived", at));
  endRequestAlarm(state, at, found.row);
  return accept();
}

export function decideRelease(
  state: RegionState,
  command: Of<"request.release">,
  { at }: CommandContext,
): Decision {
  const found = findStepRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  const fault = checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  releaseRequest(state, at, found.row, command.reason);
  endRequestAlarm(state, at, found.row);
  return accept();
}

export function decideWithdraw(
  state: RegionState,
  command: Of<"request.withdraw">,
  { at }: CommandContext,
): Decision {
  const found = findStepRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  const fault = checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  withdrawRequest(state, at, found.row, command.reason);
  endRequestAlarm(state, at, found.row);
  return accept();
}

export function decideExtend(
  state: RegionState,
  command: Of<"request.extend">,
  { at, now }: CommandContext,
): Decision {
  const found = findStepRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  const fault = checkReason(command.reason) ?? checkAhead("deadlineAt", command.deadlineAt, now);
  if (fault !== undefined) return reject(fault);
  extendRequest(state, at, found.row, command.deadlineAt, command.reason);
  endRequestAlarm(state, at, found.row);
  return accept();
}

export function decideAssign(
  state: RegionState,
  command: Of<"request.assign">,
  { at }: CommandContext,
): Decision {
  const found = findStepRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  const fault = checkReason(command.reason) ?? checkOwner(command.owner);
  if (fault !== undefined) return reject(fault);
  assignRequest(state, at, found.row, command.owner, command.reason);
  return accept();
}
