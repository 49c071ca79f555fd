/**
 * A network whose streets are closed and opened again at random, for the checks of exactness: which maps there are, with
 * which metrics, and what is done to them. Tests take a small share of what the benchmark takes.
 */
import type { RandomStream } from "../../base/random.ts";
import { Recustomiser } from "../../roads/hierarchy/recustomise.ts";
import { type Metric, noWay, type Topology } from "../../roads/network.ts";
import { metricOf, vehicleProfiles, type VehicleProfile } from "../../roads/vehicle-class.ts";
import type { Exactness } from "./exactness.ts";
import { drawMetric, moscowFile, readMoscow } from "./moscow.ts";
import { findRealNetwork, realMapNames, realMaps } from "./real-map.ts";

/** One-way streets, turn restrictions, gates and bus lanes stop it. */
export const lawfulCar: VehicleProfile = { ...vehicleProfiles["patrol car"], ignores: 0 };

export interface RealTown {
  readonly name: string;
  /** In the data folder. */
  readonly file: string;
  /** Undefined where the file is not on this machine. */
  readonly read: (random: RandomStream) => { topology: Topology; metric: Metric } | undefined;
}

/** Every map of the data folder, each under the metric that has most arcs closed to begin with. */
export const realTowns: readonly RealTown[] = [
  ...realMapNames.map((name) => ({
    name,
    file: realMaps[name],
    read: () => {
      const network = findRealNetwork(name);
      return network && { topology: network, metric: metricOf(network, lawfulCar) };
    },
  })),
  {
    name: "moscow",
    file: moscowFile,
    read: (random) => {
      const topology = readMoscow();
      return topology && { topology, metric: drawMetric(topology, random) };
    },
  },
];

/** Closes streets and opens some of them again, several times; `look` is called with them closed, then all are opened. */
export function shake(town: Exactness, random: RandomStream, look: () => void): void {
  const { metric, weights, hierarchy, topology } = town;
  const open = metric.slice();
  const before = weights.slice();
  const recustomiser = new Recustomiser(hierarchy);
  const closed = new Set<number>();
  // At most a thirtieth of a small map at once: it should not fall to pieces.
  for (const most of [1, 100, 3000, 100]) {
    const size = Math.min(most, topology.arcCount >> 5);
    const closing = Array.from({ length: size }, () => random.below(topology.arcCount));
    const opening = [...closed].filter(() => random.chance(0.4));
    for (const arc of opening) closed.delete(arc);
    for (const arc of closing) closed.add(arc);
    for (const arc of opening) metric[arc] = open[arc];
    for (const arc of closing) metric[arc] = noWay;
    recustomiser.updatePart(metric, weights, [...closing, ...opening]);
    town.checkWeights();
  }
  look();
  metric.set(open);
  recustomiser.updatePart(metric, weights, [...closed]);
  town.checkWeights(before);
}
