import assert from "node:assert/strict";
import { test } from "node:test";
import { Progress } from "./progress.ts";

function record(
  isTTY: boolean,
  columns = 80,
): { lines: string[]; output: { isTTY: boolean; columns: number; write: (text: string) => void } } {
  const lines: string[] = [];
  return { lines, output: { isTTY, columns, write: (text) => lines.push(text) } };
}

test("off a terminal there is one line for every tenth", () => {
  const { lines, output } = record(false);
  const progress = new Progress("reading", output, () => 0);
  for (let step = 0; step <= 1000; step += 1) progress.update(step / 1000);
  progress.finish();
  assert.equal(lines.length, 10);
  assert.equal(lines[0], "reading 10 % \n");
  assert.equal(lines[9], "reading 100 % \n");
});

test("on a terminal the line is drawn again at most ten times a second, within its width, and ends once", () => {
  const { lines, output } = record(true, 40);
  let now = 0;
  const progress = new Progress("reading a file", output, () => now);
  for (let step = 0; step < 1000; step += 1) {
    now = step;
    progress.update(step / 1000, "a note that is long");
  }
  assert.equal(lines.length, 10);
  for (const line of lines) assert.ok(line.replace("\r", "").replace("\u001B[K", "").length < 40);
  progress.finish();
  assert.equal(lines.at(-1), "\n");
});

test("shares out of range are held to 0 and 1", () => {
  const { lines, output } = record(false);
  const progress = new Progress("x", output, () => 0);
  progress.update(-5);
  progress.update(Number.POSITIVE_INFINITY);
  assert.deepEqual(lines, ["x 100 % \n"]);
});
