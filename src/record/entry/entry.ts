/**
 * An entry of a record: one event of a region as everybody may see it, in bytes that follow from it alone. The public
 * facts stand in it as they are, each private part as a commitment. Which facts are public is not decided here
 * (core/public-facts.ts); docs/reference/record.md has the form byte by byte.
 */

import { readBase64, readUtf8, toBase64, toUtf8 } from "../bytes.ts";
import { faultOf, type Outcome, type RecordFault } from "../fault.ts";
import { hashBytes, type Sha256 } from "../tree/hash.ts";
import { maxEntryBytes } from "../tree/tiles.ts";
import { writeCanonical } from "./canonical.ts";
import { commit, privateParts, type PrivatePart } from "./commitment.ts";

/** An event, already parted. `hidden` always has something: at least who entered it. */
export interface PartedEvent {
  readonly position: number;
  readonly type: string;
  readonly at: number;
  readonly entered: number;
  readonly shown: Readonly<Record<string, unknown>>;
  readonly hidden: Readonly<Record<string, unknown>>;
  /** Undefined = it has none. */
  readonly text: unknown;
}

export type Salts = Readonly<Record<PrivatePart, Uint8Array>>;

export interface Entry {
  readonly position: number;
  readonly type: string;
  readonly at: number;
  readonly entered: number;
  /** Microseconds between what occurred and its entry; missing where it was entered as it occurred. */
  readonly late?: number;
  readonly facts: Readonly<Record<string, unknown>>;
  /** By part, in base64. */
  readonly hashes: Readonly<Partial<Record<PrivatePart, string>>>;
}

/** Public facts that would not fit an entry are committed to like the private ones, so that every event has an entry. */
export function makeEntry(sha256: Sha256, event: PartedEvent, salts: Salts): Uint8Array {
  const bytes = encode(sha256, event, salts);
  if (bytes.length <= maxEntryBytes) return bytes;
  const hidden = { ...event.hidden, ...event.shown };
  return encode(sha256, { ...event, shown: {}, hidden }, salts);
}

function encode(sha256: Sha256, event: PartedEvent, salts: Salts): Uint8Array {
  const { position, type, at, entered, shown, hidden, text } = event;
  const hashes: Partial<Record<PrivatePart, string>> = {
    facts: toBase64(commit(sha256, "facts", salts.facts, hidden)),
  };
  if (text !== undefined) hashes.text = toBase64(commit(sha256, "text", salts.text, text));
  const late = entered > at ? { late: entered - at } : {};
  return toUtf8(
    writeCanonical({ v: 1, position, type, at, entered, ...late, facts: shown, hashes }),
  );
}

const memberNames = ["at", "entered", "facts", "hashes", "late", "position", "type", "v"];

/** Reads what `makeEntry` writes and nothing else: other bytes with the same meaning are refused. */
export function readEntry(bytes: Uint8Array): Outcome<Entry> {
  const text = readUtf8(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    return wrong("it is no JSON");
  }
  if (!isObject(value) || writeCanonicalSafely(value) !== text) return wrong("it is not canonical");
  const { v, position, type, at, entered, late, facts, hashes } = value;
  if (Object.keys(value).some((name) => !memberNames.includes(name)) || v !== 1)
    return wrong("it has a member that version 1 has not");
  const areNumbers = [position, at, entered, late ?? 0].every((each) => Number.isSafeInteger(each));
  if (!areNumbers || typeof type !== "string" || !isObject(facts) || !isObject(hashes))
    return wrong("a member is of another kind");
  for (const [part, hash] of Object.entries(hashes)) {
    const isKnown = (privateParts as readonly string[]).includes(part);
    const isHash = typeof hash === "string" && readBase64(hash)?.length === hashBytes;
    if (!isKnown || !isHash) return wrong("a commitment is not 32 bytes in base64");
  }
  if (hashes["facts"] === undefined) return wrong("the commitment to its private facts is missing");
  return { value: value as unknown as Entry };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Undefined for what has no canonical form. */
function writeCanonicalSafely(value: unknown): string | undefined {
  try {
    return writeCanonical(value);
  } catch {
    return undefined;
  }
}

/**
 * What the entries of one log must keep between them: positions without a gap, and an `entered` that never goes back.
 * An entry that was slipped in afterwards breaks the one or the other, and one with an earlier `at` than its `entered`
 * has to say so.
 */
export function checkOrder(
  entry: Entry,
  index: number,
  lastEntered: number,
): RecordFault | undefined {
  const { position, at, entered, late } = entry;
  if (position !== index + 1)
    return fault(`position: got ${position}, expected ${index + 1}; one is missing or moved`);
  if (entered < lastEntered)
    return fault(`entered: got ${entered}, expected at least ${lastEntered}, as before it`);
  const expected = entered - at;
  if (expected < 0) return fault(`at: got ${at}, which is after it was entered`);
  if (late === undefined && expected > 0)
    return fault(`late: it is back-dated by ${expected} microseconds and does not say so`);
  if (late !== undefined && (late !== expected || late === 0))
    return fault(`late: got ${late}, expected ${expected}`);
  return undefined;
}

function fault(message: string): RecordFault {
  return { code: "record.wrong-entry", message };
}

function wrong(message: string): ReturnType<typeof faultOf> {
  return faultOf("record.wrong-entry", `The entry: ${message}`);
}
