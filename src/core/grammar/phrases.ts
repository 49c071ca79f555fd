/**
 * Matching what was typed against a closed list of phrases (verbs, statuses, outcomes, codes) by prefixes of their
 * words: `st d` is `stand down`. A whole phrase typed exactly always wins; a shorter phrase wins over its own
 * continuation (`committed` over `committed deployable`); the grammar's own words win over a force's labels; what
 * is still open then is ambiguous and goes back to the person, never to a guess.
 */

import type { Token } from "./tokens.ts";

export interface Phrase<T> {
  /** Upper case, at least one. */
  readonly words: readonly string[];
  /** As shown and completed. */
  readonly text: string;
  readonly detail: string;
  readonly value: T;
  /** Has to be typed in full: numeric aliases, and what must not happen by a slip. */
  readonly exact?: boolean;
  /** A force's own label. */
  readonly label?: boolean;
}

export type PhraseMatch<T> =
  | { readonly found: Phrase<T>; readonly used: number; readonly isExact: boolean }
  | { readonly found: undefined; readonly candidates: readonly Phrase<T>[] };

/** How many words of the phrase stand at `at`, by prefix; 0 = it does not fit. */
function countMatched<T>(phrase: Phrase<T>, tokens: readonly Token[], at: number): number {
  let matched = 0;
  for (const word of phrase.words) {
    const token = tokens[at + matched];
    const fits =
      token !== undefined &&
      (phrase.exact === true ? token.upper === word : word.startsWith(token.upper));
    if (!fits) break;
    matched += 1;
  }
  return phrase.exact === true && matched < phrase.words.length ? 0 : matched;
}

function isTypedInFull<T>(phrase: Phrase<T>, tokens: readonly Token[], at: number): boolean {
  return phrase.words.every((word, index) => tokens[at + index]?.upper === word);
}

function isContinuedBy<T>(phrase: Phrase<T>, other: Phrase<T>): boolean {
  return phrase.words.every((word, index) => other.words[index] === word);
}

/** The phrase that stands at `at`, or the candidates: none = nothing fits, several = ambiguous. */
export function matchPhrase<T>(
  phrases: readonly Phrase<T>[],
  tokens: readonly Token[],
  at: number,
): PhraseMatch<T> {
  let used = 0;
  let candidates: Phrase<T>[] = [];
  let full: Phrase<T> | undefined;
  for (const phrase of phrases) {
    const matched = countMatched(phrase, tokens, at);
    if (matched === 0) continue;
    const isLongerFull = full === undefined || phrase.words.length > full.words.length;
    if (isLongerFull && isTypedInFull(phrase, tokens, at)) full = phrase;
    if (matched > used) candidates = [];
    used = Math.max(used, matched);
    if (matched === used) candidates.push(phrase);
  }
  if (full !== undefined && full.words.length >= used)
    return { found: full, used: full.words.length, isExact: true };
  const own = candidates.filter((phrase) => phrase.label !== true);
  if (own.length > 0) candidates = own;
  const shortest = candidates.find((phrase) =>
    candidates.every((other) => isContinuedBy(phrase, other)),
  );
  return shortest === undefined
    ? { found: undefined, candidates }
    : { found: shortest, used, isExact: false };
}

/** Upper-case words of a label or code: letters and digits, with the hyphens inside them. */
export function wordsOfLabel(label: string): string[] {
  return Array.from(
    label.toUpperCase().matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu),
    ([word]) => word,
  );
}
