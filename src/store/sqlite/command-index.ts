/**
 * Finding a command by its id. The log keeps its commands in the order of their acceptance, so that an append writes
 * to the end of a table and not to a random page per id (measured with random ids: 64 commands in 0.3 ms instead of
 * 1.1 ms). The index by id is a file of its own that follows the log from another thread. It is only a cache: what
 * it has not reached yet is found in the log's tail, and when it is missing or does not fit it is built anew.
 */
import { existsSync, rmSync, statSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { CommandRunReader, type LoggedCommand } from "./command-runs.ts";
import { busyMillis, maxCheckedBytes } from "./open-database.ts";
import { readPragma } from "./schema.ts";

/** Where a command's events lie (first position and number of events), and its fingerprint if it has one. */
export type CommandPlace = Omit<LoggedCommand, "id">;

/** A file of another layout is built anew. */
const layoutVersion = 1;

/**
 * Rows that the index follows in one transaction. Many at once, sorted by id, share the pages they touch; so under
 * load it waits for a whole step, and only at rest it follows whatever there is.
 */
export const rowsPerStep = 20_000;

const tables = `
  CREATE TABLE follows (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    store_id TEXT NOT NULL,
    seq INTEGER NOT NULL      -- every command up to this one of the log is in the index
  ) STRICT;
  CREATE TABLE places (
    region INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL,
    fingerprint INTEGER,
    PRIMARY KEY (region, command_id)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${layoutVersion};
`;

/** Makes the index file where there is none, and anew where it does not belong to this log or is damaged. */
export function prepareCommandIndex(
  path: string,
  storeId: string,
  lastSeq: number,
  clean: boolean,
): void {
  if (existsSync(path) && !isFitting(path, storeId, lastSeq, clean)) {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${path}${suffix}`, { force: true });
  }
  if (existsSync(path)) return;
  const index = new DatabaseSync(path, { timeout: busyMillis });
  // A crash in here leaves a file without the row, which the next open replaces.
  index.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN; ${tables}`);
  index.prepare("INSERT INTO follows VALUES (1, ?, 0)").run(storeId);
  index.exec("COMMIT");
  index.close();
}

function isFitting(path: string, storeId: string, lastSeq: number, clean: boolean): boolean {
  try {
    const index = new DatabaseSync(path, { timeout: busyMillis });
    try {
      if (readPragma(index, "user_version") !== layoutVersion) return false;
      const row = index.prepare("SELECT store_id, seq FROM follows").get();
      if (row?.store_id !== storeId || Number(row.seq) > lastSeq) return false;
      if (clean || statSync(path).size > maxCheckedBytes) return true;
      return index.prepare("PRAGMA quick_check(1)").get()?.quick_check === "ok";
    } finally {
      index.close();
    }
  } catch {
    return false;
  }
}

/** Lookups, on the log's connection of the thread that asks (which may see more than others do). */
export class CommandFinder {
  readonly #index: DatabaseSync;
  readonly #place: StatementSync;
  readonly #followed: StatementSync;
  readonly #tail: CommandRunReader;

  constructor(path: string, log: DatabaseSync) {
    this.#index = new DatabaseSync(path, { readOnly: true, timeout: busyMillis });
    this.#place = this.#index.prepare(
      "SELECT first, count, fingerprint FROM places WHERE region = ? AND command_id = ?",
    );
    this.#followed = this.#index.prepare("SELECT seq FROM follows");
    this.#tail = new CommandRunReader(log);
  }

  find(region: number, commandId: string): CommandPlace | undefined {
    // The mark is read first: what the index takes over meanwhile is then found twice, never missed.
    const followed = Number(this.#followed.get()?.seq);
    const row = this.#place.get(region, commandId);
    if (row !== undefined) {
      const fingerprint = row.fingerprint === null ? null : Number(row.fingerprint);
      return { first: Number(row.first), count: Number(row.count), fingerprint };
    }
    return this.#findInTail(followed, region, commandId);
  }

  /** Of each whether it is there; the tail is read once for all of them. A region without a number has no commands. */
  listKnown(
    asked: readonly (readonly [region: number | undefined, commandId: string])[],
  ): boolean[] {
    const followed = Number(this.#followed.get()?.seq);
    const known = asked.map(
      ([region, id]) => region !== undefined && this.#place.get(region, id) !== undefined,
    );
    if (!known.includes(false)) return known;
    const inTail = new Set<string>();
    const sought = new Set(asked.map(([region, id]) => `${region}/${id}`));
    for (const { region, commands } of this.#tail.listAfter(followed)) {
      for (const { id } of commands)
        if (sought.has(`${region}/${id}`)) inTail.add(`${region}/${id}`);
    }
    return known.map((is, n) => is || inTail.has(`${asked[n][0]}/${asked[n][1]}`));
  }

  #findInTail(followed: number, region: number, commandId: string): CommandPlace | undefined {
    for (const run of this.#tail.listAfter(followed)) {
      if (run.region !== region) continue;
      const command = run.commands.find(({ id }) => id === commandId);
      if (command === undefined) continue;
      const { id: _id, ...place } = command;
      return place;
    }
    return undefined;
  }

  close(): void {
    this.#index.close();
  }
}

/** The thread that lets the index follow the log. */
export class CommandFollower {
  readonly #index: DatabaseSync;
  readonly #log: CommandRunReader;
  readonly #put: StatementSync;
  readonly #mark: StatementSync;
  readonly #followed: StatementSync;

  constructor(path: string, log: DatabaseSync) {
    this.#index = new DatabaseSync(path, { timeout: busyMillis });
    this.#index.exec(
      "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000",
    );
    this.#log = new CommandRunReader(log);
    this.#put = this.#index.prepare("INSERT INTO places VALUES (?, ?, ?, ?, ?)");
    this.#mark = this.#index.prepare("UPDATE follows SET seq = ?");
    this.#followed = this.#index.prepare("SELECT seq FROM follows");
  }

  /** Commands of the log that the index has not reached. */
  get behind(): number {
    return this.#log.lastSeq - Number(this.#followed.get()?.seq);
  }

  /** One step; true when there is more. A crash or an error in here leaves the index where it was. */
  follow(): boolean {
    this.#index.exec("BEGIN IMMEDIATE");
    try {
      const step = this.#gather(Number(this.#followed.get()?.seq));
      for (const { region, id, first, count, fingerprint } of step.places)
        this.#put.run(region, id, first, count, fingerprint);
      if (step.places.length > 0) this.#mark.run(step.seq);
      this.#index.exec("COMMIT");
      return step.places.length >= rowsPerStep;
    } catch (error) {
      if (this.#index.isTransaction) this.#index.exec("ROLLBACK");
      throw error;
    }
  }

  /** Whole rows of the log up to about one step, in the order of the index, so that they share the pages they touch. */
  #gather(from: number): { seq: number; places: (LoggedCommand & { region: number })[] } {
    const places: (LoggedCommand & { region: number })[] = [];
    let seq = from;
    for (const run of this.#log.listAfter(from)) {
      for (const command of run.commands) places.push({ region: run.region, ...command });
      seq = run.seq;
      if (places.length >= rowsPerStep) break;
    }
    places.sort((a, b) => a.region - b.region || (a.id < b.id ? -1 : 1));
    return { seq, places };
  }

  close(): void {
    this.#index.close();
  }
}
