/**
 * All names of a map and which of them a typed text may mean, best first, each with a score of 0 to 100 and the
 * reasons for it. A score is 100 less what had to be forgiven: letters that differ, words left out, words of the name
 * that were not typed; words that say little ("road", "de") count a third. Words that are not in the name may be
 * those of the area it lies in ("high street peel"). A text whose words match nothing well is compared whole, without
 * its gaps. Not here: what a name stands for, numbers and crossings (gazetteer.ts).
 */
import { isGenericWord, listPlaceWords, mostWords, type PlaceWord, squashWords } from "./words.ts";
import { type HowWordMatches, type WordMatch, WordTable } from "./word-table.ts";

export interface IndexedName {
  readonly name: string;
  readonly area: string;
  /** What it is, "pub"; its words may be typed beside the name's. */
  readonly kind: string;
  /** 0 to 2: of names that fit equally well the one with more comes first. */
  readonly bonus: number;
}

export interface NameHit {
  /** Index of the name. */
  readonly name: number;
  readonly score: number;
  /** "dugls" read as "douglas"; in Peel. Empty when the very name was typed. */
  readonly reasons: readonly string[];
}

/** What is forgiven, in points. */
const missingWord = 40;
const areaWord = 3;
/** The same where no word of the name itself was typed as it is: two guesses are one too many. */
const areaWordOfGuess = 15;
const otherOrder = 2;
const extraWord = 3;
const extraMost = 15;
const genericShare = 0.3;
const leastScore = 45;
/** Names that are looked at closely. */
const candidatesMost = 80;
/** Below this the text is compared as a whole too. */
const surelyFound = 88;

/** Typed words whose matches are kept; at the limit all are forgotten. */
const tokensKept = 500;

interface Token {
  readonly word: PlaceWord;
  readonly weight: number;
  readonly isWeak: boolean;
  readonly matches: readonly WordMatch[];
  /** Cheapest match by word. */
  readonly byWord: ReadonlyMap<number, WordMatch>;
}

export class NameIndex {
  readonly #names: readonly IndexedName[];
  readonly #table: WordTable;
  readonly #isGeneric: Uint8Array;
  /** Words of each name: `#nameWords[#nameStart[n]]` on, with the place in the name that each stands at. */
  readonly #nameStart: Int32Array;
  readonly #nameWords: Int32Array;
  readonly #namePlace: Uint8Array;
  /** Names of each word, ascending. */
  readonly #wordStart: Int32Array;
  readonly #wordNames: Int32Array;
  readonly #whole: WordTable;
  readonly #wholeNames = new Map<number, number[]>();
  readonly #areaWords: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #kindWords: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #tokens = new Map<string, Token>();
  // Scratch of one search; cleared by walking what was touched.
  readonly #mask: Uint16Array;
  readonly #cost: Float32Array;

  constructor(names: readonly IndexedName[]) {
    this.#names = names;
    const words = names.map(({ name }) => listPlaceWords(name));
    this.#table = new WordTable(
      words.flatMap((list) => list.flatMap(({ forms }) => forms)),
      true,
    );
    this.#isGeneric = Uint8Array.from(this.#table.words, (word) => (isGenericWord(word) ? 1 : 0));
    const lists = words.map((list) => this.#numbersOf(list));
    this.#nameStart = new Int32Array(names.length + 1);
    for (const [name, list] of lists.entries())
      this.#nameStart[name + 1] = this.#nameStart[name] + list.length;
    const total = this.#nameStart[names.length];
    this.#nameWords = new Int32Array(total);
    this.#namePlace = new Uint8Array(total);
    this.#wordStart = new Int32Array(this.#table.words.length + 1);
    for (const [name, list] of lists.entries()) {
      for (const [at, { word, place }] of list.entries()) {
        this.#nameWords[this.#nameStart[name] + at] = word;
        this.#namePlace[this.#nameStart[name] + at] = place;
        this.#wordStart[word + 1] += 1;
      }
    }
    for (let word = 0; word < this.#table.words.length; word += 1)
      this.#wordStart[word + 1] += this.#wordStart[word];
    const next = this.#wordStart.slice();
    this.#wordNames = new Int32Array(total);
    for (const [name, list] of lists.entries())
      for (const { word } of list) this.#wordNames[next[word]++] = name;
    const squashed = words.map(squashWords);
    this.#whole = new WordTable(squashed, false);
    for (const [name, text] of squashed.entries()) this.#addWhole(text, name);
    this.#areaWords = wordsOfEach(names.map(({ area }) => area));
    this.#kindWords = wordsOfEach(names.map(({ kind }) => kind));
    this.#mask = new Uint16Array(names.length);
    this.#cost = new Float32Array(names.length);
  }

  #numbersOf(list: readonly PlaceWord[]): { word: number; place: number }[] {
    const numbers: { word: number; place: number }[] = [];
    for (const [place, { forms }] of list.entries()) {
      for (const form of forms) {
        const word = this.#table.findNumber(form);
        if (word !== undefined) numbers.push({ word, place });
      }
    }
    return numbers;
  }

  #addWhole(text: string, name: number): void {
    const word = this.#whole.findNumber(text);
    if (word === undefined) return;
    const list = this.#wholeNames.get(word);
    if (list === undefined) this.#wholeNames.set(word, [name]);
    else list.push(name);
  }

  /** Best first. `isTyping`: the last word may be unfinished. */
  search(words: readonly PlaceWord[], isTyping: boolean, limit: number): NameHit[] {
    if (words.length === 0 || limit <= 0) return [];
    const tokens = words
      .slice(0, mostWords)
      .map((word, index) => this.#tokenOf(word, isTyping && index === words.length - 1));
    const hits = new Map<number, NameHit>();
    for (const name of this.#listCandidates(tokens)) {
      const hit = this.#judge(name, tokens);
      if (hit.score >= leastScore) hits.set(name, hit);
    }
    const best = Math.max(0, ...[...hits.values()].map(({ score }) => score));
    if (best < surelyFound) this.#addWholeHits(words, isTyping, hits);
    return [...hits.values()]
      .sort((a, b) => this.#rankOf(b) - this.#rankOf(a) || a.name - b.name)
      .slice(0, limit);
  }

  #rankOf({ name, score }: NameHit): number {
    return score + this.#names[name].bonus;
  }

  /** The words before the last stay the same from one key to the next, so what was found is kept for a while. */
  #tokenOf(word: PlaceWord, asPrefix: boolean): Token {
    const key = `${asPrefix ? "~" : ""}${word.text}`;
    const known = this.#tokens.get(key);
    if (known !== undefined) return known;
    const matches = this.#table.listMatches(word.forms, asPrefix);
    const isGeneric = word.forms.some(isGenericWord);
    const token = {
      word,
      weight: isGeneric ? genericShare : 1,
      isWeak: isGeneric || word.text.length < 2,
      matches,
      byWord: new Map(matches.map((match) => [match.word, match])),
    };
    if (this.#tokens.size >= tokensKept) this.#tokens.clear();
    this.#tokens.set(key, token);
    return token;
  }

  /** Names that hold a fair part of the tokens, the most promising ones first. */
  #listCandidates(tokens: readonly Token[]): number[] {
    const [mask, cost] = [this.#mask, this.#cost];
    // What says much comes first; words that half the map has then only add to what it found.
    const order = tokens
      .map((token, index) => ({ token, index }))
      .sort((a, b) => Number(a.token.isWeak) - Number(b.token.isWeak));
    const hasStrong = tokens.some(({ isWeak }) => !isWeak);
    const touched: number[] = [];
    for (const { token, index } of order) {
      const bit = 1 << index;
      const mayBegin =
        !token.isWeak || (!hasStrong && (touched.length === 0 || tokens.length === 1));
      for (const match of token.matches) {
        const end = this.#wordStart[match.word + 1];
        for (let at = this.#wordStart[match.word]; at < end; at += 1) {
          const name = this.#wordNames[at];
          const known = mask[name];
          if ((known & bit) !== 0 || (known === 0 && !mayBegin)) continue;
          if (known === 0) touched.push(name);
          mask[name] = known | bit;
          // What a match saves, against the word being missing.
          cost[name] += token.weight * (missingWord - match.cost);
        }
      }
    }
    const best = touched.reduce((most, name) => Math.max(most, cost[name]), 0);
    const promising = new BestNames(candidatesMost);
    for (const name of touched) {
      if (cost[name] >= best - missingWord) {
        const words = this.#nameStart[name + 1] - this.#nameStart[name];
        promising.add(name, cost[name] - words * 0.6 + this.#names[name].bonus);
      }
      mask[name] = cost[name] = 0;
    }
    return promising.names;
  }

  /** The score of one name and the reasons for it. */
  #judge(name: number, tokens: readonly Token[]): NameHit {
    const { area } = this.#names[name];
    const reasons: string[] = [];
    const taken = new Set<number>();
    const missing: Token[] = [];
    let lost = 0;
    let before = -1;
    let isOrdered = true;
    let hasStrong = false;
    let hasExact = false;
    for (const token of tokens) {
      const found = this.#findInName(name, token.byWord, taken);
      if (found === undefined) {
        missing.push(token);
        continue;
      }
      taken.add(found.place);
      if (found.place < before) isOrdered = false;
      before = found.place;
      lost += token.weight * found.match.cost;
      hasStrong ||= !token.isWeak;
      hasExact ||= !token.isWeak && (found.match.how === "same" || found.match.how === "begins");
      const reason = this.#reasonOf(token.word, found.match);
      if (reason !== undefined) reasons.push(reason);
    }
    // "St" of "Port St Mary" only counts once another word of the area was typed.
    const isInArea = missing.some(
      (token) => !token.isWeak && holds(this.#areaWords.get(area), token),
    );
    if (isInArea) reasons.push(`in ${area}`);
    for (const token of missing) {
      const isKnown =
        (isInArea && holds(this.#areaWords.get(area), token)) ||
        (!token.isWeak && holds(this.#kindWords.get(this.#names[name].kind), token));
      const known = hasExact ? areaWord : areaWordOfGuess;
      lost += token.weight * (isKnown ? known : missingWord);
      if (!isKnown) reasons.push(`without "${token.word.text}"`);
    }
    if (!isOrdered) {
      lost += otherOrder;
      reasons.push("words in another order");
    }
    lost += this.#extraOf(name, taken);
    // A name that shares only "street" with the text is not found by it.
    if (!hasStrong && tokens.some(({ isWeak }) => !isWeak)) lost = 100;
    return { name, score: Math.max(0, 100 - lost), reasons };
  }

  #findInName(
    name: number,
    byWord: ReadonlyMap<number, WordMatch>,
    taken: ReadonlySet<number>,
  ): { match: WordMatch; place: number } | undefined {
    let best: { match: WordMatch; place: number } | undefined;
    for (let at = this.#nameStart[name]; at < this.#nameStart[name + 1]; at += 1) {
      const match = byWord.get(this.#nameWords[at]);
      if (match === undefined || taken.has(this.#namePlace[at])) continue;
      if (best === undefined || match.cost < best.match.cost)
        best = { match, place: this.#namePlace[at] };
    }
    return best;
  }

  #extraOf(name: number, taken: ReadonlySet<number>): number {
    let extra = 0;
    let before = -1;
    for (let at = this.#nameStart[name]; at < this.#nameStart[name + 1]; at += 1) {
      const place = this.#namePlace[at];
      if (place === before || taken.has(place)) continue;
      before = place;
      extra += this.#isGeneric[this.#nameWords[at]] === 1 ? extraWord * genericShare : extraWord;
    }
    return Math.min(extraMost, extra);
  }

  #reasonOf({ text }: PlaceWord, { word, how }: WordMatch): string | undefined {
    const read = this.#table.words[word];
    const says: Readonly<Record<HowWordMatches, string | undefined>> = {
      same: undefined,
      begins: `"${text}" begins "${read}"`,
      spelling: `"${text}" read as "${read}"`,
      sound: `"${text}" sounds like "${read}"`,
    };
    return says[how];
  }

  #addWholeHits(words: readonly PlaceWord[], isTyping: boolean, hits: Map<number, NameHit>): void {
    const text = squashWords(words);
    if (text.length < 5) return;
    for (const { word, cost } of this.#whole
      .listMatches([text], isTyping)
      .slice(0, candidatesMost)) {
      for (const name of this.#wholeNames.get(word) ?? []) {
        const score = 98 - cost;
        if (score < leastScore || (hits.get(name)?.score ?? 0) >= score) continue;
        hits.set(name, {
          name,
          score,
          reasons: [`read as "${this.#names[name].name}" as a whole`],
        });
      }
    }
  }
}

function wordsOfEach(texts: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    [...new Set(texts)].map((text) => [
      text,
      new Set(listPlaceWords(text).flatMap(({ forms }) => forms)),
    ]),
  );
}

function holds(words: ReadonlySet<string> | undefined, { word }: Token): boolean {
  return words !== undefined && word.forms.some((form) => words.has(form));
}

/** The names with the highest marks, best first, without sorting all of them. */
class BestNames {
  readonly names: number[] = [];
  readonly #marks: number[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(name: number, mark: number): void {
    const { names } = this;
    const marks = this.#marks;
    if (names.length === this.#most && mark <= marks[names.length - 1]) return;
    let low = 0;
    let high = names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle] >= mark) low = middle + 1;
      else high = middle;
    }
    names.splice(low, 0, name);
    marks.splice(low, 0, mark);
    if (names.length <= this.#most) return;
    names.pop();
    marks.pop();
  }
}
