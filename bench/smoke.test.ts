/**
 * Every benchmark starts, does next to nothing (`--smoke`) and answers in the form that the runner promises: one that nobody has started for weeks
 * is found broken here and not on the day its figure is wanted. Figures of such a run mean nothing and are not looked at.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import type { Row } from "./bench.ts";
import { faultOf, listBenches } from "./run.ts";

const run = promisify(execFile);
const runner = join(import.meta.dirname, "run.ts");
/** Each is a process and mostly waits; more would only make the slowest of them slower. */
const concurrency = 3;

interface Answer {
  readonly bench: string;
  readonly rows: readonly Row[];
  readonly environment: { readonly smoke?: boolean };
}

describe("every benchmark starts and answers", { concurrency }, () => {
  for (const name of listBenches())
    test(name, async () => {
      const { stdout } = await run(process.execPath, [runner, name, "--smoke", "--json"], {
        maxBuffer: 16 * 1024 * 1024,
      });
      const lines = stdout.trim().split("\n");
      assert.equal(lines.length, 1, "stdout is exactly one object");
      const answer = JSON.parse(lines[0]) as Answer;
      assert.deepEqual(Object.keys(answer), ["bench", "rows", "environment"]);
      assert.equal(answer.bench, name);
      assert.equal(answer.environment.smoke, true, "nobody may take these figures for measured");
      assert.equal(faultOf(answer.rows), undefined);
      for (const row of answer.rows)
        assert.deepEqual(Object.keys(row), ["name", "value", "unit", "goal", "met"]);
    });
});
