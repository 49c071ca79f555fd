import assert from "node:assert/strict";
import { test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerHour } from "../../base/instant.ts";
import { assertCounts, assertFits } from "../../testing/goodness.ts";
import { Arrivals } from "./arrivals.ts";
import { RateProfile } from "./rate-profile.ts";

const perHour = [4, 0, 1, 12, 30, 7];
const profile = new RateProfile(perHour, microsPerHour);
const day = perHour.length;

function arrivalsOf(varianceToMean: number, replication = 0): Arrivals {
  const options = { varianceToMean, replication, gapPurpose: 0, stepPurpose: 1 };
  return new Arrivals(profile, new CallRandom(11, "arrivals"), options);
}

/** Calls of each step of `days` runs through the profile. */
function countSteps(varianceToMean: number, days: number): Uint32Array {
  const arrivals = arrivalsOf(varianceToMean);
  const counts = new Uint32Array(day * days);
  for (let at = arrivals.next(); at < days * day * microsPerHour; at = arrivals.next())
    counts[Math.floor(at / microsPerHour)] += 1;
  return counts;
}

test("Poisson: the gaps, in expected calls, are exponential; instants are whole and never go back", () => {
  const arrivals = arrivalsOf(1);
  const before = new Float64Array(day + 1);
  for (let step = 0; step < day; step += 1) before[step + 1] = before[step] + perHour[step];
  const expectedCalls = (at: number): number => {
    const hours = at / microsPerHour;
    const inDay = hours % day;
    const step = Math.floor(inDay);
    return Math.floor(hours / day) * before[day] + before[step] + (inDay - step) * perHour[step];
  };
  let last = 0;
  const gaps = Float64Array.from({ length: 50_000 }, () => {
    const at = arrivals.next();
    assert.ok(Number.isSafeInteger(at) && at >= last);
    const gap = expectedCalls(at) - expectedCalls(last);
    last = at;
    return gap;
  });
  assertFits(gaps, (x) => 1 - Math.exp(-x));
  assert.equal(arrivals.call, 50_000);
});

/** P(count = n), n = 0, 1, 2 ..., for a mean and a variance of d means: Poisson for d = 1, else negative binomial. */
function shareOf(mean: number, d: number, n: number): number {
  let share = d === 1 ? Math.exp(-mean) : Math.exp((-mean / (d - 1)) * Math.log(d));
  for (let k = 1; k <= n; k += 1)
    share *= d === 1 ? mean / k : ((mean / (d - 1) + k - 1) * (1 - 1 / d)) / k;
  return share;
}

for (const d of [1, 4.3]) {
  test(`variance over mean ${d}: the counts of every step have their distribution`, () => {
    const days = 4_000;
    const counts = countSteps(d, days);
    for (const [step, mean] of perHour.entries()) {
      const ofStep = counts.filter((_, index) => index % day === step);
      if (mean === 0) {
        assert.ok(ofStep.every((count) => count === 0));
        continue;
      }
      // Counts are put into cells of at least 20 expected days each; the last has the rest.
      const cells: number[] = [];
      const found: number[] = [];
      for (let n = 0, from = 0, cell = 0, whole = 0; ; n += 1) {
        cell += days * shareOf(mean, d, n);
        if (cell < 20) continue;
        const rest = days - whole - cell;
        const isLast = rest < 20;
        cells.push(isLast ? days - whole : cell);
        found.push(ofStep.filter((count) => count >= from && (isLast || count <= n)).length);
        if (isLast) break;
        whole += cell;
        [from, cell] = [n + 1, 0];
      }
      assertCounts(found, cells);
      const average = ofStep.reduce((sum, count) => sum + count, 0) / days;
      assert.ok(Math.abs(average - mean) < 3.9 * Math.sqrt((d * mean) / days), `mean ${average}`);
    }
  });
}

test("replications differ, and a replication is the same whenever it is asked for", () => {
  const list = (replication: number): number[] => {
    const arrivals = arrivalsOf(4.3, replication);
    return Array.from({ length: 100 }, () => arrivals.next());
  };
  assert.deepEqual(list(5), list(5));
  assert.notDeepEqual(list(5), list(6));
});

test("a restored position gives the same later calls, at any point of a run", () => {
  const arrivals = arrivalsOf(4.3);
  for (let run = 0; run < 50; run += 1) {
    const position = arrivals.getPosition();
    const later = Array.from({ length: 20 }, () => arrivals.next());
    const fork = arrivalsOf(4.3);
    fork.restorePosition(position);
    assert.deepEqual(
      Array.from({ length: 20 }, () => fork.next()),
      later,
    );
  }
});

test("a start within the profile: calls come from there on, at its rates", () => {
  const startMicros = 3.75 * microsPerHour;
  const fresh = (replication: number): number[] => {
    const options = { varianceToMean: 1, replication, gapPurpose: 0, stepPurpose: 1, startMicros };
    const arrivals = new Arrivals(profile, new CallRandom(12, "arrivals"), options);
    return Array.from({ length: 90 }, () => arrivals.next());
  };
  let inQuarter = 0;
  let inNextHour = 0;
  for (let replication = 0; replication < 2_000; replication += 1) {
    for (const at of fresh(replication)) {
      assert.ok(at >= startMicros);
      if (at < 4 * microsPerHour) inQuarter += 1;
      else if (at < 5 * microsPerHour) inNextHour += 1;
    }
  }
  // 3 calls in the last quarter of the fourth hour, 30 in the fifth; 3.9 standard errors.
  assert.ok(Math.abs(inQuarter / 2_000 - 3) < 3.9 * Math.sqrt(3 / 2_000), `${inQuarter}`);
  assert.ok(Math.abs(inNextHour / 2_000 - 30) < 3.9 * Math.sqrt(30 / 2_000), `${inNextHour}`);
});

test("levels: days and blocks of hours have factors of their own, beside the hours'", () => {
  const flat = new RateProfile([10], microsPerHour);
  const arrivals = new Arrivals(flat, new CallRandom(13, "arrivals"), {
    varianceToMean: 1.5,
    replication: 0,
    gapPurpose: 0,
    stepPurpose: 1,
    levels: [
      { steps: 4, variance: 0.03, purpose: 2 },
      { steps: 24, variance: 0.05, purpose: 3 },
    ],
  });
  const days = 3_000;
  const ratioOf = new Map([4, 24].map((hours) => [hours, new Float64Array((days * 24) / hours)]));
  for (let at = arrivals.next(); at < days * 24 * microsPerHour; at = arrivals.next())
    for (const [hours, counts] of ratioOf) counts[Math.floor(at / (hours * microsPerHour))] += 1;
  // Hours' own 1.5, and each level's variance times the calls that share its factor.
  for (const [hours, expected] of [
    [4, 1.5 + (0.03 + 0.05) * 40],
    [24, 1.5 + 0.03 * 40 + 0.05 * 240],
  ]) {
    const counts = ratioOf.get(hours) ?? new Float64Array();
    const mean = counts.reduce((sum, each) => sum + each, 0) / counts.length;
    const variance = counts.reduce((sum, each) => sum + (each - mean) ** 2, 0) / counts.length;
    assert.ok(Math.abs(mean / (10 * hours) - 1) < 0.02, `${mean}`);
    assert.ok(
      Math.abs(variance / mean / expected - 1) < 0.12,
      `${variance / mean}, not ${expected}`,
    );
  }
});

test("levels: blocks begin when the local clock says so, and a fork needs nothing but its position", () => {
  const busy = new RateProfile([100_000], microsPerHour);
  const make = (): Arrivals =>
    new Arrivals(busy, new CallRandom(14, "arrivals"), {
      varianceToMean: 1,
      replication: 3,
      gapPurpose: 0,
      stepPurpose: 1,
      levels: [{ steps: 4, variance: 0.1, purpose: 2 }],
      // Local midnight is five hours behind: blocks begin one hour after each fourth.
      levelOffsetSteps: -5,
    });
  const arrivals = make();
  const counts = new Float64Array(14);
  let position = arrivals.getPosition();
  for (let at = arrivals.next(); at < counts.length * microsPerHour; at = arrivals.next()) {
    counts[Math.floor(at / microsPerHour)] += 1;
    if (counts[6] === 10) position = arrivals.getPosition();
  }
  for (let hour = 1; hour < counts.length; hour += 1) {
    const isNew = hour % 4 === 1;
    const change = Math.abs(counts[hour] / counts[hour - 1] - 1);
    assert.equal(change > 0.02, isNew, `hour ${hour}: ${counts.join(" ")}`);
  }
  const fork = make();
  fork.restorePosition(position);
  const whole = make();
  for (let call = 0; call < position.call; call += 1) whole.next();
  assert.equal(fork.next(), whole.next());
});

test("wrong profiles and options are bugs with a reason", () => {
  assert.throws(() => new RateProfile([], microsPerHour), /got 0 steps/);
  assert.throws(() => new RateProfile([0, 0], microsPerHour), /no rate above 0/);
  assert.throws(() => new RateProfile([1, -1], microsPerHour), /got -1 calls per hour/);
  assert.throws(() => new RateProfile([1], 0.5), /step of 0.5 us/);
  assert.throws(() => arrivalsOf(0.5), /variance over mean 0.5/);
  const options = { varianceToMean: 1, replication: 0, gapPurpose: 0, stepPurpose: 1 };
  const random = new CallRandom(1, "x");
  for (const level of [
    { steps: 0, variance: 0.1, purpose: 2 },
    { steps: 4, variance: 0, purpose: 2 },
  ])
    assert.throws(
      () => new Arrivals(profile, random, { ...options, levels: [level] }),
      /got a level of/,
    );
  assert.throws(
    () => new Arrivals(profile, random, { ...options, startMicros: -1 }),
    /start at -1/,
  );
});
