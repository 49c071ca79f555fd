/**
 * Bytes and the texts they stand for: base64 as the C2SP specifications want it (RFC 4648 section 4, canonical), strict
 * UTF-8, and decimal numbers without leading zeroes. One value has one text here: what another spelling would also decode
 * is refused, or two texts with different hashes could mean the same.
 */

const encoder = new TextEncoder();
/** A byte order mark is a character like any other: dropping it would change what was signed. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** `text` has to be well-formed: a half of a surrogate pair has no UTF-8. */
export function toUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Writes the UTF-8 of `text` into `bytes` from `at` on, where there is room for it; answers how many bytes that was. */
export function writeUtf8(text: string, bytes: Uint8Array, at: number): number {
  return encoder.encodeInto(text, bytes.subarray(at)).written;
}

/** Undefined where the bytes are no UTF-8. */
export function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

export function toBase64(bytes: Uint8Array): string {
  return bytes.toBase64();
}

/** Undefined unless `text` is exactly what `toBase64` writes: with padding, no spaces, and no stray bits at the end. */
export function readBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
    return bytes.toBase64() === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The largest number of 64 bits; sizes and indices of the specifications are of this kind. */
export const maxUint64 = 2n ** 64n - 1n;

/** Decimal ASCII without sign or leading zeroes, at most 2^64 - 1; undefined otherwise. */
export function readDecimal(text: string): bigint | undefined {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(text)) return undefined;
  const value = BigInt(text);
  return value > maxUint64 ? undefined : value;
}

export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** 8 bytes, the most significant first. */
export function uint64Bytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

export function readUint64(bytes: Uint8Array, at: number): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(at);
}

export function readUint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
}
