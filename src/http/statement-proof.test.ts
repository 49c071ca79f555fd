/** The card of a statement over HTTP has proofs that its entries are in the signed record; anybody can work them out again. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Card } from "../record/statement/card.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { MemoryStore } from "../store/memory.ts";
import { recordStatusOf } from "../testing/record/wait-for-record.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

const root = mkdtempSync(join(tmpdir(), "muster-card-proof-"));
after(() => rmSync(root, { recursive: true, force: true }));

function sha256(...parts: readonly Uint8Array[]): Buffer {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

/** The root that a path leads to, by the algorithm of RFC 9162, 2.1.3.2. */
function rootOf(index: number, size: number, entry: string, path: readonly string[]): string {
  let [fn, sn] = [index, size - 1];
  let hash = sha256(Buffer.from([0]), Buffer.from(entry));
  for (const step of path.map((each) => Buffer.from(each, "base64"))) {
    if (fn % 2 === 1 || fn === sn) {
      hash = sha256(Buffer.from([1]), step, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else hash = sha256(Buffer.from([1]), hash, step);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  assert.equal(sn, 0);
  return hash.toString("base64");
}

test("what was counted is proven to be in the tree of one signed checkpoint", async () => {
  const record = {
    directory: join(root, "record"),
    origin: "record.example/test",
    everyMillis: 200,
  };
  await withServer({ units: 1, config: { record } }, async (server) => {
    for (let call = 0; call < 14; call += 1) {
      const rung = await server.command({ type: "contact.receive", channel: "call", callerName: "Zoë" }); // prettier-ignore
      assert.equal(rung.status, 200, rung.text);
    }
    server.clock.move(60);
    await recordStatusOf(server);
    const statement = {
      metric: "calls",
      area: server.region.state.policy?.config.name ?? "",
      period: new Date(server.clock.now() / 1000).toISOString().slice(0, 10),
      comparator: "ge",
      value: 10,
    };
    const { status, text, json } = await server.post(
      `/api/regions/${testRegion}/statements/evaluate`,
      { statement },
    );
    assert.equal(status, 200, text);
    const { proof } = json["card"] as unknown as Card;
    assert.ok(proof !== "no record", "nothing is proven");
    assert.equal(proof.origin, `${record.origin}/${testRegion}`);
    assert.equal(proof.checkpoint.split("\n", 3).join(" "), `${proof.origin} ${proof.treeSize} ${proof.rootHash}`); // prettier-ignore
    assert.equal(proof.counted, 14);
    assert.equal(proof.inclusions.length, 10);
    for (const { index, position, entry, path } of proof.inclusions) {
      assert.equal(position, index + 1);
      assert.equal(rootOf(index, proof.treeSize, entry, path), proof.rootHash);
      assert.ok(!entry.includes("Zoë"));
    }
  });
});

/** Rows of the event store as somebody with the disk in his hands has left them. */
class EditedStore extends MemoryStore {
  edit: (facts: string) => string = (facts) => facts;
  override async readChunk(
    ...asked: Parameters<MemoryStore["readChunk"]>
  ): ReturnType<MemoryStore["readChunk"]> {
    const chunk = await super.readChunk(...asked);
    const facts = this.edit(Buffer.from(chunk.factsArray).toString());
    return { ...chunk, factsArray: new Uint8Array(Buffer.from(facts)) };
  }
}

test("normal counts from the signed checkpoint that was published before the period, and not in other words than were signed", async () => {
  const record = { directory: join(root, "normal"), origin: "record.example/n", everyMillis: 200 };
  const store = new EditedStore();
  await withServer({ units: 1, store, config: { record } }, async (server) => {
    const defined = await server.post(`/api/regions/${testRegion}/normal`, {
      words: "ten calls at most",
      conditions: [{ metric: "calls", comparator: "le", value: 10 }],
    });
    assert.equal(defined.status, 200, defined.text);
    const { position } = defined.json as unknown as { position: number };
    for (const until = Date.now() + 60_000; ; await sleep(20)) {
      const events = await store.read(testRegion, position, 100);
      if (events.some(({ facts }) => facts.includes("normal.published"))) break;
      assert.ok(Date.now() < until, "it is not published");
    }
    const now = new Date(server.clock.now() / 1000).toISOString().slice(0, 13);
    server.clock.move(3 * 3600);
    for (let call = 0; call < 8; call += 1)
      await server.command({ type: "contact.receive", channel: "call" });
    await recordStatusOf(server);
    const head = server.region.durablePosition;
    let looks = 0;
    const asked = (hour: string) => ({
      metric: "normal",
      area: server.region.state.policy?.config.name ?? "",
      period: hour,
      comparator: "is",
    });
    const ask = async (hour: string): Promise<Card> => {
      const path = `/api/regions/${testRegion}/statements/evaluate`;
      looks += 1;
      // Each time from an earlier position, for which the log is read anew: what was folded before would not see the edit.
      const until = head - looks;
      const { status, text, json } = await server.post(path, { statement: asked(hour), until });
      assert.equal(status, 200, text);
      return json["card"];
    };
    const later = new Date(server.clock.now() / 1000 - 3_600_000).toISOString().slice(0, 13);
    const { evaluation } = await ask(later);
    assert.equal(evaluation.verdict, "supported", JSON.stringify(evaluation.reasons));
    const { definition } = evaluation;
    assert.ok(definition !== undefined);
    assert.equal(definition.position, position);
    const [origin, size, rootHash] = definition.checkpoint.split("\n");
    assert.equal(origin, `${record.origin}/${testRegion}`);
    assert.equal(
      rootOf(position - 1, Number(size), definition.entry, definition.path),
      rootHash,
      "the entry is in the tree that was signed",
    );
    assert.deepEqual(JSON.parse(definition.publishedEntry).facts, {
      definition: position,
      checkpoint: definition.checkpoint,
    });
    const before = await ask(now);
    assert.equal(before.evaluation.verdict, "needs definition");
    assert.equal(before.evaluation.reasons[0].code, "late-definition");
    // Somebody widens the definition in the store, and somebody puts another checkpoint beside it.
    store.edit = (facts) =>
      facts.replace('"comparator":"le","value":10', '"comparator":"le","value":99');
    const widened = await ask(later);
    assert.equal(widened.evaluation.verdict, "needs definition");
    assert.equal(widened.evaluation.reasons[0].code, "wrong-publication");
    store.edit = (facts) => facts.replace(/(normal\.published.*?\\n\\n— \S+ )..../, "$1AAAA");
    const unsigned = await ask(later);
    assert.equal(unsigned.evaluation.verdict, "needs definition");
    assert.equal(unsigned.evaluation.reasons[0].code, "wrong-publication");
    store.edit = (facts) => facts;
    assert.equal((await ask(later)).evaluation.verdict, "supported");
  });
});
