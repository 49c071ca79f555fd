/**
 * From `npm start` to a usable console, on a machine that is set up: until the address is printed, and until the
 * page, the session, the region's snapshot and the first event of its stream were served there. A first start, not
 * timed, does whatever set-up is needed and makes the world; then the same is started again, several times.
 */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { atMost, figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";

const root = join(import.meta.dirname, "..");
const starts = sized(5, 1);
const goalSeconds = 3;

interface Boot {
  readonly printedSeconds: number;
  readonly usableSeconds: number;
  readonly stoppedSeconds: number;
}

async function bootOnce(directory: string): Promise<Boot> {
  const startedAt = performance.now();
  const since = (from: number) => (performance.now() - from) / 1000;
  const child = spawn("npm", ["start", "--", "--port", "0", "--data", directory], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-4_000)));
  try {
    const origin = await readAddress(child);
    const printedSeconds = since(startedAt);
    await useConsole(origin);
    const usableSeconds = since(startedAt);
    const stoppingAt = performance.now();
    await stop(child);
    return { printedSeconds, usableSeconds, stoppedSeconds: since(stoppingAt) };
  } catch (error) {
    await stop(child);
    throw new Error(`npm start did not come up; its last words:\n${errors}`, { cause: error });
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  process.kill(-child.pid, "SIGTERM");
  await once(child, "exit");
}

async function readAddress(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^(http:\/\/127\.0\.0\.1:\d+)\/$/.exec(line.trim());
    if (address !== null) return address[1];
  }
  throw new Error("it ended before it printed an address");
}

/** What a browser asks for until it can show the room. */
async function useConsole(origin: string): Promise<void> {
  const page = await fetch(`${origin}/`);
  if (!page.ok) throw new Error(`the page answered ${page.status}`);
  const scripts = [...(await page.text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
    ([, path]) => path,
  );
  await Promise.all(scripts.map(async (path) => (await fetch(origin + path)).arrayBuffer()));
  const session = await fetch(`${origin}/api/session`);
  const { regions } = (await session.json()) as { regions: { id: string }[] };
  const headers = { cookie: session.headers.get("set-cookie")?.split(";", 1)[0] ?? "" };
  const base = `${origin}/api/regions/${regions[0].id}`;
  const snapshot = await fetch(`${base}/snapshot`, { headers });
  if (!snapshot.ok) throw new Error(`the snapshot answered ${snapshot.status}`);
  await snapshot.arrayBuffer();
  const after = snapshot.headers.get("muster-position") ?? "0";
  const controller = new AbortController();
  const stream = await fetch(`${base}/stream?after=${after}`, {
    headers,
    signal: controller.signal,
  });
  await stream.body?.getReader().read();
  controller.abort();
}

async function run({ say }: BenchOptions): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), "muster-boot-"));
  try {
    say("first start: set-up and a new world, not timed");
    await bootOnce(directory);
    const boots: Boot[] = [];
    for (let start = 1; start <= starts; start += 1) {
      const boot = await bootOnce(directory);
      say(
        `start ${start}: printed after ${boot.printedSeconds.toFixed(2)} s, usable after ${boot.usableSeconds.toFixed(2)} s`,
      );
      boots.push(boot);
    }
    const sorted = boots.toSorted((a, b) => a.usableSeconds - b.usableSeconds);
    const median = sorted[Math.floor(starts / 2)];
    return [
      figure("address printed, median", median.printedSeconds, "s"),
      atMost("first usable console, median", median.usableSeconds, "s", goalSeconds),
      figure("first usable console, slowest", sorted[starts - 1].usableSeconds, "s"),
      figure("clean stop, median", median.stoppedSeconds, "s"),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export const bench: Bench = {
  name: "boot",
  about: "npm start on a machine that is set up to the first usable console: <= 3 s",
  run,
};
