/** Claims over HTTP and by `muster claim`, and how they come back: signed out, or silent for a minute and a half. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { claimWatchLimits } from "../live/claim-watch.ts";
import { runMuster as muster } from "../testing/run-muster.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/claims`;
const silentSeconds = claimWatchLimits.silentMicros / 1_000_000;

test("who works on what is listed; whoever falls silent loses it, loudly; nobody needs one to act", async () => {
  await withServer({ units: 1 }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const run = (...args: string[]) => muster(["claim", ...args], env);
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    const open = { type: "incident.open", incidentType: "other", area: "north", location };
    await server.command({ ...open, grade: "priority" });
    assert.match((await run("list")).stdout, /nothing is claimed/);
    assert.match((await run("make", "incident", "1")).stdout, /^done: claim 1, /);
    assert.equal((await run("make", "channel", "call")).code, 0);
    for (const [wrong, says] of [
      [["make", "unit", "1"], /expected contact, incident, channel or area/],
      [["make", "incident", "x"], /expected a whole number above 0/],
      [["make", "incident", "1"], /you hold incident 1 already/],
      [["release", "9"], /claim\.unknown/],
    ] as const)
      assert.match((await run(...wrong)).stderr, says);

    const send = await server.command({ type: "unit.send", incident: 1, units: [0] }, "dispatcher");
    assert.equal(send.status, 200);
    assert.partialDeepStrictEqual(send.json, { warnings: [{ code: "claim.held" }] });

    const { claimWatch } = server.running.context;
    server.clock.move(silentSeconds);
    await claimWatch.look();
    assert.partialDeepStrictEqual((await server.get(path, "overseer")).json, {
      claims: [{ claim: 1, returnedAt: null }, { claim: 2, code: "call", returnedAt: null }],
    }); // prettier-ignore
    server.clock.move(1);
    await claimWatch.look();
    assert.partialDeepStrictEqual((await server.get(path, "overseer")).json, {
      claims: [{ claim: 1, by: "supervisor", cause: "lost" }, { claim: 2, cause: "lost" }],
    }); // prettier-ignore
    assert.match((await run("list")).stdout, /^1 incident 1 \| supervisor since .* \| CAME BACK .* \(lost\)/); // prettier-ignore
    assert.equal((await run("make", "incident", "1")).code, 0);
    await claimWatch.returnAll("supervisor", "signed out");
    assert.match((await run("list")).stdout, /CAME BACK .* \(signed out\)/);
    assert.equal((await run("release", "2")).code, 0);
    assert.equal((await server.get(path, "crew")).status, 403);
  });
});
