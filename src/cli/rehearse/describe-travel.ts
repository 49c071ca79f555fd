/**
 * What a rehearsal's ways are measured by, and whether its closures do what somebody drew them for. A closure that
 * changes no way would look like one that costs nothing, so it is refused before anything is played.
 */
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { Replication } from "../../sim/rehearsal/replication.ts";
import { countUnits } from "../../sim/rehearsal/roster.ts";
import type { PlannedClosure } from "../../sim/room/closure-steps.ts";
import type { MapTravel } from "../../plan/map-travel.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { CliFault } from "../fault.ts";
import { describeSource, openTravel } from "./open-travel.ts";
import type { TravelFit } from "./travel-file.ts";

/** Throws what `openTravel` does, and CliFault. */
export function describeTravel(
  mapPath: string | undefined,
  fit: TravelFit,
  plans: readonly RehearsalPlan[],
): string {
  const closures = new Set(plans.flatMap((plan) => plan.closures));
  if (mapPath === undefined && closures.size > 0)
    throw new CliFault(
      "rehearse.wrong-plan",
      "closures: a straight line knows no roads, so they would change nothing; give a map package with --map FILE",
    );
  const [plan] = plans;
  const { travelFor, map } = openTravel({
    mapPath,
    units: countUnits(plan),
    places: [],
    fit,
  });
  // A night that has begun: its state has the region's configuration, and nothing is shut yet.
  const { state } = new Replication(plan, { seed: 0, replication: 0, travel: travelFor });
  // Asked first: a map knows no vehicle classes before it knows a state.
  const { source } = travelFor(state);
  if (map !== undefined) for (const closure of closures) checkShuts(map, state, closure);
  return describeSource(source);
}

/** `state`: with the configuration whose vehicle classes drive. Throws CliFault. */
export function checkShuts(map: MapTravel, state: RegionState, closure: PlannedClosure): void {
  const { shape, direction, bearingDegrees = null, classes } = closure;
  const wanted = state.policy?.vehicleClasses ?? [];
  const shuts = wanted.some(
    ({ code, motor }, index) =>
      (classes === undefined ? motor : classes.includes(code)) &&
      map.listArcs({ ...shape, direction, bearingDegrees }, index).length > 0,
  );
  if (shuts) return;
  const [lon, lat] = shape.points[0].map((each) => (each / 1e7).toFixed(5));
  throw new CliFault(
    "rehearse.wrong-plan",
    `closures: the ${shape.kind} at ${lat}, ${lon} shuts no road of this map; draw it across or along one`,
  );
}
