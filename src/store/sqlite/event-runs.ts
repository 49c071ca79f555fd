/**
 * How events lie in the database: not one by one but in runs, one row for the events of one region that were written
 * in one go. Their facts stand in the row as one text, joined by commas, with their lengths beside it: an append writes
 * a row or two however many callers wait for it, and a fold gets the text of a JSON array nearly as it lies on the disk.
 * Private texts of a run are a row of another table, so facts are read without them and they can be erased alone. Each
 * row has a checksum, because SQLite notices damage to its own structure only, not to what one keeps in it.
 * Not here: who writes runs (run-builder.ts, log-writer.ts).
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { StoreFault, type StoredRecord } from "../port.ts";
import { positionsPerRegion } from "./schema.ts";

/** Texts are UTF-8 and lengths count its bytes, so that a fold gets them across threads without a copy. */
export interface EventRun {
  /** Key of its first event: region number times positionsPerRegion plus position. */
  readonly id: number;
  /** Length of each event's facts. */
  readonly lengths: Int32Array;
  /** Joined by commas. */
  readonly facts: Uint8Array;
  /** Length of each event's private text, -1 = it has none; undefined = no event of the run has one. */
  readonly textLengths: Int32Array | undefined;
  readonly texts: Uint8Array;
}

/**
 * A run ends at the first event that makes its facts longer than this, so that reading a few events never means reading
 * much more.
 */
export const mostBytesPerRun = 256 * 1024;

/** Little-endian on every platform that the runtime is pinned for. */
export function bytesOf(lengths: Int32Array): Uint8Array {
  return new Uint8Array(lengths.buffer, lengths.byteOffset, lengths.byteLength);
}

/** CRC-32 (ISO 3309, as zlib has it) over the lengths and the text. */
export function checksumOf(lengths: Uint8Array, text: Uint8Array | string): number {
  return crc32(text, crc32(lengths));
}

const noBytes = new Uint8Array(0);

/** The events of a run one by one. */
export function* listRecords({
  id,
  lengths,
  facts,
  textLengths,
  texts,
}: EventRun): Generator<StoredRecord> {
  let [factsAt, textsAt] = [0, 0];
  for (let index = 0; index < lengths.length; index += 1) {
    const textLength = textLengths?.[index] ?? -1;
    yield {
      position: (id % positionsPerRegion) + index,
      facts: textOf(facts, factsAt, lengths[index]),
      privateText: textLength < 0 ? null : textOf(texts, textsAt, textLength),
    };
    factsAt += lengths[index] + 1;
    if (textLength >= 0) textsAt += textLength + 1;
  }
}

function textOf(bytes: Uint8Array, from: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString("utf8");
}

/** Reads runs on one connection. Throws store.corrupt where a row is not what was written. */
export class RunReader {
  readonly #runs: StatementSync;
  readonly #last: StatementSync;

  constructor(database: DatabaseSync) {
    // One statement, so that facts and private texts are of the same moment.
    this.#runs = database.prepare(`
      SELECT event_runs.id AS id, event_runs.count AS count, event_runs.lengths AS lengths, facts,
        event_runs.crc AS crc, private_runs.lengths AS text_lengths, texts, private_runs.crc AS text_crc
      FROM event_runs LEFT JOIN private_runs USING (id)
      WHERE event_runs.id >= coalesce((SELECT max(id) FROM event_runs WHERE id > ? AND id <= ?), ?)
        AND event_runs.id <= ? ORDER BY event_runs.id`);
    this.#last = database.prepare(
      "SELECT id, count FROM event_runs WHERE id > ? AND id < ? ORDER BY id DESC LIMIT 1",
    );
  }

  /** Position of the last event of the region with this number; 0 = it has none. */
  readHead(region: number): number {
    const start = region * positionsPerRegion;
    const row = this.#last.get(start, start + positionsPerRegion);
    return row === undefined ? 0 : Number(row.id) + Number(row.count) - 1 - start;
  }

  /** The runs with events at positions `from` to `to` (1 or more), ascending; the first may begin before `from`. */
  *list(region: number, from: number, to: number): Generator<EventRun> {
    const start = region * positionsPerRegion;
    for (const row of this.#runs.iterate(start, start + from, start + from, start + to)) {
      const run = runOf(row, start);
      if (run.id + run.lengths.length > start + from) yield run;
    }
  }
}

function runOf(row: Record<string, unknown>, start: number): EventRun {
  const id = Number(row["id"]);
  const facts = row["facts"] as Uint8Array;
  const lengths = checkedLengths(row["lengths"], facts, row["crc"], id - start);
  const count = Number(row["count"]);
  if (lengths.length !== count) throw damaged(id - start, `it says ${count} events`);
  if (row["text_lengths"] === null)
    return { id, lengths, facts, textLengths: undefined, texts: noBytes };
  const texts = row["texts"] as Uint8Array;
  const textLengths = checkedLengths(row["text_lengths"], texts, row["text_crc"], id - start);
  if (textLengths.length !== count)
    throw damaged(id - start, "its private texts are another number");
  return { id, lengths, facts, textLengths, texts };
}

function checkedLengths(
  blob: unknown,
  text: Uint8Array,
  crc: unknown,
  position: number,
): Int32Array {
  const bytes = blob as Uint8Array;
  if (checksumOf(bytes, text) !== Number(crc))
    throw damaged(position, "the checksum does not match");
  // A copy: an Int32Array must begin at a multiple of four.
  return new Int32Array(bytes.slice().buffer);
}

function damaged(position: number, why: string): StoreFault {
  return new StoreFault(
    "store.corrupt",
    `the events from position ${position} on are damaged (${why}); keep a copy, run "muster doctor", restore the last backup`,
  );
}
