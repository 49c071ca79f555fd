/**
 * What a screen needs of statements: the names that a form may choose from, the form of a statement as the routes take it, and a
 * card as they answer it. The schema that checks a form is the server's (schema.ts).
 */

import { metrics } from "../../record/statement/catalogue.ts";
import { comparators } from "../../record/statement/words.ts";

export type { Card } from "../../record/statement/card.ts";
export { describeSides } from "../../record/statement/card.ts";

export const metricChoices: readonly { readonly code: string; readonly name: string }[] =
  metrics.map(({ name, definition }) => ({ code: name, name: `${name}: ${definition}` }));

export const comparatorChoices: readonly string[] = comparators;

/** A statement as the routes take it; what is left out has the schema's first value. */
export interface StatementForm {
  readonly text: string;
  readonly metric: string | null;
  readonly area: string | null;
  readonly period: string | readonly string[] | null;
  readonly filter?: Readonly<Record<string, string | readonly string[]>>;
  readonly comparator: string | null;
  readonly value: number | string | readonly [number, number] | null;
  readonly unit: string;
  readonly saidBy: string;
  readonly saidWhere: string;
  readonly saidAt: string;
}

/** `60` is a number, `60 to 80` a range, anything else words; nothing is no value. */
export function readValue(text: string): StatementForm["value"] {
  const said = text.trim();
  if (said === "") return null;
  const range = /^(-?[0-9.]+) *(?:to|\.\.|-|–) *(-?[0-9.]+)$/.exec(said);
  if (range !== null) return [Number(range[1]), Number(range[2])];
  const value = Number(said.replaceAll(",", ""));
  return Number.isFinite(value) ? value : said;
}

export function writeValue(value: StatementForm["value"]): string {
  if (value === null) return "";
  return typeof value === "object" ? value.join(" to ") : String(value);
}

/** Two sides are joined by a semicolon; one period may itself be a range. */
export function readPeriod(text: string): StatementForm["period"] {
  const parts = text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.length === 0 ? null : parts.length === 1 ? parts[0] : parts;
}

export function writePeriod(period: StatementForm["period"]): string {
  return period === null ? "" : [period].flat().join("; ");
}

/** `assessed=immediate or priority; area=north`. A part without "=" is left out. */
export function readFilter(text: string): Record<string, string[]> {
  const filter: Record<string, string[]> = {};
  for (const part of text.split(";")) {
    const at = part.indexOf("=");
    const values = part
      .slice(at + 1)
      .split(" or ")
      .map((value) => value.trim())
      .filter((value) => value !== "");
    if (at > 0 && values.length > 0) filter[part.slice(0, at).trim()] = values;
  }
  return filter;
}

export function writeFilter(filter: StatementForm["filter"]): string {
  return Object.entries(filter ?? {})
    .map(([field, values]) => `${field}=${[values].flat().join(" or ")}`)
    .join("; ");
}
