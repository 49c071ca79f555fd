import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { findCounts } from "./check.ts";
import { groups, readOptions, readReport, type Tally, tallyOf } from "./test-run.ts";

const head =
  'import test, { describe } from "node:test";\nimport assert from "node:assert/strict";\n';

/** Runs one test file the way a group is run, and folds its report. */
function runFile(code: string): { tally: Tally; out: string } {
  const folder = mkdtempSync(join(tmpdir(), "muster-run-"));
  const report = join(folder, "report.jsonl");
  const file = join(folder, "snippet.test.ts");
  writeFileSync(file, head + code);
  const env: NodeJS.ProcessEnv = { ...process.env, MUSTER_TEST_REPORT: report, NO_COLOR: "1" };
  delete env["NODE_TEST_CONTEXT"];
  const reporter = join(import.meta.dirname, "test-reporter.ts");
  const flags = ["--test", "--test-isolation=none", "--test-force-exit", "--test-timeout=500"];
  const output = [`--test-reporter=${reporter}`, "--test-reporter-destination=stdout"];
  const result = spawnSync(process.execPath, [...flags, ...output, file], {
    env,
    encoding: "utf8",
  });
  const end = result.signal ?? `exit code ${result.status}`;
  const tally = tallyOf(readReport(report), "unit", end, result.status === 0);
  rmSync(folder, { recursive: true });
  return { tally, out: result.stdout };
}

describe("what the runner makes of a test process", () => {
  const table: readonly (readonly [string, string, readonly [number, number, number]])[] = [
    ["passes", 'test("a", () => {}); test("b", () => {});', [2, 0, 0]],
    ["fails", 'test("a", () => {}); test("b", () => assert.equal(1, 2));', [1, 1, 0]],
    ["skips", 'test("a", () => {}); test("b", { skip: "no data" }, () => {});', [1, 0, 1]],
    ["times out", 'test("a", () => new Promise((done) => setTimeout(done, 60_000)));', [0, 1, 0]],
    ["throws outside a test", 'throw new Error("at load");', [0, 1, 0]],
    [
      "throws late",
      'test("a", async () => { setTimeout(() => { throw new Error("late"); }, 1); await new Promise((done) => setTimeout(done, 50)); });',
      [0, 1, 0],
    ],
    [
      "throws in a suite",
      'describe("s", () => { test("a", () => {}); throw new Error("in suite"); });',
      [0, 1, 0],
    ],
    ["exits with 0", 'test("a", () => {}); test("b", () => process.exit(0));', [0, 1, 0]],
    ["is killed", 'test("a", () => process.kill(process.pid, "SIGKILL"));', [0, 1, 0]],
    ["leaves a timer behind", 'test("a", () => { setInterval(() => {}, 1000); });', [1, 0, 0]],
  ];
  for (const [name, code, [passed, failed, skipped]] of table) {
    test(`that ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`, () => {
      const { tally } = runFile(code);
      const { failures, ...counts } = tally;
      assert.deepEqual(counts, { passed, failed, skipped });
      assert.ok(failed === 0 || failures.length > 0, "a failure has a line of its own");
    });
  }

  test("shows a failure in full, with its place and its suite, and the reason of a skip", () => {
    const { out } = runFile(
      'describe("outer", () => { test("inner", () => assert.deepEqual({ a: 1 }, { a: 2 })); test("b", { skip: "no data" }, () => {}); });',
    );
    assert.match(out, /FAIL {2}.*snippet\.test\.ts:3 › outer › inner/);
    assert.match(out, /\+ {3}a: 1/);
    assert.match(out, /1 skipped: no data/);
    assert.match(out, /fail {2}.*snippet\.test\.ts {2}0 passed, 1 failed/);
    assert.doesNotMatch(out, /node:internal/);
  });

  test("names the test that had begun when the process died", () => {
    const { tally } = runFile(
      'test("first", () => {}); test("deadly", async () => { await new Promise((done) => setTimeout(done, 50)); process.exit(0); });',
    );
    assert.match(tally.failures[0] ?? "", /without a result \(exit code 0\); last begun: .*deadly/);
  });

  test("a process that reports success and still exits with 1 is a failure", () => {
    const totals = { kind: "totals", passed: 3, failed: 0, skipped: 0 } as const;
    assert.equal(tallyOf([totals], "unit", "exit code 1", false).failed, 1);
    assert.equal(tallyOf([totals], "unit", "exit code 0", true).failed, 0);
  });
});

describe("arguments of the test run", () => {
  test("paths, group and names", () => {
    assert.deepEqual(readOptions([]), { paths: [] });
    assert.deepEqual(readOptions(["src/core", "--only", "unit", "--names", "x y"]), {
      paths: ["src/core"],
      only: "unit",
      names: "x y",
    });
  });

  test("wrong ones get the usage text", () => {
    for (const argv of [["--only"], ["--only", "none"], ["--nope", "x"], ["-x"]]) {
      const answer = readOptions(argv);
      assert.match(typeof answer === "string" ? answer : "accepted", /usage: npm test/);
    }
  });

  test("every test file of the repository is in exactly one group", () => {
    const folders = groups.flatMap((group) =>
      group.patterns.map((pattern) => pattern.split("/")[0]),
    );
    assert.deepEqual(folders.toSorted(), ["bench", "bin", "e2e", "src"]);
  });
});

test("counts are read from the last closing line", () => {
  assert.deepEqual(findCounts("1 passed, 2 failed\nx\n3 passed, 0 failed, 4 skipped\n"), {
    passed: 3,
    failed: 0,
    skipped: 4,
  });
  assert.equal(findCounts("3 passed"), undefined);
  assert.equal(findCounts("so 3 passed, 0 failed"), undefined);
});
