/**
 * The whole test run: `npm test`. Two processes, one after the other: unit (tests beside the source)
 * and e2e (browser, crash and whole-program tests), so that one test that hangs or kills its process
 * cannot take the others with it. Each process has a time limit; what it leaves running is ended with
 * it. The last line adds up both. A process that ends without saying its totals (a test that calls
 * process.exit, a crash) is a failure, whatever its exit code. Not here: set-up, which the launcher
 * has done, and coverage.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import module from "node:module";
import { constants, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { prepareChromium } from "./install-chromium.ts";
import type { ReportLine } from "./test-reporter.ts";

type Group = {
  readonly name: string;
  readonly patterns: readonly string[];
  /** Needs the pages and a browser. */
  readonly wholeProgram: boolean;
  readonly testMilliseconds: number;
  /** Ends a run that hangs; several times what a quiet machine takes, so that a busy one is not taken for a hanging one. */
  readonly groupMilliseconds: number;
};

export type Tally = { passed: number; failed: number; skipped: number; failures: string[] };

const root = resolve(import.meta.dirname, "..");

export const groups: readonly Group[] = [
  {
    name: "unit",
    patterns: ["src/**/*.test.ts", "bin/**/*.test.ts", "bench/**/*.test.ts"],
    wholeProgram: false,
    testMilliseconds: 2 * 60_000,
    groupMilliseconds: 20 * 60_000,
  },
  {
    name: "e2e",
    patterns: ["e2e/**/*.test.ts"],
    wholeProgram: true,
    testMilliseconds: 4 * 60_000,
    groupMilliseconds: 25 * 60_000,
  },
];

const usage = `usage: npm test [-- [--only unit|e2e] [--names PATTERN] [PATH ...]]
  PATH            only test files whose path contains one of these
  --only GROUP    only this group
  --names PATTERN only tests whose name matches`;

type Options = { readonly only?: string; readonly names?: string; readonly paths: string[] };

/** Reads the arguments; a wrong one ends with the usage text. */
export function readOptions(argv: readonly string[]): Options | string {
  const rest = [...argv];
  const options: { only?: string; names?: string; paths: string[] } = { paths: [] };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith("-")) {
      options.paths.push(word);
      continue;
    }
    const value = rest.shift();
    if (value === undefined || (word !== "--only" && word !== "--names")) {
      return `got "${word}"\n${usage}`;
    }
    if (word === "--names") options.names = value;
    else if (groups.some((group) => group.name === value)) options.only = value;
    else return `--only got "${value}"\n${usage}`;
  }
  return options;
}

function listTestFiles(group: Group, options: Options): string[] {
  if (options.only !== undefined && options.only !== group.name) return [];
  return globSync(group.patterns, { cwd: root })
    .filter(
      (file) => options.paths.length === 0 || options.paths.some((part) => file.includes(part)),
    )
    .sort();
}

/** Folds the report file of one test process into a tally. `end` says how the process ended. */
export function tallyOf(
  lines: readonly ReportLine[],
  name: string,
  end: string,
  ok: boolean,
): Tally {
  const totals = lines.find((line) => line.kind === "totals");
  const failures = lines.filter((line) => line.kind === "failed").map((line) => line.test);
  if (totals === undefined) {
    const running = lines.findLast((line) => line.kind === "running")?.test ?? "no test yet";
    const failure = `the ${name} tests ended without a result (${end}); last begun: ${running}`;
    return { passed: 0, failed: failures.length + 1, skipped: 0, failures: [...failures, failure] };
  }
  const { passed, failed, skipped } = totals;
  if (ok || failed > 0) return { passed, failed, skipped, failures };
  return {
    passed,
    failed: 1,
    skipped,
    failures: [...failures, `the ${name} tests ended with ${end}`],
  };
}

/** The lines of a report file; a last one cut short by a crash is left out. */
export function readReport(path: string): ReportLine[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line) as ReportLine);
}

async function runGroup(group: Group, options: Options, env: NodeJS.ProcessEnv): Promise<Tally> {
  const files = listTestFiles(group, options);
  process.stdout.write(`\n${group.name}: ${files.length} files\n`);
  const folder = mkdtempSync(join(tmpdir(), "muster-test-"));
  const reportPath = join(folder, "report.jsonl");
  const args = [
    "--test",
    "--test-isolation=none",
    "--test-force-exit",
    `--test-timeout=${group.testMilliseconds}`,
    `--test-reporter=${join(root, "bin", "test-reporter.ts")}`,
    "--test-reporter-destination=stdout",
    ...(options.names === undefined ? [] : [`--test-name-pattern=${options.names}`]),
    ...files,
  ];
  const childEnv = { ...env, MUSTER_TEST_REPORT: reportPath };
  const { end, ok } = await runProcess(args, childEnv, group.groupMilliseconds);
  const tally = tallyOf(readReport(reportPath), group.name, end, ok);
  rmSync(folder, { recursive: true, force: true });
  return tally;
}

/** Runs one test process as a process group of its own, so that nothing it started stays behind. */
function runProcess(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  limitMilliseconds: number,
): Promise<{ end: string; ok: boolean }> {
  return new Promise((done) => {
    const grouped = process.platform !== "win32";
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: "inherit",
      detached: grouped,
    });
    const endAll = (signal: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) process.kill(grouped ? -child.pid : child.pid, signal);
      } catch {
        // Already gone, which is what we wanted.
      }
    };
    let overtime = false;
    const timer = setTimeout(() => {
      overtime = true;
      endAll("SIGKILL");
    }, limitMilliseconds);
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    const stop = (signal: NodeJS.Signals) => {
      endAll("SIGKILL");
      process.exit(128 + constants.signals[signal]);
    };
    for (const signal of signals) process.on(signal, stop);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      endAll("SIGKILL");
      for (const name of signals) process.off(name, stop);
      const limit = `killed after ${limitMilliseconds / 60_000} minutes`;
      done({ end: overtime ? limit : (signal ?? `exit code ${code}`), ok: code === 0 });
    });
  });
}

function testEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  const data = resolve(root, env["MUSTER_DATA"] ?? join("..", "shared", "data"));
  if (existsSync(data)) env["MUSTER_DATA"] = data;
  const compileCache = module.getCompileCacheDir();
  if (compileCache !== undefined) env["NODE_COMPILE_CACHE"] ??= compileCache;
  return env;
}

function addTo(total: Tally, tally: Tally): void {
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
  total.failures.push(...tally.failures);
}

/**
 * What tests of the whole program need: a browser, if there can be one, and the pages. Pages that
 * cannot be built are one failure of their own, so that the other tests still have their say.
 */
function prepareWholeProgram(env: NodeJS.ProcessEnv): Tally {
  const say = (line: string) => void process.stdout.write(`muster: ${line}\n`);
  env["MUSTER_CHROMIUM"] = prepareChromium(say) ?? "";
  const build = [join(root, "bin", "muster.js"), "build"];
  const ok = spawnSync(process.execPath, build, { stdio: "inherit" }).status === 0;
  if (ok) return { passed: 0, failed: 0, skipped: 0, failures: [] };
  const failures = ["the web pages could not be built (above)"];
  return { passed: 0, failed: 1, skipped: 0, failures };
}

async function main(argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    return 2;
  }
  const env = testEnvironment();
  const total: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const group of groups) {
    if (listTestFiles(group, options).length === 0) continue;
    if (group.wholeProgram) addTo(total, prepareWholeProgram(env));
    addTo(total, await runGroup(group, options, env));
  }
  if (total.failures.length > 0) {
    process.stdout.write(`\nFailures:\n${total.failures.map((line) => `  ${line}\n`).join("")}`);
  }
  if (total.passed + total.failed === 0) process.stdout.write("\nno test ran: that is a failure\n");
  process.stdout.write(
    `\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`,
  );
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2));
