/**
 * Snapshots: one file per region beside the database, because a snapshot of megabytes in the log's transaction would
 * make commands wait. A snapshot is a cache: a damaged, foreign or missing file is the same as none.
 *
 * File: 8 bytes "MUSTERS1", 32 bytes SHA-256 of all that follows, 8 bytes position (little-endian double),
 * 16 bytes that name store and region, then the caller's bytes.
 */
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../make-folder.ts";
import type { SnapshotRecord } from "../port.ts";

const magic = Buffer.from("MUSTERS1", "latin1");
const digestStart = 8;
const positionStart = 40;
const ownerStart = 48;
const headerBytes = 64;

export class SnapshotFiles {
  readonly #directory: string;
  readonly #storeId: string;

  /** `storeId` is a UUID: a snapshot of another store is not ours, even at the same position. */
  constructor(directory: string, storeId: string) {
    this.#directory = directory;
    this.#storeId = storeId;
    makeFolder(directory);
  }

  /** A crash before the rename leaves the former snapshot, and a partial file that the next save writes over. */
  save(region: string, position: number, bytes: Uint8Array): void {
    const header = Buffer.alloc(headerBytes);
    magic.copy(header);
    header.writeDoubleLE(position, positionStart);
    this.#ownerOf(region).copy(header, ownerStart);
    const digest = createHash("sha256")
      .update(header.subarray(positionStart))
      .update(bytes)
      .digest();
    digest.copy(header, digestStart);
    const partial = `${this.#pathOf(region)}.partial`;
    const file = openSync(partial, "w");
    try {
      writeAll(file, header);
      writeAll(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(partial, this.#pathOf(region));
  }

  find(region: string): SnapshotRecord | undefined {
    let content: Buffer;
    try {
      content = readFileSync(this.#pathOf(region));
    } catch {
      return undefined;
    }
    if (content.length < headerBytes || !content.subarray(0, digestStart).equals(magic))
      return undefined;
    if (!content.subarray(ownerStart, headerBytes).equals(this.#ownerOf(region))) return undefined;
    const digest = createHash("sha256").update(content.subarray(positionStart)).digest();
    if (!digest.equals(content.subarray(digestStart, positionStart))) return undefined;
    const bytes = new Uint8Array(
      content.buffer,
      content.byteOffset + headerBytes,
      content.length - headerBytes,
    );
    return { position: content.readDoubleLE(positionStart), bytes };
  }

  /** Also tells "North" from "north" where the file system does not. */
  #ownerOf(region: string): Buffer {
    return createHash("sha256")
      .update(`${this.#storeId}/${region}`)
      .digest()
      .subarray(0, headerBytes - ownerStart);
  }

  #pathOf(region: string): string {
    return join(this.#directory, `${region}.snapshot`);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(file, bytes, at);
}
