/**
 * What an overseer waits for: `muster record export` of a whole busy day from a running server, every event with its entry and salts,
 * the record's files beside them, and each event held against its entry; then `muster verify` of what was exported, offline. The
 * day is one that the core itself has played. The server has the limits that it ships with; the command is a process of its own.
 */

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { microsPerHour, rfc3339FromInstant } from "../src/base/instant.ts";
import { readServerConfig } from "../src/http/config.ts";
import { startServer, type RunningServer } from "../src/http/start-server.ts";
import { makeClock } from "../src/live/clock.ts";
import { makeLog } from "../src/live/log.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import { testStart } from "../src/testing/core/twin.ts";
import {
  atLeast,
  atMost,
  figure,
  type Bench,
  type BenchOptions,
  type Row,
  sized,
} from "./bench.ts";
import { writeBusyLog } from "./load/busy-log.ts";

const region = "bench";
const hours = sized(24, 1);
const callsPerHour = sized(1_150, 60);
const launcher = join(import.meta.dirname, "..", "bin", "muster.js");

interface Ran {
  readonly seconds: number;
  readonly stdout: string;
}

function muster(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [launcher, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString("utf8")));
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString("utf8")));
    child.once("close", (code) => {
      const seconds = (performance.now() - startedAt) / 1_000;
      if (code === 0) resolve({ seconds, stdout });
      else reject(new Error(`muster ${args.join(" ")} ended with ${code}: ${stdout}${stderr}`));
    });
  });
}

async function waitForRecord({ context }: RunningServer): Promise<readonly string[]> {
  for (;;) {
    const status = context.record?.statusOf(region);
    if (status?.fault !== undefined) throw new Error(status.fault.message);
    if (status !== undefined && status.behind === 0 && status.signed > 0) return status.keys;
    await sleep(100);
  }
}

async function makeToken({ context: { identity } }: RunningServer): Promise<string> {
  await identity.accounts.add({ id: "overseer", name: "overseer", role: "overseer" }, 0);
  const never = Number.MAX_SAFE_INTEGER;
  return (await identity.tokens.make("overseer", "account", "bench", 0, never)).reveal();
}

async function run({ say }: BenchOptions): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), "muster-bench-export-"));
  const store = await openSqliteStore({ directory });
  let running: RunningServer | undefined;
  try {
    const end = testStart + hours * microsPerHour;
    const { events, state } = await writeBusyLog(store, region, {
      units: sized(900, 60),
      callsPerHour,
      say,
      isDone: (_state, now) => now >= end,
    });
    const { nextIncident } = state.columns.head;
    const config = readServerConfig({ port: 0, dataDir: directory });
    const clock = makeClock({ startAt: end });
    running = await startServer({ config, store, log: makeLog("warn"), clock });
    say(`${events} events; the record is made`);
    const keys = await waitForRecord(running);
    const out = join(directory, "out");
    const env = { MUSTER_URL: running.origin, MUSTER_TOKEN: await makeToken(running) };
    say("exporting");
    const asked = ["record", "export", "--region", region, "--from", rfc3339FromInstant(testStart)];
    const exported = await muster([...asked, "--out", out, "--json"], env);
    const said = JSON.parse(exported.stdout) as { events: number; faults: readonly string[] };
    if (said.events < events || said.faults.length > 0)
      throw new Error(`${said.events} of ${events} events, faults: ${said.faults.join("; ")}`);
    const lines = readFileSync(join(out, "events.ndjson")).reduce((n, byte) => n + Number(byte === 10), 0); // prettier-ignore
    if (lines !== said.events) throw new Error(`${lines} lines of ${said.events} events`);
    say("verifying");
    const verified = await muster(["verify", join(out, "record"), "--key", keys[0] ?? ""], {});
    return [
      atLeast(
        "events of the day, each with its entry and salts",
        said.events,
        "events",
        sized(400_000, 100),
      ),
      atLeast("incidents of the day", nextIncident[0] - 1, "incidents", sized(20_000, 10)),
      atMost("a day exported with its proofs", exported.seconds, "s", 300),
      figure("then the exported record verified offline", verified.seconds, "s"),
      figure("size of the events file", statSync(join(out, "events.ndjson")).size / 1e6, "MB"),
    ];
  } finally {
    await running?.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: "record-export",
  about:
    "an overseer's export of a busy day (>= 400,000 events, 20,000 incidents) with proofs from a running server: <= 300 s",
  run,
};
