/** Directives over HTTP and by `muster directive`: issued, cited, counted by an outsider, restored when they are over. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runMuster as muster } from "../testing/run-muster.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}`;

test("a dispatch is withheld under a directive, is seen to wait, counted by the overseer and given back", async () => {
  await withServer({ units: 1 }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const run = (...args: string[]) => muster(["directive", ...args], env);
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    const open = { type: "incident.open", incidentType: "other", area: "north", location };
    for (const grade of ["scheduled", "immediate"])
      assert.equal((await server.command({ ...open, grade })).status, 200);
    assert.match((await run("list")).stdout, /there is none/);
    const order = ["--issuer", "chief officer", "--basis", "order 7", "--hours", "6"];
    const issued = await run("issue", "nobody to what can wait", ...order, "--grades", "scheduled,priority"); // prettier-ignore
    assert.match(issued.stdout, /^done: directive 1, position \d+/);
    const why = ["--under", "1", "--reason", "no injuries"];
    assert.equal((await run("withhold", "1", ...why)).code, 0);
    for (const [wrong, says] of [
      [
        ["withhold", "2", ...why],
        /an immediate risk to life is never withheld.*directive\.immediate/,
      ],
      [["limit", "1", ...why], /directive\.out-of-scope/],
      [["withhold", "none", ...why], /The incident is "none"/],
      [["end", "7", "--reason", "x"], /directive\.unknown/],
    ] as const)
      assert.match((await run(...wrong)).stderr, says);

    const incident = (await server.get(`${path}/incidents/1`)).json;
    assert.partialDeepStrictEqual(incident, {
      state: "waiting",
      noUnit: { cause: "withheld by directive" },
      withheld: { directive: 1, effect: "withhold", reason: "no injuries", by: "supervisor" },
    });
    const advice = await server.get(`${path}/incidents/1/recommendation`);
    assert.partialDeepStrictEqual(advice.json, {
      withheld: { directive: 1, effect: "withhold" },
      options: [],
      shortfalls: [{ cause: "withheld by directive" }],
    });
    assert.partialDeepStrictEqual((await server.get(`${path}/directives`, "overseer")).json, {
      directives: [{ directive: 1, state: "in force", cited: 1, open: 1, sent: 0, overAt: null }],
    });
    assert.equal((await server.get(`${path}/directives`, "crew")).status, 403);

    assert.equal((await run("renew", "1", "--hours", "8", "--reason", "confirmed")).code, 0);
    assert.equal((await run("end", "1", "--reason", "lifted")).code, 0);
    await server.region.runSystem({ type: "due.work" });
    assert.equal((await server.get(`${path}/incidents/1`)).json["withheld"], null);
    assert.match((await run("list")).stdout, /^1 over \| 1 withheld, 0 now, 0 sent all the same \| over /); // prettier-ignore
  });
});
