/**
 * docs/reference/errors.md lists every code that the program has, with its status, and none that it has not.
 */

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { refusalCodes, warningCodes } from "../core/refusal.ts";
import { cliCodes } from "./fault.ts";
import { fileCodes } from "./yaml-file.ts";
import { configCodes } from "../http/config.ts";
import { recordLogCodes } from "../live/record/fault.ts";
import { recordFaultCodes } from "../record/fault.ts";
import { mapDataCodes } from "../roads/source/map-fault.ts";
import { traceCodes } from "../wire/rehearsal/trace-fault.ts";
import { faultCodes, problemKind, type ProblemCode } from "../http/problem-codes.ts";
import { RehearsalLimit } from "../sim/asking.ts";

const root = join(import.meta.dirname, "..", "..");
const text = readFileSync(join(root, "docs", "reference", "errors.md"), "utf8");
const rows = [...text.matchAll(/^\| `([a-z.-]+)` \|(?: (\d{3}) \|)?/gm)].map(
  ([, code, status]) => ({ code, status }),
);

/** Codes of families that are thrown where they arise and have no list of their own. */
function scanSource(): Set<string> {
  const found = new Set<string>();
  const pattern =
    /"((?:calibrate|import|network)\.[a-z-]+|map\.(?:not-geojson|too-large|bad-geometry|empty))"/g;
  for (const file of globSync("src/**/*.{ts,tsx}", { cwd: root })) {
    if (/\.test\.tsx?$/.test(file)) continue;
    for (const [, code] of readFileSync(join(root, file), "utf8").matchAll(pattern))
      found.add(code);
  }
  return found;
}

const served: readonly ProblemCode[] = [...faultCodes, ...refusalCodes];
const known = new Set<string>([
  ...served,
  ...warningCodes,
  ...configCodes,
  ...cliCodes,
  ...fileCodes,
  ...mapDataCodes,
  ...recordFaultCodes,
  ...recordLogCodes,
  ...traceCodes,
  new RehearsalLimit().code,
  ...scanSource(),
]);

test("every code is documented once, and every documented code exists", () => {
  const listed = rows.map(({ code }) => code);
  assert.deepEqual(
    listed.filter((code, index) => listed.indexOf(code) !== index),
    [],
    "listed twice",
  );
  assert.deepEqual(
    [...known].filter((code) => !listed.includes(code)),
    [],
    "not documented",
  );
  assert.deepEqual(
    listed.filter((code) => !known.has(code)),
    [],
    "documented, but nothing has it",
  );
});

test("the documented status is the one that is sent", () => {
  for (const code of served) {
    const row = rows.find((each) => each.code === code);
    assert.equal(Number(row?.status), problemKind(code).status, code);
  }
});

test("every code that the source throws by name is a known one", () => {
  const pattern =
    /new (?:Problem|LiveFault|CliFault|ConfigFault|FileFault|StoreFault)\(\s*"([a-z.-]+)"/g;
  for (const file of globSync("src/**/*.ts", { cwd: root })) {
    if (file.endsWith(".test.ts")) continue;
    for (const [, code] of readFileSync(join(root, file), "utf8").matchAll(pattern))
      assert.ok(known.has(code), `${file}: ${code}`);
  }
});
