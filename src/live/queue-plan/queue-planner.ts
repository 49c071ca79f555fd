/**
 * Plans the queue of a region when somebody asks: reads it from a copy of the state in slices, has a thread solve it, and
 * enters the plan into the log as a fact. One at a time in the process; nothing here is on the command path, and a plan
 * that fails costs the asker an answer and nobody a command. Not here: sending, which is a command of the asker.
 */

import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { forkState } from "../../core/state/region-state.ts";
import type { PlannedQueue } from "../../plan/queue/plan-queue.ts";
import { readQueue, type QueueInput } from "../../plan/queue/queue-input.ts";
import type { TravelTimes } from "../../plan/travel-times.ts";
import { LiveFault } from "../fault.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import { takeSlice } from "../slices.ts";

export const queuePlannerLimits = {
  /** Plans that are asked for and not answered yet, the one being made included. */
  waiting: 4,
  /** A thread that has not answered by then is ended; a plan takes a second or two. */
  solveMillis: 20_000,
} as const;

export interface MadeQueuePlan extends PlannedQueue {
  /** Position of the log that it was made from. */
  readonly madeAt: number;
  /** Until it was solved. */
  readonly tookMillis: number;
}

type PlannedRegion = Pick<
  RegionRuntime,
  "state" | "position" | "telemetry" | "now" | "withTravel" | "runSystem"
>;

export class QueuePlanner {
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Rejects with LiveFault `live.busy` where too many wait already. Resolves when the plan is durable in the log. */
  async plan(region: PlannedRegion, askedBy: string): Promise<MadeQueuePlan> {
    if (this.#waiting >= queuePlannerLimits.waiting)
      throw new LiveFault("live.busy", "So many plans are being made already; ask again soon.");
    this.#waiting += 1;
    const before = this.#last;
    const turn = Promise.withResolvers<void>();
    this.#last = turn.promise;
    try {
      await before;
      return await makePlan(region, askedBy);
    } finally {
      this.#waiting -= 1;
      turn.resolve();
    }
  }
}

async function makePlan(region: PlannedRegion, askedBy: string): Promise<MadeQueuePlan> {
  const startedAt = performance.now();
  const { position: madeAt } = region;
  const input = await readInSlices(region);
  const planned = await solve(input);
  const tookMillis = Math.round(performance.now() - startedAt);
  await region.runSystem({ type: "queue.record-plan", askedBy, madeAt, ...planned });
  return { ...planned, madeAt, tookMillis };
}

/** The copy's own closures hold for all of it; when roads fail in the middle, it is begun anew by straight line. */
async function readInSlices(region: PlannedRegion): Promise<QueueInput> {
  const state = forkState(region.state);
  const now = region.now();
  const positions = region.telemetry.overlay;
  let used: TravelTimes | undefined;
  let work: Generator<void, QueueInput> | undefined;
  for (;;) {
    const step = region.withTravel(state, (travel) => {
      if (work === undefined || used !== travel)
        work = readQueue(state, { now, positions, travel });
      used = travel;
      return takeSlice(work);
    });
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

function solve(input: QueueInput): Promise<PlannedQueue> {
  const { promise, resolve, reject } = Promise.withResolvers<PlannedQueue>();
  const worker = new Worker(new URL("./queue-worker.ts", import.meta.url), {
    workerData: input,
    execArgv: [],
  });
  worker.unref();
  const late = setTimeout(() => {
    reject(new LiveFault("live.busy", "The plan took too long; ask again, or send by hand."));
  }, queuePlannerLimits.solveMillis);
  worker.once("message", (planned: PlannedQueue) => resolve(planned));
  worker.once("error", reject);
  worker.once("exit", () => reject(new Error("the thread that plans the queue ended")));
  return promise.finally(() => {
    clearTimeout(late);
    void worker.terminate();
  });
}
