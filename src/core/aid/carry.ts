/**
 * Requests to and from neighbour regions go over the link: a step that is taken here is told there. Each decider of a request is
 * wrapped once (decide.ts of the core); for any other request that costs one look.
 */

import { microsFromSeconds } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { reject, unitName, type Decision } from "../decision.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { getRequestFacts } from "../request/changes.ts";
import { findRequestRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { limits } from "../limits.ts";
import { requestStates } from "../vocabulary.ts";
import type { AidTerms } from "./aid-facts.ts";
import { findAidFacts, linkRequest } from "./changes.ts";
import { checkLetGo, checkOffer } from "./check.ts";
import { listLoans } from "./loans.ts";
import { isAsker, letGuestsGo, setOutUnits } from "./steps.ts";
import { tell, tellAsk } from "./tell.ts";

type StepType =
  | "request.receive"
  | "request.answer"
  | "request.commit"
  | "request.set-out"
  | "request.arrive"
  | "request.release"
  | "request.withdraw";
type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
type AnyStep = Of<StepType>;
type Decider<T extends Command["type"]> = (
  state: RegionState,
  command: Of<T>,
  context: CommandContext,
) => Decision;

/** Steps of whoever asks; all others are of whoever is asked. Either says that something arrived. */
const askersSteps: readonly StepType[] = ["request.release", "request.withdraw"];

/** What is asked of a neighbour is told to it. */
export function carriedAsk(decider: Decider<"request.ask">): Decider<"request.ask"> {
  return (state, command, context) => {
    const decision = decider(state, command, context);
    if (decision.refusal !== undefined || command.direction !== "outgoing") return decision;
    const { kind, code } = command.party;
    const { aid, config, requests } = getPolicy(state);
    if (kind !== "region" || !aid.neighbourIndex.has(code)) return decision;
    const number = decision.made.request ?? 0;
    const row = findRequestRow(state, number);
    const until = context.at + microsFromSeconds(requests.rule.releaseSeconds);
    const terms: AidTerms = {
      skills: [],
      grade: null,
      area: null,
      untilAt: Math.min(until, context.at + limits.loanMicros),
      meet: { latE7: config.centre.latE7, lonE7: config.centre.lonE7 },
    };
    linkRequest(state, context.at, row, number, command.kind === "units" ? terms : null);
    tellAsk(state, context.at, row, command.words);
    return decision;
  };
}

/** A step of a linked request is refused here where it is the other region's, and told where it is ours. */
export function carried<T extends StepType>(decider: Decider<T>): Decider<T> {
  return (state, command, context) => {
    const step: AnyStep = command;
    const row = findRequestRow(state, step.request);
    if (row < 0 || findAidFacts(state, row) === undefined) return decider(state, command, context);
    const fault = checkSide(state, row, step) ?? checkCarried(state, row, step);
    if (fault !== undefined) return reject(fault);
    // What the step does to units must be done and told while the request stands.
    const units = listLoans(state, step.request);
    const isUnseen = state.columns.requests.state[row] === requestStates.code.asked;
    const decision = decider(state, command, context);
    if (decision.refusal !== undefined) return decision;
    // An answer acknowledges as well: what arrived of the words is told with it.
    if (isUnseen && step.type === "request.answer") tellReceipt(state, row, context.at);
    follow(state, row, step, context.at, units);
    return decision;
  };
}

function checkSide(
  state: RegionState,
  row: number,
  { type, request }: Of<StepType>,
): Refusal | undefined {
  const isOurs = askersSteps.includes(type) === isAsker(state, row);
  if (type === "request.arrive" || isOurs) return undefined;
  const { party } = getRequestFacts(state, row);
  return refuse(
    "aid.not-yours",
    `${type} of request ${request} is a step of ${party.code}, which says it over the link`,
  );
}

function checkCarried(state: RegionState, row: number, command: Of<StepType>): Refusal | undefined {
  const { request, type } = command;
  const isOfUnits = (findAidFacts(state, row)?.terms ?? null) !== null;
  if (!isOfUnits) return undefined;
  const units = listLoans(state, request);
  if (type === "request.commit")
    return refuse("aid.wrong-state", `request ${request} is one of units; name them: aid.commit`);
  if ((type === "request.set-out" || type === "request.arrive") && units.length === 0)
    return refuse("aid.wrong-state", `request ${request} has no units that were named for it`);
  if (type === "request.arrive" || type === "request.release")
    return refuse(
      "aid.wrong-state",
      `request ${request} is one of units: ${units.map((unit) => unitName(state, unit)).join(", ")}; use ${type === "request.arrive" ? "aid.arrive where they report" : "aid.release"}`,
    );
  if (type === "request.withdraw") return checkLetGo(state, units);
  if (type !== "request.answer") return undefined;
  if (command.answer === "refused")
    return units.length === 0
      ? undefined
      : refuse(
          "aid.wrong-state",
          `units are named for request ${request} already; have them back by aid.recall, or aid.return before they leave`,
        );
  return checkOffer(state, row, command.quantity ?? state.columns.requests.quantity[row]);
}

function tellReceipt(state: RegionState, row: number, at: number): void {
  tell(state, at, row, { step: "receive", arrived: getRequestFacts(state, row).arrived });
}

function follow(
  state: RegionState,
  row: number,
  command: Of<StepType>,
  at: number,
  units: readonly number[],
): void {
  const { requests } = state.columns;
  switch (command.type) {
    case "request.receive":
      tellReceipt(state, row, at);
      return;
    case "request.answer": {
      const { answer, reason } = command;
      tell(state, at, row, { step: "answer", answer, quantity: requests.promised[row] }, reason);
      return;
    }
    case "request.commit": {
      const [quantity, etaAt] = [requests.promised[row], requests.etaAt[row]];
      tell(state, at, row, { step: "commit", quantity, etaAt, units: [] });
      return;
    }
    case "request.set-out":
      setOutUnits(state, at, command.request);
      tell(state, at, row, { step: "set out", etaAt: requests.etaAt[row] });
      return;
    case "request.arrive":
      tell(state, at, row, { step: "arrive", units: [] });
      return;
    case "request.release":
      tell(state, at, row, { step: "release", units: [] }, command.reason);
      return;
    case "request.withdraw":
      letGuestsGo(state, at, row, units);
      tell(state, at, row, { step: "withdraw" }, command.reason);
  }
}
