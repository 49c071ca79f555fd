/** That somebody had the whole queue planned, as a fact: the proposal as it was shown, its bound, and who was overdue. */

import type { EventBase } from "../events.ts";

export const queuePlanMethods = ["proven", "searched"] as const;
export type QueuePlanMethod = (typeof queuePlanMethods)[number];

/** One unit at one incident, in the sequence of the unit. */
export interface PlannedVisit {
  readonly unit: number;
  readonly incident: number;
  /** Place in the unit's sequence, 1 = the first. */
  readonly order: number;
  /** Whole seconds from when the plan was made. */
  readonly arrivesSeconds: number;
  /** The incident has waited beyond its starvation bound when the unit arrives. */
  readonly starved: boolean;
}

export interface QueuePlanned extends EventBase {
  readonly type: "queue.planned";
  /** Account id of who asked for it. */
  readonly askedBy: string;
  /** Position of the log that it was made from. */
  readonly madeAt: number;
  readonly method: QueuePlanMethod;
  /** Risk x waiting of the plan, in risk minutes; what no plan can be below; and sending call by call in order of the queue. */
  readonly cost: number;
  readonly bound: number;
  readonly callByCallCost: number;
  readonly visits: readonly PlannedVisit[];
  /** Incidents of which no unit of the plan makes all that is asked. */
  readonly unserved: readonly number[];
  /** Waiting incidents that the plan did not look at, because there were too many. */
  readonly leftOut: number;
}

export type QueuePlanEvent = QueuePlanned;
