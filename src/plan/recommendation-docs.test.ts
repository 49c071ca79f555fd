/** docs/reference/recommendation.md and duplicates.md name the causes, figures and limits that the code has. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { leastScore } from "../core/contact/duplicates.ts";
import { limits } from "../core/limits.ts";
import { exclusionCauses } from "../core/recommendation.ts";
import { shortfallCauses } from "../core/vocabulary.ts";
import { slotsPerPlan } from "./fill-slots.ts";
import { londonFireFit } from "./straight-line.ts";
import { causeByExclusion } from "./unit-scan.ts";

function read(name: string): string {
  return readFileSync(new URL(`../../docs/reference/${name}`, import.meta.url), "utf8");
}

const text = read("recommendation.md");

function rowsUnder(header: string): string[][] {
  const lines = text.split("\n");
  const start = lines.indexOf(header);
  assert.ok(start >= 0, `no table with the header ${header}`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
}

test("recommendation.md: every exclusion with the cause it counts as, and no other", () => {
  assert.deepEqual(
    rowsUnder("| exclusion | meaning | counts as |").map(([exclusion, , cause]) => [
      exclusion,
      cause,
    ]),
    exclusionCauses.names.map((exclusion) => [exclusion, causeByExclusion[exclusion]]),
  );
});

test("recommendation.md: every shortfall cause, in the order that breaks ties", () => {
  assert.deepEqual(
    rowsUnder("| cause | true when |").map(([cause]) => cause),
    [...shortfallCauses.names],
  );
});

test("recommendation.md: the line and the limits are those of the code", () => {
  const { baseSeconds, secondsPerMetre, errorSeconds } = londonFireFit;
  assert.ok(text.includes(`seconds = ${baseSeconds} + ${secondsPerMetre} x metres`));
  assert.ok(text.includes(`| least squares, used | ${errorSeconds} s |`));
  assert.ok(text.includes(`Up to ${slotsPerPlan} units of one plan`));
  assert.ok(text.includes(`at most ${limits.recommendationOptions})`));
  assert.ok(read("duplicates.md").includes(`below ${leastScore} nothing is suggested`));
});
