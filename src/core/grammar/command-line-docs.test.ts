/** docs/reference/command-line.md lists every verb, status word and fault that the grammar has, and none that it has not. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { makeRoom } from "../../testing/control-room.ts";
import { lineFaultCodes } from "./fault.ts";
import { namesFromState } from "./names-from-state.ts";
import { listStatusPhrases } from "./status-phrases.ts";
import { lineLimits } from "./tokens.ts";
import { usages } from "./verbs.ts";

const path = new URL("../../../docs/reference/command-line.md", import.meta.url);
const text = readFileSync(path, "utf8");

/** First cells of the rows of a table that has this header, and whole rows. */
function rowsUnder(header: string): string[] {
  const lines = text.split("\n");
  const start = lines.indexOf(header);
  assert.ok(start >= 0, `no table with the header ${header}`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end);
}

test("command-line.md: one row per verb, word for word", () => {
  const expected = usages.map(
    ({ usage, about, example }) => `| \`${usage}\` | ${about} | \`${example}\` |`,
  );
  assert.deepEqual(rowsUnder("| line | what it does | example |"), expected);
});

test("command-line.md: one row per fault", () => {
  const codes = rowsUnder("| code | when |").map((row) => /^\| `([^`]+)` \|/.exec(row)?.[1]);
  assert.deepEqual(codes, [...lineFaultCodes]);
});

test("command-line.md: the statuses and limits that it names", () => {
  const phrases = listStatusPhrases(namesFromState(makeRoom().state));
  for (const phrase of phrases.filter((each) => each.label !== true))
    assert.ok(text.includes(`\`${phrase.text}\``), phrase.text);
  assert.ok(text.includes(`at most ${lineLimits.length} characters`));
  assert.ok(text.includes(`(at most ${lineLimits.completions})`));
  assert.ok(text.includes(`up to ${lineLimits.candidates} candidates`));
});
