/** Statements over HTTP: checked against the region's own log, kept in it, corrected, shown as a page; crews and partners see none. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { verdicts } from "../record/statement/words.ts";
import { statementVerdicts } from "../core/statement/statement-events.ts";
import type { Card } from "../record/statement/card.ts";
import { testRegion, type TestServer, withServer } from "../testing/test-server.ts";

const path = `/api/regions/${testRegion}/statements`;
const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };

/** A night of three contacts: one attended, one abandoned, one still waiting without a unit. */
async function playNight(server: TestServer): Promise<void> {
  const give = async (command: Record<string, unknown>): Promise<void> => {
    const { status, text } = await server.command(command);
    assert.ok(status < 300, text);
  };
  const receive = (): Record<string, unknown> => ({ type: "contact.receive", channel: "call" });
  await give(receive());
  await give({ type: "contact.answer", contact: 1 });
  await give({
    type: "incident.open",
    contact: 1,
    incidentType: "other",
    grade: "immediate",
    area: "north",
    location,
  });
  server.clock.move(60);
  await give({ type: "unit.send", units: [0], incident: 1 });
  server.clock.move(60);
  await give({ type: "unit.progress", unit: 0, status: "en route" });
  server.clock.move(300);
  await give({ type: "unit.progress", unit: 0, status: "at scene" });
  await give(receive());
  await give({ type: "contact.abandon", contact: 2 });
  await give(receive());
  server.clock.move(600);
}

function dayOf(server: TestServer): string {
  return new Date(server.clock.now() / 1000).toISOString().slice(0, 10);
}

test("verdicts by the region's own log, with those who were abandoned and those nobody was sent to", async () => {
  assert.deepEqual(statementVerdicts, verdicts);
  await withServer({ units: 1 }, async (server) => {
    await playNight(server);
    const area = server.region.state.policy?.config.name ?? "";
    const ask = async (
      more: object,
    ): Promise<{ verdict: string; computed: unknown; reasons: unknown }> => {
      const statement = {
        metric: "calls",
        area,
        period: dayOf(server),
        comparator: "ge",
        value: 0,
        ...more,
      };
      const { status, json } = await server.post(`${path}/evaluate`, { statement });
      assert.equal(status, 200, JSON.stringify(json));
      return (json["card"] as { evaluation: never }).evaluation;
    };
    assert.equal((await ask({ value: 3 })).computed, 3);
    assert.equal((await ask({ metric: "abandoned-contacts", value: 1 })).computed, 1);
    assert.equal((await ask({ metric: "calls-without-dispatch", value: 2 })).computed, 2);
    assert.equal((await ask({ metric: "calls", filter: { served: "immediate" } })).computed, 1);
    assert.equal(
      (await ask({ value: 3, comparator: "eq" })).verdict,
      "not enough evidence",
      "the day is not over",
    );
    assert.equal((await ask({ area: "Cudden" })).verdict, "unknown area");
    assert.equal(
      (await ask({ metric: "normal", comparator: "is", value: null })).verdict,
      "needs definition",
    );
    const moment = new Date(server.clock.now() / 1000 - 1000).toISOString();
    assert.equal(
      (await ask({ metric: "committed-units", period: moment, comparator: "eq", value: 1 }))
        .verdict,
      "supported",
    );
    assert.equal(
      (await ask({ metric: "available-units", period: moment, comparator: "eq", value: 0 }))
        .verdict,
      "supported",
    );
  });
});

test("a check is kept in the log, a correction stands beside it, and the page shows both and runs no script", async () => {
  await withServer({ units: 1 }, async (server) => {
    await playNight(server);
    const area = server.region.state.policy?.config.name ?? "";
    const statement = {
      text: "<script>alert(1)</script> More than two calls came in.",
      metric: "calls",
      area,
      period: dayOf(server),
      comparator: "gt",
      value: 2,
      saidBy: "A. Speaker",
      saidWhere: "https://example.org/a",
    };
    const kept = await server.post(path, { statement });
    assert.equal(kept.status, 200, kept.text);
    const number = Number(kept.json["number"]);
    const unknown = await server.post(path, { statement, corrects: 1, why: "x" });
    assert.equal(unknown.json.code, "statement.unknown");
    const corrected = await server.post(path, {
      statement: { ...statement, comparator: "lt" },
      corrects: number,
      why: "it said fewer",
    });
    const later = Number(corrected.json["number"]);
    const { json } = await server.get(path);
    const rows = json["statements"] as { number: number; verdict: string; correctedBy: number[] }[];
    assert.deepEqual(
      rows.map((each) => [each.number, each.correctedBy]),
      [
        [number, [later]],
        [later, []],
      ],
    );
    assert.equal(rows[0].verdict, "supported", "the old verdict stays");
    const facts = (await server.store.read(testRegion, number - 1, 1))[0].facts;
    assert.doesNotMatch(facts, /Speaker|script|example/, "what somebody said is no fact");
    const page = await server.get(`${path}/${number}?as=html`);
    assert.match(page.text, /corrected by statement/);
    assert.match(page.text, /&lt;script&gt;alert/);
    assert.doesNotMatch(page.text, /<script>/);
    assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
    const review = await server.get(`${path}/${number}?as=claim-review`);
    assert.partialDeepStrictEqual(JSON.parse(review.text), {
      "@type": "ClaimReview",
      reviewRating: { alternateName: "supported" },
      itemReviewed: { author: { name: "A. Speaker" } },
    });
    for (const role of ["crew", "partner", "dispatcher"] as const)
      assert.equal((await server.get(path, role)).json.code, "access.role");
  });
});

test("normal is defined in conditions of the catalogue, and a text is read into suggestions without a verdict", async () => {
  await withServer({ units: 1 }, async (server) => {
    await playNight(server);
    const area = server.region.state.policy?.config.name ?? "";
    const wrong = await server.post(`/api/regions/${testRegion}/normal`, {
      words: "x",
      conditions: [{ metric: "mood", comparator: "le", value: 1 }],
    });
    assert.equal(wrong.json.code, "input.invalid");
    const condition = { metric: "abandoned-contacts", comparator: "ge", value: 1 };
    const defined = await server.post(`/api/regions/${testRegion}/normal`, {
      words: "one is abandoned",
      conditions: [condition],
    });
    assert.equal(defined.status, 200, defined.text);
    server.clock.move(60);
    const statement = { metric: "normal", area, period: dayOf(server), comparator: "is" };
    const found = await server.post(`${path}/evaluate`, { statement });
    const { evaluation } = found.json["card"] as unknown as Card;
    assert.equal(evaluation.verdict, "needs definition");
    assert.equal(evaluation.reasons[0].code, "unsigned-definition", "no record is kept here");
    assert.ok(evaluation.sides.length > 0, "the nearest facts");
    const read = await server.post(`${path}/read`, {
      text: "Over two calls came in yesterday. Morale is low.",
    });
    const readings = read.json["readings"] as {
      suggestion: { statement: { metric: string | null; periods: string[] } };
    }[];
    assert.deepEqual(
      readings.map(({ suggestion }) => [suggestion.statement.metric, suggestion.statement.periods]),
      [
        ["calls", []],
        [null, []],
      ],
    );
    assert.doesNotMatch(read.text, /verdict/);
  });
});
