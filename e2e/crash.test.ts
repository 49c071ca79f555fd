/**
 * The promise "answered only when durable", by killing: writers under load are killed with SIGKILL at random moments,
 * also while they open, one after another on the same data directory. MUSTER_CRASH_SEED repeats a run's moments as
 * far as the machine's timing allows; MUSTER_CRASH_KILLS asks for more.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import { bundleWriter } from "./bundle-writer.ts";
import { checkCrashedStore, type Acknowledged } from "./crash-model.ts";

const kills = Number(process.env.MUSTER_CRASH_KILLS ?? 200);
const seed = Number(process.env.MUSTER_CRASH_SEED ?? Date.now() % 1_000_000);
const directories = 2;
const killsBetweenChecks = 20;

/** Runs one writer and kills it; returns what it had acknowledged. */
async function runAndKill(
  writer: string,
  directory: string,
  prefix: string,
  childSeed: number,
): Promise<Acknowledged[]> {
  const acknowledgedPath = `${directory}-acknowledged-${prefix}`;
  const args = [writer, directory, acknowledgedPath, prefix, String(childSeed)];
  const env = { ...process.env, NODE_COMPILE_CACHE: `${directory}-compiled` };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env });
  const closed = once(child, "close");
  // Every fifth is killed while it starts and opens, the others up to 90 ms into their load.
  const early = childSeed % 5 === 0;
  if (!early) await Promise.race([once(child.stdout, "data"), closed]);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * (early ? 250 : 90)));
  child.kill("SIGKILL");
  const [, signal] = (await closed) as [number | null, string | null];
  assert.equal(signal, "SIGKILL", `the writer ended by itself, seed ${childSeed}`);
  return readAcknowledged(acknowledgedPath);
}

/** The last line may be cut off; what was not written whole was not acknowledged. */
function readAcknowledged(path: string): Acknowledged[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  rmSync(path);
  return lines.map((line) => {
    const [region, command, first, last] = line.split(" ");
    return { region, command, first: Number(first), last: Number(last) };
  });
}

async function crashAgainAndAgain(
  writer: string,
  lane: number,
): Promise<{ acknowledged: number; commands: number }> {
  const directory = mkdtempSync(join(tmpdir(), "muster-crash-"));
  const acknowledged: Acknowledged[] = [];
  let commands = 0;
  try {
    for (let round = 1; round <= kills / directories; round += 1) {
      const prefix = `${lane}-${round}`;
      acknowledged.push(
        ...(await runAndKill(writer, directory, prefix, seed + lane * 10_000 + round)),
      );
      if (round % killsBetweenChecks !== 0 && round < kills / directories) continue;
      const store = await openSqliteStore({ directory });
      commands = await checkCrashedStore(store, acknowledged);
      await store.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
    rmSync(`${directory}-compiled`, { recursive: true, force: true });
  }
  return { acknowledged: acknowledged.length, commands };
}

test(`${kills} kills under load: every acknowledged command is in the log, once`, async (t) => {
  t.diagnostic(`seed ${seed}`);
  const folder = mkdtempSync(join(tmpdir(), "muster-crash-writer-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const writer = await bundleWriter(folder);
  const results = await Promise.all(
    Array.from({ length: directories }, (_, lane) => crashAgainAndAgain(writer, lane)),
  );
  for (const { acknowledged, commands } of results) {
    assert.ok(acknowledged > kills, `the writers were under load: ${acknowledged} acknowledged`);
    assert.ok(commands >= acknowledged);
    t.diagnostic(`${acknowledged} acknowledged, ${commands} in the log`);
  }
});
