/**
 * Keys change while everything runs: the command makes a new key, the record says so and both sign, so that who knows either goes
 * on; after the old one is retired, whoever trusts it alone is led to the new one by the log. A key that the log
 * never named is not.
 */

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { makeKey, readKeys, writeKeys } from "../../live/record/key-file.ts";
import { nodeCrypto, sha256 } from "../../live/record/node-crypto.ts";
import { RecordLog } from "../../live/record/record-log.ts";
import { readVerifierKey, writeVerifierKey } from "../../record/note/keys.ts";
import { openNote, signNote } from "../../record/note/note.ts";
import { makeSigner, makeVerifier } from "../../record/note/signatures.ts";
import { recordStatusOf } from "../../testing/record/wait-for-record.ts";
import { runMuster } from "../../testing/run-muster.ts";
import { type TestServer, testRegion, withServer } from "../../testing/test-server.ts";

const root = mkdtempSync(join(tmpdir(), "muster-rotate-"));
after(() => rmSync(root, { recursive: true, force: true }));
const directory = join(root, "record");
const origin = "room.example/record";
const files = join(directory, testRegion, "public");
const config = { record: { directory, origin, everyMillis: 200 } };

/** Which of some keys signed what an outsider sees now. */
function countSigners(keys: readonly string[]): number {
  const verifiers = keys.map((key) =>
    makeVerifier(nodeCrypto, readVerifierKey(sha256, key).value ?? assert.fail()),
  );
  const opened = openNote(readFileSync(join(files, "checkpoint")), verifiers);
  return opened.value?.verified.length ?? 0;
}

async function waitFor(isThere: () => Promise<boolean> | boolean): Promise<void> {
  for (const until = Date.now() + 60_000; !(await isThere()); await sleep(20))
    assert.ok(Date.now() < until, "it did not come in a minute");
}

async function change(server: TestServer, ...args: string[]) {
  const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("administrator") };
  return runMuster(["record", "rotate", ...args], env);
}

test("keys are changed by a command, the log says so, and verify is led from the old key to the new one", async () => {
  await withServer({ units: 1, config }, async (server) => {
    await server.command({ type: "contact.receive", channel: "call" });
    const [old = ""] = (await recordStatusOf(server)).keys;
    const path = `/api/regions/${testRegion}/record/keys`;
    assert.equal((await server.post(path, { change: "rotate" }, "supervisor")).status, 403);
    const alone = await change(server, "--retire");
    assert.equal(alone.code, 1);
    assert.match(alone.stderr, /only one key signs/);

    const remembered = join(root, "remembered");
    const first = await runMuster(["verify", files, "--key", old, "--remember", remembered]);
    assert.equal(first.code, 0, first.stderr);
    const rotated = await change(server);
    assert.equal(rotated.code, 0, rotated.stderr);
    const { keys } = await recordStatusOf(server);
    assert.equal(keys.length, 2);
    const newer = keys[0] ?? "";
    assert.equal(keys[1], old);
    await waitFor(() => countSigners(keys) === 2);
    // Who trusts either is satisfied.
    for (const key of keys)
      assert.equal((await runMuster(["verify", files, "--key", key])).code, 0);

    // A second later a checkpoint by both speaks of the event; then the old one may go.
    await waitFor(async () => (await change(server, "--retire")).code === 0);
    await server.command({ type: "contact.receive", channel: "call" });
    await recordStatusOf(server);
    await waitFor(() => countSigners([old]) === 0 && countSigners([newer]) === 1);
    const audit = await server.get("/api/audit", "administrator");
    assert.match(audit.text, /record\.keys-changed/);

    for (const where of [files, `${server.origin}/record/${testRegion}`]) {
      const led = await runMuster(["verify", where, "--key", old, "--remember", remembered]);
      assert.equal(led.code, 0, led.stderr);
      assert.ok(led.stdout.includes(`its key today is ${newer}`), led.stdout);
    }
    // What was remembered is signed by the new key alone by now, and is believed for the same reason.
    const again = await runMuster(["verify", files, "--key", old, "--remember", remembered]);
    assert.equal(again.code, 0, again.stderr);
    // Whoever trusts the new key needs nobody to lead them.
    const direct = await runMuster(["verify", files, "--key", newer]);
    assert.doesNotMatch(direct.stdout, /its key today/);

    // A second change: from the first key to the third, over both.
    await change(server);
    await waitFor(async () => (await change(server, "--retire")).code === 0);
    await server.command({ type: "contact.receive", channel: "call" });
    const third = (await recordStatusOf(server)).keys[0] ?? "";
    await waitFor(() => countSigners([third]) === 1 && countSigners([newer]) === 0);
    const far = await runMuster(["verify", files, "--key", old]);
    assert.equal(far.code, 0, far.stderr);
    assert.ok(far.stdout.includes(third));
  });
});

test("nobody is led to a key that the log did not name, nor by a checkpoint of another log", async () => {
  const name = `${origin}/${testRegion}`;
  const stranger = makeKey(name);
  const copy = join(root, "stolen");
  cpSync(files, copy, { recursive: true });
  const whole = readFileSync(join(copy, "checkpoint"), "utf8");
  const text = whole.slice(0, whole.indexOf("\n\n") + 1);
  const forged = signNote(text, [makeSigner(nodeCrypto.ed25519, stranger)]).value ?? assert.fail();
  writeFileSync(join(copy, "checkpoint"), forged);
  const newest = readKeys(join(directory, testRegion), name)[0] ?? assert.fail();
  // The last real key "was retired", says a checkpoint that it did sign: still the log names no stranger.
  const id = newest.keyId.toString(16).padStart(8, "0");
  writeFileSync(join(copy, `checkpoint.until-${id}`), whole);
  const led = await runMuster(["verify", copy, "--key", writeVerifierKey(newest)]);
  assert.equal(led.code, 1);
  assert.match(led.stderr, /record\.unsigned|no known key/);
  // A checkpoint by the trusted key over other entries leads nowhere either.
  const other = join(root, "other");
  const log = new RecordLog({ directory: other, origin: name, history: "o" });
  writeKeys(other, [newest]);
  log.reloadKeys();
  log.append([{ entry: Buffer.from("other"), factsSalt: null, textSalt: null }]);
  log.publish();
  log.close();
  writeFileSync(
    join(copy, `checkpoint.until-${id}`),
    readFileSync(join(other, "public", "checkpoint")),
  );
  const misled = await runMuster(["verify", copy, "--key", writeVerifierKey(newest)]);
  assert.equal(misled.code, 1);
  assert.match(misled.stderr, /record\.unsigned|no known key/i);
});
