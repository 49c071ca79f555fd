/** Claims: who works on what since when, and what came back. To claim and to give back are commands like all others. */

import { z } from "zod";
import { listClaims } from "../../core/claim/read.ts";
import { claimCauses, claimKinds } from "../../core/vocabulary.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantOrNull, instantOrNullView, instantView } from "../views/instants.ts";
import { consoleAccess } from "./roles.ts";
import { answerDurable, checkConfigured, getRegion, regionParams } from "./region-route.ts";

const claimView = z.object({
  claim: z.number(),
  kind: z.enum(claimKinds.names),
  number: z.number().describe("Of the contact or incident, else 0"),
  code: z.string().describe("Channel, or code of the area, else empty"),
  by: z.string().describe("Account that holds it, or held it"),
  claimedAt: instantView,
  returnedAt: instantOrNullView.describe("When it came back to the pool; null = it is held"),
  cause: z.enum(claimCauses.names).nullable(),
});
export type ClaimView = z.infer<typeof claimView>;

export const claimRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/claims",
    summary: "Who works on what, and what came back because its holder is gone",
    access: consoleAccess,
    params: regionParams,
    answer: {
      schema: z.object({ position: z.number(), claims: z.array(claimView) }),
      description: "Those that came back first.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => ({
        claims: listClaims(region.state).map((each) => ({
          ...each,
          returnedAt: instantOrNull(each.returnedAt),
        })),
      }));
      return { json };
    },
  }),
];
