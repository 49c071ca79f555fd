/**
 * A process that keeps a record and is killed in the middle of a step: it appends and publishes, and at the step and round
 * it was told sends itself SIGKILL. Started by the crash test and the bench with: directory, step, round, seed.
 */

import { randomBytes } from "node:crypto";
import { RecordLog, type RecordStep } from "../../live/record/record-log.ts";

const [directory = "", step = "", roundText = "0", seedText = "0"] = process.argv.slice(2);
const round = Number(roundText);
let at = 0;

const log = new RecordLog({
  directory,
  origin: "log.example/crash",
  history: "crash",
  onStep(reached: RecordStep) {
    if (reached === step && at === round) process.kill(process.pid, "SIGKILL");
  },
});
for (; at <= round; at += 1) {
  const count = 1 + ((Number(seedText) * 7 + at * 31) % 200);
  // Random salts, as in life: entries that are made anew after a crash are others.
  log.append(
    Array.from({ length: count }, () => ({
      entry: randomBytes(40),
      factsSalt: randomBytes(32),
      textSalt: null,
    })),
  );
  log.publish();
}
// Not reached where the step is one of the publishing: a round always adds entries.
process.exit(0);
