/**
 * The file of a demand model, checked key by key. What comes out has the shape of the model that rehearsals and forecasts
 * draw from (sim/demand-model); that the two agree is checked where they meet (cli/fit). Not here: reading the file.
 */
import { z } from "zod";
import { isTimeZone } from "../../base/zone-offsets.ts";
import { limits } from "../../core/limits.ts";
import { grades } from "../../core/vocabulary.ts";

export const demandModelLimits = {
  sources: 100,
  kinds: 2_000,
  cells: 20_000,
  quantiles: 1_001,
  leftOutDays: 7_320,
  callsPerHour: 100_000,
} as const;

const text = z.string().max(200);
const amount = z.number().min(0);
const positive = z.number().positive();
const share = z.number().min(0).max(1);
const count = z.int().min(0);
const grade = z.enum(grades.names);
const code = z.string().min(1).max(64);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: "expected a day like 2017-01-04" });

const told = {
  times: count,
  from: z.enum(["records", "pooled", "assumed"]),
  fitP: share.nullable(),
};
const seconds = positive.max(1e6);
const shape = positive.max(1e8);
const duration = z.discriminatedUnion("law", [
  z.strictObject({ law: z.literal("lognormal"), median: seconds, sigma: amount.max(10), ...told }),
  z.strictObject({ law: z.literal("gamma"), shape, scale: positive.max(1e9), ...told }),
  z.strictObject({ law: z.literal("weibull"), shape, scale: positive.max(1e9), ...told }),
  z.strictObject({
    law: z.literal("empirical"),
    quantiles: z
      .array(amount.max(1e6))
      .min(2)
      .max(demandModelLimits.quantiles)
      .refine((list) => list.every((each, at) => at === 0 || each >= list[at - 1]), {
        error: "expected numbers that never fall",
      }),
    ...told,
  }),
]);
const durations = z.partialRecord(grade, duration);

const source = z.strictObject({
  file: text,
  sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: "expected 64 digits of 0-9 and a-f" }),
  rows: count,
  calls: count,
  rowsLeftOut: count,
  repeated: count,
});

const timeZone = text.refine(isTimeZone, {
  error: "expected an IANA name like America/Los_Angeles",
});

const cell = z.tuple([
  z.number().min(-85).max(85),
  z.number().min(-180).max(180),
  positive.max(100_000),
  positive,
  code,
]);

const windowFit = z.strictObject({
  hours: positive,
  windows: count,
  inside80: share,
  promised80: share,
  inside95: share,
  promised95: share,
  poissonInside80: share,
});

export const demandModelFileSchema = z.strictObject({
  schema: z.literal("muster.demand-model/1"),
  name: z.string().min(1).max(limits.nameLength),
  attribution: text,
  timeZone,
  sources: z.array(source).max(demandModelLimits.sources),
  period: z.strictObject({
    from: day,
    to: day,
    days: count,
    leftOut: z
      .array(z.strictObject({ day, calls: count, why: text }))
      .max(demandModelLimits.leftOutDays),
  }),
  rate: z.strictObject({
    callsPerDay: positive,
    halfLifeDays: positive.nullable(),
    perHour: z
      .array(
        z
          .array(amount.max(demandModelLimits.callsPerHour))
          .length(24, { error: "expected 24 numbers, one for each hour from midnight" }),
      )
      .length(7, { error: "expected 7 lists, Monday to Sunday, local time" })
      .refine((week) => week.some((day) => day.some((rate) => rate > 0)), {
        error: "expected a number above 0",
      }),
  }),
  spread: z.strictObject({
    hourVarianceToMean: z.number().min(1).max(1_000),
    levels: z
      .array(
        z.strictObject({
          hours: z.union([z.literal(2), z.literal(4), z.literal(6), z.literal(12), z.literal(24)]),
          variance: positive.max(100),
        }),
      )
      .max(4),
    windows: z
      .array(
        z.strictObject({ hours: positive, meanCalls: amount, varianceToMean: z.number().min(1) }),
      )
      .max(20),
  }),
  kinds: z
    .array(
      z.strictObject({
        type: code,
        name: text,
        group: text,
        grade,
        share: positive.max(1),
        calls: count,
        scene: duration,
      }),
    )
    .min(1)
    .max(demandModelLimits.kinds),
  places: z.strictObject({
    fewestCalls: z.int().min(1),
    fewestPoints: z.int().min(1),
    unplaced: count,
    cells: z.array(cell).min(1).max(demandModelLimits.cells),
  }),
  times: z.strictObject({ handling: durations, turnout: durations }),
  travel: z.partialRecord(
    grade,
    z.strictObject({
      baseSeconds: positive,
      secondsPerMetre: positive,
      sigma: amount.max(5),
      journeys: count,
    }),
  ),
  fit: z.strictObject({
    judgedBy: z.enum(["day ahead", "day left out"]),
    days: count,
    windows: z.array(windowFit).max(20),
    pitTenths: z.array(amount).length(10),
    pitP: share,
    kindsByHourP: share.nullable(),
  }),
});
