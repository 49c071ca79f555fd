/**
 * A mapping file says how somebody's CSV of recorded calls reads: which column means what, in which time zone its
 * clock times are, which incident type, grade and unit kind its words stand for. It is small YAML, checked by this
 * schema; docs/tutorial/your-own-calls.md tells how to write one. Reading rows with it is in row.ts.
 */
import { z } from "zod";
import { grades } from "../../core/vocabulary.ts";

export const mappingLimits = {
  textLength: 200,
  types: 500,
  unitKinds: 100,
  plans: 200,
} as const;

const text = z.string().min(1).max(mappingLimits.textLength);
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, {
  error: "expected a code of a-z, 0-9 and -, at most 40 characters",
});
const gradeName = z.enum(grades.names);

const need = z.strictObject({
  skills: z.array(code).max(20).default([]),
  vehicles: z.array(code).max(20).default([]),
  count: z.int().min(1).max(20).default(1),
});

const typeSchema = z.strictObject({
  code,
  name: text,
  group: text.default("all"),
  /** Used when the row's grade column is empty or the mapping names none. */
  grade: gradeName.default("priority"),
  /** Median minutes at the scene where the records do not say. */
  sceneMinutes: z.number().positive().max(1440).default(30),
});

const unitKindSchema = z.strictObject({
  vehicle: code,
  name: text.optional(),
  skills: z.array(code).max(20).default([]),
  crew: z.int().min(1).max(20).default(2),
  /** Put before the unit's name, for units that the source names by a bare number. */
  prefix: z.string().max(8).default(""),
  /** `always`: on duty for the whole record. `seen`: from a while before its calls until after them. */
  duty: z.enum(["always", "seen"]).default("always"),
});

const columnsSchema = z.strictObject({
  /** One call may stand in several rows, one per unit sent. */
  call: text,
  receivedAt: text,
  answeredAt: text.optional(),
  /** One column, or several whose words are joined by " / ". */
  type: z.union([text, z.array(text).min(1).max(4)]),
  grade: text.optional(),
  lat: text,
  lon: text,
  place: text.optional(),
  /** Patrol area, station area, district: any short word. */
  area: text.optional(),
  unit: text.optional(),
  unitKind: text.optional(),
  dispatchedAt: text.optional(),
  respondingAt: text.optional(),
  onSceneAt: text.optional(),
  transportAt: text.optional(),
  handoverAt: text.optional(),
  availableAt: text.optional(),
});

export const mappingSchema = z
  .strictObject({
    name: text,
    /** Shown where the data is shown. */
    attribution: text,
    region: z.strictObject({ id: code, name: text }),
    /** IANA name; used for clock times that say no offset of their own. */
    timeZone: text.default("UTC"),
    /** `iso`, or a pattern of yyyy MM dd HH hh mm ss a, for example "MM/dd/yyyy hh:mm:ss a". */
    timeFormat: text.default("iso"),
    columns: columnsSchema,
    types: z
      .record(z.string(), typeSchema)
      .refine((all) => Object.keys(all).length <= mappingLimits.types, {
        error: `at most ${mappingLimits.types} types`,
      }),
    /** Rows whose type is not named above; without it they are left out and listed. */
    otherType: typeSchema.optional(),
    grades: z.record(z.string(), gradeName).default({}),
    unitKinds: z
      .record(z.string(), unitKindSchema)
      .refine((all) => Object.keys(all).length <= mappingLimits.unitKinds, {
        error: `at most ${mappingLimits.unitKinds} unit kinds`,
      })
      .default({}),
    /** Response plans by incident type codes (empty = all) and grades; the first match wins. */
    plans: z
      .array(
        z.strictObject({
          types: z.array(code).max(100).default([]),
          grades: z.array(gradeName).min(1),
          needs: z.array(need).max(20),
        }),
      )
      .max(mappingLimits.plans)
      .default([]),
    targets: z
      .strictObject({
        immediateSeconds: z.number().positive().default(480),
        prioritySeconds: z.number().positive().default(1200),
      })
      .prefault({}),
    /** For records that name no units: this many are made, on bases among the calls. */
    madeUnits: z
      .strictObject({
        count: z.int().min(1).max(2000),
        areas: z.int().min(1).max(60),
        vehicle: code,
        skills: z.array(code).max(20).default([]),
      })
      .optional(),
    /** Leave rows out when a column has one of these words, each with the reason to list. */
    leaveOut: z
      .array(
        z.strictObject({
          column: text,
          is: z.array(z.string().max(200)).min(1).max(100),
          reason: text,
        }),
      )
      .max(20)
      .default([]),
  })
  .refine((mapping) => mapping.columns.unit !== undefined || mapping.madeUnits !== undefined, {
    error: "the columns name no unit, so madeUnits must say how many to make",
  });

export type Mapping = z.output<typeof mappingSchema>;
export type MappedType = z.output<typeof typeSchema>;

/** Columns the mapping names, with the key that names each. */
export function listColumns(mapping: Mapping): { key: string; column: string }[] {
  return Object.entries(mapping.columns).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return (Array.isArray(value) ? value : [value]).map((column) => ({ key, column }));
  });
}
