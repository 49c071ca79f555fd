/**
 * Runs benchmarks: `npm run -s bench -- <name> [--json]`, `list` or `all`. With --json, stdout is
 * exactly one JSON object {bench, rows, environment} (for `all`: one a line); without it a table. With --smoke each does next to
 * nothing, to show that it starts and answers: its figures mean nothing, and the environment says so.
 * The exit code is 0 whether goals are met or not: a benchmark reports, the tests decide. It is 1
 * when a benchmark could not measure, 2 when it was asked wrongly. Benchmarks are found by their
 * file names, so there is no list to keep.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Bench, Row } from "./bench.ts";
import { describeEnvironment } from "./environment.ts";
import { formatTable } from "./table.ts";

const suffix = ".bench.ts";
/** As in bench.ts, which is only read once this is set. */
const smokeVariable = "MUSTER_BENCH_SMOKE";

function isSmokeRun(): boolean {
  return process.env[smokeVariable] === "1";
}

/** Names of the benchmarks in `folder`, sorted. */
export function listBenches(folder: string = import.meta.dirname): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .sort();
}

async function getBench(name: string): Promise<Bench> {
  const module: unknown = await import(join(import.meta.dirname, name + suffix));
  const { bench } = module as { bench?: Bench };
  if (bench?.name !== name || typeof bench.run !== "function") {
    throw new Error(
      `bench/${name}${suffix} must export bench with name "${name}" and a run function`,
    );
  }
  return bench;
}

/** What is wrong with a benchmark's rows, or undefined: an empty or broken result is no measurement. */
export function faultOf(rows: readonly Row[]): string | undefined {
  if (rows.length === 0) return "it gave no rows";
  for (const row of rows) {
    if (!Number.isFinite(row.value)) return `"${row.name}" is ${row.value}, not a finite number`;
    if ((row.goal === null) !== (row.met === null))
      return `"${row.name}" has a goal or a verdict, not both`;
  }
  return undefined;
}

async function runOne(name: string, json: boolean, args: readonly string[]): Promise<boolean> {
  const say = (line: string) => void process.stderr.write(`${name}: ${line}\n`);
  const bench = await getBench(name);
  const rows = await bench.run({ say, args });
  const fault = faultOf(rows);
  if (fault !== undefined) {
    say(fault);
    return false;
  }
  // Figures of a smoke run say nothing; whoever finds them must see it.
  const environment = { ...describeEnvironment(), ...(isSmokeRun() ? { smoke: true } : {}) };
  process.stdout.write(
    json
      ? `${JSON.stringify({ bench: name, rows, environment })}\n`
      : formatTable(name, rows, environment),
  );
  return true;
}

async function printList(): Promise<void> {
  for (const name of listBenches()) {
    const { about } = await getBench(name);
    process.stdout.write(`${name.padEnd(12)} ${about}\n`);
  }
}

async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes("--json");
  if (argv.includes("--smoke")) process.env[smokeVariable] = "1";
  const [name, ...args] = argv.filter((word) => word !== "--json" && word !== "--smoke");
  const names = listBenches();
  if (name === "list") {
    await printList();
    return 0;
  }
  if (name === undefined || (name !== "all" && !names.includes(name))) {
    process.stderr.write(
      `${name === undefined ? "no benchmark named" : `there is no benchmark "${name}"`}\n` +
        `  expected: one of ${names.join(", ")}; or all, or list\n` +
        "  do:       npm run -s bench -- NAME [--json]\n",
    );
    return 2;
  }
  let measured = true;
  for (const each of name === "all" ? names : [name]) {
    measured = (await runOne(each, json, args)) && measured;
  }
  return measured ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2));
