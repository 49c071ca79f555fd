import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { readEntry } from "../../record/entry/entry.ts";
import { MemoryStore } from "../../store/memory.ts";
import { recordStatusOf } from "../../testing/record/wait-for-record.ts";
import { TestServer, testRegion, withServer } from "../../testing/test-server.ts";
import { makeKey, readKeys, writeKeys } from "./key-file.ts";
import { RecordDatabase } from "./record-database.ts";

const root = mkdtempSync(join(tmpdir(), "muster-keeper-"));
after(() => rmSync(root, { recursive: true, force: true }));
const origin = "room.example/record";

function configOf(name: string) {
  return { record: { directory: join(root, name), origin, everyMillis: 200 } };
}

const call = { type: "contact.receive", channel: "call", callerName: "Zoë", words: "a fire" };

describe("a server's record", () => {
  test("has an entry for each event, none of which shows who or what was said, and a national log over it", async () => {
    await withServer({ units: 3, config: configOf("all") }, async (server) => {
      await server.command(call);
      const { signed, origin: name, keys } = await recordStatusOf(server);
      assert.equal(name, `${origin}/${testRegion}`);
      assert.equal(signed, server.region.durablePosition);
      assert.ok(keys[0]?.startsWith(`${name}+`));
      const answer = await server.request(`/record/${testRegion}/checkpoint`);
      assert.equal(answer.headers.get("cache-control"), "public, max-age=1");
      assert.ok(answer.text.startsWith(`${name}\n${signed}\n`));
      const bundle = await fetch(
        `${server.origin}/record/${testRegion}/tile/entries/000.p/${signed}`,
      );
      assert.equal(bundle.headers.get("content-encoding"), "gzip");
      const text = await bundle.text();
      assert.equal(text.split('"v":1}').length - 1, signed);
      for (const secret of ["Zoë", "a fire", '"U0"', "supervisor", "latE7"])
        assert.ok(!text.includes(secret), secret);
      const proof = await server.request(`/record/${testRegion}/proof/${signed}`);
      assert.ok(proof.text.startsWith("c2sp.org/tlog-proof@v1\nextra "));
      const { code } = (await server.request(`/record/${testRegion}/proof/${signed + 1}`)).json;
      assert.equal(code, "record.no-proof");
      for (const path of [
        "tile/0/000",
        "tile/0/0",
        "tile/64/000",
        "tile/..%2f/keys",
        "tile/0/..%2F..",
        "keys",
      ]) {
        const wrong = await server.request(`/record/${testRegion}/${path}`);
        assert.ok(wrong.status === 404 || wrong.status === 422, `${path}: ${wrong.status}`);
      }
      assert.equal((await server.request("/record/other/checkpoint")).json.code, "record.none");
      for (const until = Date.now() + 60_000; ; await sleep(20)) {
        const national = await server.request("/record/_national/checkpoint");
        if (national.status === 200) break;
        assert.ok(Date.now() < until, "no national log");
      }
    });
  });

  test("erases the words of an event and their salt, which the log says, and goes on proving", async () => {
    const store = new MemoryStore();
    await withServer({ units: 1, store, config: configOf("erase") }, async (server) => {
      const { position } = (await server.command(call)).json as unknown as { position: number };
      await recordStatusOf(server);
      const path = `/api/regions/${testRegion}/record/erase`;
      const body = { position, reason: "the caller asked for it" };
      assert.equal((await server.post(path, body, "supervisor")).status, 403);
      assert.equal(
        (await server.post(path, { ...body, position: 10_000 }, "administrator")).status,
        422,
      );
      const done = await server.post(path, body, "administrator");
      assert.equal(done.status, 200, done.text);
      await recordStatusOf(server);
      const [record] = await store.read(testRegion, position - 1, 1);
      assert.equal(record?.privateText, null);
      assert.ok(record.facts.includes("contact.received"));
      const database = new RecordDatabase(join(root, "erase", testRegion), { readOnly: true });
      const row = database.findRow(position - 1) ?? assert.fail();
      assert.equal(row.textSalt, null);
      assert.ok(row.factsSalt);
      assert.ok(readEntry(row.entry).value?.hashes.text);
      const { position: said } = done.json as unknown as { position: number };
      const entry = readEntry((database.findRow(said - 1) ?? assert.fail()).entry).value;
      assert.equal(entry?.type, "record.text-erased");
      assert.deepEqual(entry.facts, { position });
      database.close();
      assert.equal((await server.request(`/record/${testRegion}/proof/${position}`)).status, 200);
    });
  });

  test("names new keys in the log, and none at the first start", async () => {
    const store = new MemoryStore();
    const directory = join(root, "keys", testRegion);
    const run = async (): Promise<string[]> => {
      const server = await TestServer.start({ store, config: configOf("keys") });
      await server.command(call);
      await recordStatusOf(server);
      await server.running.close();
      const records = await store.read(testRegion, 0, 1_000);
      return records
        .filter(({ facts }) => facts.includes("record.keys-set"))
        .map(({ facts }) => facts);
    };
    assert.deepEqual(await run(), []);
    assert.deepEqual(await run(), []);
    const name = `${origin}/${testRegion}`;
    const newer = makeKey(name);
    writeKeys(directory, [newer, ...readKeys(directory, name)]);
    const told = await run();
    assert.equal(told.length, 1);
    assert.equal((JSON.parse(told[0] ?? "") as { keys: string[] }).keys.length, 2);
    assert.equal((await run()).length, 1);
    const note = readFileSync(join(directory, "public", "checkpoint"), "utf8");
    assert.equal(note.split("\n— ").length - 1, 2);
  });

  test("can fail, and commands go on; what is wrong is said, and it catches up by itself", async () => {
    const directory = join(root, "fails");
    mkdirSync(directory);
    // Where the region's folder should be there is a file.
    writeFileSync(join(directory, testRegion), "in the way");
    await withServer({ units: 1, config: configOf("fails") }, async (server) => {
      assert.equal((await server.command(call)).status, 200);
      for (const until = Date.now() + 60_000; ; await sleep(20)) {
        const { json } = await server.get(`/api/regions/${testRegion}/record`);
        const view = json as unknown as { fault: { code: string } | null; behind: number };
        if (view.fault !== null) {
          assert.equal(view.fault.code, "record.unwritten");
          assert.ok(view.behind > 0);
          break;
        }
        assert.ok(Date.now() < until);
      }
      const ready = await server.request("/api/ready");
      assert.equal(ready.status, 200);
      assert.match(ready.text, /the record is behind by \d+ \(record\.unwritten\)/);
      assert.equal((await server.command(call)).status, 200);
      rmSync(join(directory, testRegion));
      const { signed } = await recordStatusOf(server);
      assert.equal(signed, server.region.durablePosition);
    });
  });

  test("signs nothing where the store has fewer events than were signed", async () => {
    await withServer({ units: 2, config: configOf("behind") }, async (server) => {
      await server.command(call);
      await recordStatusOf(server);
    });
    const checkpoint = join(root, "behind", testRegion, "public", "checkpoint");
    const signed = readFileSync(checkpoint, "utf8");
    await withServer({ config: configOf("behind") }, async (server) => {
      for (const until = Date.now() + 60_000; ; await sleep(20)) {
        const status = server.running.context.record?.statusOf(testRegion);
        if (status?.fault?.code === "record.store-behind") break;
        assert.ok(Date.now() < until, status?.fault?.code ?? "no fault");
      }
      assert.equal(readFileSync(checkpoint, "utf8"), signed);
    });
  });

  test("is not kept where there is no place for it", async () => {
    await withServer({}, async (server) => {
      assert.equal(
        (await server.get(`/api/regions/${testRegion}/record`)).json.code,
        "record.none",
      );
      assert.equal((await server.request(`/record/${testRegion}/checkpoint`)).status, 404);
    });
    await withServer(
      { config: { record: { directory: join(root, "off"), everyMillis: 0 } } },
      async () => {
        assert.equal(existsSync(join(root, "off")), false);
      },
    );
  });
});
