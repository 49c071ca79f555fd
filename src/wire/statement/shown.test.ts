import assert from "node:assert/strict";
import { test } from "node:test";
import {
  metricChoices,
  comparatorChoices,
  readFilter,
  readPeriod,
  readValue,
  writeFilter,
  writePeriod,
  writeValue,
} from "./shown.ts";
import { statementSchema } from "./schema.ts";

test("what a person types is read as the schema wants it, and written back the same", () => {
  for (const [text, value] of [
    ["", null],
    ["60", 60],
    ["1,234", 1234],
    ["60 to 80", [60, 80]],
    ["normal", "normal"],
  ] as const) {
    assert.deepEqual(readValue(text), value);
    assert.deepEqual(readValue(writeValue(value)), value);
  }
  for (const [text, period] of [
    ["", null],
    ["2026-01", "2026-01"],
    ["2026-01-01..2026-01-07", "2026-01-01..2026-01-07"],
    ["2025; 2026", ["2025", "2026"]],
  ] as const) {
    assert.deepEqual(readPeriod(text), period);
    assert.equal(writePeriod(period), text);
  }
  const filter = { assessed: ["immediate", "priority"], area: ["north"] };
  assert.deepEqual(readFilter("assessed=immediate or priority; area=north; nonsense; x="), filter);
  assert.deepEqual(readFilter(writeFilter(filter)), filter);
});

test("every choice that is offered is one that the schema and the catalogue take", () => {
  for (const comparator of comparatorChoices)
    assert.ok(statementSchema.safeParse({ metric: "calls", area: null, comparator }).success);
  assert.ok(metricChoices.some(({ code }) => code === "normal"));
});
