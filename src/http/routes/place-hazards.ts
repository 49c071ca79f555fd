/** Hazards of places that stand, for the room and for crews. To warn, renew and end are commands like all others. */

import { z } from "zod";
import { listPlaceHazards } from "../../core/place-hazard/read.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantView } from "../views/instants.ts";
import { consoleAndCrewAccess } from "./roles.ts";
import { answerDurable, checkConfigured, getRegion, regionParams } from "./region-route.ts";

const placeHazardView = z.object({
  placeHazard: z.number(),
  latE7: z.number(),
  lonE7: z.number(),
  radiusM: z.number(),
  hazard: z.string().nullable().describe("Code of the region's hazards"),
  warnedAt: instantView,
  expiresAt: instantView,
  isDue: z.boolean().describe("It asks to be renewed"),
  words: z.string(),
  by: z.string(),
  reason: z.string().describe("The last it was renewed for"),
});
export type PlaceHazardView = z.infer<typeof placeHazardView>;

export const placeHazardRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/place-hazards",
    summary: "Hazards of places that stand, by number",
    access: consoleAndCrewAccess,
    params: regionParams,
    answer: {
      schema: z.object({ position: z.number(), placeHazards: z.array(placeHazardView) }),
      description: "All of them.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => ({
        placeHazards: listPlaceHazards(region.state),
      }));
      return { json };
    },
  }),
];
