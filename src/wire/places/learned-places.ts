/**
 * Places of one region that the map does not have: words that people verified or forced to a position, offered again
 * when somebody types them. They are folded from the log's private texts and held in memory only, so erasing a text
 * there erases it here with the next start, and no public fact ever holds one. Bounded: the place that was used
 * longest ago is forgotten first. Not here: reading the log (http), and who may see them (the route).
 */
import type { LocationState } from "../../core/vocabulary.ts";
import { findWrittenPoint } from "../grid/written-point.ts";
import { countEdits, encodeWord } from "./edit-distance.ts";
import type { FoundPlace } from "./gazetteer.ts";
import { editCost, mostEdits } from "./word-table.ts";
import { listPlaceWords, type PlaceWord } from "./words.ts";

export const learnedLimits = {
  /** Places kept for a region. */
  places: 2_000,
  /** Events of the log that are read for them at a start, the newest. */
  eventsRead: 200_000,
  /** Longer words are a description, not the name of a place. */
  nameLength: 100,
} as const;

export interface PlacedWords {
  readonly words: string;
  readonly state: LocationState;
  readonly latE7: number;
  readonly lonE7: number;
  readonly radiusM: number;
  /** Of the event in the log: of two positions for the same words the later one counts. */
  readonly position: number;
}

interface Known extends PlacedWords {
  readonly folded: readonly PlaceWord[];
}

const leastLength = 3;

export class LearnedPlaces {
  /** By folded words; the one used last stands last. */
  readonly #known = new Map<string, Known>();

  get count(): number {
    return this.#known.size;
  }

  /** Only what a person verified or forced is learned; a caller's word alone is not. */
  learn(placed: PlacedWords): void {
    if (placed.state !== "verified" && placed.state !== "forced") return;
    const words = placed.words.trim();
    if (words.length < leastLength || words.length > learnedLimits.nameLength) return;
    if (findWrittenPoint(words) !== undefined) return;
    const folded = listPlaceWords(words);
    const key = keyOf(folded);
    if (key === "") return;
    const before = this.#known.get(key);
    if (before !== undefined && before.position > placed.position) return;
    this.#known.delete(key);
    this.#known.set(key, { ...placed, words, folded });
    if (this.#known.size <= learnedLimits.places) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      break;
    }
  }

  /** Places whose words begin with the typed ones, in any order, a letter or two apart; best first. */
  search(typed: string, limit: number): FoundPlace[] {
    const asked = listPlaceWords(typed);
    if (typed.trim().length < leastLength || asked.length === 0) return [];
    const found: FoundPlace[] = [];
    for (const known of this.#known.values()) {
      const cost = costOf(asked, known.folded);
      if (cost === undefined) continue;
      const { words, state, latE7, lonE7, radiusM } = known;
      found.push({
        label: words,
        kind: "known",
        placeKind: "typed before",
        area: "",
        latE7,
        lonE7,
        score: Math.max(0, Math.round(96 - cost)),
        matched: `${state} before`,
        radiusM: Math.max(50, radiusM),
        isEstimate: false,
      });
    }
    // Of two that fit equally the one used last comes first.
    return found
      .reverse()
      .sort((a, b) => b.score - a.score)
      .slice(0, Math.max(0, limit));
  }
}

function keyOf(words: readonly PlaceWord[]): string {
  return words.map(({ forms }) => forms[0]).join(" ");
}

/** What has to be forgiven; undefined when a typed word is none of the known ones. */
function costOf(asked: readonly PlaceWord[], known: readonly PlaceWord[]): number | undefined {
  const free = new Set(known.keys());
  let cost = 0;
  for (const word of asked) {
    let best: { at: number; cost: number } | undefined;
    for (const at of free) {
      const each = costOfWord(word, known[at]);
      if (each !== undefined && (best === undefined || each < best.cost)) best = { at, cost: each };
    }
    if (best === undefined) return undefined;
    free.delete(best.at);
    cost += best.cost;
  }
  return cost + Math.min(10, free.size * 2);
}

function costOfWord(asked: PlaceWord, known: PlaceWord): number | undefined {
  if (asked.forms.some((form) => known.forms.includes(form))) return 0;
  if (known.text.startsWith(asked.text)) return 1;
  const most = mostEdits(asked.text.length);
  if (most === 0) return undefined;
  const codes = encodeWord(known.text);
  const edits = countEdits(encodeWord(asked.text), codes, 0, codes.length, most, true);
  return edits <= most ? editCost(asked.text.length, edits) : undefined;
}

/** What the map found and what was typed before, best first; a place that both have is the map's. */
export function joinFound(
  ofMap: readonly FoundPlace[],
  learned: readonly FoundPlace[],
  limit: number,
): FoundPlace[] {
  const names = new Set(ofMap.map(({ label }) => keyOf(listPlaceWords(label))));
  const others = learned.filter(({ label }) => !names.has(keyOf(listPlaceWords(label))));
  return [...ofMap, ...others].sort((a, b) => b.score - a.score).slice(0, limit);
}
