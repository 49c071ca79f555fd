/**
 * The proof of the record, with the programs as people run them: a server that keeps a record, a witness beside it, and `muster
 * verify` on what an outsider has. An administrator edits one row of the database and deletes another: verify names the first
 * bad entry. A second copy with another history fails against the checkpoint that the witness has cosigned. Words that were
 * erased are gone and everything still verifies. And calls that nobody answered are in the published figures.
 */

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { RecordLog } from "../src/live/record/record-log.ts";
import { roomConfig } from "../src/testing/control-room.ts";
import { runMuster } from "../src/testing/run-muster.ts";

const program = join(import.meta.dirname, "..", "src", "cli", "main.ts");
const region = "proof";
const origin = `proof.example/record/${region}`;
/** Of each fate, so that rounding to five hides nothing of it. */
const calls = 10;
const longMillis = 120_000;
/** An hour of the room is 36 seconds. */
const speed = 100;

interface Running {
  readonly child: ChildProcess;
  readonly lines: string[];
}

async function start(args: readonly string[], ready: RegExp): Promise<Running> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (ready.test(line)) return { child, lines };
  }
  throw new Error(`muster ${args[0]} ended before it was ready: ${lines.join("\n")}`);
}

async function stop({ child }: Running): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

async function waitFor<Value>(
  what: string,
  look: () => Promise<Value | undefined>,
): Promise<Value> {
  for (const until = Date.now() + longMillis; ; await sleep(100)) {
    const seen = await look();
    if (seen !== undefined) return seen;
    assert.ok(Date.now() < until, `${what} did not come`);
  }
}

class Room {
  readonly address: string;
  readonly #headers: Record<string, string>;

  private constructor(address: string, headers: Record<string, string>) {
    this.address = address;
    this.#headers = headers;
  }

  static async open(address: string, role: string): Promise<Room> {
    const session = await fetch(`${address}/api/session/demo`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: address },
      body: JSON.stringify({ role }),
    });
    const { csrf } = (await session.json()) as { csrf: string };
    const cookie = session.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
    return new Room(address, { cookie, "x-muster-csrf": csrf, "content-type": "application/json" });
  }

  async post(path: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.address}/api/regions/${region}/${path}`, {
      method: "POST",
      headers: this.#headers,
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    assert.ok(response.ok, JSON.stringify(answer));
    return answer;
  }

  command(command: object): Promise<Record<string, unknown>> {
    return this.post("commands", { id: crypto.randomUUID(), command });
  }

  async read(path: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.address}${path}`, { headers: this.#headers });
    return (await response.json()) as Record<string, unknown>;
  }
}

/** All calls shall come in one period: where its end is near, the next one is waited for. */
async function awayFromTheHour(startedAt: number): Promise<void> {
  const hour = 3_600_000;
  const world = startedAt + speed * (Date.now() - startedAt);
  const left = hour - (world % hour);
  if (left < hour / 3) await sleep((left + hour / 20) / speed);
}

/** Ten calls that are answered, ten that are abandoned, ten that nobody takes; answers the position of the first. */
async function receiveCalls(room: Room): Promise<number> {
  let first = 0;
  for (let call = 1; call <= 3 * calls; call += 1) {
    const { position } = await room.command({
      type: "contact.receive",
      channel: "call",
      callerName: `Ada Peregrine ${call}`,
      words: "a fire",
    });
    if (first === 0) first = Number(position);
    const kind = call % 3;
    if (kind === 0) await room.command({ type: "contact.answer", contact: call });
    if (kind === 1) await room.command({ type: "contact.abandon", contact: call });
  }
  return first;
}

/** As somebody does it who knows the store: one row changed with a checksum that fits, another one gone. */
function spoil(directory: string): { readonly edited: number; readonly deleted: number } {
  const database = new DatabaseSync(join(directory, "muster.db"));
  const rows = database.prepare("SELECT id, lengths, facts FROM event_runs ORDER BY id").all();
  const row = rows.find(({ facts }) =>
    Buffer.from(facts as Uint8Array).includes('"contact.received"'),
  );
  const facts = Buffer.from(row?.["facts"] as Uint8Array);
  const changed = Buffer.from(facts.toString().replace('"channel":"call"', '"channel":"text"'));
  database
    .prepare("UPDATE event_runs SET facts = ?, crc = ? WHERE id = ?")
    .run(changed, crc32(changed, crc32(row?.["lengths"] as Uint8Array)), row?.["id"] as number);
  const last = Number(rows.at(-1)?.["id"]);
  database.prepare("DELETE FROM event_runs WHERE id = ?").run(last);
  database.close();
  const positionOf = (id: number): number => id % 2 ** 40;
  return { edited: positionOf(Number(row?.["id"])), deleted: positionOf(last) };
}

/** The same log with one entry that says something else, signed by the very same key: the server's own, lying. */
function fork(record: string, path: string): void {
  cpSync(join(record, "keys"), join(path, "keys"), { recursive: true });
  const source = new RecordLog({ directory: record, origin, history: "x" });
  const log = new RecordLog({ directory: path, origin, history: "x" });
  const rows = Array.from(
    { length: source.size },
    (_, index) => source.findRow(index) ?? assert.fail(),
  );
  const text = Buffer.from(rows[4]?.entry ?? [])
    .toString()
    .replace(/"facts":"(.)/, (_, first) => `"facts":"${first === "A" ? "B" : "A"}`);
  log.append(rows.with(4, { entry: Buffer.from(text), factsSalt: null, textSalt: null }));
  log.publish();
  log.close();
  source.close();
}

/** Of the published period in which the calls came. */
async function readFates(room: Room): Promise<Map<string, unknown> | undefined> {
  const { periods } = (await room.read(`/public/${region}/figures.json`)) as {
    periods: { figures: { metric: string; part: string; value: unknown }[] }[];
  };
  // A period before the calls, or after them, may be published, too, and says "<5" of everything.
  const figures = periods
    .map((period) => period.figures)
    .find((each) => each.some(({ metric, value }) => metric === "contacts" && Number(value) > 0));
  if (figures === undefined) return undefined;
  return new Map(
    figures
      .filter(({ metric }) => metric === "contacts by fate")
      .map(({ part, value }) => [part, value]),
  );
}

test("an outsider finds the edited and the deleted row and the forked copy; what was erased still verifies; unanswered calls are counted", async () => {
  const directory = mkdtempSync(join(tmpdir(), "muster-record-proof-"));
  const running: Running[] = [];
  try {
    const data = join(directory, "store");
    const record = join(data, "record", region);
    // The key is there before the server, so that the witness can know it.
    const made = new RecordLog({ directory: record, origin, history: "-" });
    const key = made.keys[0] ?? "";
    made.close();
    const witness = await start(
      [
        "witness",
        "--name",
        "w.example/1",
        "--log",
        key,
        "--data",
        join(directory, "w"),
        "--port",
        "0",
      ],
      /^http:\/\//,
    );
    running.push(witness);
    const witnessUrl = (witness.lines.at(-1) ?? "").replace(/\/$/, "");
    const witnessKey = witness.lines.find((line) => line.startsWith("w.example/1+")) ?? "";
    writeFileSync(join(directory, "policy"), `log ${key}\nwitness w ${witnessKey}\nquorum w\n`);
    writeFileSync(join(directory, "region.json"), JSON.stringify({ ...roomConfig(), id: region }));
    const config = {
      port: 0,
      demo: true,
      dataDir: "store",
      clock: { speed },
      regions: [{ id: region, configFile: "region.json" }],
      public: { periodHours: 1, delayMinutes: 0 },
      record: {
        origin: "proof.example/record",
        everyMillis: 200,
        witnesses: [{ key: witnessKey, url: witnessUrl }],
        requiredWitnesses: 1,
      },
    };
    writeFileSync(join(directory, "muster.json"), JSON.stringify(config));
    const startedAt = Date.now();
    const server = await start(["serve", "--config", join(directory, "muster.json")], /^http:\/\//);
    running.push(server);
    const address = (server.lines.at(-1) ?? "").replace(/\/$/, "");
    const room = await Room.open(address, "supervisor");
    const administrator = await Room.open(address, "administrator");
    await awayFromTheHour(startedAt);
    const first = await receiveCalls(room);
    await administrator.post("record/erase", {
      position: first,
      reason: "the caller asked for it",
    });
    const fates = await waitFor("a published period", () => readFates(room));
    assert.equal(fates.get("abandoned"), calls);
    assert.equal(fates.get("answered"), calls);
    assert.equal(fates.get("unanswered at the end"), calls);
    await waitFor("a cosignature", async () => {
      const { behind, witnessed, signed } = await room.read(`/api/regions/${region}/record`);
      return behind === 0 && witnessed === signed ? true : undefined;
    });

    // From outside, with a policy that asks for the witness.
    const seen = join(directory, "seen");
    const policy = ["--policy", join(directory, "policy")];
    const outside = await runMuster([
      "verify",
      `${room.address}/record/${region}`,
      ...policy,
      "--remember",
      seen,
    ]);
    assert.equal(outside.code, 0, outside.stderr);
    assert.match(outside.stdout, /cosigned by w\.example\/1/);
    await stop(server);
    running.pop();

    const against = (store: string): string[] => ["--store", store, "--region", region, "--record", record]; // prettier-ignore
    const files = join(record, "public");
    const kept = await runMuster(["verify", files, "--key", key, ...against(data)]);
    assert.equal(kept.code, 0, kept.stderr);
    assert.match(kept.stdout, /every row of the store is as recorded/);
    // The words of the first call are nowhere in the database; those of the second are.
    const bytes = ["muster.db", "muster.db-wal"]
      .map((name) => join(data, name))
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path));
    const isKept = (name: string): boolean => bytes.some((each) => each.includes(`${name}"`));
    assert.deepEqual([isKept("Ada Peregrine 1"), isKept("Ada Peregrine 2")], [false, true]);

    const spoilt = join(directory, "spoilt");
    cpSync(data, spoilt, { recursive: true });
    const { edited, deleted } = spoil(spoilt);
    const caught = await runMuster(["verify", files, "--key", key, ...against(spoilt)]);
    assert.equal(caught.code, 1);
    const [, index, why] = /entry (\d+), position \d+: (.*)/.exec(caught.stderr) ?? [];
    assert.equal(index, String(edited - 1), caught.stderr);
    assert.match(why ?? "", /was changed: its private facts differ/);
    assert.match(caught.stderr, new RegExp(`position ${deleted} .* is missing in the store`));

    fork(record, join(directory, "fork"));
    const forked = join(directory, "fork", "public");
    assert.equal((await runMuster(["verify", forked, "--key", key])).code, 0);
    const refused = await runMuster(["verify", forked, "--key", key, "--since", seen]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /does not go on from the remembered checkpoint/);
    const uncosigned = await runMuster(["verify", forked, ...policy]);
    assert.equal(uncosigned.code, 1);
    assert.match(uncosigned.stderr, /Cosigned by 0 of 1 witnesses/);
    // Nor would the witness cosign it: it remembers the other history.
    const checkpoint = readFileSync(join(forked, "checkpoint"), "utf8");
    const size = checkpoint.split("\n", 2)[1];
    const asked = await fetch(`${witnessUrl}/add-checkpoint`, {
      method: "POST",
      body: `old ${size}\n\n${checkpoint}`,
    });
    assert.equal(asked.status, 409, await asked.text());
  } finally {
    for (const each of running) await stop(each);
    rmSync(directory, { recursive: true, force: true });
  }
});
