/**
 * Deciders of custody. An item is in store, with one person, missing or out of use, and goes from one to the other by a named act;
 * a hand-over is never an issue over somebody's head. Who goes off duty with items is never kept from going: they are asked.
 */

import type { Command, CommandContext } from "../commands.ts";
import type { Instant } from "../../base/instant.ts";
import { endAlarm } from "../alarm/changes.ts";
import {
  accept,
  checkCode,
  checkName,
  checkOrder,
  checkReason,
  checkUnit,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal, type Warning } from "../refusal.ts";
import { checkPerson, personName } from "../roster/decide-people.ts";
import { getPolicy, hasItem, type RegionState } from "../state/region-state.ts";
import { itemKinds, itemStates, type ItemState } from "../vocabulary.ts";
import {
  amendItem,
  custodyDueAt,
  findItem,
  handInItem,
  handOverItem,
  issueItem,
  missItem,
  oweCustody,
  registerItem,
  withdrawItem,
  type ItemFacts,
} from "./changes.ts";
import { getItem, itemName, listItemsOf } from "./read.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
type States = { readonly [T in Command["type"]]?: readonly ItemState[] };

/** From which states each act may be taken. */
export const actsFrom = {
  "item.amend": ["in store", "issued", "missing"],
  "item.issue": ["in store"],
  "item.hand-over": ["issued"],
  "item.hand-in": ["issued"],
  "item.miss": ["in store", "issued"],
  "item.find": ["missing"],
  "item.withdraw": ["in store", "missing"],
} as const satisfies States;

const codePattern = /^[A-Z0-9][A-Z0-9-]*$/;

export function decideRegisterItem(
  state: RegionState,
  command: Of<"item.register">,
  { at }: CommandContext,
): Decision {
  const { code, kind, station = null, ofUnit = null } = command;
  if (typeof code !== "string" || !codePattern.test(code) || code.length > limits.itemCodeLength)
    return reject(
      refuse(
        "value.invalid",
        `code: got "${shown(code)}", expected capital letters, digits and hyphens, at most ${limits.itemCodeLength}`,
      ),
    );
  const known = state.text?.itemOfCode.get(code);
  if (known !== undefined)
    return reject(
      refuse("item.known", `${code} is registered already, as item ${known}; amend that`),
    );
  const fault = checkName("kind", itemKinds, kind) ?? checkFacts(state, { station, ofUnit });
  if (fault !== undefined) return reject(fault);
  if (state.columns.head.items[0] >= limits.items)
    return reject(
      refuse("limit.items", `the region has ${limits.items} items, which is its limit`),
    );
  return accept({ item: registerItem(state, at, code, kind, { station, ofUnit }) });
}

function checkFacts(state: RegionState, { station, ofUnit }: ItemFacts): Refusal | undefined {
  return checkStation(state, station) ?? (ofUnit === null ? undefined : checkUnit(state, ofUnit));
}

function checkStation(state: RegionState, station: string | null | undefined): Refusal | undefined {
  if (station === null || station === undefined) return undefined;
  return checkCode("roster.stations", getPolicy(state).stationIndex, station);
}

/** Whether the item may be acted on like this `at`. */
function checkAct(
  state: RegionState,
  type: keyof typeof actsFrom,
  item: number,
  at: Instant,
): Refusal | undefined {
  if (!hasItem(state, item))
    return refuse("item.unknown", `item ${shown(item)}: no such item in this region`);
  const { items } = state.columns;
  const now = itemStates.names[items.state[item]];
  const from: readonly ItemState[] = actsFrom[type];
  if (!from.includes(now))
    return refuse(
      "item.wrong-state",
      `${itemName(state, item)} is ${now}${holderText(state, item)}; ${type} is for one that is ${from.join(" or ")}`,
    );
  return checkOrder(at, items.changedAt[item], "item", item);
}

function holderText(state: RegionState, item: number): string {
  const holder = state.columns.items.holder[item];
  return holder < 0 ? "" : ` to ${personName(state, holder)}`;
}

function checkRoom(state: RegionState, person: number): Refusal | undefined {
  const fault = checkPerson(state, person);
  if (fault !== undefined) return fault;
  if (state.columns.people.items[person] < limits.itemsOfOne) return undefined;
  return refuse(
    "limit.items-of-one",
    `${personName(state, person)} holds ${limits.itemsOfOne} items, which is the limit; hand some in`,
  );
}

export function decideAmendItem(
  state: RegionState,
  command: Of<"item.amend">,
  { at }: CommandContext,
): Decision {
  const { item } = command;
  const unknown = checkAct(state, command.type, item, at);
  if (unknown !== undefined) return reject(unknown);
  const stands = getItem(state, item);
  const facts = {
    station: command.station === undefined ? stands.station : command.station,
    ofUnit: command.ofUnit === undefined ? stands.unit : command.ofUnit,
  };
  const fault = checkFacts(state, facts);
  if (fault !== undefined) return reject(fault);
  if (facts.station === stands.station && facts.ofUnit === stands.unit)
    return reject(
      refuse("item.unchanged", `${stands.code} is like that already; say what is other`),
    );
  amendItem(state, at, item, facts);
  return accept();
}

export function decideIssue(
  state: RegionState,
  { type, item, person }: Of<"item.issue">,
  { at }: CommandContext,
): Decision {
  const fault = checkAct(state, type, item, at) ?? checkRoom(state, person);
  if (fault !== undefined) return reject(fault);
  issueItem(state, at, item, person);
  return accept();
}

export function decideHandOver(
  state: RegionState,
  { type, item, person }: Of<"item.hand-over">,
  { at }: CommandContext,
): Decision {
  const fault = checkAct(state, type, item, at) ?? checkRoom(state, person);
  if (fault !== undefined) return reject(fault);
  const from = state.columns.items.holder[item];
  if (from === person)
    return reject(
      refuse(
        "item.wrong-state",
        `${itemName(state, item)} is with ${personName(state, person)} already; name who gets it`,
      ),
    );
  handOverItem(state, at, item, person);
  settle(state, at, from);
  return accept();
}

export function decideHandIn(
  state: RegionState,
  { type, item, station }: Of<"item.hand-in">,
  { at }: CommandContext,
): Decision {
  const fault = checkAct(state, type, item, at) ?? checkStation(state, station);
  if (fault !== undefined) return reject(fault);
  const from = state.columns.items.holder[item];
  handInItem(state, at, item, station ?? getItem(state, item).station);
  settle(state, at, from);
  return accept();
}

export function decideMiss(
  state: RegionState,
  { type, item, reason }: Of<"item.miss">,
  { at }: CommandContext,
): Decision {
  const fault = checkAct(state, type, item, at) ?? checkReason(reason);
  if (fault !== undefined) return reject(fault);
  const from = state.columns.items.holder[item];
  missItem(state, at, item, reason);
  if (from >= 0) settle(state, at, from);
  return accept();
}

export function decideFind(
  state: RegionState,
  { type, item, station, reason }: Of<"item.find">,
  { at }: CommandContext,
): Decision {
  const fault =
    checkAct(state, type, item, at) ?? checkReason(reason) ?? checkStation(state, station);
  if (fault !== undefined) return reject(fault);
  findItem(state, at, item, station ?? getItem(state, item).station, reason);
  return accept();
}

export function decideWithdrawItem(
  state: RegionState,
  { type, item, reason }: Of<"item.withdraw">,
  { at }: CommandContext,
): Decision {
  const fault = checkAct(state, type, item, at) ?? checkReason(reason);
  if (fault !== undefined) return reject(fault);
  withdrawItem(state, at, item, reason);
  return accept();
}

/** Whoever owes nothing any more has no alarm about it. */
export function settle(state: RegionState, at: Instant, person: number): void {
  const { people } = state.columns;
  const alarm = people.custodyAlarm[person];
  if (alarm >= 0 && people.owesAt[person] === 0) endAlarm(state, at, alarm);
}

/** Items that somebody who books on is given in the same breath: each must be in store, and none stand twice. */
export function checkIssued(
  state: RegionState,
  person: number,
  items: readonly number[] | undefined,
  at: Instant,
): Refusal | undefined {
  if (items === undefined) return undefined;
  const held = state.columns.people.items[person];
  if (!Array.isArray(items) || new Set(items).size !== items.length)
    return refuse("value.invalid", "items: expected ids of items, each once");
  if (held + items.length > limits.itemsOfOne)
    return refuse("limit.items-of-one", `${personName(state, person)} would hold more than ${limits.itemsOfOne} items, which is the limit`); // prettier-ignore
  for (const item of items) {
    const fault = checkAct(state, "item.issue", item, at);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** With booking off: what is held is handed in where it belongs, each by an event. */
export function handInAll(state: RegionState, at: Instant, person: number): void {
  for (const item of listItemsOf(state, person))
    handInItem(state, at, item, getItem(state, item).station);
}

/** An item that was handed on later than `at` would have its history out of order. */
export function checkHandIn(state: RegionState, person: number, at: Instant): Refusal | undefined {
  for (const item of listItemsOf(state, person)) {
    const fault = checkOrder(at, state.columns.items.changedAt[item], "item", item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Somebody went off duty: what is held still is asked for, by an event and by a warning in the answer. */
export function askForHeld(state: RegionState, at: Instant, person: number): Warning | undefined {
  const held = listItemsOf(state, person);
  if (held.length === 0) return undefined;
  oweCustody(state, at, person, held, custodyDueAt(state, person));
  const names = held.map((item) => itemName(state, item)).join(", ");
  return {
    code: "person.holds-items",
    message: `${personName(state, person)} is off duty and still holds ${names}; hand in, hand over or report missing`,
  };
}
