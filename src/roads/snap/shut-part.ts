/**
 * A place in a street that is shut. The barricade is there because of what happens there, so the place is not out of
 * reach: the way ends (or begins) at the open side of the shut part, and the rest is on foot, along the shut streets at
 * walking speed. A shut part is what hangs together of streets that a vehicle class may use and that are wholly shut to
 * it now; a street with one open direction is not in it. So no way ever passes through a closure: its arcs are all open,
 * and what is shut is touched at its two ends only. docs/decisions/0011. Not here: open streets (snap.ts), and which
 * closure a street is shut by.
 */
import { type Metric, noWay, type RoadNetwork } from "../network.ts";
import { defaultSnapRule, type NodeOffset, type SegmentArcs, type Snap } from "./snap.ts";

export const shutPartLimits = {
  /** Nobody is sent to walk further; beyond it there is no road path. */
  walkMetres: 1_000,
  /** Crossings looked at from one place: those of about a square kilometre of a dense town. */
  nodes: 512,
} as const;

/** A node that is reached on foot through the shut part. */
export interface ShutOffset extends NodeOffset {
  /** The shut segments from the place to the node, the place's own first. */
  readonly segments: readonly number[];
  readonly metres: number;
}

export interface ShutStreets {
  readonly network: RoadNetwork;
  readonly segmentArcs: SegmentArcs;
  /** Without and with closures. */
  readonly openMetric: Metric;
  readonly metric: Metric;
}

/** Whether a segment that may be used without closures is shut altogether. */
export function isShutSegment(
  { segmentArcs: { first, arcs }, openMetric, metric }: ShutStreets,
  segment: number,
): boolean {
  let isUsable = false;
  for (let at = first[segment]; at < first[segment + 1]; at += 1) {
    if (metric[arcs[at]] < noWay) return false;
    if (openMetric[arcs[at]] < noWay) isUsable = true;
  }
  return isUsable;
}

/** Milliseconds on foot along so much of a segment. */
export function walkMillis(
  { lengthDm }: RoadNetwork,
  segment: number,
  share: number,
  { walkMetresPerSecond } = defaultSnapRule,
): number {
  return Math.round((lengthDm[segment] * share * 100) / walkMetresPerSecond);
}

/**
 * Nodes that are reached on foot from a place in a shut part, at most `most`: the ends of the place's own segment, then
 * those with an open road (out of them when the place is a start, into them when it is an end), then the others, which
 * matter where both places are in one shut part; each soonest first.
 */
export function listShutOffsets(
  streets: ShutStreets,
  place: Snap,
  leaves: boolean,
  most: number,
): ShutOffset[] {
  const all = walkFrom(streets, place);
  const own = all.filter(({ segments }) => segments.length === 1);
  const open = all.filter(({ node }) => hasOpenRoad(streets, node, leaves));
  return [...new Set([...own, ...open, ...all])].slice(0, most);
}

/** Dijkstra by a list that is looked through: a shut part has a few crossings. */
function walkFrom(streets: ShutStreets, place: Snap): ShutOffset[] {
  const { network } = streets;
  const waiting = new Map<number, ShutOffset>();
  const settled = new Map<number, ShutOffset>();
  const offer = (reached: ShutOffset): void => {
    if (reached.metres > shutPartLimits.walkMetres || settled.has(reached.node)) return;
    const known = waiting.get(reached.node);
    if (known === undefined || reached.millis < known.millis) waiting.set(reached.node, reached);
  };
  const { segment, share } = place;
  for (const [end, part] of [share, 1 - share].entries())
    for (const node of nodesAt(streets, segment, end === 1))
      offer({
        node,
        millis: place.walkMillis + walkMillis(network, segment, part),
        metres: (network.lengthDm[segment] / 10) * part,
        segments: [segment],
      });
  while (settled.size < shutPartLimits.nodes) {
    const next = soonestOf(waiting.values());
    if (next === undefined) break;
    waiting.delete(next.node);
    settled.set(next.node, next);
    for (let arc = network.firstArc[next.node]; arc < network.firstArc[next.node + 1]; arc += 1) {
      const over = network.arcSegment[arc];
      if (!isShutSegment(streets, over)) continue;
      for (const node of nodesAt(streets, over, network.arcForward[arc] === 1))
        offer({
          node,
          millis: next.millis + walkMillis(network, over, 1),
          metres: next.metres + network.lengthDm[over] / 10,
          segments: [...next.segments, over],
        });
    }
  }
  return [...settled.values()];
}

function soonestOf(waiting: Iterable<ShutOffset>): ShutOffset | undefined {
  let soonest: ShutOffset | undefined;
  for (const each of waiting)
    if (
      soonest === undefined ||
      each.millis < soonest.millis ||
      (each.millis === soonest.millis && each.node < soonest.node)
    )
      soonest = each;
  return soonest;
}

/** The junction at one end of a segment with all its copies: on foot no turn is forbidden. */
function nodesAt({ network, segmentArcs }: ShutStreets, segment: number, isLast: boolean) {
  const { first, arcs } = segmentArcs;
  const nodes = new Set<number>();
  for (let at = first[segment]; at < first[segment + 1]; at += 1) {
    const arc = arcs[at];
    const endsThere = (network.arcForward[arc] === 1) === isLast;
    nodes.add(endsThere ? network.head[arc] : network.tail[arc]);
  }
  return nodes;
}

function hasOpenRoad({ network, segmentArcs, metric }: ShutStreets, node: number, leaves: boolean) {
  const { first, arcs } = segmentArcs;
  for (let out = network.firstArc[node]; out < network.firstArc[node + 1]; out += 1) {
    if (leaves && metric[out] < noWay) return true;
    if (leaves) continue;
    const segment = network.arcSegment[out];
    for (let at = first[segment]; at < first[segment + 1]; at += 1)
      if (network.head[arcs[at]] === node && metric[arcs[at]] < noWay) return true;
  }
  return false;
}
