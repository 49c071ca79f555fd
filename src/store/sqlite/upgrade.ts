/**
 * Brings the tables of an older Muster to the present schema when a store is opened: one transaction, so a crash in it
 * leaves the store as it was, and the next opening does it again. Schema 1 had a row for each event, each private text
 * and each command; they are put into runs (event-runs.ts), as many as a busy room would have written in one go. Schema 2
 * had no fingerprints of commands: its rows stay and are read as they are, only the number is raised, so that a Muster
 * that cannot read the new ones refuses the file.
 */
import type { DatabaseSync } from "node:sqlite";
import { joinTexts, RunBuilder } from "./run-builder.ts";
import { logTables, positionsPerRegion, readPragma, schemaVersion } from "./schema.ts";

const eventsPerRun = 256;

/** Does nothing for a store of the present schema. */
export function upgradeTables(database: DatabaseSync): void {
  const version = readPragma(database, "user_version");
  if (version === schemaVersion) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    if (version === 1) putIntoRuns(database);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function putIntoRuns(database: DatabaseSync): void {
  database.exec(logTables);
  copyEvents(database);
  copyCommands(database);
  database.exec("DROP TABLE events; DROP TABLE private_texts; DROP TABLE commands");
}

interface OldEvent {
  readonly id: number;
  readonly facts: string;
  readonly text: string | null;
}

function copyEvents(database: DatabaseSync): void {
  const builder = new RunBuilder(database, 0);
  const rows = database.prepare(`
    SELECT events.id AS id, facts, text FROM events LEFT JOIN private_texts USING (id) ORDER BY events.id`);
  let gathered: OldEvent[] = [];
  for (const { id, facts, text } of rows.iterate()) {
    gathered.push({
      id: Number(id),
      facts: String(facts),
      text: text === null ? null : String(text),
    });
    if (gathered.length < eventsPerRun) continue;
    putEvents(builder, gathered);
    gathered = [];
  }
  putEvents(builder, gathered);
}

function putEvents(builder: RunBuilder, events: readonly OldEvent[]): void {
  builder.begin(
    joinTexts(
      events.map(({ facts }) => facts),
      events.flatMap(({ text }) => (text === null ? [] : [text])),
    ),
  );
  for (const { id, facts, text } of events) {
    const region = Math.floor(id / positionsPerRegion);
    const textBytes = text === null ? -1 : Buffer.byteLength(text);
    builder.addEvent(region, id % positionsPerRegion, Buffer.byteLength(facts), textBytes);
  }
  builder.end();
}

function copyCommands(database: DatabaseSync): void {
  const builder = new RunBuilder(database, 0);
  const rows = database.prepare(
    "SELECT region, command_id, first, count FROM commands ORDER BY seq",
  );
  let gathered = 0;
  for (const { region, command_id: id, first, count } of rows.iterate()) {
    builder.addCommand(Number(region), String(id), Number(first), Number(count), null);
    gathered += 1;
    if (gathered % eventsPerRun === 0) builder.end();
  }
  builder.end();
}
