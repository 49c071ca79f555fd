/**
 * A log in memory as an outsider sees it: bundles, tiles and a signed checkpoint by their names; and a list of entries that
 * can be spoilt before the log is made of them. For tests of what is found, and for benches.
 */

import { toUtf8 } from "../../record/bytes.ts";
import { writeCanonical } from "../../record/entry/canonical.ts";
import { makeEntry } from "../../record/entry/entry.ts";
import type { SignerKey } from "../../record/note/keys.ts";
import { Frontier, type Tile } from "../../record/tree/frontier.ts";
import { makeTreeHasher } from "../../record/tree/hash.ts";
import { entriesLevel, tileWidth, writeBundle, writeTilePath } from "../../record/tree/tiles.ts";
import { sha256 } from "./crypto.ts";
import { signCheckpoint } from "./keys.ts";

export const startAt = 1_790_000_000_000_000;

/** One a second; every fifth was entered ten seconds late and says so. */
export function makeEntries(count: number, salt = 1, from = 0): Uint8Array[] {
  const salts = { facts: new Uint8Array(32).fill(salt), text: new Uint8Array(32).fill(salt) };
  return Array.from({ length: count }, (_, each) => {
    const index = from + each;
    const entered = startAt + index * 1_000_000;
    const event = {
      position: index + 1,
      type: "contact.received",
      at: index % 5 === 4 ? entered - 10_000_000 : entered,
      entered,
      shown: { contact: index + 1, channel: "call" },
      hidden: { by: "ada", callBack: false, location: null },
      text: undefined,
    };
    return makeEntry(sha256, event, salts);
  });
}

/** The same entry with some of its members changed, in canonical form. */
export function changeEntry(
  entry: Uint8Array,
  changes: Readonly<Record<string, unknown>>,
): Uint8Array {
  const members = JSON.parse(Buffer.from(entry).toString()) as Record<string, unknown>;
  return toUtf8(writeCanonical({ ...members, ...changes }));
}

export interface MadeLog {
  readonly files: Map<string, Uint8Array>;
  readonly root: Uint8Array;
  readonly size: number;
}

export function makeLog(key: SignerKey, entries: readonly Uint8Array[]): MadeLog {
  const files = new Map<string, Uint8Array>();
  const hasher = makeTreeHasher(sha256);
  const frontier = new Frontier(hasher);
  const keep = (tile: Tile): void => void files.set(writeTilePath(tile), tile.bytes);
  for (const entry of entries) frontier.append(hasher.leaf(entry), keep);
  for (const tile of frontier.listOpen()) keep(tile);
  for (let first = 0; first < entries.length; first += tileWidth) {
    const part = entries.slice(first, first + tileWidth);
    const name = { level: entriesLevel, index: first / tileWidth, width: part.length };
    files.set(writeTilePath(name), writeBundle(part));
  }
  const root = frontier.root();
  files.set("checkpoint", toUtf8(signCheckpoint(key, entries.length, root)));
  return { files, root, size: entries.length };
}
