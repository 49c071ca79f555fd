/**
 * Checking of inclusion and consistency proofs by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. Sizes are any
 * number of 64 bits. A proof from or to size 0 is refused: it proves nothing, and whoever needs size 0 (a witness at its
 * first checkpoint) treats it apart.
 */

import { areEqual, maxUint64 } from "../bytes.ts";
import type { RecordFault } from "../fault.ts";
import { hashBytes, type TreeHasher } from "./hash.ts";

/** A tree of 2^64 - 1 entries has paths of 64 hashes; one more can fit no tree. */
const maxPathHashes = 64;

export interface InclusionClaim {
  readonly index: bigint | number;
  readonly size: bigint | number;
  readonly leafHash: Uint8Array;
  /** From the sibling of the leaf up to the child of the root. */
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Undefined where the leaf is the entry `index` of the tree of `size` entries with that root. */
export function checkInclusion(hasher: TreeHasher, claim: InclusionClaim): RecordFault | undefined {
  const { index, size, leafHash, path, root } = claim;
  const wrong = faultOfNumbers([index, size]) ?? faultOfHashes([leafHash, root, ...path]);
  if (wrong !== undefined) return wrong;
  if (BigInt(index) >= BigInt(size)) {
    return fault("record.wrong-proof", `index: got ${index}, expected below the size ${size}`);
  }
  let place = BigInt(index);
  let last = BigInt(size) - 1n;
  let hash = leafHash;
  for (const sibling of path) {
    if (last === 0n) return wrongLength(path);
    if (isRight(place) || place === last) {
      hash = hasher.node(sibling, hash);
      while (!isRight(place) && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = hasher.node(hash, sibling);
    }
    place >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) return wrongLength(path);
  return areEqual(hash, root) ? undefined : wrongRoot("the path leads to another root");
}

export interface ConsistencyClaim {
  readonly oldSize: bigint | number;
  readonly oldRoot: Uint8Array;
  readonly size: bigint | number;
  readonly root: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Undefined where the tree of `oldSize` is the beginning of the tree of `size`. */
export function checkConsistency(
  hasher: TreeHasher,
  claim: ConsistencyClaim,
): RecordFault | undefined {
  const { oldSize, oldRoot, size, root, path } = claim;
  const wrong = faultOfNumbers([oldSize, size]) ?? faultOfHashes([oldRoot, root, ...path]);
  if (wrong !== undefined) return wrong;
  const first = BigInt(oldSize);
  const second = BigInt(size);
  if (first === 0n || second === 0n) {
    return fault("record.wrong-proof", "size: got 0; nothing is proven from or to an empty tree");
  }
  if (first > second) {
    return fault("record.wrong-proof", `old size: got ${first}, expected at most ${second}`);
  }
  if (first === second) {
    if (path.length > 0) return wrongLength(path);
    return areEqual(oldRoot, root) ? undefined : wrongRoot("two roots of one size differ");
  }
  return checkGrowth(hasher, { oldRoot, root, path }, first, second);
}

function checkGrowth(
  hasher: TreeHasher,
  { oldRoot, root, path }: Pick<ConsistencyClaim, "oldRoot" | "root" | "path">,
  first: bigint,
  second: bigint,
): RecordFault | undefined {
  let place = first - 1n;
  let last = second - 1n;
  while (isRight(place)) {
    place >>= 1n;
    last >>= 1n;
  }
  // A first size that is a power of two is a node of the second tree: its root is left out of the path.
  const hashes = place === 0n ? [oldRoot, ...path] : path;
  const [start, ...rest] = hashes;
  if (start === undefined || path.length === 0) return wrongLength(path);
  let oldHash = start;
  let hash = start;
  for (const sibling of rest) {
    if (last === 0n) return wrongLength(path);
    if (isRight(place) || place === last) {
      oldHash = hasher.node(sibling, oldHash);
      hash = hasher.node(sibling, hash);
      while (!isRight(place) && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = hasher.node(hash, sibling);
    }
    place >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) return wrongLength(path);
  if (!areEqual(oldHash, oldRoot)) return wrongRoot("the path leads to another old root");
  return areEqual(hash, root) ? undefined : wrongRoot("the path leads to another new root");
}

function isRight(place: bigint): boolean {
  return (place & 1n) === 1n;
}

function faultOfNumbers(numbers: readonly (bigint | number)[]): RecordFault | undefined {
  for (const each of numbers) {
    const isWhole = typeof each === "bigint" || Number.isSafeInteger(each);
    if (!isWhole || each < 0 || BigInt(each) > maxUint64)
      return fault("record.wrong-size", `got ${each}, expected a whole number of 64 bits`);
  }
  return undefined;
}

function faultOfHashes(hashes: readonly Uint8Array[]): RecordFault | undefined {
  if (hashes.length > maxPathHashes + 2) {
    const got = hashes.length - 2;
    return fault("record.wrong-proof", `got ${got} hashes, expected at most ${maxPathHashes}`);
  }
  const wrong = hashes.find((hash) => hash.length !== hashBytes);
  if (wrong === undefined) return undefined;
  return fault("record.wrong-hash", `got ${wrong.length} bytes, expected ${hashBytes}`);
}

function wrongLength(path: readonly Uint8Array[]): RecordFault {
  return fault("record.wrong-proof", `got ${path.length} hashes, which do not fit the sizes`);
}

function wrongRoot(message: string): RecordFault {
  return fault("record.wrong-proof", message);
}

function fault(code: RecordFault["code"], message: string): RecordFault {
  return { code, message };
}
