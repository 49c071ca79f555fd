/**
 * Two independent hashes of a short text, for tables in memory: they are quick, not secret, and may change between versions,
 * so nothing that is kept has them. Those of the last text are remembered, because a command id is looked for in one
 * table after the other, and working them out is most of what each look costs.
 */

export interface TextHashes {
  /** FNV-1a (Fowler, Noll, Vo) over the UTF-16 units, 32 bits with a sign. */
  readonly first: number;
  /** The same with another start and factor. */
  readonly second: number;
}

const firstStart = 0x811c9dc5 | 0;
const secondStart = 0x9e3779b9 | 0;

let lastText = "";
const last = { first: firstStart, second: secondStart };

/** Right until the next call: whoever wants to keep them takes the numbers. */
export function hashesOf(text: string): TextHashes {
  if (text === lastText) return last;
  let first = firstStart;
  let second = secondStart;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x85ebca6b);
  }
  lastText = text;
  last.first = first;
  last.second = second;
  return last;
}

/** Spreads a hash over all of its bits (the last step of MurmurHash3); 0 to 2^32 - 1. */
export function mixBits(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
