/**
 * Finds incident types by the words a caller or a call taker would use. Every typed word must fit the beginning of a
 * word of the type (name, own words, group, code); a fit in the name counts most. Without typed words the types that
 * fit what was written about the contact come first. Pure; the list of types is the region's data.
 */

import type { IncidentTypeConfig } from "../../core/region/config.ts";
import { foldWords } from "../../wire/fold-words.ts";

interface IndexedType {
  readonly type: IncidentTypeConfig;
  readonly name: readonly string[];
  readonly words: readonly string[];
  readonly other: readonly string[];
}

const indexes = new WeakMap<readonly IncidentTypeConfig[], readonly IndexedType[]>();

function indexOf(types: readonly IncidentTypeConfig[]): readonly IndexedType[] {
  const known = indexes.get(types);
  if (known !== undefined) return known;
  const made = types.map((type) => ({
    type,
    name: foldWords(type.name),
    words: type.words.flatMap((word) => foldWords(word)),
    other: [...foldWords(type.group), ...foldWords(type.code)],
  }));
  indexes.set(types, made);
  return made;
}

function startsWithAny(words: readonly string[], part: string): boolean {
  return words.some((word) => word.startsWith(part));
}

function scoreOf(indexed: IndexedType, asked: readonly string[]): number {
  let score = 0;
  for (const part of asked) {
    if (startsWithAny(indexed.name, part)) score += 4;
    else if (startsWithAny(indexed.words, part)) score += 3;
    else if (startsWithAny(indexed.other, part)) score += 1;
    else return 0;
  }
  return score;
}

/** They join the words of a name ("Collision with injury") and say nothing of what is happening. */
const joining: ReadonlySet<string> = new Set(
  "and are but for from has her his into not off one other out over that the their them they this was who with without".split(
    " ",
  ),
);

/** How many different words of the type stand in a text; a caller's word fits when it begins like the type's. */
function countHeard(indexed: IndexedType, heard: ReadonlySet<string>): number {
  const own = new Set(
    [...indexed.name, ...indexed.words].filter((word) => word.length > 2 && !joining.has(word)),
  );
  let count = 0;
  for (const word of own) {
    for (const said of heard)
      if (said.startsWith(word) || (said.length > 4 && word.startsWith(said))) {
        count += 1;
        break;
      }
  }
  return count;
}

/** The words of a long text: `foldWords` takes twelve at a time. */
function wordsHeard(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split(/\s+/)
      .slice(0, 400)
      .flatMap((word) => foldWords(word)),
  );
}

/** Types that fit `query`, best first; with an empty query those that fit `heard` come first, then all by name. */
export function searchTypes(
  types: readonly IncidentTypeConfig[],
  query: string,
  heard = "",
): IncidentTypeConfig[] {
  const asked = foldWords(query);
  const said = wordsHeard(heard);
  return indexOf(types)
    .map((indexed) => ({
      indexed,
      fit: asked.length === 0 ? 1 : scoreOf(indexed, asked),
      heard: countHeard(indexed, said),
    }))
    .filter(({ fit }) => fit > 0)
    .sort(
      (a, b) =>
        b.fit - a.fit ||
        b.heard - a.heard ||
        a.indexed.type.name.localeCompare(b.indexed.type.name, "en"),
    )
    .map(({ indexed }) => indexed.type);
}

/** True when what was written about the contact speaks for this type. */
export function isHeard(type: IncidentTypeConfig, heard: string): boolean {
  return indexOf([type]).some((indexed) => countHeard(indexed, wordsHeard(heard)) > 0);
}
