/**
 * What can happen to an item of custody. The state holds who has it now; who had it before is in the log, where each event names
 * the position of the one before it. No change overwrites a hand that the log does not keep.
 */

import { assert } from "../../base/assert.ts";
import { microsPerMinute, noInstant, type Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../events.ts";
import { exceedsAt } from "../hours/longest-duty.ts";
import { limits } from "../limits.ts";
import { stationRow } from "../roster/people-changes.ts";
import { advance } from "../state/change.ts";
import { setDue } from "../state/due.ts";
import { getPolicy, growState, type RegionState } from "../state/region-state.ts";
import { itemKinds, itemStates, type ItemKind } from "../vocabulary.ts";
import type { CustodyEvent, SurgeEvidence } from "./custody-events.ts";

const states = itemStates.code;

export interface ItemFacts {
  readonly station: string | null;
  readonly ofUnit: number | null;
}

/** Where the item's chain stood; from here on this event is its end. */
function link(state: RegionState, at: Instant, item: number): number {
  advance(state, at);
  const { items, head } = state.columns;
  const previous = items.position[item];
  items.position[item] = head.position[0];
  if (at > items.changedAt[item]) items.changedAt[item] = at;
  return previous;
}

function writeFacts(state: RegionState, item: number, { station, ofUnit }: ItemFacts): void {
  const { items } = state.columns;
  items.station[item] = stationRow(state, station);
  items.unit[item] = ofUnit ?? -1;
}

/** Answers the item's id. */
export function registerItem(
  state: RegionState,
  at: Instant,
  code: string,
  kind: ItemKind,
  { station, ofUnit }: ItemFacts,
): number {
  const item = state.columns.head.items[0];
  assert(item < limits.items, "items: the table is full");
  if (item === state.capacities.items) growState(state, "items");
  const { items, head } = state.columns;
  head.items[0] = item + 1;
  const previous = link(state, at, item);
  items.kind[item] = itemKinds.code[kind];
  items.state[item] = states["in store"];
  items.sinceAt[item] = at;
  items.holder[item] = -1;
  items.lastHolder[item] = -1;
  items.nextOfHolder[item] = -1;
  writeFacts(state, item, { station, ofUnit });
  items.place[item] = items.station[item];
  if (state.text !== undefined) {
    state.text.itemCodes[item] = code;
    state.text.itemOfCode.set(code, item);
  }
  putCustody(state, at, { type: "item.registered", item, previous, code, kind, station, ofUnit });
  return item;
}

export function amendItem(
  state: RegionState,
  at: Instant,
  item: number,
  { station, ofUnit }: ItemFacts,
): void {
  const previous = link(state, at, item);
  writeFacts(state, item, { station, ofUnit });
  putCustody(state, at, { type: "item.amended", item, previous, station, ofUnit });
}

export function issueItem(state: RegionState, at: Instant, item: number, person: number): void {
  const previous = link(state, at, item);
  take(state, at, item, person);
  putCustody(state, at, { type: "item.issued", item, previous, person });
}

export function handOverItem(state: RegionState, at: Instant, item: number, to: number): void {
  const previous = link(state, at, item);
  const from = drop(state, item);
  take(state, at, item, to);
  putCustody(state, at, { type: "item.handed-over", item, previous, from, to });
}

export function handInItem(
  state: RegionState,
  at: Instant,
  item: number,
  station: string | null,
): void {
  const previous = link(state, at, item);
  const from = drop(state, item);
  lay(state, at, item, states["in store"], station);
  const { people } = state.columns;
  if (people.firstItem[from] < 0) {
    people.emptiedAt[from] = at;
    wakeSurge(state);
  }
  putCustody(state, at, { type: "item.handed-in", item, previous, from, station });
}

export function missItem(state: RegionState, at: Instant, item: number, reason: string): void {
  const previous = link(state, at, item);
  const isHeld = state.columns.items.holder[item] >= 0;
  const from = isHeld ? drop(state, item) : null;
  lay(state, at, item, states.missing, null);
  putCustody(state, at, { type: "item.went-missing", item, previous, from, text: { reason } });
}

export function findItem(
  state: RegionState,
  at: Instant,
  item: number,
  station: string | null,
  reason: string,
): void {
  const previous = link(state, at, item);
  lay(state, at, item, states["in store"], station);
  putCustody(state, at, { type: "item.found", item, previous, station, text: { reason } });
}

export function withdrawItem(state: RegionState, at: Instant, item: number, reason: string): void {
  const previous = link(state, at, item);
  lay(state, at, item, states.withdrawn, null);
  putCustody(state, at, { type: "item.withdrawn", item, previous, text: { reason } });
}

/** Somebody is off duty and holds something still; the timer that alarms about it runs already. */
export function oweCustody(
  state: RegionState,
  at: Instant,
  person: number,
  items: readonly number[],
  dueAt: Instant,
): void {
  advance(state, at);
  putCustody(state, at, { type: "custody.owed", person, items, dueAt });
}

export function noteSurge(state: RegionState, at: Instant, evidence: SurgeEvidence): void {
  advance(state, at);
  const { custody } = state.columns;
  custody.surgedAt[0] = at;
  custody.surges[0] += 1;
  putCustody(state, at, { type: "custody.surged", surge: custody.surges[0], evidence });
}

export function calmSurge(state: RegionState, at: Instant): void {
  advance(state, at);
  const { custody } = state.columns;
  custody.surgedAt[0] = noInstant;
  putCustody(state, at, { type: "custody.calmed", surge: custody.surges[0] });
}

/** Somebody handed in all: it is looked at now, or a minute after the last look. */
function wakeSurge(state: RegionState): void {
  if (state.surgeLookedAt === Infinity) return;
  const at = Math.max(state.columns.head.lastAt[0], state.surgeLookedAt + microsPerMinute);
  if (state.surgeLookAt === noInstant || at < state.surgeLookAt) state.surgeLookAt = at;
}

function take(state: RegionState, at: Instant, item: number, person: number): void {
  const { items, people } = state.columns;
  items.state[item] = states.issued;
  items.sinceAt[item] = at;
  items.place[item] = -1;
  items.moves[item] += 1;
  items.holder[item] = person;
  items.nextOfHolder[item] = people.firstItem[person];
  if (people.firstItem[person] < 0) people.holdsAt[person] = at;
  people.firstItem[person] = item;
  people.items[person] += 1;
  scheduleCustody(state, at, person);
}

/** Out of the hands of its holder; answers who that was. */
function drop(state: RegionState, item: number): number {
  const { items, people } = state.columns;
  const person = items.holder[item];
  assert(person >= 0, "what is dropped is held by somebody");
  const next = items.nextOfHolder[item];
  if (people.firstItem[person] === item) people.firstItem[person] = next;
  else {
    let before = people.firstItem[person];
    while (items.nextOfHolder[before] !== item) before = items.nextOfHolder[before];
    items.nextOfHolder[before] = next;
  }
  people.items[person] -= 1;
  items.holder[item] = -1;
  items.lastHolder[item] = person;
  items.nextOfHolder[item] = -1;
  scheduleCustody(state, items.changedAt[item], person);
  return person;
}

function lay(
  state: RegionState,
  at: Instant,
  item: number,
  code: number,
  station: string | null,
): void {
  const { items } = state.columns;
  items.state[item] = code;
  items.sinceAt[item] = at;
  items.place[item] = stationRow(state, station);
}

/**
 * The timer of a person, for items, a recall and a duty that is too long, whichever is due first. Off duty with something held, it runs from then on; whoever comes on duty or has handed in all owes
 * nothing. An alarm that was raised stays until then, and the timer with it is off.
 */
export function scheduleCustody(state: RegionState, at: Instant, person: number): void {
  const { people, head } = state.columns;
  const owes = people.firstItem[person] >= 0 && people.onDutyAt[person] === 0;
  if (!owes) people.owesAt[person] = 0;
  else if (people.owesAt[person] === 0) people.owesAt[person] = at;
  const isSaid = people.custodyAlarm[person] >= 0;
  const itemsDueAt = owes && !isSaid ? custodyDueAt(state, person) : noInstant;
  // A recall that alarmed is said until it is answered or over.
  const recallDueAt = people.recallAlarm[person] >= 0 ? noInstant : people.recallDueAt[person];
  const owedAt = earlier(itemsDueAt, recallDueAt);
  setDue(people, head.peopleHeap, person, earlier(owedAt, exceedsAt(state, person)));
}

function earlier(a: Instant, b: Instant): Instant {
  if (a === noInstant) return b;
  return b === noInstant ? a : Math.min(a, b);
}

/** When it alarms that somebody off duty holds something still. */
export function custodyDueAt(state: RegionState, person: number): Instant {
  return state.columns.people.owesAt[person] + getPolicy(state).custody.handIn;
}

type Facts = CustodyEvent extends infer Each
  ? Each extends CoreEvent
    ? Omit<Each, "at" | "entered" | "by">
    : never
  : never;

/** Says a change, with who and when first. */
export function putCustody(state: RegionState, at: Instant, facts: Facts): void {
  if (!state.sink.open) return;
  const { type, ...rest } = facts;
  state.sink.put({ type, at, entered: state.enteredAt, by: state.by, ...rest } as CoreEvent);
}
