/**
 * A night of two towns on both sides of a river (roads/bridge-map.ts): calls from both, units in the west, and a bridge that
 * may be shut.
 */
import { microsPerHour, microsPerMinute } from "../base/instant.ts";
import { ukPoliceConfig } from "../core/presets/uk-police.ts";
import type { RehearsalPlan } from "../sim/rehearsal/plan.ts";
import type { PlannedClosure } from "../sim/room/closure-steps.ts";
import { acrossBridge, townCentre } from "./roads/bridge-map.ts";

/** A Friday, 20:00 UTC. */
export const startAt = 1_804_276_800_000_000;
export const bridge: PlannedClosure = {
  at: startAt + 2 * microsPerHour,
  confirmAt: startAt + 2 * microsPerHour + 10 * microsPerMinute,
  until: startAt + 5 * microsPerHour,
  shape: { kind: "barricade", points: acrossBridge },
  direction: "both",
  bearingDegrees: undefined,
  classes: undefined,
};

/** Calls from both towns, units in the west. */
export function makeBridgePlan(closures: readonly PlannedClosure[]): RehearsalPlan {
  const areas = (["west", "east"] as const).map((code) => ({
    code,
    ...townCentre(code),
    radiusM: 500,
    share: 1,
  }));
  const listed = areas.map(({ code }) => ({ code, name: code, ring: [], reach: ["west", "east"] }));
  return {
    name: "bridge",
    config: ukPoliceConfig({
      id: "bridge",
      name: "Bridge",
      centre: townCentre("west"),
      areas: listed,
    }),
    startAt,
    warmUpMicros: microsPerHour,
    lengthMicros: 8 * microsPerHour,
    areas,
    demand: {
      perHour: [6],
      varianceToMean: 1,
      levels: [],
      clockHours: 0,
      cells: undefined,
      grades: [
        {
          grade: "immediate",
          share: 1,
          incidentType: "violence",
          scene: { law: "lognormal", median: 15 * 60, sigma: 0.5 },
          handling: undefined,
          turnout: undefined,
          wayFactor: 1,
          patienceMicros: undefined,
        },
      ],
    },
    shifts: [
      {
        area: "west",
        skills: ["response"],
        vehicle: "car",
        units: 12,
        startMicros: 0,
        lengthMicros: 24 * microsPerHour,
        arrives: 1,
        lateShare: 0,
        lateMicros: 0,
      },
    ],
    travelSigma: 0,
    straightLine: undefined,
    heldBack: { immediate: 0, priority: 0, scheduled: 0, resolution: 0 },
    closures,
    levels: [],
    walkOuts: [],
    hasRoster: false,
  };
}
