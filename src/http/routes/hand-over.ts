/** The hand-over page as JSON: all that is open and must be handed on, the level, and hand-overs that nobody has confirmed yet. */

import { findLevelReading } from "../../core/level/read.ts";
import { listHandOvers, listOwed } from "../../core/hand-over/read.ts";
import { handOverView } from "../../wire/hand-over-schema.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantOrNull } from "../views/instants.ts";
import { consoleAccess } from "./roles.ts";
import { answerDurable, checkConfigured, getRegion, regionParams } from "./region-route.ts";

export const handOverRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/hand-over",
    summary: "What is open and must be handed on, the level, and hand-overs nobody has confirmed",
    access: consoleAccess,
    params: regionParams,
    answer: { schema: handOverView, description: "By kind, what is owed soonest first." },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => {
        const { state } = region;
        const at = region.now();
        const level = findLevelReading(state, at);
        return {
          at,
          level: {
            level: level?.level ?? ("normal" as const),
            reason: level?.reason ?? "",
            by: level?.by ?? "",
            reviewAt: instantOrNull(level?.reviewAt ?? 0),
            isReviewOverdue: level?.isReviewOverdue ?? false,
          },
          owed: listOwed(state, at),
          handOvers: listHandOvers(state).map((each) => ({
            ...each,
            doneAt: instantOrNull(each.doneAt),
          })),
        };
      });
      return { json };
    },
  }),
];
