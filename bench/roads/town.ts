/**
 * A town for the roads benches: its topology with the hierarchy over it and the weights of one metric, places drawn
 * from a seed, and everything that asks questions. Porto is driven by a patrol car, one-way streets and forbidden turns
 * included; Moscow's map knows neither, and its streets have speeds by where they lie. Not here: what is measured.
 */
import { distanceM } from "../../src/base/distance.ts";
import { RandomStream } from "../../src/base/random.ts";
import { makeOrderInThreads } from "../../src/cli/map/make-order.ts";
import { contract } from "../../src/roads/hierarchy/contract.ts";
import { customise, makeWeights, type Weights } from "../../src/roads/hierarchy/customise.ts";
import { type Hierarchy, openHierarchy } from "../../src/roads/hierarchy/hierarchy.ts";
import type { Metric, Topology } from "../../src/roads/network.ts";
import type { NodeOffset } from "../../src/roads/snap/snap.ts";
import { readMoscow } from "../../src/testing/roads/moscow.ts";
import { findRealNetwork } from "../../src/testing/roads/real-map.ts";
import { metricOf, vehicleProfiles } from "../../src/roads/vehicle-class.ts";
import { isSmoke, sized } from "../bench.ts";
import { tinyNetwork } from "./tiny.ts";

export interface Town {
  readonly name: string;
  readonly topology: Topology;
  readonly metric: Metric;
  readonly hierarchy: Hierarchy;
  readonly weights: Weights;
  /** Nodes drawn for the questions. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Node of each unit. */
  readonly units: Int32Array;
}

const questionCount = sized(20_000, 2_000);
export const unitCount = sized(10_000, 50);
/** Metres a second, by the share of streets that have them. */
const speeds = [6, 8, 8, 10, 10, 13, 16, 22];

interface Driven {
  readonly topology: Topology;
  readonly metric: Metric;
}

interface Subject {
  readonly name: string;
  /** Undefined where the map is not on this machine. */
  readonly read: () => Driven | undefined;
}

const subjects: readonly Subject[] = [
  { name: "Porto", read: readPorto },
  {
    name: "Moscow",
    read: () => {
      const topology = isSmoke ? undefined : readMoscow();
      return topology && { topology, metric: makeMetric(topology) };
    },
  },
];

function readPorto(): Driven | undefined {
  const network = isSmoke ? tinyNetwork() : findRealNetwork("porto");
  return network && { topology: network, metric: metricOf(network, vehicleProfiles["patrol car"]) };
}

/** The towns whose maps are on this machine; says which are not. */
export async function makeTowns(say: (line: string) => void): Promise<Town[]> {
  const towns: Town[] = [];
  for (const { name, read } of subjects) {
    const driven = read();
    if (driven === undefined) say(`${name}: left out, its map is not on this machine`);
    else towns.push(await makeTown(name, driven, say));
  }
  if (towns.length === 0)
    say("no map is on this machine, nothing is measured; set MUSTER_DATA to the data folder");
  return towns;
}

async function makeTown(
  name: string,
  { topology, metric }: Driven,
  say: (line: string) => void,
): Promise<Town> {
  const { nodeCount, arcCount } = topology;
  say(`${name}: order and hierarchy of ${nodeCount} nodes, ${arcCount} arcs`);
  const { rank } = await makeOrderInThreads(topology);
  const hierarchy = openHierarchy(topology, contract(topology, rank));
  const weights = makeWeights(hierarchy);
  customise(hierarchy, metric, weights);
  const random = new RandomStream(11, `bench-roads-${name}`);
  const draw = (count: number) =>
    Int32Array.from({ length: count }, () => random.below(topology.nodeCount));
  const [starts, ends, units] = [draw(questionCount), draw(questionCount), draw(unitCount)];
  return { name, topology, metric, hierarchy, weights, starts, ends, units };
}

/** Both directions of a street at one speed, drawn from where it lies. */
function makeMetric({ arcCount, tail, head, latE7, lonE7 }: Topology): Metric {
  return Int32Array.from({ length: arcCount }, (_, arc) => {
    const [a, b] = [tail[arc], head[arc]];
    const metres = distanceM(latE7[a], lonE7[a], latE7[b], lonE7[b]);
    // Streets of a neighbourhood of about 300 m share their speed, so that there are through roads.
    const cell =
      Math.floor((latE7[a] + latE7[b]) / 60_000) * 31 +
      Math.floor((lonE7[a] + lonE7[b]) / 60_000) * 17;
    const speed = speeds[Math.abs(cell) % speeds.length];
    return Math.max(1, Math.round((metres / speed) * 1000));
  });
}

/** A place at each of these nodes. */
export function placesAt(nodes: Int32Array): readonly NodeOffset[][] {
  return Array.from(nodes, (node) => [{ node, millis: 0 }]);
}
