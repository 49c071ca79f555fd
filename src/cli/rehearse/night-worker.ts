/** A thread that plays nights of a plan, one for each message, and sends back what was counted. See play-nights.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { Replication } from "../../sim/rehearsal/replication.ts";
import type { NightFigures } from "../../sim/rehearsal/tally.ts";

export interface NightWorkerData {
  readonly seed: number;
  /** The variants, in the order of their numbers. */
  readonly plans: readonly RehearsalPlan[];
}

export interface WantedNight {
  readonly variant: number;
  readonly replication: number;
}

export type NightReply = WantedNight & { readonly figures: NightFigures };

const port = parentPort;
assert(port !== null, "night-worker.ts runs as a worker thread");
const { seed, plans } = workerData as NightWorkerData;
const travel = makeStraightLine();
port.on("message", ({ variant, replication }: WantedNight) => {
  const figures = new Replication(plans[variant], { seed, replication, travel }).run();
  port.postMessage({ variant, replication, figures } satisfies NightReply, []);
});
