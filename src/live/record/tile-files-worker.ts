/**
 * The thread that writes the files of records, while another one goes on appending: tiles and bundles of every region's
 * record, and the whole national log, which is small. It reads what the appending thread has committed. After an error the
 * writer of that record is made anew at the next call and begins where the files are known to be.
 */

import { readEntry } from "../../record/entry/entry.ts";
import { serveCalls } from "../../store/sqlite/calls.ts";
import { encodeHead, type RegionHead } from "./head-entry.ts";
import { RecordDatabase } from "./record-database.ts";
import { RecordLog, type RecordLogOptions } from "./record-log.ts";
import { lowerPriority } from "./lower-priority.ts";
import { makeReply, type RecordReply } from "./record-reply.ts";
import { TileFiles } from "./tile-files.ts";

interface Writer {
  readonly database: RecordDatabase;
  readonly files: TileFiles;
}

const writers = new Map<string, Writer>();
let national: RecordLog | undefined;

function openWriter(directory: string): Writer {
  const database = new RecordDatabase(directory, { readOnly: true });
  const writer = { database, files: new TileFiles(directory, database) };
  writers.set(directory, writer);
  return writer;
}

function closeWriter(directory: string): void {
  writers.get(directory)?.database.close();
  writers.delete(directory);
}

function withFiles(directory: string, work: (files: TileFiles) => void): RecordReply<number> {
  return makeReply(
    () => {
      const { files } = writers.get(directory) ?? openWriter(directory);
      work(files);
      return files.syncedSize;
    },
    () => closeWriter(directory),
  );
}

const table = {
  /** What was signed last, after a crash perhaps; answers up to which size the files are there for good, as all of these. */
  begin(directory: string, signedSize: number) {
    closeWriter(directory);
    return withFiles(directory, (files) => {
      files.write(signedSize);
      files.mendPartials(signedSize);
    });
  },

  writeFull: (directory: string, size: number) =>
    withFiles(directory, (files) => files.writeFull(size)),

  write: (directory: string, size: number) => withFiles(directory, (files) => files.write(size)),

  /** No more is to come: what was written is synced. */
  end(directory: string) {
    const synced = withFiles(directory, (files) => files.syncAll());
    closeWriter(directory);
    return synced;
  },

  /** Appends heads to the national log and publishes it; answers its size. `at` in microseconds. */
  appendHeads: (options: RecordLogOptions, heads: readonly RegionHead[], at: number) =>
    makeReply(
      () => {
        const log = (national ??= new RecordLog(options));
        const last = log.findRow(log.size - 1);
        const lastAt = last === undefined ? 0 : (readEntry(last.entry).value?.entered ?? 0);
        log.append(
          heads.map((head, index) => encodeHead(head, log.size + index, Math.max(at, lastAt))),
        );
        log.publish();
        return log.signedSize;
      },
      () => {
        national?.close();
        national = undefined;
      },
    ),

  close: () => {
    national?.close();
    for (const directory of writers.keys()) closeWriter(directory);
  },
};

export type TileFilesCalls = typeof table;

lowerPriority();
serveCalls("the record's files", table);
