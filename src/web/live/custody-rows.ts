/** Custody as rows: what asks for somebody first, then what is with people, then what lies in store. By staff number, never by name. */

import { countCustody, getItem, type CustodyCount, type Item } from "../../core/custody/read.ts";
import { personName } from "../../core/roster/decide-people.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

export interface CustodyRow extends Item {
  /** Staff number of whoever holds it; empty = nobody does. */
  readonly holderName: string;
  readonly lastName: string;
  readonly unitName: string;
  /** Held by somebody off duty. */
  readonly isOwed: boolean;
}

function rankOf({ isOwed, state }: CustodyRow): number {
  if (isOwed) return 0;
  if (state === "missing") return 1;
  return state === "issued" ? 2 : 3;
}

/** Every item that is in use. */
export const listCustodyRows = makeRowList<CustodyRow>(
  (row) => row.item,
  ({ state }) => {
    if (state.policy === undefined) return [];
    const { head, people } = state.columns;
    const list: CustodyRow[] = [];
    for (let id = 0; id < head.items[0]; id += 1) {
      const item = getItem(state, id);
      if (item.state === "withdrawn") continue;
      const { holder, lastHolder, unit } = item;
      list.push({
        ...item,
        holderName: holder === null ? "" : personName(state, holder),
        lastName: lastHolder === null ? "" : personName(state, lastHolder),
        unitName: unit === null ? "" : (state.text?.callSigns[unit] ?? `unit ${unit}`),
        isOwed: holder !== null && people.onDutyAt[holder] === 0,
      });
    }
    return list.sort((a, b) => rankOf(a) - rankOf(b) || a.code.localeCompare(b.code, "en"));
  },
);

export function countItems({ state }: RegionView): CustodyCount {
  return countCustody(state);
}

/** Undefined where nobody has it. */
export function findStaffNumber({ state }: RegionView, staffNumber: string): number | undefined {
  return state.text?.personOfStaffNumber.get(staffNumber.trim().toUpperCase());
}
