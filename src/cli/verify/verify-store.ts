/**
 * Compares each row of a store with its entry in the record, for whoever may read the database: that nobody edited, deleted
 * or added one. Rows are read as they lie there, without the store's own checksums, because somebody who rewrites a row can
 * rewrite those, too. What stands in the record was signed and maybe cosigned by others; where the two differ, the record
 * is right.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Entry } from "../../record/entry/entry.ts";
import { faultOfFacts, isOfEntry } from "../../live/record/compare-event.ts";
import { partEvent, type StoredFacts } from "../../live/record/part-event.ts";
import { RecordDatabase, type EntryRow } from "../../live/record/record-database.ts";
import { listRecords } from "../../store/sqlite/event-runs.ts";
import type { StoredRecord } from "../../store/port.ts";
import { fileNames, positionsPerRegion } from "../../store/sqlite/schema.ts";
import { CliFault } from "../fault.ts";
import type { Finding } from "./verify-record.ts";

export const maxFindings = 20;

export class StoreComparison {
  readonly findings: Finding[] = [];
  readonly #database: DatabaseSync;
  readonly #record: RecordDatabase;
  readonly #rows: Iterator<StoredRecord>;
  #row: StoredRecord | undefined;
  /** Entries whose text was erased, and positions of which an event says so. */
  readonly #erased = new Map<number, number>();
  readonly #erasures = new Set<number>();

  /** `dataDir` is the store's directory, `recordDir` that of the region's record. */
  constructor(dataDir: string, recordDir: string, region: string) {
    const path = join(dataDir, fileNames.database);
    if (!existsSync(path))
      throw new CliFault(
        "record.unreachable",
        `${path} does not exist; name the store's directory`,
      );
    this.#database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    const number = this.#database.prepare("SELECT number FROM regions WHERE name = ?").get(region);
    if (number === undefined)
      throw new CliFault("record.unreachable", `${path} has no region ${region}`);
    this.#record = new RecordDatabase(recordDir, { readOnly: true });
    this.#rows = readRows(this.#database, Number(number["number"]));
    this.#advance();
  }

  #advance(): void {
    const next = this.#rows.next();
    this.#row = next.done === true ? undefined : next.value;
  }

  /** To be called for each entry in the order of the log. */
  see(entry: Entry, index: number): void {
    if (this.findings.length >= maxFindings) return;
    const { position } = entry;
    while (this.#row !== undefined && this.#row.position < position) {
      this.#add(this.#row.position - 1, `the store has position ${this.#row.position} twice`);
      this.#advance();
    }
    if (this.#row === undefined || this.#row.position > position) {
      this.#add(index, `the event at position ${position} (${entry.type}) is missing in the store`);
      return;
    }
    const row = this.#row;
    this.#advance();
    const wrong = this.#faultOf(entry, row, this.#record.findRow(index));
    if (wrong !== undefined)
      this.#add(index, `the event at position ${position} (${entry.type}) was changed: ${wrong}`);
    const { position: erased } = entry.facts;
    if (entry.type === "record.text-erased" && typeof erased === "number")
      this.#erasures.add(erased);
  }

  #faultOf(entry: Entry, row: StoredRecord, salts: EntryRow | undefined): string | undefined {
    let facts: StoredFacts;
    let text: unknown;
    try {
      facts = JSON.parse(row.facts) as StoredFacts;
      text = row.privateText === null ? undefined : JSON.parse(row.privateText);
    } catch {
      return "it is no JSON any more";
    }
    const event = partEvent(row.position, facts, text);
    if (salts === undefined) return "its salts are missing";
    const fault = faultOfFacts(entry, event, salts.factsSalt);
    if (fault !== undefined) return fault;
    return this.#faultOfText(entry, text, salts);
  }

  #faultOfText(entry: Entry, text: unknown, { textSalt }: EntryRow): string | undefined {
    if (entry.hashes.text === undefined)
      return text === undefined ? undefined : "it has a text that was never recorded";
    if (textSalt === null) {
      this.#erased.set(entry.position, entry.position - 1);
      return text === undefined ? undefined : "its text was erased and is there";
    }
    if (text === undefined) return "its text is missing and was not erased";
    return isOfEntry(entry, "text", textSalt, text) ? undefined : "its text differs";
  }

  #add(index: number, message: string): void {
    this.findings.push({ code: "record.wrong-row", index, message });
  }

  /** Once all entries were seen: rows that nobody signed for yet are counted and not judged. */
  end(): { readonly unsigned: number } {
    for (const [position, index] of this.#erased)
      if (!this.#erasures.has(position))
        this.#add(index, `the text of position ${position} was erased and no event says so`);
    let unsigned = 0;
    for (; this.#row !== undefined; this.#advance()) unsigned += 1;
    this.#record.close();
    this.#database.close();
    return { unsigned };
  }
}

function* readRows(database: DatabaseSync, region: number): Generator<StoredRecord> {
  const rows = database.prepare(`
    SELECT event_runs.id AS id, event_runs.lengths AS lengths, facts, private_runs.lengths AS text_lengths, texts
    FROM event_runs LEFT JOIN private_runs USING (id)
    WHERE event_runs.id > ? AND event_runs.id < ? ORDER BY event_runs.id`);
  const start = region * positionsPerRegion;
  for (const row of rows.iterate(start, start + positionsPerRegion)) {
    const textLengths = row["text_lengths"];
    yield* listRecords({
      id: Number(row["id"]),
      lengths: integersOf(row["lengths"]),
      facts: row["facts"] as Uint8Array,
      textLengths: textLengths === null ? undefined : integersOf(textLengths),
      texts: textLengths === null ? new Uint8Array() : (row["texts"] as Uint8Array),
    });
  }
}

/** A copy: an Int32Array must begin at a multiple of four. */
function integersOf(blob: unknown): Int32Array {
  const bytes = blob as Uint8Array;
  return new Int32Array(bytes.slice(0, bytes.length - (bytes.length % 4)).buffer);
}
