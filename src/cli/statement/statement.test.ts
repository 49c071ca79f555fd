import assert from "node:assert/strict";
import { test } from "node:test";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { RecordShelf } from "./read-record.ts";
import { readStatements } from "./read-statements.ts";
import { evaluateOne, isAsExpected } from "./statement-command.ts";

const claims = "claims/statements-dev.jsonl";
const calls = "calls/sffd-unit-responses-20161231-20170104.csv.gz";

test(
  "every statement of the development set has its expected verdict and value",
  { skip: skipWithout(claims) || skipWithout(calls) },
  async () => {
    const shelf = new RecordShelf(findRealData("calls") ?? "", undefined);
    const statements = readStatements(findRealData(claims) ?? "");
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
