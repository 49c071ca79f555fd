/**
 * Hedge words and what they claim: the comparator and the tolerance behind "nearly", "about", "over". The table stands
 * in docs/reference/statements.md, and a test compares the two. A longer phrase wins over a word that it holds.
 */

export interface Hedge {
  readonly words: readonly string[];
  readonly comparator: string;
  /** True where the default tolerance applies: a tenth, of percentages three points. */
  readonly isLoose: boolean;
}

export const hedges: readonly Hedge[] = [
  {
    words: ["nearly", "almost", "close to", "just under", "approaching", "not quite"],
    comparator: "approx-below",
    isLoose: true,
  },
  {
    words: ["just over", "slightly more than", "a little over", "slightly over", "just above"],
    comparator: "approx-above",
    isLoose: true,
  },
  {
    words: [
      "about",
      "around",
      "roughly",
      "approximately",
      "some",
      "circa",
      "or so",
      "in the region of",
    ],
    comparator: "approx",
    isLoose: true,
  },
  {
    words: [
      "at least",
      "no fewer than",
      "no less than",
      "not less than",
      "a minimum of",
      "or more",
    ],
    comparator: "ge",
    isLoose: false,
  },
  {
    words: [
      "at most",
      "no more than",
      "not more than",
      "never more than",
      "no longer than",
      "did not exceed",
      "never exceeded",
      "not exceeding",
      "up to",
      "a maximum of",
      "or less",
      "or fewer",
      "within",
    ],
    comparator: "le",
    isLoose: false,
  },
  {
    words: [
      "over",
      "more than",
      "longer than",
      "above",
      "exceeding",
      "exceeded",
      "upwards of",
      "in excess of",
    ],
    comparator: "gt",
    isLoose: false,
  },
  {
    words: ["under", "fewer than", "less than", "shorter than", "below"],
    comparator: "lt",
    isLoose: false,
  },
  { words: ["exactly", "precisely", "only"], comparator: "eq", isLoose: false },
];

export interface FoundHedge {
  readonly text: string;
  readonly comparator: string;
  readonly isLoose: boolean;
  readonly start: number;
}

/** Every hedge phrase of a text, in order; where two overlap the longer one. */
export function listHedges(text: string): FoundHedge[] {
  const lower = text.toLowerCase();
  const found: FoundHedge[] = [];
  for (const { words, comparator, isLoose } of hedges)
    for (const word of words)
      for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
        const isWhole =
          !/[a-z]/.test(lower[at - 1] ?? " ") && !/[a-z]/.test(lower[at + word.length] ?? " ");
        if (isWhole) found.push({ text: word, comparator, isLoose, start: at });
      }
  const isInside = (each: FoundHedge): boolean =>
    found.some(
      (other) =>
        other.text.length > each.text.length &&
        other.start <= each.start &&
        each.start + each.text.length <= other.start + other.text.length,
    );
  return found.filter((each) => !isInside(each)).sort((a, b) => a.start - b.start);
}
