/**
 * Tiles that proofs read again and again, kept in memory: those of the upper levels, of which a log of 10^7 entries has 154,
 * and the few of the lowest level that were read last (a proof reads one of them eight times). Full tiles never change, so
 * none is ever stale. The room is fixed: 4 MiB however long the log is.
 */

import type { TileName } from "../../record/tree/tiles.ts";

export const keptTilesLimits = {
  /** Of level 1 and above: all of a log of 33 million entries. */
  upper: 512,
  lowest: 16,
} as const;

export class KeptTiles {
  readonly #upper = new Map<string, Uint8Array>();
  readonly #lowest = new Map<string, Uint8Array>();

  /** A full tile; the one that was asked for least lately makes room. */
  get({ level, index }: Omit<TileName, "width">, read: () => Uint8Array): Uint8Array {
    const [kept, limit] =
      level === 0 ? [this.#lowest, keptTilesLimits.lowest] : [this.#upper, keptTilesLimits.upper];
    const key = `${level}/${index}`;
    const bytes = kept.get(key) ?? read();
    kept.delete(key);
    kept.set(key, bytes);
    if (kept.size > limit) kept.delete(kept.keys().next().value ?? "");
    return bytes;
  }
}
