/**
 * A second implementation of everything a verifier does, written from the recursive definitions of RFC 6962 section 2.1
 * and from the text of C2SP tlog-tiles, in another style than src/record: whole lists in memory, recursion, Buffers and
 * hexadecimal text, nothing shared. Slow, and small enough to be read beside the specification.
 */

import { createHash } from "node:crypto";

type Hash = string;

const sha = (...parts: Buffer[]): Hash => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};
const node = (left: Hash, right: Hash): Hash =>
  sha(Buffer.from([1]), Buffer.from(left, "hex"), Buffer.from(right, "hex"));

/** k: the largest power of two smaller than n. */
const splitPoint = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

/** MTH(D). */
export function plainRoot(entries: readonly Buffer[]): Hash {
  if (entries.length === 0) return sha();
  if (entries.length === 1) return sha(Buffer.from([0]), entries[0]);
  const k = splitPoint(entries.length);
  return node(plainRoot(entries.slice(0, k)), plainRoot(entries.slice(k)));
}

/** PATH(m, D). */
export function plainPath(m: number, entries: readonly Buffer[]): Hash[] {
  if (entries.length === 1) return [];
  const k = splitPoint(entries.length);
  return m < k
    ? [...plainPath(m, entries.slice(0, k)), plainRoot(entries.slice(k))]
    : [...plainPath(m - k, entries.slice(k)), plainRoot(entries.slice(0, k))];
}

/** PROOF(m, D) = SUBPROOF(m, D, true). */
export function plainProof(m: number, entries: readonly Buffer[], isWhole = true): Hash[] {
  if (m === entries.length) return isWhole ? [] : [plainRoot(entries)];
  const k = splitPoint(entries.length);
  return m <= k
    ? [...plainProof(m, entries.slice(0, k), isWhole), plainRoot(entries.slice(k))]
    : [...plainProof(m - k, entries.slice(k), false), plainRoot(entries.slice(0, k))];
}

/** The root that a path leads to: the definition of PATH read backwards. Undefined where its length does not fit. */
export function plainRootOfPath(
  leaf: Hash,
  m: number,
  n: number,
  path: readonly Hash[],
): Hash | undefined {
  if (m >= n) return undefined;
  if (n === 1) return path.length === 0 ? leaf : undefined;
  const sibling = path.at(-1);
  if (sibling === undefined) return undefined;
  const k = splitPoint(n);
  const below = path.slice(0, -1);
  const child =
    m < k ? plainRootOfPath(leaf, m, k, below) : plainRootOfPath(leaf, m - k, n - k, below);
  if (child === undefined) return undefined;
  return m < k ? node(child, sibling) : node(sibling, child);
}

/** Both roots that a consistency proof leads to: SUBPROOF read backwards. `whole` is the old root where it is a node. */
export function plainRootsOfProof(
  m: number,
  n: number,
  proof: readonly Hash[],
  whole: Hash | undefined,
): { readonly old: Hash; readonly new: Hash } | undefined {
  if (m === n) {
    const hash = whole ?? proof[0];
    const isFit = proof.length === (whole === undefined ? 1 : 0);
    return hash === undefined || !isFit ? undefined : { old: hash, new: hash };
  }
  const sibling = proof.at(-1);
  if (sibling === undefined) return undefined;
  const k = splitPoint(n);
  const below = proof.slice(0, -1);
  if (m <= k) {
    const left = plainRootsOfProof(m, k, below, whole);
    return left === undefined ? undefined : { old: left.old, new: node(left.new, sibling) };
  }
  const right = plainRootsOfProof(m - k, n - k, below, undefined);
  return right === undefined
    ? undefined
    : { old: node(sibling, right.old), new: node(sibling, right.new) };
}

/** The n-th tile at level l of tlog-tiles: MTH(D[(n*256+i)*256**l : (n*256+i+1)*256**l]) for each i that is whole. */
export function plainTile(entries: readonly Buffer[], l: number, n: number): Hash[] {
  const span = 256 ** l;
  return Array.from({ length: 256 }, (_, i) => (n * 256 + i) * span)
    .filter((start) => start + span <= entries.length)
    .map((start) => plainRoot(entries.slice(start, start + span)));
}
