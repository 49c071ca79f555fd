/**
 * A way by road in words and as a line: the streets in the order in which they are driven, each with its length and
 * time, for crews, the command line and the map. Both ends may lie within a segment; their streets count for the part
 * that is driven; what is walked in a street that is shut is a step of its own. Not here: finding the way (class-roads.ts).
 */
import type { RoadNetwork } from "../roads/network.ts";
import type { RoadWay } from "./class-roads.ts";
import type { ShutWalk } from "./way-ends.ts";

export interface WayStep {
  /** Empty for a road without a name. */
  readonly name: string;
  readonly distanceM: number;
  readonly travelSeconds: number;
  /** Through a street that is shut. */
  readonly onFoot?: true;
}

export interface DescribedWay {
  readonly steps: readonly WayStep[];
  readonly distanceM: number;
  /** [lonE7, latE7] from the start to the end. */
  readonly line: readonly (readonly [number, number])[];
}

/** Streets of a step that is shorter than this belong to a crossing and not to the way. */
const leastStepM = 1;

/** `openMetric` is the class's without closures: a way's last street may be shut beyond its end. */
export function describeWay(
  network: RoadNetwork,
  openMetric: Int32Array,
  way: RoadWay,
): DescribedWay {
  const { arcs, from, to } = way;
  const { arcSegment, arcForward, lengthDm, segmentName, names } = network;
  const steps: { name: string; distanceM: number; millis: number }[] = [];
  const line: [number, number][] = [[from.lonE7, from.latE7]];
  for (const [index, arc] of arcs.entries()) {
    const segment = arcSegment[arc];
    const isForward = arcForward[arc] === 1;
    const along = (share: number): number => (isForward ? share : 1 - share);
    const begin = index === 0 && segment === from.segment ? along(from.share) : 0;
    const end = index === arcs.length - 1 && segment === to.segment ? along(to.share) : 1;
    const share = Math.max(0, end - begin);
    const distanceM = (lengthDm[segment] / 10) * share;
    const name = segmentName[segment] < 0 ? "" : names[segmentName[segment]];
    const last = steps.at(-1);
    if (last !== undefined && last.name === name) {
      last.distanceM += distanceM;
      last.millis += openMetric[arc] * share;
    } else steps.push({ name, distanceM, millis: openMetric[arc] * share });
    addPoints(network, segment, isForward, begin, end, line);
  }
  line.push([to.lonE7, to.latE7]);
  const kept = [
    ...walkStep(network, from.segment, way.walkFrom),
    ...steps.map(({ name, distanceM, millis }) => ({
      name,
      distanceM,
      travelSeconds: Math.round(millis / 1_000),
    })),
    ...walkStep(network, to.segment, way.walkTo),
  ].filter((step) => step.distanceM >= leastStepM);
  return {
    steps: kept.map((step) => ({ ...step, distanceM: Math.round(step.distanceM) })),
    distanceM: Math.round(kept.reduce((sum, { distanceM }) => sum + distanceM, 0)),
    line,
  };
}

function walkStep(
  { segmentName, names }: RoadNetwork,
  segment: number,
  walk: ShutWalk | undefined,
): WayStep[] {
  if (walk === undefined) return [];
  const name = segmentName[segment] < 0 ? "" : names[segmentName[segment]];
  const { metres, millis } = walk;
  return [{ name, distanceM: metres, travelSeconds: Math.round(millis / 1_000), onFoot: true }];
}

/** The inner points of a segment between two shares of its length, in the direction of travel. */
function addPoints(
  { firstPoint, pointLatE7, pointLonE7 }: RoadNetwork,
  segment: number,
  isForward: boolean,
  begin: number,
  end: number,
  line: [number, number][],
): void {
  const [first, last] = [firstPoint[segment], firstPoint[segment + 1] - 1];
  // Places within a segment are few points apart: by number of points is near enough for a drawn line.
  for (let step = 0; step <= last - first; step += 1) {
    const share = last === first ? 0 : step / (last - first);
    if (share < begin || share > end) continue;
    const at = isForward ? first + step : last - step;
    line.push([pointLonE7[at], pointLatE7[at]]);
  }
}
