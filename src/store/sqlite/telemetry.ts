/**
 * The bounded history of positions: a file of its own, written in batches with synchronous=NORMAL, so that 2,000
 * positions a second never wait for, nor delay, a commit of the log. A crash may lose the last seconds; that is
 * allowed, the position that a decision used is in the log. Samples lie in blocks of 50 per unit, because one
 * row per sample would touch a page per sample; a unit keeps its newest 100 blocks.
 */
import { rmSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { storeLimits, type PositionSample } from "../port.ts";
import { faultOfRead } from "./faults.ts";
import { busyMillis } from "./open-database.ts";

const samplesPerBlock = 50;
const blocksPerUnit = storeLimits.positionHistoryPerUnit / samplesPerBlock;
/** at (8 bytes, double), latitude and longitude in degrees times 10^7 (4 bytes each). */
const bytesPerSample = 16;

/** Fields of a sample in the flat list between the threads. */
export const fieldsPerSample = 4;

const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS trails (
    region TEXT NOT NULL,
    unit INTEGER NOT NULL,
    number INTEGER NOT NULL,
    oldest REAL NOT NULL,     -- times of the samples inside
    newest REAL NOT NULL,
    samples BLOB NOT NULL,
    PRIMARY KEY (region, unit, number)
  ) STRICT, WITHOUT ROWID`;

interface UnitHistory {
  readonly region: string;
  readonly unit: number;
  /** Number of the block being filled. */
  block: number;
  samples: PositionSample[];
  written: boolean;
}

export class Telemetry {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #trim: StatementSync;
  readonly #last: StatementSync;
  readonly #blocks: StatementSync;
  readonly #units = new Map<string, UnitHistory>();

  constructor(path: string) {
    this.#database = openTelemetry(path);
    this.#put = this.#database.prepare("INSERT OR REPLACE INTO trails VALUES (?, ?, ?, ?, ?, ?)");
    this.#trim = this.#database.prepare(
      "DELETE FROM trails WHERE region = ? AND unit = ? AND number <= ?",
    );
    this.#last = this.#database.prepare(
      "SELECT max(number) AS number FROM trails WHERE region = ? AND unit = ?",
    );
    this.#blocks = this.#database.prepare(`
      SELECT newest, samples FROM trails
      WHERE region = ? AND unit = ? AND newest >= ? AND oldest <= ? ORDER BY newest DESC`);
  }

  /** One transaction. A crash before its end loses this batch; an error (disk full) is the caller's to count. */
  write(region: string, fields: Float64Array): void {
    const touched = new Set<UnitHistory>();
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (let at = 0; at < fields.length; at += fieldsPerSample) {
        const history = this.#historyOf(region, fields[at]);
        if (history.samples.length === samplesPerBlock) this.#beginBlock(history);
        history.samples.push({
          unit: fields[at],
          at: fields[at + 1],
          latE7: fields[at + 2],
          lonE7: fields[at + 3],
        });
        if (history.samples.length === samplesPerBlock) this.#writeBlock(history);
        else touched.add(history);
      }
      for (const history of touched)
        if (history.samples.length < samplesPerBlock) this.#writeBlock(history);
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      // What memory holds is no longer what the file holds: begin anew from the file.
      this.#units.clear();
      throw error;
    }
  }

  /** The newest `limit` samples with `from` <= at <= `to`, ascending by time. */
  read(region: string, unit: number, from: number, to: number, limit: number): PositionSample[] {
    let found: PositionSample[] = [];
    // From the newest block back, until no further one can hold a sample that belongs to the answer.
    for (const { newest, samples } of this.#blocks.iterate(region, unit, from, to)) {
      if (found.length === limit && Number(newest) < found[0].at) break;
      for (const sample of decodeBlock(unit, samples as Uint8Array)) {
        if (sample.at >= from && sample.at <= to) found.push(sample);
      }
      found = found.toSorted((a, b) => a.at - b.at).slice(-limit);
    }
    return found;
  }

  close(): void {
    this.#database.close();
  }

  #historyOf(region: string, unit: number): UnitHistory {
    const key = `${region}/${unit}`;
    let history = this.#units.get(key);
    if (history === undefined) {
      // A block left unfilled by the last run stays as it is; filling begins with the next.
      const block = Number(this.#last.get(region, unit)?.number ?? 0) + 1;
      history = { region, unit, block, samples: [], written: false };
      this.#units.set(key, history);
    }
    return history;
  }

  #beginBlock(history: UnitHistory): void {
    history.block += 1;
    history.samples = [];
    history.written = false;
  }

  #writeBlock(history: UnitHistory): void {
    const { region, unit, block, samples } = history;
    const times = samples.map((sample) => sample.at);
    const [oldest, newest] = [Math.min(...times), Math.max(...times)];
    this.#put.run(region, unit, block, oldest, newest, encodeBlock(samples));
    if (history.written) return;
    history.written = true;
    this.#trim.run(region, unit, block - blocksPerUnit);
  }
}

/** A damaged file costs the trails, never the start of a control room: it is made anew. */
function openTelemetry(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyMillis });
  try {
    database.exec(tables);
    return database;
  } catch (error) {
    database.close();
    if (faultOfRead(error, path).code !== "store.corrupt") throw error;
  }
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
  const fresh = new DatabaseSync(path, { timeout: busyMillis });
  fresh.exec(tables);
  return fresh;
}

function encodeBlock(samples: readonly PositionSample[]): Uint8Array {
  const block = Buffer.alloc(samples.length * bytesPerSample);
  for (const [index, sample] of samples.entries()) {
    const at = index * bytesPerSample;
    block.writeDoubleLE(sample.at, at);
    block.writeInt32LE(sample.latE7, at + 8);
    block.writeInt32LE(sample.lonE7, at + 12);
  }
  return block;
}

function decodeBlock(unit: number, block: Uint8Array): PositionSample[] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const samples: PositionSample[] = [];
  for (let at = 0; at < block.byteLength; at += bytesPerSample) {
    samples.push({
      unit,
      at: view.getFloat64(at, true),
      latE7: view.getInt32(at + 8, true),
      lonE7: view.getInt32(at + 12, true),
    });
  }
  return samples;
}
