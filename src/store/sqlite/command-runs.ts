/**
 * The commands of the log in the order of their acceptance, read back from their rows: each holds the ids of the
 * commands of one region that were written in one go, with the number of events and the fingerprint of each. From it the
 * index by id, the filter and the examination are fed.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { StoreFault } from "../port.ts";
import { checksumOf } from "./event-runs.ts";

export interface CommandRun {
  /** Number of its last command, counted over all regions in the order of acceptance. */
  readonly seq: number;
  readonly region: number;
  readonly commands: readonly LoggedCommand[];
}

export interface LoggedCommand {
  readonly id: string;
  /** Position of its first event, and number of its events. */
  readonly first: number;
  readonly count: number;
  /** Of what was asked; null = none was given. */
  readonly fingerprint: number | null;
}

/** In a row's list: id, number of events, fingerprint. */
export const fieldsPerCommand = 3;
/** Rows of schema 2 stay as they are: they have no fingerprints. */
const oldFieldsPerCommand = 2;

export class CommandRunReader {
  readonly #after: StatementSync;
  readonly #last: StatementSync;

  constructor(database: DatabaseSync) {
    this.#after = database.prepare("SELECT * FROM command_runs WHERE seq > ? ORDER BY seq");
    this.#last = database.prepare("SELECT max(seq) AS seq FROM command_runs");
  }

  /** Number of commands in the log. */
  get lastSeq(): number {
    return Number(this.#last.get()?.seq ?? 0);
  }

  /** All rows behind `seq`, which must be a row's own or 0. Throws store.corrupt where one is not what was written. */
  *listAfter(seq: number): Generator<CommandRun> {
    for (const row of this.#after.iterate(seq)) {
      const text = String(row.commands);
      if (checksumOf(new Uint8Array(0), text) !== Number(row.crc)) {
        throw new StoreFault(
          "store.corrupt",
          `the list of commands up to number ${Number(row.seq)} is damaged (its checksum does not match); keep a copy, run "muster doctor", restore the last backup`,
        );
      }
      const commands = readCommands(text, Number(row.first), Number(row.count));
      yield { seq: Number(row.seq), region: Number(row.region), commands };
    }
  }
}

function readCommands(text: string, first: number, commandCount: number): LoggedCommand[] {
  const flat = JSON.parse(text) as (string | number | null)[];
  const isOld = flat.length === oldFieldsPerCommand * commandCount;
  const fields = isOld ? oldFieldsPerCommand : fieldsPerCommand;
  const commands: LoggedCommand[] = [];
  let next = first;
  for (let at = 0; at < flat.length; at += fields) {
    const count = flat[at + 1] as number;
    const fingerprint = isOld ? null : (flat[at + 2] as number | null);
    commands.push({ id: flat[at] as string, first: next, count, fingerprint });
    next += count;
  }
  return commands;
}
