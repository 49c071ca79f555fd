/**
 * Making of inclusion and consistency proofs (RFC 9162, sections 2.1.3.1 and 2.1.4.1) from the tiles of a tree. The path
 * is first a list of spans of leaves; each is the root of a subtree, worked out from the few tiles that hold it. So the
 * cost is a handful of tiles for any size. Sizes are below 2^53, as every log of our own is.
 */

import { assert } from "../../base/assert.ts";
import { faultOf, type Outcome } from "../fault.ts";
import { rootOfHashes } from "./frontier.ts";
import { hashBytes, type TreeHasher } from "./hash.ts";
import { tileHeight, tileWidth, widthOfTile, type TileName } from "./tiles.ts";

/** Leaves `from` to `to`, the latter not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The hashes of a tile in a tree of `size` entries, `width` times 32 bytes. It may throw where there is none. */
export type ReadTile = (tile: TileName) => Uint8Array;

/** The subtrees beside the way from a leaf to the root, from the leaf upwards. */
export function spansOfInclusion(index: number, size: number): Span[] {
  const spans: Span[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      spans.push({ from: middle, to });
      to = middle;
    } else {
      spans.push({ from, to: middle });
      from = middle;
    }
  }
  return spans.toReversed();
}

/** SUBPROOF of RFC 6962 without recursion. */
export function spansOfConsistency(oldSize: number, size: number): Span[] {
  const spans: Span[] = [];
  let from = 0;
  let to = size;
  while (oldSize < to) {
    const middle = from + splitOf(to - from);
    if (oldSize <= middle) {
      spans.push({ from: middle, to });
      to = middle;
    } else {
      spans.push({ from, to: middle });
      from = middle;
    }
  }
  // Where the old tree is one whole node of the new one, its root is known already.
  if (from > 0) spans.push({ from, to });
  return spans.toReversed();
}

/** The largest power of two below `count`. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** A subtree of 2^height leaves that begins at leaf `from`. */
interface Subtree {
  readonly from: number;
  readonly height: number;
}

/** The whole subtrees of a span, from left to right; spans of proofs begin where their largest one may. */
function subtreesOf({ from, to }: Span): Subtree[] {
  const subtrees: Subtree[] = [];
  let at = from;
  while (at < to) {
    let height = 0;
    while (at % 2 ** (height + 1) === 0 && at + 2 ** (height + 1) <= to) height += 1;
    subtrees.push({ from: at, height });
    at += 2 ** height;
  }
  return subtrees;
}

function tileOf({ from, height }: Subtree, size: number): { name: TileName; at: number } {
  const level = Math.floor(height / tileHeight);
  const place = from / tileWidth ** level;
  const index = Math.floor(place / tileWidth);
  const width = widthOfTile(size, level, index);
  return { name: { level, index, width }, at: place - index * tileWidth };
}

/** The tiles that the spans are worked out from, each once: for whoever has to fetch them first. */
export function listTilesOf(spans: readonly Span[], size: number): TileName[] {
  const tiles = new Map<string, TileName>();
  for (const subtree of spans.flatMap(subtreesOf)) {
    const { name } = tileOf(subtree, size);
    tiles.set(`${name.level}/${name.index}`, name);
  }
  return [...tiles.values()];
}

/** The Merkle tree hash of a span of leaves of a tree of `size` entries. */
export function hashSpan(
  hasher: TreeHasher,
  span: Span,
  size: number,
  readTile: ReadTile,
): Uint8Array {
  let hash: Uint8Array | undefined;
  for (const subtree of subtreesOf(span).toReversed()) {
    const { name, at } = tileOf(subtree, size);
    const tile = readTile(name);
    assert(tile.length === name.width * hashBytes, "a tile of another width than its name says");
    const left = rootOfHashes(hasher, tile, at, 2 ** (subtree.height % tileHeight));
    hash = hash === undefined ? left : hasher.node(left, hash);
  }
  return hash ?? hasher.empty;
}

export interface Tree {
  readonly hasher: TreeHasher;
  readonly size: number;
  readonly readTile: ReadTile;
}

export function rootOf({ hasher, size, readTile }: Tree): Uint8Array {
  return hashSpan(hasher, { from: 0, to: size }, size, readTile);
}

export function proveInclusion(tree: Tree, index: number): Outcome<Uint8Array[]> {
  if (!isSize(tree.size) || !Number.isSafeInteger(index) || index < 0 || index >= tree.size) {
    return faultOf("record.wrong-proof", `index: got ${index}, expected 0 to ${tree.size - 1}`);
  }
  return { value: hashSpans(tree, spansOfInclusion(index, tree.size)) };
}

/** Empty where both sizes are the same. */
export function proveConsistency(tree: Tree, oldSize: number): Outcome<Uint8Array[]> {
  if (!isSize(tree.size) || !isSize(oldSize) || oldSize > tree.size) {
    return faultOf("record.wrong-proof", `old size: got ${oldSize}, expected 1 to ${tree.size}`);
  }
  return { value: hashSpans(tree, spansOfConsistency(oldSize, tree.size)) };
}

function hashSpans({ hasher, size, readTile }: Tree, spans: readonly Span[]): Uint8Array[] {
  return spans.map((span) => hashSpan(hasher, span, size, readTile));
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size > 0;
}
