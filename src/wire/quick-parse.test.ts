/**
 * A quick answer is the schema's own, for whatever comes; and the commands that a client sends get one.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { z } from "zod";
import { nearlyArbitraryOf } from "../testing/schema-arbitrary.ts";
import { commandSchema } from "./command-schema.ts";
import { quickParse } from "./quick-parse.ts";

/** The same success, the same bytes, the same faults; answers whether zod was left out. */
function checkSame(schema: z.ZodType, value: unknown): boolean {
  const quick = quickParse(schema, value);
  const zod = schema.safeParse(value);
  const what = JSON.stringify(value)?.slice(0, 300);
  assert.equal(quick.success, zod.success, what);
  assert.deepEqual(quick.error?.issues, zod.error?.issues, what);
  // Also the order of members: what stands in the log and the fingerprint of a request are made of it.
  assert.equal(JSON.stringify(quick.data), JSON.stringify(zod.data), what);
  return quick.success && quick.data === value;
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** Members in another order. */
function turned(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toReversed());
}

test("any command, fitting or nearly, is answered as by the schema alone", () => {
  fc.assert(
    fc.property(nearlyArbitraryOf(commandSchema), fc.boolean(), (value, isTurned) => {
      const json = asJson(isTurned ? turned(value) : value);
      checkSame(commandSchema, json);
    }),
    { numRuns: 3_000 },
  );
});

test("each kind of command has a test of its own, which is never softer than the schema", () => {
  for (const option of commandSchema.options as readonly z.ZodType[]) {
    fc.assert(
      fc.property(nearlyArbitraryOf(option), (value) => {
        const json = asJson(value);
        checkSame(option, json);
        checkSame(commandSchema, json);
      }),
      { numRuns: 60 },
    );
  }
});

test("commands as clients send them are taken as they came", () => {
  const location = { state: "given", latE7: 540_000_000, lonE7: 30_000_000, radiusM: 0 };
  const commands: unknown[] = [
    { type: "contact.receive", channel: "call", location, callerNumber: "01632 960001" },
    { type: "contact.describe", contact: 1, words: "Two cars and a cyclist." },
    { type: "incident.open", incidentType: "other", location, grade: "priority", hazards: ["dog"] },
    { type: "unit.send", incident: 1, units: [0, 1], accept: [] },
    { type: "unit.progress", unit: 0, status: "en route" },
    { type: "shift.amend", shift: 1, team: null },
    { type: "alarm.shelve", alarm: 1, until: 5, reason: "x" },
  ];
  for (const command of commands)
    assert.ok(checkSame(commandSchema, asJson(command)), JSON.stringify(command));
  for (const command of commands)
    assert.ok(!checkSame(commandSchema, turned(asJson(command))), JSON.stringify(command));
});

const schemas: readonly z.ZodType[] = [
  z.string().min(2).max(3),
  z.string().regex(/^a+$/).max(3),
  z.string().regex(/a/g),
  z.string().trim(),
  z.email(),
  z.coerce.number(),
  z.coerce.boolean(),
  z.int().min(-1).max(2),
  z.number().gt(0).lt(3),
  z.number().min(0.5),
  z.number().multipleOf(2),
  z.boolean(),
  z.enum(["a", "b"]),
  z.literal("a"),
  z.literal(["a", 1]),
  z.array(z.int()).min(1).max(2),
  z.tuple([z.int(), z.string()]),
  z.tuple([z.int(), z.string().optional()]),
  z.tuple([z.int()]).rest(z.string()),
  z.strictObject({ a: z.int(), b: z.string().exactOptional(), c: z.int().nullable() }),
  z.strictObject({ a: z.int().default(3), b: z.int().optional() }),
  z.strictObject({ a: z.string().transform(Number).optional(), b: z.int().optional() }),
  z.strictObject({ a: z.int().nullable().optional(), b: z.int().optional().nullable() }),
  z.strictObject({ a: z.int(), b: z.int() }).refine(({ a, b }) => a < b, "order"),
  z.strictObject({ a: z.int() }).check(({ value }) => void (value.a = 9)),
  z.strictObject({ __proto__: null, a: z.int() }),
  z.object({ a: z.int() }),
  z.looseObject({ a: z.int() }),
  z.object({ a: z.int() }).catchall(z.string()),
  z.union([z.object({ a: z.int() }), z.strictObject({ a: z.int(), b: z.int() })]),
  z.discriminatedUnion("a", [
    z.strictObject({ a: z.literal("a"), b: z.int() }),
    z.object({ a: z.enum(["b", "c"]), b: z.string().optional() }),
  ]),
  z.record(z.string(), z.int()),
];

test("whatever a schema is made of, the answer is its own", () => {
  const leaf = fc.constantFrom<unknown>(
    null,
    true,
    "",
    "a",
    "aa",
    "aaaa",
    "b",
    " a ",
    "1",
    "\u{1f6a8}",
    "\u{1f6a8}\u{1f6a8}",
    -2,
    -1,
    -0,
    0.5,
    3,
    2 ** 53,
    1e308,
  );
  const member = fc.oneof(
    { weight: 2, arbitrary: leaf },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 }) },
    fc.array(leaf, { maxLength: 3 }),
  );
  const entries = fc.uniqueArray(
    fc.tuple(fc.constantFrom("a", "b", "a", "b", "c", "__proto__"), member),
    {
      selector: ([key]) => key,
      maxLength: 4,
    },
  );
  // A text of its own, because JSON has members called __proto__ and a literal has not.
  const object = entries.map((list) =>
    JSON.parse(`{${list.map(([key, value]) => `"${key}":${JSON.stringify(value)}`).join()}}`),
  );
  fc.assert(
    fc.property(fc.oneof(member, object), (value) => {
      for (const schema of schemas) checkSame(schema, value);
    }),
    { numRuns: 2_000 },
  );
});

test("what has a class of its own, or members of a prototype, goes to the schema", () => {
  const schema = z.strictObject({ a: z.int().exactOptional() });
  class Box {
    a = 1;
  }
  for (const value of [new Box(), Object.create({ a: 1 }), Object.create(null), [], new Map()])
    assert.ok(!checkSame(schema, value));
  assert.ok(checkSame(schema, {}));
});
