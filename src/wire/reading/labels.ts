/**
 * Labels in a text: "station area 36", "battalion 4", "priority 3". Their numbers count nothing; they name a part of
 * the area, or a value that calls can have.
 */
import { type FilterField, placeFields } from "../../record/statement/words.ts";

export interface Label {
  readonly field: FilterField;
  readonly value: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const fields: readonly (readonly [pattern: string, field: FilterField])[] = [
  ["(?:station area|area|district|beat)", "area"],
  ["station", "station"],
  ["battalion", "battalion"],
  ["zip(?: code)?|postcode", "zip"],
  ["priority", "priority"],
];

/** In order. */
export function listLabels(text: string): Label[] {
  const found: Label[] = [];
  for (const [words, field] of fields) {
    const pattern = new RegExp(String.raw`\b(?:${words}) (?:no\.? ?|#)?([A-Z]?\d{1,6})\b(?!,\d|\.\d)`, "gi"); // prettier-ignore
    for (const match of text.matchAll(pattern)) {
      const [whole, value] = match;
      const start = match.index;
      const end = start + whole.length;
      if (found.some((each) => start < each.end && each.start < end)) continue;
      found.push({ field, value, text: whole, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Labels that name a part of the area. */
export function listPlaceLabels(labels: readonly Label[]): readonly Label[] {
  return labels.filter(({ field }) => placeFields.includes(field));
}
