/**
 * The public files of a record as static files in a folder: tiles, bundles of entries, checkpoints, by the names of C2SP
 * tlog-tiles. A file appears whole or not at all: it is written aside and renamed. Nobody waits for its sync, because the
 * record's database can make it again; it is synced a while later, and whoever starts the record makes anew what came
 * after the last sync. Full tiles never change; partial ones stay until the full one is there, because a checkpoint of
 * that size may still be in somebody's hands.
 */

import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { tileWidth, writeTilePath, type TileName } from "../../record/tree/tiles.ts";

export class PublicFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  writeTile(name: TileName, bytes: Uint8Array): void {
    const path = writeTilePath(name);
    this.write(path, bytes);
    if (name.width === tileWidth)
      rmSync(join(this.#directory, `${path}.p`), { recursive: true, force: true });
  }

  write(name: string, bytes: Uint8Array | string): void {
    const path = join(this.#directory, name);
    const unfinished = `${path}.unfinished`;
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(unfinished, "w", 0o644);
    try {
      const buffer = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
      for (let at = 0; at < buffer.length;) at += writeSync(file, buffer, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
  }

  /** Cheap for a file that the system has written by itself meanwhile. A file that is gone needs none. */
  sync(name: string): void {
    const path = join(this.#directory, name);
    if (!existsSync(path)) return;
    const file = openSync(path, "r+");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}
