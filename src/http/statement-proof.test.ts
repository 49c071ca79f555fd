/** The card of a statement over HTTP has proofs that its entries are in the signed record; anybody can work them out again. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Card } from "../record/statement/card.ts";
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
