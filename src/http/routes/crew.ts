/**
 * The people of a unit, for its crew's phone, the unit's panel and the command line: who is of it and holds what, and the ids of what
 * a crew types. To book on, hand in and take over are commands like all others.
 */

import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { defineRoute, type Route } from "../route.ts";
import { crewNameView, crewView } from "../../wire/crew-schema.ts";
import { viewCrew, viewNames } from "../views/crew-view.ts";
import { consoleAndCrewAccess } from "./roles.ts";
import {
  answerDurable,
  answerUnit,
  checkConfigured,
  checkOwnUnit,
  getCaller,
  getRegion,
  numberParam,
  regionParams,
} from "./region-route.ts";

const params = regionParams.extend({ number: numberParam });
const withPosition = { position: z.number().describe("Log position it is true at") };

export const crewRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/units/:number/crew",
    summary: "Who is of a unit's crew and holds what, who was, the shift, what was left; a crew sees its own", // prettier-ignore
    access: consoleAndCrewAccess,
    params,
    answer: { schema: crewView.extend(withPosition), description: "The people of the unit." },
    handle: async (call) => ({
      json: await answerUnit(call, (region, unit) => viewCrew(region.state, unit, region.now())),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/units/:number/crew/names",
    summary: "Ids of a staff number and of codes of items, as a crew types them",
    access: consoleAndCrewAccess,
    params,
    query: z.strictObject({
      staff: z.string().trim().max(limits.staffNumberLength).default(""),
      items: z
        .string()
        .max(400)
        .default("")
        .transform((text) => text.split(/[\s,]+/).filter((each) => each !== ""))
        .describe("Codes, with spaces or commas between"),
    }),
    answer: { schema: crewNameView.extend(withPosition), description: "Ids, or null." },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      checkOwnUnit(getCaller(call), call.params.number);
      const { staff, items } = call.query;
      return { json: await answerDurable(region, () => viewNames(region.state, staff, items)) };
    },
  }),
];
