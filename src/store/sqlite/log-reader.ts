/**
 * Everything that is read from the database, on a read-only connection of its own: readers see the last durable
 * commit and never wait for the writer. Not here: threads (reader-worker.ts) and arguments' checks (engine.ts).
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
  storeLimits,
  type FactsChunk,
  type FoundCommand,
  type StoredDocument,
  type StoredRecord,
} from "../port.ts";
import { ChunkBuilder } from "./chunk-builder.ts";
import { CommandFinder } from "./command-index.ts";
import { RunReader, listRecords } from "./event-runs.ts";
import { positionsPerRegion } from "./schema.ts";

/** No log is this long; a read from beyond it must not run on into the keys of the next region. */
const maxPosition = positionsPerRegion - storeLimits.maxReadCount - 1;

export class LogReader {
  readonly #numbers = new Map<string, number>();
  readonly #finder: CommandFinder;
  readonly #runs: RunReader;
  readonly #statements: ReadStatements;

  constructor(database: DatabaseSync, indexPath: string) {
    this.#finder = new CommandFinder(indexPath, database);
    this.#runs = new RunReader(database);
    this.#statements = prepareStatements(database);
  }

  readHead(region: string): number {
    const number = this.#numberOf(region);
    return number === undefined ? 0 : this.#runs.readHead(number);
  }

  read(region: string, after: number, limit: number): StoredRecord[] {
    const records: StoredRecord[] = [];
    const number = this.#numberOf(region);
    if (number === undefined || after >= maxPosition) return records;
    let bytes = 0;
    for (const run of this.#runs.list(number, after + 1, after + limit)) {
      for (const record of listRecords(run)) {
        if (record.position <= after) continue;
        bytes += Buffer.byteLength(record.facts) + Buffer.byteLength(record.privateText ?? "");
        if (records.length === limit || (records.length > 0 && bytes > storeLimits.maxReadBytes))
          return records;
        records.push(record);
      }
    }
    return records;
  }

  readChunk(region: string, after: number, limit: number): FactsChunk {
    const chunk = new ChunkBuilder(after + 1, limit);
    const number = this.#numberOf(region);
    if (number === undefined || after >= maxPosition) return chunk.end();
    for (const run of this.#runs.list(number, after + 1, after + limit)) {
      chunk.add(run);
      if (chunk.isFull) break;
    }
    return chunk.end();
  }

  findCommand(region: string, commandId: string): FoundCommand | undefined {
    const number = this.#numberOf(region);
    if (number === undefined) return undefined;
    const place = this.#finder.find(number, commandId);
    if (place === undefined) return undefined;
    const { first, count, fingerprint } = place;
    const appended = { firstPosition: first, lastPosition: first + count - 1 };
    return fingerprint === null ? appended : { ...appended, fingerprint };
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

  /** Undefined for a region without events. Region numbers never change. */
  #numberOf(region: string): number | undefined {
    const known = this.#numbers.get(region);
    if (known !== undefined) return known;
    const row = this.#statements.region.get(region);
    if (row === undefined) return undefined;
    const number = Number(row.number);
    this.#numbers.set(region, number);
    return number;
  }
}

interface ReadStatements {
  readonly region: StatementSync;
  readonly regions: StatementSync;
  readonly document: StatementSync;
  readonly documents: StatementSync;
}

function prepareStatements(database: DatabaseSync): ReadStatements {
  return {
    region: database.prepare("SELECT number FROM regions WHERE name = ?"),
    regions: database.prepare("SELECT name FROM regions ORDER BY name"),
    document: database.prepare(
      "SELECT version, body FROM documents WHERE collection = ? AND key = ?",
    ),
    documents: database.prepare(`
      SELECT key, version, body FROM documents WHERE collection = ? AND key > ? ORDER BY key LIMIT ?`),
  };
}
