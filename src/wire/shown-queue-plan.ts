/** A plan of the queue as it goes over the wire: the sequence of each unit with names, and what the plan is worth. */

import { z } from "zod";
import { queuePlanMethods } from "../core/queue-plan/queue-plan-events.ts";
import { grades } from "../core/vocabulary.ts";

export const plannedVisitView = z.object({
  incident: z.number(),
  assessed: z.enum(grades.names),
  arrivesSeconds: z.number().describe("From when the plan was made"),
  starved: z.boolean().describe("It has waited beyond its starvation bound by then"),
});

export type PlannedVisitView = z.output<typeof plannedVisitView>;

export const queuePlanView = z.object({
  madeAt: z.number().describe("Position of the log that it was made from"),
  method: z.enum(queuePlanMethods).describe("proven = no plan is better"),
  cost: z.number().describe("Risk x waiting, in risk minutes"),
  bound: z.number().describe("No plan can be below this"),
  gapPercent: z.number().describe("How far it may be above the best, at most"),
  callByCallCost: z.number().describe("The same of sending call by call, in order of the queue"),
  units: z.array(
    z.object({ unit: z.number(), callSign: z.string(), visits: z.array(plannedVisitView) }),
  ),
  unserved: z.array(z.number()).describe("Incidents of which no unit makes all that is asked"),
  leftOut: z.number().describe("Waiting incidents that it did not look at"),
  tookMillis: z.number(),
});
export type QueuePlanView = z.output<typeof queuePlanView>;
