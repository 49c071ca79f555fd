/**
 * The public files of a record beside an export, as they are served, and whether they have the entries that came with the events: the
 * server gave both, and only the files are what it signed for. Not here: whether the files are sound, which is for `muster verify`.
 */

import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { readCheckpoint } from "../../record/note/checkpoint.ts";
import {
  countAtLevel,
  entriesLevel,
  readBundle,
  tileWidth,
  widthOfTile,
  writeTilePath,
} from "../../record/tree/tiles.ts";
import { CliFault } from "../fault.ts";
import { Progress } from "../progress.ts";
import { RecordSource } from "../verify/record-source.ts";
import { cutBundle } from "../verify/verify-record.ts";
import { makeFolder } from "../../store/make-folder.ts";

/** A record signs within a second; one that is so late says why elsewhere. */
const waitMillis = 20_000;
const checkpointFile = "checkpoint";

/** Waits until position `last` is signed for; answers the size that is copied. */
export async function copyRecord(address: string, folder: string, last: number): Promise<number> {
  const source = new RecordSource(address);
  const { note, size } = await getSigned(source, address, last);
  const progress = new Progress("copying the record");
  for (let level: number = entriesLevel; countAtLevel(size, level) > 0; level += 1) {
    const tiles = Math.ceil(countAtLevel(size, level) / tileWidth);
    for (let index = 0; index < tiles; index += 1) {
      const name = { level, index, width: widthOfTile(size, level, index) };
      const path = join(folder, writeTilePath(name));
      makeFolder(dirname(path));
      const served = await source.getTile(name);
      // Where the log has grown meanwhile the full one came in its place.
      const cut =
        level === entriesLevel
          ? cutBundle(served, name.width)
          : served.subarray(0, name.width * 32);
      writeFileSync(path, cut);
      if (level === entriesLevel) progress.update((index + 1) / tiles);
    }
  }
  progress.finish();
  makeFolder(folder);
  // Last: a folder with a checkpoint is whole.
  writeFileSync(join(folder, checkpointFile), note);
  return size;
}

async function getSigned(source: RecordSource, address: string, last: number) {
  for (const until = Date.now() + waitMillis; ; await sleep(200)) {
    const note = await source.get(checkpointFile);
    const size = sizeOf(Buffer.from(note).toString("utf8"));
    if (size !== undefined && size >= last) return { note, size };
    if (Date.now() > until)
      throw new CliFault(
        "record.unreachable",
        `${address} has signed for ${size ?? "no"} entries and not for position ${last}; ask again when the record has caught up`,
      );
  }
}

function sizeOf(note: string): number | undefined {
  const { value } = readCheckpoint(note.slice(0, note.indexOf("\n\n") + 1));
  return value === undefined ? undefined : Number(value.size);
}

/** What differs, by position: the entry that came with an event of `eventsPath`, and the one in the copied files. */
export async function compareWithRecord(eventsPath: string, folder: string): Promise<string[]> {
  const size = sizeOf(readFileSync(join(folder, checkpointFile), "utf8")) ?? 0;
  const faults: string[] = [];
  let bundle: { readonly index: number; readonly entries: readonly Uint8Array[] } | undefined;
  for await (const line of createInterface({ input: createReadStream(eventsPath) })) {
    const { position, entry } = JSON.parse(line) as { position: number; entry: string };
    const index = Math.floor((position - 1) / tileWidth);
    if (bundle?.index !== index) bundle = { index, entries: readEntries(folder, size, index) };
    const kept = bundle.entries[(position - 1) % tileWidth];
    if (kept === undefined || !Buffer.from(entry).equals(kept))
      faults.push(`position ${position}: its entry is not the one in the record`);
  }
  return faults;
}

function readEntries(folder: string, size: number, index: number): readonly Uint8Array[] {
  const width = widthOfTile(size, entriesLevel, index);
  const path = join(folder, writeTilePath({ level: entriesLevel, index, width }));
  return readBundle(readFileSync(path), width).value ?? [];
}
