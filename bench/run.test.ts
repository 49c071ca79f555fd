import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { atLeast, atMost, figure } from "./bench.ts";
import { faultOf } from "./run.ts";
import { formatTable, formatValue } from "./table.ts";

const environment = {
  node: "v1.2.3",
  cpu: "a processor",
  cores: 2,
  memoryGiB: 24,
  platform: "linux-x64",
  commit: "abc1234",
  date: "2026-01-01T00:00:00.000Z",
};

test("rows with a goal say whether it is met, at the limit too", () => {
  assert.equal(atMost("a", 50, "ms", 50).met, true);
  assert.equal(atMost("a", 50.1, "ms", 50).met, false);
  assert.equal(atLeast("a", 0.5, "x", 0.5).met, true);
  assert.equal(atLeast("a", 0.49, "x", 0.5).met, false);
  assert.deepEqual(figure("a", 1, "s"), { name: "a", value: 1, unit: "s", goal: null, met: null });
});

test("a result that is none is a fault", () => {
  assert.match(faultOf([]) ?? "", /no rows/);
  assert.match(faultOf([figure("a", Number.NaN, "s")]) ?? "", /finite/);
  assert.match(faultOf([{ ...figure("a", 1, "s"), goal: "<= 1 s" }]) ?? "", /verdict/);
  assert.equal(faultOf([figure("a", 1, "s"), atMost("b", 1, "s", 2)]), undefined);
});

test("values keep four digits", () => {
  const table = [
    [0.123456, "0.1235"],
    [12.3456, "12.35"],
    [1234.56, "1,235"],
    [20_000_123, "20,000,123"],
    [0, "0"],
    [0.00001234, "0.00001234"],
  ] as const;
  for (const [value, text] of table) assert.equal(formatValue(value), text);
});

test("the table says NOT MET in words", () => {
  const rows = [
    atMost("p99", 60, "ms", 50),
    atMost("p50", 5, "ms", 50),
    figure("rate", 1234.5, "a second"),
  ];
  const text = formatTable("commands", rows, environment);
  assert.match(text, /p99 +60 +ms +<= 50 ms +NOT MET$/m);
  assert.match(text, /p50 +5 +ms +<= 50 ms +met$/m);
  assert.match(text, /rate +1,235 +a second$/m);
  assert.match(text, /a processor, 2 cores, 24 GiB, linux-x64, Node v1\.2\.3, commit abc1234/);
});

describe("the runner", () => {
  let folder = "";
  const snippets = {
    good: 'say("working"); return [{ name: "x", value: 1, unit: "s", goal: "<= 2 s", met: true }];',
    missed: 'return [{ name: "x", value: 3, unit: "s", goal: "<= 2 s", met: false }];',
    empty: "return [];",
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "muster-bench-"));
    for (const name of ["run.ts", "bench.ts", "environment.ts", "table.ts"]) {
      cpSync(join(import.meta.dirname, name), join(folder, name));
    }
    for (const [name, body] of Object.entries(snippets)) {
      const code = `export const bench = { name: "${name}", about: "about ${name}", async run({ say }) { ${body} } };`;
      writeFileSync(join(folder, `${name}.bench.ts`), code);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const runBench = (...args: string[]) =>
    spawnSync(process.execPath, [join(folder, "run.ts"), ...args], { encoding: "utf8" });

  test("--json prints exactly one object", () => {
    const { status, stdout, stderr } = runBench("good", "--json");
    assert.equal(status, 0, stderr);
    const answer = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(Object.keys(answer), ["bench", "rows", "environment"]);
    assert.equal(answer["bench"], "good");
    assert.deepEqual(Object.keys(answer["environment"] as object), Object.keys(environment));
    assert.match(stderr, /good: working/);
  });

  test("a missed goal is shown and is no failure to measure", () => {
    const { status, stdout } = runBench("missed");
    assert.equal(status, 0);
    assert.match(stdout, /NOT MET/);
  });

  test("no rows is a failure to measure", () => {
    const { status, stdout, stderr } = runBench("empty");
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /no rows/);
  });

  test("an unknown name lists the known ones", () => {
    for (const args of [["nope"], []]) {
      const { status, stderr } = runBench(...args);
      assert.equal(status, 2);
      assert.match(stderr, /empty, good, missed/);
    }
  });

  test("list and all", () => {
    assert.match(runBench("list").stdout, /good +about good/);
    const all = runBench("all", "--json");
    assert.equal(all.status, 1, "one of them could not measure");
    const names = all.stdout
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { bench: string }).bench);
    assert.deepEqual(names, ["good", "missed"]);
  });
});
