/**
 * The hashes of a Merkle tree as RFC 6962 section 2.1 (RFC 9162 section 2.1.1) defines them: a leaf is SHA-256 over 0x00
 * and the entry, a node SHA-256 over 0x01 and its two children, the empty tree SHA-256 over nothing. The prefixes keep an
 * entry from passing for a node. SHA-256 itself is handed in.
 */

/** 32 bytes for any bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export const hashBytes = 32;

export interface TreeHasher {
  /** Of an entry. */
  leaf(entry: Uint8Array): Uint8Array;
  /** Of two children of 32 bytes each. */
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
  /** The root of a tree without entries. */
  readonly empty: Uint8Array;
}

export function makeTreeHasher(sha256: Sha256): TreeHasher {
  const node = new Uint8Array(1 + 2 * hashBytes);
  node[0] = 1;
  // The first byte stays 0. Most entries fit; one that does not gets room of its own.
  const leafRoom = new Uint8Array(1 + 4 * 1024);
  return {
    leaf(entry) {
      const fits = entry.length < leafRoom.length;
      const room = fits ? leafRoom : new Uint8Array(1 + entry.length);
      room.set(entry, 1);
      return sha256(room.subarray(0, 1 + entry.length));
    },
    node(left, right) {
      node.set(left, 1);
      node.set(right, 1 + hashBytes);
      return sha256(node);
    },
    empty: sha256(new Uint8Array()),
  };
}
