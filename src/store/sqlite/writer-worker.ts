/**
 * The thread of the only writer. Whatever has been queued since the last commit goes into one transaction, so the
 * price of a sync is shared by all that wait for it. After the first error it writes nothing more, for ever.
 */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import { faultOfRead, faultOfWrite, type FaultPlan } from "./faults.ts";
import { LogWriter } from "./log-writer.ts";
import type { ItemsMessage, Refusal, WriterMessage, WriterReply } from "./messages.ts";
import { openForWriting, type OpenedDatabase } from "./open-database.ts";

export interface WriterOptions {
  readonly path: string;
  readonly indexPath: string;
  readonly newStoreId: string;
  readonly faults: FaultPlan | undefined;
  /** Batches that are sent and not committed; shared memory, so that it is known at any moment. */
  readonly underWay: Int32Array<SharedArrayBuffer>;
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

/** What the open transaction holds; there is none between commits. */
interface Open {
  /** What the transaction cost so far. */
  workMillis: number;
  fields: number;
  count: number;
  batches: number;
  readonly refusals: Refusal[];
}

let open: Open | undefined;
/** Checkpoints that were asked for while a transaction was open. */
let checkpointAsked = false;

/** Applies messages as they come; commits when the other thread has said that nothing more of its turn follows. */
function takeItems(writer: LogWriter, first: ItemsMessage): void {
  const startedAt = performance.now();
  let leftover: WriterMessage | undefined;
  try {
    if (open === undefined) {
      writer.begin();
      open = { workMillis: 0, fields: 0, count: 0, batches: 0, refusals: [] };
    }
    let more = applyTo(open, writer, first);
    while (open.fields < maxFieldsPerCommit) {
      const next = receiveMessageOnPort(parentPort!)?.message as WriterMessage | undefined;
      if (next === undefined) break;
      if (next.kind !== "items") {
        leftover = next;
        break;
      }
      more = applyTo(open, writer, next);
    }
    open.workMillis += performance.now() - startedAt;
    if (!more) commitOpen(writer, open);
  } catch (error) {
    fail(writer, error);
    return;
  }
  if (leftover !== undefined) handle(writer, leftover);
}

/** True when more of the same turn follows. */
function applyTo(transaction: Open, writer: LogWriter, message: ItemsMessage): boolean {
  transaction.fields += message.items.length;
  transaction.count += writer.apply(message, transaction.count, transaction.refusals);
  if (!message.more) transaction.batches += 1;
  return message.more;
}

function commitOpen(writer: LogWriter, { count, batches, refusals, workMillis }: Open): void {
  const startedAt = performance.now();
  writer.commit();
  open = undefined;
  // Said before the answer, which the other thread may not look at for a while.
  Atomics.sub(options.underWay, 0, batches);
  const millis = workMillis + performance.now() - startedAt;
  reply({ kind: "committed", count, refusals, workMillis: millis });
  writer.boundLog();
  if (!checkpointAsked) return;
  checkpointAsked = false;
  writer.checkpoint();
}

function handle(writer: LogWriter, message: WriterMessage): void {
  if (message.kind === "close") {
    finish(writer);
    return;
  }
  if (failed) return;
  if (message.kind === "items") {
    takeItems(writer, message);
    return;
  }
  if (open === undefined) guard(writer, () => writer.checkpoint());
  else checkpointAsked = true;
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
