/**
 * What the hypercube model says of a plan: how busy each unit is, how often an area gets the unit it asks for first, and
 * how long the ways are. Solved exactly where that can be done, nearly where it can not.
 */
import { erlangB, loadOf, WaitingPool } from "./erlang.ts";
import { hypercubeLimits, poolOf, type Hypercube, type Shares } from "./hypercube.ts";
import { solveExactly } from "./hypercube-exact.ts";
import { solveNearly } from "./hypercube-near.ts";

export const hypercubeMethods = ["exact", "near"] as const;
export type HypercubeMethod = (typeof hypercubeMethods)[number];

export interface UnitAnswer {
  /** Share of the time it is busy. */
  readonly workload: number;
  /** Share of the calls it takes that are outside the area of its base. */
  readonly awayShare: number;
  readonly meanTravelMinutes: number;
}

export interface AreaAnswer {
  /** Share of the area's calls that its first unit takes at once. */
  readonly firstUnitShare: number;
  readonly meanTravelMinutes: number;
}

export interface HypercubeAnswer {
  readonly method: HypercubeMethod;
  /** Erlangs. */
  readonly load: number;
  /** Share of calls that find nobody free: they wait, or go elsewhere. */
  readonly nobodyFreeShare: number;
  readonly meanWaitMinutes: number;
  /** Over all calls that are answered, those that waited included. */
  readonly meanTravelMinutes: number;
  readonly units: readonly UnitAnswer[];
  readonly areas: readonly AreaAnswer[];
}

/** `method` left out: exact to 12 units. The hypercube is not overloaded and has at least one call an hour. */
export function solveHypercube(
  cube: Hypercube,
  method: HypercubeMethod = cube.bases.length <= hypercubeLimits.exactUnits ? "exact" : "near",
): HypercubeAnswer {
  const pool = poolOf(cube);
  const load = loadOf(pool);
  const { waitShare, meanWaitMinutes } = new WaitingPool(pool);
  const shares = method === "exact" ? solveExactly(cube) : solveNearly(cube);
  return {
    method,
    load,
    nobodyFreeShare: cube.waits ? waitShare : erlangB(load, pool.units),
    meanWaitMinutes: cube.waits ? meanWaitMinutes : 0,
    ...travelOf(cube, shares, cube.waits ? waitShare : 0),
  };
}

/**
 * Ways. A call that waited is taken by whichever unit is free first, each as likely, from where that one's last call
 * was (Larson and Odoni: "Urban operations research", 1981, section 5.4).
 */
function travelOf(
  cube: Hypercube,
  { atOnce, workloads }: Shares,
  waitedShare: number,
): Pick<HypercubeAnswer, "meanTravelMinutes" | "units" | "areas"> {
  const { callsPerHour, travelMinutes, bases, orders } = cube;
  const total = callsPerHour.reduce((sum, calls) => sum + calls, 0);
  const shareOf = callsPerHour.map((calls) => calls / total);
  /** From wherever a call is likely to be, to an area. */
  const fromCalls = shareOf.map((_, area) =>
    shareOf.reduce((sum, share, from) => sum + share * travelMinutes[from][area], 0),
  );
  const fromCallsToAny = fromCalls.reduce((sum, minutes, area) => sum + shareOf[area] * minutes, 0);
  let allMinutes = waitedShare * fromCallsToAny;
  let allShare = waitedShare;
  const units = bases.map((base, unit): UnitAnswer => {
    let minutes = (waitedShare / bases.length) * fromCallsToAny;
    let share = waitedShare / bases.length;
    let own = 0;
    for (const [area, calls] of atOnce[unit].entries()) {
      share += calls;
      minutes += calls * travelMinutes[base][area];
      if (area === base) own += calls + (waitedShare / bases.length) * shareOf[area];
      allMinutes += calls * travelMinutes[base][area];
      allShare += calls;
    }
    return {
      workload: workloads[unit],
      awayShare: share === 0 ? 0 : Math.max(0, 1 - own / share),
      meanTravelMinutes: share === 0 ? 0 : minutes / share,
    };
  });
  const areas = shareOf.map((ofArea, area): AreaAnswer => {
    let minutes = waitedShare * ofArea * fromCalls[area];
    let share = waitedShare * ofArea;
    for (const [unit, base] of bases.entries()) {
      minutes += atOnce[unit][area] * travelMinutes[base][area];
      share += atOnce[unit][area];
    }
    return {
      firstUnitShare: ofArea === 0 ? 0 : atOnce[orders[area][0]][area] / ofArea,
      meanTravelMinutes: share === 0 ? 0 : minutes / share,
    };
  });
  return { meanTravelMinutes: allMinutes / allShare, units, areas };
}
