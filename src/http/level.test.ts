/**
 * The service level over HTTP: who may decide on it, who sees how much of it, that a proposal and a missed call-back
 * come by themselves, and that assessed and served grade stand side by side.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { testRegion, withServer, type TestServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}`;
const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };

function open(server: TestServer, grade: string, more: object = {}) {
  const type = "incident.open";
  return server.command({ type, incidentType: "other", grade, area: "north", location, ...more });
}

function set(level: string): Record<string, unknown> {
  return { type: "level.set", level, reason: "four of thirty came" };
}

/** The moved clock moves no timer: what is due is done as the region's own timer would. */
async function doDueWork({ region }: TestServer): Promise<void> {
  await region.runSystem({ type: "due.work" });
}

test("the plan says who may decide; a call taker never, a dispatcher not on life only", async () => {
  await withServer({ units: 1 }, async (server) => {
    const codeOf = async (level: string, role: "call taker" | "dispatcher" | "supervisor") =>
      (await server.command(set(level), role)).json.code;
    assert.equal(await codeOf("strained", "call taker"), "role.not-allowed");
    assert.equal(await codeOf("life only", "dispatcher"), "role.not-allowed");
    assert.equal(await codeOf("strained", "dispatcher"), undefined);
    assert.equal(await codeOf("life only", "supervisor"), undefined);
    assert.equal(await codeOf("normal", "dispatcher"), "role.not-allowed");
  });
});

test("the room sees evidence and reason, a crew the rule, a partner the messages", async () => {
  await withServer({ units: 1 }, async (server) => {
    await server.command(set("life only"), "supervisor");
    const room = (await server.get(`${path}/level`, "call taker")).json;
    assert.partialDeepStrictEqual(room, {
      level: "life only",
      reason: "four of thirty came",
      by: "supervisor",
      proposal: { level: "normal", isProposed: false },
      served: { immediate: "immediate", priority: "deferred" },
    });
    assert.ok((room["evidence"] as unknown[]).length > 3 && room["script"] !== "");
    const crew = (await server.get(`${path}/level`, "crew")).json;
    assert.partialDeepStrictEqual(crew, { level: "life only", reason: "", evidence: [] });
    assert.deepEqual(crew["served"], room["served"]);
    const partner = (await server.get(`${path}/level`, "partner")).json;
    assert.partialDeepStrictEqual(partner, {
      level: "life only",
      served: null,
      script: "",
      by: "",
    });
    assert.match(partner["partnerMessage"], /threats to life only/);
    assert.match(partner["publicMessage"], /life is in danger/);
  });
});

test("a deferred caller to the end: promised, missed, called back, taken up when the level is lowered", async () => {
  await withServer({ units: 1 }, async (server) => {
    await server.command(set("priority only"), "supervisor");
    await open(server, "scheduled", { told: "within four hours" });
    const shown = async () => (await server.get(`${path}/promises`)).json["incidents"][0] as object;
    const promise = { by: "level", isTold: true, isMissed: false, told: "within four hours" };
    assert.partialDeepStrictEqual(await shown(), {
      state: "deferred",
      assessed: "scheduled",
      promise,
    });
    const none = (await server.get(`${path}/incidents/1/recommendation`)).json;
    assert.partialDeepStrictEqual(none, { options: [], deferred: { origin: "level" } });
    const sent = await server.command({ type: "unit.send", incident: 1, units: [0] });
    assert.deepEqual(
      [sent.json.code, sent.json["needs"]],
      ["needs.acceptance", ["incident.deferred"]],
    );
    server.clock.move(4 * 3600 + 61);
    await doDueWork(server);
    const kinds = async () =>
      ((await server.get(`${path}/alarms`)).json["alarms"] as { kind: string }[]).map(
        ({ kind }) => kind,
      );
    assert.ok((await kinds()).includes("promise missed"));
    assert.partialDeepStrictEqual(await shown(), { promise: { isMissed: true } });
    const reached = { type: "incident.call-back", incident: 1, result: "reached", told: "at ten" };
    assert.equal((await server.command(reached, "call taker")).status, 200);
    assert.ok(!(await kinds()).includes("promise missed"));
    await server.command(set("normal"), "supervisor");
    const lowered = {
      state: "waiting",
      assessed: "scheduled",
      promise: { by: "none", told: "at ten" },
    };
    assert.partialDeepStrictEqual(await shown(), lowered);
    assert.partialDeepStrictEqual((await server.get(`${path}/incidents/1/recommendation`)).json, {
      options: [{ unit: 0 }],
    });
  });
});

test("served apart by the level is marked so, and both grades are shown", async () => {
  await withServer({ units: 1 }, async (server) => {
    await open(server, "scheduled");
    await server.command(set("strained"), "dispatcher");
    const both = { assessed: "scheduled", served: "resolution", isServedByLevel: true };
    assert.partialDeepStrictEqual((await server.get(`${path}/incidents/1`)).json, both);
  });
});
