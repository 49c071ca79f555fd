/**
 * The thread for what must never make a command wait: checkpoints, telemetry and snapshots.
 */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import { serveCalls } from "./calls.ts";
import { Checkpointer } from "./checkpoint.ts";
import { busyMillis } from "./open-database.ts";
import { fileNames } from "./schema.ts";
import { SnapshotFiles } from "./snapshot-files.ts";
import { Telemetry } from "./telemetry.ts";

export interface BackgroundOptions {
  readonly directory: string;
  readonly storeId: string;
}

const { directory, storeId } = workerData as BackgroundOptions;
const database = new DatabaseSync(join(directory, fileNames.database), { timeout: busyMillis });
const checkpointer = new Checkpointer(database);
const telemetry = new Telemetry(join(directory, fileNames.telemetry));
const snapshots = new SnapshotFiles(join(directory, fileNames.snapshots), storeId);

serveCalls(directory, {
  checkpoint: () => checkpointer.tick(),
  saveSnapshot: (region: string, position: number, bytes: Uint8Array) =>
    snapshots.save(region, position, bytes),
  findSnapshot: (region: string) => snapshots.find(region),
  writePositions: (region: string, fields: Float64Array) => telemetry.write(region, fields),
  readPositions: (region: string, unit: number, from: number, to: number, limit: number) =>
    telemetry.read(region, unit, from, to, limit),
  close: () => {
    telemetry.close();
    database.close();
  },
});
