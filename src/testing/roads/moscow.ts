/**
 * The streets of Moscow as the data folder has them: places in metres and pairs of nodes, every point along a street
 * a node. No names, no directions, no classes: only for what is about size. Not here: real maps with tags.
 */
import { readFileSync } from "node:fs";
import { findRealData } from "../real-data.ts";
import type { RandomStream } from "../../base/random.ts";
import { type Metric, noWay, type Topology } from "../../roads/network.ts";
import { keepLargestPart, makeTopology } from "./hand-topology.ts";

export const moscowFile = "maps/moscow-roads.co.bin";
const edgeFile = "maps/moscow-roads.gr.bin";

/** Degrees times 10^7 to a metre at the equator, where the city is put: it is already in a plane. */
const e7PerMetre = 90;

let known: Topology | undefined;

/** The largest connected part, 404,060 nodes, read once per process; undefined where the data is absent. */
export function readMoscow(): Topology | undefined {
  known ??= read();
  return known;
}

function read(): Topology | undefined {
  const [places, edges] = [moscowFile, edgeFile].map((name) => {
    const path = findRealData(name);
    if (path === undefined) return undefined;
    const bytes = readFileSync(path);
    return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  });
  if (places === undefined || edges === undefined) return undefined;
  const count = places.length >> 1;
  const lonE7 = new Int32Array(count).map((_, node) => places[2 * node] * e7PerMetre);
  const latE7 = new Int32Array(count).map((_, node) => places[2 * node + 1] * e7PerMetre);
  // The file counts from one.
  return keepLargestPart(
    makeTopology(
      latE7,
      lonE7,
      edges.map((node) => node - 1),
    ),
  );
}

/** Every arc at its own speed; one in a hundred takes nobody, whatever the way back does: as good as one-way streets. */
export function drawMetric({ arcCount }: Topology, random: RandomStream): Metric {
  return Int32Array.from({ length: arcCount }, () =>
    random.chance(0.01) ? noWay : 1 + random.below(60_000),
  );
}
