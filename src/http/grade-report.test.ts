/** The report of gradings over HTTP and by `muster report grades`: from the log, for those who may read it, and audited. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runMuster as muster } from "../testing/run-muster.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/reports/grades`;

test("who graded down with little time left is in the report, beside responses by each grade", async () => {
  await withServer({ units: 1 }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const run = (...args: string[]) => muster(["report", "grades", ...args], env);
    assert.match((await run()).stdout, /nothing was graded anew/);
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    const open = { type: "incident.open", incidentType: "other", area: "north", location };
    for (let incident = 1; incident <= 12; incident += 1)
      await server.command({ ...open, grade: "priority" });
    server.clock.move(3_500);
    for (let incident = 1; incident <= 12; incident += 1)
      await server.command({ type: "incident.assess", incident, grade: "scheduled", reason: "r" });
    const { json } = await server.get(path, "overseer");
    assert.partialDeepStrictEqual(json, {
      isComplete: true,
      underPercent: 25,
      people: [{ by: "supervisor", down: 12, late: 12, incidents: 12, standsOut: "late and many" }],
      regradingCount: 12,
    });
    const rows = json["response"] as { basis: string; grade: string; incidents: number }[];
    const count = (basis: string, grade: string) =>
      rows.find((row) => row.basis === basis && row.grade === grade)?.incidents;
    assert.deepEqual(
      [count("first assessed", "priority"), count("last assessed", "priority"), count("served", "scheduled")],
      [12, 0, 12],
    ); // prettier-ignore
    assert.partialDeepStrictEqual((await server.get(`${path}?underPercent=1`, "overseer")).json, {
      people: [{ late: 0 }],
    });
    assert.match((await run()).stdout, /supervisor .*: 12 down \(12 with under 25 % left\), 0 up, 0 served lower STANDS OUT \(late and many\)/); // prettier-ignore
    assert.match((await run("--until", "soon")).stderr, /--until is "soon"/);
    assert.match((await run("--hours", "9999")).stderr, /at most 31 days/);

    assert.equal((await server.get(path, "dispatcher")).status, 403);
    assert.equal((await server.get(`${path}?until=soon`, "overseer")).status, 422);
    const now = server.clock.now();
    assert.equal(
      (await server.get(`${path}?from=${now}&until=${now - 1}`, "overseer")).status,
      422,
    );
    const audit = await server.get("/api/audit", "administrator");
    assert.match(audit.text, /"kind":"log\.read","account":"overseer"/);
  });
});
