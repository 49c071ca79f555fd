/**
 * Statements from outside: the schema of one statement with limits on every part, and files of claims that others
 * wrote (a claim beside its text and, for testing, the expected verdict). What a claims file leaves to the text, such
 * as the two kinds of calls that are compared, is looked for in the text by the rules of the record. Pure.
 */
import { z } from "zod";
import { findInstant } from "../../base/instant.ts";
import { findMetricName } from "../../record/statement/metric-name.ts";
import type { Filter, StatementRecord } from "../../record/statement/record.ts";
import { findSides } from "../../record/statement/sides.ts";
import {
  emptyStatement,
  type Statement,
  type Tolerance,
} from "../../record/statement/statement.ts";
import { comparators, filterFields, findComparison, nameOf } from "../../record/statement/words.ts";

export const statementLimits = {
  textLength: 2_000,
  nameLength: 100,
  filterValues: 100,
  periods: 12,
} as const;

const short = z.string().max(statementLimits.nameLength);
const filterSchema = z
  .partialRecord(
    z.enum(filterFields),
    z.union([short, z.array(short).min(1).max(statementLimits.filterValues)]),
  )
  .transform((filter): Filter => toFilter(filter));

function toFilter(
  filter: Readonly<Record<string, string | readonly string[] | undefined>>,
): Filter {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, typeof value === "string" ? [value] : value]],
    ),
  );
}

const finite = z.number().min(-1e12).max(1e12);

export const statementSchema = z
  .strictObject({
    /** As it was said. */
    text: z.string().max(statementLimits.textLength).default(""),
    metric: short.nullable(),
    statistic: short.nullable().default(null),
    withinSeconds: finite.min(0).nullable().default(null),
    by: short.nullable().default(null),
    area: short.nullable(),
    period: z
      .union([short, z.array(short).max(statementLimits.periods)])
      .nullable()
      .default(null),
    filter: filterSchema.default({}),
    other: z
      .strictObject({
        area: short.optional(),
        period: short.optional(),
        filter: filterSchema.optional(),
      })
      .nullable()
      .default(null),
    comparator: z.enum(comparators).nullable(),
    value: z
      .union([
        finite,
        short,
        z.tuple([finite, finite]).refine(([low, high]) => low <= high, {
          error: "expected the lower end of the range first",
        }),
      ])
      .nullable()
      .default(null),
    unit: short.default(""),
    tolerance: z
      .strictObject({ kind: z.enum(["relative", "absolute"]), amount: finite.min(0) })
      .nullable()
      .default(null),
    saidBy: short.default(""),
    saidWhere: z.string().max(500).default(""),
    saidAt: short.default(""),
    /** RFC 3339. */
    asOf: short
      .refine((text) => findInstant(text) !== undefined, {
        error: "expected a time like 2017-01-04T00:00:00Z",
      })
      .nullable()
      .default(null),
  })
  .transform(({ text, period, saidBy, saidWhere, saidAt, asOf, ...rest }) => {
    const periods = period === null ? [] : typeof period === "string" ? [period] : period;
    const statement: Statement = {
      ...rest,
      periods,
      saying: { saidBy, saidWhere, saidAt },
      asOf: asOf === null ? null : (findInstant(asOf) ?? null),
    };
    return { text, statement };
  });

const filterValue = z.union([short, z.number(), z.boolean()]);
const scalar = z.union([finite, short]);

/** A line of a claims file. */
export const claimSchema = z.object({
  id: short,
  text: z.string().max(statementLimits.textLength),
  /** File name of the calls that it is about. */
  dataset: short.optional(),
  claim: z.object({
    metric: short.nullable().default(null),
    area: short.nullable().default(null),
    period: z
      .union([short, z.array(short).max(statementLimits.periods)])
      .nullable()
      .default(null),
    filter: z
      .record(short, z.union([filterValue, z.array(filterValue).max(statementLimits.filterValues)]))
      .nullable()
      .default({}),
    comparator: short.nullable().default(null),
    value: z
      .union([scalar, z.array(scalar).max(2)])
      .nullable()
      .default(null),
    unit: short.nullable().default(""),
    tolerance: finite.nullable().default(null),
  }),
  expected: short.optional(),
  truth: z
    .union([scalar, z.array(z.union([scalar, z.null()])).max(statementLimits.periods)])
    .nullable()
    .optional(),
});

export type Claim = z.output<typeof claimSchema>;

const fieldNames: Readonly<Record<string, string>> = {
  hour: "hour-of-day",
  "hour-of-call": "hour-of-day",
  "day-of-week": "weekday",
  date: "day",
  type: "call-type",
  group: "call-group",
  "station-area": "area",
};

const comparatorNames: Readonly<Record<string, string>> = {
  argmax: "most",
  argmin: "least",
  "=": "eq",
  "==": "eq",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  range: "between",
  ratio: "ratio-eq",
  "approx-equal": "approx",
};

/**
 * The statement of a claim. `record`: for names of columns, and for what the claim leaves to its text; undefined while
 * there is none. A pair of periods with a comparator that compares nothing means the record's whole period.
 */
export function statementOfClaim(
  { text, claim }: Claim,
  record: StatementRecord | undefined,
  fieldOfColumn: (column: string) => string | undefined,
): Statement {
  const name = claim.metric === null ? undefined : findMetricName(claim.metric);
  const given = claim.comparator === null ? null : nameOf(claim.comparator);
  const plain = given === null ? null : (comparatorNames[given] ?? given);
  const isNamed = typeof claim.value === "string" && plain === "eq";
  const comparator = isNamed ? "most" : plain;
  const comparison = comparator === null ? undefined : findComparison(comparator);
  const compares = comparison !== undefined && comparison.against !== "value";
  const periods = claim.period === null ? [] : [claim.period].flat();
  const isWhole = periods.length === 2 && !compares && record !== undefined;
  const sides =
    compares && periods.length < 2 && record !== undefined ? findSides(text, record) : undefined;
  const filter = filterOf(claim.filter ?? {}, fieldOfColumn);
  const unit = claim.unit ?? "";
  const within = name?.withinSeconds ?? null;
  return {
    ...emptyStatement,
    metric: name?.metric ?? claim.metric,
    statistic: name?.statistic ?? null,
    by: name?.by ?? null,
    withinSeconds: within !== null && Number.isNaN(within) ? findWithin(text) : within,
    area: claim.area,
    periods: isWhole ? [wholeOf(record)] : periods,
    filter: sides === undefined ? filter : { ...filter, ...sides.first },
    other: sides === undefined ? null : { filter: sides.second },
    comparator,
    value: valueOfClaim(claim.value),
    unit,
    tolerance: claim.tolerance === null ? null : toleranceOf(claim.tolerance, unit),
  };
}

function valueOfClaim(value: Claim["claim"]["value"]): Statement["value"] {
  if (!Array.isArray(value)) return value;
  const [low, high] = value;
  return typeof low === "number" && typeof high === "number"
    ? [Math.min(low, high), Math.max(low, high)]
    : null;
}

/** Of percentages it is points; below one it is a share; else it is in the unit. */
function toleranceOf(amount: number, unit: string): Tolerance {
  const isPoints = /^(?:percent|per cent|%)$/.test(unit);
  return {
    kind: isPoints || Math.abs(amount) >= 1 ? "absolute" : "relative",
    amount: Math.abs(amount),
  };
}

function wholeOf({ from, to, zone }: StatementRecord): string {
  const day = (at: number): string => new Date(zone.localAt(at) / 1000).toISOString().slice(0, 10);
  return `${day(from)}..${day(to - 1)}`;
}

function filterOf(
  filter: NonNullable<Claim["claim"]["filter"]>,
  fieldOfColumn: (column: string) => string | undefined,
): Filter {
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) => {
      const name = nameOf(key);
      const field = fieldOfColumn(key) ?? fieldNames[name] ?? name;
      return [field, [value].flat().map(String)];
    }),
  );
}

/** "within eight minutes": only where the metric's name says that there is such a limit. */
function findWithin(text: string): number | null {
  const words = "one two three four five six seven eight nine ten eleven twelve".split(" ");
  const match =
    /\b(?:within|under|in less than) (\d+(?:\.\d+)?|[a-z]+)[ -](second|minute|hour)/i.exec(text);
  if (match === null) return null;
  const [, amount, unit] = match;
  const number = words.includes(amount.toLowerCase())
    ? words.indexOf(amount.toLowerCase()) + 1
    : Number(amount);
  const factor = { second: 1, minute: 60, hour: 3600 }[unit.toLowerCase()] ?? Number.NaN;
  return Number.isFinite(number * factor) ? number * factor : null;
}
