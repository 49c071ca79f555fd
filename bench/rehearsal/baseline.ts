/**
 * The yardsticks of the rehearsal benches: the same workload as a plain event loop in C++ (bench/baseline/trace.cpp,
 * compiled when a bench begins) and as one would write it with SimPy (bench/baseline/trace-simpy.py). Each is given the
 * trace as raw arrays and asked for one run after another, so that it takes turns with ours. Where one can not run, its
 * rows are left out, and it is said.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TraceResult } from "../../src/sim/trace/run-trace.ts";
import type { Trace } from "../../src/sim/trace/trace.ts";

export interface TraceBaseline {
  /** CPU seconds of one run over the first so many calls, and its checksum. */
  readonly run: (calls: number) => Promise<{ cpuSeconds: number; sum: string }>;
  readonly close: () => void;
}

type Say = (line: string) => void;

const sources = join(import.meta.dirname, "..", "baseline");

/** Undefined where it can not be compiled. */
export function startTraceBaseline(trace: Trace, say: Say): Promise<TraceBaseline | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-trace-"));
  const program = join(folder, "trace");
  const source = join(sources, "trace.cpp");
  const flags = ["-O3", "-march=native", "-std=c++17", "-o", program, source];
  const compiled = spawnSync("g++", flags, { encoding: "utf8" });
  if (compiled.status === 0) return start(trace, folder, program, []);
  rmSync(folder, { recursive: true });
  say(`skipped: the comparison with C++ (${compiled.error?.message ?? compiled.stderr})`);
  return Promise.resolve(undefined);
}

/** Undefined where no Python has SimPy 3 or 4 (Debian: python3-simpy3). */
export async function startSimpyBaseline(
  trace: Trace,
  say: Say,
): Promise<TraceBaseline | undefined> {
  const python = ["/usr/bin/python3", "python3"].find(
    (each) => spawnSync(each, ["-c", "import simpy"]).status === 0,
  );
  if (python === undefined) {
    say("skipped: the comparison with SimPy (no python3 here has it; Debian: python3-simpy3)");
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-simpy-"));
  return start(trace, folder, python, [join(sources, "trace-simpy.py")]);
}

async function start(
  trace: Trace,
  folder: string,
  program: string,
  before: readonly string[],
): Promise<TraceBaseline> {
  const { zonesPerSide, unitsPerStation, stations, travelMillis, calls } = trace;
  const files = {
    "city.i32": Int32Array.of(zonesPerSide, unitsPerStation, ...stations),
    "travel.u32": travelMillis,
    "arrival.f64": calls.arrivalMicros,
    "zone.u16": calls.zone,
    "grade.u8": calls.grade,
    "scene.u32": calls.sceneMillis,
  };
  for (const [name, values] of Object.entries(files)) writeFileSync(join(folder, name), values);
  const child = spawn(program, [...before, folder], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const readLine = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done === true) throw new Error(`${program} ended early; see what it printed`);
    return next.value;
  };
  await readLine();
  return {
    run: async (count) => {
      child.stdin.write(`${count}\n`);
      const [nanos, sum] = (await readLine()).split(" ");
      return { cpuSeconds: Number(nanos) / 1e9, sum };
    },
    close: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The checksum of a yardstick over our answers, in the order in which units came. */
export function checksumOf(trace: Trace, { unit, responseMicros }: TraceResult): string {
  const { arrivalMicros } = trace.calls;
  const order = Array.from(unit.keys()).sort(
    (a, b) => arrivalMicros[a] + responseMicros[a] - (arrivalMicros[b] + responseMicros[b]),
  );
  let sum = 0n;
  for (const call of order) {
    const term = BigInt(unit[call]) * 1_000_003n + BigInt(responseMicros[call]);
    sum = BigInt.asUintN(64, sum * 31n + term);
  }
  return String(sum);
}
