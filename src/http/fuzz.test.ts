/**
 * Bad input: every route and every command with random, wrong, oversize and stale input. Whatever comes, the answer has
 * a stable code, is never a 500, shows no stack, and a command that was not accepted changed nothing. A failing
 * property prints its seed.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { z } from "zod";
import { refusalCodes } from "../core/refusal.ts";
import { hashState } from "../core/state/hash.ts";
import type { Role } from "../core/vocabulary.ts";
import { loadRegion } from "../live/load-region.ts";
import { makeLog } from "../live/log.ts";
import { arbitraryOf, nearlyArbitraryOf } from "../testing/schema-arbitrary.ts";
import {
  testRegion,
  withServer,
  type TestAnswer,
  type TestServer,
} from "../testing/test-server.ts";
import { commandSchema } from "../wire/command-schema.ts";
import { faultCodes } from "./problem-codes.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes/table.ts";

const codes = new Set<string>([...faultCodes, ...refusalCodes]);
const limits = { requestsPerSecond: 100_000, requestBurst: 100_000, signInsPerMinute: 1_000 };

function checkAnswer(answer: TestAnswer, what: string): void {
  assert.notEqual(answer.status, 500, `${what}: ${answer.text.slice(0, 300)}`);
  assert.doesNotMatch(answer.text, /node_modules|\.ts:\d+|at [A-Z]\w+\.|node:internal/, what);
  if (answer.status < 400) return;
  assert.equal(
    answer.headers.get("content-type"),
    "application/problem+json",
    `${what}: ${answer.status}`,
  );
  assert.ok(codes.has(answer.json.code ?? ""), `${what}: ${answer.text.slice(0, 300)}`);
  assert.ok(answer.text.length < 20_000, "an answer does not repeat a huge input");
}

/** Some of everything, so that small numbers hit. */
async function furnish(server: TestServer): Promise<void> {
  const location = { state: "given", latE7: 540_000_000, lonE7: 30_000_000, radiusM: 0 };
  for (let n = 0; n < 3; n += 1) {
    await server.command({
      type: "contact.receive",
      channel: "call",
      callerNumber: "01632 960001",
    });
    await server.command({ type: "contact.answer", contact: n + 1 });
    await server.command({
      type: "incident.open",
      incidentType: "other",
      grade: "priority",
      area: "north",
      location,
    });
    await server.command({ type: "incident.note", incident: n + 1, note: "seen" });
  }
  await server.command({ type: "unit.send", incident: 1, units: [0] });
}

async function checkSound(server: TestServer): Promise<void> {
  const folded = await loadRegion(server.store, testRegion, makeLog("silent"));
  assert.equal(
    hashState(folded.state),
    hashState(server.region.state),
    "the state is the fold of the log",
  );
  const bugs = server.logged.filter((line) => line.includes("bug in a handler"));
  assert.deepEqual(bugs, []);
}

test("every command with nearly fitting input is accepted or refused by code, and a refusal changes nothing", async () => {
  await withServer({ units: 4, config: { limits } }, async (server) => {
    await furnish(server);
    const role = fc.constantFrom<Role>("supervisor", "administrator", "call taker", "crew");
    // Configurations are large and rarely fit; they have a run of their own below.
    const command = nearlyArbitraryOf(commandSchema);
    await fc.assert(
      fc.asyncProperty(command, role, async (body, asker) => {
        const before = hashState(server.region.state);
        const answer = await server.command(body as Record<string, unknown>, asker);
        checkAnswer(answer, JSON.stringify(body)?.slice(0, 300));
        if (answer.status !== 200)
          assert.equal(hashState(server.region.state), before, answer.text);
      }),
      { numRuns: 1_500 },
    );
    await checkSound(server);
  });
});

test("each kind of command by itself, fitting its schema, never fails otherwise than by a code", async () => {
  await withServer({ units: 4, config: { limits } }, async (server) => {
    await furnish(server);
    for (const option of commandSchema.options as readonly z.ZodType[]) {
      await fc.assert(
        fc.asyncProperty(arbitraryOf(option), async (body) => {
          const role = JSON.stringify(body).includes('"region.configure"')
            ? "administrator"
            : "supervisor";
          checkAnswer(
            await server.command(body as Record<string, unknown>, role),
            JSON.stringify(body).slice(0, 300),
          );
        }),
        { numRuns: 25 },
      );
    }
    await checkSound(server);
  });
});

test("lines of any text are understood or refused by code", async () => {
  const word = fc.constantFrom(
    "send",
    "U0",
    "U1",
    ">",
    "1",
    "2",
    "at",
    "scene",
    "note",
    "close",
    "divert",
    "grade",
    "\u0000",
    "99999999999",
    '"',
  );
  const line = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")),
  );
  await withServer({ units: 3, config: { limits } }, async (server) => {
    await furnish(server);
    await fc.assert(
      fc.asyncProperty(line, fc.boolean(), async (text, isPreview) => {
        const before = hashState(server.region.state);
        const verb = isPreview ? "preview" : "commands";
        const body = isPreview ? { line: text } : { id: crypto.randomUUID(), line: text };
        const answer = await server.post(`/api/regions/${testRegion}/${verb}`, body);
        checkAnswer(answer, text);
        if (isPreview || answer.status !== 200)
          assert.equal(hashState(server.region.state), before);
      }),
      { numRuns: 500 },
    );
    await checkSound(server);
  });
});

function fill(route: Route, values: Readonly<Record<string, string>>): string {
  return route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(name === "region" ? testRegion : (values[name] ?? "0")),
  );
}

const parameter = fc.oneof(
  fc.constantFrom(
    "0",
    "1",
    "2",
    "-1",
    "999999999999",
    "nobody",
    "..",
    "%00",
    "1.5",
    "0.pbf",
    "supervisor",
  ),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);

for (const route of routes) {
  // Streams stay open, and the account routes would sign everybody out: both have tests of their own.
  if (route.path.endsWith("/stream")) continue;
  test(`${route.method} ${route.path} with any parameters, query and body`, async () => {
    await withServer({ units: 3, config: { limits } }, async (server) => {
      await furnish(server);
      const isAdministration = /accounts|tokens|positions/.test(route.path);
      const token = await server.token(isAdministration ? "administrator" : "supervisor");
      const query = route.query === undefined ? fc.constant({}) : nearlyArbitraryOf(route.query);
      const body =
        route.body === undefined ? fc.constant(undefined) : nearlyArbitraryOf(route.body);
      const names = fc.record({
        number: parameter,
        id: parameter,
        z: parameter,
        x: parameter,
        file: parameter,
      });
      await fc.assert(
        fc.asyncProperty(names, query, body, async (values, asked, sent) => {
          const search = new URLSearchParams();
          for (const [key, value] of Object.entries(asked ?? {})) {
            // An object may have a toString that is none.
            const isObject = typeof value === "object" && value !== null;
            search.append(key, isObject ? JSON.stringify(value) : String(value));
          }
          const answer = await server.request(`${fill(route, values)}?${search.toString()}`, {
            method: route.method,
            headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
            ...(route.method === "GET" || sent === undefined
              ? {}
              : { body: JSON.stringify(sent) ?? "null" }),
          });
          checkAnswer(
            answer,
            `${route.method} ${route.path} ${JSON.stringify([values, asked, sent])?.slice(0, 300)}`,
          );
        }),
        { numRuns: 40 },
      );
      await checkSound(server);
    });
  });
}

test("bodies that are no JSON, too deep or too large get their codes", async () => {
  await withServer({ config: { limits } }, async (server) => {
    const headers = {
      authorization: `Bearer ${await server.token("supervisor")}`,
      "content-type": "application/json",
    };
    const address = `/api/regions/${testRegion}/commands`;
    const deep = "[".repeat(100_000);
    const samples: [string, string][] = [
      ["", "body.invalid-json"],
      ["{", "body.invalid-json"],
      [deep, "body.invalid-json"],
      [`${deep}${"]".repeat(100_000)}`, "input.invalid"],
      [`{"id":"${"x".repeat(300_000)}"}`, "body.too-large"],
      ['{"__proto__":{"id":"polluted-1"}}', "input.invalid"],
      ['{"id":"12345678","command":{"type":"due.work"}}', "input.invalid"],
      [
        '{"id":"12345678","command":{"type":"unit.send","incident":1,"units":[0],"recommendation":null}}',
        "input.invalid",
      ],
    ];
    for (const [body, code] of samples) {
      const answer = await server.request(address, { method: "POST", headers, body });
      assert.equal(answer.json.code, code, body.slice(0, 60));
    }
    assert.equal(({} as { id?: string }).id, undefined);
  });
});

test("replayed ids, reused ids and stale positions have their codes", async () => {
  await withServer({ config: { limits } }, async (server) => {
    const address = `/api/regions/${testRegion}/commands`;
    const command = { type: "contact.receive", channel: "call" };
    const first = await server.post(address, { id: "same-id-1", command });
    const replayed = await server.post(address, { id: "same-id-1", command });
    assert.deepEqual(replayed.json, { ...first.json, replayed: true });
    const reused = await server.post(address, {
      id: "same-id-1",
      command: { ...command, channel: "text" },
    });
    assert.equal(reused.json.code, "command.id-reused");
    const other = await server.post(address, { id: "same-id-1", command }, "dispatcher");
    assert.equal(other.json.code, "command.id-reused", "an id belongs to who used it");
    const stale = await server.post(address, { id: "same-id-2", command, expect: 1 });
    assert.deepEqual([stale.status, stale.json.code], [409, "command.stale"]);
    const future = await server.post(address, {
      id: "same-id-3",
      command,
      occurredAt: "2099-01-01T00:00:00Z",
    });
    assert.deepEqual([future.status, future.json.code], [422, "time.future"]);
  });
});
