/**
 * `muster verify` over a folder: how many entries a second are read, parsed, hashed and put in order, with every tile
 * compared and the root worked out anew. The log is made here, of contacts; the files lie on this machine's disk.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { RecordSource } from "../src/cli/verify/record-source.ts";
import { verifyRecord } from "../src/cli/verify/verify-record.ts";
import { makeLogKey } from "../src/testing/record/keys.ts";
import { makeEntries, makeLog } from "../src/testing/record/made-log.ts";
import { figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";

const entries = sized(200_000, 500);

async function run({ say }: BenchOptions): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), "muster-verify-bench-"));
  try {
    const key = makeLogKey("log.example/bench");
    say(`making a log of ${entries} entries`);
    for (const [name, bytes] of makeLog(key, makeEntries(entries)).files) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), bytes);
    }
    const policy = { logs: [{ key }], witnesses: [], groups: [], quorum: undefined };
    say("verifying");
    const startedAt = performance.now();
    const verified = await verifyRecord({ source: new RecordSource(directory), policy });
    const seconds = (performance.now() - startedAt) / 1_000;
    if (verified.findings.length > 0) throw new Error(verified.findings[0]?.message);
    return [
      figure("entries verified", verified.entries, "entries"),
      figure("rate", verified.entries / seconds, "entries/s"),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: "verify",
  about: "muster verify over a folder of 200,000 entries: entries a second",
  run,
};
