/**
 * How often the automatic suggestion has each field as a claims file has it. Reported as it is: nothing is confirmed or
 * mended before counting. Null on both sides is a hit, because "no period is said" is a finding too.
 */
import type { ZoneOffsets } from "../../base/zone-offsets.ts";
import { findPeriod } from "../../record/statement/period.ts";
import type { Statement } from "../../record/statement/statement.ts";

export const scoredFields = [
  "metric",
  "statistic",
  "area",
  "period",
  "filter",
  "comparator",
  "value",
  "unit",
] as const;
export type ScoredField = (typeof scoredFields)[number];

const unitNames: Readonly<Record<string, string>> = { "%": "percent", "per cent": "percent" };

function plain(value: unknown): string {
  return JSON.stringify(value ?? null).toLowerCase();
}

const seconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600 };

/** Lengths of time compare in seconds; units of counts are words for the things and not compared. */
function unitOf({ unit }: Statement): string {
  const word = unitNames[unit.toLowerCase()] ?? unit.toLowerCase();
  if (Object.hasOwn(seconds, word)) return "time";
  return /^(?:percent|ratio)$/.test(word) ? word : "";
}

function amountOf({ value, unit }: Statement): unknown {
  const factor = seconds[unit.toLowerCase()] ?? 1;
  return typeof value === "number" ? value * factor : value;
}

/** Two ways to write one span of time are one. */
function spansOf({ periods }: Statement, zone: ZoneOffsets): unknown {
  return periods.map((text) => {
    const found = findPeriod(text, zone);
    return found === undefined ? text : [found.from, found.to];
  });
}

/** Which fields of the suggestion are as expected; `zone`: of the record. */
export function scoreSuggestion(
  suggested: Statement,
  expected: Statement,
  zone: ZoneOffsets,
): Readonly<Record<ScoredField, boolean>> {
  const filterOf = ({ filter, other }: Statement): unknown => {
    const values = Object.entries({ ...filter, ...other?.filter }).map(([field, list]) => [
      field,
      [...list].map((value) => value.toLowerCase()).sort(),
    ]);
    return values.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  };
  return {
    metric: suggested.metric === expected.metric,
    statistic: suggested.statistic === expected.statistic,
    area: plain(suggested.area) === plain(expected.area),
    period: plain(spansOf(suggested, zone)) === plain(spansOf(expected, zone)),
    filter: plain(filterOf(suggested)) === plain(filterOf(expected)),
    comparator: suggested.comparator === expected.comparator,
    value: plain(amountOf(suggested)) === plain(amountOf(expected)),
    unit: unitOf(suggested) === unitOf(expected),
  };
}
