/**
 * What the next hours look like: the newest forecast of a region, one of an earlier moment, what would be with one thing
 * changed, and how well forecasts have come true. Making one never touches the region; asking costs a place in a short
 * line of questions.
 */

import { z } from "zod";
import type { Forecast, NoForecast, WhatIf } from "../../core/forecast.ts";
import type { Policy } from "../../core/region/policy.ts";
import { grades } from "../../core/vocabulary.ts";
import type { Forecaster } from "../../live/forecast/forecaster.ts";
import { kindNames } from "../../live/forecast/kinds.ts";
import { isForecast } from "../../sim/forecast/forecast.ts";
import { leadMinutes } from "../../sim/forecast/score.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import type { ServerContext } from "../server-context.ts";
import { forecastView, noForecastView, whatIfSchema } from "../views/forecast-view.ts";
import { instantQuery, instantView } from "../views/instants.ts";
import { checkConfigured, getRegion, regionParams } from "./region-route.ts";
import { consoleAccess, dispatchAccess } from "./roles.ts";

const kind = z
  .enum(kindNames)
  .default("near")
  .describe("near: 4 hours in steps of 5 minutes; far: 24 hours in steps of 30 minutes");

const none = noForecastView
  .nullable()
  .describe("Why there is none; null = there is one, or it is being made");

const bandScore = z.object({
  count: z.number(),
  inside80: z.number().describe("How many came to lie in the 80 % band"),
  inside95: z.number(),
  meant80: z.number().describe("Of how many futures said so: what inside80 should come to"),
  meant95: z.number(),
  exact80: z
    .number()
    .describe(
      "Inside a band of exactly 80 %, ends counted in part; over exactCount it should be 0.8",
    ),
  exact95: z.number(),
  exactCount: z.number().describe("Forecasts that say what of their ends belongs to the bands"),
});

const chanceScore = z.object({
  count: z.number(),
  came: z.number(),
  squares: z
    .number()
    .describe("Sum of (chance - outcome) squared; over count it is the Brier score"),
  persistenceSquares: z.number().describe("The same for: it stays as it is"),
});

const scores = z.object({
  leads: z.array(
    z.object({
      free: bandScore,
      waiting: bandScore,
      noUnit: z.partialRecord(z.enum(grades.names), chanceScore),
    }),
  ),
  chances: z
    .array(z.object({ count: z.number(), said: z.number(), came: z.number() }))
    .describe("By tenths of the stated chance of no unit"),
});

function getForecaster(server: ServerContext, region: string): Forecaster {
  const forecaster = server.forecasts.forecasters.get(region);
  if (forecaster !== undefined) return forecaster;
  throw new Problem(
    "forecast.off",
    "This server makes no forecasts: forecast.everySeconds is 0 in its configuration.",
  );
}

/** Either of the two, as one answer. */
function viewForecast(found: Forecast | NoForecast | undefined) {
  if (found === undefined) return { forecast: null, none: null };
  return isForecast(found) ? { forecast: found, none: null } : { forecast: null, none: found };
}

export const forecastRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/forecast",
    summary: "What the next hours look like, by many futures of the live state",
    access: consoleAccess,
    params: regionParams,
    query: z.strictObject({
      kind,
      at: instantQuery
        .exactOptional()
        .describe("The last one made until then, up to a day before; left out = the newest"),
    }),
    answer: {
      schema: z.object({ now: instantView, forecast: forecastView.nullable(), none }),
      description: "With the position and moment of the state that it was made from.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { at, kind: wanted } = call.query;
      const forecaster = getForecaster(call.server, region.id);
      const found =
        at === undefined ? forecaster.newest(wanted) : await forecaster.record.find(wanted, at);
      return { json: { now: region.now(), ...viewForecast(found) } };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/forecast/what-if",
    summary: "The next hours as they are and with one thing changed, on the same luck",
    access: dispatchAccess,
    params: regionParams,
    body: z.strictObject({ kind, whatIf: whatIfSchema }),
    answer: {
      schema: z.object({ asItIs: forecastView.nullable(), changed: forecastView.nullable(), none }),
      description: "Both are made now. Nothing of it is kept, and nothing in the region changes.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { kind: wanted, whatIf } = call.body;
      checkArea(region.state.policy?.areaIndex, whatIf.area);
      checkLevel(region.state.policy, whatIf);
      const answer = await getForecaster(call.server, region.id).ask(wanted, whatIf);
      if ("reason" in answer) return { json: { asItIs: null, changed: null, none: answer } };
      return { json: { ...answer, none: null } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/forecast/calibration",
    summary: "How well forecasts have come true: bands and chances against what was",
    access: consoleAccess,
    params: regionParams,
    answer: {
      schema: z.object({
        days: z.number().describe("With anything judged; 30 are kept"),
        leadMinutes: z.array(z.number()).describe("Lead times are judged together up to each"),
        near: scores,
        far: scores,
      }),
      description: "Sums; forecasts of one night overlap, so their number says less than it seems.",
    },
    handle: (call) => {
      const region = getRegion(call);
      const { days, of } = getForecaster(call.server, region.id).record.sumScores();
      return { json: { days, leadMinutes: [...leadMinutes], ...of } };
    },
  }),
];

function checkArea(areas: ReadonlyMap<string, number> | undefined, area: string | undefined): void {
  if (area === undefined || areas?.has(area) === true) return;
  throw new Problem(
    "code.unknown",
    `area: got "${area.slice(0, 40)}", expected one of the region's areas.`,
  );
}

/** The code is the core's: there a decision would be refused in the same words. */
function checkLevel(policy: Policy | undefined, { level }: WhatIf): void {
  if (level === undefined || policy?.levels !== undefined) return;
  throw new Problem(
    "level.no-plan",
    "The region has no plan for service levels; put a levelPlan into its configuration.",
  );
}
