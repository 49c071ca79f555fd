/**
 * A closure as JSON: what is shut, for whom, who says so and how good that is, how old it is and when it ends. A crew
 * sees what lies in its way and not who said it; a partner sees what it reported itself.
 */

import { z } from "zod";
import { secondsFromMicros, type Instant } from "../../base/instant.ts";
import { getClosure, listClosureRows } from "../../core/closure/read.ts";
import { isOpenClosure } from "../../core/closure/schedule.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import {
  closureDirections,
  closureKinds,
  closureSources,
  closureStates,
  contentGrades,
  renewalStates,
  sourceGrades,
} from "../../core/vocabulary.ts";
import type { Caller } from "../identity/caller.ts";
import { instantOrNull, instantView } from "./instants.ts";

export const closureView = z.object({
  closure: z.number(),
  state: z.enum(closureStates.names),
  hasBegun: z.boolean().describe("false = planned"),
  renewal: z.enum(renewalStates.names),
  shape: z.object({
    kind: z.enum(closureKinds.names),
    points: z
      .array(z.tuple([z.number(), z.number()]))
      .describe("[longitude, latitude], degrees times 10^7"),
  }),
  direction: z.enum(closureDirections.names),
  bearingDegrees: z.number().nullable(),
  classes: z.array(z.string()).describe("Vehicle classes it stops"),
  source: z.enum(closureSources.names),
  sourceGrade: z.enum(sourceGrades.names),
  contentGrade: z.enum(contentGrades.names),
  reportedAt: instantView,
  ageSeconds: z.number().describe("Since it was reported"),
  sinceAt: instantView,
  reviewAt: instantView,
  expiresAt: instantView,
  confirmedAt: instantView.nullable(),
  endedAt: instantView.nullable(),
  incident: z.number().nullable(),
  description: z.string(),
  by: z.string().describe("Account that reported it"),
  changedBy: z.string().describe("Account that changed it last; empty = nobody since"),
  reason: z.string().describe("Reason of the last change"),
});
export type ClosureView = z.infer<typeof closureView>;

/** Whether somebody may see the closure of a row at all. */
function mayLook(state: RegionState, row: number, caller: Caller): boolean {
  if (caller.role !== "partner") return true;
  const { number } = state.columns.closures;
  return state.text?.closures.get(number[row])?.by === caller.account;
}

/** Rows by number that the caller may see, after the number `after`, at most `limit`. */
export function listSeenRows(
  state: RegionState,
  caller: Caller,
  query: { readonly state: "open" | "all"; readonly after: number; readonly limit: number },
): number[] {
  const { number } = state.columns.closures;
  return listClosureRows(
    state,
    (_, row) =>
      number[row] > query.after &&
      (query.state === "all" || isOpenClosure(state, row)) &&
      mayLook(state, row, caller),
  ).slice(0, query.limit);
}

export function viewClosure(
  state: RegionState,
  row: number,
  caller: Caller,
  now: Instant,
): ClosureView {
  const { classMask: _mask, ...facts } = getClosure(state, row);
  const words = state.text?.closures.get(facts.closure);
  const isCrew = caller.role === "crew";
  const isPartner = caller.role === "partner";
  return {
    ...facts,
    shape: { kind: facts.shape.kind, points: facts.shape.points.map(([lon, lat]) => [lon, lat]) },
    classes: [...facts.classes],
    ageSeconds: Math.max(0, Math.round(secondsFromMicros(now - facts.reportedAt))),
    confirmedAt: instantOrNull(facts.confirmedAt),
    endedAt: instantOrNull(facts.endedAt),
    incident: isCrew || isPartner ? null : facts.incident,
    description: isCrew ? "" : (words?.description ?? ""),
    by: isCrew ? "" : (words?.by ?? ""),
    changedBy: isCrew || isPartner ? "" : (words?.changedBy ?? ""),
    reason: isCrew || isPartner ? "" : (words?.reason ?? ""),
  };
}
