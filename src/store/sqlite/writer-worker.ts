/**
 * The thread of the only writer. Whatever has been queued since the last commit goes into one transaction, so the
 * price of a sync is shared by all that wait for it. After the first error it writes nothing more, for ever.
 */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import { faultOfRead, faultOfWrite, type FaultPlan } from "./faults.ts";
import { LogWriter } from "./log-writer.ts";
import type { FlatItems, Refusal, WriterMessage, WriterReply } from "./messages.ts";
import { openForWriting, type OpenedDatabase } from "./open-database.ts";

export interface WriterOptions {
  readonly path: string;
  readonly indexPath: string;
  readonly newStoreId: string;
  readonly faults: FaultPlan | undefined;
}

/** One transaction takes at most about this many fields, so that a burst does not make the first of it wait for all. */
const maxFieldsPerCommit = 16_384;

const options = workerData as WriterOptions;
const port = parentPort;
assert(port !== null, "writer-worker.ts runs as a worker thread");

let failed = false;

function reply(message: WriterReply): void {
  port?.postMessage(message);
}

function fail(writer: LogWriter, error: unknown): void {
  failed = true;
  writer.abandon();
  reply({ kind: "failed", fault: faultOfWrite(error, options.path) });
}

function commitItems(writer: LogWriter, first: FlatItems): void {
  const refusals: Refusal[] = [];
  let count = 0;
  let commitMillis = 0;
  let leftover: WriterMessage | undefined;
  try {
    writer.begin();
    let fields = first.length;
    count += writer.apply(first, 0, refusals);
    while (fields < maxFieldsPerCommit) {
      const next = receiveMessageOnPort(parentPort!)?.message as WriterMessage | undefined;
      if (next === undefined) break;
      if (next.kind !== "items") {
        leftover = next;
        break;
      }
      fields += next.items.length;
      count += writer.apply(next.items, count, refusals);
    }
    const startedAt = performance.now();
    writer.commit();
    commitMillis = performance.now() - startedAt;
  } catch (error) {
    fail(writer, error);
    return;
  }
  reply({ kind: "committed", count, refusals, commitMillis });
  if (leftover !== undefined) handle(writer, leftover);
  else guard(writer, () => writer.boundLog());
}

function handle(writer: LogWriter, message: WriterMessage): void {
  if (message.kind === "close") {
    finish(writer);
    return;
  }
  if (failed) return;
  if (message.kind === "items") {
    commitItems(writer, message.items);
    return;
  }
  guard(writer, () => writer.checkpoint());
}

function guard(writer: LogWriter, work: () => void): void {
  try {
    work();
  } catch (error) {
    fail(writer, error);
  }
}

/** After a failure the file is left exactly as it is: no checkpoint, no mark; the next open recovers it. */
function finish(writer: LogWriter): void {
  if (!failed) {
    try {
      writer.markClean();
      opened.database.close();
    } catch (error) {
      fail(writer, error);
    }
  }
  reply({ kind: "closed" });
  port?.close();
}

let opened: OpenedDatabase;
try {
  opened = openForWriting(options, options.newStoreId);
  const writer = new LogWriter(opened, options.indexPath, options.faults);
  port.on("message", (message: WriterMessage) => handle(writer, message));
  const { epoch, storeId, commandCount } = opened;
  reply({ kind: "opened", epoch, storeId, commandCount });
} catch (error) {
  reply({ kind: "failed", fault: faultOfRead(error, options.path) });
  port.close();
}
