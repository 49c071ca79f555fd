/** Gaps of a region's log: when Muster took nothing, or its clock jumped. To say that all of one was entered is a command. */

import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { defineRoute, type Route } from "../route.ts";
import { gapsView, viewGaps } from "../views/gap-view.ts";
import { consoleAccess } from "./roles.ts";
import { answerDurable, checkConfigured, getRegion, regionParams } from "./region-route.ts";

export const gapRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/gaps",
    summary: "Gaps of the log: when Muster took nothing, or its clock jumped",
    access: consoleAccess,
    params: regionParams,
    answer: {
      schema: z.object({ position: z.number(), gaps: gapsView }),
      description: `The newest first; the last ${limits.gaps} are kept.`,
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      return { json: await answerDurable(region, () => ({ gaps: viewGaps(region.state) })) };
    },
  }),
];
