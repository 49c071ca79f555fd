/**
 * One transaction after another on the writing connection. Items are applied in the order of the calls; each sees
 * the ones before it, so expectations may run ahead of durability. A refused item leaves no trace. Commits are written
 * and not synced (log-sync.ts). Not here: what goes into one commit (writer.ts), and looking for ids in the log, which may
 * take long and is the thread's (log-worker.ts).
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { documentConflictMessage, duplicateMessage, staleMessage } from "../checks.ts";
import { storeLimits } from "../port.ts";
import { RunReader } from "./event-runs.ts";
import { fencedFault, type FaultPlan } from "./faults.ts";
import {
  appendItem,
  documentItem,
  type FaultText,
  type FlatItems,
  type ItemList,
  type Refusal,
} from "./items.ts";
import { LogLength } from "./log-length.ts";
import { openForCommits } from "./open-database.ts";
import { RunBuilder } from "./run-builder.ts";
import { assert } from "../../base/assert.ts";

const commitsBetweenLooks = 32;

/** `home`: nothing was begun, because this commit would begin the write-ahead log anew (log-length.ts). */
export type Begun = "begun" | "home";

interface RegionHead {
  readonly number: number;
  head: number;
}

export class LogWriter {
  readonly #database: DatabaseSync;
  readonly #epoch: number;
  readonly #faults: FaultPlan | undefined;
  readonly #statements: Statements;
  readonly #length: LogLength;
  readonly #runs: RunBuilder;
  readonly #regions = new Map<string, RegionHead>();
  #regionCount: number;
  #commits = 0;
  /** Ids accepted in the open transaction, by region; kept only where one of its commands may be known. */
  #accepted: Set<string> | undefined;

  /** The store at `path` was opened for writing and is of this epoch, with so many commands. */
  constructor(
    path: string,
    { epoch, commandCount }: { readonly epoch: number; readonly commandCount: number },
    faults: FaultPlan | undefined,
  ) {
    const database = openForCommits(path);
    this.#database = database;
    this.#epoch = epoch;
    this.#length = new LogLength(path);
    this.#faults = faults;
    if (faults?.maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${faults.maxPages}`);
    this.#statements = prepareStatements(database);
    this.#runs = new RunBuilder(database, commandCount);
    const heads = new RunReader(database);
    for (const row of database.prepare("SELECT number, name FROM regions").iterate()) {
      const number = Number(row.number);
      this.#regions.set(String(row.name), { number, head: heads.readHead(number) });
    }
    this.#regionCount = this.#regions.size;
  }

  /** Position of the last event of each region that has one. */
  listHeads(): Map<string, number> {
    return new Map([...this.#regions].map(([name, { head }]) => [name, head]));
  }

  /** Takes the write lock and checks that no other process has opened the store since. Throws store.fenced. */
  begin(): Begun {
    this.#statements.begin.run();
    const epoch = Number(this.#statements.epoch.get()?.epoch);
    if (epoch !== this.#epoch) throw fencedFault(epoch, this.#epoch);
    if (!this.#length.isHome) return "begun";
    this.#statements.rollback.run();
    return "home";
  }

  /** Applies the items of one commit and adds refusals. `known` says of each id that may be known whether it is. */
  apply({ items, joined }: ItemList, known: readonly boolean[], refusals: Refusal[]): void {
    this.#runs.begin(joined);
    this.#accepted = known.length === 0 ? undefined : new Set();
    let at = 0;
    let doubtful = 0;
    for (let index = 0; at < items.length; index += 1) {
      const kind = items[at];
      assert(kind === appendItem || kind === documentItem, `item kind: got ${kind}`);
      const isDoubtful = kind === appendItem && items[at + 5] === 1;
      const refusal =
        kind === appendItem
          ? this.#append(items, at + 1, isDoubtful && known[doubtful])
          : this.#writeDocument(items, at + 1);
      if (isDoubtful) doubtful += 1;
      if (refusal !== undefined) refusals.push({ index, ...refusal });
      at += kind === appendItem ? 7 + 2 * (items[at + 6] as number) : 5;
    }
  }

  /**
   * A crash before COMMIT loses the whole batch, which nobody was told of. A crash inside, or before the sync, leaves it
   * whole or not at all: SQLite takes a batch only when its last frame and checksum are in the log. A crash after the
   * sync, before the answers: the commands are in the log, and a retry finds them by their ids.
   */
  commit(): void {
    this.#commits += 1;
    this.#runs.end();
    const faults = this.#faults;
    if (faults?.kind === "lost" && faults.failingCommit === this.#commits)
      throw new Error(faults.message);
    this.#statements.commit.run();
  }

  /** Looks every now and then. */
  isTooLong(): boolean {
    return this.#commits % commitsBetweenLooks === 0 && this.#length.isTooLong;
  }

  /** Gives up the open transaction, if any. Its error adds nothing to the one that led here. */
  abandon(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    } catch {
      // The connection is lost; the next open recovers from the file.
    }
  }

  /** Never the last connection: the thread of the log has one, so SQLite does nothing to the file. */
  close(): void {
    this.#length.close();
    this.#database.close();
  }

  #append(items: FlatItems, at: number, isKnown: boolean): FaultText | undefined {
    const regionName = items[at] as string;
    const expected = items[at + 1] as number;
    const commandId = items[at + 2] as string;
    const fingerprint = items[at + 3] as number | null;
    const count = items[at + 5] as number;
    const refusal = this.#refusalOf(regionName, expected, commandId, isKnown);
    const region = refusal === undefined ? this.#regionOf(regionName) : undefined;
    if (region === undefined) {
      for (let i = 0; i < count; i += 1)
        this.#runs.skipEvent(items[at + 6 + 2 * i] as number, items[at + 7 + 2 * i] as number);
      return refusal ?? tooManyRegions(regionName);
    }
    this.#accepted?.add(`${regionName}/${commandId}`);
    this.#runs.addCommand(region.number, commandId, region.head + 1, count, fingerprint);
    for (let i = 0; i < count; i += 1) {
      const length = items[at + 6 + 2 * i] as number;
      region.head += 1;
      this.#runs.addEvent(region.number, region.head, length, items[at + 7 + 2 * i] as number);
    }
    return undefined;
  }

  #refusalOf(
    regionName: string,
    expected: number,
    commandId: string,
    isKnown: boolean,
  ): FaultText | undefined {
    // A retry expects an old position as a rule, and "already there" is the answer that helps.
    if (isKnown || this.#accepted?.has(`${regionName}/${commandId}`) === true)
      return { code: "store.duplicate-command", message: duplicateMessage(regionName, commandId) };
    const head = this.#regions.get(regionName)?.head ?? 0;
    return expected === head
      ? undefined
      : { code: "store.stale-position", message: staleMessage(regionName, expected, head) };
  }

  #writeDocument(items: FlatItems, at: number): FaultText | undefined {
    const collection = items[at] as string;
    const key = items[at + 1] as string;
    const expected = items[at + 2] as number;
    const body = items[at + 3] as string | null;
    const { documentVersion, putDocument, deleteDocument } = this.#statements;
    const version = Number(documentVersion.get(collection, key)?.version ?? 0);
    if (version !== expected) {
      return {
        code: "store.stale-position",
        message: documentConflictMessage(collection, key, expected, version),
      };
    }
    if (body === null) deleteDocument.run(collection, key);
    else putDocument.run(collection, key, version + 1, body);
    return undefined;
  }

  /** Undefined for a new one above the limit. */
  #regionOf(name: string): RegionHead | undefined {
    const known = this.#regions.get(name);
    if (known !== undefined) return known;
    if (this.#regionCount >= storeLimits.maxRegions) return undefined;
    this.#regionCount += 1;
    const region = { number: this.#regionCount, head: 0 };
    this.#statements.insertRegion.run(region.number, name);
    this.#regions.set(name, region);
    return region;
  }
}

function tooManyRegions(name: string): FaultText {
  return {
    code: "store.too-large",
    message: `region ${name} would be above the limit of ${storeLimits.maxRegions}`,
  };
}

interface Statements {
  readonly begin: StatementSync;
  readonly commit: StatementSync;
  readonly rollback: StatementSync;
  readonly epoch: StatementSync;
  readonly insertRegion: StatementSync;
  readonly documentVersion: StatementSync;
  readonly putDocument: StatementSync;
  readonly deleteDocument: StatementSync;
}

function prepareStatements(database: DatabaseSync): Statements {
  return {
    begin: database.prepare("BEGIN IMMEDIATE"),
    commit: database.prepare("COMMIT"),
    rollback: database.prepare("ROLLBACK"),
    epoch: database.prepare("SELECT epoch FROM store"),
    insertRegion: database.prepare("INSERT INTO regions VALUES (?, ?)"),
    documentVersion: database.prepare(
      "SELECT version FROM documents WHERE collection = ? AND key = ?",
    ),
    putDocument: database.prepare("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)"),
    deleteDocument: database.prepare("DELETE FROM documents WHERE collection = ? AND key = ?"),
  };
}
