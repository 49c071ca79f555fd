/**
 * Directives with how many dispatches each withheld or limited, for the room and for whoever oversees it. To issue one and to cite one
 * are commands like all others.
 */

import { z } from "zod";
import { listDirectives } from "../../core/directive/read.ts";
import { directiveEffects, directiveStates, grades } from "../../core/vocabulary.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantView } from "../views/instants.ts";
import { consoleAccess } from "./roles.ts";
import { answerDurable, checkConfigured, getRegion, regionParams } from "./region-route.ts";

const directiveView = z.object({
  directive: z.number(),
  state: z.enum(directiveStates.names),
  effect: z.enum(directiveEffects.names),
  incidentTypes: z.array(z.string()).describe("Empty = every one"),
  areas: z.array(z.string()).describe("Empty = every one"),
  grades: z.array(z.enum(grades.names)).describe("Assessed grades; never immediate"),
  skills: z.array(z.string()).describe("Units with these are not sent; with the effect limit"),
  issuedAt: instantView,
  fromAt: instantView,
  untilAt: instantView,
  overAt: instantView.nullable().describe("null = it is not over"),
  isDue: z.boolean().describe("It asks to be renewed"),
  cited: z.number().describe("Dispatches ever withheld or limited under it"),
  open: z.number().describe("Of these, incidents that are now"),
  sent: z.number().describe("Of these, where a unit was sent all the same"),
  issuer: z.string(),
  basis: z.string(),
  words: z.string(),
  by: z.string().describe("Who entered it"),
  reason: z.string().describe("Why it was renewed last, or ended"),
});
export type DirectiveView = z.infer<typeof directiveView>;

export const directiveRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/directives",
    summary:
      "Directives with their counts of withheld and limited dispatches; those that stand first",
    access: consoleAccess,
    params: regionParams,
    answer: {
      schema: z.object({ position: z.number(), directives: z.array(directiveView) }),
      description: "Those that stand, and of those that are over as many as the region keeps.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => ({
        directives: listDirectives(region.state).map((each) => ({
          ...each,
          incidentTypes: [...each.incidentTypes],
          areas: [...each.areas],
          grades: [...each.grades],
          skills: [...each.skills],
          overAt: each.overAt === 0 ? null : each.overAt,
        })),
      }));
      return { json };
    },
  }),
];
