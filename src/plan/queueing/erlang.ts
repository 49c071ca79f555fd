/**
 * The two formulas of Erlang (1917) for a room where calls arrive at random, each keeps one of several equal units busy
 * for an exponential time, and anybody can be sent to anything: B, where a call that finds all units busy is lost (to a
 * neighbour), and C, where it waits for ever in order of arrival (M/M/c). An hour that stays as it is, with no travel,
 * grades or shifts: an instant answer to begin with, and a yardstick for rehearsal. Not here: callers who give up
 * (erlang-a.ts) and grades (cobham.ts, cutoff.ts).
 */
import { assert } from "../../base/assert.ts";

/** One pool of equal units. */
export interface Pool {
  readonly callsPerHour: number;
  /** How long a call keeps a unit, from sending to clear, on average. */
  readonly busyMinutes: number;
  readonly units: number;
}

/** More units or a larger load than any room has; beyond it the recursion would take a visible time. */
export const poolLimits = { units: 20_000, load: 100_000_000 } as const;

/** Calls that would be under way at once if there were units without end, in erlangs. */
export function loadOf({ callsPerHour, busyMinutes }: Omit<Pool, "units">): number {
  return (callsPerHour * busyMinutes) / 60;
}

/**
 * Erlang B: the share of calls that find all `units` busy, where those calls are lost, for `load` erlangs. By the
 * recursion B(n) = load B(n-1) / (n + load B(n-1)), B(0) = 1, which neither overflows nor cancels.
 */
export function erlangB(load: number, units: number): number {
  assert(
    load >= 0 && load <= poolLimits.load,
    `erlang: got a load of ${load}, expected 0 to ${poolLimits.load} erlangs`,
  );
  assert(
    Number.isInteger(units) && units >= 0 && units <= poolLimits.units,
    `erlang: got ${units} units, expected a whole number to ${poolLimits.units}`,
  );
  let share = 1;
  for (let n = 1; n <= units; n += 1) share = (load * share) / (n + load * share);
  return share;
}

/** Erlang C: the share of calls that must wait, B / (1 - (load / units) (1 - B)); 1 from `units` erlangs on. */
export function erlangC(load: number, units: number): number {
  if (load >= units) return load === 0 ? 0 : 1;
  const lost = erlangB(load, units);
  return lost / (1 - (load / units) * (1 - lost));
}

/** How a pool does in the long run. Minutes and calls are Infinity where the queue grows without end. */
export class WaitingPool {
  readonly pool: Pool;
  readonly load: number;
  /** Share of the time a unit is busy, at most 1. */
  readonly occupancy: number;
  readonly waitShare: number;
  /** Over all calls, those that do not wait included. */
  readonly meanWaitMinutes: number;
  /** Calls waiting, on average: calls per hour times the mean wait (Little 1961). */
  readonly meanQueue: number;
  /** Waiting calls leave the queue at this rate above that at which they come. */
  readonly #spareRate: number;

  constructor(pool: Pool) {
    this.pool = pool;
    this.load = loadOf(pool);
    this.occupancy = Math.min(1, this.load / pool.units);
    this.waitShare = erlangC(this.load, pool.units);
    this.#spareRate = Math.max(0, pool.units - this.load) / pool.busyMinutes;
    this.meanWaitMinutes = this.waitShare === 0 ? 0 : this.waitShare / this.#spareRate;
    this.meanQueue =
      this.meanWaitMinutes === 0 ? 0 : (pool.callsPerHour / 60) * this.meanWaitMinutes;
  }

  /** P(W <= minutes) = 1 - C exp(-(units - load) minutes / busyMinutes): Erlang C's wait is exponential if any. */
  shareServedWithin(minutes: number): number {
    if (this.#spareRate === 0) return 0;
    return 1 - this.waitShare * Math.exp(-this.#spareRate * minutes);
  }

  /** The minutes within which the share (below 1) of calls is served. */
  waitPercentileMinutes(share: number): number {
    if (1 - share >= this.waitShare) return 0;
    return Math.log(this.waitShare / (1 - share)) / this.#spareRate;
  }
}
