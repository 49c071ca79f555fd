import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { readVerifierKey, writeVerifierKey } from "../../record/note/keys.ts";
import { readCosignature, writeAddCheckpoint } from "../../record/witness/add-checkpoint.ts";
import { readKeys } from "../../live/record/key-file.ts";
import { sha256, testCrypto } from "../../testing/record/crypto.ts";
import { makeLogKey, signCheckpoint } from "../../testing/record/keys.ts";
import { plainRoot } from "../../testing/record/plain-tree.ts";
import { recordStatusOf } from "../../testing/record/wait-for-record.ts";
import {
  postCheckpoint as post,
  startWitness,
  stopWitness as stop,
} from "../../testing/record/witness-process.ts";
import { runMuster } from "../../testing/run-muster.ts";
import { testRegion, withServer } from "../../testing/test-server.ts";
import { RecordLog } from "../../live/record/record-log.ts";

const directory = mkdtempSync(join(tmpdir(), "muster-witness-"));
after(() => rmSync(directory, { recursive: true, force: true }));

describe("muster witness", () => {
  test("remembers what it cosigned through a kill, and answers other requests as HTTP does", async () => {
    const log = makeLogKey("log.example/a");
    const entries = [Buffer.from("a"), Buffer.from("b")];
    const bodyOf = (oldSize: bigint, size: number, proof: Uint8Array[] = []) => {
      const root = Buffer.from(plainRoot(entries.slice(0, size)), "hex");
      return writeAddCheckpoint({ oldSize, proof, note: signCheckpoint(log, size, root) });
    };
    const data = join(directory, "kill");
    let witness = await startWitness(data, writeVerifierKey(log));
    const first = await post(witness.url, bodyOf(0n, 1));
    assert.equal(first.status, 200, first.text);
    assert.match(first.text, /^— w\.example\/1 [A-Za-z0-9+/]+=*\n$/);
    await stop(witness, "SIGKILL");
    const { key } = witness;
    witness = await startWitness(data, writeVerifierKey(log));
    assert.equal(witness.key, key);
    const conflict = await post(witness.url, bodyOf(0n, 2));
    assert.deepEqual(conflict, { status: 409, type: "text/x.tlog.size", text: "1\n" });
    assert.equal((await fetch(`${witness.url}/add-checkpoint`)).status, 405);
    assert.equal((await fetch(`${witness.url}/else`, { method: "POST" })).status, 404);
    assert.equal((await post(witness.url, "x".repeat(2 ** 21))).status, 413);
    await stop(witness);
  });

  test("cosigns with ML-DSA-44 beside Ed25519 where it is asked to, under a key of its own that it keeps", async () => {
    const log = makeLogKey("log.example/a");
    const data = join(directory, "pq");
    const note = signCheckpoint(log, 1, Buffer.from(plainRoot([Buffer.from("a")]), "hex"));
    const text = note.slice(0, note.indexOf("\n\n") + 1);
    let witness = await startWitness(data, writeVerifierKey(log), ["--ml-dsa"]);
    const { keys } = witness;
    assert.equal(keys.length, 2);
    const answer = await post(witness.url, writeAddCheckpoint({ oldSize: 0n, proof: [], note }));
    assert.equal(answer.status, 200, answer.text);
    for (const vkey of keys) {
      const key = readVerifierKey(sha256, vkey).value ?? assert.fail();
      assert.equal(readCosignature(testCrypto, key, text, answer.text).fault, undefined, vkey);
    }
    await stop(witness);
    witness = await startWitness(data, writeVerifierKey(log), ["--ml-dsa"]);
    assert.deepEqual(witness.keys, keys);
    await stop(witness);
  });

  test("cosigns a server's record, is missed while it is away, and is asked for by a policy", async () => {
    const record = join(directory, "record");
    const origin = `room.example/record/${testRegion}`;
    // The key is there before the server, so that the witness can know it.
    const made = new RecordLog({ directory: join(record, testRegion), origin, history: "-" });
    const logKey = made.keys[0] ?? "";
    made.close();
    const witness = await startWitness(join(directory, "cosign"), logKey);
    const config = {
      record: {
        directory: record,
        origin: "room.example/record",
        everyMillis: 200,
        witnesses: [{ key: witness.key, url: witness.url }],
        requiredWitnesses: 1,
      },
    };
    await withServer({ units: 2, config }, async (server) => {
      const wait = async (isThere: () => Promise<boolean>): Promise<void> => {
        for (const until = Date.now() + 60_000; !(await isThere()); await sleep(50))
          assert.ok(Date.now() < until, JSON.stringify(await recordStatusOf(server)));
      };
      await wait(async () => {
        const { witnessed, signed } = await recordStatusOf(server);
        return witnessed === signed;
      });
      const policy = join(directory, "policy");
      writeFileSync(policy, `log ${logKey}\nwitness w ${witness.key}\nquorum w\n`);
      const address = `${server.origin}/record/${testRegion}`;
      const good = await runMuster(["verify", address, "--policy", policy]);
      assert.equal(good.code, 0, good.stderr);
      assert.match(good.stdout, /cosigned by w\.example\/1/);
      const witnessed = await server.request(`/record/${testRegion}/checkpoint.witnessed`);
      assert.equal(witnessed.status, 200);
      await stop(witness);
      await server.command({ type: "contact.receive", channel: "call" });
      await wait(async () => (await recordStatusOf(server)).witnesses[0]?.fault !== undefined);
      const status = await server.get(`/api/regions/${testRegion}/record`);
      assert.equal(status.status, 200);
      const alone = await runMuster(["verify", address, "--policy", policy]);
      assert.equal(alone.code, 1);
      assert.match(alone.stderr, /Cosigned by 0 of 1 witnesses/);
      const still = await runMuster(["verify", address, "--key", logKey]);
      assert.equal(still.code, 0, still.stderr);
    });
    assert.equal(readKeys(join(record, testRegion), origin).length, 1);
    assert.ok(
      readFileSync(join(record, "_national", "public", "checkpoint"), "utf8").startsWith(
        "room.example/record/_national\n",
      ),
    );
  });
});
