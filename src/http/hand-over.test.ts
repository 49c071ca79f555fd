/** The hand-over over HTTP and by `muster hand-over`, and the one that is owed after a sign-out. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runMuster as muster } from "../testing/run-muster.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/hand-over`;

test("what is open is handed on by name; who signs out without it owes it", async () => {
  await withServer({ units: 0 }, async (server) => {
    const envOf = async (role: "supervisor" | "dispatcher") => ({
      MUSTER_URL: server.origin,
      MUSTER_TOKEN: await server.token(role),
    });
    const env = await envOf("supervisor");
    const run = (...args: string[]) => muster(["hand-over", ...args], env);
    assert.match((await run("show")).stdout, /service level normal[^]*nothing is open/);
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    const open = { type: "incident.open", incidentType: "other", area: "north", location };
    await server.command({ ...open, grade: "priority" });
    assert.match((await run("show")).stdout, /^alarm \d+ \| .* LATE \| no unit \(1\), raised/m);
    assert.match((await run("begin", "--words", "mind the bridge")).stdout, /^done: hand over 1, /);
    assert.match((await run("show")).stdout, /UNFINISHED hand-over 1 of supervisor since .* \(person\): mind the bridge/); // prettier-ignore
    assert.match((await run("confirm", "1", "--name", "Me")).stderr, /hand-over\.wrong-state/);
    const next = await muster(["hand-over", "confirm", "1", "--name", "Ann Other"], await envOf("dispatcher")); // prettier-ignore
    assert.equal(next.code, 0);
    assert.partialDeepStrictEqual((await server.get(path, "overseer")).json, {
      level: { level: "normal", reviewAt: null },
      handOvers: [{ handOver: 1, state: "confirmed", name: "Ann Other", by: "dispatcher" }],
    });
    const { claimWatch } = server.running.context;
    await claimWatch.signOut("supervisor", true);
    await claimWatch.signOut("dispatcher", true);
    assert.partialDeepStrictEqual((await server.get(path, "overseer")).json, {
      handOvers: [{ handOver: 2, state: "begun", account: "dispatcher", cause: "signed out" }, { handOver: 1 }],
    }); // prettier-ignore
    assert.equal((await run("confirm", "2", "--name", "Sue")).code, 0);
    assert.match((await run("withdraw", "2", "--reason", "x")).stderr, /confirmed already/);
    assert.equal((await server.get(path, "crew")).status, 403);
  });
});
