/**
 * `muster rehearse --trace DIR --out FILE`: plays recorded demand on a virtual clock under the rules of the live core and
 * writes who came to each call and when. Nothing here talks to a server or a store: a rehearsal can not reach anybody.
 */
import { TraceRun, type TraceResult } from "../../sim/trace/run-trace.ts";
import type { Trace } from "../../sim/trace/trace.ts";
import { printJson, printLine } from "../print.ts";
import { CliFault } from "../fault.ts";
import { checkOutFile, streamOutFile } from "../out-files.ts";
import { Progress } from "../progress.ts";
import { inlineMore } from "./inline-more.ts";
import { readTraceFolder } from "./read-trace-folder.ts";
import { stoppable } from "./stoppable.ts";

export interface TraceOptions {
  readonly trace: string;
  readonly out: string;
  readonly json?: boolean;
}

const outCode = "rehearse.unwritten";

export async function rehearseTrace(options: TraceOptions): Promise<void> {
  checkOutFile(options.out, outCode);
  const trace = await readTraceFolder(options.trace);
  inlineMore(trace.calls.count);
  const progress = new Progress("rehearsing");
  const run = new TraceRun(trace, { onProgress: (share) => progress.update(share) });
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const result = run.run();
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(before);
  progress.finish();
  checkServed(result);
  await stoppable((signal) => streamOutFile(options.out, linesOf(result), outCode, signal));
  const figures = figuresOf(trace, result, seconds, (user + system) / 1e6);
  if (options.json === true) printJson(figures);
  else
    printLine(
      `${figures.calls} calls in ${seconds.toFixed(2)} s (${figures.callsPerSecond} a second); written to ${options.out}`,
    );
}

/** Simulation only: reading and writing the files is not in it. */
function figuresOf(trace: Trace, result: TraceResult, seconds: number, cpuSeconds: number) {
  const { count } = trace.calls;
  return {
    calls: count,
    callsPerSecond: Math.round(count / Math.max(seconds, 1e-9)),
    happenings: result.happenings,
    events: result.events,
    cpuSeconds,
    seconds,
    // Kilobytes, as the operating system counts them for the whole process.
    peakMemoryBytes: process.resourceUsage().maxRSS * 1_024,
  };
}

function checkServed({ unit }: TraceResult): void {
  const call = unit.indexOf(-1);
  if (call >= 0)
    throw new CliFault(
      "rehearse.unserved",
      `nobody ever came to the call of line ${call + 2}: all units are away when the trace ends`,
    );
}

const linesPerWrite = 20_000;

function* linesOf({ unit, responseMicros }: TraceResult): Generator<string> {
  yield "unit,responseUs\n";
  for (let from = 0; from < unit.length; from += linesPerWrite) {
    const to = Math.min(unit.length, from + linesPerWrite);
    let text = "";
    for (let call = from; call < to; call += 1) text += `${unit[call]},${responseMicros[call]}\n`;
    yield text;
  }
}
