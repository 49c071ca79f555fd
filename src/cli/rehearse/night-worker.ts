/** A thread that plays nights of a plan, one for each message, and sends back what was counted. See play-nights.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { Replication } from "../../sim/rehearsal/replication.ts";
import { countUnits } from "../../sim/rehearsal/roster.ts";
import { listPlaces } from "../../sim/rehearsal/zones.ts";
import { openTravel } from "./open-travel.ts";
import type { TravelFit } from "./travel-file.ts";
import type { NightFigures } from "../../sim/rehearsal/tally.ts";

export interface NightWorkerData {
  readonly seed: number;
  /** The variants, in the order of their numbers. */
  readonly plans: readonly RehearsalPlan[];
  /** A map package; undefined = by straight line. */
  readonly map: string | undefined;
  readonly fit: TravelFit;
}

export interface WantedNight {
  readonly variant: number;
  readonly replication: number;
}

export type NightReply = WantedNight & { readonly figures: NightFigures };

const port = parentPort;
assert(port !== null, "night-worker.ts runs as a worker thread");
const { seed, plans, map, fit } = workerData as NightWorkerData;
const mostUnits = Math.max(...plans.map(countUnits));
const { travelFor } = openTravel({
  mapPath: map,
  units: mostUnits,
  places: listPlaces(plans),
  fit,
});
port.on("message", ({ variant, replication }: WantedNight) => {
  const figures = new Replication(plans[variant], { seed, replication, travel: travelFor }).run();
  port.postMessage({ variant, replication, figures } satisfies NightReply, []);
});
