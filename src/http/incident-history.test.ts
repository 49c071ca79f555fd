/** The history of an incident over HTTP: its own lines in order, with reasons, and nobody else's. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { testRegion, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/incidents`;

interface History {
  readonly complete: boolean;
  readonly lines: readonly { readonly type: string; readonly says: string; readonly by: string }[];
}

test("the history of an incident has its contacts, units, notes and reasons, and no other incident's", async () => {
  await withServer({ units: 2 }, async (server) => {
    const { config } = server.region.state.policy ?? {};
    assert.ok(config !== undefined);
    const incidentType = config.incidentTypes[0].code;
    const location = { state: "given", ...config.centre, radiusM: 0 };
    const open = { type: "incident.open", incidentType, location, grade: "immediate" };
    await server.command({ type: "contact.receive", channel: "call" }, "supervisor");
    await server.command({ type: "contact.answer", contact: 1 });
    await server.command({ ...open, grade: "priority" });
    await server.command({ ...open, contact: 1 });
    await server.command({ type: "unit.send", incident: 2, units: [0] });
    await server.command({ type: "unit.send", incident: 1, units: [1] });
    await server.command({ type: "incident.note", incident: 2, note: "Blue car" });
    await server.command({
      type: "incident.assess",
      incident: 2,
      grade: "priority",
      reason: "nobody hurt",
    });

    const answer = await server.get(`${path}/2/history`, "dispatcher");
    assert.equal(answer.status, 200);
    const { complete, lines } = answer.json as unknown as History;
    assert.equal(complete, true);
    const types = lines.map((line) => line.type);
    for (const type of [
      "contact.received",
      "contact.answered",
      "incident.opened",
      "contact.linked",
    ])
      assert.ok(types.includes(type), type);
    assert.deepEqual(
      lines.filter((line) => line.type === "unit.allocated").map((line) => line.says),
      ["U0 is sent to incident 2"],
    );
    const says = lines.map((line) => line.says);
    assert.ok(
      says.some((line) => line.endsWith("gets note 1: Blue car")),
      says.join("\n"),
    );
    assert.ok(
      says.some((line) => line.endsWith("is assessed priority: nobody hurt")),
      says.join("\n"),
    );
    assert.equal(lines.find((line) => line.type === "incident.noted")?.by, "supervisor");

    assert.equal((await server.get(`${path}/9/history`)).json.code, "incident.unknown");
    assert.equal((await server.get(`${path}/2/history`, "crew")).status, 403);
  });
});
