/**
 * The thread of the reader: answers calls from the engine, one at a time, in order.
 */
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import type { FactsChunk } from "../port.ts";
import { serveCalls } from "./calls.ts";
import { LogReader } from "./log-reader.ts";
import { busyMillis } from "./open-database.ts";

export interface ReaderOptions {
  readonly path: string;
  readonly indexPath: string;
}

const { path, indexPath } = workerData as ReaderOptions;
const database = new DatabaseSync(path, { readOnly: true, timeout: busyMillis });
database.exec("PRAGMA cache_size = -16000");
const reader = new LogReader(database, indexPath);

/** The bytes of a chunk are many, and nobody here needs them any more. */
function memoryOf(value: unknown): ArrayBuffer[] {
  if (typeof value !== "object" || value === null || !("factsArray" in value)) return [];
  const { factsArray, textsArray } = value as FactsChunk;
  return [factsArray.buffer, textsArray.buffer];
}

const table = {
  readHead: (region: string) => reader.readHead(region),
  read: (region: string, after: number, limit: number) => reader.read(region, after, limit),
  readChunk: (region: string, after: number, limit: number) =>
    reader.readChunk(region, after, limit),
  findCommand: (region: string, commandId: string) => reader.findCommand(region, commandId),
  listRegions: () => reader.listRegions(),
  readDocument: (collection: string, key: string) => reader.readDocument(collection, key),
  listDocuments: (collection: string, after: string, limit: number) =>
    reader.listDocuments(collection, after, limit),
  close: () => {
    reader.close();
    database.close();
  },
};

serveCalls(path, table, memoryOf);
