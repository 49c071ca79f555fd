/**
 * Questions about roads that somebody asks from outside the command path: how long from here to there and along which
 * streets, how far one gets in a time, and which part of each area a free unit covers. All of it is read from a state;
 * nothing is changed. Bounded: at most so many lines. Not here: what a drawn closure would change (closure-preview.ts).
 */
import { isFree } from "../../core/unit/free.ts";
import type { ShutEnd, TravelSource } from "../../core/recommendation.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { distanceM } from "../../base/distance.ts";
import { microsPerSecond } from "../../base/instant.ts";
import type { ClassRoads } from "../../plan/class-roads.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import { describeWay, type DescribedWay } from "../../plan/road-way.ts";
import type { TravelStart, TravelTimes } from "../../plan/travel-times.ts";
import { holds } from "../../roads/closures/touching.ts";
import { noWay } from "../../roads/network.ts";
import { makeRowTimes, rowsByTail } from "../../roads/search/arc-rows.ts";
import { PlainSearch } from "../../roads/search/plain-search.ts";
import type { NodeOffset } from "../../roads/snap/snap.ts";

export const roadAnswerLimits = {
  reachSeconds: 3_600,
  /** Lines of a reach or cover; above that the smallest roads are left out, and counted. */
  reachLines: 20_000,
} as const;

export interface PointE7 {
  readonly latE7: number;
  readonly lonE7: number;
}

export interface TravelAnswer {
  readonly source: TravelSource;
  /** Null = there is no way; `shutBy` says which closures are on the soonest one, lifting them all would open it. */
  readonly travelSeconds: number | null;
  readonly distanceM: number | null;
  readonly shutBy: readonly number[];
  readonly reportedClosures: readonly number[];
  /** Confirmed ones that the way goes round: they are on the soonest way if nothing were shut, and not at an end. */
  readonly aroundClosures: readonly number[];
  /** Where an end is in a street that is shut. */
  readonly startShut?: ShutEnd;
  readonly endShut?: ShutEnd;
  readonly way: DescribedWay | undefined;
}

export function answerTravel(
  travel: TravelTimes,
  classes: readonly (ClassRoads | undefined)[],
  start: TravelStart,
  to: PointE7,
): TravelAnswer {
  const { source } = travel;
  const micros = travel.micros(start, to.latE7, to.lonE7);
  const roads = source.map === undefined ? undefined : classes[start.vehicleClass];
  const from = roads?.snapPlace(start.latE7, start.lonE7);
  const end = roads?.snapPlace(to.latE7, to.lonE7);
  const found =
    roads === undefined || from === undefined || end === undefined
      ? undefined
      : roads.findWayBetween(from, end);
  const way =
    found === undefined || roads === undefined
      ? undefined
      : describeWay(roads.network, roads.metric.openMetric, found);
  const isShut = micros === Infinity;
  const shutBy = travel.listShutOnWay?.(start, to.latE7, to.lonE7) ?? [];
  const ends = travel.findShutEnds?.(start, to.latE7, to.lonE7) ?? {};
  const atEnds = [ends.startShut, ends.endShut].flatMap((end) => end?.closures ?? []);
  const lineM = Math.round(distanceM(start.latE7, start.lonE7, to.latE7, to.lonE7));
  return {
    source,
    travelSeconds: isShut ? null : Math.round(micros / microsPerSecond),
    distanceM: isShut ? null : (way?.distanceM ?? lineM),
    shutBy: isShut ? shutBy : [],
    aroundClosures: isShut ? [] : shutBy.filter((closure) => !atEnds.includes(closure)),
    reportedClosures: isShut ? [] : (travel.listReportedOnWay?.(start, to.latE7, to.lonE7) ?? []),
    ...ends,
    way,
  };
}

export interface Reach {
  /** [lonE7, latE7] along each segment that can be driven whole within the time; at most `reachLines`. */
  readonly lines: (readonly [number, number])[][];
  /** So many segments are reached beside the lines: the smallest roads, where there are more than fit. */
  readonly leftOut: number;
  /** 1 for each node that is reached. */
  readonly nodes: Uint8Array;
}

/** What is reached within the time from any of the places. */
export function listReach(
  roads: ClassRoads,
  places: readonly PointE7[],
  seconds: number,
  most: number = roadAnswerLimits.reachLines,
): Reach {
  const { network, metric } = roads;
  const rows = rowsByTail(network, metric.hierarchy.rank);
  const search = new PlainSearch(network);
  const starts: NodeOffset[] = places.flatMap(({ latE7, lonE7 }) => {
    const snap = roads.snapPlace(latE7, lonE7);
    return snap === undefined ? [] : roads.departures(snap);
  });
  const until = Math.min(noWay - 1, Math.max(0, Math.round(seconds * 1_000)));
  const nodes = new Uint8Array(network.nodeCount);
  if (starts.length === 0) return { lines: [], leftOut: 0, nodes };
  search.run(rows, makeRowTimes(rows, metric.metric), starts, until);
  const { node } = metric.hierarchy;
  for (let at = 0; at < search.settledCount; at += 1) nodes[node[search.settled[at]]] = 1;
  const segments = listReachedSegments(roads, nodes);
  // A map whose main roads are all there shows where the cover ends; one that stops somewhere would show a hole.
  const { roadClass } = network;
  const drawn =
    segments.length <= most
      ? segments
      : segments.sort((a, b) => roadClass[a] - roadClass[b] || a - b).slice(0, most);
  const lines = drawn.map((segment) => lineOf(roads, segment));
  return { lines, leftOut: segments.length - drawn.length, nodes };
}

/** Both of whose ends are reached, and that may be driven; ascending. */
function listReachedSegments({ network, metric }: ClassRoads, nodes: Uint8Array): number[] {
  const isReached = new Uint8Array(network.segmentCount);
  for (let arc = 0; arc < network.arcCount; arc += 1)
    if (
      metric.metric[arc] < noWay &&
      nodes[network.tail[arc]] === 1 &&
      nodes[network.head[arc]] === 1
    )
      isReached[network.arcSegment[arc]] = 1;
  const segments: number[] = [];
  for (let segment = 0; segment < network.segmentCount; segment += 1)
    if (isReached[segment] === 1) segments.push(segment);
  return segments;
}

function lineOf({ network }: ClassRoads, segment: number): (readonly [number, number])[] {
  const line: (readonly [number, number])[] = [];
  for (let p = network.firstPoint[segment]; p < network.firstPoint[segment + 1]; p += 1)
    line.push([network.pointLonE7[p], network.pointLatE7[p]]);
  return line;
}

/** Where free units of a class and for a need are now. */
export function listFreeUnits(
  state: RegionState,
  positions: PositionOverlay,
  isWanted: (unit: number) => boolean,
): PointE7[] {
  const { units, head } = state.columns;
  const places: PointE7[] = [];
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    if (!isFree(state, unit) || !isWanted(unit)) continue;
    const isTracked = unit < positions.at.length && positions.at[unit] > units.positionAt[unit];
    places.push({
      latE7: isTracked ? positions.latE7[unit] : units.latE7[unit],
      lonE7: isTracked ? positions.lonE7[unit] : units.lonE7[unit],
    });
  }
  return places;
}

export interface AreaCover {
  readonly area: string;
  /** Share of the area's crossings that a free unit reaches within the time, 0 to 1; null = the map has none there. */
  readonly share: number | null;
  readonly crossings: number;
}

/** How much of each area is covered by the nodes that are reached. */
export function coverByArea(state: RegionState, roads: ClassRoads, nodes: Uint8Array): AreaCover[] {
  const { areas } = getPolicy(state).config;
  const { nodeCount, latE7, lonE7 } = roads.network;
  return areas.map(({ code, ring }) => {
    let [all, reached] = [0, 0];
    for (let node = 0; node < nodeCount; node += 1) {
      if (!holds(ring, [lonE7[node], latE7[node]])) continue;
      all += 1;
      reached += nodes[node];
    }
    return { area: code, share: all === 0 ? null : reached / all, crossings: all };
  });
}
