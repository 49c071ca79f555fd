/**
 * Reads a scenario: a small YAML file that says when a played world begins, who comes to work, and what is staged.
 * Faults name file, line and column. docs/reference/scenarios.md tells the keys; scenarios/ has the shipped ones.
 */
import { z } from "zod";
import { findInstant } from "../../base/instant.ts";
import type { Forces, Scenario, ShiftPlan } from "../../sim/behaviour/scenario.ts";
import { incidentKinds } from "../../sim/town/incident-kinds.ts";
import { townLimits } from "../../sim/town/make-town.ts";
import { readYamlFile } from "../yaml-file.ts";

const share = z.number().min(0).max(1);
const minutes = z
  .number()
  .min(0)
  .max(14 * 24 * 60);
const kindCodes = incidentKinds.map((kind) => kind.code);
const kindCode = z.string().refine((code) => kindCodes.includes(code), {
  error: `expected one of ${kindCodes.join(", ")}`,
});

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "expected a time of day like 22:00 (in quotes)" })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const instantText = z.string().transform((text, context) => {
  const at = findInstant(text);
  if (at !== undefined) return at;
  context.addIssue({ code: "custom", message: "expected a time like 2027-03-05T20:30:00Z" });
  return z.NEVER;
});

const shiftSchema = z
  .strictObject({
    start: clockTime,
    hours: z.number().min(1).max(24),
    arrives: share.default(0.97).describe("Share of the planned units that book on."),
    arrivesOnDay: z
      .record(
        z.string().regex(/^\d{1,2}$/, { error: "expected a day number, 0 = the first" }),
        share,
      )
      .default({})
      .describe("Instead of `arrives` on these days."),
    staysOn: z
      .strictObject({ share, minutes })
      .prefault({ share: 0, minutes: 0 })
      .describe("Who works longer when the next shift is short."),
  })
  .transform((shift): ShiftPlan => ({
    startMinute: shift.start,
    lengthMinutes: shift.hours * 60,
    arrives: shift.arrives,
    arrivesOnDay: new Map(
      Object.entries(shift.arrivesOnDay).map(([day, part]) => [Number(day), part]),
    ),
    staysOnShare: shift.staysOn.share,
    staysOnMinutes: shift.staysOn.minutes,
  }));

/** Planned heads of all regions of a play; each is a person with shifts of several days. */
export const forceLimits = { heads: 6_000 } as const;

function headsOf(regions: readonly { readonly officers: number }[], perHead: number): number {
  return regions.reduce((sum, { officers }) => sum + Math.round(officers / perHead), 0);
}

export const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().min(1).max(100),
  summary: z.string().min(1).max(1_000),
  town: z.strictObject({
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(7),
    units: z.int().min(townLimits.unitsLeast).max(townLimits.unitsMost).default(120),
    scale: z.number().min(townLimits.scaleLeast).max(townLimits.scaleMost).default(1),
  }),
  start: instantText.describe("When the world begins; the invented town lives in UTC."),
  shifts: z.strictObject({ early: shiftSchema, late: shiftSchema, night: shiftSchema }),
  demand: z
    .strictObject({
      factor: z.number().positive().max(20).default(1),
      surges: z
        .array(
          z.strictObject({
            from: minutes.describe("Minutes after the start."),
            minutes,
            factor: z.number().min(0).max(50),
            kinds: z.array(kindCode).max(100).default([]),
          }),
        )
        .max(50)
        .default([]),
    })
    .prefault({}),
  staged: z
    .array(
      z.strictObject({
        at: minutes.describe("Minutes after the start."),
        kind: kindCode,
        callers: z.int().min(1).max(60).default(1),
        placeKind: z.string().max(40).default(""),
      }),
    )
    .max(500)
    .default([]),
  closures: z
    .array(
      z.strictObject({
        at: minutes.describe("Minutes after the start."),
        minutes: z.number().min(1).max(24 * 60), // prettier-ignore
        placeKind: z.string().max(40).default(""),
        words: z.string().min(1).max(200),
      }),
    )
    .max(100)
    .default([]),
  requests: z
    .array(
      z.strictObject({
        at: minutes.describe("Minutes after the start."),
        kind: z.enum(["people", "units", "kit", "escort", "information"]),
        quantity: z.int().min(1).max(1_000).default(1),
        words: z.string().min(1).max(500),
      }),
    )
    .max(100)
    .default([]),
  forces: z
    .strictObject({
      regions: z
        .array(
          z.strictObject({
            id: z.string().regex(/^[a-z0-9-]{1,32}$/),
            name: z.string().min(1).max(60),
            officers: z.int().min(1).max(1_000_000),
          }),
        )
        .min(2)
        .max(43)
        .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
          error: "expected ids that differ",
        }),
      officersPerHead: z.number().min(1).max(10_000),
      officersPerUnit: z.number().min(1).max(10_000).default(400),
      aid: z
        .array(
          z.strictObject({
            at: minutes.describe("Minutes after the start."),
            region: z.string().min(1).max(32),
            units: z.int().min(1).max(50),
            minutes: z.number().min(10).max(48 * 60), // prettier-ignore
            words: z.string().min(1).max(200),
          }),
        )
        .max(100)
        .default([]),
      leaves: z.strictObject({ share, from: minutes, minutes }),
      arrives: share,
      days: z.int().min(1).max(14),
    })
    .refine(
      ({ regions, officersPerHead }) => headsOf(regions, officersPerHead) <= forceLimits.heads,
      {
        error: `expected at most ${forceLimits.heads} heads in all: more officersPerHead`,
      },
    )
    .refine(
      ({ regions, aid }) => aid.every(({ region }) => regions.some(({ id }) => id === region)),
      {
        error: "expected that the regions of aid are among the regions",
        path: ["aid"],
      },
    )
    .exactOptional()
    .describe("People of the town's region (the first) and of others beside it."),
  tour: z
    .array(
      z.strictObject({
        at: minutes.describe("Minutes after the start."),
        words: z.string().min(1).max(300),
      }),
    )
    .max(20)
    .refine((steps) => steps.every(({ at }, index) => index === 0 || at >= steps[index - 1].at), {
      error: "expected steps in order of time",
    })
    .default([])
    .describe("What somebody who looks on for the first time may watch for."),
  travelFactor: z.number().min(0.5).max(5).default(1),
  emergenciesPerDay: z.number().min(0).max(100).default(0),
});

/** Throws a FileFault that says where the file is wrong. */
export function readScenario(path: string): Scenario {
  const file = readYamlFile(path, scenarioSchema);
  return {
    name: file.name,
    title: file.title,
    summary: file.summary,
    town: file.town,
    startAt: file.start,
    shifts: [file.shifts.early, file.shifts.late, file.shifts.night],
    demandFactor: file.demand.factor,
    surges: file.demand.surges.map(({ from, ...surge }) => ({ ...surge, fromMinute: from })),
    staged: file.staged.map(({ at, ...one }) => ({ ...one, minute: at })),
    travelFactor: file.travelFactor,
    emergenciesPerDay: file.emergenciesPerDay,
    closures: file.closures.map(({ at, ...one }) => ({ ...one, minute: at })),
    requests: file.requests.map(({ at, ...one }) => ({ ...one, minute: at })),
    forces: forcesFrom(file.forces),
    tour: file.tour.map(({ at, words }) => ({ minute: at, words })),
  };
}

function forcesFrom(file: z.output<typeof scenarioSchema>["forces"]): Forces | undefined {
  if (file === undefined) return undefined;
  const { from, ...leaves } = file.leaves;
  const aid = file.aid.map(({ at, ...one }) => ({ ...one, minute: at }));
  return { ...file, aid, leaves: { ...leaves, fromMinute: from } };
}
