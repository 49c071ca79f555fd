import assert from "node:assert/strict";
import { test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { assertNear, solveChain, type Move, type State } from "../../testing/markov-chain.ts";
import { erlangB, WaitingPool } from "./erlang.ts";
import { busyShares, isOverloaded, ordersByTravel, type Hypercube } from "./hypercube.ts";
import { solveExactly } from "./hypercube-exact.ts";
import { solveHypercube } from "./solve-hypercube.ts";

/** Areas scattered over a square of 20 minutes, a unit in each of the first ones, `load` of them busy on average. */
function scattered(units: number, areas: number, load: number, waits: boolean, at = 0): Hypercube {
  const random = new CallRandom(4, "hypercube").seek(at, units, areas);
  const points = Array.from({ length: areas }, () => [
    20 * random.uniform(),
    20 * random.uniform(),
  ]);
  const travelMinutes = points.map(([x, y]) =>
    points.map(([u, v]) => 1 + Math.abs(x - u) + Math.abs(y - v)),
  );
  const weights = points.map(() => 0.2 + random.uniform());
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const bases = Array.from({ length: units }, (_, unit) => unit % areas);
  return {
    busyMinutes: 45,
    callsPerHour: weights.map((weight) => (weight / sum) * ((load * units * 60) / 45)),
    orders: ordersByTravel(bases, travelMinutes),
    bases,
    travelMinutes,
    waits,
  };
}

/** The chain itself: which units are busy, and how many calls wait. */
function movesOf(cube: Hypercube): (state: State) => Move[] {
  return (state) => {
    const busy = state.slice(0, -1);
    const queue = state[busy.length];
    const moves: Move[] = cube.callsPerHour.map((calls, area): Move => {
      const unit = cube.orders[area].find((each) => busy[each] === 0);
      if (unit !== undefined) return [[...busy.with(unit, 1), 0], calls / 60];
      return [[...busy, queue + 1], cube.waits && queue < 300 ? calls / 60 : 0];
    });
    for (const [unit, isBusy] of busy.entries()) {
      const after: State = queue > 0 ? [...busy, queue - 1] : [...busy.with(unit, 0), 0];
      moves.push([after, isBusy / cube.busyMinutes]);
    }
    return moves;
  };
}

for (const waits of [true, false]) {
  test(`three and five units, calls ${waits ? "wait" : "go elsewhere"}: the chain's own balance`, () => {
    for (const units of [3, 5]) {
      const cube = scattered(units, 7, 0.6, waits);
      const { atOnce, workloads } = solveExactly(cube);
      const chain = solveChain([...cube.bases.map(() => 0), 0], movesOf(cube));
      const total = cube.callsPerHour.reduce((sum, calls) => sum + calls, 0);
      for (const [unit, workload] of workloads.entries()) {
        assertNear(
          workload,
          chain.mean((state) => state[unit]),
          1e-8,
          `workload of ${unit}`,
        );
        for (const [area, share] of atOnce[unit].entries()) {
          const expected = chain.mean((state) =>
            cube.orders[area].find((each) => state[each] === 0) === unit
              ? cube.callsPerHour[area] / total
              : 0,
          );
          assertNear(share, expected, 1e-8, `${unit} to ${area}`);
        }
      }
    }
  });
}

test("one order for everybody, calls lost: the n-th unit carries what n - 1 overflow and n do not (Erlang)", () => {
  const units = 12;
  const cube = scattered(units, 9, 0.7, false);
  const order = Array.from({ length: units }, (_, unit) => unit);
  const load = 0.7 * units;
  const { workloads } = solveExactly({ ...cube, orders: cube.orders.map(() => order) });
  for (const unit of order)
    assertNear(
      workloads[unit],
      load * (erlangB(load, unit) - erlangB(load, unit + 1)),
      1e-9,
      "carried",
    );
});

test("one unit is M/M/1, and units that are all alike are one pool", () => {
  const one = solveHypercube(scattered(1, 3, 0.6, true));
  assertNear(one.units[0].workload, 0.6, 1e-9, "M/M/1");
  assertNear(one.meanWaitMinutes, (0.6 * 45) / 0.4, 1e-9, "M/M/1 wait");
  const units = 6;
  const cube = scattered(units, units, 0.65, true);
  const ring = {
    ...cube,
    callsPerHour: cube.bases.map(() => 5),
    busyMinutes: 0.65 * 12,
    orders: cube.bases.map((_, area) => cube.bases.map((_, unit) => (area + unit) % units)),
  };
  const pool = new WaitingPool({ callsPerHour: 30, busyMinutes: 7.8, units });
  for (const method of ["exact", "near"] as const) {
    const answer = solveHypercube(ring, method);
    for (const unit of answer.units) assertNear(unit.workload, pool.occupancy, 1e-9, method);
    assertNear(answer.nobodyFreeShare, pool.waitShare, 1e-9, method);
    assertNear(answer.meanWaitMinutes, pool.meanWaitMinutes, 1e-9, method);
  }
});

test("shares and ways add up: every call is answered once, each unit is as busy as its calls make it", () => {
  for (const waits of [true, false]) {
    for (const method of ["exact", "near"] as const) {
      const cube = scattered(8, 15, 0.5, waits);
      const answer = solveHypercube(cube, method);
      const carried = answer.units.reduce((sum, { workload }) => sum + workload, 0);
      const answered = waits ? 1 : 1 - answer.nobodyFreeShare;
      assertNear(carried, answer.load * answered, 1e-9, `${method}: carried`);
      const total = cube.callsPerHour.reduce((sum, calls) => sum + calls, 0);
      const mean = answer.areas.reduce(
        (sum, { meanTravelMinutes }, area) =>
          sum + (meanTravelMinutes * cube.callsPerHour[area]) / total,
        0,
      );
      assertNear(mean, answer.meanTravelMinutes, 1e-9, `${method}: mean of the areas' ways`);
      for (const { firstUnitShare } of answer.areas)
        assert.ok(firstUnitShare > 0 && firstUnitShare < 1);
      for (const { awayShare } of answer.units) assert.ok(awayShare >= 0 && awayShare <= 1);
    }
  }
});

test("the near way is near: workloads within 0.03, the mean way 5 % too short at most, over 40 plans of 8 to 12 units", () => {
  let worstWorkload = 0;
  let worstTravel = 0;
  for (let at = 0; at < 40; at += 1) {
    const cube = scattered(8 + (at % 5), 20, 0.2 + 0.1 * (at % 7), at % 2 === 0, at + 1);
    const exact = solveHypercube(cube, "exact");
    const near = solveHypercube(cube, "near");
    for (const [unit, { workload }] of exact.units.entries())
      worstWorkload = Math.max(worstWorkload, Math.abs(near.units[unit].workload - workload));
    const travel = 1 - near.meanTravelMinutes / exact.meanTravelMinutes;
    worstTravel = Math.max(worstTravel, Math.abs(travel));
  }
  assert.ok(worstWorkload < 0.03, `workload off by ${worstWorkload}`);
  assert.ok(worstTravel < 0.05, `mean way off by ${worstTravel}`);
});

test("both ways end with figures that can be, for odd plans from idle to a breath below overload", () => {
  const random = new CallRandom(5, "odd plans");
  for (let at = 0; at < 200; at += 1) {
    random.seek(0, at, 0);
    const units = 1 + Math.floor(12 * random.uniform());
    const areas = 1 + Math.floor(8 * random.uniform());
    const waits = random.uniform() < 0.5;
    const loads = waits ? [1e-6, 0.3, 0.9, 0.999, 0.9999999] : [1e-6, 0.3, 1, 20, 1000];
    const cube = scattered(units, areas, loads[at % 5], waits, 100 + at);
    const isOneOrder = random.uniform() < 0.3;
    const oneOrder = cube.orders.map(() => cube.bases.map((_, unit) => unit));
    for (const method of ["exact", "near"] as const) {
      const answer = solveHypercube(isOneOrder ? { ...cube, orders: oneOrder } : cube, method);
      for (const unit of answer.units) {
        assert.ok(unit.workload >= 0 && unit.workload <= 1 + 1e-9, `${at} ${method}`);
        assert.ok(unit.meanTravelMinutes >= 0 && unit.meanTravelMinutes < 50, `${at} ${method}`);
      }
    }
  }
});

test("a thousand units are solved, and the busy ones among them are found by P(n busy)", () => {
  const cube = scattered(1_000, 200, 0.8, true);
  const answer = solveHypercube(cube);
  assert.equal(answer.method, "near");
  assert.ok(answer.units.every(({ workload }) => workload > 0 && workload <= 1));
  const shares = busyShares(cube);
  assertNear(
    shares.reduce((sum, share) => sum + share, 0),
    1,
    1e-12,
    "sum",
  );
  const quiet = busyShares({
    ...cube,
    callsPerHour: cube.callsPerHour.map((calls) => calls / 1_000),
  });
  assertNear(quiet[0], Math.exp(-0.8), 1e-12, "Poisson at a small load");
});

test("overload is told; without a queue there is always an answer", () => {
  assert.equal(isOverloaded(scattered(3, 4, 1.001, true)), true);
  assert.equal(isOverloaded(scattered(3, 4, 0.99, true)), false);
  const lost = scattered(3, 4, 5, false);
  assert.equal(isOverloaded(lost), false);
  assertNear(solveHypercube(lost).nobodyFreeShare, erlangB(15, 3), 1e-12, "lost");
});
