/**
 * What could stand at the cursor, best first: verbs, call signs, numbers, codes, whatever the verb expects there. A
 * completion replaces the word under the cursor (with the words before it that belong to the same phrase), and a
 * line completed so always reads on without a fault up to there.
 */

import type { Instant } from "../../base/instant.ts";
import type { Choice } from "./argument.ts";
import type { Names } from "./names.ts";
import { readLine } from "./parse-line.ts";
import { lineLimits, listTokens, type Token } from "./tokens.ts";
import { anyUnit, listUnitChoices } from "./units.ts";
import { makeValues } from "./values.ts";
import { verbPhrases } from "./verbs.ts";

export interface Completion {
  /** Replaces the line between these offsets. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly detail: string;
}

/** Words of the longest phrase, less one: how far back a phrase under the cursor can have begun. */
const wordsBack = 3;

/** At most `lineLimits.completions`; none in a line that is too long or has a fault before the cursor. */
export function completeLine(
  line: string,
  cursor: number,
  names: Names,
  now: Instant,
): readonly Completion[] {
  if (line.length > lineLimits.length) return [];
  const tokens = listTokens(line);
  const under = tokens.find((token) => token.start < cursor && cursor <= token.end);
  const before = tokens.filter((token) => token.end <= cursor && token !== under);
  const found = new Map<string, Completion>();
  for (let back = 0; back <= Math.min(wordsBack, before.length); back += 1) {
    const phrase = before.slice(before.length - back);
    const start = phrase[0]?.start ?? under?.start ?? cursor;
    const typed = [...phrase, ...(under === undefined ? [] : [under])];
    for (const choice of listChoices(line.slice(0, start), typed, cursor, names, now)) {
      if (found.size >= lineLimits.completions) break;
      // A phrase that ends before the cursor has nothing left to complete.
      if (choice.text.split(" ").length <= back) continue;
      const key = `${start} ${choice.text}`;
      const end = under?.end ?? cursor;
      if (!found.has(key)) found.set(key, { start, end, text: choice.text, detail: choice.detail });
    }
  }
  return [...found.values()];
}

/** Choices after `base` that what was typed begins. */
function listChoices(
  base: string,
  typed: readonly Token[],
  cursor: number,
  names: Names,
  now: Instant,
): readonly Choice[] {
  const words = typed.map((token) => token.text.slice(0, cursor - token.start).toUpperCase());
  const prefix = words.join(" ");
  const fits = (choice: Choice): boolean => isBegunBy(choice, words, prefix);
  const isPhrase = typed.length > 1 || (typed.length === 1 && cursor > typed[0].end);
  if (base.trim() === "") return listHeads(names, prefix, isPhrase).filter(fits);
  const { fault, expected, values } = readLine(base, names, now);
  // Only what is missing may be at fault; anything else comes first.
  if (fault !== undefined && fault.code !== "line.incomplete") return [];
  const kinds = isPhrase ? expected.filter((kind) => kind.part === "code") : expected;
  return kinds.flatMap((kind) => kind.listChoices(names, values, prefix).filter(fits));
}

/** Call signs stand first once something is typed that begins one: units are named far more often than verbs. */
function listHeads(names: Names, prefix: string, isPhrase: boolean): readonly Choice[] {
  const verbs = verbPhrases.map((phrase) => ({ text: phrase.text, detail: phrase.detail }));
  if (isPhrase) return verbs;
  const units = listUnitChoices(names, makeValues(), prefix, anyUnit);
  return prefix === ""
    ? [...verbs.slice(0, lineLimits.completions - 3), ...units]
    : [...units, ...verbs];
}

function isBegunBy(choice: Choice, typed: readonly string[], prefix: string): boolean {
  if (prefix === "") return true;
  const words = choice.text.toUpperCase().split(" ");
  if (typed.length <= words.length && typed.every((word, index) => words[index].startsWith(word)))
    return true;
  const also = choice.also ?? "";
  return also.startsWith(prefix) || also.includes(` ${prefix}`);
}
