/**
 * Rows for tables keep their identity while nothing in them changed, so that a list of 2,000 renders only what did.
 * Lists are made once per view, whoever asks; a row that left is forgotten with the next list.
 */

import type { RegionView } from "./region-view.ts";
import { isSame } from "./same.ts";

/** Gives the function that lists all rows of a view, with identities kept from list to list. */
export function makeRowList<Row>(
  keyOf: (row: Row) => number,
  make: (view: RegionView) => Row[],
): (view: RegionView) => readonly Row[] {
  let rows = new Map<number, Row>();
  const lists = new WeakMap<RegionView, readonly Row[]>();
  return (view) => {
    const made = lists.get(view);
    if (made !== undefined) return made;
    const kept = new Map<number, Row>();
    const list = make(view).map((row) => {
      const before = rows.get(keyOf(row));
      const same = before !== undefined && isSame(row, before) ? before : row;
      kept.set(keyOf(row), same);
      return same;
    });
    rows = kept;
    lists.set(view, list);
    return list;
  };
}
