/**
 * What the state of an item, a request or a recall says against a step: the clauses for their previews, from the tables of
 * states that the core refuses by. Not here: limits, hours rules and times, which only the core can tell.
 */

import type { Command } from "../commands.ts";
import type { CustodyCommand } from "../custody/custody-commands.ts";
import { actsFrom } from "../custody/decide.ts";
import type { RecallCommand } from "../hours/recall-commands.ts";
import type { RequestCommand } from "../request/request-commands.ts";
import { stepsFrom } from "../request/steps.ts";
import type { ItemState, RequestState } from "../vocabulary.ts";
import type { Names } from "./names.ts";

type States<State> = { readonly [Type in Command["type"]]?: readonly State[] };

/** Each why the core would refuse it, in words; empty = as far as the states tell, it would not. */
export function listStateProblems(command: Command, names: Names): string[] {
  switch (command.type) {
    case "item.amend":
    case "item.issue":
    case "item.hand-over":
    case "item.hand-in":
    case "item.miss":
    case "item.find":
    case "item.withdraw":
      return listItemProblems(command, names);
    case "person.book-on":
      return (command.items ?? []).flatMap((item) =>
        listItemProblems({ type: "item.issue", item, person: command.person }, names),
      );
    case "request.receive":
    case "request.answer":
    case "request.commit":
    case "request.set-out":
    case "request.arrive":
    case "request.release":
    case "request.withdraw":
    case "request.extend":
    case "request.assign":
      return listRequestProblems(command, names);
    case "person.recall":
    case "person.answer-recall":
    case "person.cancel-recall":
      return listRecallProblems(command, names);
    default:
      return [];
  }
}

function listItemProblems(
  command: Extract<CustodyCommand, { readonly item: number }>,
  names: Names,
): string[] {
  const { type, item } = command;
  const state = names.stateOfItem(item);
  const from = (actsFrom as States<ItemState>)[type];
  if (state === undefined || from === undefined) return [];
  const code = names.itemCodeOf(item);
  const holder = names.holderOf(item);
  if (!from.includes(state))
    return [`${code} is ${state}${holder === undefined ? "" : ` to ${holder}`}`];
  if (type !== "item.hand-over" || holder !== names.staffNumberOf(command.person)) return [];
  return [`${code} is with ${holder} already`];
}

function listRequestProblems(
  command: Extract<RequestCommand, { readonly request: number }>,
  names: Names,
): string[] {
  const { type, request } = command;
  const state = names.findRequest(request);
  const from = (stepsFrom as States<RequestState>)[type];
  if (state === undefined || from === undefined) return [];
  const isAnswered =
    type === "request.answer" &&
    command.answer !== "refused" &&
    (state === command.answer || state === "accepted" || state === "committed");
  return isAnswered || !from.includes(state) ? [`request ${request} is ${state}`] : [];
}

function listRecallProblems({ type, person }: RecallCommand, names: Names): string[] {
  const stands = names.recallOf(person);
  const name = names.staffNumberOf(person);
  if (type !== "person.recall") return stands === "recalled" ? [] : [`${name} is not recalled`];
  return stands === "none" ? [] : [`${name} is ${stands}`];
}
