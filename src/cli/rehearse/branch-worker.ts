/**
 * A thread that plays futures of a branch, some for each message. It reads the log and folds it by itself: a state can not
 * be sent to a thread, and folding is soon done. See play-futures.ts.
 */
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import type { NoForecast } from "../../core/forecast.ts";
import { limits } from "../../core/limits.ts";
import { playBranch, type BranchChange, type Futures } from "../../sim/branch/branch.ts";
import type { BranchTime } from "../../sim/branch/record.ts";
import { listFollowed } from "../../sim/branch/recorded.ts";
import { replayUntil, type BranchPoint } from "../../sim/branch/replay.ts";
import { openTravel } from "./open-travel.ts";
import { openLog } from "./read-log.ts";
import type { TravelFit } from "./travel-file.ts";

export interface BranchWorkerData {
  readonly store: string;
  readonly region: string;
  readonly point: BranchPoint;
  readonly time: BranchTime;
  readonly isRecorded: boolean;
  readonly seed: number;
  readonly changes: readonly (BranchChange | undefined)[];
  /** A map package; undefined = by straight line. */
  readonly map: string | undefined;
  readonly fit: TravelFit;
}

export interface WantedFutures {
  /** Place among the changes. */
  readonly variant: number;
  readonly first: number;
  readonly count: number;
}

export type FuturesReply = Futures | NoForecast;

const port = parentPort;
assert(port !== null, "branch-worker.ts runs as a worker thread");
const { store, region, point, time, isRecorded, seed, changes, map, fit } =
  workerData as BranchWorkerData;
const log = openLog(store, region);
const { state, rest } = replayUntil(log.list(), point);
const recorded = isRecorded ? listFollowed(rest, time.untilAt) : undefined;
log.close();
const { travelFor } = openTravel({ mapPath: map, units: limits.units, places: [], fit });

port.on("message", ({ variant, first, count }: WantedFutures) => {
  const change = changes[variant];
  const play = playBranch({
    ...time,
    state,
    recorded,
    seed,
    change,
    travel: travelFor,
    firstFuture: first,
    futures: count,
  });
  let step = play.next();
  while (step.done !== true) step = play.next();
  port.postMessage(step.value satisfies FuturesReply, []);
});
