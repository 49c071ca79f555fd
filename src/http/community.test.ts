/** The community over HTTP: three verbs, nothing to see but refuges and what became of one's own, and no line or stream. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { RegionConfig } from "../core/region/config.ts";
import { testRegion, withServer } from "../testing/test-server.ts";
import { routes } from "./routes/table.ts";

const path = `/api/regions/${testRegion}`;

test("a report is followed by who made it; it is graded before an incident comes of it", async () => {
  await withServer({ units: 1 }, async (server) => {
    const made = await server.command({ type: "community.report", words: "smoke" }, "community");
    assert.deepEqual(made.json["made"], { contact: 1 });
    assert.partialDeepStrictEqual((await server.get(`${path}/handed-in`, "community")).json, {
      contacts: [{ contact: 1, state: "ringing", response: null }],
    });
    await server.command({ type: "contact.answer", contact: 1 }, "call taker");
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    const open = { type: "incident.open", contact: 1, incidentType: "other", grade: "priority", area: "north", location }; // prettier-ignore
    assert.equal((await server.command(open, "dispatcher")).json.code, "contact.not-graded");
    const grade = { type: "contact.grade", contact: 1, sourceGrade: "2", contentGrade: "D" };
    assert.equal((await server.command(grade, "community")).json.code, "role.not-allowed");
    assert.equal((await server.command(grade, "call taker")).status, 200);
    assert.equal((await server.command(open, "dispatcher")).status, 200);
    assert.partialDeepStrictEqual((await server.get(`${path}/handed-in`, "community")).json, {
      contacts: [{ state: "linked", response: "waiting" }],
    });
  });
});

test("refuges are shown to all who may send somebody there, and set by their keepers", async () => {
  await withServer({ units: 1 }, async (server) => {
    const config = (await server.get(`${path}/config`)).json["config"] as RegionConfig;
    const refuges = [
      { code: "hall", name: "Hall", latE7: 0, lonE7: 0, keepers: ["community"] },
      { code: "barn", name: "Barn", latE7: 0, lonE7: 0, keepers: [] },
    ];
    await server.command({ type: "region.configure", config: { ...config, refuges } }, "administrator"); // prettier-ignore
    const set = { type: "community.shelter", refuge: "hall", opening: "open", places: 12 };
    assert.equal((await server.command(set, "community")).status, 200);
    assert.equal((await server.command({ ...set, refuge: "barn" }, "community")).status, 403);
    await server.command({ type: "community.check-on", area: "north", result: "well" }, "community"); // prettier-ignore
    for (const role of ["community", "partner", "crew", "dispatcher"] as const) {
      const { json } = await server.get(`${path}/refuges`, role);
      assert.partialDeepStrictEqual(json["refuges"], [
        { code: "hall", opening: "open", places: 12 },
        { code: "barn", opening: "closed", changedAt: null },
      ]);
      const counted = role === "dispatcher" ? [{ area: "north", well: 1 }] : [];
      assert.partialDeepStrictEqual(json["checkOns"], counted);
    }
  });
});

test("the community reads refuges and what became of its own, and nothing else of a region", () => {
  const open = routes.filter(
    ({ access }) => access.kind === "roles" && access.roles.includes("community"),
  );
  assert.deepEqual(open.map(({ method, path: address }) => `${method} ${address}`).toSorted(), [
    "GET /api/regions/:region/handed-in",
    "GET /api/regions/:region/refuges",
  ]);
});
