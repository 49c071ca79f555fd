/**
 * Recorded demand under the live core's rules, in turns with a plain C++ event loop that has none: processor time of a
 * call at 100, 1,000 and 10,000 units, and in collapse, where the queue grows all the time. Both answers are compared
 * call by call through a checksum. Not here: reading traces from files, which no simulation should be measured with.
 */
import { TraceRun, type TraceResult } from "../src/sim/trace/run-trace.ts";
import type { Trace } from "../src/sim/trace/trace.ts";
import { atMost, figure, type Bench, type BenchOptions, type Row } from "./bench.ts";
import { checksumOf, startTraceBaseline } from "./rehearsal/baseline.ts";
import { makeTrace, type TraceSize } from "./rehearsal/make-trace.ts";
import { quantile } from "./roads/turns.ts";

const turns = 5;
/** Calls that warm up the code before anything is counted. */
const warmCalls = 20_000;

interface Case extends TraceSize {
  readonly name: string;
}

const cases: readonly Case[] = [
  { name: "100 units", units: 100, calls: 200_000, load: 0.6, seed: 1 },
  { name: "1,000 units", units: 1_000, calls: 200_000, load: 0.6, seed: 2 },
  { name: "10,000 units", units: 10_000, calls: 100_000, load: 0.6, seed: 3 },
  { name: "100 units in collapse", units: 100, calls: 20_000, load: 1.4, seed: 4 },
];

interface Measured {
  readonly result: TraceResult;
  readonly cpuSeconds: number;
}

function measure(trace: Trace): Measured {
  const run = new TraceRun(trace);
  const before = process.cpuUsage();
  const result = run.run();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuSeconds: (user + system) / 1e6 };
}

async function measureCase(size: Case, say: BenchOptions["say"]): Promise<Row[]> {
  say(size.name);
  const trace = makeTrace(size);
  const baseline = await startTraceBaseline(trace, say);
  const ours: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const { result, cpuSeconds } = measure(trace);
    ours.push((cpuSeconds * 1e6) / size.calls);
    const other = await baseline?.run(size.calls);
    if (other === undefined) continue;
    if (turn === 0 && other.sum !== checksumOf(trace, result))
      throw new Error(`${size.name}: ours and the C++ baseline do not agree`);
    theirs.push((other.cpuSeconds * 1e6) / size.calls);
    ratios.push(cpuSeconds / other.cpuSeconds);
  }
  baseline?.close();
  const rows = [figure(`${size.name}: CPU of a call`, quantile(ours, 0.5), "us")];
  if (ratios.length > 0)
    rows.push(
      figure(`${size.name}: C++`, quantile(theirs, 0.5), "us"),
      atMost(`${size.name}: ours / C++`, quantile(ratios, 0.5), "x", 2),
    );
  return rows;
}

export const bench: Bench = {
  name: "rehearsal-vs-baselines",
  about: "recorded demand under the live rules, in turns with a plain C++ event loop",
  async run({ say }) {
    for (const size of cases) measure(makeTrace({ ...size, calls: warmCalls }));
    const rows: Row[] = [];
    for (const size of cases) rows.push(...(await measureCase(size, say)));
    const us = (name: string) =>
      rows.find((row) => row.name === `${name}: CPU of a call`)?.value ?? Number.NaN;
    rows.push(
      atMost("growth from 100 to 10,000 units", us("10,000 units") / us("100 units"), "x", 8),
    );
    return rows;
  },
};
