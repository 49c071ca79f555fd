/** The record's lag and its missing witnesses are alarms in the log: after a while, once, and over when they are. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeLog } from "../log.ts";
import { alarmKinds } from "../../core/vocabulary.ts";
import { testRegion, type TestServer, withServer } from "../../testing/test-server.ts";
import { RecordWatch, recordWatchLimits, type RecordWatchParts } from "./record-watch.ts";

const fine = {
  isLate: false,
  fault: undefined,
  signedSeconds: 0,
  presentWitnesses: 1,
  requiredWitnesses: 1,
};
const { behindMillis, uncosignedMillis, wellMillis } = recordWatchLimits;

function listAlarms({ region }: TestServer): string[] {
  const { alarms, head } = region.state.columns;
  return [...alarms.number.keys()]
    .filter((row) => row < head.alarmRows[0] && alarms.state[row] !== 0)
    .map((row) => alarmKinds.names[alarms.kind[row]]);
}

test("what lasts is told once with an alarm, a hiccup is not, and the alarm can be acknowledged and ends by itself", async () => {
  await withServer({ units: 1 }, async (server) => {
    let now = 0;
    let status: ReturnType<RecordWatchParts["statusOf"]> = fine;
    const regions = new Map([[testRegion, server.region]]);
    const watch = new RecordWatch({ regions, statusOf: () => status, log: makeLog("silent"), millis: () => now }); // prettier-ignore
    const after = async (millis: number): Promise<string[]> => {
      await watch.look();
      now += millis;
      await watch.look();
      return listAlarms(server);
    };
    assert.deepEqual(await after(uncosignedMillis), []);
    status = { ...fine, isLate: true };
    assert.deepEqual(await after(behindMillis - 1), []);
    status = fine;
    assert.deepEqual(await after(1), [], "it was a hiccup");
    status = { ...fine, isLate: true, fault: { code: "record.unwritten", message: "no disk" } };
    assert.deepEqual(await after(behindMillis), ["record behind"]);
    const head = server.region.durablePosition;
    assert.deepEqual(await after(behindMillis), ["record behind"]);
    assert.equal(server.region.durablePosition, head, "it is told once");
    const [told] = (await server.store.read(testRegion, 0, 1_000)).filter(({ facts }) => facts.includes("record.fell-behind")); // prettier-ignore
    assert.match(told?.facts ?? "", /"code":"record.unwritten"/);
    const number = server.region.state.columns.alarms.number[0];
    const acknowledged = await server.command({ type: "alarm.acknowledge", alarm: number });
    assert.equal(acknowledged.status, 200, acknowledged.text);
    status = { ...fine, presentWitnesses: 0 };
    assert.deepEqual(await after(wellMillis), []);
    assert.deepEqual(await after(uncosignedMillis), ["cosignatures missing"]);
    // No record is kept any more: nobody is left to be told about it.
    status = undefined;
    assert.deepEqual(await after(wellMillis), []);
  });
});
