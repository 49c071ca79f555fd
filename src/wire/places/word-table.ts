/**
 * All different words of a map, and which of them a typed word may mean: the same, one that begins with it, one that
 * differs by a letter or two, one that sounds like it. Misspelt words are found by a look at every word whose length
 * fits, behind a test on a 32-bit set of letters that lets few through: with 30,000 words that is a tenth of a
 * millisecond, needs no index to build or to store, and finds every word within the bound (a deletion index of edit
 * distance 2 has 29 keys a word). Not here: what a match is worth among names (name-index.ts).
 */
import { countEdits, encodeWord } from "./edit-distance.ts";
import { soundKey } from "./words.ts";

export const howWordMatches = ["same", "begins", "spelling", "sound"] as const;
export type HowWordMatches = (typeof howWordMatches)[number];

export interface WordMatch {
  readonly word: number;
  readonly how: HowWordMatches;
  /** 0 = the word itself; 12 to 20 a letter that differs. */
  readonly cost: number;
}

/** Cheapest first; a text that begins more words than this is too short to mean one of the others. */
const mostMatches = 400;

/** A letter of a short word is more of it: "hall" and "hill" are two words. */
export function editCost(length: number, edits: number): number {
  return edits === 0 ? 0 : edits * 12 + (length < 6 ? 8 : 0);
}

/** Letters that words of one sound may differ by. */
const soundEdits = 3;

export function mostEdits(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** The set of a word's letters, folded into 32 bits. */
function letterSet(codes: Uint16Array, from: number, length: number): number {
  let set = 0;
  for (let at = from; at < from + length; at += 1) set |= 1 << (codes[at] & 31);
  return set;
}

function countBits(set: number): number {
  let bits = set - ((set >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return (((bits + (bits >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24;
}

export class WordTable {
  /** Sorted, so that words with a common beginning are one stretch. */
  readonly words: readonly string[];
  readonly #codes: Uint16Array;
  readonly #start: Int32Array;
  readonly #letters: Int32Array;
  /** Words by length: `#byLength[#lengthStart[n]]` up to `#lengthStart[n + 1]` have n letters. */
  readonly #byLength: Int32Array;
  readonly #lengthStart: Int32Array;
  readonly #bySound = new Map<string, number[]>();
  readonly #number = new Map<string, number>();

  /** `hasSound`: whether words that sound alike are matched too; it costs most of the time to build. */
  constructor(words: Iterable<string>, hasSound: boolean) {
    this.words = [...new Set(words)].sort();
    const count = this.words.length;
    const encoded = this.words.map(encodeWord);
    this.#start = new Int32Array(count + 1);
    for (let word = 0; word < count; word += 1)
      this.#start[word + 1] = this.#start[word] + encoded[word].length;
    this.#codes = new Uint16Array(this.#start[count]);
    this.#letters = new Int32Array(count);
    const longest = encoded.reduce((most, codes) => Math.max(most, codes.length), 0);
    this.#lengthStart = new Int32Array(longest + 2);
    for (const [word, codes] of encoded.entries()) {
      this.#codes.set(codes, this.#start[word]);
      this.#letters[word] = letterSet(codes, 0, codes.length);
      this.#lengthStart[codes.length + 1] += 1;
      this.#number.set(this.words[word], word);
      if (hasSound) this.#addSound(word);
    }
    for (let length = 0; length <= longest; length += 1)
      this.#lengthStart[length + 1] += this.#lengthStart[length];
    const next = this.#lengthStart.slice();
    this.#byLength = new Int32Array(count);
    for (const [word, codes] of encoded.entries()) this.#byLength[next[codes.length]++] = word;
  }

  #addSound(word: number): void {
    const key = soundKey(this.words[word]);
    if (key === "") return;
    const list = this.#bySound.get(key);
    if (list === undefined) this.#bySound.set(key, [word]);
    else list.push(word);
  }

  findNumber(word: string): number | undefined {
    return this.#number.get(word);
  }

  /** Each word at most once, cheapest first. `asPrefix`: the typed word may be unfinished. */
  listMatches(forms: readonly string[], asPrefix: boolean): WordMatch[] {
    const best = new Map<number, WordMatch>();
    const add = (word: number, how: HowWordMatches, cost: number): void => {
      const known = best.get(word);
      if (known === undefined || cost < known.cost) best.set(word, { word, how, cost });
    };
    for (const form of forms) {
      const same = this.#number.get(form);
      if (same !== undefined) add(same, "same", 0);
    }
    // The typed word itself stands last among its forms.
    const typed = forms[forms.length - 1];
    this.#addBeginning(typed, asPrefix, add);
    const edits = mostEdits(typed.length);
    if (edits > 0 && !/^\d/.test(typed)) {
      this.#addMisspelt(typed, edits, asPrefix, add);
      this.#addSounding(typed, add);
    }
    return [...best.values()]
      .sort((a, b) => a.cost - b.cost || a.word - b.word)
      .slice(0, mostMatches);
  }

  #addBeginning(
    typed: string,
    asPrefix: boolean,
    add: (word: number, how: HowWordMatches, cost: number) => void,
  ): void {
    // Numbers are not begun: "1" is not the beginning of "12th Avenue" unless it is still being typed.
    if (!asPrefix && (typed.length < 2 || /^\d/.test(typed))) return;
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < typed) low = middle + 1;
      else high = middle;
    }
    for (let word = low; word < this.words.length; word += 1) {
      const text = this.words[word];
      if (!text.startsWith(typed)) break;
      const missing = text.length - typed.length;
      if (missing > 0) add(word, "begins", (asPrefix ? 1 : 4) + Math.min(4, missing * 0.5));
    }
  }

  /** Words of one sound that are also spelt alike: the key of a short word says little ("peel" and "polly"). */
  #addSounding(
    typed: string,
    add: (word: number, how: HowWordMatches, cost: number) => void,
  ): void {
    const asked = encodeWord(typed);
    const key = soundKey(typed);
    // Two consonants are the sound of many words: "hall", "hill", "hull".
    const base = key.length < 3 ? 18 : 10;
    for (const word of this.#bySound.get(key) ?? []) {
      const start = this.#start[word];
      const length = this.#start[word + 1] - start;
      const edits = countEdits(asked, this.#codes, start, length, soundEdits, false);
      if (edits > soundEdits) continue;
      add(word, edits <= mostEdits(typed.length) ? "spelling" : "sound", base + 3 * edits);
    }
  }

  #addMisspelt(
    typed: string,
    most: number,
    asPrefix: boolean,
    add: (word: number, how: HowWordMatches, cost: number) => void,
  ): void {
    const asked = encodeWord(typed);
    const letters = letterSet(asked, 0, asked.length);
    const longest = this.#lengthStart.length - 2;
    const from = this.#lengthStart[Math.min(longest + 1, Math.max(0, asked.length - most))];
    const to =
      this.#lengthStart[asPrefix ? longest + 1 : Math.min(longest, asked.length + most) + 1];
    for (let at = from; at < to; at += 1) {
      const word = this.#byLength[at];
      const others = this.#letters[word];
      // Each edit takes away one kind of letter of the typed word at most, and brings one of the other's at most.
      if (countBits(letters & ~others) > most) continue;
      const start = this.#start[word];
      const length = this.#start[word + 1] - start;
      if (length - asked.length <= most && countBits(others & ~letters) <= most) {
        const edits = countEdits(asked, this.#codes, start, length, most, false);
        if (edits <= most) {
          add(word, edits === 0 ? "same" : "spelling", editCost(asked.length, edits));
          continue;
        }
      }
      if (!asPrefix) continue;
      const edits = countEdits(asked, this.#codes, start, length, most, true);
      if (edits > 0 && edits <= most) add(word, "spelling", editCost(asked.length, edits) + 4);
    }
  }
}
