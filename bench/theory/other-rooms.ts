/**
 * Cases that are no single pool of units: a day with quiet and busy hours and units without end, and the hypercube.
 */
import { CallRandom } from "../../src/base/call-random.ts";
import { microsPerHour } from "../../src/base/instant.ts";
import { exponentialOf } from "../../src/base/samplers.ts";
import { ordersByTravel, type Hypercube } from "../../src/plan/queueing/hypercube.ts";
import { solveHypercube } from "../../src/plan/queueing/solve-hypercube.ts";
import { Arrivals } from "../../src/sim/arrivals/arrivals.ts";
import { RateProfile } from "../../src/sim/arrivals/rate-profile.ts";
import type { Row } from "../bench.ts";
import { Batches, compare } from "./compare.ts";
import { batchCount, BatchMean } from "./interval.ts";
import { playHypercube } from "./plain-hypercube.ts";

const hours = 24;
const perHour = Array.from({ length: hours }, (_, hour) =>
  Math.round(25 - 20 * Math.cos((2 * Math.PI * (hour - 3)) / hours)),
);
const busyHours = 1.5;
const varianceToMean = 4.3;

/**
 * Units busy on average in each hour of the day where nobody waits (M(t)/M/infinity; Eick, Massey, Whitt 1993): m' = rate - m / s,
 * whose solution in an hour of one rate falls exponentially to rate x s. A day repeated until it is periodic.
 */
function expectedBusy(): number[] {
  const left = Math.exp(-1 / busyHours);
  const busy = perHour.map(() => 0);
  let now = 0;
  for (let hour = 0; hour < 50 * hours; hour += 1) {
    const settled = perHour[hour % hours] * busyHours;
    busy[hour % hours] = settled + (now - settled) * busyHours * (1 - left);
    now = settled + (now - settled) * left;
  }
  return busy;
}

/** A day that varies, with more spread than Poisson: units busy by hour, and the spread of an hour's calls. */
export function varyingRows(calls: number, seed: number): Row[] {
  const perDay = perHour.reduce((sum, each) => sum + each, 0);
  const daysPerBatch = Math.ceil(calls / perDay / batchCount);
  const days = daysPerBatch * batchCount + 1;
  const busy = new Float64Array(days * hours);
  const counts = new Float64Array(days * hours);
  const random = new CallRandom(seed, "varying");
  const arrivals = new Arrivals(new RateProfile(perHour, microsPerHour), random, {
    varianceToMean,
    replication: 0,
    gapPurpose: 0,
    stepPurpose: 1,
  });
  for (;;) {
    const call = arrivals.call;
    const at = arrivals.next() / microsPerHour;
    if (at >= busy.length) break;
    counts[Math.floor(at)] += 1;
    const until = at + exponentialOf(random.seek(0, call, 2).uniform(), busyHours);
    for (let hour = Math.floor(at); hour < until && hour < busy.length; hour += 1)
      busy[hour] += Math.min(until, hour + 1) - Math.max(at, hour);
  }
  const overDays = (hour: number, of: (index: number) => number): BatchMean => {
    const mean = new BatchMean();
    for (let day = 1; day < days; day += 1)
      mean.add(Math.floor((day - 1) / daysPerBatch), of(day * hours + hour));
    return mean;
  };
  const expected = expectedBusy();
  const name = "busy hours, units without end";
  return [3, 9, 15, 21].flatMap((hour) => {
    const spread = (index: number): number => (counts[index] - perHour[hour]) ** 2 / perHour[hour];
    return [
      compare(
        `${name}: busy at ${hour} h`,
        "units",
        expected[hour],
        overDays(hour, (index) => busy[index]),
      ),
      compare(
        `${name}: variance over mean at ${hour} h`,
        "x",
        varianceToMean,
        overDays(hour, spread),
      ),
    ];
  });
}

/** Ten units in a row of twelve areas, unevenly called. */
function rowOfAreas(): Hypercube {
  const areas = 12;
  const travelMinutes = Array.from({ length: areas }, (_, from) =>
    Array.from({ length: areas }, (_, to) => 2 + 3 * Math.abs(from - to)),
  );
  const bases = [0, 2, 3, 4, 5, 6, 7, 8, 9, 11];
  const callsPerHour = Array.from({ length: areas }, (_, area) => 0.4 + 0.2 * (area % 4));
  const orders = ordersByTravel(bases, travelMinutes);
  return { busyMinutes: 45, callsPerHour, orders, bases, travelMinutes, waits: false };
}

export function hypercubeRows(calls: number, seed: number): Row[] {
  const cube = rowOfAreas();
  const answer = solveHypercube(cube);
  const batches = new Batches(calls);
  const workloads = cube.bases.map(() => new BatchMean());
  const [travel, nobody] = [new BatchMean(), new BatchMean()];
  const total = cube.callsPerHour.reduce((sum, each) => sum + each, 0);
  playHypercube(cube, batches.calls, seed, ({ call, area, unit, busyMinutes }) => {
    const batch = batches.find(call);
    if (batch === undefined) return;
    nobody.add(batch, unit < 0 ? 1 : 0);
    for (const [each, workload] of workloads.entries())
      workload.add(batch, each === unit ? (busyMinutes * total) / 60 : 0);
    if (unit >= 0) travel.add(batch, cube.travelMinutes[cube.bases[unit]][area]);
  });
  const name = `hypercube, ${cube.bases.length} units`;
  return [
    compare(`${name}: find nobody free`, "share", answer.nobodyFreeShare, nobody),
    compare(`${name}: mean way`, "min", answer.meanTravelMinutes, travel),
    ...[0, 4, 9].map((unit) =>
      compare(
        `${name}: unit ${unit + 1} busy`,
        "share",
        answer.units[unit].workload,
        workloads[unit],
      ),
    ),
  ];
}
