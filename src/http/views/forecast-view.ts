/** A forecast as answers show it; the shape is core/forecast.ts, each part described for who reads the interface. */
import { z } from "zod";
import { lineCauses, type Forecast, type NoForecast, type WhatIf } from "../../core/forecast.ts";
import { limits } from "../../core/limits.ts";
import { grades, serviceLevels } from "../../core/vocabulary.ts";
import { mostExtraUnits } from "../../sim/forecast/what-if.ts";
import { instantView } from "./instants.ts";
import { travelSourceView } from "./travel-view.ts";

const extraUnits = z.int().min(0).max(mostExtraUnits);
const minutes = z.int().min(0).max(1_440);

export const whatIfSchema = z.strictObject({
  nobodyElse: z
    .boolean()
    .exactOptional()
    .describe("Nobody who is planned and has not come yet comes"),
  recalled: extraUnits.exactOptional().describe("Units recalled from rest"),
  recalledMinutes: minutes
    .exactOptional()
    .describe("By when the last of them is there; they come evenly before. Left out = 90"),
  lent: extraUnits.exactOptional().describe("Units lent by a neighbour"),
  lentMinutes: minutes.exactOptional().describe("By when they are there, together. Left out = 60"),
  area: z
    .string()
    .min(1)
    .max(limits.codeLength)
    .exactOptional()
    .describe("Where recalled and lent units are based; left out = spread over all areas"),
  level: z
    .enum(serviceLevels.names)
    .exactOptional()
    .describe("The service level that is decided on now"),
  demandFactor: z.number().min(0.1).max(10).exactOptional().describe("Calls that come, times this"),
}) satisfies z.ZodType<WhatIf>;

const counts = z.array(z.number());
const ends = z
  .object({ low: counts, high: counts })
  .exactOptional()
  .describe("What share of the futures at each end belongs to a band of exactly that share");
const bands = z
  .object({
    low95: counts,
    low80: counts,
    middle: counts,
    high80: counts,
    high95: counts,
    inside80: counts.describe("Share of futures that lies in the 80 % band, which may be more"),
    inside95: counts,
    ends80: ends,
    ends95: ends,
  })
  .describe("By step");
const byGrade = <T extends z.ZodType>(schema: T) => z.partialRecord(z.enum(grades.names), schema);

export const forecastView = z.object({
  region: z.string(),
  position: z.number().describe("Log position it was made from"),
  at: instantView,
  policy: z.number(),
  seed: z.number(),
  futures: z.number().describe("How many were played"),
  horizonSeconds: z.number(),
  travel: travelSourceView,
  lineCause: z
    .enum(lineCauses)
    .exactOptional()
    .describe("Why ways go by straight line; left out = they go by road"),
  whatIf: whatIfSchema.nullable(),
  learnt: z
    .object({
      incidents: z.number(),
      hours: z.number(),
      demandModel: z
        .object({ name: z.string(), sha256: z.string() })
        .exactOptional()
        .describe("The region's demand model; left out = calls are like those of the last day"),
      callsPerHour: z.number(),
      varianceToMean: z.number(),
      sendDelaySeconds: z
        .number()
        .exactOptional()
        .describe("From opening an incident until a unit is sent that is there"),
      shifts: z.object({ ahead: z.number(), came: z.number(), stayedAway: z.number() }),
      scenes: z.record(
        z.enum(grades.names),
        z.object({ medianMinutes: z.number(), ended: z.number(), running: z.number() }),
      ),
    })
    .describe("What the last day of the state says: calls in the next hour, times at scenes"),
  present: z.object({
    bookedOn: z.number(),
    free: z.number(),
    waiting: z.number(),
    noUnit: byGrade(z.boolean()),
  }),
  stepsAt: z.array(instantView),
  free: bands,
  bookedOn: counts,
  waiting: bands,
  grades: byGrade(
    z.object({
      suitable: bands,
      noUnit: counts.describe("Chance that some area has no free suitable unit, by step"),
      noUnitBy: counts.describe("Chance that it was so at some time until then, by step"),
      zeroCover: z.object({
        share: z.number(),
        soonest: instantView.nullable(),
        half: instantView.nullable(),
        latest: instantView.nullable(),
      }),
      waits: z.array(
        z.object({
          fromAt: instantView,
          untilAt: instantView,
          calls: z.number(),
          meanSeconds: z.number().nullable(),
          medianSeconds: z.number().nullable(),
          p90Seconds: z.number().nullable(),
          unreached: z.number(),
        }),
      ),
    }),
  ),
  columnsAt: z.array(instantView),
  areas: z.array(z.object({ area: z.string(), noUnit: byGrade(counts) })),
  cpuMillis: z.number().describe("Processor time that it took"),
}) satisfies z.ZodType<Forecast>;

export const noForecastView = z.object({
  reason: z.enum(["too few incidents", "too many calls", "no configuration"]),
  incidents: z.number(),
  needed: z.number(),
}) satisfies z.ZodType<NoForecast>;
