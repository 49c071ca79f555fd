/** Planning the whole queue at once. It proposes and is kept in the log; to send is a command like all others. */

import { defineRoute, type Route } from "../route.ts";
import { queuePlanView } from "../../wire/shown-queue-plan.ts";
import { viewQueuePlan } from "../views/queue-plan-view.ts";
import { checkConfigured, getCaller, getRegion, regionParams } from "./region-route.ts";

export const queuePlanRoutes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/queue-plan",
    summary: "A plan of the whole queue: which unit goes where, in which sequence",
    access: { kind: "roles", roles: ["dispatcher", "supervisor"] },
    params: regionParams,
    answer: {
      schema: queuePlanView,
      description:
        "Made now, in a second or two, and kept in the log as queue.planned. Nobody is sent by it.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const made = await call.server.queuePlanner.plan(region, getCaller(call).account);
      return { json: viewQueuePlan(region.state, made) };
    },
  }),
];
