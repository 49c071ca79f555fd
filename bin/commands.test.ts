/**
 * The launcher's commands and the program's: whoever types `npx muster check article.txt` must reach the program.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { commandLoaders, makeProgram } from "../src/cli/main.ts";
import { commands } from "./commands.js";

const launcher = join(import.meta.dirname, "muster.js");

test("no command of the launcher hides one of the program", async () => {
  const program = await makeProgram(Object.keys(commandLoaders));
  const own = new Set(program.commands.map((command) => command.name()));
  const hidden = Object.entries(commands).filter(
    ([name, { script }]) => own.has(name) && script !== "src/cli/main.ts",
  );
  assert.deepEqual(hidden, []);
});

test("`muster check` reaches the program through the launcher", () => {
  const args = [launcher, "check", "--help"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^Usage: muster check\b/);
});
