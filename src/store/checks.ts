/**
 * The checks that every engine makes before it takes a request, in one place so that all engines refuse the same
 * things with the same words. A request that fails here changed nothing. Not here: anything that needs the log
 * (stale positions, known command ids), which only the engine can answer.
 */
import { StoreFault, storeLimits, type AppendRequest, type EventRecord } from "./port.ts";

const maxFingerprint = 2 ** 32 - 1;
const namePattern = /^[A-Za-z0-9._-]{1,64}$/;

export function checkName(what: string, name: string): void {
  if (namePattern.test(name)) return;
  throw invalid(
    `${what} is ${quote(name)}; expected 1 to ${storeLimits.maxNameLength} characters of A-Z a-z 0-9 . _ -`,
  );
}

/**
 * Checks the whole request and returns its size in UTF-16 units. In UTF-8 that is at least as many bytes and at most three
 * times as many; they are counted where the texts are encoded, because counting walks over them once more.
 */
export function checkAppend(request: AppendRequest): number {
  checkName("region", request.region);
  checkCount("expectedPosition", request.expectedPosition, 0, Number.MAX_SAFE_INTEGER);
  checkText("commandId", request.commandId, storeLimits.maxCommandIdLength);
  if (request.fingerprint !== undefined)
    checkCount("fingerprint", request.fingerprint, 0, maxFingerprint);
  const count = request.records.length;
  if (count === 0) throw invalid("records is empty; expected at least one event");
  if (count > storeLimits.maxRecordsPerCommand) {
    throw tooLarge("records of one command", count, storeLimits.maxRecordsPerCommand, "events");
  }
  let units = request.commandId.length;
  for (const record of request.records) units += checkRecord(record);
  return units;
}

function checkRecord(record: EventRecord): number {
  const { facts, privateText } = record;
  if (!facts.startsWith("{") || !facts.endsWith("}") || !facts.isWellFormed()) {
    throw invalid(
      `facts is ${quote(facts)}; expected the text of one JSON object in well-formed Unicode`,
    );
  }
  checkBytes("facts", facts, storeLimits.maxFactsBytes);
  if (privateText === null) return facts.length;
  if (!privateText.isWellFormed())
    throw invalid("privateText has half a surrogate pair; expected well-formed Unicode");
  checkBytes("privateText", privateText, storeLimits.maxPrivateBytes);
  return facts.length + privateText.length;
}

function checkBytes(what: string, text: string, most: number): void {
  // Short ones need no count.
  if (3 * text.length <= most) return;
  const bytes = Buffer.byteLength(text);
  if (bytes > most) throw tooLarge(what, bytes, most, "bytes");
}

export function checkRead(region: string, after: number, limit: number): void {
  checkName("region", region);
  checkCount("after", after, 0, Number.MAX_SAFE_INTEGER);
  checkCount("limit", limit, 1, storeLimits.maxReadCount);
}

export function checkCommandLookup(region: string, commandId: string): void {
  checkName("region", region);
  checkText("commandId", commandId, storeLimits.maxCommandIdLength);
}

export function checkDocumentKey(collection: string, key: string): void {
  checkName("collection", collection);
  checkText("key", key, storeLimits.maxDocumentKeyLength);
}

/** Returns the size in bytes of a document write. */
export function checkDocument(
  collection: string,
  key: string,
  expectedVersion: number,
  body: string | null,
): number {
  checkDocumentKey(collection, key);
  checkCount("expectedVersion", expectedVersion, 0, Number.MAX_SAFE_INTEGER);
  if (body === null) return key.length;
  if (!body.isWellFormed())
    throw invalid("body has half a surrogate pair; expected well-formed Unicode");
  const bytes = Buffer.byteLength(body);
  if (bytes > storeLimits.maxDocumentBytes)
    throw tooLarge("body", bytes, storeLimits.maxDocumentBytes, "bytes");
  return key.length + bytes;
}

export function checkSnapshotSize(bytes: number): void {
  if (bytes > storeLimits.maxSnapshotBytes)
    throw tooLarge("snapshot", bytes, storeLimits.maxSnapshotBytes, "bytes");
}

export function checkCount(what: string, value: number, from: number, to: number): void {
  if (Number.isSafeInteger(value) && value >= from && value <= to) return;
  throw invalid(`${what} is ${value}; expected an integer from ${from} to ${to}`);
}

function checkText(what: string, text: string, maxLength: number): void {
  // A NUL would end the text early inside SQLite's own functions, so it is refused for keys and ids.
  if (text.length >= 1 && text.length <= maxLength && text.isWellFormed() && !text.includes("\0"))
    return;
  throw invalid(
    `${what} is ${quote(text)}; expected 1 to ${maxLength} characters of well-formed Unicode without NUL`,
  );
}

export function staleFault(region: string, expected: number, head: number): StoreFault {
  return new StoreFault("store.stale-position", staleMessage(region, expected, head));
}

export function staleMessage(region: string, expected: number, head: number): string {
  return `region ${region} is at position ${head}, the command expected ${expected}; fold the newer events and decide again`;
}

export function duplicateMessage(region: string, commandId: string): string {
  return `command ${quote(commandId)} is already in the log of region ${region}; its answer is found by findCommand`;
}

export function documentConflictMessage(
  collection: string,
  key: string,
  expected: number,
  version: number,
): string {
  return `document ${collection}/${key} has version ${version} (0 = none), the writer expected ${expected}; read it again`;
}

function invalid(message: string): StoreFault {
  return new StoreFault("store.invalid", message);
}

function tooLarge(what: string, got: number, limit: number, measure: string): StoreFault {
  return new StoreFault("store.too-large", `${what}: got ${got} ${measure}, the limit is ${limit}`);
}

/** Shortened, so that an oversized argument does not become an oversized message. */
function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
}
