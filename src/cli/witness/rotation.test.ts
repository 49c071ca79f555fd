/**
 * A witness goes with a log through a change of its keys, by what the log itself says; and by nothing that somebody forged: a key that
 * the log never named, an entry that was edited, another history than the one it has cosigned.
 */

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { makeKey, readKeys, writeKeys } from "../../live/record/key-file.ts";
import { nodeCrypto, sha256 } from "../../live/record/node-crypto.ts";
import { RecordLog } from "../../live/record/record-log.ts";
import { makeEntry } from "../../record/entry/entry.ts";
import { readCheckpoint } from "../../record/note/checkpoint.ts";
import {
  readVerifierKey,
  writeUntilName,
  writeVerifierKey,
  type SignerKey,
} from "../../record/note/keys.ts";
import { openNote } from "../../record/note/note.ts";
import { makeVerifier } from "../../record/note/signatures.ts";
import { writeAddCheckpoint } from "../../record/witness/add-checkpoint.ts";
import { signCheckpoint } from "../../testing/record/keys.ts";
import { startAt } from "../../testing/record/made-log.ts";
import { recordStatusOf } from "../../testing/record/wait-for-record.ts";
import {
  postCheckpoint,
  startWitness,
  stopWitness,
  type RunningWitness,
} from "../../testing/record/witness-process.ts";
import { runMuster } from "../../testing/run-muster.ts";
import { type TestServer, testRegion, withServer } from "../../testing/test-server.ts";

const root = mkdtempSync(join(tmpdir(), "muster-witness-rotation-"));
const started: RunningWitness[] = [];
after(async () => {
  for (const witness of started) witness.child.kill("SIGKILL");
  await sleep(50);
  rmSync(root, { recursive: true, force: true });
});
const origin = `room.example/record/${testRegion}`;
const directory = join(root, "record");
const files = join(directory, testRegion, "public");

async function start(data: string, log: string, from?: string): Promise<RunningWitness> {
  const more = from === undefined ? [] : ["--from", from];
  const witness = await startWitness(join(root, data), log, more);
  started.push(witness);
  return witness;
}

async function waitFor(isThere: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (const until = Date.now() + 60_000; !(await isThere()); await sleep(50))
    assert.ok(Date.now() < until, `it did not come in a minute: ${what}`);
}

function headOf(note: string) {
  const read = readCheckpoint(note.slice(0, note.indexOf("\n\n") + 1)).value ?? assert.fail();
  return { size: Number(read.size), root: read.root };
}

/** Which of some keys signed a note. */
function signersOf(note: string, keys: readonly string[]): string[] {
  const verifiers = keys.map((text) => {
    const key = readVerifierKey(sha256, text).value ?? assert.fail();
    return { ...makeVerifier(nodeCrypto, key), text };
  });
  return openNote(note, verifiers).value?.verified.map(({ verifier }) => verifier.text) ?? [];
}

const readWitnessed = (): string => readFileSync(join(files, "checkpoint.witnessed"), "utf8");

/** Rotates and retires, until the new key signs alone. */
async function change(server: TestServer): Promise<string> {
  const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("administrator") };
  const rotated = await runMuster(["record", "rotate"], env);
  assert.equal(rotated.code, 0, rotated.stderr);
  const retire = () => runMuster(["record", "rotate", "--retire"], env);
  await waitFor(async () => (await retire()).code === 0, "the old key is retired");
  await server.command({ type: "contact.receive", channel: "call" });
  return (await recordStatusOf(server)).keys[0] ?? assert.fail();
}

function makeLogKey(): SignerKey {
  const made = new RecordLog({ directory: join(directory, testRegion), origin, history: "-" });
  made.close();
  return readKeys(join(directory, testRegion), origin)[0] ?? assert.fail();
}

test("a witness follows a rotated key, remembers it, and believes the retired one no more; a forged rotation leads it nowhere", async () => {
  const old = makeLogKey();
  const oldText = writeVerifierKey(old);
  let witness = await start("w", oldText, files);
  // Another that is never told where the record is.
  const blind = await start("blind", oldText);
  const record = {
    directory,
    origin: "room.example/record",
    everyMillis: 200,
    witnesses: [
      { key: witness.key, url: witness.url },
      { key: blind.key, url: blind.url },
    ],
    requiredWitnesses: 1,
  };
  await withServer({ units: 1, config: { record } }, async (server) => {
    await waitFor(() => existsSync(join(files, "checkpoint.witnessed")), "the first cosignature");
    const early = readWitnessed();
    assert.deepEqual(signersOf(early, [oldText]), [oldText]);
    const newer = await change(server);
    await waitFor(() => signersOf(readWitnessed(), [newer, oldText]).join() === newer, "new alone");
    assert.deepEqual(
      signersOf(readWitnessed(), [witness.key, blind.key]).length,
      1,
      "the one that was told where to look has cosigned, the other has not",
    );
    const statuses = (await recordStatusOf(server)).witnesses;
    assert.equal(statuses[0]?.fault, undefined);
    assert.match(statuses[1]?.fault ?? "", /403/);

    // Who has stolen the retired key gets no cosignature any more, though what he shows is the true log.
    const { size, root: treeRoot } = headOf(readWitnessed());
    const stolen = writeAddCheckpoint({ oldSize: BigInt(size), proof: [], note: signCheckpoint(old, size, treeRoot) }); // prettier-ignore
    assert.equal((await postCheckpoint(witness.url, stolen)).status, 403);
    const good = writeAddCheckpoint({ oldSize: BigInt(size), proof: [], note: readFileSync(join(files, "checkpoint"), "utf8") }); // prettier-ignore
    assert.ok([200, 409].includes((await postCheckpoint(witness.url, good)).status));

    // Started anew without being told where, it still knows; given other keys it begins again.
    await stopWitness(witness);
    witness = await start("w", oldText);
    const again = headOf(readFileSync(join(files, "checkpoint"), "utf8"));
    const known = await postCheckpoint(witness.url, writeAddCheckpoint({ oldSize: BigInt(again.size), proof: [], note: readFileSync(join(files, "checkpoint"), "utf8") })); // prettier-ignore
    assert.equal(known.status, 200, known.text);
    assert.equal((await postCheckpoint(witness.url, stolen)).status, 403);
    await checkForged(old, newer, early);
  });
});

/** What somebody serves who wants a stranger's key to be believed. */
async function checkForged(old: SignerKey, newer: string, early: string): Promise<void> {
  const stranger = makeKey(origin);
  const { size, root: treeRoot } = headOf(readFileSync(join(files, "checkpoint"), "utf8"));
  const strange = signCheckpoint(stranger, size, treeRoot);
  const first = writeAddCheckpoint({ oldSize: 0n, proof: [], note: strange });

  // The true log, with a checkpoint by a key that it never named.
  const named = join(root, "never-named");
  cpSync(files, named, { recursive: true });
  writeFileSync(join(named, "checkpoint"), strange);
  const one = await start("f1", writeVerifierKey(old), named);
  assert.equal((await postCheckpoint(one.url, first)).status, 403);

  // The same, and the entry that named the new key names the stranger's instead.
  const edited = join(root, "edited");
  cpSync(named, edited, { recursive: true });
  const bundle = join(edited, "tile", "entries", "000.p", String(size));
  const bytes = readFileSync(bundle);
  const spoilt = Buffer.from(bytes.toString("latin1").replaceAll(newer, writeVerifierKey(stranger)), "latin1"); // prettier-ignore
  assert.equal(spoilt.length, bytes.length);
  assert.ok(!spoilt.equals(bytes), "nothing was forged");
  writeFileSync(bundle, spoilt);
  const two = await start("f2", writeVerifierKey(old), edited);
  assert.equal((await postCheckpoint(two.url, first)).status, 403);

  // Another history, by somebody who had the old key: whoever has cosigned the true one is not led into it.
  const fork = makeFork(old, stranger);
  const note = readFileSync(join(fork, "checkpoint"), "utf8");
  const three = await start("f3", writeVerifierKey(old), fork);
  const cosigned = writeAddCheckpoint({ oldSize: 0n, proof: [], note: early });
  assert.equal((await postCheckpoint(three.url, cosigned)).status, 200);
  const forked = writeAddCheckpoint({ oldSize: BigInt(headOf(early).size), proof: [], note });
  assert.equal((await postCheckpoint(three.url, forked)).status, 403);
  // Well formed it is: one that has seen nothing else can not know better.
  const four = await start("f4", writeVerifierKey(old), fork);
  const fresh = writeAddCheckpoint({ oldSize: 0n, proof: [], note });
  assert.equal((await postCheckpoint(four.url, fresh)).status, 200);
}

function makeFork(old: SignerKey, stranger: SignerKey): string {
  const forkDirectory = join(root, "fork");
  const log = new RecordLog({ directory: forkDirectory, origin, history: "f" });
  const append = (position: number, type: string, shown: Readonly<Record<string, unknown>>) => {
    const salts = { facts: new Uint8Array(32).fill(position), text: new Uint8Array(32) };
    const at = startAt + position;
    const event = { position, type, at, entered: at, shown, hidden: { by: "x" }, text: undefined };
    const entry = makeEntry(sha256, event, salts);
    log.append([{ entry, factsSalt: salts.facts, textSalt: null }]);
  };
  writeKeys(forkDirectory, [stranger, old]);
  log.reloadKeys();
  for (let position = 1; position <= 50; position += 1) append(position, "operation", {});
  append(51, "record.keys-set", { keys: [writeVerifierKey(stranger), writeVerifierKey(old)] });
  log.publish();
  const published = join(forkDirectory, "public");
  cpSync(join(published, "checkpoint"), join(published, writeUntilName(old)));
  writeKeys(forkDirectory, [stranger]);
  log.reloadKeys();
  append(52, "operation", {});
  log.publish();
  log.close();
  return published;
}
