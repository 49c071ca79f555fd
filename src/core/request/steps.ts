/**
 * The life-cycle of a request after EDXL-RM 1.0, as one table: which step may follow which. Who of the two sides may take a step
 * is checked in partner.ts.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command } from "../commands.ts";
import { checkOrder, shown } from "../decision.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findRequestRow, type RegionState } from "../state/region-state.ts";
import { requestStates, type RequestState } from "../vocabulary.ts";

type Steps = { readonly [T in Command["type"]]?: readonly RequestState[] };

/** It has not ended. */
const openStates = [
  "asked",
  "received",
  "accepted",
  "provisional",
  "committed",
  "on the way",
  "arrived",
] as const satisfies readonly RequestState[];

/** From which states each step may be taken. What ended stays ended; it is asked for anew. */
export const stepsFrom = {
  "request.receive": ["asked"],
  "request.answer": ["asked", "received", "provisional", "accepted", "committed"],
  "request.commit": ["accepted", "provisional", "committed"],
  "request.set-out": ["accepted", "committed", "on the way"],
  "request.arrive": ["accepted", "committed", "on the way"],
  "request.release": ["arrived"],
  "request.withdraw": openStates,
  "request.extend": openStates,
  "request.assign": openStates,
} as const satisfies Steps;

/** The row of a request that may take this step `at`; a refusal when there is none. */
export function findStepRow(
  state: RegionState,
  type: keyof typeof stepsFrom,
  request: number,
  at: Instant,
): { readonly row: number } | { readonly refusal: Refusal } {
  const row = findRequestRow(state, request);
  if (row < 0) return { refusal: unknownRequest(request) };
  const { requests } = state.columns;
  const now = requestStates.names[requests.state[row]];
  const from: readonly RequestState[] = stepsFrom[type];
  if (!from.includes(now))
    return {
      refusal: refuse(
        "request.wrong-state",
        `request ${request} is ${now}; ${type} is for one that is ${from.join(", ")}`,
      ),
    };
  const refusal = checkOrder(at, requests.changedAt[row], "request", request);
  return refusal === undefined ? { row } : { refusal };
}

export function unknownRequest(request: number): Refusal {
  return refuse(
    "request.unknown",
    `request ${shown(request)}: no such request in the operational state`,
  );
}
