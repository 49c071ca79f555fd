/** An item of custody as a value, and what somebody holds: for lists, for exports and for the console. */

import type { Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { itemKinds, itemStates, type ItemKind, type ItemState } from "../vocabulary.ts";

export interface Item {
  readonly item: number;
  readonly code: string;
  readonly kind: ItemKind;
  readonly state: ItemState;
  /** Where it belongs, and the unit it belongs to; null = none. */
  readonly station: string | null;
  readonly unit: number | null;
  /** Where it lies; null = it is with somebody, or nobody said. */
  readonly place: string | null;
  /** Person who holds it; null = nobody does. */
  readonly holder: number | null;
  /** Who held it last, while nobody does; null = nobody ever did, or somebody does. */
  readonly lastHolder: number | null;
  /** Since when it is as it is, and when anything about it changed. */
  readonly sinceAt: Instant;
  readonly changedAt: Instant;
  /** How often it went from one hand to another. */
  readonly moves: number;
  /** Position in the log of its last event: where its chain begins. */
  readonly position: number;
}

export function itemName(state: RegionState, item: number): string {
  return state.text?.itemCodes[item] ?? `item ${item}`;
}

/** `item` must be known. */
export function getItem(state: RegionState, item: number): Item {
  const { items } = state.columns;
  const { stations } = getPolicy(state).roster;
  const stationOf = (index: number): string | null =>
    index < 0 ? null : (stations[index]?.code ?? null);
  const idOf = (id: number): number | null => (id < 0 ? null : id);
  return {
    item,
    code: itemName(state, item),
    kind: itemKinds.names[items.kind[item]],
    state: itemStates.names[items.state[item]],
    station: stationOf(items.station[item]),
    unit: idOf(items.unit[item]),
    place: stationOf(items.place[item]),
    holder: idOf(items.holder[item]),
    lastHolder: items.holder[item] >= 0 ? null : idOf(items.lastHolder[item]),
    sinceAt: items.sinceAt[item],
    changedAt: items.changedAt[item],
    moves: items.moves[item],
    position: items.position[item],
  };
}

/** Ids of what a person holds, what came last first. */
export function listItemsOf({ columns }: RegionState, person: number): number[] {
  const { people, items } = columns;
  const held: number[] = [];
  for (let item = people.firstItem[person]; item >= 0; item = items.nextOfHolder[item])
    held.push(item);
  return held;
}

export interface CustodyCount {
  readonly items: number;
  readonly inStore: number;
  readonly issued: number;
  readonly missing: number;
  /** Issued ones that people off duty hold, and those people. */
  readonly owed: number;
  readonly peopleOwing: number;
}

/** Every item that is in use is in one of three states: in store, issued, missing. */
export function countCustody({ columns }: RegionState): CustodyCount {
  const { items, people, head } = columns;
  const count = { items: 0, inStore: 0, issued: 0, missing: 0, owed: 0, peopleOwing: 0 };
  for (let item = 0; item < head.items[0]; item += 1) {
    const code = items.state[item];
    if (code === itemStates.code.withdrawn) continue;
    count.items += 1;
    if (code === itemStates.code["in store"]) count.inStore += 1;
    else if (code === itemStates.code.missing) count.missing += 1;
    else {
      count.issued += 1;
      if (people.onDutyAt[items.holder[item]] === 0) count.owed += 1;
    }
  }
  for (let person = 0; person < head.people[0]; person += 1)
    if (people.owesAt[person] > 0) count.peopleOwing += 1;
  return count;
}
