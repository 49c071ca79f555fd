/**
 * Cases that the rehearsal plays and that are no pool of units in its long run: units without end, found by calls and
 * over a day with quiet and busy hours, and a walk-out.
 */
import { assert } from "../../src/base/assert.ts";
import { CallRandom } from "../../src/base/call-random.ts";
import { microsPerHour } from "../../src/base/instant.ts";
import { exponentialOf } from "../../src/base/samplers.ts";
import { Arrivals } from "../../src/sim/arrivals/arrivals.ts";
import { RateProfile } from "../../src/sim/arrivals/rate-profile.ts";
import { TraceRun } from "../../src/sim/trace/run-trace.ts";
import type { Trace } from "../../src/sim/trace/trace.ts";
import type { Row } from "../bench.ts";
import { busyMinutes, lognormally } from "./cases.ts";
import { Batches, compare } from "./compare.ts";
import { batchCount, BatchMean } from "./interval.ts";
import { makeCalls, traceOfOneZone, traceOfRoom } from "./rehearsed-room.ts";
import { solveWalkOut, type WalkOut } from "./walk-out.ts";

/** When each call's unit comes and when it clears, in hours. */
function playHours(trace: Trace): {
  readonly startedAt: Float64Array;
  readonly clearedAt: Float64Array;
} {
  const { arrivalMicros, sceneMillis, count } = trace.calls;
  const { responseMicros } = new TraceRun(trace).run();
  const startedAt = new Float64Array(count);
  const clearedAt = new Float64Array(count);
  for (let call = 0; call < count; call += 1) {
    const micros = arrivalMicros[call] + responseMicros[call];
    startedAt[call] = micros / microsPerHour;
    clearedAt[call] = (micros + sceneMillis[call] * 1_000) / microsPerHour;
  }
  return { startedAt, clearedAt };
}

/** Enough units that none of the calls of a bench waits, which is checked. */
const withoutEnd = 500;

function assertNoneWaits({ calls }: Trace, startedAt: Float64Array): void {
  assert(
    startedAt.every((started, call) => started === calls.arrivalMicros[call] / microsPerHour),
    "units without end: a call waited",
  );
}

/** M/G/infinity: a call finds a Poisson number of busy units whatever the distribution of the busy time. */
export function occupancyRows(calls: number, seed: number): Row[] {
  const load = 20;
  const batches = new Batches(calls);
  const trace = traceOfRoom(
    {
      units: withoutEnd,
      callsPerHour: [(load * 60) / busyMinutes],
      heldBack: [0],
      busyMinutes: lognormally,
    },
    batches.calls,
    seed,
  );
  const { startedAt, clearedAt } = playHours(trace);
  assertNoneWaits(trace, startedAt);
  clearedAt.sort();
  const mean = new BatchMean();
  const [few, many] = [15, 25];
  const [atMostFew, atMostMany] = [new BatchMean(), new BatchMean()];
  let cleared = 0;
  for (let call = 0; call < batches.calls; call += 1) {
    while (clearedAt[cleared] <= startedAt[call]) cleared += 1;
    const batch = batches.find(call);
    if (batch === undefined) continue;
    const busy = call - cleared;
    mean.add(batch, busy);
    atMostFew.add(batch, busy <= few ? 1 : 0);
    atMostMany.add(batch, busy <= many ? 1 : 0);
  }
  const poisson = (most: number): number => {
    let [term, sum] = [Math.exp(-load), 0];
    for (let busy = 0; busy <= most; busy += 1) {
      sum += term;
      term *= load / (busy + 1);
    }
    return sum;
  };
  const name = "rehearsal: lognormal busy time, units without end";
  return [
    compare(`${name}: busy`, "units", load, mean),
    compare(`${name}: at most ${few} busy`, "share", poisson(few), atMostFew),
    compare(`${name}: at most ${many} busy`, "share", poisson(many), atMostMany),
  ];
}

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

/** The days' calls, with more spread than Poisson. */
function varyingTrace(days: number, seed: number): Trace {
  const random = new CallRandom(seed, "varying");
  const options = { varianceToMean, replication: 0, gapPurpose: 0, stepPurpose: 1 };
  const arrivals = new Arrivals(new RateProfile(perHour, microsPerHour), random, options);
  const arrivalMicros: number[] = [];
  const end = days * hours * microsPerHour;
  for (let at = arrivals.next(); at < end; at = arrivals.next()) arrivalMicros.push(at);
  const calls = makeCalls(arrivalMicros.length);
  calls.arrivalMicros.set(arrivalMicros);
  for (let call = 0; call < calls.count; call += 1) {
    const drawn = random.seek(0, call, 2).uniform();
    calls.sceneMillis[call] = Math.round(exponentialOf(drawn, busyHours * 3_600_000));
  }
  return traceOfOneZone(withoutEnd, calls);
}

/** A day that varies, with more spread than Poisson: units busy by hour, and the spread of an hour's calls. */
export function varyingRows(calls: number, seed: number): Row[] {
  const perDay = perHour.reduce((sum, each) => sum + each, 0);
  const daysPerBatch = Math.ceil(calls / perDay / batchCount);
  const days = daysPerBatch * batchCount + 1;
  const busy = new Float64Array(days * hours);
  const counts = new Float64Array(days * hours);
  const trace = varyingTrace(days, seed);
  const { startedAt, clearedAt } = playHours(trace);
  assertNoneWaits(trace, startedAt);
  for (const [call, at] of startedAt.entries()) {
    const until = clearedAt[call];
    counts[Math.floor(at)] += 1;
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
  const name = "rehearsal: busy hours, units without end";
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

const walkOut: WalkOut = {
  callsPerHour: 24,
  busyHours: busyMinutes / 60,
  stayers: 12,
  leavers: 8,
  awayHours: 2,
  backHours: 6,
};
const lookHours = [2, 3, 4, 5.9, 6.5, 8];
const endHours = 8;

/** One evening from an empty room on. */
function walkOutTrace(replication: number, random: CallRandom): Trace {
  const arrivals = new Arrivals(new RateProfile([walkOut.callsPerHour], microsPerHour), random, {
    varianceToMean: 1,
    replication,
    gapPurpose: 0,
    stepPurpose: 1,
  });
  const arrivalMicros: number[] = [];
  for (let at = arrivals.next(); at <= endHours * microsPerHour; at = arrivals.next())
    arrivalMicros.push(at);
  const calls = makeCalls(arrivalMicros.length);
  calls.arrivalMicros.set(arrivalMicros);
  for (let call = 0; call < calls.count; call += 1) {
    const drawn = random.seek(replication, call, 2).uniform();
    calls.sceneMillis[call] = Math.round(exponentialOf(drawn, walkOut.busyHours * 3_600_000));
  }
  const { stayers, leavers, awayHours, backHours } = walkOut;
  return traceOfOneZone(stayers + leavers, calls, {
    awayMicros: awayHours * microsPerHour,
    backMicros: backHours * microsPerHour,
    units: Int32Array.from({ length: leavers }, (_, index) => stayers + index),
  });
}

/** Evenings with a walk-out, each from an empty room on, until so many calls were played; all are independent. */
export function walkOutRows(calls: number, seed: number): Row[] {
  const { awayHours, backHours, callsPerHour } = walkOut;
  const answer = solveWalkOut(walkOut, lookHours);
  const perBatch = Math.ceil(calls / (callsPerHour * endHours) / batchCount);
  const random = new CallRandom(seed, "walk-out");
  const looks = lookHours.map(() => [new BatchMean(), new BatchMean(), new BatchMean()] as const);
  const waited = new BatchMean();
  for (let replication = 0; replication < perBatch * batchCount; replication += 1) {
    const batch = Math.floor(replication / perBatch);
    const trace = walkOutTrace(replication, random);
    const { startedAt, clearedAt } = playHours(trace);
    const arrivedAt = trace.calls.arrivalMicros.map((micros) => micros / microsPerHour);
    for (const [index, hour] of lookHours.entries()) {
      const before = (times: Float64Array): number =>
        times.reduce((count, time) => count + (time <= hour ? 1 : 0), 0);
      const waiting = before(arrivedAt) - before(startedAt);
      const [present, queue, some] = looks[index];
      present.add(batch, before(arrivedAt) - before(clearedAt));
      queue.add(batch, waiting);
      some.add(batch, waiting > 0 ? 1 : 0);
    }
    for (const [call, at] of arrivedAt.entries())
      if (at > awayHours && at < backHours) waited.add(batch, startedAt[call] > at ? 1 : 0);
  }
  const name = `rehearsal: walk-out of ${walkOut.leavers} of ${walkOut.stayers + walkOut.leavers} units from ${awayHours} to ${backHours} h`;
  return [
    ...lookHours.flatMap((hour, index) => {
      const { present, waiting, waitShare } = answer.moments[index];
      const [gotPresent, gotWaiting, gotShare] = looks[index];
      return [
        compare(`${name}: calls at ${hour} h`, "calls", present, gotPresent),
        compare(`${name}: waiting at ${hour} h`, "calls", waiting, gotWaiting),
        compare(`${name}: somebody waits at ${hour} h`, "share", waitShare, gotShare),
      ];
    }),
    compare(`${name}: must wait meanwhile`, "share", answer.waitShareAway, waited),
  ];
}
