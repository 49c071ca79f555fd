/**
 * Events as rows of a record: each is parted, gets salts of its own, and becomes an entry. The salts come from the
 * system's generator. What an event says about the record itself (an erased text) is handed back with its position.
 */

import { randomFillSync } from "node:crypto";
import { makeEntry } from "../../record/entry/entry.ts";
import { listPrivateTexts, parseArray } from "../../store/chunks.ts";
import type { FactsChunk } from "../../store/port.ts";
import { sha256 } from "./node-crypto.ts";
import { partEvent, type StoredFacts } from "./part-event.ts";
import type { EntryRow } from "./record-database.ts";

const saltBytes = 32;

export function encodeEvents(chunk: FactsChunk): EntryRow[] {
  const texts = new Map<number, unknown>();
  for (const { position, text } of listPrivateTexts(chunk)) texts.set(position, JSON.parse(text));
  const salts = randomFillSync(new Uint8Array(2 * saltBytes * chunk.count));
  return (parseArray(chunk.factsArray) as StoredFacts[]).map((facts, index) => {
    const position = chunk.first + index;
    const at = 2 * saltBytes * index;
    const factsSalt = salts.subarray(at, at + saltBytes);
    const textSalt = salts.subarray(at + saltBytes, at + 2 * saltBytes);
    const text = texts.get(position);
    const parted = partEvent(position, facts, text);
    return {
      entry: makeEntry(sha256, parted, { facts: factsSalt, text: textSalt }),
      factsSalt,
      textSalt: text === undefined ? null : textSalt,
    };
  });
}
