/**
 * A process that opens a record's log, proves, goes on appending and signing, and prints its resident memory in bytes.
 * Started by the bench `log-proof` with: directory, seed.
 */

import { sized } from "../bench.ts";
import { randomBytes } from "node:crypto";
import { RandomStream } from "../../src/base/random.ts";
import { RecordLog } from "../../src/live/record/record-log.ts";

const proofs = sized(2_000, 10);
const rounds = sized(20, 1);
const perRound = sized(2_000, 50);

const [directory = "", seed = "0"] = process.argv.slice(2);
const random = new RandomStream(Number(seed), "keep-going");
const log = new RecordLog({
  directory,
  origin: "log.example/bench",
  history: "bench",
  // The files of millions of entries that the bench made up are nobody's matter here.
  areTilesElsewhere: true,
});
for (let round = 0; round < rounds; round += 1) {
  for (let each = 0; each < proofs / rounds; each += 1) {
    const index = Math.floor(random.uniform() * log.size);
    log.proveInclusion(index, log.size);
    log.proveConsistency(index + 1, log.size);
  }
  log.append(
    Array.from({ length: perRound }, () => ({
      entry: randomBytes(300),
      factsSalt: randomBytes(32),
      textSalt: randomBytes(32),
    })),
  );
  globalThis.gc?.();
}
process.stdout.write(String(process.memoryUsage.rss()));
log.close();
