/**
 * The thread that keeps the records of all regions and the national log: everything that hashes, signs or waits for the
 * disk. After any error a record is closed and opened anew at the next call, because what is in memory may be ahead of the
 * disk. Not here: when something is done, and reading the store (record-keeper.ts).
 */

import { readEntry } from "../../record/entry/entry.ts";
import type { FactsChunk } from "../../store/port.ts";
import { serveCalls } from "../../store/sqlite/calls.ts";
import { encodeEvents } from "./encode-events.ts";
import { RecordLogFault } from "./fault.ts";
import { encodeHead, type RegionHead } from "./head-entry.ts";
import { RecordLog, type RecordLogOptions } from "./record-log.ts";

export interface RecordState {
  /** Entries that are durable. */
  readonly size: number;
  /** Entries that the newest checkpoint speaks of. */
  readonly signedSize: number;
  readonly root: Uint8Array | undefined;
  readonly note: string | undefined;
  /** As vkeys. */
  readonly keys: readonly string[];
  /** False = other keys sign than the log of events knows of. */
  readonly areKeysTold: boolean;
}

/** Faults cross threads as values: the code is what decides. */
export type RecordReply<Value> =
  | { readonly value: Value }
  | { readonly fault: { readonly code: string; readonly message: string } };

/** The keys that the log of events was told of; those that a record begins with need no telling. */
const toldKeys = "told-keys";

const logs = new Map<string, RecordLog>();

function withLog<Value>(
  options: RecordLogOptions,
  work: (log: RecordLog) => Value,
): RecordReply<Value> {
  const { directory } = options;
  try {
    const log = logs.get(directory) ?? new RecordLog(options);
    logs.set(directory, log);
    return { value: work(log) };
  } catch (error) {
    const isAsked = error instanceof RecordLogFault && error.code === "record.no-proof";
    if (!isAsked) {
      logs.get(directory)?.close();
      logs.delete(directory);
    }
    const code = error instanceof RecordLogFault ? error.code : "record.unwritten";
    return { fault: { code, message: (error as Error).message } };
  }
}

function stateOf(log: RecordLog): RecordState {
  const signed = log.findSigned();
  const told = log.readMeta(toldKeys);
  if (told === undefined) log.writeMeta(toldKeys, log.keys.join("\n"));
  return {
    size: log.size,
    signedSize: log.signedSize,
    root: signed?.root,
    note: signed?.note,
    keys: log.keys,
    areKeysTold: told === undefined || told === log.keys.join("\n"),
  };
}

const table = {
  open: (options: RecordLogOptions) => withLog(options, stateOf),

  /** Events of the store from the record's size on; what it has already is passed over. */
  append: (options: RecordLogOptions, chunk: FactsChunk) =>
    withLog(options, (log) => {
      if (chunk.first !== log.size + 1)
        throw new RecordLogFault(
          "record.damaged",
          `got events from position ${chunk.first}, expected ${log.size + 1}`,
        );
      log.append(encodeEvents(chunk));
      return stateOf(log);
    }),

  /** Entries of these positions whose text was erased from the store. */
  destroyTextSalts: (options: RecordLogOptions, positions: readonly number[]) =>
    withLog(options, (log) => {
      for (const position of positions) log.destroyTextSalt(position - 1);
    }),

  /** That the log of events has been told of these keys. */
  noteKeys: (options: RecordLogOptions, keys: readonly string[]) =>
    withLog(options, (log) => log.writeMeta(toldKeys, keys.join("\n"))),

  publish: (options: RecordLogOptions) =>
    withLog(options, (log) => {
      log.publish();
      return stateOf(log);
    }),

  /** Appends heads to the national log and publishes it. `at` in microseconds. */
  appendHeads: (options: RecordLogOptions, heads: readonly RegionHead[], at: number) =>
    withLog(options, (log) => {
      const last = log.findRow(log.size - 1);
      const lastAt = last === undefined ? 0 : (readEntry(last.entry).value?.entered ?? 0);
      log.append(
        heads.map((head, index) => encodeHead(head, log.size + index, Math.max(at, lastAt))),
      );
      log.publish();
      return stateOf(log);
    }),

  writeCosigned: (options: RecordLogOptions, size: number, note: string, isEnough: boolean) =>
    withLog(options, (log) => log.writeCosigned(size, note, isEnough)),

  proveInclusion: (options: RecordLogOptions, index: number, size: number) =>
    withLog(options, (log) => {
      const row = log.findRow(index);
      const path = log.proveInclusion(index, size);
      return { path, entry: row?.entry ?? new Uint8Array() };
    }),

  /** Entries and salts from an index on; fewer where the record ends. */
  listRows: (options: RecordLogOptions, first: number, count: number) =>
    withLog(options, (log) =>
      Array.from({ length: count }, (_, place) => log.findRow(first + place)).filter(
        (row) => row !== undefined,
      ),
    ),

  proveConsistency: (options: RecordLogOptions, oldSize: number, size: number) =>
    withLog(options, (log) => log.proveConsistency(oldSize, size)),

  close: () => {
    for (const log of logs.values()) log.close();
    logs.clear();
  },
};

export type RecordCalls = typeof table;

serveCalls("the record", table);
