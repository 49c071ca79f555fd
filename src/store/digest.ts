/**
 * A fingerprint of a log: SHA-256 over every event's position, facts and private text, in order. Two stores whose
 * logs have equal digests hold the same events byte for byte; a restored backup proves itself by it. The public
 * record's Merkle tree is another thing: it proves single entries to outsiders.
 */
import { createHash, type Hash } from "node:crypto";
import { storeLimits, type EventStore } from "./port.ts";

/** Feed events in order of position; lengths are hashed too, so no two logs give the same bytes. */
export class LogDigest {
  readonly #hash: Hash = createHash("sha256");

  add(position: number, facts: string, privateText: string | null): void {
    const privateLength = privateText === null ? -1 : Buffer.byteLength(privateText);
    this.#hash.update(`${position} ${Buffer.byteLength(facts)} ${privateLength}\n`);
    this.#hash.update(facts);
    if (privateText !== null) this.#hash.update(privateText);
  }

  /** Hexadecimal; ends the digest. */
  end(): string {
    return this.#hash.digest("hex");
  }
}

/** Digest of a region's log up to its head, read through the port of any engine. */
export async function digestLog(
  store: EventStore,
  region: string,
): Promise<{ head: number; digest: string }> {
  const digest = new LogDigest();
  let head = 0;
  for (;;) {
    const records = await store.read(region, head, storeLimits.maxReadCount);
    if (records.length === 0) return { head, digest: digest.end() };
    for (const { position, facts, privateText } of records)
      digest.add(position, facts, privateText);
    head += records.length;
  }
}
