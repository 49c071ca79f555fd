/** A thread that plays nights of a plan, one for each message, and sends back what was counted. See play-nights.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { Replication } from "../../sim/rehearsal/replication.ts";
import { countAllUnits } from "../../sim/rehearsal/roster.ts";
import type { AidFigures } from "../../sim/room/aid-rooms.ts";
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

export type NightReply = WantedNight & {
  readonly figures: NightFigures;
  /** Of the other regions, in the order of the plan. */
  readonly neighbours: readonly NightFigures[];
  /** What regions did for each other, the plan's own first; empty = they did not help each other. */
  readonly aid: readonly AidFigures[];
};

const port = parentPort;
assert(port !== null, "night-worker.ts runs as a worker thread");
const { seed, plans, map, fit } = workerData as NightWorkerData;
const mostUnits = Math.max(...plans.map(countAllUnits));
const { travelFor } = openTravel({
  mapPath: map,
  units: mostUnits,
  places: listPlaces(plans),
  fit,
});
port.on("message", ({ variant, replication }: WantedNight) => {
  const night = new Replication(plans[variant], { seed, replication, travel: travelFor });
  const figures = night.run();
  const [neighbours, aid] = [night.listNeighbours(), night.listAid()];
  port.postMessage({ variant, replication, figures, neighbours, aid } satisfies NightReply, []);
});
