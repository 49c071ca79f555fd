/** Gaps over a restart of a whole server: in the log, over HTTP, in readiness and beside what is counted; settled by a person. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStore } from "../store/memory.ts";
import { runMuster } from "../testing/run-muster.ts";
import { TestClock } from "../testing/test-clock.ts";
import { TestServer, testRegion, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}`;

test("three hours away: noted before what fell due, shown beside statistics, joined to what is entered, settled", async () => {
  const clock = new TestClock();
  const store = new MemoryStore();
  const first = await TestServer.start({ units: 1, clock, store });
  assert.deepEqual((await first.get(`${path}/gaps`)).json["gaps"], []);
  // Rings, and nobody answers while Muster is away.
  await first.command({ type: "contact.receive", channel: "call", callerNumber: "+44 20 7946 0001" }); // prettier-ignore
  const downAt = clock.now();
  const head = first.region.position;
  await first.running.close();
  clock.move(3 * 3_600);
  await withServer({ units: 1, clock, store }, async (server) => {
    const [noted, alarm] = await store.read(testRegion, head, 2);
    assert.partialDeepStrictEqual(JSON.parse(noted.facts), {
      type: "gap.noted",
      by: "system",
      kind: "stopped",
      beforeAt: downAt,
      afterAt: clock.now(),
    });
    assert.partialDeepStrictEqual(JSON.parse(alarm.facts), { type: "alarm.raised", kind: "gap in the log" }); // prettier-ignore
    const gap = { gap: 1, kind: "stopped", beforeAt: downAt, afterAt: clock.now() };
    const open = { ...gap, isSettled: false, lateEntries: 0, lastEntryAt: null };
    for (const counted of ["gaps", "no-unit", "level", "demand", "roster/muster"]) {
      const { json } = await server.get(`${path}/${counted}`);
      assert.deepEqual(json["gaps"], [open], counted);
    }
    const ready = await server.request("/api/ready");
    assert.equal(ready.status, 200);
    assert.deepEqual(ready.json["warnings"], [`region ${testRegion} gap 1 not settled (stopped)`]);
    const late = { type: "contact.receive", channel: "call", callerNumber: "+44 20 7946 0002" };
    const occurredAt = downAt + 3_600_000_000;
    const entered = await server.post(`${path}/commands`, { id: "paper-number-1", command: late, occurredAt }); // prettier-ignore
    assert.equal(entered.status, 200, entered.text);
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const listed = await runMuster(["gaps", "list"], env);
    assert.match(listed.stdout, /^gap 1: Muster was stopped in order from .* UTC until .* UTC \| 1 events of it are entered, .* \| NOT SETTLED\n$/); // prettier-ignore
    const settled = await runMuster(["gaps", "settle", "1"], env);
    assert.match(settled.stdout, /^done: gap 1 is settled, position \d+\n$/, settled.stderr);
    const again = await runMuster(["gaps", "settle", "1"], env);
    assert.match(again.stderr, /gap\.settled/);
    assert.deepEqual((await server.request("/api/ready")).json["warnings"], []);
    assert.match((await runMuster(["gaps", "settle", "one"], env)).stderr, /cli\.asked-wrongly/);
    for (const role of ["crew", "partner", "community"] as const)
      assert.equal((await server.get(`${path}/gaps`, role)).json["code"], "access.role");
  });
});

test("a server that is killed leaves a gap from its last beat; a short restart asks nobody", async () => {
  const clock = new TestClock();
  const store = new MemoryStore();
  const killed = await TestServer.start({ units: 1, clock, store });
  await killed.running.context.heartbeat.whenIdle();
  const beatAt = clock.now();
  // Whatever it says at its end is lost, as after a kill.
  store.writeDocument = () => Promise.reject(new Error("killed"));
  await killed.running.close();
  Reflect.deleteProperty(store, "writeDocument");
  clock.move(20);
  await withServer({ units: 1, clock, store }, async (server) => {
    const { json } = await server.get(`${path}/gaps`);
    assert.partialDeepStrictEqual(json["gaps"], [
      { gap: 1, kind: "crash", beforeAt: beatAt, afterAt: clock.now(), isSettled: true },
    ]);
    assert.deepEqual((await server.request("/api/ready")).json["warnings"], []);
  });
});
