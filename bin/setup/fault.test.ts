import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { SetupFault } from "./fault.js";

const root = resolve(import.meta.dirname, "..", "..");
const codesIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].sort();

test("a set-up fault reads as four lines with its code", () => {
  const fault = new SetupFault("setup.x", { what: "W", got: "a\nb", expected: "E", remedy: "R" });
  assert.equal(
    fault.describe(),
    "muster: W (setup.x)\n  got:       a\n             b\n  expected:  E\n  do:        R",
  );
});

test("docs/reference/set-up-errors.md lists just the codes that the launcher has", () => {
  const files = globSync("bin/**/*.js", { cwd: root });
  const code = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
  const documents = readFileSync(join(root, "docs", "reference", "set-up-errors.md"), "utf8");
  const known = codesIn(code, /(setup\.[a-z-]+)["')]/g).filter((each) => each !== "setup.lock");
  assert.ok(known.length > 10);
  assert.deepEqual(codesIn(documents, /^\| `(setup\.[a-z-]+)`/gm), known);
});
