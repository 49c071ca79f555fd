import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Card } from "../../record/statement/card.ts";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { RecordShelf } from "./read-record.ts";
import { type ReadStatement, readStatements } from "./read-statements.ts";
import { evaluateOne, isAsExpected } from "./statement-command.ts";

const claims = "claims/statements-dev.jsonl";
const calls = "calls/sffd-unit-responses-20161231-20170104.csv.gz";

test(
  "every statement of the development set has its expected verdict and value",
  { skip: skipWithout(claims) || skipWithout(calls) },
  async () => {
    const shelf = new RecordShelf(findRealData("calls") ?? "", undefined);
    const { statements, faults } = readStatements(findRealData(claims) ?? "");
    assert.deepEqual(faults, []);
    assert.equal(statements.length, 35);
    const wrong: string[] = [];
    for (const read of statements) {
      const card = await evaluateOne(read, shelf);
      if (!isAsExpected(read, card))
        wrong.push(
          `${read.id}: ${card.evaluation.verdict} ${JSON.stringify(card.evaluation.computed)}`,
        );
    }
    assert.deepEqual(wrong, []);
  },
);

test(
  "a blank on-scene time is shown as missing beside what it could do",
  { skip: skipWithout(calls) },
  async () => {
    const shelf = new RecordShelf(findRealData(calls) ?? "", undefined);
    const { record } = await shelf.read(undefined);
    assert.equal(record.calls.length, 2261);
    assert.ok(record.holds.has("on-scene") && !record.holds.has("duty"));
  },
);

test(
  "yes and no of a filter in any spelling select the same calls",
  { skip: skipWithout("calls/seattle-police-2015-01-09.csv.gz") },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "muster-claims-"));
    try {
      const path = join(folder, "claims.jsonl");
      const lines = [1, "1", true, "true", "yes"].map((value, index) =>
        JSON.stringify({
          id: `Y${index}`,
          text: "Officers began so many themselves.",
          dataset: "seattle-police-2015-01-09.csv.gz",
          claim: {
            metric: "events",
            area: "Seattle",
            period: "2015-08",
            filter: { officer_initiated: value },
            comparator: "gt",
            value: 1,
          },
        }),
      );
      writeFileSync(path, lines.join("\n"));
      const shelf = new RecordShelf(findRealData("calls") ?? "", undefined);
      const cards = await Promise.all(
        readStatements(path).statements.map((read) => evaluateOne(read, shelf)),
      );
      const [first] = cards;
      assert.equal(first.evaluation.verdict, "supported");
      for (const { evaluation } of cards)
        assert.equal(evaluation.computed, first.evaluation.computed);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test("a value is compared to the digits that the file gives", () => {
  const read = { expected: "supported", truth: [76.3, 4] } as unknown as ReadStatement;
  const card = (computed: unknown): Card =>
    ({ evaluation: { verdict: "supported", computed } }) as unknown as Card;
  assert.ok(isAsExpected(read, card([76.34, 4])));
  assert.ok(!isAsExpected(read, card([76.36, 4])));
  assert.ok(!isAsExpected(read, card([76.34, 5])));
  assert.ok(!isAsExpected(read, card([76.34])));
  assert.ok(!isAsExpected({ ...read, expected: "refuted" }, card([76.3, 4])));
});

test("a statement that can not be read is named with its place, and takes nothing from the others", () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-statements-"));
  try {
    const path = join(folder, "statements.jsonl");
    const good = {
      text: "x",
      metric: "calls",
      area: "Town",
      period: "2017",
      comparator: "eq",
      value: 1,
    };
    const rows = [
      good,
      { ...good, comparator: "near" },
      { ...good, comparator: "between", value: [9, 3] },
    ];
    writeFileSync(path, `${rows.map((row) => JSON.stringify(row)).join("\n")}\n{"text":\n`);
    const { statements, faults } = readStatements(path);
    assert.equal(statements.length, 1);
    assert.match(faults[0], /:4: not JSON/);
    assert.match(faults[1], /statement 2: comparator: /);
    assert.match(faults[2], /statement 3: value: expected the lower end/);
    writeFileSync(path, "[]");
    assert.throws(() => readStatements(path), /has no statement/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
