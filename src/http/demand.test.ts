/** Demand over HTTP: the room sees it, a crew and a partner do not; it says that it knows too little at first. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { testRegion, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/demand`;

test("what was opened is counted, and that nothing is known of it yet is said", async () => {
  await withServer({ units: 1 }, async (server) => {
    await server.running.context.demandWatches.get(testRegion)?.whenRead;
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    for (let each = 0; each < 3; each += 1)
      await server.command({
        type: "incident.open",
        incidentType: "other",
        grade: "priority",
        area: "north",
        location,
      });
    // Counting listens to what is published, which may come after the answer.
    const watch = server.running.context.demandWatches.get(testRegion);
    while (watch?.counts.list(server.region.now())[0]?.counted !== 3) await setImmediate();
    const { status, json } = await server.get(path, "call taker");
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(json, {
      hours: 0,
      cells: [{ incidentType: "other", area: "north", counted: 3, verdict: "no baseline" }],
    });
    for (const role of ["crew", "partner"] as const)
      assert.equal((await server.get(path, role)).json["code"], "access.role");
  });
});
