/**
 * What an argument of a verb is: how it reads tokens into values, and what it would offer to complete. One object per
 * kind; the verbs are lists of these. Not here: the kinds themselves.
 */

import { faultAt, type LineFault } from "./fault.ts";
import type { Names } from "./names.ts";
import { matchPhrase, type Phrase } from "./phrases.ts";
import type { Token } from "./tokens.ts";
import type { Values } from "./values.ts";

export type PartKind = "verb" | "unit" | "sign" | "number" | "code" | "place" | "text";

export interface Reading {
  readonly line: string;
  readonly tokens: readonly Token[];
  /** Index of the token to be read; it exists. */
  readonly at: number;
  readonly values: Values;
  readonly names: Names;
  /** Only names spelled out count here: something else may follow, and no word of it is to be taken for a name. */
  readonly isExact: boolean;
}

/** Tokens read (at least 1), or what is wrong. */
export type ReadResult = number | LineFault;

export interface Choice {
  /** What is put into the line. */
  readonly text: string;
  readonly detail: string;
  /** What the typed prefix may match besides the text, in upper case. */
  readonly also?: string;
}

export interface ArgumentKind {
  /** For faults, for example `an incident number`. */
  readonly expected: string;
  readonly part: PartKind;
  /** Reads one after another until it fails; the first must fit. */
  readonly many?: boolean;
  read(reading: Reading): ReadResult;
  /** A list before it ends where this one's word stands, spelled out. */
  isExactlyAt?(reading: Reading): boolean;
  /** Choices for a typed prefix (upper case), best first; the caller filters and cuts. */
  listChoices(names: Names, values: Values, prefix: string): readonly Choice[];
}

export function unknownAt(reading: Reading, expected: string): LineFault {
  return faultAt("line.unknown", reading.tokens[reading.at], expected);
}

/** An argument that is one of a closed list of phrases. */
export function phraseArgument<T>(
  expected: string,
  list: (names: Names) => readonly Phrase<T>[],
  write: (values: Values, value: T) => void,
): ArgumentKind {
  return {
    expected,
    part: "code",
    read: (reading) => {
      const { tokens, at, names, values } = reading;
      const match = matchPhrase(list(names), tokens, at);
      if (match.found !== undefined) {
        write(values, match.found.value);
        return match.used;
      }
      const candidates = match.candidates.map((phrase) => phrase.text);
      return candidates.length === 0
        ? faultAt(
            "line.unknown",
            tokens[at],
            expected,
            list(names).map((phrase) => phrase.text),
          )
        : faultAt("line.ambiguous", tokens[at], `${expected}, in full`, candidates);
    },
    isExactlyAt: ({ tokens, at, names }) => {
      const match = matchPhrase(list(names), tokens, at);
      return match.found !== undefined && match.isExact;
    },
    listChoices: (names) =>
      list(names).map((phrase) => ({ text: phrase.text, detail: phrase.detail })),
  };
}
