/**
 * Deciders of requests. One life-cycle for people, units, kit, escorts and information, after EDXL-RM 1.0, with the two things
 * that it lacks: an acknowledgement and a deadline. Which step may follow which stands in one table; who of the two sides may
 * take it is checked in partner.ts.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkCode,
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
import { findRequestRow, getPolicy, type RegionState } from "../state/region-state.ts";
import {
  ownerKinds,
  partyKinds,
  requestAnswers,
  requestDirections,
  requestKinds,
  requestStates,
  roles,
  type RequestState,
} from "../vocabulary.ts";
import {
  answerRequest,
  arriveRequest,
  askRequest,
  assignRequest,
  commitRequest,
  extendRequest,
  getRequestFacts,
  receiveRequest,
  releaseRequest,
  setOutRequest,
  withdrawRequest,
} from "./changes.ts";
import { endRequestAlarm } from "./due-work.ts";
import { receiptOf, type Owner, type Party, type WordsDigest } from "./request-facts.ts";
import { deadlineOf, escortDeadline, isAskedEscort } from "./schedule.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
type Steps = { readonly [T in Command["type"]]?: readonly RequestState[] };

/** From which states each step may be taken. What ended stays ended; it is asked for anew. */
export const stepsFrom = {
  "request.receive": ["asked"],
  "request.answer": ["asked", "received", "provisional", "accepted", "committed"],
  "request.commit": ["accepted", "provisional", "committed"],
  "request.set-out": ["accepted", "committed", "on the way"],
  "request.arrive": ["accepted", "committed", "on the way"],
  "request.release": ["arrived"],
  "request.withdraw": [
    "asked",
    "received",
    "accepted",
    "provisional",
    "committed",
    "on the way",
    "arrived",
  ],
  "request.extend": [
    "asked",
    "received",
    "accepted",
    "provisional",
    "committed",
    "on the way",
    "arrived",
  ],
  "request.assign": [
    "asked",
    "received",
    "accepted",
    "provisional",
    "committed",
    "on the way",
    "arrived",
  ],
} as const satisfies Steps;

export function decideAsk(
  state: RegionState,
  command: Of<"request.ask">,
  context: CommandContext,
): Decision {
  const fault = checkAsk(state, command, context);
  if (fault !== undefined) return reject(fault);
  const { direction, kind, quantity, party, words, digest } = command;
  const isOutgoing = direction === "outgoing";
  const here = words === undefined ? null : (digest ?? null);
  const row = askRequest(
    state,
    context.at,
    {
      direction,
      kind,
      item: command.item ?? null,
      quantity,
      party: { kind: party.kind, code: party.code },
      owner: command.owner ?? standardOwner(state, isOutgoing, context.by),
      neededAt: command.neededAt ?? noInstant,
      deadlineAt: firstDeadline(state, command, context.at),
      incident: command.incident ?? null,
      sent: isOutgoing ? here : (command.stated ?? null),
      arrived: isOutgoing ? null : here,
    },
    words === undefined ? undefined : { words },
  );
  return accept({ request: state.columns.requests.number[row] });
}

/** An escort is acknowledged within the minute, whatever else was asked for. */
function firstDeadline(
  state: RegionState,
  { kind, direction, deadlineAt }: Of<"request.ask">,
  at: Instant,
): Instant {
  const given = deadlineAt ?? deadlineOf(state, "asked", at);
  const isEscort = kind === "escort" && direction === "incoming";
  return isEscort ? Math.min(given, escortDeadline(state, at, at)) : given;
}

function standardOwner(state: RegionState, isOutgoing: boolean, by: string): Owner {
  if (isOutgoing && by !== "system") return { kind: "account", name: by };
  return { kind: "role", name: getPolicy(state).requests.rule.chain[0].role };
}

function checkAsk(
  state: RegionState,
  command: Of<"request.ask">,
  { now }: CommandContext,
): Refusal | undefined {
  const { kind, item, incident, neededAt, deadlineAt } = command;
  return (
    checkName("direction", requestDirections, command.direction) ??
    checkName("kind", requestKinds, kind) ??
    checkItem(state, kind, item) ??
    checkQuantity(command.quantity, limits.requestQuantity) ??
    checkParty(state, command) ??
    (command.owner === undefined ? undefined : checkOwner(command.owner)) ??
    checkText("words", command.words, limits.noteLength) ??
    checkDigests(command) ??
    (neededAt === undefined ? undefined : checkAhead("neededAt", neededAt, now)) ??
    (deadlineAt === undefined ? undefined : checkAhead("deadlineAt", deadlineAt, now)) ??
    (incident === undefined ? undefined : checkIncident(state, incident)) ??
    checkRoom(state)
  );
}

function checkItem(
  state: RegionState,
  kind: string,
  item: string | undefined,
): Refusal | undefined {
  if (item === undefined)
    return kind === "kit"
      ? refuse("value.invalid", "item: got none, expected the code of the kit that is asked for")
      : undefined;
  if (kind !== "kit")
    return refuse("value.invalid", `item: got "${shown(item)}", but only kit has one`);
  return checkCode("kit", getPolicy(state).requests.kitIndex, item);
}

function checkQuantity(quantity: number, most: number): Refusal | undefined {
  if (Number.isInteger(quantity) && quantity >= 1 && quantity <= most) return undefined;
  return refuse(
    "value.invalid",
    `quantity: got ${shown(quantity)}, expected a whole number from 1 to ${most}`,
  );
}

function checkParty(
  state: RegionState,
  { party, direction }: Of<"request.ask">,
): Refusal | undefined {
  if (typeof party !== "object" || (party as Party | null) === null)
    return refuse("value.invalid", "party: expected a kind and a code");
  const { kind, code } = party;
  const fault = checkName("party.kind", partyKinds, kind) ?? checkShort("party.code", code);
  if (fault !== undefined) return fault;
  const { config, requests } = getPolicy(state);
  if ((kind === "own region") !== (code === config.id))
    return refuse(
      "value.invalid",
      `party.code: got "${shown(code)}", expected "${config.id}" for the own region and for no other`,
    );
  if (kind === "own region" && direction === "incoming")
    return refuse(
      "value.invalid",
      "direction: what is asked within the own region is outgoing; a role or account owns the answer",
    );
  if (kind !== "partner" || requests.partnerCodes.size === 0 || requests.partnerCodes.has(code))
    return undefined;
  // A partner that no configuration names speaks for itself by its account.
  return direction === "incoming"
    ? undefined
    : refuse(
        "code.unknown",
        `party.code: got "${shown(code)}", expected one of the region's partners: ${[...requests.partnerCodes].slice(0, 10).join(", ")}`,
      );
}

function checkShort(name: string, value: string): Refusal | undefined {
  if (typeof value === "string" && value.trim() !== "" && value.length <= limits.codeLength)
    return undefined;
  return refuse(
    "value.invalid",
    `${name}: got ${shown(value)}, expected 1 to ${limits.codeLength} characters`,
  );
}

export function checkOwner(owner: Owner): Refusal | undefined {
  if (typeof owner !== "object" || (owner as Owner | null) === null)
    return refuse("value.invalid", "owner: expected a kind and a name");
  return (
    checkName("owner.kind", ownerKinds, owner.kind) ??
    (owner.kind === "role"
      ? checkName("owner.name", roles, owner.name)
      : checkShort("owner.name", owner.name))
  );
}

const sha256Text = /^[0-9a-f]{64}$/;

function checkDigest(name: string, digest: WordsDigest | undefined): Refusal | undefined {
  if (digest === undefined) return undefined;
  const isDigest =
    typeof digest === "object" &&
    (digest as WordsDigest | null) !== null &&
    typeof digest.sha256 === "string" &&
    sha256Text.test(digest.sha256) &&
    Number.isSafeInteger(digest.bytes) &&
    digest.bytes >= 0;
  if (isDigest) return undefined;
  return refuse(
    "value.invalid",
    `${name}: expected sha256 (64 hexadecimal digits, lower case) and bytes of the words in UTF-8`,
  );
}

function checkDigests({ direction, stated, digest }: Of<"request.ask">): Refusal | undefined {
  if (direction === "outgoing" && stated !== undefined)
    return refuse(
      "value.invalid",
      "stated: what we send is counted here; only who asks us states what it sent",
    );
  return checkDigest("stated", stated) ?? checkDigest("digest", digest);
}

function checkAhead(name: string, at: Instant, now: Instant): Refusal | undefined {
  if (Number.isSafeInteger(at) && at > now && at <= now + limits.requestAheadMicros)
    return undefined;
  return refuse("value.invalid", `${name}: expected a time from now on, at most 30 days ahead`);
}

function checkRoom(state: RegionState): Refusal | undefined {
  if (state.columns.head.heldRequests[0] < limits.requests) return undefined;
  return refuse(
    "limit.requests",
    `${limits.requests} requests stand already, ended ones of the last day included; release or withdraw what is done`,
  );
}

/** The row of a request that may take this step `at`; a refusal when there is none. */
function findRow(
  state: RegionState,
  type: keyof typeof stepsFrom,
  request: number,
  at: Instant,
): { readonly row: number } | { readonly refusal: Refusal } {
  const row = findRequestRow(state, request);
  if (row < 0) return { refusal: unknownRequest(request) };
  const { requests } = state.columns;
  const now = requestStates.names[requests.state[row]];
  const from: readonly RequestState[] = stepsFrom[type];
  if (!from.includes(now))
    return {
      refusal: refuse(
        "request.wrong-state",
        `request ${request} is ${now}; ${type} is for one that is ${from.join(", ")}`,
      ),
    };
  const refusal = checkOrder(at, requests.changedAt[row], "request", request);
  return refusal === undefined ? { row } : { refusal };
}

export function unknownRequest(request: number): Refusal {
  return refuse(
    "request.unknown",
    `request ${shown(request)}: no such request in the operational state`,
  );
}

export function decideReceiveRequest(
  state: RegionState,
  command: Of<"request.receive">,
  { at }: CommandContext,
): Decision {
  const found = findRow(state, command.type, command.request, at);
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
  const found = findRow(state, command.type, command.request, at);
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
  const found = findRow(state, command.type, command.request, at);
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
  const found = findRow(state, command.type, command.request, at);
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
  const found = findRow(state, command.type, command.request, at);
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
  const found = findRow(state, command.type, command.request, at);
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
  const found = findRow(state, command.type, command.request, at);
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
  const found = findRow(state, command.type, command.request, at);
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
  const found = findRow(state, command.type, command.request, at);
  if ("refusal" in found) return reject(found.refusal);
  const fault = checkReason(command.reason) ?? checkOwner(command.owner);
  if (fault !== undefined) return reject(fault);
  assignRequest(state, at, found.row, command.owner, command.reason);
  return accept();
}
