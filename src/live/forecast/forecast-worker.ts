/** A thread that makes forecasts, one for each message, at a low priority. See forecast-thread.ts. */
import { setPriority } from "node:os";
import { setImmediate } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import type { Forecast, NoForecast, WhatIf } from "../../core/forecast.ts";
import { makeStraightLine, type StraightLineFit } from "../../plan/straight-line.ts";
import { makeForecast } from "../../sim/forecast/forecast.ts";
import { forecastKinds, type ForecastKind } from "./kinds.ts";
import { stateOf, type Picture } from "./picture.ts";

export interface ForecastTask {
  readonly task: number;
  readonly picture: Picture;
  readonly kind: ForecastKind;
  readonly seed: number;
  readonly futures: number;
  readonly fit: StraightLineFit;
  readonly whatIf: WhatIf | undefined;
}

export type ForecastReply =
  | { readonly task: number; readonly result: Forecast | NoForecast }
  | { readonly task: number; readonly fault: string };

/** After so long the thread looks whether it is wanted for something else. */
const breathMillis = 100;

const port = parentPort;
assert(port !== null, "forecast-worker.ts runs as a worker thread");
lowerPriority();
port.on("message", (task: ForecastTask) => void answer(task));

/** About a tenth of what the control room gets where both want the processor; at 19 it would stand still on a busy machine. */
const niceness = 10;

/** On Linux process 0 is the calling thread alone; elsewhere it would be the whole server, so it is left as it is. */
function lowerPriority(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(0, niceness);
  } catch {
    // A forecast at ordinary priority is still a forecast.
  }
}

async function answer(task: ForecastTask): Promise<void> {
  try {
    const result = await make(task);
    port?.postMessage({ task: task.task, result } satisfies ForecastReply, []);
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    port?.postMessage({ task: task.task, fault } satisfies ForecastReply, []);
  }
}

async function make(task: ForecastTask): Promise<Forecast | NoForecast> {
  const { picture, kind, seed, fit, whatIf } = task;
  const { budgetMillis, share, ...shape } = forecastKinds[kind];
  const before = process.threadCpuUsage();
  const making = makeForecast({
    region: picture.region,
    state: stateOf(picture),
    now: picture.now,
    positions: picture.positions,
    travel: makeStraightLine(fit),
    seed,
    whatIf,
    futures: Math.ceil(task.futures * share),
    ...shape,
  });
  const startedAt = performance.now();
  let breathedAt = startedAt;
  let step = making.next();
  while (step.done !== true) {
    const now = performance.now();
    if (now - breathedAt > breathMillis) {
      await setImmediate();
      breathedAt = now;
    }
    step = making.next(now - startedAt > budgetMillis);
  }
  if ("reason" in step.value) return step.value;
  const { user, system } = process.threadCpuUsage(before);
  return { ...step.value, cpuMillis: Math.round((user + system) / 1_000) };
}
