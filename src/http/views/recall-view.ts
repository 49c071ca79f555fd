/** Recalls as JSON: who was asked and has not come, and whom a recall would break least for. By staff number, never by name. */

import { z } from "zod";
import type { Instant } from "../../base/instant.ts";
import { countRecalls, listRecallCandidates, listRecalls } from "../../core/hours/recall.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { recallStates } from "../../core/vocabulary.ts";
import { instantOrNull, instantOrNullView, instantView } from "./instants.ts";

export const recallsView = z.object({
  count: z.object({
    ever: z.number(),
    open: z.number(),
    came: z.number(),
    declined: z.number(),
  }),
  recalls: z.array(
    z.object({
      person: z.number(),
      staffNumber: z.string(),
      state: z.enum(recallStates.names),
      recalledAt: instantView,
      fromAt: instantView.describe("When the duty begins, or the person said to be there"),
      dueAt: instantView.describe("When it alarms; in the past = it did"),
    }),
  ),
  candidates: z
    .array(
      z.object({
        person: z.number(),
        staffNumber: z.string(),
        skills: z.array(z.string()),
        breaches: z.array(z.object({ rule: z.string(), hours: z.number(), limit: z.number() })),
        restOwedHours: z.number(),
        averageWeekHours: z.number(),
        offHours: z.number().nullable(),
        nextShiftAt: instantOrNullView,
        reasons: z.array(z.string()),
      }),
    )
    .describe("Whom a recall now would break least for, best first"),
});
export type RecallsView = z.infer<typeof recallsView>;

export function viewRecalls(state: RegionState, now: Instant, most: number): RecallsView {
  return {
    count: { ...countRecalls(state) },
    recalls: listRecalls(state).map((recall) => ({ ...recall })),
    candidates: listRecallCandidates(state, now, most).map((each) => ({
      ...each,
      skills: [...each.skills],
      breaches: each.breaches.map((breach) => ({ ...breach })),
      nextShiftAt: instantOrNull(each.nextShiftAt),
      reasons: [...each.reasons],
    })),
  };
}
