/**
 * `muster backup` and `muster restore`. A backup is a consistent copy made while the server goes on: it reads the
 * database beside the server and needs nothing but the right to read the data directory. Both print for each region
 * the head position and a digest of its log, and a digest of accounts, sessions and audit, so that a restored store
 * proves equal. Not in a backup: positions
 * of vehicles (telemetry) and snapshots (a cache).
 */

import { join, resolve } from "node:path";
import type { Command } from "commander";
import { loadServerConfig } from "../http/config-file.ts";
import { CallThread } from "../store/sqlite/calls.ts";
import { inspectDatabase, type Inspection } from "../store/sqlite/inspect.ts";
import { restoreStore } from "../store/sqlite/restore.ts";
import { fileNames } from "../store/sqlite/schema.ts";
import { printJson, printLine } from "./print.ts";

export interface DataOptions {
  readonly config?: string;
  readonly data?: string;
  readonly json?: boolean;
}

export function addDataOptions(command: Command): Command {
  return command
    .option("-c, --config <file>", "configuration file of the server", process.env["MUSTER_CONFIG"])
    .option("--data <directory>", "directory of the store; overrides the file")
    .option("--json", "print the examination as JSON");
}

export function dataDirectoryOf(options: DataOptions): string {
  return loadServerConfig(
    options.config,
    options.data === undefined ? {} : { dataDir: resolve(options.data) },
  ).dataDir;
}

export function printInspection(inspection: Inspection, json: boolean): void {
  if (json) {
    printJson(inspection);
    return;
  }
  const { storeId, documents, documentsDigest } = inspection;
  printLine(`store ${storeId}, ${documents} documents, sha256 ${documentsDigest}`);
  for (const { region, head, commands, digest } of inspection.regions) {
    printLine(`region ${region}: position ${head}, ${commands} commands, sha256 ${digest}`);
  }
}

export function addBackupCommand(program: Command): void {
  const command = program
    .command("backup")
    .description("copy the store to a new file, while the server runs")
    .argument("<file>", "the backup; must not exist");
  addDataOptions(command).action(async (file: string, options: DataOptions) => {
    const source = join(resolve(dataDirectoryOf(options)), fileNames.database);
    // First, because it says clearly when there is no store, or another program's file.
    inspectDatabase(source);
    const thread = new CallThread(new URL("../store/sqlite/backup-worker.ts", import.meta.url), {
      source,
    });
    try {
      await thread.call("backup", [resolve(file)]);
    } finally {
      // An open thread would keep the program from ending.
      await thread.call("close", []);
    }
    printInspection(inspectDatabase(resolve(file)), options.json === true);
  });
}

export function addRestoreCommand(program: Command): void {
  const command = program
    .command("restore")
    .description("restore a backup into an empty data directory and prove it equal")
    .argument("<file>", "the backup");
  addDataOptions(command).action((file: string, options: DataOptions) => {
    printInspection(restoreStore(resolve(file), dataDirectoryOf(options)), options.json === true);
  });
}
