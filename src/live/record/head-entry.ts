/**
 * The national log: an entry for each checkpoint of a region's record, so that one checkpoint vouches for all regions at
 * once. It is an event like any other in its form; its public facts are the region's origin, size and root.
 */

import { randomFillSync } from "node:crypto";
import { toBase64 } from "../../record/bytes.ts";
import { makeEntry } from "../../record/entry/entry.ts";
import { sha256 } from "./node-crypto.ts";
import type { EntryRow } from "./record-database.ts";

export interface RegionHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** `at` in microseconds, not before that of the entry before. */
export function encodeHead(
  { origin, size, root }: RegionHead,
  index: number,
  at: number,
): EntryRow {
  const factsSalt = randomFillSync(new Uint8Array(32));
  const event = {
    position: index + 1,
    type: "region.head",
    at,
    entered: at,
    shown: { origin, size, root: toBase64(root) },
    hidden: {},
    text: undefined,
  };
  return {
    entry: makeEntry(sha256, event, { facts: factsSalt, text: factsSalt }),
    factsSalt,
    textSalt: null,
  };
}
