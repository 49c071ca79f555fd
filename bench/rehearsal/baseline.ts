/**
 * The C++ yardstick of the rehearsal benches (bench/baseline/trace.cpp): compiled when a bench begins, given the trace
 * as raw arrays, and asked for one run after another, so that it takes turns with ours. Without g++ the rows that
 * compare are left out, and it is said.
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

const source = join(import.meta.dirname, "..", "baseline", "trace.cpp");

/** Undefined where it can not be compiled. */
export async function startTraceBaseline(
  trace: Trace,
  say: (line: string) => void,
): Promise<TraceBaseline | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "muster-bench-trace-"));
  const program = join(folder, "trace");
  const flags = ["-O3", "-march=native", "-std=c++17", "-o", program, source];
  const compiled = spawnSync("g++", flags, { encoding: "utf8" });
  if (compiled.status !== 0) {
    rmSync(folder, { recursive: true });
    say(`skipped: the comparison with C++ (${compiled.error?.message ?? compiled.stderr})`);
    return undefined;
  }
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
  const child = spawn(program, [folder], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const readLine = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done === true) throw new Error("the C++ baseline ended early; see what it printed");
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

/** The checksum of the baseline over our answers, in the order in which units came. */
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
