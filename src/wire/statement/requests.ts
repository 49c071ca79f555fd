/** What the routes of statements take: a text to read, a statement to check, a definition of normal. With limits on every part. */

import { z } from "zod";
import { isTimeZone } from "../../base/zone-offsets.ts";
import { statementLimits, statementSchema } from "./schema.ts";

export const requestLimits = { textLength: 20_000, conditions: 20, why: 500 } as const;

const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, { error: "expected an IANA name like Europe/London" })
  .default("UTC");

export const readRequest = z.strictObject({
  text: z.string().min(1).max(requestLimits.textLength),
  /** Local date that the text speaks from; without it relative times stay open. */
  asOf: z.iso.date().nullable().default(null),
  timeZone,
});

export const checkRequest = z.strictObject({
  statement: statementSchema,
  timeZone,
  /** Position of the log to evaluate at; left out = its end. */
  until: z.int().min(1).optional(),
});

/** The caller confirms the reading with its account. */
export const recordRequest = checkRequest.extend({
  corrects: z.int().min(1).nullable().default(null),
  why: z.string().max(requestLimits.why).default(""),
});

const short = z.string().max(statementLimits.nameLength);

export const normalRequest = z.strictObject({
  words: z.string().min(1).max(500),
  conditions: z
    .array(
      z.strictObject({
        metric: short,
        statistic: short.nullable().default(null),
        comparator: short,
        value: z.number().min(-1e12).max(1e12),
        unit: z.string().max(40).default(""),
        withinSeconds: z.number().min(0).max(1e9).nullable().default(null),
      }),
    )
    .min(1)
    .max(requestLimits.conditions),
});
