import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { DatabaseSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { recordStatusOf } from "../../testing/record/wait-for-record.ts";
import { readKeys } from "../../live/record/key-file.ts";
import { RecordLog } from "../../live/record/record-log.ts";
import { openSqliteStore } from "../../store/sqlite/engine.ts";
import { runMuster } from "../../testing/run-muster.ts";
import { TestServer, testRegion } from "../../testing/test-server.ts";

const directory = mkdtempSync(join(tmpdir(), "muster-verify-"));
after(() => rmSync(directory, { recursive: true, force: true }));
const data = join(directory, "data");
const record = join(data, "record", testRegion);
const files = join(record, "public");
const origin = `test.example/record/${testRegion}`;
/** Copies of store and record, so that each test spoils one of its own. */
function copy(name: string): string {
  const path = join(directory, name);
  cpSync(data, path, { recursive: true });
  return path;
}

async function verify(...args: string[]) {
  const ran = await runMuster(["verify", ...args]);
  return { ...ran, first: /entry (\d+), position \d+: (.*)/.exec(ran.stderr) };
}

let key = "";
let seenOverHttp = "";

describe("muster verify", () => {
  before(async () => {
    const store = await openSqliteStore({ directory: data });
    const server = await TestServer.start({
      store,
      units: 4,
      config: {
        record: {
          directory: join(data, "record"),
          origin: "test.example/record",
          everyMillis: 200,
        },
      },
    });
    const positions: number[] = [];
    for (let each = 0; each < 40; each += 1) {
      const { json } = await server.command({
        type: "contact.receive",
        channel: "call",
        callerName: `Ada ${each}`,
        words: "a fire",
      });
      positions.push(Number(json["position"]));
    }
    const erased = { position: positions[4], reason: "the caller asked for it" };
    await server.post(`/api/regions/${testRegion}/record/erase`, erased, "administrator");
    const status = await recordStatusOf(server);
    key = status.keys[0] ?? "";
    const address = `${server.origin}/record/${testRegion}`;
    const ran = await verify(
      address,
      "--key",
      key,
      "--event",
      "3",
      "--proof",
      join(directory, "proof"),
    );
    seenOverHttp = ran.stdout + ran.stderr;
    await server.stop();
  });

  test("finds nothing wrong over HTTP, in a folder and against the store, and proves an event", async () => {
    assert.match(seenOverHttp, /nothing is wrong/);
    assert.match(seenOverHttp, /entry of position 3: \{"at":/);
    assert.match(
      readFileSync(join(directory, "proof"), "utf8"),
      /^c2sp\.org\/tlog-proof@v1\nextra [\w+/=]+\nindex 2\n/,
    );
    const { stdout, stderr, code } = await verify(
      files,
      "--key",
      key,
      "--store",
      data,
      "--region",
      testRegion,
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /every row of the store is as recorded; 0 are not signed for yet/);
    assert.doesNotMatch(stdout + stderr, /Ada/);
    const database = new DatabaseSync(join(data, "muster.db"), { readOnly: true });
    const texts = database.prepare("SELECT texts FROM private_runs").all();
    database.close();
    const all = texts.map((row) => Buffer.from(row["texts"] as Uint8Array).toString()).join();
    assert.equal(all.split("a fire").length - 1, 39, "the words of one call were erased");
  });

  test("names the entry of a row that an administrator edited, and of one that was deleted", async () => {
    const spoilt = copy("edited");
    const database = new DatabaseSync(join(spoilt, "muster.db"));
    const rows = database.prepare("SELECT id, lengths, facts FROM event_runs ORDER BY id").all();
    const row = rows.find(({ facts }) =>
      Buffer.from(facts as Uint8Array).includes("contact.received"),
    );
    const facts = Buffer.from(row?.["facts"] as Uint8Array);
    const changed = Buffer.from(facts.toString().replace('"channel":"call"', '"channel":"text"'));
    const lengths = row?.["lengths"] as Uint8Array;
    // As somebody who knows the store would do it: with a checksum that fits.
    database
      .prepare("UPDATE event_runs SET facts = ?, crc = ? WHERE id = ?")
      .run(changed, crc32(changed, crc32(lengths)), row?.["id"] as number);
    const position = Number(row?.["id"]) % 2 ** 40;
    const last = Number(rows.at(-1)?.["id"]);
    database.prepare("DELETE FROM event_runs WHERE id = ?").run(last);
    database.close();
    const { code, first, stderr } = await verify(
      files,
      "--key",
      key,
      "--store",
      spoilt,
      "--region",
      testRegion,
      "--record",
      record,
    );
    assert.equal(code, 1);
    assert.equal(first?.[1], String(position - 1));
    assert.match(first?.[2] ?? "", /operation\) was changed: its private facts differ/);
    assert.match(stderr, new RegExp(`position ${last % 2 ** 40} .* is missing in the store`));
  });

  test("says so where words were changed or taken away without an erasure", async () => {
    const spoilt = copy("words");
    const database = new DatabaseSync(join(spoilt, "muster.db"));
    const row = database
      .prepare("SELECT id, lengths, texts FROM private_runs ORDER BY id LIMIT 1")
      .get();
    const texts = Buffer.from(
      Buffer.from(row?.["texts"] as Uint8Array)
        .toString()
        .replace("fire", "joke"),
    );
    database
      .prepare("UPDATE private_runs SET texts = ? WHERE id = ?")
      .run(texts, row?.["id"] as number);
    database.prepare("DELETE FROM private_runs WHERE id > ?").run(row?.["id"] as number);
    database.close();
    const { stderr } = await verify(
      files,
      "--key",
      key,
      "--store",
      spoilt,
      "--region",
      testRegion,
      "--record",
      record,
    );
    assert.match(stderr, /its text differs/);
    assert.match(stderr, /its text is missing and was not erased/);
    assert.doesNotMatch(stderr, /joke|Ada/);
  });

  test("refuses a copy with another history, by a checkpoint that was remembered", async () => {
    const remembered = join(directory, "remembered");
    const good = await verify(files, "--key", key, "--remember", remembered);
    assert.equal(good.code, 0, good.stderr);
    assert.equal(readFileSync(remembered, "utf8"), readFileSync(join(files, "checkpoint"), "utf8"));
    // Another log with the very same key: the server's own, lying.
    const forked = join(directory, "forked");
    cpSync(record, forked, { recursive: true });
    rmSync(join(forked, "record.db"));
    for (const suffix of ["-wal", "-shm"])
      rmSync(join(forked, `record.db${suffix}`), { force: true });
    rmSync(join(forked, "public"), { recursive: true });
    const source = new RecordLog({ directory: record, origin, history: "x" });
    const log = new RecordLog({ directory: forked, origin, history: "x" });
    const rows = Array.from(
      { length: source.size },
      (_, index) => source.findRow(index) ?? assert.fail(),
    );
    const text = Buffer.from(rows[20]?.entry ?? [])
      .toString()
      .replace(/"facts":"(.)/, (_, first) => `"facts":"${first === "A" ? "B" : "A"}`);
    log.append(rows.with(20, { entry: Buffer.from(text), factsSalt: null, textSalt: null }));
    log.publish();
    log.close();
    source.close();
    assert.deepEqual(readKeys(forked, origin).length, 1);
    const honest = await verify(join(forked, "public"), "--key", key);
    assert.equal(honest.code, 0, "by itself it is a log like any other");
    const { code, stderr } = await verify(
      join(forked, "public"),
      "--key",
      key,
      "--since",
      remembered,
    );
    assert.equal(code, 1);
    assert.match(stderr, /does not go on from the remembered checkpoint/);
  });

  test("names the first bad entry of files that were tampered with", async () => {
    const spoilt = join(copy("files"), "record", testRegion, "public");
    const { size } = JSON.parse((await verify(spoilt, "--key", key, "--json")).stdout) as {
      size: number;
    };
    const bundle = join(spoilt, `tile/entries/000.p/${size}`);
    const bytes = readFileSync(bundle);
    const at = bytes.indexOf('"contact":7');
    bytes[at + 10] = "8".charCodeAt(0);
    writeFileSync(bundle, bytes);
    const { code, first } = await verify(spoilt, "--key", key);
    assert.equal(code, 1);
    assert.match(first?.[2] ?? "", /its hash is not the one in its tile/);
  });

  test("needs a key from somewhere else, and says what it can not read", async () => {
    assert.match((await verify(files)).stderr, /Give --key or --policy/);
    assert.match((await verify(files, "--key", "nonsense")).stderr, /cli\.asked-wrongly/);
    assert.match(
      (await verify(join(directory, "nothing"), "--key", key)).stderr,
      /record\.unreachable/,
    );
    const other = key.replace(/^test/, "tesu");
    assert.match((await verify(files, "--key", other)).stderr, /key id/);
    assert.match((await verify(files, "--key", key, "--event", "0")).stderr, /--event/);
  });
});
