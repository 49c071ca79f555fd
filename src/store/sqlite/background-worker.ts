/**
 * The thread for what must never make a command wait: checkpoints, the index of commands, telemetry and snapshots.
 */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import { serveCalls } from "./calls.ts";
import { Checkpointer, type CheckpointState } from "./checkpoint.ts";
import { CommandFilter } from "./command-filter.ts";
import { CommandFollower, rowsPerStep } from "./command-index.ts";
import { CommandRunReader } from "./command-runs.ts";
import { faultOfWrite, toFault } from "./faults.ts";
import { busyMillis } from "./open-database.ts";
import { fileNames } from "./schema.ts";
import { SnapshotFiles } from "./snapshot-files.ts";
import { Telemetry } from "./telemetry.ts";

export interface BackgroundOptions {
  readonly directory: string;
  readonly storeId: string;
  readonly filterMemory: SharedArrayBuffer;
}

export interface TickState extends CheckpointState {
  /** The index of commands has more to follow. */
  readonly indexBehind: boolean;
}

const { directory, storeId, filterMemory } = workerData as BackgroundOptions;
const database = new DatabaseSync(join(directory, fileNames.database), { timeout: busyMillis });
const checkpointer = new Checkpointer(database);
const follower = new CommandFollower(join(directory, fileNames.commandIndex), database);
const telemetry = new Telemetry(join(directory, fileNames.telemetry));
const snapshots = new SnapshotFiles(join(directory, fileNames.snapshots), storeId);

/** Adds every command of the log; what is accepted meanwhile the engine adds itself. */
function fillFilter(): void {
  const filter = CommandFilter.over(filterMemory);
  const names = new Map<number, string>();
  for (const { number, name } of database.prepare("SELECT number, name FROM regions").iterate())
    names.set(Number(number), String(name));
  for (const { region, commands } of new CommandRunReader(database).listAfter(0)) {
    const name = names.get(region);
    // A region that came after the names were read: its commands came after the engine began to add them.
    if (name !== undefined) for (const { id } of commands) filter.add(name, id, true);
  }
}

/** Throws store.failed: a disk that cannot take these writes is not trusted with the next command either. */
function tick(): TickState {
  try {
    const checkpoint = checkpointer.tick();
    let { behind } = follower;
    if (behind >= rowsPerStep || (checkpoint.atRest && behind > 0)) {
      follower.follow();
      behind = follower.behind;
    }
    return { ...checkpoint, indexBehind: behind > 0 };
  } catch (error) {
    throw toFault(faultOfWrite(error, directory));
  }
}

/**
 * So that the next open has no tail to search. What fails here is followed then and nothing is lost by it, but the caller
 * is told: such an end is no orderly one.
 */
function followToTheEnd(): void {
  while (follower.follow());
}

serveCalls(directory, {
  fillFilter,
  tick,
  saveSnapshot: (region: string, position: number, bytes: Uint8Array) =>
    snapshots.save(region, position, bytes),
  findSnapshot: (region: string) => snapshots.find(region),
  writePositions: (region: string, fields: Float64Array) => telemetry.write(region, fields),
  readPositions: (region: string, unit: number, from: number, to: number, limit: number) =>
    telemetry.read(region, unit, from, to, limit),
  close: (afterFailure: boolean) => {
    try {
      if (!afterFailure) followToTheEnd();
    } finally {
      follower.close();
      telemetry.close();
      database.close();
    }
  },
});
