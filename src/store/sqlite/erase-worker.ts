/**
 * A thread for erasing one private text: it rewrites the row of the texts that stand together with that one, in a transaction
 * with a sync of its own, while commands go on. The writer of the log waits for no lock and tries again (writer.ts). What
 * SQLite frees is overwritten (secure_delete); older pages in the write-ahead log go when it is brought home.
 * A crash before the end leaves the text, and whoever asked asks again: erasing twice is erasing once.
 */
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import type { BackupOptions } from "./backup-worker.ts";
import { serveCalls } from "./calls.ts";
import { bytesOf, checksumOf } from "./event-runs.ts";
import { busyMillis } from "./open-database.ts";
import { positionsPerRegion } from "./schema.ts";

const { source } = workerData as BackupOptions;

/** True = there was a text. */
function eraseText(region: string, position: number): boolean {
  const database = new DatabaseSync(source, { timeout: busyMillis });
  try {
    database.exec("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; BEGIN IMMEDIATE");
    const erased = eraseIn(database, region, position);
    database.exec("COMMIT");
    return erased;
  } finally {
    if (database.isTransaction) database.exec("ROLLBACK");
    database.close();
  }
}

function eraseIn(database: DatabaseSync, region: string, position: number): boolean {
  const number = database.prepare("SELECT number FROM regions WHERE name = ?").get(region);
  if (number === undefined) return false;
  const start = Number(number["number"]) * positionsPerRegion;
  const row = database
    .prepare(
      "SELECT id, lengths, texts FROM private_runs WHERE id > ? AND id <= ? ORDER BY id DESC LIMIT 1",
    )
    .get(start, start + position);
  if (row === undefined) return false;
  const id = Number(row["id"]);
  const lengths = new Int32Array((row["lengths"] as Uint8Array).slice().buffer);
  const index = start + position - id;
  const length = lengths[index] ?? -1;
  if (length < 0) return false;
  const texts = row["texts"] as Uint8Array;
  let at = 0;
  for (const each of lengths.subarray(0, index)) if (each >= 0) at += each + 1;
  lengths[index] = -1;
  if (lengths.every((each) => each < 0)) {
    database.prepare("DELETE FROM private_runs WHERE id = ?").run(id);
    return true;
  }
  // With the comma behind it, or with the one before where it is the last.
  const isLast = at + length >= texts.length;
  const rest = Buffer.concat([
    texts.subarray(0, isLast ? Math.max(0, at - 1) : at),
    texts.subarray(isLast ? texts.length : at + length + 1),
  ]);
  const bytes = bytesOf(lengths);
  database
    .prepare("UPDATE private_runs SET lengths = ?, texts = ?, crc = ? WHERE id = ?")
    .run(bytes, rest, checksumOf(bytes, rest), id);
  return true;
}

serveCalls(source, { eraseText, close: () => undefined });
