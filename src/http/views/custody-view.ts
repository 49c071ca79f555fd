/** Items of custody as JSON: by code and staff number, never by name; and their chains as lines. */

import { z } from "zod";
import { countCustody, getItem, type CustodyCount } from "../../core/custody/read.ts";
import { listRecoveries } from "../../core/custody/recovery.ts";
import { unitName } from "../../core/decision.ts";
import { personName } from "../../core/roster/decide-people.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { itemKinds, itemStates, ownerKinds } from "../../core/vocabulary.ts";
import { instantView } from "./instants.ts";

const code = z.string().nullable();

export const itemView = z.object({
  item: z.number(),
  code: z.string(),
  kind: z.enum(itemKinds.names),
  state: z.enum(itemStates.names),
  station: code.describe("Where it belongs"),
  unit: z.number().nullable().describe("The unit it belongs to"),
  place: code.describe("Where it lies; null = with somebody, or nobody said"),
  holder: code.describe("Staff number of whoever holds it"),
  holderOnDuty: z.boolean().nullable().describe("null = nobody holds it"),
  lastHolder: code.describe("Staff number of who held it last, while nobody does"),
  sinceAt: instantView.describe("Since when it is as it is"),
  moves: z.number().describe("How often somebody took it"),
});
export type ItemView = z.infer<typeof itemView>;

export const custodyCountView = z.object({
  items: z.number().describe("In use: in store, issued and missing ones together"),
  inStore: z.number(),
  issued: z.number(),
  missing: z.number(),
  owed: z.number().describe("Issued ones that people off duty hold"),
  peopleOwing: z.number(),
});

export const recoveryView = z.object({
  recovery: z.number(),
  unit: z.number(),
  callSign: z.string(),
  latE7: z.number(),
  lonE7: z.number(),
  sinceAt: instantView.describe("Since when it has not moved, as far as its device says"),
  openedAt: instantView,
  owner: z.object({ kind: z.enum(ownerKinds.names), name: z.string() }),
});
export type RecoveryView = z.infer<typeof recoveryView>;

export function viewRecoveries(state: RegionState): RecoveryView[] {
  return listRecoveries(state).map(({ owner, ...facts }) => ({
    ...facts,
    callSign: unitName(state, facts.unit),
    owner: { ...owner },
  }));
}

export const chainLineView = z.object({
  position: z.number(),
  at: instantView,
  by: z.string(),
  type: z.string(),
  says: z.string().describe("One sentence, with the reason where one was given"),
});
export type ChainLine = z.infer<typeof chainLineView>;

export function viewItem(state: RegionState, id: number): ItemView {
  const { item, code: itemCode, kind, state: is, station, unit, place, sinceAt, moves, holder, lastHolder } = getItem(state, id); // prettier-ignore
  return {
    item,
    code: itemCode,
    kind,
    state: is,
    station,
    unit,
    place,
    holder: holder === null ? null : personName(state, holder),
    holderOnDuty: holder === null ? null : state.columns.people.onDutyAt[holder] > 0,
    lastHolder: lastHolder === null ? null : personName(state, lastHolder),
    sinceAt,
    moves,
  };
}

export function viewCustodyCount(state: RegionState): CustodyCount {
  return countCustody(state);
}

export type ItemFilter = "use" | "all" | "in store" | "issued" | "missing" | "owed";

/** Ids by which the filter lets through, in order. */
export function listItemIds(state: RegionState, filter: ItemFilter): number[] {
  const { items, people, head } = state.columns;
  const ids: number[] = [];
  for (let item = 0; item < head.items[0]; item += 1) {
    const is = itemStates.names[items.state[item]];
    const holder = items.holder[item];
    const isOwed = holder >= 0 && people.onDutyAt[holder] === 0;
    const isWanted =
      filter === "all" || filter === is || (filter === "use" && is !== "withdrawn") || (filter === "owed" && isOwed); // prettier-ignore
    if (isWanted) ids.push(item);
  }
  return ids;
}
