/** The requests of a region as rows, from the console's own fold of the log. */

import { getRequest, listRequestRows as listRows } from "../../core/request/read.ts";
import { compareRequests, type RequestRow } from "../requests/request-row.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

/** For the top bar, after every painted change: without a row made. */
export function countRequests({ state }: RegionView): { open: number; late: number } {
  const { requests, head } = state.columns;
  let late = 0;
  if (head.openRequests[0] > 0)
    for (let row = 0; row < head.requestRows[0]; row += 1) if (requests.alarm[row] >= 0) late += 1;
  return { open: head.openRequests[0], late };
}

export const listRequestRows = makeRowList<RequestRow>(
  (row) => row.request,
  ({ state }) => {
    const list = listRows(state).map((row): RequestRow => {
      const { nextStepAt: _next, ...request } = getRequest(state, row);
      const text = state.text?.requests.get(request.request);
      return {
        ...request,
        words: text?.words ?? "",
        reason: text?.reason ?? "",
        changedBy: text?.changedBy ?? "",
      };
    });
    return list.sort(compareRequests);
  },
);
