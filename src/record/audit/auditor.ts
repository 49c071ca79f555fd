/**
 * Goes through a log from its first entry to its last and names the first one that is wrong: an entry that is not in its
 * form or breaks the order, a tile that is not what the entries give, a root that is not what was signed. It trusts nothing
 * that it is handed but the checkpoint, whose signature has been checked. Files come in the order it asks for them; memory
 * does not grow with the log. Deliberately not here: fetching.
 */

import { areEqual } from "../bytes.ts";
import { checkOrder, readEntry, type Entry } from "../entry/entry.ts";
import type { RecordFault } from "../fault.ts";
import { Frontier, type Tile } from "../tree/frontier.ts";
import { hashBytes, type TreeHasher } from "../tree/hash.ts";
import {
  entriesLevel,
  readBundle,
  tileWidth,
  writeTilePath,
  type TileName,
} from "../tree/tiles.ts";

/** What is wrong, and from which entry on. */
export interface AuditFault extends RecordFault {
  /** Index of the first entry that is or may be wrong. */
  readonly index: number;
}

export class Auditor {
  readonly #hasher: TreeHasher;
  readonly #size: number;
  readonly #frontier: Frontier;
  #lastEntered = 0;
  #full: Tile[] = [];

  /** `size` is that of the checkpoint. */
  constructor(hasher: TreeHasher, size: number) {
    this.#hasher = hasher;
    this.#size = size;
    this.#frontier = new Frontier(hasher);
  }

  /** The bundle and the level 0 tile that are wanted next; undefined = all entries were seen. */
  get next(): { readonly bundle: TileName; readonly tile: TileName } | undefined {
    const { size } = this.#frontier;
    if (size >= this.#size) return undefined;
    const width = Math.min(tileWidth, this.#size - size);
    const index = size / tileWidth;
    return { bundle: { level: entriesLevel, index, width }, tile: { level: 0, index, width } };
  }

  /** Calls `see` for each entry that is right so far, with its bytes. */
  take(
    bundle: Uint8Array,
    tile: Uint8Array,
    see: (entry: Entry, index: number, bytes: Uint8Array) => void = () => {},
  ): AuditFault | undefined {
    const first = this.#frontier.size;
    const { next } = this;
    if (next === undefined) return undefined;
    const { width } = next.tile;
    if (tile.length !== width * hashBytes)
      return fault(
        first,
        "record.wrong-tile",
        `${writeTilePath(next.tile)} has ${tile.length} bytes`,
      );
    const read = readBundle(bundle, width);
    if (read.fault !== undefined)
      return fault(first, read.fault.code, `${writeTilePath(next.bundle)}: ${read.fault.message}`);
    for (const [at, bytes] of read.value.entries()) {
      const wrong = this.#takeEntry(
        first + at,
        bytes,
        tile.subarray(at * hashBytes, (at + 1) * hashBytes),
        see,
      );
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }

  #takeEntry(
    index: number,
    bytes: Uint8Array,
    expected: Uint8Array,
    see: (entry: Entry, index: number, bytes: Uint8Array) => void,
  ): AuditFault | undefined {
    const hash = this.#hasher.leaf(bytes);
    if (!areEqual(hash, expected))
      return fault(index, "record.wrong-entry", "its hash is not the one in its tile");
    const entry = readEntry(bytes);
    if (entry.fault !== undefined) return { ...entry.fault, index };
    const wrong = checkOrder(entry.value, index, this.#lastEntered);
    if (wrong !== undefined) return { ...wrong, index };
    this.#lastEntered = entry.value.entered;
    this.#frontier.append(hash, (full) => this.#full.push(full));
    see(entry.value, index, bytes);
    return undefined;
  }

  /** The tiles above level 0 that the entries so far have filled and that were not compared yet. */
  takeFullTiles(): Tile[] {
    const full = this.#full.filter(({ level }) => level > 0);
    this.#full = [];
    return full;
  }

  /** The open tiles above level 0, once all entries were seen. */
  listOpenTiles(): Tile[] {
    return this.#frontier.listOpen().filter(({ level }) => level > 0);
  }

  /** Whether a served tile is what the entries give. */
  compare(tile: Tile, served: Uint8Array): AuditFault | undefined {
    if (areEqual(tile.bytes, served)) return undefined;
    const span = tileWidth ** tile.level;
    const place = firstDifference(tile.bytes, served);
    return fault(
      (tile.index * tileWidth + place) * span,
      "record.wrong-tile",
      `${writeTilePath(tile)} is not what the entries give, from hash ${place} on`,
    );
  }

  /** Whether the entries give the root that was signed. */
  compareRoot(root: Uint8Array): AuditFault | undefined {
    if (areEqual(this.#frontier.root(), root)) return undefined;
    return fault(
      0,
      "record.wrong-proof",
      "the entries and tiles fit each other, and give another root than was signed",
    );
  }
}

function firstDifference(ours: Uint8Array, theirs: Uint8Array): number {
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at += 1;
  return Math.floor(Math.min(at, ours.length - 1) / hashBytes);
}

function fault(index: number, code: RecordFault["code"], message: string): AuditFault {
  return { code, index, message };
}
