/**
 * A process that keeps a record and is killed in the middle of a step: it appends and publishes, and at the step and round
 * it was told sends itself SIGKILL. Every other one does it as a server does: the tiles are written through another connection
 * to the database while the log goes on, and a size is signed that it has passed already. Started by the crash test and the
 * bench with: directory, step, round, seed.
 */

import { randomBytes } from "node:crypto";
import { RecordDatabase } from "../../live/record/record-database.ts";
import { RecordLog, type RecordStep } from "../../live/record/record-log.ts";
import { TileFiles } from "../../live/record/tile-files.ts";

const [directory = "", step = "", roundText = "0", seedText = "0"] = process.argv.slice(2);
const round = Number(roundText);
const seed = Number(seedText);
const areTilesElsewhere = seed % 2 === 1;
let at = 0;

function onStep(reached: RecordStep): void {
  if (reached === step && at === round) process.kill(process.pid, "SIGKILL");
}

const log = new RecordLog({
  directory,
  origin: "log.example/crash",
  history: "crash",
  areTilesElsewhere,
  onStep,
});
const files = areTilesElsewhere
  ? new TileFiles(directory, new RecordDatabase(directory, { readOnly: true }))
  : undefined;
files?.write(log.signedSize);
files?.mendPartials(log.signedSize);

function append(count: number): void {
  // Random salts, as in life: entries that are made anew after a crash are others.
  log.append(
    Array.from({ length: count }, () => ({
      entry: randomBytes(40),
      factsSalt: randomBytes(32),
      textSalt: null,
    })),
  );
}

for (; at <= round; at += 1) {
  const count = 1 + ((seed * 7 + at * 31) % 200);
  append(count);
  if (files === undefined) {
    log.publish();
    continue;
  }
  const { size } = log;
  append(1 + (count % 50));
  files.writeFull(log.size);
  files.write(size);
  onStep("tiles");
  log.sign(size, files.syncedSize);
}
// Not reached where the step is one of the publishing: a round always adds entries.
process.exit(0);
