/**
 * Whether a message of a neighbour has the fields of its step, each of its type and within its limit. The edge has checked
 * that already (wire/aid-schema.ts); the core looks again, because what it can not fold it must never take.
 */

import { checkText } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { WordsDigest } from "../request/request-facts.ts";
import { aidSteps, grades, requestAnswers, requestKinds } from "../vocabulary.ts";
import type { AidMessage, AidTerms, LentUnit } from "./aid-facts.ts";

export function checkFields(message: AidMessage): Refusal | undefined {
  const wrong = findWrong(message);
  return wrong === undefined
    ? undefined
    : refuse("value.invalid", `message.${wrong}: is none of a step "${message.step}"`);
}

/** Name of the first field that is not what its step needs. */
function findWrong(message: AidMessage): string | undefined {
  if (!isObject(message) || !aidSteps.has(message.step)) return "step";
  if (!isCode(message.asker)) return "asker";
  if (!isCount(message.number, Number.MAX_SAFE_INTEGER)) return "number";
  switch (message.step) {
    case "ask":
      return findWrongAsk(message);
    case "receive":
      return isDigest(message.arrived) ? undefined : "arrived";
    case "answer":
      if (!requestAnswers.has(message.answer)) return "answer";
      return isCount(message.quantity, limits.requestQuantity) ? undefined : "quantity";
    case "commit":
      if (!isCount(message.quantity, limits.requestQuantity)) return "quantity";
      if (!isInstant(message.etaAt)) return "etaAt";
      return isList(message.units, limits.unitsPerCommand, isLentUnit) ? undefined : "units";
    case "set out":
      return isInstant(message.etaAt) ? undefined : "etaAt";
    case "withdraw":
      return undefined;
    case "arrive":
    case "release":
    case "recall":
    case "return":
      return isList(message.units, limits.unitsPerCommand, isUnitId) ? undefined : "units";
  }
}

function findWrongAsk(message: Extract<AidMessage, { step: "ask" }>): string | undefined {
  if (!requestKinds.has(message.kind)) return "kind";
  if (message.item !== null && !isCode(message.item)) return "item";
  if (!isCount(message.quantity, limits.requestQuantity) || message.quantity === 0)
    return "quantity";
  if (!isInstant(message.neededAt)) return "neededAt";
  if (!isDigest(message.sent)) return "sent";
  return message.terms === null || isTerms(message.terms) ? undefined : "terms";
}

function isTerms({ skills, grade, area, untilAt, meet }: AidTerms): boolean {
  return (
    isList(skills, limits.skills, isCode) &&
    (grade === null || grades.has(grade)) &&
    (area === null || isCode(area)) &&
    isInstant(untilAt) &&
    isObject(meet) &&
    Number.isSafeInteger(meet.latE7) &&
    Number.isSafeInteger(meet.lonE7)
  );
}

function isLentUnit(lent: LentUnit): boolean {
  return (
    isObject(lent) &&
    isUnitId(lent.unit) &&
    typeof lent.callSign === "string" &&
    checkText("callSign", lent.callSign, limits.callSignLength) === undefined &&
    isCode(lent.vehicle) &&
    isList(lent.skills, limits.skills, isCode) &&
    isCount(lent.crew, limits.crew)
  );
}

export function isDigest(digest: WordsDigest | null): boolean {
  if (digest === null) return true;
  return isObject(digest) && isCode(digest.sha256) && isCount(digest.bytes, 1e9);
}

function isList<Item>(list: readonly Item[], most: number, is: (item: Item) => boolean): boolean {
  return Array.isArray(list) && list.length <= most && list.every((item: Item) => is(item));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCode(value: string): boolean {
  return typeof value === "string" && value !== "" && value.length <= limits.codeLength;
}

function isUnitId(value: number): boolean {
  return isCount(value, Number.MAX_SAFE_INTEGER);
}

function isCount(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= most;
}

function isInstant(value: number): boolean {
  return isCount(value, Number.MAX_SAFE_INTEGER);
}
