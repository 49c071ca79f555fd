/**
 * A tree that grows by one leaf after another in constant memory: at each level the hashes of the tile that is not full
 * yet. A full tile is given away whole (it never changes again) and its root goes to the level above. The root of the tree
 * follows from the open tiles alone. At most 8 levels of 8 KiB for any log that can be.
 */

import { assert } from "../../base/assert.ts";
import { hashBytes, type TreeHasher } from "./hash.ts";
import { countAtLevel, tileHeight, tileWidth, type TileName } from "./tiles.ts";

export interface Tile extends TileName {
  /** `width` hashes of 32 bytes. */
  readonly bytes: Uint8Array;
}

export class Frontier {
  readonly #hasher: TreeHasher;
  /** By level: the hashes of the open tile. */
  readonly #open: Uint8Array[] = [];
  #size = 0;

  constructor(hasher: TreeHasher) {
    this.#hasher = hasher;
  }

  /** Goes on from the open tiles of a tree of `size` entries: `read` gives the hashes of an open tile, never of a full one. */
  static resume(hasher: TreeHasher, size: number, read: (tile: TileName) => Uint8Array): Frontier {
    const frontier = new Frontier(hasher);
    frontier.#size = size;
    for (let level = 0; countAtLevel(size, level) > 0; level += 1) {
      const count = countAtLevel(size, level);
      const width = count % tileWidth;
      const tile = new Uint8Array(tileWidth * hashBytes);
      if (width > 0) tile.set(read({ level, index: Math.floor(count / tileWidth), width }));
      frontier.#open.push(tile);
    }
    return frontier;
  }

  get size(): number {
    return this.#size;
  }

  /** Appends the hash of a leaf; calls `onFull` for each tile that it fills, lowest level first. */
  append(leafHash: Uint8Array, onFull?: (tile: Tile) => void): void {
    assert(leafHash.length === hashBytes, `a leaf hash of ${leafHash.length} bytes`);
    let hash = leafHash;
    this.#size += 1;
    for (let level = 0; ; level += 1) {
      const tile = (this.#open[level] ??= new Uint8Array(tileWidth * hashBytes));
      const count = countAtLevel(this.#size, level);
      const at = (count - 1) % tileWidth;
      tile.set(hash, at * hashBytes);
      if (at < tileWidth - 1) return;
      const index = count / tileWidth - 1;
      onFull?.({ level, index, width: tileWidth, bytes: tile.slice() });
      hash = rootOfHashes(this.#hasher, tile, 0, tileWidth);
    }
  }

  /** The tiles that are begun and not full, lowest level first. */
  listOpen(): Tile[] {
    return this.#open.flatMap((tile, level) => {
      const count = countAtLevel(this.#size, level);
      const width = count % tileWidth;
      if (width === 0) return [];
      return [
        {
          level,
          index: Math.floor(count / tileWidth),
          width,
          bytes: tile.slice(0, width * hashBytes),
        },
      ];
    });
  }

  /** RFC 6962: the largest whole subtrees from the right to the left, each the right child of what is left of it. */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    this.#open.forEach((tile, level) => {
      let end = countAtLevel(this.#size, level) % tileWidth;
      for (let height = 0; height < tileHeight && end > 0; height += 1) {
        const count = 1 << height;
        if ((end & count) === 0) continue;
        const subtree = rootOfHashes(this.#hasher, tile, end - count, count);
        root = root === undefined ? subtree : this.#hasher.node(subtree, root);
        end -= count;
      }
    });
    return root ?? this.#hasher.empty;
  }
}

/** The root of `count` (a power of two) hashes of a tile from number `first`. */
export function rootOfHashes(
  hasher: TreeHasher,
  tile: Uint8Array,
  first: number,
  count: number,
): Uint8Array {
  if (count === 1) return tile.slice(first * hashBytes, (first + 1) * hashBytes);
  const half = count / 2;
  return hasher.node(
    rootOfHashes(hasher, tile, first, half),
    rootOfHashes(hasher, tile, first + half, half),
  );
}
