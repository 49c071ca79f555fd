/**
 * A command line in, commands of the core out, or faults with their place. Pure and total: any text gives an answer.
 * A line with a fault gives no command at all: half of a line is never carried out. Everything a console needs to
 * show while typing comes with it: the parts (for colour), the faults, and a sentence per command of what will
 * happen. Not here: the rules. Whether a command is accepted is the core's decision.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command } from "../commands.ts";
import type { ArgumentKind } from "./argument.ts";
import { faultAt, type LineFault } from "./fault.ts";
import type { Names } from "./names.ts";
import { matchPhrase } from "./phrases.ts";
import { previewCommands, type PreviewSentence } from "./preview.ts";
import { readArguments, type LinePart } from "./read-arguments.ts";
import { lineLimits, listTokens, type Token } from "./tokens.ts";
import { statusVerb } from "./unit-verbs.ts";
import { listUnitsByPrefix } from "./units.ts";
import { makeValues, type Values } from "./values.ts";
import type { Verb } from "./verb.ts";
import { verbPhrases } from "./verbs.ts";

export interface ParsedLine {
  readonly verb: Verb | undefined;
  /** Empty when there is a fault. */
  readonly commands: readonly Command[];
  /** The first fault; what comes after it is not read. */
  readonly fault: LineFault | undefined;
  /** What was understood, in order, up to the fault. */
  readonly parts: readonly LinePart[];
  /** One per command; says what will happen and, as far as it can be seen, what will be refused. */
  readonly preview: readonly PreviewSentence[];
}

/** What a partly read line allows next; for completion. */
export interface PartialLine extends ParsedLine {
  readonly values: Values;
  readonly expected: readonly ArgumentKind[];
}

export function parseLine(line: string, names: Names, now: Instant): ParsedLine {
  const { verb, commands, fault, parts, preview } = readLine(line, names, now);
  return { verb, commands, fault, parts, preview };
}

/** As `parseLine`, with what could come next. */
export function readLine(line: string, names: Names, now: Instant): PartialLine {
  const values = makeValues();
  const empty = { verb: undefined, commands: [], parts: [], preview: [], values, expected: [] };
  if (line.length > lineLimits.length) {
    const end = { text: "", start: lineLimits.length, end: line.length };
    const fault = faultAt("line.too-long", end, `at most ${lineLimits.length} characters`);
    return {
      ...empty,
      fault: {
        ...fault,
        message: `got ${line.length} characters, expected at most ${lineLimits.length}`,
      },
    };
  }
  const tokens = listTokens(line);
  if (tokens.length === 0)
    return { ...empty, fault: faultAt("line.empty", endOf(line), "a verb or a call sign") };
  const head = findHead(tokens, names);
  if ("code" in head) return { ...empty, fault: head };
  return readBody(line, tokens, head, names, now, values);
}

function endOf(line: string): Pick<Token, "text" | "start" | "end"> {
  return { text: "", start: line.length, end: line.length };
}

interface Head {
  readonly verb: Verb;
  /** Tokens of the verb itself; 0 where the units come first. */
  readonly used: number;
}

/** A verb spelled out beats a call sign, a call sign spelled out beats half a verb; between two halves nobody guesses. */
function findHead(tokens: readonly Token[], names: Names): Head | LineFault {
  const match = matchPhrase(verbPhrases, tokens, 0);
  const [first] = tokens;
  if (match.found !== undefined && match.isExact)
    return { verb: match.found.value, used: match.used };
  if (names.findUnit(first.upper) !== undefined) return { verb: statusVerb, used: 0 };
  const units = listUnitsByPrefix(names, first.upper, lineLimits.candidates + 1);
  const verbTexts =
    match.found === undefined ? match.candidates.map((phrase) => phrase.text) : [match.found.text];
  if (units.length === 0 && match.found !== undefined)
    return { verb: match.found.value, used: match.used };
  if (units.length === 1 && verbTexts.length === 0) return { verb: statusVerb, used: 0 };
  const candidates = [...verbTexts, ...units.map((unit) => names.callSignOf(unit))];
  return candidates.length === 0
    ? faultAt("line.unknown", first, "a verb or a call sign")
    : faultAt("line.ambiguous", first, "a verb or a call sign, in full", candidates);
}

function readBody(
  line: string,
  tokens: readonly Token[],
  { verb, used }: Head,
  names: Names,
  now: Instant,
  values: Values,
): PartialLine {
  const parts: LinePart[] = [];
  if (used > 0) parts.push({ start: tokens[0].start, end: tokens[used - 1].end, kind: "verb" });
  const read = readArguments(line, tokens, used, verb, names, values, parts);
  const partial = { verb, parts, values, expected: read.expected };
  if (read.fault !== undefined) return { ...partial, commands: [], preview: [], fault: read.fault };
  const commands = verb.make(values, names, now);
  if (typeof commands === "string")
    return {
      ...partial,
      commands: [],
      preview: [],
      fault: faultAt("line.incomplete", endOf(line), commands),
    };
  return { ...partial, commands, preview: previewCommands(commands, names, now), fault: undefined };
}
