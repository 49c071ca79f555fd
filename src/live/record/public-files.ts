/**
 * The public files of a record as static files in a folder: tiles, bundles of entries, checkpoints, by the names of C2SP
 * tlog-tiles. A file appears whole or not at all: it is written aside and renamed. Nobody waits for its sync, because the
 * record's database can make it again; full ones are synced a while later, and whoever starts the record makes anew what came
 * after the last sync. Full tiles never change; partial ones stay until the full one is there, because a checkpoint of
 * that size may still be in somebody's hands.
 */

import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../../store/make-folder.ts";
import { tileWidth, writeTilePath, type TileName } from "../../record/tree/tiles.ts";

export class PublicFiles {
  readonly #directory: string;
  /** The folder that was made last: tiles come one after another, and nearly all of them go into it. */
  #lastFolder = "";

  constructor(directory: string) {
    this.#directory = directory;
    makeFolder(directory);
  }

  writeTile(name: TileName, bytes: Uint8Array): void {
    this.write(writeTilePath(name), bytes);
  }

  /** Of a tile whose full file is there by now. */
  removePartials({ level, index }: TileName): void {
    const folder = join(this.#directory, partialsOf(level, index));
    // Of most tiles there were none: they went from nothing to full.
    if (!existsSync(folder)) return;
    rmSync(folder, { recursive: true, force: true });
    this.#lastFolder = "";
  }

  /** The widths of a tile of which there are files, whatever is in them. */
  listPartials(level: number, index: number): number[] {
    const folder = join(this.#directory, partialsOf(level, index));
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => /^[1-9][0-9]{0,2}$/.test(name))
      .map(Number)
      .filter((width) => width < tileWidth);
  }

  write(name: string, bytes: Uint8Array | string): void {
    const path = join(this.#directory, name);
    const unfinished = `${path}.unfinished`;
    const folder = dirname(path);
    if (folder !== this.#lastFolder) mkdirSync(folder, { recursive: true });
    this.#lastFolder = folder;
    const file = openSync(unfinished, "w", 0o644);
    try {
      const buffer = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
      for (let at = 0; at < buffer.length;) at += writeSync(file, buffer, at);
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

function partialsOf(level: number, index: number): string {
  return `${writeTilePath({ level, index, width: tileWidth })}.p`;
}
