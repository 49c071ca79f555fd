/**
 * Confirmed readings: what a named person says a sentence means. A file of them names the sentence by its number and
 * repeats its words, so that a changed article is noticed. Without a name, or for other words, there is no verdict.
 */
import { z } from "zod";
import { rfc3339FromInstant } from "../../base/instant.ts";
import type { Statement } from "../../record/statement/statement.ts";
import { statementLimits, statementSchema } from "../statement/schema.ts";
import { readingLimits, type Reading } from "./read-text.ts";

export const readingsSchema = z.strictObject({
  readings: z
    .array(
      z.strictObject({
        number: z.int().min(1).max(readingLimits.sentences),
        sentence: z.string().max(readingLimits.sentenceLength),
        /** Who confirms it; "" while nobody has. */
        confirmedBy: z.string().max(statementLimits.nameLength).default(""),
        statement: statementSchema,
      }),
    )
    .max(readingLimits.sentences),
});

export type ReadingsFile = z.output<typeof readingsSchema>;

export interface ConfirmedReading {
  readonly number: number;
  readonly sentence: string;
  readonly confirmedBy: string;
  readonly statement: Statement;
}

export interface Unconfirmed {
  readonly number: number;
  readonly why: string;
}

export interface Confirmations {
  readonly confirmed: readonly ConfirmedReading[];
  readonly refused: readonly Unconfirmed[];
}

function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

export function takeConfirmations(
  file: ReadingsFile,
  readings: readonly Pick<Reading, "number" | "sentence">[],
): Confirmations {
  const confirmed: ConfirmedReading[] = [];
  const refused: Unconfirmed[] = [];
  for (const { number, sentence, confirmedBy, statement } of file.readings) {
    const reading = readings.find((each) => each.number === number);
    const name = confirmedBy.trim();
    if (reading === undefined) refused.push({ number, why: "the text has no such sentence" });
    else if (plain(reading.sentence) !== plain(sentence))
      refused.push({ number, why: "the sentence has other words than the one that was read" });
    else if (name === "") refused.push({ number, why: "nobody has confirmed it" });
    else if (
      confirmed.some((each) => each.number === number && each.statement === statement.statement)
    )
      refused.push({ number, why: "it is there twice" });
    else
      confirmed.push({
        number,
        sentence: reading.sentence,
        confirmedBy: name,
        statement: statement.statement,
      });
  }
  return { confirmed, refused };
}

/** A statement in the form that the schema reads. */
export function formOf(statement: Statement, text: string): object {
  const { periods, saying, asOf, ...rest } = statement;
  return {
    text,
    ...rest,
    period: periods.length === 0 ? null : periods.length === 1 ? periods[0] : periods,
    ...saying,
    asOf: asOf === null ? null : rfc3339FromInstant(asOf),
  };
}

/** The readings of a text as a file for somebody to confirm; those that suggest nothing are left out. */
export function readingsFileOf(readings: readonly Reading[]): object {
  return {
    readings: readings
      .filter(({ suggestion }) => suggestion.statement.metric !== null)
      .map(({ number, sentence, suggestion }) => ({
        number,
        sentence,
        confirmedBy: "",
        statement: formOf(suggestion.statement, sentence),
      })),
  };
}
