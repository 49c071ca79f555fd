/** A thread that makes forecasts, one for each message, at a low priority. See forecast-thread.ts. */
import { setPriority } from "node:os";
import { setImmediate } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import type { Forecast, LineCause, NoForecast, WhatIf } from "../../core/forecast.ts";
import { makeStraightLine, type StraightLineFit } from "../../plan/straight-line.ts";
import type { NamedModel } from "../../sim/forecast/model-calls.ts";
import { makeForecast } from "../../sim/forecast/forecast.ts";
import { forecastKinds, type ForecastKind } from "./kinds.ts";
import { stateOf, type Picture } from "./picture.ts";
import { WorkerRoads, type ByRoad, type ForecastRoads } from "./worker-roads.ts";

export interface ForecastWorkerData {
  readonly fit: StraightLineFit;
  /** Undefined = the server has no map package. */
  readonly roads: ForecastRoads | undefined;
  /** By region; the others' calls are like those of their last day. */
  readonly models: ReadonlyMap<string, NamedModel>;
}

export interface ForecastTask {
  readonly task: number;
  readonly picture: Picture;
  readonly kind: ForecastKind;
  readonly seed: number;
  readonly futures: number;
  readonly whatIf: WhatIf | undefined;
}

export type ForecastReply =
  | {
      readonly task: number;
      readonly result: Forecast | NoForecast;
      /** Why it was made by straight line although there are roads. */
      readonly roadsFault?: string;
    }
  | { readonly task: number; readonly fault: string };

/** After so long the thread looks whether it is wanted for something else. */
const breathMillis = 100;

const port = parentPort;
assert(port !== null, "forecast-worker.ts runs as a worker thread");
const { fit, roads: given, models } = workerData as ForecastWorkerData;
const roads = given && new WorkerRoads(given, fit);
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
    const made = await make(task);
    port?.postMessage({ task: task.task, ...made } satisfies ForecastReply, []);
  } catch (error) {
    port?.postMessage({ task: task.task, fault: textOf(error) } satisfies ForecastReply, []);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

interface Made {
  readonly result: Forecast | NoForecast;
  readonly roadsFault?: string;
}

/** By road and, where roads fail, again by straight line, which says so. */
async function make(task: ForecastTask): Promise<Made> {
  if (roads === undefined) return { result: await play(task, undefined, "no map") };
  // The state is written into: what fails must leave it as it was.
  const { buffer } = task.picture;
  const kept = buffer.slice(0);
  try {
    return { result: await play(task, roads.open(task.picture.region), undefined) };
  } catch (error) {
    roads.forget();
    const picture = { ...task.picture, buffer: kept };
    const result = await play({ ...task, picture }, undefined, "roads failed");
    return { result, roadsFault: textOf(error) };
  }
}

async function play(
  { picture, kind, seed, whatIf, futures }: ForecastTask,
  byRoad: ByRoad | undefined,
  lineCause: LineCause | undefined,
): Promise<Forecast | NoForecast> {
  const { budgetMillis, share, ...shape } = forecastKinds[kind];
  const before = process.threadCpuUsage();
  const making = makeForecast({
    region: picture.region,
    state: stateOf(picture),
    now: picture.now,
    positions: picture.positions,
    travel: makeStraightLine(fit),
    byRoad,
    demandModel: models.get(picture.region),
    seed,
    whatIf,
    futures: Math.ceil(futures * share),
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
  const cpuMillis = Math.round((user + system) / 1_000);
  return { ...step.value, ...(lineCause === undefined ? {} : { lineCause }), cpuMillis };
}
