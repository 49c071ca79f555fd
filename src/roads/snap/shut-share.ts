/**
 * Which part of a street a closure shuts. A barricade stands at one point of it, an area reaches into it so far: who
 * comes from the open side drives up to there, and a house before it is reached as ever. No way leads past it, so for
 * ways through the street it is shut as a whole. Where several closures meet in one street, all between the first and
 * the last counts as shut. Not here: where a closure lies in a street (closures/shut-arcs.ts).
 */
import { type Metric, noWay, type RoadNetwork } from "../network.ts";

/**
 * From `begin` to `end` by length, in the direction of the segment's points: 0 is its first point, 1 its last. It holds
 * at least one point of the segment; below 0 or above 1, it reaches over that end.
 */
export interface ShutShare {
  readonly begin: number;
  readonly end: number;
}

export const wholeStreet: ShutShare = { begin: -1, end: 2 };

/** What is shut of the arcs that have no way for it, by arc; the arc's own time is that of `openMetric`. */
export interface PartlyShut {
  readonly openMetric: Metric;
  readonly shares: ReadonlyMap<number, ShutShare>;
}

/** An arc as far as it may be used. */
export interface ArcPart {
  /** Of the whole arc. */
  readonly millis: number;
  /** What is shut, in the direction of the arc: usable before `begin` and after `end`. */
  readonly begin: number;
  readonly end: number;
}

/** Undefined for an arc that may not be used at all. */
export function findArcPart(
  { arcForward }: RoadNetwork,
  metric: Metric,
  partly: PartlyShut | undefined,
  arc: number,
): ArcPart | undefined {
  if (metric[arc] < noWay)
    return {
      millis: metric[arc],
      begin: Number.POSITIVE_INFINITY,
      end: Number.NEGATIVE_INFINITY,
    };
  const share = partly?.shares.get(arc);
  if (partly === undefined || share === undefined || partly.openMetric[arc] >= noWay)
    return undefined;
  const millis = partly.openMetric[arc];
  return arcForward[arc] === 1
    ? { millis, ...share }
    : { millis, begin: 1 - share.end, end: 1 - share.begin };
}

/** The share that holds both. */
export function joinShares(one: ShutShare | undefined, other: ShutShare): ShutShare {
  if (one === undefined) return other;
  return { begin: Math.min(one.begin, other.begin), end: Math.max(one.end, other.end) };
}
