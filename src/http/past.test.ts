import assert from "node:assert/strict";
import { test } from "node:test";
import { hashState } from "../core/state/hash.ts";
import { encodeSnapshot, findSnapshotState } from "../core/state/snapshot.ts";
import { MemoryStore } from "../store/memory.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

const base = `/api/regions/${testRegion}`;

test("where all units were at a moment: the newest position of each until then, not older than the reach", async () => {
  await withServer({ units: 3 }, async (server) => {
    const { store, clock } = server;
    const now = clock.now();
    const at = (seconds: number): number => now + seconds * 1_000_000;
    store.recordPositions(testRegion, [
      { unit: 0, at: at(-4_000), latE7: 1, lonE7: 1 },
      { unit: 1, at: at(-100), latE7: 2, lonE7: 2 },
      { unit: 1, at: at(-50), latE7: 3, lonE7: 3 },
      { unit: 1, at: at(-10), latE7: 4, lonE7: 4 },
      { unit: 2, at: at(-50), latE7: 5, lonE7: 5 },
    ]);
    const ask = async (query: string): Promise<unknown> => {
      const answer = await server.get(`${base}/positions?${query}`, "call taker");
      assert.equal(answer.status, 200, answer.text);
      return answer.json["positions"];
    };
    const first = { unit: 0, at: at(-4_000), latE7: 1, lonE7: 1 };
    const second = { unit: 1, at: at(-50), latE7: 3, lonE7: 3 };
    const third = { unit: 2, at: at(-50), latE7: 5, lonE7: 5 };
    assert.deepEqual(await ask(`at=${at(-50)}`), [second, third]);
    assert.deepEqual(await ask(`at=${at(-51)}`), [{ unit: 1, at: at(-100), latE7: 2, lonE7: 2 }]);
    assert.deepEqual(await ask(`at=${at(-20)}&reachSeconds=4000`), [first, second, third]);
    assert.deepEqual(await ask("at=5"), []);
    for (const query of ["", "at=never", `at=${now}&reachSeconds=0`, `at=${now}&units=1`]) {
      const answer = await server.get(`${base}/positions?${query}`);
      assert.deepEqual([answer.status, answer.json.code], [422, "input.invalid"], query);
    }
    for (const role of ["crew", "partner"] as const)
      assert.equal((await server.get(`${base}/positions?at=${now}`, role)).status, 403, role);
  });
});

test("the kept snapshot is given when nothing in it is later than the moment, to those who may read the log", async () => {
  const store = new MemoryStore();
  await withServer({ store, units: 2 }, async (server) => {
    const none = await server.get(`${base}/snapshot/kept?until=${server.clock.now()}`);
    assert.equal(none.status, 204, "nothing was kept yet");
    const region = server.running.context.regions.get(testRegion);
    assert.ok(region !== undefined);
    const position = region.durablePosition;
    await store.saveSnapshot(testRegion, { position, bytes: encodeSnapshot(region.state) });
    const [last] = await store.read(testRegion, position - 1, 1);
    const { entered } = JSON.parse(last.facts) as { entered: number };
    const ask = async (until: number) =>
      fetch(`${server.running.origin}${base}/snapshot/kept?until=${until}`, {
        headers: { authorization: `Bearer ${await server.token("supervisor")}` },
      });
    assert.equal((await ask(entered - 1)).status, 204);
    const given = await ask(entered);
    assert.equal(given.status, 200);
    assert.equal(given.headers.get("muster-position"), String(position));
    assert.equal(given.headers.get("muster-entered"), String(entered));
    const state = findSnapshotState(new Uint8Array(await given.arrayBuffer()));
    assert.ok(state !== undefined);
    assert.equal(hashState(state), hashState(region.state));
    for (const role of ["dispatcher", "crew"] as const)
      assert.equal((await server.get(`${base}/snapshot/kept?until=${entered}`, role)).status, 403);
  });
});
