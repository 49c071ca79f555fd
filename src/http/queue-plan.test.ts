/** The plan of the queue over HTTP: who may ask, what it says, that it is kept as a fact and sends nobody. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/queue-plan`;
const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };

async function open(server: TestServer, grade: string): Promise<unknown> {
  const type = "incident.open";
  const opened = await server.command({
    type,
    incidentType: "other",
    grade,
    area: "north",
    location,
  });
  return (opened.json["made"] as Record<string, unknown>)["incident"];
}

test("a dispatcher has the queue planned; the log keeps it, and nobody is sent", async () => {
  await withServer({ units: 1 }, async (server) => {
    await server.command({ type: "unit.book-on", unit: 0, crew: 2 }, "dispatcher");
    const low = await open(server, "scheduled");
    const high = await open(server, "priority");
    const before = server.region.position;
    const { status, json } = await server.post(path, undefined, "dispatcher");
    assert.equal(status, 200, JSON.stringify(json));
    assert.partialDeepStrictEqual(json, {
      madeAt: before,
      method: "proven",
      gapPercent: 0,
      leftOut: 0,
      units: [{ unit: 0, visits: [{ incident: high, assessed: "priority" }, { incident: low }] }],
    });
    assert.equal(server.region.position, before + 1);
    assert.equal(server.region.state.columns.incidents.activeUnits[0], 0);
  });
});

test("a call taker, a crew and a partner may not", async () => {
  await withServer({ units: 1 }, async (server) => {
    for (const role of ["call taker", "crew", "partner"] as const)
      assert.equal((await server.post(path, undefined, role)).json.code, "access.role", role);
  });
});
