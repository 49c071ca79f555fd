/**
 * The hypercube solved over all sets of busy units, 2^n of them (Larson 1974): balance equations by Gauss-Seidel from an
 * even guess, every set of the same size brought back after each round to the probability that the M/M/n queue gives
 * that many busy units, which is known beforehand. What is not here: more than twelve units, and what follows from the
 * shares (hypercube.ts).
 */
import { assert } from "../../base/assert.ts";
import { busyShares, hypercubeLimits, type Hypercube, type Shares } from "./hypercube.ts";

const maxRounds = 10_000;
/** Rounds end when no probability moves by more than this share of itself. */
const tolerance = 1e-13;

function countBits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** `first[set * areas + area]`: the first free unit of the area's order, -1 where all are busy. */
function firstFree({ orders, bases }: Hypercube): Int8Array {
  const sets = 1 << bases.length;
  const first = new Int8Array(sets * orders.length).fill(-1);
  for (let set = 0; set < sets; set += 1) {
    for (const [area, order] of orders.entries()) {
      const unit = order.find((each) => (set & (1 << each)) === 0);
      if (unit !== undefined) first[set * orders.length + area] = unit;
    }
  }
  return first;
}

export function solveExactly(cube: Hypercube): Shares {
  const units = cube.bases.length;
  assert(
    units >= 1 && units <= hypercubeLimits.exactUnits,
    `hypercube: got ${units} units, expected 1 to ${hypercubeLimits.exactUnits}`,
  );
  const areas = cube.orders.length;
  const total = cube.callsPerHour.reduce((sum, calls) => sum + calls, 0);
  const first = firstFree(cube);
  /** Calls per busy time that send `unit` when `set` is busy. */
  const rates = new Float64Array((1 << units) * units);
  for (let set = 0; set < 1 << units; set += 1) {
    for (let area = 0; area < areas; area += 1) {
      const unit = first[set * areas + area];
      if (unit >= 0) rates[set * units + unit] += (cube.callsPerHour[area] * cube.busyMinutes) / 60;
    }
  }
  const shares = settle(units, rates, busyShares(cube), (total * cube.busyMinutes) / 60);
  const atOnce = cube.bases.map(() => new Float64Array(areas));
  const workloads = new Float64Array(units);
  for (let set = 0; set < 1 << units; set += 1) {
    for (let unit = 0; unit < units; unit += 1)
      if ((set & (1 << unit)) !== 0) workloads[unit] += shares[set];
    for (let area = 0; area < areas; area += 1) {
      const unit = first[set * areas + area];
      if (unit >= 0) atOnce[unit][area] += shares[set] * (cube.callsPerHour[area] / total);
    }
  }
  return { atOnce, workloads };
}

/** P(set busy) for every set; the full one includes whatever queue. */
function settle(
  units: number,
  rates: Float64Array,
  bySize: Float64Array,
  load: number,
): Float64Array {
  const full = (1 << units) - 1;
  const sizes = Uint8Array.from({ length: full + 1 }, (_, set) => countBits(set));
  const setsOfSize = new Float64Array(units + 1);
  for (const size of sizes) setsOfSize[size] += 1;
  const shares = Float64Array.from(sizes, (size) => bySize[size] / setsOfSize[size]);
  /** P(all busy, nobody waiting): the state from which a unit becomes free. */
  const fullAlone = (bySize[units - 1] * load) / units;
  const sums = new Float64Array(units + 1);
  for (let round = 0; round < maxRounds; round += 1) {
    let moved = 0;
    sums.fill(0);
    for (let set = 1; set < full; set += 1) {
      let inflow = 0;
      for (let unit = 0; unit < units; unit += 1) {
        const other = set ^ (1 << unit);
        if ((set & (1 << unit)) !== 0) inflow += shares[other] * rates[other * units + unit];
        else inflow += other === full ? fullAlone : shares[other];
      }
      const share = inflow / (load + sizes[set]);
      moved = Math.max(moved, Math.abs(share - shares[set]) / (shares[set] + 1e-300));
      shares[set] = share;
      sums[sizes[set]] += share;
    }
    for (let set = 1; set < full; set += 1) shares[set] *= bySize[sizes[set]] / sums[sizes[set]];
    if (moved < tolerance) return shares;
  }
  assert(false, `hypercube: no balance after ${maxRounds} rounds`);
}
