/**
 * An article read: its sentences with what was found in each and a suggested statement, and the provenance card of the
 * whole text: dates, names, places, links, and what could not be resolved. A reading gets a verdict only when a named
 * person has confirmed it (confirmed.ts).
 */
import type { StatementRecord } from "../../record/statement/record.ts";
import { type Attribution, listAttributions, listLinks } from "./attributions.ts";
import { listLabels } from "./labels.ts";
import { listQuantities, type Quantity } from "./numbers.ts";
import { type FoundPlace, listPlaces, type PlaceList } from "./places.ts";
import type { Suggested, SuggestedSpan } from "./suggester.ts";
import { type Suggestion, suggest } from "./suggest.ts";
import { type FoundTime, listTimes } from "./times.ts";

export const readingLimits = {
  characters: 200_000,
  sentences: 2_000,
  sentenceLength: 2_000,
} as const;

export interface Reading {
  /** Counted from 1; a confirmation names it. */
  readonly number: number;
  readonly sentence: string;
  readonly start: number;
  readonly quantities: readonly Quantity[];
  readonly times: readonly FoundTime[];
  readonly places: readonly FoundPlace[];
  readonly attributions: readonly Attribution[];
  /** Spans that the model takes for quantities or times and the rules do not know. */
  readonly unread: readonly SuggestedSpan[];
  readonly suggestion: Suggestion;
}

export interface Provenance {
  readonly dates: readonly { readonly text: string; readonly period: string }[];
  readonly persons: readonly string[];
  readonly places: readonly { readonly text: string; readonly what: string }[];
  readonly links: readonly string[];
  /** A kind and the words that could not be resolved. */
  readonly unresolved: readonly { readonly kind: string; readonly text: string }[];
}

export interface ReadText {
  readonly readings: readonly Reading[];
  readonly provenance: Provenance;
}

export interface ReadingContext {
  readonly record: StatementRecord | undefined;
  readonly places: PlaceList;
  /** Local date that the text speaks from; null: relative times stay unresolved. */
  readonly asOf: string | null;
}

/** `text`: at most `readingLimits.characters`; the caller checks that. */
export function readText(text: string, suggested: Suggested, context: ReadingContext): ReadText {
  const readings = suggested.sentences
    .slice(0, readingLimits.sentences)
    .map(({ text: whole, start }, index): Reading => {
      const sentence = whole.slice(0, readingLimits.sentenceLength);
      const times = listTimes(sentence, context.asOf);
      const labels = listLabels(sentence);
      const quantities = listQuantities(sentence, [...times, ...labels]);
      const places = listPlaces(sentence, context.places);
      const attributions = listAttributions(sentence);
      const found = { sentence, quantities, times, labels, places, attributions };
      const isIn = (span: SuggestedSpan): boolean =>
        span.start >= start && span.start < start + whole.length;
      const known = [...times, ...labels, ...quantities];
      const unread = suggested.spans.filter((span) => {
        if (!isIn(span) || span.kind === "URL") return false;
        const from = span.start - start;
        return known.every((each) => each.end <= from || from + span.text.length <= each.start);
      });
      return {
        number: index + 1,
        sentence,
        start,
        quantities,
        times,
        places,
        attributions,
        unread,
        suggestion: suggest(found, context.record),
      };
    });
  return { readings, provenance: makeProvenance(text, readings, suggested) };
}

function makeProvenance(
  text: string,
  readings: readonly Reading[],
  suggested: Suggested,
): Provenance {
  const unresolved: { kind: string; text: string }[] = [];
  const dates = new Map<string, string>();
  const places = new Map<string, string>();
  const persons = new Set<string>();
  for (const reading of readings) {
    for (const { text: words, period } of reading.times)
      if (period === null) unresolved.push({ kind: "time", text: words });
      else dates.set(words, period);
    for (const { text: words, matches, what } of reading.places)
      if (matches === 1) places.set(words, what);
      else
        unresolved.push({
          kind: matches === 0 ? "place" : `place, ${matches} of that name`,
          text: words,
        });
    for (const { who, isUnnamed } of reading.attributions)
      if (isUnnamed) unresolved.push({ kind: "source without a name", text: who });
      else persons.add(who);
    for (const span of reading.unread)
      unresolved.push({ kind: `${span.kind.toLowerCase()} by the model`, text: span.text });
  }
  const placeNames = new Set([...places.keys(), ...unresolved.map((each) => each.text)]);
  for (const { text: name } of suggested.names) {
    const isTwo = /^\p{Lu}[\p{L}'’-]+ \p{Lu}/u.test(name);
    const isKnown = [...persons].some((person) => person.includes(name));
    if (isTwo && !isKnown && !placeNames.has(name) && !dates.has(name)) persons.add(name);
  }
  const links = listLinks(text);
  for (const link of links) unresolved.push({ kind: "link, not followed", text: link });
  const seen = new Set<string>();
  return {
    dates: [...dates].map(([words, period]) => ({ text: words, period })),
    persons: [...persons],
    places: [...places].map(([words, what]) => ({ text: words, what })),
    links,
    unresolved: unresolved.filter(({ kind, text: words }) => {
      const key = `${kind}|${words}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  };
}
