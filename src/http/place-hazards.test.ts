/** Hazards of places over HTTP and by `muster place-hazard`. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runMuster as muster } from "../testing/run-muster.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/place-hazards`;

test("a crew warns, the room renews and ends; unattended it expires after asking", async () => {
  await withServer({ units: 1 }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const run = (...args: string[]) => muster(["place-hazard", ...args], env);
    const expiresAt = server.clock.now() + 24 * 3_600_000_000;
    const warn = { type: "place-hazard.warn", latE7: 540_000_000, lonE7: 30_000_000, radiusM: 80, words: "wire", expiresAt }; // prettier-ignore
    assert.equal((await server.command(warn, "crew")).status, 200);
    assert.match((await run("warn", "ice", "--at", "54.01,3.02", "--hours", "2")).stdout, /place hazard 2/); // prettier-ignore
    const seen = async () =>
      (await server.get(path, "crew")).json["placeHazards"] as { placeHazard: number }[];
    assert.partialDeepStrictEqual(await seen(), [
      { placeHazard: 1, words: "wire", by: "crew-0", isDue: false },
      { placeHazard: 2, words: "ice", radiusM: 50 },
    ]);
    server.clock.move(3_601);
    await server.region.runSystem({ type: "due.work" });
    assert.match((await run("list")).stdout, /2 hazard .* TO RENEW \| ice/);
    assert.equal((await run("renew", "2", "--reason", "still ice", "--hours", "3")).code, 0);
    assert.equal((await run("end", "1", "--reason", "taken down")).code, 0);
    assert.partialDeepStrictEqual(await seen(), [{ placeHazard: 2, reason: "still ice" }]);
    server.clock.move(3 * 3_600);
    await server.region.runSystem({ type: "due.work" });
    assert.deepEqual(await seen(), []);
    for (const [wrong, says] of [
      [["warn", "x", "--at", "here"], /--at is "here"/],
      [["renew", "none", "--reason", "x"], /expected a whole number above 0/],
      [["end", "2", "--reason", "x"], /place-hazard\.unknown/],
    ] as const)
      assert.match((await run(...wrong)).stderr, says);
  });
});
