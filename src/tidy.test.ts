/**
 * The layer rule and the style rules, as a test, on every file of the repository. Each rule is first
 * shown to catch a bad snippet and to let a good one pass, so that a rule that has gone blind fails
 * too. The rules are in src/testing/tidy. Not here: formatting and lint, which have tools of their own.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { checkLayers, checkPurity, layers } from "./testing/tidy/layer-rule.ts";
import { checkPackage, type LockedPackage, type Manifest } from "./testing/tidy/package-rule.ts";
import { checkName, checkShape, hardLines, reshapeLines } from "./testing/tidy/shape-rule.ts";
import { type Finding, readSource, type SourceFile } from "./testing/tidy/source-file.ts";
import * as tree from "./testing/tidy/tree.ts";
import { bannedSynonyms, checkText, checkWords } from "./testing/tidy/word-rule.ts";

/** Names that a standard or an API dictates, with who says so. */
const dictatedNames = new Set([
  "priority", // the second grade of the UK police preset is called Priority
  "prioritySeconds", // its target
  "cross-origin-resource-policy", // HTTP
  "resourceLimits", // node:worker_threads
  "fetchPriority", // HTML
]);

const opening =
  "/** A snippet that opens with a paragraph long enough to say what it is and why. */\n";

function rulesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map((finding) => finding.rule))];
}

function expectNone(findings: readonly Finding[]): void {
  const lines = findings.map(({ file, line, rule, text }) => `${file}:${line} ${rule}: ${text}`);
  if (lines.length > 0) assert.fail(`${lines.length} findings\n${lines.join("\n")}`);
}

/** Runs `check` on snippets: path, code, and the rules it must find broken. */
function checkTable(
  check: (file: SourceFile) => Finding[],
  table: readonly (readonly [string, string, string[]])[],
): void {
  for (const [path, code, expected] of table) {
    const found = rulesOf(check(readSource(path, code)));
    assert.deepEqual(found, expected, `${path}: ${code}`);
  }
}

describe("the rules catch what they are for", () => {
  test("layers", () => {
    checkTable(checkLayers, [
      ["src/base/a.ts", 'import { x } from "../core/x.ts";', ["layer"]],
      ["src/core/unit/a.ts", 'import { x } from "../../base/x.ts";', []],
      ["src/core/unit/a.ts", 'import type { X } from "../../wire/x.ts";', ["layer"]],
      ["src/core/a.ts", 'export { x } from "../store/x.ts";', ["layer"]],
      ["src/core/a.ts", 'const x = await import("../live/x.ts");', ["layer"]],
      ["src/core/a.ts", "const x = await import(name);", ["layer"]],
      ["src/core/a.ts", 'import { readFileSync } from "node:fs";', ["layer"]],
      ["src/core/a.ts", 'import { z } from "zod";', ["layer"]],
      ["src/wire/a.ts", 'import { z } from "zod";', []],
      ["src/store/a.ts", 'import { readFileSync } from "node:fs";', []],
      ["src/store/a.ts", 'import { x } from "../live/x.ts";', ["layer"]],
      ["src/http/a.ts", 'import { x } from "../live/x.ts";', []],
      ["src/cli/a.ts", 'import { x } from "../web/x.ts";', ["layer"]],
      ["src/web/a.tsx", 'import { x } from "../http/x.ts";', ["layer"]],
      ["src/web/a.tsx", 'import { x } from "node:path";', ["layer"]],
      ["src/web/a.tsx", 'import { x } from "../core/x.ts";', []],
      ["src/live/a.ts", 'import { x } from "../testing/x.ts";', ["layer"]],
      ["src/live/a.test.ts", 'import { x } from "../testing/x.ts";', []],
      ["src/core/a.test.ts", 'import { x } from "../live/x.ts";', ["layer"]],
      ["src/core/a.ts", 'import { x } from "./b.test.ts";', ["layer"]],
      ["src/core/a.ts", 'import x from "../../package.json";', ["layer"]],
      ["src/cli/a.ts", 'import x from "../../package.json";', []],
      ["src/cli/a.ts", 'import x from "../../bin/muster.js";', ["layer"]],
      ["src/odd/a.ts", "export const x = 1;", ["layer"]],
    ]);
  });

  test("purity", () => {
    const bad = [
      "const now = Date.now();",
      "const now = new Date();",
      "const now = Date();",
      "const x = Math.random();",
      "const t = performance.now();",
      "setTimeout(() => {}, 1);",
      'fetch("x");',
      "export async function f() {}",
      "const f = async () => {};",
      "await x;",
      "export const f = (z) => async () => { for await (const y of z) {} };",
      "const home = process.env;",
      "const o = { process };",
      "const g = globalThis;",
    ];
    checkTable(
      checkPurity,
      bad.map((code) => ["src/core/a.ts", code, ["pure"]]),
    );
    checkTable(checkPurity, [
      ["src/store/a.ts", "const now = Date.now();", []],
      ["src/core/a.test.ts", "const x = Math.random();", []],
      ["src/core/a.ts", "const day = new Date(x).getTime();", []],
      ["src/core/a.ts", "const x = Math.max(1, 2);", []],
      ["src/core/a.ts", "interface X { process: number }; const y = x.process;", []],
      ["src/core/a.ts", "function f(process: number) { return process; }", []],
    ]);
  });

  test("shape", () => {
    checkTable(checkShape, [
      ["src/core/a.ts", `${opening}export const x = 1;`, []],
      ["src/core/a.ts", "export const x = 1;", ["opening"]],
      ["src/core/a.ts", "/** Short. */\nexport const x = 1;", ["opening"]],
      ["src/core/a.ts", `export const x = 1;\n${opening}`, ["opening"]],
      ["src/base/random.test.ts", "export const x = 1;", []],
      ["e2e/a.test.ts", "export const x = 1;", ["opening"]],
      ["src/base/a.test.ts", "beforeEach(() => 1);", ["root-hook"]],
      ["src/base/a.test.ts", "describe('x', () => {\n  beforeEach(() => 1);\n});", []],
      ["src/core/a.ts", `${opening}export const x = 1;\n${"\n".repeat(hardLines)}`, ["length"]],
      ["src/core/index.ts", `${opening}export { x } from "./x.ts";`, ["barrel"]],
      ["src/core/all.ts", `${opening}export * from "./x.ts";`, ["barrel"]],
      ["src/core/a.ts", `${opening}export default function f() {}`, ["default-export"]],
      ["vite.config.ts", `${opening}export default {};`, []],
    ]);
    assert.deepEqual(rulesOf(checkName("src/core/unitState.ts")), ["name"]);
    assert.deepEqual(rulesOf(checkName("src/Core/unit.ts")), ["name"]);
    assert.deepEqual(rulesOf(checkName("src/core/unit_state.ts")), ["name"]);
    assert.deepEqual(rulesOf(checkName("src/core/unit-state.test.ts")), []);
  });

  test("words", () => {
    const glossary =
      "| word | meaning | not |\n|---|---|---|\n| incident | x | job, event, `ticket` |\n| contact | y | call for all of them |";
    assert.deepEqual(bannedSynonyms(glossary), ["job", "ticket"]);
    assert.throws(() => bannedSynonyms("no table"), /column "not"/);
    const check = (file: SourceFile) => checkWords(file, ["job", "ticket"], new Set(["jobLimits"]));
    checkTable(check, [
      ["src/core/a.ts", "const openJobs = 1;", ["synonym"]],
      ["src/core/a.ts", "interface X { TICKET_ID: number }", ["synonym"]],
      ["src/core/a.ts", 'const x = { "job-id": 1 };', ["synonym"]],
      ["src/web/a.tsx", "const x = <p>Next job</p>;", ["synonym"]],
      ["src/web/a.tsx", 'const x = <p title="Next job" />;', ["synonym"]],
      ["src/core/a.ts", "const jobLimits = 1; const x = api.job;", []],
      ["src/core/a.ts", "const jobber = 1;", []],
      ["src/core/a.ts", "interface X { nationality: string }", ["trait"]],
      ["src/core/a.ts", "const isUnionMember = 1;", ["trait"]],
      ["src/core/a.ts", 'const x = { "religion": 1 };', ["trait"]],
      ["src/core/a.ts", "type X = A | B; const union = 1;", []],
    ]);
    // Put together, so that this file is not found itself.
    const note = ["to", "do"].join("").toUpperCase();
    const path = ["", "home", "someone"].join("/");
    assert.deepEqual(rulesOf(checkText("a.md", note)), ["later"]);
    assert.deepEqual(rulesOf(checkText("a.md", path)), ["machine-path"]);
    assert.deepEqual(
      rulesOf(checkText("a.md", "see https://example.org/working/ and todo lists")),
      [],
    );
  });

  test("packages", () => {
    const check = (locked: LockedPackage, manifest?: Manifest) =>
      rulesOf(checkPackage("x", locked, manifest));
    assert.deepEqual(check({ license: "MIT" }, { license: "MIT" }), []);
    assert.deepEqual(check({ license: "MIT" }, { license: "GPL-3.0" }), ["licence"]);
    assert.deepEqual(check({ license: "GPL-3.0" }), ["licence"]);
    assert.deepEqual(check({}), ["licence"]);
    assert.deepEqual(check({ license: "(MIT OR GPL-3.0)" }), []);
    assert.deepEqual(check({ license: "MIT AND GPL-3.0" }), ["licence"]);
    assert.deepEqual(check({ license: "MIT", hasInstallScript: true }), ["install-script"]);
    const scripted = { license: "MIT", scripts: { postinstall: "node x" } };
    assert.deepEqual(check({ license: "MIT" }, scripted), ["install-script"]);
    assert.deepEqual(check({ license: "MIT" }, { license: "MIT", gypfile: true }), ["native"]);
    assert.deepEqual(check({ license: "MIT", resolved: "https://x" }), ["address"]);
  });
});

describe("the linter's settings are on", () => {
  const lint = (code: string): string => {
    const folder = mkdtempSync(join(tmpdir(), "muster-tidy-"));
    writeFileSync(join(folder, "snippet.ts"), code);
    const program = join(tree.repository, "node_modules", "oxlint", "bin", "oxlint");
    const settings = join(tree.repository, ".oxlintrc.json");
    const result = spawnSync(process.execPath, [program, "-c", settings, folder], {
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    return result.stdout;
  };

  test("a function past 70 lines is refused, one of 70 is not", () => {
    const functionOf = (lines: number) =>
      `export function f(x) {\n${"  x += 1;\n".repeat(lines - 3)}  return x;\n}\n`;
    assert.match(lint(functionOf(71)), /max-lines-per-function/);
    assert.doesNotMatch(lint(functionOf(70)), /max-lines-per-function/);
  });
});

describe("the repository keeps the rules", () => {
  const sources = tree.listSources();

  test("there are sources to look at", () => {
    assert.ok(sources.length > 10);
    assert.ok(sources.some((file) => file.path.startsWith("src/core/")));
  });

  test("every folder of src is a layer, and imports only what its layer may", () => {
    expectNone(sources.flatMap(checkLayers));
  });

  test("the layer table allows no circle", () => {
    const order = Object.keys(layers);
    for (const [index, layer] of order.entries()) {
      const later = layers[layer]?.filter((name) => order.indexOf(name) >= index);
      assert.deepEqual(later, [], `${layer} may import a layer that stands after it`);
    }
  });

  test("pure layers have no clock, randomness, I/O or waiting", () => {
    expectNone(sources.flatMap(checkPurity));
  });

  test("files have names, lengths, openings and exports as agreed", (t) => {
    expectNone([...sources.flatMap(checkShape), ...tree.listSourcePaths().flatMap(checkName)]);
    const long = sources
      .filter((file) => file.lines > reshapeLines)
      .sort((a, b) => b.lines - a.lines);
    if (long.length > 0) {
      const list = long.map((file) => `${file.path} (${file.lines})`).join(", ");
      t.diagnostic(`past ${reshapeLines} lines, does each tell one story? ${list}`);
    }
  });

  test("names say the glossary's words and no trait of people", () => {
    const synonyms = bannedSynonyms(tree.readText("docs/glossary.md"));
    assert.ok(synonyms.includes("ticket") && synonyms.includes("tenant"), synonyms.join(" "));
    expectNone(sources.flatMap((file) => checkWords(file, synonyms, dictatedNames)));
  });

  test("no notes for later, no paths of one machine", () => {
    expectNone(tree.listTextPaths().flatMap((path) => checkText(path, tree.readText(path))));
  });

  test("every package has a licence we may ship with, and none runs a script when installed", () => {
    const lock = JSON.parse(tree.readText("package-lock.json")) as {
      packages: Record<string, LockedPackage>;
    };
    const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
    assert.ok(packages.length > 50);
    expectNone(
      packages.flatMap(([path, locked]) => checkPackage(path, locked, findManifest(path))),
    );
  });
});

function findManifest(path: string): Manifest | undefined {
  const file = join(tree.repository, path, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : undefined;
}
