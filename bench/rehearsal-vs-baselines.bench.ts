/**
 * Recorded demand under the live core's rules, in turns with a plain C++ event loop that has none, and with SimPy:
 * processor time of a call at 100, 1,000 and 10,000 units, and in collapse, where the queue grows all the time; and once
 * more with every event made and folded into a second state, as a browser does. All answers are compared call by call
 * through a checksum. `-- rehearsal-vs-baselines "10,000 units"` measures the cases so named alone. SimPy's program is
 * written as one would write it (a process for each call, a PriorityResource, the nearest by `min`), but does less: three events a call
 * that nobody records, where ours makes six changes under all rules. Not here: reading traces from files, which no simulation should be measured with.
 */
import { inlineMore } from "../src/cli/rehearse/inline-more.ts";
import { evolve } from "../src/core/evolve.ts";
import { hashState } from "../src/core/state/hash.ts";
import { makeRegionState } from "../src/core/state/region-state.ts";
import { TraceRun, type TraceOptions, type TraceResult } from "../src/sim/trace/run-trace.ts";
import type { Trace } from "../src/sim/trace/trace.ts";
import {
  atLeast,
  atMost,
  figure,
  type Bench,
  type BenchOptions,
  type Row,
  sized,
  isSmoke,
} from "./bench.ts";
import { checksumOf, startSimpyBaseline, startTraceBaseline } from "./rehearsal/baseline.ts";
import { makeTrace, type TraceSize } from "./rehearsal/make-trace.ts";
import { quantile } from "./roads/turns.ts";

const turns = sized(5, 1);
/** Calls that warm up the code before anything is counted. */
const warmCalls = sized(20_000, 50);
/** SimPy takes so long that it gets fewer calls and fewer turns. */
const simpyTurns = sized(2, 1);

interface Case extends TraceSize {
  readonly name: string;
  /** SimPy: the first so many calls, and how many times longer it must take at least. */
  readonly simpyCalls: number;
  readonly simpyFactor: number;
}

const cases: readonly Case[] = [
  { name: "100 units", units: 100, calls: sized(200_000, 200), load: 0.6, seed: 1, simpyCalls: sized(20_000, 50), simpyFactor: 40 }, // prettier-ignore
  { name: "1,000 units", units: 1_000, calls: sized(200_000, 200), load: 0.6, seed: 2, simpyCalls: sized(5_000, 50), simpyFactor: 20 }, // prettier-ignore
  { name: "10,000 units", units: 10_000, calls: sized(100_000, 200), load: 0.6, seed: 3, simpyCalls: sized(2_000, 50), simpyFactor: 30 }, // prettier-ignore
  { name: "100 units in collapse", units: 100, calls: sized(40_000, 200), load: 1.4, seed: 4, simpyCalls: sized(40_000, 50), simpyFactor: 1_000 }, // prettier-ignore
];

interface Measured {
  readonly result: TraceResult;
  readonly cpuSeconds: number;
}

function measure(trace: Trace, options: TraceOptions = {}): Measured {
  const run = new TraceRun(trace, options);
  const before = process.cpuUsage();
  const result = run.run();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuSeconds: (user + system) / 1e6 };
}

/** Every event is made as an object and folded by `evolve`, as screens do; both states must be the same in the end. */
function measureFolded(trace: Trace): Measured {
  const folded = makeRegionState({}, false);
  let events = 0;
  const put = (event: Parameters<typeof evolve>[1]): void => {
    events += 1;
    evolve(folded, event);
  };
  const run = new TraceRun(trace, { sink: { open: true, put } });
  const before = process.cpuUsage();
  const result = run.run();
  const { user, system } = process.cpuUsage(before);
  if (events !== result.events || hashState(folded) !== hashState(run.state))
    throw new Error(`the fold of ${events} events is not the state that ${result.events} made`);
  return { result, cpuSeconds: (user + system) / 1e6 };
}

async function measureCase(size: Case, say: BenchOptions["say"]): Promise<Row[]> {
  say(size.name);
  const trace = makeTrace(size);
  // Compiling and starting the others takes seconds.
  const baseline = isSmoke ? undefined : await startTraceBaseline(trace, say);
  const ours: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  const folded: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const { result, cpuSeconds } = measure(trace);
    ours.push((cpuSeconds * 1e6) / size.calls);
    const other = await baseline?.run(size.calls);
    if (other === undefined) continue;
    if (turn === 0 && other.sum !== checksumOf(trace, result))
      throw new Error(`${size.name}: ours and the C++ baseline do not agree`);
    theirs.push((other.cpuSeconds * 1e6) / size.calls);
    ratios.push(cpuSeconds / other.cpuSeconds);
    folded.push(measureFolded(trace).cpuSeconds / other.cpuSeconds);
  }
  baseline?.close();
  const rows = [figure(`${size.name}: CPU of a call`, quantile(ours, 0.5), "us")];
  if (ratios.length > 0)
    rows.push(
      figure(`${size.name}: C++`, quantile(theirs, 0.5), "us"),
      atMost(`${size.name}: ours / C++`, quantile(ratios, 0.5), "x", 2),
      atMost(`${size.name}: every event folded / C++`, quantile(folded, 0.5), "x", 4),
    );
  return [...rows, ...(await compareWithSimpy(size, trace, say))];
}

/** The first calls of the trace alone, for both. */
async function compareWithSimpy(
  size: Case,
  whole: Trace,
  say: BenchOptions["say"],
): Promise<Row[]> {
  const { name, simpyCalls, simpyFactor } = size;
  const { arrivalMicros, zone, grade, sceneMillis } = whole.calls;
  const trace: Trace = {
    ...whole,
    calls: {
      count: simpyCalls,
      arrivalMicros: arrivalMicros.subarray(0, simpyCalls),
      zone: zone.subarray(0, simpyCalls),
      grade: grade.subarray(0, simpyCalls),
      sceneMillis: sceneMillis.subarray(0, simpyCalls),
    },
  };
  const simpy = isSmoke ? undefined : await startSimpyBaseline(trace, say);
  if (simpy === undefined) return [];
  say(`${name}: SimPy`);
  const ratios: number[] = [];
  const theirs: number[] = [];
  try {
    for (let turn = 0; turn < simpyTurns; turn += 1) {
      const { result, cpuSeconds } = measureOften(trace);
      const other = await simpy.run(simpyCalls);
      if (other.sum !== checksumOf(trace, result))
        throw new Error(`${name}: ours and SimPy do not agree`);
      theirs.push((other.cpuSeconds * 1e6) / simpyCalls);
      ratios.push(other.cpuSeconds / cpuSeconds);
    }
  } finally {
    simpy.close();
  }
  return [
    figure(`${name}: SimPy`, quantile(theirs, 0.5), "us"),
    atLeast(`${name}: SimPy / ours`, quantile(ratios, 0.5), "x", simpyFactor),
  ];
}

/** The mean of several runs: one of few calls is too short for the clock. */
function measureOften(trace: Trace): Measured {
  const runs = sized(5, 1);
  let sum = 0;
  let last = measure(trace);
  for (let run = 0; run < runs; run += 1) {
    last = measure(trace);
    sum += last.cpuSeconds;
  }
  return { result: last.result, cpuSeconds: sum / runs };
}

/** What more units and a queue without end cost a call, where both sides were measured. */
function compareCases(rows: readonly Row[]): Row[] {
  const us = (name: string) => rows.find((row) => row.name === `${name}: CPU of a call`)?.value;
  const [few, many, collapse] = ["100 units", "10,000 units", "100 units in collapse"].map(us);
  if (few === undefined) return [];
  return [
    ...(many === undefined ? [] : [atMost("growth from 100 to 10,000 units", many / few, "x", 8)]),
    ...(collapse === undefined
      ? []
      : [atMost("a call in collapse / one of normal load", collapse / few, "x", 1)]),
  ];
}

export const bench: Bench = {
  name: "rehearsal-vs-baselines",
  about:
    "recorded demand under the live rules, in turns with a plain C++ event loop and with SimPy",
  async run({ say, args }) {
    const names = cases.map(({ name }) => name);
    const unknown = args.filter((arg) => !names.includes(arg));
    if (unknown.length > 0)
      throw new Error(`got "${unknown.join('", "')}", expected any of "${names.join('", "')}"`);
    const wanted = args.length === 0 ? cases : cases.filter(({ name }) => args.includes(name));
    const calls = wanted.reduce((sum, size) => sum + turns * size.calls, 0);
    // All turns together are a long rehearsal: as `muster rehearse --trace` does for one.
    inlineMore(calls);
    for (const size of cases) {
      measure(makeTrace({ ...size, calls: warmCalls }));
      measureFolded(makeTrace({ ...size, calls: warmCalls }));
    }
    const rows: Row[] = [];
    for (const size of wanted) rows.push(...(await measureCase(size, say)));
    return [...rows, ...compareCases(rows)];
  },
};
