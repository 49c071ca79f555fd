/**
 * The nodes sorted along eight directions, 22.5 degrees apart: where a cut across the map begins to look. Only
 * integers, and a cosine of our own, so that every machine sorts alike; ties go by the node's number. The lists are
 * sorted once per map; a part of the map keeps its order when it is split off. Not here: the cut itself.
 */
import { cosine } from "../../base/distance.ts";

/** East and north of each direction, integers close to the unit circle's eighths: 5/12 is the tangent of 22.6 degrees. */
const directions = [
  [1, 0],
  [12, 5],
  [1, 1],
  [5, 12],
  [0, 1],
  [-5, 12],
  [-1, 1],
  [-12, 5],
] as const;

export const directionCount = directions.length;

const radiansPerE7 = Math.PI / 180 / 1e7;
const fullTurnE7 = 3_600_000_000;
const exactIntegers = 2 ** 53;

export interface Places {
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
}

/**
 * For each direction the numbers 0 to `nodes.length - 1`, sorted by where `nodes[number]` lies along it; the
 * directions stand one behind the other.
 */
export function sortAlongDirections({ latE7, lonE7 }: Places, nodes: Int32Array): Int32Array {
  const count = nodes.length;
  const sorted = new Int32Array(directionCount * count);
  if (count === 0) return sorted;
  const { east, north } = flatten(latE7, lonE7, nodes);
  const keys = new Float64Array(count);
  for (const [direction, [x, y]] of directions.entries()) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < count; at += 1) {
      const key = east[at] * x + north[at] * y;
      keys[at] = key;
      if (key < least) least = key;
      if (key > most) most = key;
    }
    // Place and number in one integer; on a very large map neighbouring places are taken as one, to stay exact.
    let coarse = 1;
    while (((most - least) / coarse + 1) * count >= exactIntegers) coarse *= 2;
    for (let at = 0; at < count; at += 1)
      keys[at] = Math.floor((keys[at] - least) / coarse) * count + at;
    keys.sort();
    for (let at = 0; at < count; at += 1) sorted[direction * count + at] = keys[at] % count;
  }
  return sorted;
}

/** Integers of equal length east and north, measured from the first node, the short way over the date line. */
function flatten(latE7: Int32Array, lonE7: Int32Array, nodes: Int32Array) {
  const east = new Float64Array(nodes.length);
  const north = new Float64Array(nodes.length);
  const lat = latE7[nodes[0]];
  const lon = lonE7[nodes[0]];
  const shrink = cosine(lat * radiansPerE7);
  for (const [at, node] of nodes.entries()) {
    let away = lonE7[node] - lon;
    if (away > fullTurnE7 / 2) away -= fullTurnE7;
    else if (away < -fullTurnE7 / 2) away += fullTurnE7;
    east[at] = Math.round(away * shrink);
    north[at] = latE7[node] - lat;
  }
  return { east, north };
}
