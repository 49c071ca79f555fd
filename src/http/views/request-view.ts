/** A request as JSON. The room sees all of it; a partner its own, without who owns it here and how far it has escalated. */

import { z } from "zod";
import { getRequest, listRequestRows } from "../../core/request/read.ts";
import { isPartnersRequest } from "../../core/request/partner.ts";
import { isOpenRequest } from "../../core/request/schedule.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import {
  escortSigns,
  ownerKinds,
  partyKinds,
  requestDirections,
  requestKinds,
  requestReceipts,
  requestStates,
  roles,
} from "../../core/vocabulary.ts";
import { digestSchema } from "../../wire/request-schema.ts";
import type { Caller } from "../identity/caller.ts";
import { instantOrNull, instantOrNullView, instantView } from "./instants.ts";

export const requestView = z.object({
  request: z.number(),
  state: z.enum(requestStates.names),
  isOpen: z.boolean().describe("Somebody owes something"),
  direction: z.enum(requestDirections.names).describe("outgoing = the region asks"),
  kind: z.enum(requestKinds.names),
  item: z.string().nullable().describe("Code of the kit"),
  quantity: z.number(),
  promised: z.number().describe("Accepted or committed of these"),
  party: z.object({ kind: z.enum(partyKinds.names), code: z.string() }),
  owner: z
    .object({ kind: z.enum(ownerKinds.names), name: z.string() })
    .nullable()
    .describe("null for a partner"),
  incident: z.number().nullable(),
  askedBy: z.string(),
  askedAt: instantView,
  receivedAt: instantOrNullView,
  changedAt: instantView,
  neededAt: instantOrNullView.describe("null = as soon as can be"),
  deadlineAt: instantOrNullView.describe("Until when the next act is owed; null = it has ended"),
  etaAt: instantOrNullView,
  endedAt: instantOrNullView,
  isOverdue: z.boolean(),
  step: z.number().describe("Steps of the escalation that were taken; 0 for a partner"),
  escalatedTo: z.enum(roles.names).nullable(),
  nextStepAt: instantOrNullView,
  sent: digestSchema.nullable().describe("Of the words as they were sent"),
  arrived: digestSchema.nullable().describe("Of the words as they arrived"),
  receipt: z.enum(requestReceipts.names),
  escort: z
    .enum(escortSigns.names)
    .nullable()
    .describe("Of an escort that a partner asks for; null of anything else"),
  words: z.string(),
  reason: z.string().describe("The last that was given"),
  changedBy: z.string(),
});
export type RequestView = z.infer<typeof requestView>;

export function viewRequest(state: RegionState, row: number, caller: Caller): RequestView {
  const request = getRequest(state, row);
  const { askedAt, changedAt, owner, step, escalatedTo, nextStepAt, ...shown } = request;
  const words = state.text?.requests.get(request.request);
  const isPartner = caller.role === "partner";
  return {
    ...shown,
    askedAt,
    changedAt,
    receivedAt: instantOrNull(shown.receivedAt),
    neededAt: instantOrNull(shown.neededAt),
    deadlineAt: instantOrNull(shown.deadlineAt),
    etaAt: instantOrNull(shown.etaAt),
    endedAt: instantOrNull(shown.endedAt),
    isOverdue: shown.isOpen && step > 0,
    owner: isPartner ? null : owner,
    step: isPartner ? 0 : step,
    escalatedTo: isPartner ? null : escalatedTo,
    nextStepAt: isPartner ? null : instantOrNull(nextStepAt),
    words: words?.words ?? "",
    reason: words?.reason ?? "",
    changedBy: words?.changedBy ?? "",
  };
}

/** Whether the caller may know of the request of this row. */
export function maySeeRequest(state: RegionState, row: number, caller: Caller): boolean {
  return caller.role !== "partner" || isPartnersRequest(state, row, caller.account);
}

export interface RequestListQuery {
  readonly state: "open" | "all";
  readonly after: number;
  readonly limit: number;
}

/** Rows that the caller may see, by number, one page. */
export function listSeenRequests(
  state: RegionState,
  caller: Caller,
  { state: wanted, after, limit }: RequestListQuery,
): number[] {
  const { number } = state.columns.requests;
  return listRequestRows(
    state,
    (_, row) =>
      number[row] > after &&
      (wanted === "all" || isOpenRequest(state, row)) &&
      maySeeRequest(state, row, caller),
  ).slice(0, limit);
}
