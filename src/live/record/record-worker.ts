/**
 * The thread that keeps the records of all regions: everything that hashes, signs or waits for the database. After any error
 * a record is closed and opened anew at the next call, because what is in memory may be ahead of the disk. Not here: when
 * something is done, reading the store (followed-record.ts), and the tiles (tile-files-worker.ts).
 */

import type { FactsChunk } from "../../store/port.ts";
import { serveCalls } from "../../store/sqlite/calls.ts";
import { encodeEvents } from "./encode-events.ts";
import { RecordLogFault } from "./fault.ts";
import { RecordLog, type RecordLogOptions } from "./record-log.ts";
import { lowerPriority } from "./lower-priority.ts";
import { makeReply, type RecordReply } from "./record-reply.ts";

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
  /** Positions of definitions of normal of which the log does not say yet that a signed checkpoint has them. */
  readonly unpublished: readonly number[];
}

/** The keys that the log of events was told of; those that a record begins with need no telling. */
const toldKeys = "told-keys";
/** Of the event that told it. */
const toldPosition = "told-position";

/** A list of positions as JSON. */
const unpublishedNote = "unpublished-definitions";
/** More at once are forgotten, the oldest first: they never count. */
const mostUnpublished = 100;

function readUnpublished(log: RecordLog): number[] {
  return JSON.parse(log.readMeta(unpublishedNote) ?? "[]") as number[];
}

const logs = new Map<string, RecordLog>();

function withLog<Value>(
  options: RecordLogOptions,
  work: (log: RecordLog) => Value,
): RecordReply<Value> {
  const { directory } = options;
  return makeReply(
    () => {
      const log = logs.get(directory) ?? new RecordLog(options);
      logs.set(directory, log);
      return work(log);
    },
    () => {
      logs.get(directory)?.close();
      logs.delete(directory);
    },
  );
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
    unpublished: readUnpublished(log),
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

  /** That the log of events has been told of these keys, by the event at a position. */
  noteKeys: (options: RecordLogOptions, keys: readonly string[], position: number) =>
    withLog(options, (log) => {
      log.writeMeta(toldPosition, String(position));
      log.writeMeta(toldKeys, keys.join("\n"));
    }),

  /** Definitions that came; written before their entries, so that a crash between forgets none. Again changes nothing. */
  noteDefinitions: (options: RecordLogOptions, positions: readonly number[]) =>
    withLog(options, (log) => {
      const all = new Set([...readUnpublished(log), ...positions]);
      log.writeMeta(unpublishedNote, JSON.stringify([...all].slice(-mostUnpublished)));
    }),

  /** The log says of these that they are published. */
  forgetDefinitions: (options: RecordLogOptions, positions: readonly number[]) =>
    withLog(options, (log) => {
      const left = readUnpublished(log).filter((position) => !positions.includes(position));
      log.writeMeta(unpublishedNote, JSON.stringify(left));
      return stateOf(log);
    }),

  rotateKeys: (options: RecordLogOptions) =>
    withLog(options, (log) => {
      log.rotateKeys();
      return stateOf(log);
    }),

  retireKeys: (options: RecordLogOptions) =>
    withLog(options, (log) => {
      const isTold = log.readMeta(toldKeys) === log.keys.join("\n");
      log.retireKeys(isTold ? Number(log.readMeta(toldPosition) ?? 0) : Infinity);
      return stateOf(log);
    }),

  /** A size whose tiles are files; up to `syncedSize` they are there for good. */
  sign: (options: RecordLogOptions, size: number, syncedSize: number) =>
    withLog(options, (log) => {
      log.sign(size, syncedSize);
      return stateOf(log);
    }),

  noteSynced: (options: RecordLogOptions, syncedSize: number) =>
    withLog(options, (log) => log.noteSynced(syncedSize)),

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

lowerPriority();
serveCalls("the record", table);
