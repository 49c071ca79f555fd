/**
 * Deciders of mutual aid between regions: asking for units, naming those that go, their coming, their leaving, the wish to have
 * them back, their being home. What a region does is said to the other by a message; what that one does comes in by receive.ts.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkCode,
  checkCodes,
  checkName,
  checkPoint,
  checkReason,
  checkUnit,
  checkUnitOrder,
  refuseLate,
  reject,
  unitName,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { decideAsk } from "../request/ask.ts";
import { stepsFrom } from "../request/steps.ts";
import { answerRequest, getRequestFacts, receiveRequest } from "../request/changes.ts";
import { receiptOf } from "../request/request-facts.ts";
import { deadlineOf } from "../request/schedule.ts";
import { findRequestRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { grades, loanStates, requestStates, type RequestState } from "../vocabulary.ts";
import { skillCodes } from "../roster/read.ts";
import type { AidTerms, LentUnit } from "./aid-facts.ts";
import { endLack, findNextRegion } from "./ask-on.ts";
import { checkLend, checkLetGo, checkNeighbour, findLinked, pickLoans } from "./check.ts";
import { linkRequest } from "./changes.ts";
import { isAwaited } from "./loans.ts";
import { arriveUnits, bringHome, lendUnits, recallUnits, releaseUnits } from "./steps.ts";
import { tell, tellAsk } from "./tell.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const loans = loanStates.code;

export function decideAidAsk(
  state: RegionState,
  command: Of<"aid.ask">,
  context: CommandContext,
): Decision {
  const fault = checkTerms(state, command, context.now);
  if (fault !== undefined) return reject(fault);
  const { quantity, words, neededAt, deadlineAt, owner, incident, digest } = command;
  const region = command.region ?? findNextRegion(state, 0) ?? "";
  const decision = decideAsk(
    state,
    {
      type: "request.ask",
      direction: "outgoing",
      kind: "units",
      quantity,
      party: { kind: "region", code: region },
      ...(words === undefined ? {} : { words }),
      ...(neededAt === undefined ? {} : { neededAt }),
      ...(deadlineAt === undefined ? {} : { deadlineAt }),
      ...(owner === undefined ? {} : { owner }),
      ...(incident === undefined ? {} : { incident }),
      ...(digest === undefined ? {} : { digest }),
    },
    context,
  );
  if (decision.refusal !== undefined) return decision;
  const number = decision.made.request ?? 0;
  const row = findRequestRow(state, number);
  const line = command.region === undefined ? { first: number, wanted: quantity } : undefined;
  linkRequest(state, context.at, row, number, termsOf(state, command), line);
  tellAsk(state, context.at, row, words);
  endLack(state, context.at);
  return decision;
}

function termsOf(
  state: RegionState,
  { skills, grade, area, untilAt, meet }: Of<"aid.ask">,
): AidTerms {
  const { latE7, lonE7 } = meet ?? getPolicy(state).config.centre;
  return {
    skills: [...(skills ?? [])],
    grade: grade ?? null,
    area: area ?? null,
    untilAt,
    meet: { latE7, lonE7 },
  };
}

function checkTerms(
  state: RegionState,
  { region, quantity, skills, grade, area, untilAt, meet }: Of<"aid.ask">,
  now: Instant,
): Refusal | undefined {
  const { skillIndex, areaIndex } = getPolicy(state);
  return (
    checkNeighbour(state, region ?? findNextRegion(state, 0) ?? "") ??
    (Number.isInteger(quantity) && quantity >= 1 && quantity <= limits.unitsPerCommand
      ? undefined
      : refuse(
          "value.invalid",
          `quantity: expected 1 to ${limits.unitsPerCommand} units; ask again for more`,
        )) ??
    checkCodes("skills", skillIndex, skills ?? []) ??
    (grade === undefined ? undefined : checkName("grade", grades, grade)) ??
    (area === undefined ? undefined : checkCode("areas", areaIndex, area)) ??
    (meet === undefined ? undefined : checkPoint(meet?.latE7, meet?.lonE7)) ??
    (Number.isSafeInteger(untilAt) && untilAt > now && untilAt <= now + limits.loanMicros
      ? undefined
      : refuse("value.invalid", "untilAt: expected a time from now on, at most 14 days ahead"))
  );
}

/** The row of a linked request that may take the step. */
function findStep(
  state: RegionState,
  request: number,
  direction: "outgoing" | "incoming",
  from: readonly RequestState[],
  type: string,
  at: Instant,
): { readonly row: number } | { readonly refusal: Refusal } {
  const found = findLinked(state, request, direction);
  if ("refusal" in found) return found;
  const { requests } = state.columns;
  const now = requestStates.names[requests.state[found.row]];
  if (!from.includes(now))
    return {
      refusal: refuse(
        "request.wrong-state",
        `request ${request} is ${now}; ${type} is for one that is ${from.join(", ")}`,
      ),
    };
  if (at < requests.changedAt[found.row]) return { refusal: refuseLate(`request ${request}`) };
  return found;
}

/** To name units for what nobody has answered yet is to acknowledge and accept it. */
export function decideLend(
  state: RegionState,
  command: Of<"aid.commit">,
  { at, now }: CommandContext,
): Decision {
  const from = ["asked", "received", ...stepsFrom["request.commit"]] as const;
  const found = findStep(state, command.request, "incoming", from, command.type, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const { units, etaAt } = command;
  const fault =
    (etaAt === undefined || (Number.isSafeInteger(etaAt) && etaAt > now)
      ? undefined
      : refuse("value.invalid", "etaAt: expected a time from now on")) ??
    checkLend(state, command, row) ??
    checkUnitsOrder(state, units, at);
  if (fault !== undefined) return reject(fault);
  acceptFirst(state, at, row, units.length);
  lendUnits(state, at, row, units, etaAt ?? noInstant);
  const { requests } = state.columns;
  tell(state, at, row, {
    step: "commit",
    quantity: requests.promised[row],
    etaAt: requests.etaAt[row],
    units: units.map((unit) => describeUnit(state, unit)),
  });
  return accept();
}

function checkUnitsOrder(
  state: RegionState,
  units: readonly number[],
  at: Instant,
): Refusal | undefined {
  for (const unit of units) {
    const late = checkUnitOrder(state, at, state.columns.units.statusAt[unit], unit);
    if (late !== undefined) return late;
  }
  return undefined;
}

function acceptFirst(state: RegionState, at: Instant, row: number, quantity: number): void {
  const { requests } = state.columns;
  const now = requestStates.names[requests.state[row]];
  if (now === "asked") {
    const { sent, arrived } = getRequestFacts(state, row);
    receiveRequest(state, at, row, arrived, receiptOf(sent, arrived), deadlineOf(state, "received", at)); // prettier-ignore
    tell(state, at, row, { step: "receive", arrived });
  }
  if (now === "asked" || now === "received" || now === "provisional") {
    answerRequest(state, at, row, "accepted", quantity, deadlineOf(state, "accepted", at), undefined); // prettier-ignore
    tell(state, at, row, { step: "answer", answer: "accepted", quantity });
  }
}

function describeUnit(state: RegionState, unit: number): LentUnit {
  const { units } = state.columns;
  const { config } = getPolicy(state);
  return {
    unit,
    // A rehearsal has no names; what stands for one must be a call sign.
    callSign: state.text?.callSigns[unit] ?? `U${unit}`,
    vehicle: config.vehicles[units.vehicle[unit]]?.code ?? config.vehicles[0].code,
    skills: skillCodes(state, units.skills[unit]),
    crew: units.crew[unit],
  };
}

export function decideArriveUnits(
  state: RegionState,
  command: Of<"aid.arrive">,
  { at }: CommandContext,
): Decision {
  const from = ["committed", "on the way"] as const;
  const found = findStep(state, command.request, "outgoing", from, command.type, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const isFit = (unit: number): boolean => isAwaited(state, unit);
  const picked = pickLoans(state, command.request, command.units, isFit, "aid.arrive");
  if ("refusal" in picked) return reject(picked.refusal);
  const late = checkUnitsOrder(state, picked.units, at);
  if (late !== undefined) return reject(late);
  arriveUnits(state, at, row, picked.units);
  tell(state, at, row, { step: "arrive", units: homeIds(state, picked.units) });
  return accept();
}

/** Ids at home, by which the other region knows them. */
export function homeIds(state: RegionState, units: readonly number[]): number[] {
  const { home, homeUnit } = state.columns.units;
  return units.map((unit) => (home[unit] > 0 ? homeUnit[unit] : unit));
}

const awayStates = ["committed", "on the way", "arrived"] as const;

export function decideReleaseUnits(
  state: RegionState,
  command: Of<"aid.release">,
  { at }: CommandContext,
): Decision {
  const found = findStep(state, command.request, "outgoing", awayStates, command.type, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const picked = pickLoans(state, command.request, command.units, () => true, "aid.release");
  if ("refusal" in picked) return reject(picked.refusal);
  const fault =
    checkReason(command.reason) ??
    checkLetGo(state, picked.units) ??
    checkUnitsOrder(state, picked.units, at);
  if (fault !== undefined) return reject(fault);
  // Told first: once the request has ended its words say so.
  tell(state, at, row, { step: "release", units: homeIds(state, picked.units) }, command.reason);
  releaseUnits(state, at, row, picked.units, command.reason);
  return accept();
}

export function decideRecall(
  state: RegionState,
  command: Of<"aid.recall">,
  { at }: CommandContext,
): Decision {
  const found = findStep(state, command.request, "incoming", awayStates, command.type, at);
  if ("refusal" in found) return reject(found.refusal);
  const { row } = found;
  const { units } = state.columns;
  const isFit = (unit: number): boolean =>
    units.recalled[unit] === 0 && units.loan[unit] !== loans["going home"];
  const picked = pickLoans(state, command.request, command.units, isFit, "aid.recall");
  if ("refusal" in picked) return reject(picked.refusal);
  const fault = checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  recallUnits(state, at, row, picked.units);
  tell(state, at, row, { step: "recall", units: [...picked.units] }, command.reason);
  return accept();
}

/** A person here says that it is back; the other region is told where it had not let it go. */
export function decideReturn(
  state: RegionState,
  command: Of<"aid.return">,
  { at }: CommandContext,
): Decision {
  const { unit, reason } = command;
  const unknown = checkUnit(state, unit);
  if (unknown !== undefined) return reject(unknown);
  const { units } = state.columns;
  if (units.home[unit] > 0 || units.loan[unit] === loans.none)
    return reject(
      refuse(
        "aid.wrong-state",
        `${unitName(state, unit)} is not a unit of this region that is lent`,
      ),
    );
  const isLetGo = units.loan[unit] === loans["going home"];
  const fault =
    (isLetGo ? undefined : checkReason(reason)) ??
    checkUnitOrder(state, at, units.statusAt[unit], unit);
  if (fault !== undefined) return reject(fault);
  const row = findRequestRow(state, units.loanRequest[unit]);
  if (!isLetGo && row >= 0) tell(state, at, row, { step: "return", units: [unit] }, reason);
  bringHome(state, at, row, unit, reason ?? "home again");
  return accept();
}
