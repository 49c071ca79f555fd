/**
 * Units that stand in different places, each area with an order in which it asks for them (Larson: "A hypercube queuing
 * model for facility location and redistricting in urban emergency services", 1974): how busy each unit is, who goes
 * where, and how long the way is. Calls come at random, keep a unit for an exponential time that depends on nobody, and
 * are answered by the first free unit of the area's order; a free unit stands at its base. A call that finds nobody
 * free waits its turn, or goes elsewhere. Here is what goes in and what comes out. How the shares are found: exactly
 * over all sets of busy units (hypercube-exact.ts), or nearly for many units (hypercube-near.ts).
 */
import { loadOf, type Pool } from "./erlang.ts";

export interface Hypercube {
  readonly busyMinutes: number;
  /** Of each area. */
  readonly callsPerHour: readonly number[];
  /** Of each area, every unit once, the first to be asked first. */
  readonly orders: readonly (readonly number[])[];
  /** Of each unit, the area it stands in when it is free. */
  readonly bases: readonly number[];
  /** Minutes from each area (first index) to each (second). */
  readonly travelMinutes: readonly (readonly number[])[];
  /** Whether a call that finds nobody free waits; otherwise it goes elsewhere. */
  readonly waits: boolean;
}

/**
 * 2^12 states are solved in a blink, and each unit doubles them. 500 areas are 250,000 ways, about what a plan's file
 * can hold.
 */
export const hypercubeLimits = { exactUnits: 12, units: 1_000, areas: 500 } as const;

/** What a method finds: shares of all calls that are answered at once, [unit][area], and each unit's workload. */
export interface Shares {
  readonly atOnce: readonly Float64Array[];
  readonly workloads: Float64Array;
}

/** All units and calls as one pool: what does not depend on who goes where. */
export function poolOf({ callsPerHour, busyMinutes, bases }: Hypercube): Pool {
  const total = callsPerHour.reduce((sum, calls) => sum + calls, 0);
  return { callsPerHour: total, busyMinutes, units: bases.length };
}

/** Orders by the time from each unit's base; of equal ones the lower number comes first. */
export function ordersByTravel(
  bases: readonly number[],
  travelMinutes: readonly (readonly number[])[],
): number[][] {
  return travelMinutes.map((_, area) => {
    const minutes = (unit: number): number => travelMinutes[bases[unit]][area];
    return bases.map((_, unit) => unit).sort((a, b) => minutes(a) - minutes(b) || a - b);
  });
}

/** The load is what the units can carry or more: where calls wait, there is no answer. */
export function isOverloaded(cube: Hypercube): boolean {
  const pool = poolOf(cube);
  return cube.waits && loadOf(pool) >= pool.units;
}

/**
 * P(n units busy), n = 0 to all, from the M/M/n queue; where calls wait the last is P(all busy), with whatever queue.
 * The terms are taken relative to the likeliest, so that none of weight is lost. The load is above 0.
 */
export function busyShares(cube: Hypercube): Float64Array {
  const pool = poolOf(cube);
  const load = loadOf(pool);
  const shares = new Float64Array(pool.units + 1);
  const likeliest = Math.min(Math.floor(load), pool.units);
  shares[likeliest] = 1;
  for (let n = likeliest; n < pool.units; n += 1) shares[n + 1] = (shares[n] * load) / (n + 1);
  for (let n = likeliest; n >= 1; n -= 1) shares[n - 1] = (shares[n] * n) / load;
  if (cube.waits) shares[pool.units] /= 1 - load / pool.units;
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => share / sum);
}
