import assert from "node:assert/strict";
import { test } from "node:test";
import { listRecoveries } from "../core/custody/recovery.ts";
import { latE7PerMetre, roomCentre } from "../testing/control-room.ts";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";

const { latE7, lonE7 } = roomCentre;

async function say(server: TestServer, unit: number, north: number): Promise<void> {
  const at = server.clock.now();
  const taken = server.region.takePositions([{ unit, at, latE7: latE7 + Math.round(north * latE7PerMetre), lonE7 }]); // prettier-ignore
  assert.equal(taken.accepted.length, 1);
}

test("a vehicle that nobody is with becomes a task after half an hour, whatever its device goes on saying", async () => {
  await withServer({ units: 3 }, async (server) => {
    const watch = server.running.context.strandedWatch;
    // Unit 0 stands 3 km off, unit 1 at its base, unit 2 goes on moving.
    await server.command({ type: "unit.book-off", unit: 0 });
    await server.command({ type: "unit.book-off", unit: 1 });
    await server.command({ type: "unit.book-off", unit: 2 });
    for (let minute = 0; minute < 31; minute += 1) {
      await say(server, 0, 3_000 + (minute % 3));
      await say(server, 1, 20);
      await say(server, 2, 3_000 + 100 * minute);
      await watch.look();
      assert.deepEqual(listRecoveries(server.region.state).map(({ unit }) => unit), minute < 30 ? [] : [0]); // prettier-ignore
      server.clock.move(60);
    }
    const { json } = await server.get(`/api/regions/${testRegion}/custody`);
    const [{ recovery, callSign, owner }] = json["recoveries"] as readonly { recovery: number; callSign: string; owner: object }[]; // prettier-ignore
    assert.deepEqual([recovery, callSign, owner], [1, "U0", { kind: "role", name: "dispatcher" }]);
    await watch.look();
    assert.equal(listRecoveries(server.region.state).length, 1);
    await server.command({ type: "recovery.end", recovery: 1, end: "stood down", reason: "waits for a part" }); // prettier-ignore
    await say(server, 0, 3_000);
    await watch.look();
    assert.equal(listRecoveries(server.region.state).length, 0);
  });
});

test("a device that says nothing any more stands where it was last heard", async () => {
  await withServer({ units: 1 }, async (server) => {
    const watch = server.running.context.strandedWatch;
    await say(server, 0, 3_000);
    await server.command({ type: "unit.book-off", unit: 0 });
    await watch.look();
    server.clock.move(1_800);
    await watch.look();
    assert.equal(listRecoveries(server.region.state).length, 1);
  });
});
