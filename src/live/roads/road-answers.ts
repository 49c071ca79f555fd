/**
 * Questions about roads that somebody asks from outside the command path: how long from here to there and along which
 * streets, how far one gets in a time, which part of each area a free unit covers, and what a drawn closure would
 * change. All of it is read from a state; nothing is changed. Bounded: at most so many incidents and lines.
 */
import { decide } from "../../core/decide.ts";
import type { Command } from "../../core/commands.ts";
import type { Instant } from "../../base/instant.ts";
import { isFree } from "../../core/unit/free.ts";
import type { ShutEnd, TravelSource } from "../../core/recommendation.ts";
import type { Refusal } from "../../core/refusal.ts";
import { forkState, getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { incidentStates } from "../../core/vocabulary.ts";
import { distanceM } from "../../base/distance.ts";
import { microsPerSecond } from "../../base/instant.ts";
import type { ClassRoads } from "../../plan/class-roads.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import { recommend } from "../../plan/recommend.ts";
import { describeWay, type DescribedWay } from "../../plan/road-way.ts";
import type { TravelStart, TravelTimes } from "../../plan/travel-times.ts";
import { holds } from "../../roads/closures/touching.ts";
import { noWay } from "../../roads/network.ts";
import { makeRowTimes, rowsByTail } from "../../roads/search/arc-rows.ts";
import { PlainSearch } from "../../roads/search/plain-search.ts";
import type { NodeOffset } from "../../roads/snap/snap.ts";

export const roadAnswerLimits = {
  /** Open incidents that a preview asks about, the nearest to the drawing. */
  previewIncidents: 60,
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

export interface ChangedBest {
  readonly incident: number;
  /** Null = nobody can be sent. */
  readonly before: { readonly unit: number; readonly travelSeconds: number } | null;
  readonly after: { readonly unit: number; readonly travelSeconds: number } | null;
}

export interface ClosurePreview {
  /** Pieces of road that the drawing shuts for the first motor class. */
  readonly segments: number;
  readonly asked: number;
  readonly changed: readonly ChangedBest[];
}

type Report = Extract<Command, { type: "closure.report" }>;

/** Which open incidents' best unit another closure would change. Nothing is changed by asking. */
export function previewClosure(
  world: {
    readonly state: RegionState;
    readonly now: Instant;
    readonly positions: PositionOverlay;
    readonly travelFor: (state: RegionState) => TravelTimes;
    readonly listArcs: (shape: Report["shape"] & Pick<Report, "direction">) => readonly number[];
    readonly segmentOf: (arc: number) => number;
  },
  report: Report,
): ClosurePreview | { readonly refusal: Refusal } {
  const { state, now, positions } = world;
  const fork = forkState(state);
  const command: Report = { ...report, confirm: true };
  const decision = decide(fork, command, { now, at: now, by: "preview" });
  if (decision.refusal !== undefined) return { refusal: decision.refusal };
  const [lonE7, latE7] = report.shape.points[0];
  const incidents = listNearestIncidents(state, { latE7, lonE7 });
  const best = (of: RegionState): Map<number, ChangedBest["before"]> => {
    const travel = world.travelFor(of);
    return new Map(
      incidents.map((incident) => {
        const request = { id: "preview", incident, now, travel, positions, limit: 1 };
        const [option] = recommend(of, request).options;
        if (option === undefined) return [incident, null];
        return [incident, { unit: option.unit, travelSeconds: option.travelSeconds }];
      }),
    );
  };
  const before = best(state);
  const after = best(fork);
  // The metrics are the real state's again.
  world.travelFor(state);
  const segments = new Set(world.listArcs(report.shape).map(world.segmentOf));
  return {
    segments: segments.size,
    asked: incidents.length,
    changed: incidents.flatMap((incident) => {
      const pair = { before: before.get(incident) ?? null, after: after.get(incident) ?? null };
      const isSame =
        pair.before?.unit === pair.after?.unit &&
        pair.before?.travelSeconds === pair.after?.travelSeconds;
      return isSame ? [] : [{ incident, ...pair }];
    }),
  };
}

function listNearestIncidents(state: RegionState, to: PointE7): number[] {
  const { incidents, head } = state.columns;
  const open: { incident: number; metres: number }[] = [];
  for (let row = 0; row < head.incidentRows[0]; row += 1) {
    const code = incidents.state[row];
    if (code === incidentStates.code.none || code === incidentStates.code.closed) continue;
    const metres = distanceM(incidents.latE7[row], incidents.lonE7[row], to.latE7, to.lonE7);
    open.push({ incident: incidents.number[row], metres });
  }
  open.sort((a, b) => a.metres - b.metres || a.incident - b.incident);
  return open.slice(0, roadAnswerLimits.previewIncidents).map(({ incident }) => incident);
}
