/** Refuges with their opening state, for everybody who may tell somebody where to go; and how many were checked on, for the room. */

import { z } from "zod";
import { listCheckOns, listRefuges } from "../../core/community/read.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { refugeOpenings } from "../../core/vocabulary.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantOrNull, instantOrNullView } from "../views/instants.ts";
import { consoleRoles } from "./roles.ts";
import { answerDurable, checkConfigured, getCaller, getRegion, regionParams } from "./region-route.ts"; // prettier-ignore

const refugeView = z.object({
  code: z.string(),
  name: z.string(),
  latE7: z.number(),
  lonE7: z.number(),
  opening: z.enum(refugeOpenings.names).describe("closed where nobody ever said"),
  places: z.number().nullable().describe("Free ones; null = not said"),
  changedAt: instantOrNullView,
  isKeeper: z.boolean().describe("Whether the caller says if it is open"),
});
export type RefugeView = z.infer<typeof refugeView>;

export const refugeRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/refuges",
    summary: "Refuges with their opening state; for the room also counts of check-ons by area",
    access: { kind: "roles", roles: [...consoleRoles, "crew", "partner", "community"] },
    params: regionParams,
    answer: {
      schema: z.object({
        position: z.number(),
        refuges: z.array(refugeView),
        areas: z.array(z.object({ code: z.string(), name: z.string() })),
        checkOns: z.array(
          z.object({
            area: z.string(),
            well: z.number(),
            "no answer": z.number(),
            "needs help": z.number(),
          }),
        ),
      }),
      description: "In the order of the configuration.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { role, account } = getCaller(call);
      checkConfigured(region);
      const { state } = region;
      const json = await answerDurable(region, () => {
        const { refuges, config } = getPolicy(state);
        return {
          refuges: listRefuges(state).map((refuge, index) => ({
            ...refuge,
            changedAt: instantOrNull(refuge.changedAt),
            isKeeper: refuges[index].keepers.includes(account),
          })),
          areas: config.areas.map(({ code, name }) => ({ code, name })),
          checkOns: consoleRoles.includes(role) ? listCheckOns(state) : [],
        };
      });
      return { json };
    },
  }),
];
