/** Warnings over HTTP and by `muster warning`: who may acknowledge, and that what nobody acknowledges reaches the overseer. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runMuster as muster } from "../testing/run-muster.ts";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/warnings`;
const issue = { type: "warning.issue", roles: ["dispatcher", "supervisor"], words: "bridge down" };

async function first(server: TestServer, state = "open"): Promise<object> {
  return (await server.get(`${path}?state=${state}`, "overseer")).json["warnings"][0];
}

test("acknowledged role by role, escalated to the overseer, ended with a reason", async () => {
  await withServer({ units: 1 }, async (server) => {
    const issued = await server.command(issue, "call taker");
    assert.deepEqual(issued.json["made"], { warning: 1 });
    const seen = (role: string) => ({ type: "warning.acknowledge", warning: 1, role });
    assert.equal((await server.command(seen("dispatcher"), "call taker")).json.code, "role.not-allowed"); // prettier-ignore
    assert.equal((await server.command(seen("dispatcher"), "dispatcher")).status, 200);
    server.clock.move(601);
    await server.region.runSystem({ type: "due.work" });
    assert.partialDeepStrictEqual(await first(server), {
      state: "issued",
      missing: ["supervisor"],
      step: 3,
      escalatedTo: "overseer",
      words: "bridge down",
    });
    assert.equal((await server.command(seen("supervisor"), "overseer")).status, 200);
    const end = { type: "warning.end", warning: 1, reason: "it is up again" };
    assert.equal((await server.command(end, "call taker")).json.code, "role.not-allowed");
    assert.equal((await server.command(end, "supervisor")).status, 200);
    assert.equal(await first(server), undefined);
    assert.partialDeepStrictEqual(await first(server, "all"), { reason: "it is up again" });
  });
});

test("muster warning", async () => {
  await withServer({ units: 1 }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const run = (...args: string[]) => muster(["warning", ...args], env);
    assert.match((await run("issue", "yard shut", "--to", "dispatcher,supervisor")).stdout, /warning 1/); // prettier-ignore
    assert.match((await run("list")).stdout, /1 issued .* NOT ACKNOWLEDGED by dispatcher, supervisor/); // prettier-ignore
    assert.match((await run("end", "1", "--reason", "x")).stderr, /warning\.wrong-state/);
    for (const role of ["dispatcher", "supervisor"])
      assert.equal((await run("acknowledge", "1", "--role", role)).code, 0);
    assert.equal((await run("end", "1", "--reason", "open again")).code, 0);
    assert.match((await run("list", "--all")).stdout, /1 ended .* ended: open again/);
    assert.match((await run("issue", "x", "--to", "king")).stderr, /The role is "king"/);
    assert.match((await run("end", "none", "--reason", "x")).stderr, /The number is "none"/);
  });
});
