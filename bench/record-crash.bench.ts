/**
 * SIGKILL between the steps of a record's writer, 500 times (or as many as the first argument says) on one log: every
 * checkpoint that an outsider could have seen in between must be of one growing list. It says what the kills at each step left on the disk.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crashSteps, runCrashes } from "../src/testing/record/crash-run.ts";
import { figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";

async function run({ args }: BenchOptions): Promise<Row[]> {
  await Promise.resolve();
  const wanted = Number(args[0] ?? sized(500, 4));
  const directory = mkdtempSync(join(tmpdir(), "muster-record-crash-"));
  try {
    const startedAt = performance.now();
    // It throws where two checkpoints contradict each other: then there is no figure, and the bench has failed.
    const { kills, left, checkpoints, size } = runCrashes(directory, wanted);
    const seconds = (performance.now() - startedAt) / 1_000;
    return [
      figure("kills between steps", kills, "kills"),
      ...crashSteps.flatMap((step) => [
        figure(`killed at "${step}"`, left[step].kills, "kills"),
        figure("of these with entries without a signature", left[step].unsigned, "kills"),
        figure("of these with a signature not yet in its place", left[step].unpublished, "kills"),
      ]),
      figure("checkpoints that were seen", checkpoints, "checkpoints"),
      figure("entries at the end", size, "entries"),
      figure("took", seconds, "s"),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: "record-crash",
  about:
    "500 SIGKILLs between the steps of a record's writer: no two checkpoints contradict each other",
  run,
};
