/**
 * What questions about roads have in common: which class, unit, incident or point is meant, the lines of an answer, and
 * what is said when there are no roads or they fail. Not here: the questions (roads.ts).
 */
import { setImmediate } from "node:timers/promises";
import type { ShutEnd } from "../../core/recommendation.ts";
import { findIncidentRow, hasUnit, type RegionState } from "../../core/state/region-state.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import { LiveFault, RefusedError } from "../../live/fault.ts";
import { regionRoadLimits, type RegionRoads } from "../../live/roads/region-roads.ts";
import type { PointE7, Reach } from "../../live/roads/road-answers.ts";
import { takeSlice } from "../../live/slices.ts";
import type { ClassRoads } from "../../plan/class-roads.ts";
import { placeOfIncident } from "../../plan/place.ts";
import { Problem } from "../problem.ts";

export function classIndexOf(state: RegionState, code: string | undefined, unit?: number): number {
  const policy = state.policy;
  if (policy === undefined) return 0;
  if (code === undefined)
    return unit === undefined ? 0 : policy.classOfVehicle[state.columns.units.vehicle[unit]];
  const index = policy.classIndex.get(code);
  if (index !== undefined) return index;
  const known = policy.vehicleClasses.map((each) => each.code).join(", ");
  throw new Problem("input.invalid", `class: got ${code}, expected one of ${known}`);
}

export function placeOfUnit(region: RegionRuntime, unit: number): PointE7 {
  const { state, telemetry } = region;
  if (!hasUnit(state, unit)) throw new Problem("unit.unknown", `There is no unit ${unit} here.`);
  const { units } = state.columns;
  const { overlay } = telemetry;
  const isTracked = overlay.at[unit] > units.positionAt[unit];
  return {
    latE7: isTracked ? overlay.latE7[unit] : units.latE7[unit],
    lonE7: isTracked ? overlay.lonE7[unit] : units.lonE7[unit],
  };
}

export function placeOf(region: RegionRuntime, number: number): PointE7 {
  const row = findIncidentRow(region.state, number);
  if (row < 0)
    throw new Problem("incident.unknown", `There is no incident ${number} on the screens.`);
  return placeOfIncident(region.state, row);
}

export function pointOf(
  what: string,
  latE7: number | undefined,
  lonE7: number | undefined,
): PointE7 {
  if (latE7 !== undefined && lonE7 !== undefined) return { latE7, lonE7 };
  throw new Problem(
    "input.invalid",
    `${what}: expected ${what === "from" ? "unit" : "incident"}, or ${what}LatE7 and ${what}LonE7`,
  );
}

export function viewShutEnd({ closures, walkM }: ShutEnd) {
  return { closures: [...closures], walkM };
}

export function viewReach({ lines, leftOut }: Reach) {
  return {
    type: "FeatureCollection" as const,
    leftOut,
    features: lines.map((line) => ({
      type: "Feature",
      properties: {},
      geometry: {
        type: "LineString",
        coordinates: line.map(([lonE7, latE7]) => [lonE7 / 1e7, latE7 / 1e7]),
      },
    })),
  };
}

/**
 * Works with the roads of a class, after the ledger was looked at. What only roads can answer has no straight line to
 * fall back on: a server without a map, a class without roads, and roads that fail say so.
 */
export function withRoads<Value>(
  region: RegionRuntime,
  index: number,
  work: (roads: ClassRoads, all: RegionRoads) => Value,
): Value {
  const { roads: all } = region;
  const isFailed = all !== undefined && all.travelFor(region.state).source.map === undefined;
  if (isFailed) throw roadsFailed();
  const roads = all?.classes[index];
  if (all === undefined || roads === undefined)
    throw new Problem(
      "map.roadless",
      "Name a map package under map.file in the configuration (muster map build), and a class that drives.",
    );
  try {
    return work(roads, all);
  } catch (error) {
    if (error instanceof RefusedError || error instanceof Problem) throw error;
    all.noteFailure(error);
    throw roadsFailed();
  }
}

/**
 * The same for work that takes longer and asks only `all.imagine`: in slices, between which commands have their turn. One
 * after the other, because each has the roads of what it imagines. Rejects with LiveFault `live.busy` where so many wait.
 */
export async function withRoadsInSlices<Value>(
  region: RegionRuntime,
  index: number,
  begin: (roads: ClassRoads, all: RegionRoads) => Generator<void, Value>,
): Promise<Value> {
  const line = lines.get(region) ?? { length: 0, last: Promise.resolve() };
  if (line.length >= roadQuestionLimits.sliced)
    throw new LiveFault("live.busy", "So many previews are being worked out; ask again soon.");
  lines.set(region, line);
  line.length += 1;
  const before = line.last;
  const turn = Promise.withResolvers<void>();
  line.last = turn.promise;
  try {
    await before;
    const work = withRoads(region, index, begin);
    for (;;) {
      const step = withRoads(region, index, () => takeSlice(work));
      if (step.done === true) return step.value;
      await setImmediate();
    }
  } finally {
    line.length -= 1;
    turn.resolve();
  }
}

export const roadQuestionLimits = {
  /** Questions of one region that are worked out in slices, or wait for their turn. */
  sliced: 8,
} as const;

const lines = new WeakMap<RegionRuntime, { length: number; last: Promise<void> }>();

export function roadsFailed(): Problem {
  const seconds = regionRoadLimits.pauseMillis / 1_000;
  return new Problem(
    "map.failed",
    `Roads failed and begin anew within ${seconds} seconds; the log says why. Recommendations go by straight line meanwhile.`,
  );
}
