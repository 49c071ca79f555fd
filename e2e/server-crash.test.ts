/**
 * The whole server killed with SIGKILL under load, again and again, on one store: `muster serve` as people run it, with
 * clients that hand in commands through HTTP. After each restart, without any act of an operator, every command that
 * was answered is in the log with the position it was answered with, none is there twice, and the commands that were
 * in doubt go through when they are sent again with the same id.
 */

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { RandomStream } from "../src/base/random.ts";
import { roomConfig } from "../src/testing/control-room.ts";

const kills = 12;
const clients = 8;
const program = join(import.meta.dirname, "..", "src", "cli", "main.ts");

interface Server {
  readonly process: ChildProcess;
  readonly origin: string;
  readonly headers: Record<string, string>;
}

async function start(directory: string): Promise<Server> {
  const child = spawn(
    process.execPath,
    [program, "serve", "--config", join(directory, "muster.yaml")],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("http://")) continue;
    const origin = line.replace(/\/$/, "");
    const session = await fetch(`${origin}/api/session`);
    const { csrf } = (await session.json()) as { csrf: string };
    const cookie = session.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
    return {
      process: child,
      origin,
      headers: { cookie, "x-muster-csrf": csrf, "content-type": "application/json" },
    };
  }
  throw new Error("muster serve ended before it was ready");
}

async function send(
  server: Server,
  id: string,
): Promise<{ position: number; replayed?: true } | undefined> {
  const command = {
    type: "contact.receive",
    channel: "call",
    callerNumber: "01632 960001",
    words: id,
  };
  try {
    const response = await fetch(`${server.origin}/api/regions/crash/commands`, {
      method: "POST",
      headers: server.headers,
      body: JSON.stringify({ id, command }),
    });
    return response.ok ? ((await response.json()) as { position: number }) : undefined;
  } catch {
    // Killed before it answered: in doubt.
    return undefined;
  }
}

test(`${kills} SIGKILLs under load lose nothing that was answered and do nothing twice`, async () => {
  const seed = Date.now() % 1_000_000;
  const random = new RandomStream(seed, "server-crash");
  const directory = mkdtempSync(join(tmpdir(), "muster-crash-"));
  const answered = new Map<string, number>();
  const doubtful = new Set<string>();
  let next = 0;
  try {
    writeFileSync(join(directory, "region.json"), JSON.stringify({ ...roomConfig(), id: "crash" }));
    writeFileSync(
      join(directory, "muster.yaml"),
      "port: 0\ndemo: true\ndataDir: store\nregions: [{ id: crash, configFile: region.json }]\nlimits: { requestsPerSecond: 100000, requestBurst: 100000 }\n",
    );
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await start(directory);
      // Everything of the lives before, once more: the same answers, and what was in doubt goes through.
      for (const id of doubtful) {
        const answer = await send(server, id);
        assert.ok(answer !== undefined, `seed ${seed}: ${id} did not go through after the restart`);
        answered.set(id, answer.position);
      }
      doubtful.clear();
      const sample = [...answered].filter(() => random.chance(0.2)).slice(-100);
      for (const [id, position] of sample) {
        const answer = await send(server, id);
        assert.deepEqual(
          [answer?.position, answer?.replayed],
          [position, true],
          `seed ${seed}: ${id}`,
        );
      }
      const life = { isOver: false };
      const play = async () => {
        while (!life.isOver) {
          const id = `command-${(next += 1)}`;
          const answer = await send(server, id);
          if (answer === undefined) doubtful.add(id);
          else answered.set(id, answer.position);
        }
      };
      const playing = Array.from({ length: clients }, play);
      await new Promise((resolve) => setTimeout(resolve, 50 + random.below(400)));
      server.process.kill("SIGKILL");
      life.isOver = true;
      await Promise.all([...playing, once(server.process, "exit")]);
    }
    await checkLog(directory, answered, doubtful, seed);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** The log of the last life has each answered command once, at its position. */
async function checkLog(
  directory: string,
  answered: ReadonlyMap<string, number>,
  doubtful: ReadonlySet<string>,
  seed: number,
): Promise<void> {
  const server = await start(directory);
  const seen = new Map<string, number>();
  for (let after = 0; ;) {
    const response = await fetch(
      `${server.origin}/api/regions/crash/events?after=${after}&limit=1000`,
      { headers: server.headers },
    );
    const { events } = (await response.json()) as {
      events: { position: number; event: { type: string; text?: { words: string } } }[];
    };
    if (events.length === 0) break;
    for (const { position, event } of events) {
      after += 1;
      assert.equal(position, after, `seed ${seed}: a gap`);
      if (event.type !== "contact.received") continue;
      const id = event.text?.words ?? "";
      assert.ok(!seen.has(id), `seed ${seed}: ${id} is in the log twice`);
      seen.set(id, position);
    }
  }
  for (const [id, position] of answered)
    assert.equal(seen.get(id), position, `seed ${seed}: ${id}`);
  for (const id of seen.keys())
    assert.ok(answered.has(id) || doubtful.has(id), `seed ${seed}: ${id} was never sent`);
  assert.ok(answered.size > kills * 10, `only ${answered.size} commands were answered`);
  server.process.kill("SIGTERM");
  const [code] = await once(server.process, "exit");
  assert.equal(code, 0, "a clean stop");
}
