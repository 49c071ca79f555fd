/**
 * The whole examination of a database file, for `muster doctor` and before a restore: SQLite's own integrity check,
 * then Muster's: gapless positions, commands that cover the log exactly, no private text without its event. Its
 * cost is linear in the file (measured: about 0.8 s per 100 MB). It only reads, so it may run beside a live store.
 */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { LogDigest } from "../digest.ts";
import { StoreFault } from "../port.ts";
import { faultOfRead, toFault } from "./faults.ts";
import { busyMillis } from "./open-database.ts";
import { checkFileKind, positionsPerRegion } from "./schema.ts";

export interface RegionInspection {
  readonly region: string;
  readonly head: number;
  readonly commands: number;
  /** SHA-256 over the region's log; see digest.ts. */
  readonly digest: string;
}

export interface Inspection {
  readonly storeId: string;
  readonly epoch: number;
  readonly regions: readonly RegionInspection[];
  readonly documents: number;
  /** What is wrong, one sentence each; empty for a sound store. */
  readonly findings: readonly string[];
}

/** At most so many of SQLite's own findings are listed. */
const maxFindings = 20;

/** Throws store.foreign for another program's file, store.corrupt where not even the tables can be read. */
export function inspectDatabase(path: string): Inspection {
  if (!existsSync(path))
    throw new StoreFault("store.foreign", `${path} does not exist; expected a Muster database`);
  const database = new DatabaseSync(path, { readOnly: true, timeout: busyMillis });
  try {
    if (checkFileKind(database, path) === "empty") {
      throw new StoreFault(
        "store.foreign",
        `${path} is an empty database; expected a Muster database`,
      );
    }
    // One read transaction: everything below is about the same moment, also beside a live store.
    database.exec("BEGIN");
    return inspect(database);
  } catch (error) {
    throw toFault(faultOfRead(error, path));
  } finally {
    database.close();
  }
}

function inspect(database: DatabaseSync): Inspection {
  const findings: string[] = [];
  for (const row of database.prepare(`PRAGMA integrity_check(${maxFindings})`).iterate()) {
    if (row.integrity_check !== "ok") findings.push(String(row.integrity_check));
  }
  const store = database.prepare("SELECT store_id, epoch FROM store").get();
  const regions: RegionInspection[] = [];
  for (const row of database.prepare("SELECT number, name FROM regions ORDER BY name").all()) {
    regions.push(inspectRegion(database, Number(row.number), String(row.name), findings));
  }
  const lost = `SELECT count(*) AS n FROM private_texts WHERE id NOT IN (SELECT id FROM events)`;
  const orphans = Number(database.prepare(lost).get()?.n);
  if (orphans > 0) findings.push(`${orphans} private texts belong to no event`);
  const repeats = "SELECT 1 FROM commands GROUP BY region, command_id HAVING count(*) > 1";
  const repeated = Number(database.prepare(`SELECT count(*) AS n FROM (${repeats})`).get()?.n);
  if (repeated > 0) findings.push(`${repeated} command ids are in the log more than once`);
  const documents = Number(database.prepare("SELECT count(*) AS n FROM documents").get()?.n);
  return {
    storeId: String(store?.store_id),
    epoch: Number(store?.epoch),
    regions,
    documents,
    findings,
  };
}

function inspectRegion(
  database: DatabaseSync,
  number: number,
  region: string,
  findings: string[],
): RegionInspection {
  const start = number * positionsPerRegion;
  const digest = new LogDigest();
  const events = database.prepare(`
    SELECT events.id AS id, facts, text FROM events LEFT JOIN private_texts USING (id)
    WHERE events.id > ? AND events.id < ? ORDER BY events.id`);
  let head = 0;
  let gapSeen = false;
  for (const { id, facts, text } of events.iterate(start, start + positionsPerRegion)) {
    const position = Number(id) - start;
    if (position !== head + 1 && !gapSeen) {
      findings.push(`region ${region}: position ${position} follows ${head}`);
      gapSeen = true;
    }
    head = position;
    digest.add(position, String(facts), text === null ? null : String(text));
  }
  const commands = checkCommands(database, number, region, head, findings);
  return { region, head, commands, digest: digest.end() };
}

/** Every event belongs to exactly one command: in the order of acceptance, they touch without gap or overlap. */
function checkCommands(
  database: DatabaseSync,
  number: number,
  region: string,
  head: number,
  findings: string[],
): number {
  const statement = database.prepare(
    "SELECT first, count FROM commands WHERE region = ? ORDER BY seq",
  );
  let covered = 0;
  let commands = 0;
  for (const { first, count } of statement.iterate(number)) {
    commands += 1;
    if (Number(first) !== covered + 1) {
      findings.push(
        `region ${region}: a command begins at ${Number(first)}, the one before ends at ${covered}`,
      );
      return commands;
    }
    covered += Number(count);
  }
  if (covered !== head)
    findings.push(`region ${region}: commands end at ${covered}, events at ${head}`);
  return commands;
}
