import assert from "node:assert/strict";
import { test } from "node:test";
import { testStoreContract } from "../contract.ts";
import { request } from "../contract-tools.ts";
import { testStoreProperties } from "../contract-properties.ts";
import { openSqliteStore } from "./engine.ts";
import { withDirectory, withSqliteStore } from "./test-directory.ts";

for (const place of ["main", "thread"] as const) {
  const engine = `sqlite, synced in ${place}`;
  testStoreContract(engine, (run) => withSqliteStore(run, place));
  testStoreProperties(engine, (run) => withSqliteStore(run, place));
}

test("sqlite: everything durable is there after reopening, and the epoch has risen", () =>
  withDirectory(async (directory) => {
    const first = await openSqliteStore({ directory });
    const record = { facts: '{"n":1}', privateText: '{"who":"Zoë"}' };
    await first.append({
      region: "north",
      expectedPosition: 0,
      commandId: "c1",
      records: [record],
    });
    await first.append(request("south", 0, "c1", '{"s":1}'));
    await first.writeDocument("accounts", "bo", 0, "{}");
    await first.saveSnapshot("north", { position: 1, bytes: new Uint8Array([7]) });
    first.recordPositions("north", [{ unit: 3, at: 10, latE7: 1, lonE7: 2 }]);
    assert.equal(first.status.epoch, 1);
    await first.close();

    const second = await openSqliteStore({ directory });
    assert.equal(second.status.epoch, 2);
    assert.deepEqual(await second.read("north", 0, 10), [{ position: 1, ...record }]);
    assert.deepEqual(await second.listRegions(), ["north", "south"]);
    assert.deepEqual(await second.findCommand("north", "c1"), {
      firstPosition: 1,
      lastPosition: 1,
    });
    assert.equal((await second.readDocument("accounts", "bo"))?.version, 1);
    assert.deepEqual([...(await second.findSnapshot("north"))!.bytes], [7]);
    second.recordPositions("north", [{ unit: 3, at: 11, latE7: 3, lonE7: 4 }]);
    const trail = await second.readPositions("north", 3, 0, 100, 10);
    assert.deepEqual(
      trail.map((sample) => sample.at),
      [10, 11],
    );
    assert.deepEqual(await second.append(request("north", 1, "c2", '{"n":2}')), {
      firstPosition: 2,
      lastPosition: 2,
    });
    await second.close();
  }));
