/**
 * `muster doctor`: looks at a store without changing it and says what is wrong: the database's own check, gaps in the
 * logs, and whether every event still folds. It may run beside the server. Exit code 1 when there is a finding.
 */

import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Command } from "commander";
import { decodeEvent } from "../core/event-codec.ts";
import { evolve } from "../core/evolve.ts";
import { hashState } from "../core/state/hash.ts";
import { makeRegionState } from "../core/state/region-state.ts";
import { listRecords, RunReader } from "../store/sqlite/event-runs.ts";
import { inspectDatabase } from "../store/sqlite/inspect.ts";
import { fileNames, positionsPerRegion } from "../store/sqlite/schema.ts";
import { addDataOptions, dataDirectoryOf, printInspection, type DataOptions } from "./backup.ts";
import { printJson, printLine } from "./print.ts";
import { CliFault } from "./fault.ts";
import { Progress } from "./progress.ts";

export interface FoldReport {
  readonly region: string;
  readonly position: number;
  readonly openIncidents: number;
  /** Fingerprint of the folded state; the server's GET .../hash gives the same at the same position. */
  readonly hash: string;
  /** What did not fold; undefined when everything did. */
  readonly fault: string | undefined;
}

export function addDoctorCommand(program: Command): void {
  const command = program
    .command("doctor")
    .description("examine a store: files, gaps, and whether every event folds");
  addDataOptions(command).action((options: DataOptions) => {
    const path = join(resolve(dataDirectoryOf(options)), fileNames.database);
    const inspection = inspectDatabase(path);
    const folds = foldAll(path, new Progress("folding"));
    const json = options.json === true;
    if (json) printJson({ inspection, folds });
    else printInspection(inspection, false);
    const findings = [...inspection.findings];
    for (const { region, position, openIncidents, hash, fault } of folds) {
      if (fault !== undefined) findings.push(`region ${region}: ${fault}`);
      else if (!json)
        printLine(
          `region ${region}: folds to position ${position}, ${openIncidents} open incidents, state ${hash}`,
        );
    }
    if (findings.length > 0) {
      throw new CliFault(
        "cli.findings",
        `${findings.length} findings:\n  ${findings.join("\n  ")}`,
      );
    }
    if (!json) printLine("sound");
  });
}

/** Folds each region's log from its first event, reading beside whoever writes. */
export function foldAll(path: string, progress: Progress): FoldReport[] {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    const regions = database.prepare("SELECT number, name FROM regions ORDER BY name").all();
    const events = database.prepare("SELECT sum(count) AS n FROM event_runs").get();
    const total = Number(events?.["n"] ?? 0);
    let done = 0;
    const reports = regions.map(({ number, name }) =>
      foldRegion(database, Number(number), String(name), () => {
        done += 1;
        if (done % 1_000 === 0) progress.update(done / total, `${done} events`);
      }),
    );
    progress.update(1, `${done} events`);
    return reports;
  } finally {
    database.close();
  }
}

function foldRegion(
  database: DatabaseSync,
  number: number,
  region: string,
  onEvent: () => void,
): FoldReport {
  const state = makeRegionState();
  let position = 0;
  let fault: string | undefined;
  try {
    for (const run of new RunReader(database).list(number, 1, positionsPerRegion - 1)) {
      for (const record of listRecords(run)) {
        position = record.position;
        evolve(state, decodeEvent(JSON.parse(record.facts), record.privateText));
        onEvent();
      }
    }
  } catch (error) {
    fault = `the event at position ${position} does not fold: ${(error as Error).message}`;
  }
  const openIncidents = state.columns.head.openIncidents[0];
  return { region, position, openIncidents, hash: hashState(state), fault };
}
