import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { metrics } from "./catalogue.ts";
import { hedges } from "./hedges.ts";
import { dayParts } from "./sides.ts";
import { comparators, filterFields, verdicts } from "./words.ts";

const text = readFileSync(
  join(import.meta.dirname, "..", "..", "..", "docs", "reference", "statements.md"),
  "utf8",
);

/** Rows of the table under a heading, without the two of its head. */
function rowsUnder(heading: string): string[] {
  const [, part = ""] = text.split(`\n## ${heading}\n`);
  const [own] = part.split("\n## ");
  return own
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2);
}

test("the documentation has the catalogue as it is, and nothing else", () => {
  const expected = metrics.map(
    (m) =>
      `| \`${m.name}\` | ${m.definition} | ${m.unit} | ${m.numerator} | ${m.denominator} | ${m.missing} | ${m.late} | ${m.needs.join(", ")} | ${m.statistic} |`,
  );
  assert.deepEqual(rowsUnder("Catalogue"), expected);
  assert.equal(new Set(metrics.map(({ name }) => name)).size, metrics.length);
});

test("the documentation has the hedge words and the parts of the day as they are", () => {
  assert.deepEqual(
    rowsUnder("Hedge words"),
    hedges.map(
      ({ words, comparator, isLoose }) =>
        `| ${words.join(", ")} | \`${comparator}\` | ${isLoose ? "a tenth; of percentages 3 points" : "none"} |`,
    ),
  );
  assert.deepEqual(
    rowsUnder("Parts of the day"),
    Object.entries(dayParts).map(([name, [from, last]]) => `| ${name} | ${from} | ${last} |`),
  );
});

test("every verdict, comparator and field is documented", () => {
  const verdictRows = rowsUnder("Verdicts").join("\n");
  for (const verdict of verdicts) assert.ok(verdictRows.includes(verdict), verdict);
  for (const name of [...comparators, ...filterFields])
    assert.ok(text.includes(`\`${name}\``), name);
});
