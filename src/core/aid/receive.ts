/**
 * A message from a neighbour region. Each is taken once and in its order: what was taken before is ignored, what comes after a
 * gap is refused until the gap is filled. So a link that says everything twice, late or in another order comes to the same end
 * as one that never fails. A message is always taken, even where it crossed a step of this region and has no effect any more;
 * that is said with it. It happens when it was said, not when it came.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, checkText, reject, shown, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { answerRequest, askRequest, commitRequest, getRequestFacts, receiveRequest } from "../request/changes.ts"; // prettier-ignore
import { stepsFrom } from "../request/steps.ts";
import { endRequestAlarm } from "../request/due-work.ts";
import { receiptOf, type WordsDigest } from "../request/request-facts.ts";
import { deadlineOf, isOpenRequest } from "../request/schedule.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { aidSteps, requestStates, type AidEffect, type RequestState } from "../vocabulary.ts"; // prettier-ignore
import type { AidMessage, AidText } from "./aid-facts.ts";
import { findLinkedRow, linkRequest, takeMessage, tellRegion } from "./changes.ts";
import { askOn } from "./ask-on.ts";
import { checkFields, isDigest } from "./check-message.ts";
import { checkLetGo, checkNeighbour } from "./check.ts";
import { findGuest, isAwaited, listLoans } from "./loans.ts";
import { arrive, arriveUnits, isAsker, nameGuests, recallUnits, releaseUnits, setOut, settle, takeWithdrawal } from "./steps.ts"; // prettier-ignore

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
type MessageOf<S extends AidMessage["step"]> = Extract<AidMessage, { step: S }>;

export function decideReceiveMessage(
  state: RegionState,
  command: Of<"aid.receive">,
  { at }: CommandContext,
): Decision {
  const { fromRegion, position, message, text } = command;
  const fault = checkNeighbour(state, fromRegion) ?? checkMessage(command);
  if (fault !== undefined) return reject(fault);
  const peer = getPolicy(state).aid.neighbourIndex.get(fromRegion) ?? 0;
  const taken = state.columns.peers.taken[peer];
  if (position <= taken) return accept();
  if (position > taken + 1)
    return reject(
      refuse(
        "aid.gap",
        `position: got ${position} of ${fromRegion}, expected ${taken + 1}; send what lies between first`,
      ),
    );
  if (message.step === "ask") takeAsk(state, at, command, message);
  else takeStep(state, at, fromRegion, position, message, text);
  return accept();
}

function checkMessage({
  fromRegion,
  position,
  message,
  text,
  digest,
}: Of<"aid.receive">): Refusal | undefined {
  if (digest !== undefined && !isDigest(digest))
    return refuse("value.invalid", "digest: expected sha256 and bytes");
  if (!Number.isSafeInteger(position) || position < 1)
    return refuse("value.invalid", `position: got ${shown(position)}, expected a number from 1`);
  if (
    typeof message !== "object" ||
    (message as AidMessage | null) === null ||
    !aidSteps.has(message.step)
  )
    return refuse("value.invalid", `message: expected a step of ${aidSteps.names.join(", ")}`);
  if (message.step === "ask" && message.asker !== fromRegion)
    return refuse(
      "value.invalid",
      `message.asker: got "${shown(message.asker)}", expected "${fromRegion}"`,
    );
  return (
    checkFields(message) ??
    checkText("text.words", text?.words, limits.noteLength) ??
    checkText("text.reason", text?.reason, limits.reasonLength)
  );
}

/** What is asked becomes an incoming request of this region, with a deadline, an owner and a chain of its own. */
function takeAsk(
  state: RegionState,
  at: Instant,
  { fromRegion, position, text, digest }: Of<"aid.receive">,
  message: MessageOf<"ask">,
): void {
  const { config, requests } = getPolicy(state);
  const hasRoom = state.columns.head.heldRequests[0] < limits.requests;
  takeMessage(state, at, fromRegion, position, message, hasRoom ? "applied" : "no room");
  const { asker, number, terms } = message;
  if (!hasRoom) {
    const answer = { step: "answer", answer: "refused", quantity: 0, asker, number } as const;
    const reason = `${config.name} holds as many requests as it can`;
    tellRegion(state, at, fromRegion, answer, { reason });
    return;
  }
  const words = text?.words;
  const row = askRequest(
    state,
    at,
    {
      direction: "incoming",
      kind: message.kind,
      item: message.item !== null && requests.kitIndex.has(message.item) ? message.item : null,
      quantity: message.quantity,
      party: { kind: "region", code: fromRegion },
      owner: { kind: "role", name: requests.rule.chain[0].role },
      neededAt: message.neededAt,
      deadlineAt: deadlineOf(state, "asked", at),
      incident: null,
      sent: message.sent,
      arrived: words === undefined ? null : (digest ?? null),
    },
    words === undefined ? undefined : { words },
  );
  linkRequest(state, at, row, number, terms);
}

/** Applied where the request stands so that it can be; else it is only taken. */
function takeStep(
  state: RegionState,
  at: Instant,
  from: string,
  position: number,
  message: Exclude<AidMessage, { step: "ask" }>,
  text: AidText | undefined,
): void {
  const row = findLinkedRow(state, message.asker, message.number);
  const isTheirs = row >= 0 && getRequestFacts(state, row).party.code === from;
  const fits = isTheirs && fitsNow(state, row, message);
  const effect: AidEffect = fits ? "applied" : "too late";
  takeMessage(state, at, from, position, message, effect);
  if (!fits) return;
  // A step that was taken here meanwhile stays the later one.
  const { requests, units } = state.columns;
  const loans = listLoans(state, requests.number[row]);
  const stepAt = Math.max(
    at,
    requests.changedAt[row],
    ...loans.map((unit) => units.statusAt[unit]),
  );
  apply(state, stepAt, row, from, message, text?.reason ?? "");
}

const awayStates: readonly RequestState[] = ["committed", "on the way", "arrived"];

/** In which states of the request each message has an effect, and from which side it comes. */
const fitsIn: {
  readonly [S in Exclude<AidMessage["step"], "ask">]: {
    readonly states: readonly RequestState[];
    /** Heard by the region that asks. */
    readonly byAsker: boolean | "either";
  };
} = {
  receive: { states: stepsFrom["request.receive"], byAsker: true },
  answer: { states: ["asked", "received", "provisional", "accepted", "committed"], byAsker: true },
  commit: { states: stepsFrom["request.commit"], byAsker: true },
  "set out": { states: ["accepted", "committed", "on the way"], byAsker: true },
  arrive: { states: ["accepted", ...awayStates], byAsker: "either" },
  release: { states: awayStates, byAsker: false },
  withdraw: { states: stepsFrom["request.withdraw"], byAsker: false },
  recall: { states: awayStates, byAsker: true },
  return: { states: awayStates, byAsker: true },
};

function fitsNow(
  state: RegionState,
  row: number,
  { step }: Exclude<AidMessage, { step: "ask" }>,
): boolean {
  const { states, byAsker } = fitsIn[step];
  if (byAsker !== "either" && byAsker !== isAsker(state, row)) return false;
  return (
    isOpenRequest(state, row) &&
    states.includes(requestStates.names[state.columns.requests.state[row]])
  );
}

function apply(
  state: RegionState,
  at: Instant,
  row: number,
  from: string,
  message: Exclude<AidMessage, { step: "ask" }>,
  reason: string,
): void {
  switch (message.step) {
    case "receive":
      receive(state, at, row, message.arrived);
      return;
    case "answer":
      answer(state, at, row, message, reason);
      askOn(state, at, row);
      return;
    case "commit":
      commit(state, at, row, from, message);
      return;
    case "set out":
      setOut(state, at, row, message.etaAt);
      return;
    case "arrive":
      takeArrival(state, at, row, message.units);
      return;
    case "release":
      if (message.units.length === 0) settle(state, at, row, reason);
      else releaseUnits(state, at, row, knownLoans(state, row, message.units), reason);
      return;
    case "withdraw":
      takeWithdrawal(state, at, row, reason);
      return;
    case "recall":
      recallUnits(state, at, row, guestsOf(state, row, from, message.units));
      return;
    case "return":
      takeReturn(state, at, row, guestsOf(state, row, from, message.units), reason);
  }
}

function receive(state: RegionState, at: Instant, row: number, arrived: WordsDigest | null): void {
  const receipt = receiptOf(getRequestFacts(state, row).sent, arrived);
  receiveRequest(state, at, row, arrived, receipt, deadlineOf(state, "received", at));
  endRequestAlarm(state, at, row);
}

function answer(
  state: RegionState,
  at: Instant,
  row: number,
  message: MessageOf<"answer">,
  reason: string,
): void {
  const isAsked = state.columns.requests.state[row] === requestStates.code.asked;
  if (isAsked) receive(state, at, row, null);
  const quantity = Math.min(message.quantity, state.columns.requests.quantity[row]);
  const isRefused = message.answer === "refused";
  const deadlineAt = isRefused ? 0 : deadlineOf(state, message.answer, at);
  answerRequest(state, at, row, message.answer, isRefused ? 0 : quantity, deadlineAt, reason === "" ? undefined : reason); // prettier-ignore
  endRequestAlarm(state, at, row);
}

function commit(
  state: RegionState,
  at: Instant,
  row: number,
  from: string,
  { units, quantity, etaAt }: MessageOf<"commit">,
): void {
  if (units.length > 0) {
    nameGuests(state, at, row, from, units, etaAt);
    return;
  }
  const most = Math.min(quantity, state.columns.requests.quantity[row]);
  commitRequest(state, at, row, most, etaAt, deadlineOf(state, "committed", at));
  endRequestAlarm(state, at, row);
}

/** Of the units said, those of this region that are out for the request. */
function knownLoans(state: RegionState, row: number, said: readonly number[]): number[] {
  return listLoans(state, state.columns.requests.number[row], (unit) => said.includes(unit));
}

function guestsOf(
  state: RegionState,
  row: number,
  from: string,
  said: readonly number[],
): number[] {
  const peer = getPolicy(state).aid.neighbourIndex.get(from) ?? 0;
  const guests = new Set(said.map((homeUnit) => findGuest(state, peer, homeUnit)));
  return listLoans(state, state.columns.requests.number[row], (unit) => guests.has(unit));
}

function takeArrival(state: RegionState, at: Instant, row: number, said: readonly number[]): void {
  const isArrived = state.columns.requests.state[row] === requestStates.code.arrived;
  if (said.length === 0) {
    if (!isArrived) arrive(state, at, row);
    return;
  }
  const awaited = knownLoans(state, row, said).filter((unit) => isAwaited(state, unit));
  arriveUnits(state, at, row, awaited);
}

/** They are home whatever this region thinks. One that holds an incident here stays on it until a person looks: an alarm. */
function takeReturn(
  state: RegionState,
  at: Instant,
  row: number,
  guests: readonly number[],
  reason: string,
): void {
  const idle = guests.filter((unit) => checkLetGo(state, [unit]) === undefined);
  const busy = guests.filter((unit) => !idle.includes(unit));
  const { recalled } = state.columns.units;
  recallUnits(state, at, row, busy.filter((unit) => recalled[unit] === 0)); // prettier-ignore
  if (idle.length > 0) releaseUnits(state, at, row, idle, reason);
}
