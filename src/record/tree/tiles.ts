/**
 * Tiles and entry bundles as C2SP tlog-tiles names and cuts them: a tile holds up to 256 hashes of consecutive subtrees of
 * one level, a bundle up to 256 entries. Which widths a tree of some size has, what they are called, and how entries lie
 * in a bundle. Deliberately not here: files and HTTP.
 */

import { faultOf, shortly, type Outcome } from "../fault.ts";

export const tileWidth = 256;
export const tileHeight = 8;
/** By tlog-tiles; no tree of 2^64 entries has more. */
const maxLevel = 63;
/** A bundle gives each entry two bytes of length. */
export const maxEntryBytes = 65_535;

/** Level -1 is the bundles of entries. */
export const entriesLevel = -1;

export interface TileName {
  readonly level: number;
  readonly index: number;
  /** 256 = a full tile. */
  readonly width: number;
}

/** How many hashes a tree of `size` entries has at a level (the entries themselves at -1): the whole subtrees. */
export function countAtLevel(size: number, level: number): number {
  return level <= 0 ? size : Math.floor(size / tileWidth ** level);
}

/** The width that the tile has in a tree of this size; 0 = there is none. */
export function widthOfTile(size: number, level: number, index: number): number {
  const left = countAtLevel(size, level) - index * tileWidth;
  return Math.max(0, Math.min(tileWidth, left));
}

/** 1234067 is x001/x234/067. */
export function writeTileIndex(index: number): string {
  let text = threeDigits(index % 1000);
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    text = `x${threeDigits(rest % 1000)}/${text}`;
  }
  return text;
}

function threeDigits(value: number): string {
  return String(value).padStart(3, "0");
}

/** For example tile/0/x001/234, tile/entries/000.p/17. */
export function writeTilePath({ level, index, width }: TileName): string {
  const folder = level === entriesLevel ? "entries" : String(level);
  const suffix = width === tileWidth ? "" : `.p/${width}`;
  return `tile/${folder}/${writeTileIndex(index)}${suffix}`;
}

const tilePath =
  /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*)([0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Only what `writeTilePath` writes: one tile has one name. */
export function readTilePath(path: string): Outcome<TileName> {
  const found = tilePath.exec(path);
  const wrong = faultOf(
    "record.wrong-tile",
    `got ${shortly(path)}, expected tile/LEVEL/INDEX[.p/WIDTH]`,
  );
  if (found === null) return wrong;
  const [, folder = "", high = "", low = "", widthText] = found;
  const level = folder === "entries" ? entriesLevel : Number(folder);
  const index = Number(high.replaceAll(/[x/]/g, "") + low);
  const width = widthText === undefined ? tileWidth : Number(widthText);
  if (level > maxLevel || !Number.isSafeInteger(index)) return wrong;
  if (widthText !== undefined && width >= tileWidth) return wrong;
  const name = { level, index, width };
  return writeTilePath(name) === path ? { value: name } : wrong;
}

/** Each entry behind its length in two bytes, the most significant first. Throws nothing: entries fit by `maxEntryBytes`. */
export function writeBundle(entries: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const entry of entries) length += 2 + entry.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const entry of entries) {
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 0xff;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** Exactly `width` entries, and not a byte more. */
export function readBundle(bytes: Uint8Array, width: number): Outcome<Uint8Array[]> {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && entries.length < width) {
    const from = at + 2;
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (from + length > bytes.length) {
      return faultOf(
        "record.wrong-bundle",
        `entry ${entries.length} is cut off at byte ${bytes.length}`,
      );
    }
    entries.push(bytes.subarray(from, from + length));
    at = from + length;
  }
  if (entries.length !== width || at !== bytes.length) {
    const rest = bytes.length - at;
    return faultOf(
      "record.wrong-bundle",
      `got ${entries.length} entries and ${rest} bytes more, expected ${width} entries`,
    );
  }
  return { value: entries };
}
