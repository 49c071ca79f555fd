/** Demand now against what is ordinary, by type and area. Counts only; who called does not come into it. */

import { demandLimits } from "../../live/demand-watch.ts";
import { demandView } from "../../wire/shown-demand.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import { viewGaps } from "../views/gap-view.ts";
import { consoleAccess } from "./roles.ts";
import { checkConfigured, getRegion, regionParams } from "./region-route.ts";

export const demandRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/demand",
    summary: "What opened in the last hour by type and area, against what is ordinary there",
    access: consoleAccess,
    params: regionParams,
    answer: {
      schema: demandView,
      description: `Those furthest above what is ordinary first; at most ${demandLimits.listed}.`,
    },
    handle: (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const watch = call.server.demandWatches.get(region.id);
      if (watch === undefined) throw new Problem("region.unknown", "There is no such region.");
      const now = region.now();
      const lost = watch.lostBy(now);
      const cells = watch.counts.list(now, lost).slice(0, demandLimits.listed);
      return {
        json: {
          gaps: viewGaps(region.state),
          hours: Math.floor(watch.counts.hoursAt(now, lost)),
          cells,
        },
      };
    },
  }),
];
