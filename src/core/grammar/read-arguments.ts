/**
 * Walks a verb's arguments along the tokens. An optional argument that does not fit is left out, and a list ends where
 * something else stands; when a token fits nothing in the end, the fault names everything that could have stood there.
 */

import type { ArgumentKind, PartKind } from "./argument.ts";
import { faultAt, type LineFault } from "./fault.ts";
import type { Names } from "./names.ts";
import type { Token } from "./tokens.ts";
import type { Values } from "./values.ts";
import type { Verb } from "./verb.ts";

export interface LinePart {
  /** Offsets in the line, end excluded. */
  readonly start: number;
  readonly end: number;
  readonly kind: PartKind;
}

export interface ReadArguments {
  readonly fault: LineFault | undefined;
  /** What could stand next, where the tokens ran out; the next of a running list comes last. */
  readonly expected: readonly ArgumentKind[];
}

interface Walk {
  /** Argument to be read next. */
  index: number;
  /** One of a list was read already. */
  isRepeated: boolean;
  /** Token to be read next. */
  at: number;
  /** What did not fit the token, and why. */
  tried: LineFault[];
}

export function readArguments(
  line: string,
  tokens: readonly Token[],
  from: number,
  verb: Verb,
  names: Names,
  values: Values,
  parts: LinePart[],
): ReadArguments {
  const walk: Walk = { index: 0, isRepeated: false, at: from, tried: [] };
  while (walk.at < tokens.length) {
    const argument = verb.arguments[walk.index];
    if (argument === undefined)
      return { fault: joinFaults(walk.tried, tokens[walk.at]), expected: [] };
    const { kind } = argument;
    const reading = { line, tokens, at: walk.at, values, names, isExact: isExactNext(verb, walk) };
    const isNextsWord =
      walk.isRepeated && verb.arguments[walk.index + 1]?.kind.isExactlyAt?.(reading) === true;
    const result = isNextsWord ? undefined : kind.read(reading);
    if (typeof result === "number") {
      const end = tokens[walk.at + result - 1].end;
      parts.push({ start: tokens[walk.at].start, end, kind: kind.part });
      walk.at += result;
      walk.tried = [];
      walk.isRepeated = kind.many === true;
      if (!walk.isRepeated) walk.index += 1;
      continue;
    }
    if (result !== undefined) walk.tried.push(result);
    const mayLeave = walk.isRepeated || argument.optional === true;
    if (!mayLeave || result?.code === "line.ambiguous")
      return { fault: joinFaults(walk.tried, tokens[walk.at]), expected: [] };
    walk.index += 1 + (walk.isRepeated ? 0 : (argument.skips ?? 0));
    walk.isRepeated = false;
  }
  return readEnd(line, verb, walk);
}

/** In a list that something other than a sign can follow, only exact names count, so that no word is taken for one. */
function isExactNext(verb: Verb, { index, isRepeated }: Walk): boolean {
  const next = verb.arguments[index + 1];
  return isRepeated && next !== undefined && (next.kind.part !== "sign" || next.optional === true);
}

function joinFaults(tried: readonly LineFault[], token: Token): LineFault {
  if (tried.length === 0) return faultAt("line.extra", token, "nothing more");
  const [first] = tried;
  if (tried.length === 1) return first;
  const ambiguous = tried.find((fault) => fault.code === "line.ambiguous");
  if (ambiguous !== undefined) return ambiguous;
  const expected = [...new Set(tried.map((fault) => fault.expected))].join(", or ");
  return faultAt(
    "line.unknown",
    token,
    expected,
    tried.flatMap((fault) => fault.candidates),
  );
}

/** The tokens ran out: what could come next, and whether something must. */
function readEnd(line: string, verb: Verb, walk: Walk): ReadArguments {
  const expected: ArgumentKind[] = [];
  let missing: ArgumentKind | undefined;
  let index = walk.index + (walk.isRepeated ? 1 : 0);
  while (index < verb.arguments.length && missing === undefined) {
    const argument = verb.arguments[index];
    expected.push(argument.kind);
    if (argument.optional === true) index += 1 + (argument.skips ?? 0);
    else missing = argument.kind;
  }
  if (walk.isRepeated) expected.push(verb.arguments[walk.index].kind);
  const end = { text: "", start: line.length, end: line.length };
  const fault =
    missing === undefined ? undefined : faultAt("line.incomplete", end, missing.expected);
  return { fault, expected };
}
