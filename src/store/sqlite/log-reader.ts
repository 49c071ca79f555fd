/**
 * Everything that is read from the database, on a read-only connection of its own: readers see the last durable
 * commit and never wait for the writer. Not here: threads (reader-worker.ts) and arguments' checks (engine.ts).
 */
import { packChunk, type PackedChunk } from "./packed-chunk.ts";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { storeLimits, type Appended, type StoredDocument, type StoredRecord } from "../port.ts";
import { CommandFinder } from "./command-index.ts";
import { positionsPerRegion } from "./schema.ts";

/** So many records of the largest size fit below maxReadBytes, so that a short read needs no measuring. */
const unmeasuredCount = Math.floor(
  storeLimits.maxReadBytes / (storeLimits.maxFactsBytes + storeLimits.maxPrivateBytes),
);

/** No log is this long; a read from beyond it must not run on into the keys of the next region. */
const maxPosition = positionsPerRegion - storeLimits.maxReadCount - 1;

export class LogReader {
  readonly #numbers = new Map<string, number>();
  readonly #finder: CommandFinder;
  readonly #statements: ReadStatements;

  constructor(database: DatabaseSync, indexPath: string) {
    this.#finder = new CommandFinder(indexPath, database);
    this.#statements = prepareStatements(database);
  }

  readHead(region: string): number {
    const start = this.#startOf(region);
    if (start === undefined) return 0;
    const id = this.#statements.lastEvent.get(start, start + positionsPerRegion)?.id;
    return typeof id === "number" ? id - start : 0;
  }

  read(region: string, after: number, limit: number): StoredRecord[] {
    const start = this.#startOf(region);
    if (start === undefined || after >= maxPosition) return [];
    const to = this.#endOfRead(start + after, limit);
    const records: StoredRecord[] = [];
    for (const row of this.#statements.records.iterate(start + after, to)) {
      const privateText = row.text === null ? null : String(row.text);
      records.push({ position: Number(row.id) - start, facts: String(row.facts), privateText });
    }
    return records;
  }

  readChunk(region: string, after: number, limit: number): PackedChunk {
    const start = this.#startOf(region);
    if (start === undefined || after >= maxPosition) {
      return packChunk(after + 1, 0, "[]", [], []);
    }
    const from = start + after;
    const to = this.#endOfRead(from, limit);
    const row = this.#statements.factsArray.get(from, to);
    const [positions, texts]: [number[], string[]] = [[], []];
    // The last event seen above bounds the second read, so both see the same events though each is its own snapshot.
    for (const { id, text } of this.#statements.privateTexts.iterate(
      from,
      from + Number(row?.count),
    )) {
      positions.push(Number(id) - start);
      texts.push(String(text));
    }
    return packChunk(after + 1, Number(row?.count), String(row?.facts), positions, texts);
  }

  findCommand(region: string, commandId: string): Appended | undefined {
    const start = this.#startOf(region);
    if (start === undefined) return undefined;
    const place = this.#finder.find(start / positionsPerRegion, commandId);
    if (place === undefined) return undefined;
    return { firstPosition: place.first, lastPosition: place.first + place.count - 1 };
  }

  listRegions(): string[] {
    return this.#statements.regions.all().map((row) => String(row.name));
  }

  readDocument(collection: string, key: string): StoredDocument | undefined {
    const row = this.#statements.document.get(collection, key);
    return row === undefined
      ? undefined
      : { key, version: Number(row.version), body: String(row.body) };
  }

  listDocuments(collection: string, afterKey: string, limit: number): StoredDocument[] {
    const rows = this.#statements.documents.all(collection, afterKey, limit);
    return rows.map((row) => ({
      key: String(row.key),
      version: Number(row.version),
      body: String(row.body),
    }));
  }

  close(): void {
    this.#finder.close();
  }

  /** The last key of a read that begins after `from`: at most `limit` records and maxReadBytes, at least one record. */
  #endOfRead(from: number, limit: number): number {
    let count = limit;
    while (count > unmeasuredCount) {
      const facts = Number(this.#statements.factsBytes.get(from, from + count)?.bytes ?? 0);
      const texts = Number(this.#statements.privateBytes.get(from, from + count)?.bytes ?? 0);
      if (facts + texts <= storeLimits.maxReadBytes) break;
      count = Math.max(unmeasuredCount, Math.floor(count / 2));
    }
    return from + count;
  }

  /** Key of position 0 of a region, or undefined for a region without events. Region numbers never change. */
  #startOf(region: string): number | undefined {
    let number = this.#numbers.get(region);
    if (number === undefined) {
      const row = this.#statements.region.get(region);
      if (row === undefined) return undefined;
      number = Number(row.number);
      this.#numbers.set(region, number);
    }
    return number * positionsPerRegion;
  }
}

interface ReadStatements {
  readonly region: StatementSync;
  readonly regions: StatementSync;
  readonly lastEvent: StatementSync;
  readonly factsBytes: StatementSync;
  readonly privateBytes: StatementSync;
  readonly records: StatementSync;
  readonly factsArray: StatementSync;
  readonly privateTexts: StatementSync;
  readonly document: StatementSync;
  readonly documents: StatementSync;
}

function prepareStatements(database: DatabaseSync): ReadStatements {
  return {
    region: database.prepare("SELECT number FROM regions WHERE name = ?"),
    regions: database.prepare("SELECT name FROM regions ORDER BY name"),
    lastEvent: database.prepare("SELECT max(id) AS id FROM events WHERE id > ? AND id < ?"),
    factsBytes: database.prepare(
      "SELECT sum(octet_length(facts)) AS bytes FROM events WHERE id > ? AND id <= ?",
    ),
    privateBytes: database.prepare(
      "SELECT sum(octet_length(text)) AS bytes FROM private_texts WHERE id > ? AND id <= ?",
    ),
    records: database.prepare(`
      SELECT events.id AS id, facts, text FROM events LEFT JOIN private_texts USING (id)
      WHERE events.id > ? AND events.id <= ? ORDER BY events.id`),
    // Built by SQLite in one string: a thousand events cross to JavaScript and to the other thread as one value.
    factsArray: database.prepare(`
      SELECT count(*) AS count, '[' || coalesce(group_concat(facts, ','), '') || ']' AS facts
      FROM (SELECT facts FROM events WHERE id > ? AND id <= ? ORDER BY id)`),
    privateTexts: database.prepare(
      "SELECT id, text FROM private_texts WHERE id > ? AND id <= ? ORDER BY id",
    ),
    document: database.prepare(
      "SELECT version, body FROM documents WHERE collection = ? AND key = ?",
    ),
    documents: database.prepare(`
      SELECT key, version, body FROM documents WHERE collection = ? AND key > ? ORDER BY key LIMIT ?`),
  };
}
