/**
 * The closures that an answer about a way speaks of, in words that mean something at the wheel: what kind, and in which
 * streets. Numbers alone send a crew to the radio. Not here: which closures those are (plan/road-travel.ts).
 */
import { getClosure, listClosureRows } from "../../core/closure/read.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import type { ClosureKind } from "../../core/vocabulary.ts";
import { shapeOf } from "../../plan/map-travel.ts";
import type { RegionRoads } from "./region-roads.ts";

export const closuresOnWayLimits = {
  /** Names of one closure: an area can have hundreds of streets. */
  streets: 5,
} as const;

export interface ClosureOnWay {
  readonly closure: number;
  readonly kind: ClosureKind;
  /** Names of the streets that it shuts for the vehicle class, those with the longest shut roads first. */
  readonly streets: readonly string[];
}

/** Those that are still on the screens, ascending by number; a server without roads knows no streets. */
export function nameClosures(
  state: RegionState,
  roads: RegionRoads | undefined,
  classIndex: number,
  numbers: Iterable<number>,
): ClosureOnWay[] {
  const wanted = new Set(numbers);
  if (wanted.size === 0) return [];
  const { number } = state.columns.closures;
  return listClosureRows(state, (_, row) => wanted.has(number[row]))
    .map((row) => getClosure(state, row))
    .map((closure) => {
      const { kind } = closure.shape;
      const arcs = roads?.listArcs(shapeOf(closure), classIndex).map(({ arc }) => arc) ?? [];
      return { closure: closure.closure, kind, streets: streetsOf(roads, classIndex, arcs) };
    });
}

function streetsOf(
  roads: RegionRoads | undefined,
  classIndex: number,
  arcs: readonly number[],
): string[] {
  const network = roads?.classes[classIndex]?.network;
  if (network === undefined) return [];
  const { arcSegment, segmentName, names, lengthDm } = network;
  const lengths = new Map<string, number>();
  for (const segment of new Set(arcs.map((arc) => arcSegment[arc]))) {
    if (segmentName[segment] < 0) continue;
    const name = names[segmentName[segment]];
    lengths.set(name, (lengths.get(name) ?? 0) + lengthDm[segment]);
  }
  return [...lengths]
    .sort(([a, long], [b, other]) => other - long || (a < b ? -1 : 1))
    .slice(0, closuresOnWayLimits.streets)
    .map(([name]) => name);
}
