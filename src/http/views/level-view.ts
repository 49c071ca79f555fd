/**
 * The service level and the promises under it as JSON. The room sees evidence and reasons; a crew which level it is and
 * what is served; a partner the level and what partners and the public are told.
 */

import { z } from "zod";
import type { Instant } from "../../base/instant.ts";
import { findLevelReading } from "../../core/level/read.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import {
  deferralOrigins,
  grades,
  levelMeasures,
  roles,
  serviceLevels,
  type Role,
} from "../../core/vocabulary.ts";
import { instantOrNull, instantView } from "./instants.ts";

const served = z.enum([...grades.names, "deferred"]);

export const levelView = z.object({
  level: z.enum(serviceLevels.names),
  isPlanned: z.boolean().describe("false = the region has no level plan, and is always normal"),
  decidedAt: instantView.nullable().describe("null = nobody ever decided"),
  reviewAt: instantView.nullable().describe("Somebody must look again by then; null = not needed"),
  isReviewOverdue: z.boolean(),
  reason: z.string(),
  by: z.string(),
  proposal: z
    .object({ level: z.enum(serviceLevels.names), since: instantView, isProposed: z.boolean() })
    .nullable()
    .describe("The evidence points to another level, since then; proposed once it has long enough"),
  evidence: z.array(
    z.object({
      level: z.enum(serviceLevels.names),
      measure: z.enum(levelMeasures.names),
      grade: z.enum(grades.names).nullable(),
      withinMinutes: z.number().optional().describe("Of a forecast: within how long"),
      forecast: z
        .object({
          position: z.number(),
          madeAt: instantView,
          seed: z.number(),
          futures: z.number(),
        })
        .optional()
        .describe("The forecast that says it: from which position of the log, when, and its seed"),
      value: z.number().nullable().describe("null = no forecast of the last ten minutes says it"),
      begins: z.number(),
      ends: z.number(),
      pointsHere: z.boolean(),
    }),
  ),
  authority: z.array(z.enum(roles.names)).describe("Who decides on this level"),
  served: z
    .object({ immediate: served, priority: served, scheduled: served, resolution: served })
    .nullable(),
  told: z.string(),
  script: z.string(),
  partnerMessage: z.string(),
  publicMessage: z.string(),
});
export type LevelView = z.infer<typeof levelView>;

const unplanned: LevelView = {
  level: "normal",
  isPlanned: false,
  decidedAt: null,
  reviewAt: null,
  isReviewOverdue: false,
  reason: "",
  by: "",
  proposal: null,
  evidence: [],
  authority: [],
  served: null,
  told: "",
  script: "",
  partnerMessage: "",
  publicMessage: "",
};

export function viewLevel(state: RegionState, role: Role, now: Instant): LevelView {
  const reading = findLevelReading(state, now);
  if (reading === undefined) return unplanned;
  const { level, config, points, pointsSince, isProposed } = reading;
  const messages = { partnerMessage: config.partnerMessage, publicMessage: config.publicMessage };
  const decided = {
    level,
    isPlanned: true,
    decidedAt: instantOrNull(reading.decidedAt),
    ...messages,
  };
  if (role === "partner") return { ...unplanned, ...decided };
  const rule = { served: { ...config.served }, told: config.told, script: config.script };
  if (role === "crew") return { ...unplanned, ...decided, ...rule };
  return {
    ...decided,
    ...rule,
    reviewAt: instantOrNull(reading.reviewAt),
    isReviewOverdue: reading.isReviewOverdue,
    reason: reading.reason,
    by: reading.by,
    proposal: points === level ? null : { level: points, since: pointsSince, isProposed },
    evidence: [...reading.evidence],
    authority: [...config.authority],
  };
}

export const promiseView = z.object({
  deferredAt: instantView.nullable().describe("null = units are sent for again"),
  by: z.enum(deferralOrigins.names).describe("none = it is deferred no more"),
  callBackAt: instantView.nullable().describe("When the caller is called back; null = never again"),
  isMissed: z.boolean().describe("The call-back was not made in time"),
  isTold: z.boolean().describe("Whether the caller knows"),
  told: z.string(),
  reason: z.string(),
  attempts: z.number(),
});

/** Null where nothing is deferred or promised. */
export function viewPromise(state: RegionState, row: number): z.infer<typeof promiseView> | null {
  const { incidents } = state.columns;
  if (incidents.deferredBy[row] === 0 && incidents.callBackAt[row] === 0) return null;
  const words = state.text?.promises.get(incidents.number[row]);
  return {
    deferredAt: instantOrNull(incidents.deferredAt[row]),
    by: deferralOrigins.names[incidents.deferredBy[row]],
    callBackAt: instantOrNull(incidents.callBackAt[row]),
    isMissed: incidents.promiseAlarm[row] >= 0,
    isTold: incidents.told[row] === 1,
    told: words?.told ?? "",
    reason: words?.reason ?? "",
    attempts: incidents.callBacks[row],
  };
}
