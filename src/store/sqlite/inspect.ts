/**
 * The whole examination of a database file, for `muster doctor` and before a restore: SQLite's own integrity check,
 * then Muster's: every checksum, gapless positions, commands that cover the log exactly, no private text without its
 * event. Its cost is linear in the file (measured: about 0.8 s per 100 MB). It only reads, so it may run beside a live store.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { LogDigest } from "../digest.ts";
import { StoreFault } from "../port.ts";
import { CommandRunReader } from "./command-runs.ts";
import { listRecords, RunReader } from "./event-runs.ts";
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
  /** SHA-256 over all documents: accounts, sessions, tokens, audit. They have no checksums of their own. */
  readonly documentsDigest: string;
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
  const lost = `SELECT count(*) AS n FROM private_runs WHERE id NOT IN (SELECT id FROM event_runs)`;
  const orphans = Number(database.prepare(lost).get()?.n);
  if (orphans > 0) findings.push(`${orphans} rows of private texts belong to no events`);
  const repeats = `SELECT 1 FROM command_runs, json_each(commands) WHERE type = 'text'
    GROUP BY region, value HAVING count(*) > 1`;
  const repeated = Number(database.prepare(`SELECT count(*) AS n FROM (${repeats})`).get()?.n);
  if (repeated > 0) findings.push(`${repeated} command ids are in the log more than once`);
  return {
    storeId: String(store?.store_id),
    epoch: Number(store?.epoch),
    regions,
    ...inspectDocuments(database, findings),
    findings,
  };
}

/** In the order of their keys; each part is hashed with its length, so no two stores give the same bytes. */
function inspectDocuments(
  database: DatabaseSync,
  findings: string[],
): Pick<Inspection, "documents" | "documentsDigest"> {
  const hash = createHash("sha256");
  let documents = 0;
  const all = `SELECT collection, key, version, body FROM documents ORDER BY collection, key`;
  for (const row of database.prepare(all).iterate()) {
    for (const part of [row.collection, row.key, row.version, row.body].map(String))
      hash.update(`${Buffer.byteLength(part)} `).update(part);
    documents += 1;
  }
  const damaged = `SELECT collection, count(*) AS n FROM documents WHERE NOT json_valid(body) GROUP BY collection`;
  for (const { collection, n } of database.prepare(damaged).iterate())
    findings.push(`of the documents, ${String(n)} of ${String(collection)} are no JSON`);
  return { documents, documentsDigest: hash.digest("hex") };
}

function inspectRegion(
  database: DatabaseSync,
  number: number,
  region: string,
  findings: string[],
): RegionInspection {
  const digest = new LogDigest();
  let head = 0;
  try {
    for (const run of new RunReader(database).list(number, 1, positionsPerRegion - 1)) {
      const first = run.id % positionsPerRegion;
      if (first !== head + 1) findings.push(`region ${region}: position ${first} follows ${head}`);
      for (const { position, facts, privateText } of listRecords(run))
        digest.add(position, facts, privateText);
      head = first + run.lengths.length - 1;
    }
  } catch (error) {
    findings.push(`region ${region}: ${findingOf(error)}`);
  }
  const commands = checkCommands(database, number, region, head, findings);
  return { region, head, commands, digest: digest.end() };
}

/** Damage that a checksum shows is a finding; anything else is the caller's. */
function findingOf(error: unknown): string {
  if (error instanceof StoreFault && error.code === "store.corrupt") return error.message;
  throw error;
}

/** Every event belongs to exactly one command: in the order of acceptance, they touch without gap or overlap. */
function checkCommands(
  database: DatabaseSync,
  number: number,
  region: string,
  head: number,
  findings: string[],
): number {
  let covered = 0;
  let seen = 0;
  try {
    for (const { region: of, commands } of new CommandRunReader(database).listAfter(0)) {
      if (of !== number) continue;
      for (const { first, count } of commands) {
        seen += 1;
        if (first !== covered + 1) {
          findings.push(
            `region ${region}: a command begins at ${first}, the one before ends at ${covered}`,
          );
          return seen;
        }
        covered += count;
      }
    }
  } catch (error) {
    findings.push(findingOf(error));
    return seen;
  }
  if (covered !== head)
    findings.push(`region ${region}: commands end at ${covered}, events at ${head}`);
  return seen;
}
