/**
 * Writes the tiles and bundles of a record as files, out of its database: step 2 of record-log.ts. Which of them are there
 * is a matter of one number, the size up to which every full one is; what comes after it is written again after a crash, the
 * same bytes. To create a file waits for the file system's journal, so this may run in another thread than the appending
 * (tile-files-worker.ts). Deliberately not here: checkpoints and what is signed.
 */

import { join } from "node:path";
import {
  countAtLevel,
  entriesLevel,
  tileWidth,
  widthOfTile,
  writeBundle,
  writeTilePath,
  type TileName,
} from "../../record/tree/tiles.ts";
import { PublicFiles } from "./public-files.ts";
import type { RecordDatabase } from "./record-database.ts";

export const publicFolder = "public";
/** By then the system has written a file by itself, and to sync it costs nothing. */
const syncMillis = 60_000;

export class TileFiles {
  readonly #database: RecordDatabase;
  readonly #files: PublicFiles;
  /** Up to this size all full tiles and bundles are files. */
  #size: number;
  /** Up to this size they are files that a power cut does not take away. */
  #syncedSize: number;
  /** Full files that were written and not synced yet, with the size that they belong to, oldest first. */
  readonly #unsynced: { names: string[]; size: number; atMillis: number }[] = [];

  /** The database may be open for reading only. */
  constructor(directory: string, database: RecordDatabase) {
    this.#database = database;
    this.#files = new PublicFiles(join(directory, publicFolder));
    this.#syncedSize = database.syncedSize;
    this.#size = this.#syncedSize;
  }

  get syncedSize(): number {
    return this.#syncedSize;
  }

  /** All that a tree of this size has, down to its partial tiles. */
  write(size: number): void {
    this.#writeLevels(size, true);
  }

  /** Only the full ones: a signature that comes later finds them done. */
  writeFull(size: number): void {
    this.#writeLevels(size, false);
  }

  #writeLevels(size: number, hasPartials: boolean): void {
    const names: string[] = [];
    this.#database.readAtOnce(() => {
      for (let level = entriesLevel; level < 0 || countAtLevel(size, level) > 0; level += 1)
        names.push(...this.#writeLevel(level, size, hasPartials));
    });
    this.#size = Math.max(this.#size, size - (size % tileWidth));
    if (names.length > 0)
      this.#unsynced.push({ names, size: this.#size, atMillis: performance.now() });
    this.#sync(performance.now() - syncMillis);
  }

  /** Answers the names of the full ones. */
  #writeLevel(level: number, size: number, hasPartials: boolean): string[] {
    const full: string[] = [];
    const count = countAtLevel(size, level);
    const done = Math.floor(countAtLevel(this.#size, level) / tileWidth);
    for (let index = done; index * tileWidth < count; index += 1) {
      const name = { level, index, width: widthOfTile(size, level, index) };
      const isFull = name.width === tileWidth;
      if (!isFull && !hasPartials) continue;
      this.#writeTile(name);
      if (!isFull) continue;
      this.#files.removePartials(name);
      full.push(writeTilePath(name));
    }
    return full;
  }

  #writeTile(name: TileName): void {
    const { level, index, width } = name;
    const first = index * tileWidth;
    const bytes =
      level === entriesLevel
        ? writeBundle(this.#database.readEntries(first, first + width))
        : this.#database.readTile(name);
    this.#files.writeTile(name, bytes);
  }

  /**
   * The smaller partial tiles of what is open at this size: a power cut may have left them empty, and a checkpoint of each
   * such size may be in somebody's hands.
   */
  mendPartials(size: number): void {
    this.#database.readAtOnce(() => {
      for (let level = entriesLevel; level < 0 || countAtLevel(size, level) > 0; level += 1) {
        const index = Math.floor(countAtLevel(size, level) / tileWidth);
        const most = widthOfTile(size, level, index);
        for (const width of this.#files.listPartials(level, index))
          if (width < most) this.#writeTile({ level, index, width });
      }
    });
  }

  /** Up to what was written before a moment. */
  #sync(untilMillis: number): void {
    while (this.#unsynced.length > 0 && this.#unsynced[0].atMillis <= untilMillis) {
      const batch = this.#unsynced.shift();
      for (const name of batch?.names ?? []) this.#files.sync(name);
      this.#syncedSize = batch?.size ?? this.#syncedSize;
    }
  }

  /** An orderly end leaves nothing to be made again. */
  syncAll(): void {
    this.#sync(Infinity);
  }
}
