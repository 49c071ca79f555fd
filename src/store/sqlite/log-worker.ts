/**
 * The thread of the log: everything about the writing connection's file that may wait for the disk. It opens the store
 * (checks, recovery, epoch), syncs what the main thread wrote, looks for command ids, brings the log home, and marks an
 * orderly end. Its own connection writes only while the main thread does not. After the first error it does nothing more, for ever.
 */
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import { faultOfRead, faultOfWrite, type FaultPlan } from "./faults.ts";
import { LogKeeper } from "./log-keeper.ts";
import { LogSync } from "./log-sync.ts";
import type { LogThreadMessage, LogThreadReply } from "./messages.ts";
import { openForWriting } from "./open-database.ts";

export interface LogWorkerOptions {
  readonly path: string;
  readonly indexPath: string;
  readonly newStoreId: string;
  readonly faults: FaultPlan | undefined;
}

const options = workerData as LogWorkerOptions;
const port = parentPort;
assert(port !== null, "log-worker.ts runs as a worker thread");

let failed = false;

function reply(message: LogThreadReply): void {
  port?.postMessage(message, []);
}

function handle(keeper: LogKeeper, sync: LogSync, message: LogThreadMessage): void {
  if (message.kind === "close") {
    if (message.orderly) guard(() => keeper.close());
    sync.close();
    reply({ kind: "closed" });
    port?.close();
    return;
  }
  guard(() => {
    if (message.kind === "sync") {
      reply({ kind: "synced", millis: sync.run(message.commit) });
    } else if (message.kind === "look") {
      reply({ kind: "looked", known: keeper.look(message.ids) });
    } else {
      keeper.restartLog();
      reply({ kind: "restarted" });
    }
  });
}

function guard(work: () => void): void {
  if (failed) return;
  try {
    work();
  } catch (error) {
    failed = true;
    reply({ kind: "failed", fault: faultOfWrite(error, options.path) });
  }
}

try {
  const opened = openForWriting(options, options.newStoreId);
  const keeper = new LogKeeper(opened, options.indexPath);
  const sync = new LogSync(options.path, options.faults);
  port.on("message", (message: LogThreadMessage) => handle(keeper, sync, message));
  const { epoch, storeId, commandCount } = opened;
  reply({ kind: "opened", epoch, storeId, commandCount });
} catch (error) {
  reply({ kind: "failed", fault: faultOfRead(error, options.path) });
  port.close();
}
