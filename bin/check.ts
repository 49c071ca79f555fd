/**
 * Everything a change must pass: `npm run check`. Each step is a process; all run even if one fails,
 * so one look shows all that is wrong, and each counts as one check in the closing line, beside the
 * tests. `--without-tests` is for .ci/run, which runs the tests in a fresh clone instead. Not here:
 * what the steps check; that is in their own settings at the root of the repository.
 */
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { styleText } from "node:util";

type Step = { readonly name: string; readonly args: readonly string[]; readonly isTests?: boolean };

const root = resolve(import.meta.dirname, "..");
const modules = join(root, "node_modules");

/** Each runs with the pinned runtime; the first argument is the program. */
export const steps: readonly Step[] = [
  { name: "format", args: [join(modules, "oxfmt", "bin", "oxfmt"), "--check"] },
  {
    name: "lint with types",
    args: [join(modules, "oxlint", "bin", "oxlint"), "--type-aware", "--type-check"],
  },
  { name: "knip", args: [join(modules, "knip", "bin", "knip.js"), "--no-progress"] },
  { name: "build", args: [join(root, "bin", "muster.js"), "build"] },
  { name: "tests", args: [join(root, "bin", "test-run.ts")], isTests: true },
];

/** The counts of a closing line "N passed, N failed, N skipped", or undefined if there is none. */
export function findCounts(
  output: string,
): { passed: number; failed: number; skipped: number } | undefined {
  const lines = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)];
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  return { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3] ?? 0) };
}

function runStep(step: Step): Promise<{ code: number; output: string }> {
  return new Promise((done, fail) => {
    // Some of the tools colour what they print into a pipe too.
    const plain = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
    const child = spawn(process.execPath, step.args, {
      cwd: root,
      env: { ...process.env, ...plain },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        // A long step is watched as it goes; a short one is shown only if it fails.
        if (step.isTests === true) process.stdout.write(chunk);
      });
    }
    child.once("error", fail);
    child.once("close", (code) => done({ code: code ?? 1, output }));
  });
}

async function main(argv: readonly string[]): Promise<number> {
  const withoutTests = argv[0] === "--without-tests";
  if (argv.length > (withoutTests ? 1 : 0)) {
    process.stderr.write(`got "${argv.join(" ")}"; the only option is --without-tests\n`);
    return 2;
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const step of steps) {
    if (withoutTests && step.isTests === true) continue;
    const startedAt = performance.now();
    const { code, output } = await runStep(step);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const mark = code === 0 ? styleText("green", "ok  ") : styleText("red", "FAIL");
    if (code !== 0 && step.isTests !== true) process.stdout.write(`\n${output.trim()}\n\n`);
    process.stdout.write(`${mark}  ${step.name}  ${seconds} s\n`);
    const counts = step.isTests === true ? findCounts(output) : undefined;
    total.passed += counts?.passed ?? (code === 0 ? 1 : 0);
    total.failed += counts?.failed ?? (code === 0 ? 0 : 1);
    total.skipped += counts?.skipped ?? 0;
    // A test run that counts no failure and still fails (no test ran) must fail the check.
    if (code !== 0 && counts?.failed === 0) total.failed += 1;
  }
  const { passed, failed, skipped } = total;
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2));
