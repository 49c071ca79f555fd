/**
 * A plan to rehearse as a person writes it in YAML (docs/reference/rehearsal.md): its keys, their limits and what stands
 * where nothing is said. Not here: what becomes of it (plan-file.ts).
 */
import { z } from "zod";
import { interruptions, type DivertRule } from "../../core/allocation/divert-rule.ts";
import { limits } from "../../core/limits.ts";
import { aidTiers, grades, serviceLevels, type Grade } from "../../core/vocabulary.ts";
import { maxProfileSteps } from "../../sim/arrivals/rate-profile.ts";
import { walkOutLimits } from "../../sim/rehearsal/walk-outs.ts";
import { closureText, planClosureLimits } from "./closure-text.ts";
import { instantText, planCode as code } from "./plan-values.ts";

/** Regions of a plan beside its own. */
const planRegionLimits = { regions: 42 } as const;

const share = z.number().min(0).max(1);
const factor = z.number().positive().max(20);
const hours = z
  .number()
  .min(0)
  .max(31 * 24);

const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "expected a time of day like 22:00 (in quotes)" })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const rate = z.number().min(0).max(100_000);
const profile = z
  .array(rate)
  .max(maxProfileSteps)
  .refine((list) => list.length === 24 || list.length === 168, {
    error: "expected one number, 24 (a day from midnight UTC) or 168 (a week from Monday)",
  });

const gradeDemand = z.strictObject({
  share,
  type: code,
  sceneMinutes: z.number().positive().max(10_000),
  sceneSpread: z.number().min(0).max(3).default(0.7),
  patienceMinutes: z.number().positive().max(100_000).optional(),
});

const gradeNumbers = z.partialRecord(z.enum(grades.names), z.number().positive().max(100_000));

export interface SaidDemandText {
  readonly callsPerHour: readonly number[];
  readonly varianceToMean: number;
  readonly grades: Readonly<Partial<Record<Grade, z.output<typeof gradeDemand> | undefined>>>;
}

export interface FittedDemandText {
  /** A file that muster fit wrote; the path is from the plan's folder. */
  readonly model: string;
  readonly patienceMinutes: z.output<typeof gradeNumbers>;
}

/** Numbers in the plan itself, or a demand model: never some of both. */
const demand = z
  .strictObject({
    callsPerHour: z.union([rate.transform((each) => [each]), profile]).optional(),
    varianceToMean: z.number().min(1).max(1_000).optional(),
    grades: z.partialRecord(z.enum(grades.names), gradeDemand).optional(),
    model: z.string().min(1).max(1_000).optional(),
    patienceMinutes: gradeNumbers.optional(),
  })
  .transform((said, context): SaidDemandText | FittedDemandText => {
    const { model, patienceMinutes, callsPerHour, varianceToMean, grades: byGrade } = said;
    const refuse = (key: string, message: string): never => {
      context.addIssue({ code: "custom", path: [key], message });
      return z.NEVER;
    };
    if (model !== undefined) {
      for (const key of ["callsPerHour", "varianceToMean", "grades"] as const)
        if (said[key] !== undefined)
          return refuse(
            key,
            "does not stand beside model, which says it; change the model or leave it out",
          );
      return { model, patienceMinutes: patienceMinutes ?? {} };
    }
    if (patienceMinutes !== undefined)
      return refuse("patienceMinutes", "goes with model; without one it stands in each grade");
    if (callsPerHour === undefined)
      return refuse("callsPerHour", "expected calls an hour, or model: the file of a demand model");
    if (byGrade === undefined) return refuse("grades", "expected the grades and their shares");
    return { callsPerHour, varianceToMean: varianceToMean ?? 1, grades: byGrade };
  });

const heldBack = z.partialRecord(z.enum(grades.names), z.int().min(0).max(limits.units));

const shift = z.strictObject({
  area: code,
  units: z.int().min(1).max(limits.units),
  start: clockTime,
  hours: z.number().positive().max(24),
  arrives: share.default(1),
  late: z.strictObject({ share, minutes: z.number().positive().max(1_440) }).optional(),
  skills: z.array(code).max(limits.skills).default(["response"]),
  vehicle: code.default("car"),
});

/** `none`: units come and go and nothing is planned; `planned`: each shift is planned in the region. */
const roster = z.enum(["none", "planned"]);

const closures = z.array(closureText).max(planClosureLimits.closures);

/** A person with the authority decides so at that time, whatever the room's figures say. */
const levels = z
  .array(z.strictObject({ at: instantText, level: z.enum(serviceLevels.names) }))
  .max(200);

const grade = z.enum(grades.names);
const take = z.strictObject({
  onTheWay: z.array(grade).max(grades.names.length).default([]),
  atScene: z.array(grade).max(grades.names.length).default([]),
});

/** Off which grades units are taken for which; what is said stands in place of the preset's rule. */
const diverts = z.union([
  z.literal("none").transform((): DivertRule => ({ takes: [], interrupted: "resumed" })),
  z
    .strictObject({
      takes: z.partialRecord(grade, take),
      interrupted: z.enum(interruptions).default("resumed"),
    })
    .transform(({ takes, interrupted }): DivertRule => ({
      takes: grades.names.flatMap((each) => {
        const said = takes[each];
        return said === undefined ? [] : [{ grade: each, ...said }];
      }),
      interrupted,
    })),
]);

const walkOuts = z
  .array(
    z.strictObject({
      at: instantText,
      backAt: instantText.optional(),
      area: code.optional(),
      share: share.default(1),
      busy: z.enum(["finish", "hand over"]).default("finish"),
    }),
  )
  .max(walkOutLimits.perPlan);

const changes = {
  arrives: share.optional(),
  roster: roster.optional(),
  demandFactor: factor.optional(),
  sceneFactor: factor.optional(),
  heldBack: heldBack.optional(),
  addShifts: z.array(shift).max(200).optional(),
  closures: closures.default([]),
  levels: levels.optional(),
  diverts: diverts.optional(),
  walkOuts: walkOuts.optional(),
  aid: z.literal("none").optional(),
};

const areas = z
  .array(
    z.strictObject({
      code,
      name: z.string().min(1).max(limits.nameLength),
      lat: z.number().min(-80).max(80),
      lon: z.number().min(-180).max(180),
      radiusKm: z.number().min(0).max(200),
      share: z.number().positive().max(1_000).default(1),
    }),
  )
  .min(1)
  .max(limits.areas);

const shifts = z.array(shift).min(1).max(200);

/** Another region, played beside the plan's own. */
const region = z.strictObject({
  code,
  areas,
  demand,
  shifts,
  heldBack: heldBack.default({}),
});

/** How regions help each other. `region` of a floor: code of a region, or the plan's name for its own. */
const aid = z.strictObject({
  grades: z.array(grade).min(1).max(grades.names.length).default(["immediate", "priority"]),
  units: z.int().min(1).max(limits.unitsPerCommand).default(2),
  hours: z.number().positive().max(96).default(4),
  answerMinutes: z.number().min(0).max(1_440).default(5),
  againMinutes: z.number().positive().max(10_000).default(60),
  tier: z.enum(aidTiers.names).default("region"),
  floors: z
    .array(
      z.strictObject({
        region: code,
        area: code.optional(),
        grade: grade.optional(),
        units: z.int().min(0).max(limits.units),
      }),
    )
    .max(limits.aidFloors)
    .default([]),
});

export const planSchema = z.strictObject({
  name: code,
  start: instantText,
  warmUpHours: hours.default(4),
  hours: hours.refine((value) => value > 0, { error: "expected more than 0" }),
  areas,
  demand,
  shifts,
  roster: roster.default("none"),
  travelSpread: z.number().min(0).max(2).optional(),
  heldBack: heldBack.default({}),
  closures: closures.default([]),
  levels: levels.default([]),
  diverts: diverts.optional(),
  walkOuts: walkOuts.default([]),
  regions: z.array(region).max(planRegionLimits.regions).default([]),
  aid: aid.optional(),
  variants: z.record(code, z.strictObject(changes)).default({}),
});

/** Regions beside the plan's own. */
export type RegionText = z.output<typeof region>;
export type PlanText = z.output<typeof planSchema>;
export type ShiftText = PlanText["shifts"][number];
export type VariantText = PlanText["variants"][string];
