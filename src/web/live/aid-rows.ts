/** Mutual aid as rows, from the console's own fold of the log: what is asked of whom, and the units between the regions. */

import { getAsk, listAskRows, listBetween, type AskPicture, type LoanPicture } from "../../core/aid/read.ts"; // prettier-ignore
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

export interface AskRow extends AskPicture {
  /** Name of the other region. */
  readonly other: string;
  readonly words: string;
  /** The last reason that was given, and who gave it. */
  readonly reason: string;
  readonly changedBy: string;
}

export interface LoanRow extends LoanPicture {
  readonly callSign: string;
}

/** As the plan names it; its id where it is no neighbour any more. */
export function regionName(state: RegionState, region: string): string {
  const { neighbours, neighbourIndex } = getPolicy(state).aid;
  return neighbours[neighbourIndex.get(region) ?? -1]?.name ?? region;
}

/** For the top bar, after every painted change: without a row made. */
export function countAid({ state }: RegionView): {
  neighbours: number;
  lent: number;
  guests: number;
} {
  const { lent, guests } = state.columns.aid;
  return { neighbours: state.policy?.aid.neighbours.length ?? 0, lent: lent[0], guests: guests[0] };
}

/** Open ones first, by what is owed soonest; then what ended last. */
export const listAsks = makeRowList<AskRow>(
  (row) => row.request,
  ({ state }) =>
    listAskRows(state)
      .map((row): AskRow => {
        const ask = getAsk(state, row);
        const text = state.text?.requests.get(ask.request);
        return {
          ...ask,
          other: regionName(state, ask.party.code),
          words: text?.words ?? "",
          reason: text?.reason ?? "",
          changedBy: text?.changedBy ?? "",
        };
      })
      .sort(compareAsks),
);

function compareAsks(a: AskRow, b: AskRow): number {
  if (a.isOpen !== b.isOpen) return a.isOpen ? -1 : 1;
  return a.isOpen ? a.deadlineAt - b.deadlineAt : b.endedAt - a.endedAt;
}

export const listLoanRows = makeRowList<LoanRow>(
  (row) => row.unit,
  ({ state }) =>
    listBetween(state).map((loan) => ({
      ...loan,
      callSign: state.text?.callSigns[loan.unit] ?? String(loan.unit),
    })),
);
