/**
 * Fits a map's road times to recorded journeys: seconds = base + factor x the road's seconds. Where the records say from
 * where to where, each journey is driven on the map and the fit is direct, with the error on journeys it has not seen.
 * Where they only say how far it was in a straight line, pairs of places are drawn on the map at the recorded distances,
 * and base and factor are those under which the map's line over distance becomes the records' line. The error is then
 * that of the line: how wrong the map is for one journey can not be told without its ends. Least squares throughout,
 * because the mean journey decides what callers are promised (calibrate.ts).
 */
import { distanceM } from "../base/distance.ts";
import type { RandomStream } from "../base/random.ts";
import { noWay } from "../roads/network.ts";
import { calibrate, fitLeastSquares, type HeldOutError, type Journey } from "./calibrate.ts";
import type { ClassRoads } from "./class-roads.ts";

export interface RoadJourney extends Journey {
  /** Latitude and longitude of start and end in 1e-7 degrees. */
  readonly ends?: readonly number[];
}

export interface RoadFit {
  readonly by: "ends" | "distances";
  readonly baseSeconds: number;
  readonly factor: number;
  readonly heldOut: HeldOutError;
  /** Journeys, or pairs of places, that the map could answer. */
  readonly used: number;
  readonly leftOut: number;
}

/** Pairs drawn: the base then moves by about a second from seed to seed. */
export const drawnPairs = 20_000;
const triesPerPair = 40;
const metresPerE7 = 0.011_119_5;

/** A sentence (what was got, what was expected) when these journeys and this map can not carry a fit. */
export function calibrateRoads(
  roads: ClassRoads,
  journeys: readonly RoadJourney[],
  random: RandomStream,
): RoadFit | string {
  return journeys.some(({ ends }) => ends !== undefined)
    ? fitByEnds(roads, journeys)
    : fitByDistances(roads, journeys, random);
}

function fitByEnds(roads: ClassRoads, journeys: readonly RoadJourney[]): RoadFit | string {
  const driven: Journey[] = [];
  for (const { ends, seconds } of journeys) {
    if (ends === undefined) continue;
    const road = driveBetween(roads, ends[0], ends[1], ends[2], ends[3]);
    // The line's abscissa is the road's seconds here, not metres.
    if (road !== undefined) driven.push({ metres: road.seconds, seconds });
  }
  const fit = calibrate(driven);
  if (typeof fit === "string")
    return `${fit} with both ends on this map and a way between them; is it the map of these journeys?`;
  const { baseSeconds, secondsPerMetre: factor, heldOut } = fit;
  const leftOut = journeys.length - driven.length;
  return { by: "ends", baseSeconds, factor, heldOut, used: driven.length, leftOut };
}

function fitByDistances(
  roads: ClassRoads,
  journeys: readonly RoadJourney[],
  random: RandomStream,
): RoadFit | string {
  const records = calibrate(journeys);
  if (typeof records === "string") return records;
  const pairs: Journey[] = [];
  for (let count = 0; count < drawnPairs; count += 1) {
    const { metres } = journeys[random.below(journeys.length)];
    const pair = drawPair(roads, metres, random);
    if (pair !== undefined) pairs.push(pair);
  }
  const drawn = fitLeastSquares(pairs);
  if (pairs.length < drawnPairs / 2 || drawn === undefined)
    return `got ${pairs.length} of ${drawnPairs} pairs of places on this map at the recorded distances, expected half; is it too small for them?`;
  const factor = records.secondsPerMetre / drawn.secondsPerMetre;
  const baseSeconds = records.baseSeconds - factor * drawn.baseSeconds;
  const { heldOut } = records;
  return {
    by: "distances",
    baseSeconds,
    factor,
    heldOut,
    used: pairs.length,
    leftOut: drawnPairs - pairs.length,
  };
}

/**
 * From a random node in random directions until this distance ends on a road: to give up sooner would leave out long
 * distances rather than short ones on a small map, and with them the records' mix.
 */
function drawPair(roads: ClassRoads, metres: number, random: RandomStream): Journey | undefined {
  const { nodeCount, latE7, lonE7 } = roads.network;
  for (let tries = 0; tries < triesPerPair; tries += 1) {
    const node = random.below(nodeCount);
    const bearing = random.between(0, 2 * Math.PI);
    const perEast = metresPerE7 * Math.cos((latE7[node] / 1e7) * (Math.PI / 180));
    const endLat = latE7[node] + Math.round((metres * Math.cos(bearing)) / metresPerE7);
    const endLon = lonE7[node] + Math.round((metres * Math.sin(bearing)) / perEast);
    const pair = driveBetween(roads, latE7[node], lonE7[node], endLat, endLon);
    if (pair !== undefined) return pair;
  }
  return undefined;
}

/** Straight metres and road seconds between the roads at both ends; undefined off the roads, or without a way. */
function driveBetween(
  roads: ClassRoads,
  fromLat: number,
  fromLon: number,
  toLat: number,
  toLon: number,
): Journey | undefined {
  const from = roads.snapPlace(fromLat, fromLon);
  const to = roads.snapPlace(toLat, toLon);
  if (from === undefined || to === undefined || from.isOffRoad || to.isOffRoad) return undefined;
  const millis = roads.millisBetween(from, to);
  if (millis >= noWay) return undefined;
  const metres = distanceM(from.latE7, from.lonE7, to.latE7, to.lonE7);
  return { metres, seconds: millis / 1_000 };
}
