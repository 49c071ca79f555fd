/**
 * What is checked of a request alike when it is asked and at its later steps: quantities, owners, fingerprints of its words and
 * times ahead.
 */

import type { Instant } from "../../base/instant.ts";
import { checkName, shown } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { ownerKinds, roles } from "../vocabulary.ts";
import type { Owner, WordsDigest } from "./request-facts.ts";

export function checkQuantity(quantity: number, most: number): Refusal | undefined {
  if (Number.isInteger(quantity) && quantity >= 1 && quantity <= most) return undefined;
  return refuse(
    "value.invalid",
    `quantity: got ${shown(quantity)}, expected a whole number from 1 to ${most}`,
  );
}

export function checkShort(name: string, value: string): Refusal | undefined {
  if (typeof value === "string" && value.trim() !== "" && value.length <= limits.codeLength)
    return undefined;
  return refuse(
    "value.invalid",
    `${name}: got ${shown(value)}, expected 1 to ${limits.codeLength} characters`,
  );
}

export function checkOwner(owner: Owner): Refusal | undefined {
  if (typeof owner !== "object" || (owner as Owner | null) === null)
    return refuse("value.invalid", "owner: expected a kind and a name");
  return (
    checkName("owner.kind", ownerKinds, owner.kind) ??
    (owner.kind === "role"
      ? checkName("owner.name", roles, owner.name)
      : checkShort("owner.name", owner.name))
  );
}

const sha256Text = /^[0-9a-f]{64}$/;

export function checkDigest(name: string, digest: WordsDigest | undefined): Refusal | undefined {
  if (digest === undefined) return undefined;
  const isDigest =
    typeof digest === "object" &&
    (digest as WordsDigest | null) !== null &&
    typeof digest.sha256 === "string" &&
    sha256Text.test(digest.sha256) &&
    Number.isSafeInteger(digest.bytes) &&
    digest.bytes >= 0;
  if (isDigest) return undefined;
  return refuse(
    "value.invalid",
    `${name}: expected sha256 (64 hexadecimal digits, lower case) and bytes of the words in UTF-8`,
  );
}

export function checkAhead(name: string, at: Instant, now: Instant): Refusal | undefined {
  if (Number.isSafeInteger(at) && at > now && at <= now + limits.requestAheadMicros)
    return undefined;
  return refuse("value.invalid", `${name}: expected a time from now on, at most 30 days ahead`);
}
