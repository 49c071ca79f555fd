/** What may be said of a plan of the queue: the server records the one that it made. */

import type { PlannedVisit, QueuePlanMethod } from "./queue-plan-events.ts";

export type QueuePlanCommand = {
  /** Set by the live loop, never by a client: the plan that was made for somebody. */
  readonly type: "queue.record-plan";
  readonly askedBy: string;
  readonly madeAt: number;
  readonly method: QueuePlanMethod;
  readonly cost: number;
  readonly bound: number;
  readonly callByCallCost: number;
  readonly visits: readonly PlannedVisit[];
  readonly unserved: readonly number[];
  readonly leftOut: number;
};
