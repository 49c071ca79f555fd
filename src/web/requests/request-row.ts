/** Requests as rows: what is late first, then by what is owed soonest, then what has ended. Also made of the server's answer. */

import type { Instant } from "../../base/instant.ts";
import type { Request } from "../../core/request/read.ts";

export interface RequestRow extends Omit<Request, "owner" | "nextStepAt"> {
  readonly owner: Request["owner"] | null;
  readonly words: string;
  /** The last reason that was given, and who gave it. */
  readonly reason: string;
  readonly changedBy: string;
}

type Unset = "receivedAt" | "neededAt" | "deadlineAt" | "etaAt" | "endedAt";

/** As the server answers it: null for "not yet". */
export type RequestView = Omit<RequestRow, Unset> & { readonly [K in Unset]: Instant | null };

export function compareRequests(a: RequestRow, b: RequestRow): number {
  if (a.isOpen !== b.isOpen) return a.isOpen ? -1 : 1;
  return a.isOpen ? a.deadlineAt - b.deadlineAt : b.endedAt - a.endedAt;
}

/** 0 for "not yet", as the core has it. */
export function rowFromView(view: RequestView): RequestRow {
  return {
    ...view,
    receivedAt: view.receivedAt ?? 0,
    neededAt: view.neededAt ?? 0,
    deadlineAt: view.deadlineAt ?? 0,
    etaAt: view.etaAt ?? 0,
    endedAt: view.endedAt ?? 0,
  };
}
