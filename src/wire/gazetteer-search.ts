/**
 * How a typed text finds entries of the gazetteer: every word must begin a word of the name, a leading number is
 * a house number where a street has it, and what was probably meant comes first. Not here: where entries come
 * from (gazetteer.ts), and fuzzy matching of misspelt words.
 */
import type { Feature, LineString } from "geojson";
import { foldWords } from "./fold-words.ts";
import { type Entry, e7Of, type FoundPlace, houseNumbersOf } from "./gazetteer-entry.ts";
import { textProperty } from "./map-layers.ts";

/** Sorted words with the entries that hold them: a prefix is a stretch of this list. */
export interface WordIndex {
  readonly words: readonly string[];
  readonly entries: readonly (readonly number[])[];
}

export function indexWords(entries: readonly Entry[]): WordIndex {
  const byWord = new Map<string, number[]>();
  for (const [index, entry] of entries.entries()) {
    for (const word of new Set(entry.words)) {
      const list = byWord.get(word);
      if (list === undefined) byWord.set(word, [index]);
      else list.push(index);
    }
  }
  const words = [...byWord.keys()].sort();
  return { words, entries: words.map((word) => byWord.get(word) ?? []) };
}

function entriesWithPrefix(index: WordIndex, prefix: string): Set<number> {
  let low = 0;
  let high = index.words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (index.words[middle] < prefix) low = middle + 1;
    else high = middle;
  }
  const found = new Set<number>();
  for (let at = low; at < index.words.length && index.words[at].startsWith(prefix); at += 1) {
    for (const entry of index.entries[at]) found.add(entry);
  }
  return found;
}

export function groupStreets(
  streets: readonly Feature<LineString>[],
): Map<string, Feature<LineString>[]> {
  const byName = new Map<string, Feature<LineString>[]>();
  for (const street of streets) {
    const name = textProperty(street, "name");
    if (name === undefined) continue;
    const list = byName.get(name);
    if (list === undefined) byName.set(name, [street]);
    else list.push(street);
  }
  return byName;
}

/** Every typed word must begin a word of the name; a leading number is a house number if a street has it. */
export function searchEntries(
  entries: readonly Entry[],
  index: WordIndex,
  streetsByName: ReadonlyMap<string, Feature<LineString>[]>,
  query: string,
  limit: number,
): FoundPlace[] {
  const words = foldWords(query);
  if (words.length === 0 || limit === 0) return [];
  const houseNumber = /^\d{1,4}$/.test(words[0]) && words.length > 1 ? Number(words[0]) : undefined;
  const wanted = houseNumber === undefined ? words : words.slice(1);
  let hits: Set<number> | undefined;
  for (const word of wanted) {
    const found = entriesWithPrefix(index, word);
    hits = hits === undefined ? found : new Set([...hits].filter((hit) => found.has(hit)));
    if (hits.size === 0) return [];
  }
  const wantsCrossing = /[/&]| and | at /.test(query);
  const score = (entry: Entry): number => {
    const starts = entry.words[0]?.startsWith(wanted[0]) ? 0 : 10;
    const whole =
      entry.words.length === wanted.length && entry.words.join(" ") === wanted.join(" ") ? -20 : 0;
    const kind = houseNumber !== undefined && entry.kind === "street" ? -30 : 0;
    return starts + whole + kind + (wantsCrossing && entry.kind === "crossing" ? -15 : entry.rank);
  };
  const ranked = [...(hits ?? [])].map((hit) => entries[hit]);
  ranked.sort(
    (a, b) =>
      score(a) - score(b) || a.label.length - b.label.length || (a.label < b.label ? -1 : 1),
  );
  const results: FoundPlace[] = [];
  for (const entry of ranked) {
    if (results.length >= limit) break;
    const address =
      houseNumber !== undefined && entry.kind === "street"
        ? findAddress(streetsByName.get(entry.label) ?? [], entry, houseNumber)
        : undefined;
    const { words: _words, rank: _rank, ...found } = entry;
    results.push(address ?? found);
  }
  return results;
}

function findAddress(
  streets: readonly Feature<LineString>[],
  entry: Entry,
  houseNumber: number,
): FoundPlace | undefined {
  for (const street of streets) {
    const line = street.geometry.coordinates;
    for (let piece = 0; piece + 1 < line.length; piece += 1) {
      const [first, last] = houseNumbersOf(street, piece);
      if (first === 0 || houseNumber < first || houseNumber > last) continue;
      const share = (houseNumber - first + 0.5) / (last - first + 1);
      const [a, b] = [line[piece], line[piece + 1]];
      const at = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
      const label = `${houseNumber} ${entry.label}`;
      return { label, kind: "address", placeKind: "address", ...e7Of(at), area: entry.area };
    }
  }
  return undefined;
}
