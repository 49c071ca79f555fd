/** What the event of queue-plan-events.ts does to the state: it is counted in the log, and changes nothing. */

import type { FoldsOf } from "../fold.ts";
import type { QueuePlanEvent } from "./queue-plan-events.ts";
import { recordQueuePlan } from "./record.ts";

export const queuePlanFolds: FoldsOf<QueuePlanEvent> = {
  "queue.planned": (state, event) => {
    recordQueuePlan(state, event.at, event);
  },
};
