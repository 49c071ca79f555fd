/** docs/reference/console.md against the code, in both directions. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { viewKeys } from "../view/view-query.ts";
import { consoleKeys } from "./key-list.ts";

const page = readFileSync(
  join(import.meta.dirname, "..", "..", "..", "docs", "reference", "console.md"),
  "utf8",
);

/** First and last cell of every row of the section's table, code marks taken off. */
function rowsOf(heading: string): [string, string][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("| `"));
  return lines.map((line) => {
    const cells = line.split(" | ").map((cell) => cell.replace(/^\| |\s*\|$/g, ""));
    return [cells[0].replaceAll("`", ""), cells.at(-1) ?? ""];
  });
}

test("every key of the console is documented, and no other", () => {
  assert.deepEqual(
    rowsOf("Keys"),
    consoleKeys.map((known) => [known.key, known.what]),
  );
});

test("every parameter of the address is documented, in its order, and no other", () => {
  assert.deepEqual(
    rowsOf("Address").map(([name]) => name),
    viewKeys,
  );
});
