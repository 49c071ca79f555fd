import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerSecond } from "../../base/instant.ts";
import { RandomStream } from "../../base/random.ts";
import { gammaFrom } from "../../base/samplers.ts";
import { testStart } from "../../testing/core/twin.ts";
import { addCount, dispersionOf, noCounts, readSurge, type HospitalCounts } from "./surge-model.ts";

const minute = 60 * microsPerSecond;
const hour = 60 * minute;
const week = 168 * hour;

/** Arrivals an hour: more by day than by night. */
function rateAt(at: number, least = 4, most = 16): number {
  const hours = ((at - testStart) / hour) % 24;
  return least + ((most - least) * (1 - Math.cos((2 * Math.PI * hours) / 24))) / 2;
}

interface Days {
  readonly weeks: number;
  readonly minutes: number;
  readonly draw: (mean: number) => number;
  readonly rate?: (at: number) => number;
}

/** Counts of whole weeks from `testStart` on; `look` is asked after each. */
function live(
  counts: HospitalCounts,
  from: number,
  { weeks, minutes, draw, rate = rateAt }: Days,
  look?: (counts: HospitalCounts) => void,
): HospitalCounts {
  // prettier-ignore
  let now = counts;
  const seconds = minutes * 60;
  for (let at = from; at < from + weeks * week; at += minutes * minute) {
    const arrivals = draw((rate(at) * minutes) / 60);
    now = addCount(now, { untilAt: at + minutes * minute, seconds, arrivals });
    look?.(now);
  }
  return now;
}

function draws(seed: number, dispersion = 1): (mean: number) => number {
  const random = new RandomStream(seed, "hospital");
  return (mean) => {
    if (dispersion === 1) return random.poisson(mean);
    // Poisson with a gamma rate: variance = dispersion x mean.
    const shape = mean / (dispersion - 1);
    return random.poisson(gammaFrom(random, shape, 1) * (dispersion - 1));
  };
}

describe("a surge", () => {
  test("by hand: four hours of 10, now 21 in an hour: (21 - 10) / sqrt(10 x (1 + 1/4)) = 3.1", () => {
    const steady = { weeks: 4, minutes: 60, draw: () => 10, rate: () => 10 };
    const counts = live(noCounts, testStart, steady);
    const untilAt = testStart + 4 * week + hour;
    const at = (arrivals: number) => readSurge(addCount(counts, { untilAt, seconds: 3600, arrivals })); // prettier-ignore
    const { verdict, sigma, expected, observed, windowSeconds } = at(21);
    assert.deepEqual([verdict, observed, expected, windowSeconds], ["surge", 21, 10, 3600]);
    assert.ok(Math.abs(sigma - 11 / Math.sqrt(12.5)) < 1e-9);
    assert.equal(at(20).verdict, "ordinary");
  });

  test("before four weeks were counted, and below three expected, it is too few to say", () => {
    const draw = draws(1);
    let said = 0;
    live(noCounts, testStart, { weeks: 3, minutes: 10, draw }, (counts) => {
      if (readSurge(counts).verdict !== "too few to say") said += 1;
    });
    assert.equal(said, 0);
    const small = live(noCounts, testStart, { weeks: 4, minutes: 10, draw, rate: () => 2 });
    const untilAt = testStart + 4 * week + 10 * minute;
    const many = readSurge(addCount(small, { untilAt, seconds: 600, arrivals: 40 }));
    assert.equal(many.verdict, "too few to say");
    assert.equal(many.windowSeconds, 3600);
  });

  test("three times the ordinary is said with the second count of five minutes where sixty an hour are ordinary", () => {
    const draw = draws(2);
    const rate = () => 60;
    const counts = live(noCounts, testStart, { weeks: 4, minutes: 5, draw, rate });
    const from = testStart + 4 * week;
    const runs = 400;
    let seen = 0;
    for (let run = 0; run < runs; run += 1) {
      let now = counts;
      let isSeen = false;
      for (const step of [1, 2]) {
        const untilAt = from + step * 5 * minute;
        now = addCount(now, { untilAt, seconds: 300, arrivals: draw((60 * 3 * 5) / 60) });
        isSeen ||= readSurge(now).verdict === "surge";
      }
      if (isSeen) seen += 1;
    }
    assert.ok(seen >= runs * 0.9, `${seen} of ${runs}`);
  });

  test("where thirty an hour are ordinary three times as many are said within ten minutes in three of four draws", () => {
    const draw = draws(8);
    const rate = () => 30;
    const counts = live(noCounts, testStart, { weeks: 4, minutes: 5, draw, rate });
    const runs = 400;
    let seen = 0;
    for (let run = 0; run < runs; run += 1) {
      let now = counts;
      let isSeen = false;
      for (const step of [1, 2]) {
        const untilAt = testStart + 4 * week + step * 5 * minute;
        now = addCount(now, { untilAt, seconds: 300, arrivals: draw((30 * 3 * 5) / 60) });
        isSeen ||= readSurge(now).verdict === "surge";
      }
      if (isSeen) seen += 1;
    }
    assert.ok(seen >= runs * 0.7, `${seen} of ${runs}`);
  });

  for (const dispersion of [1, 2])
    test(`ordinary weeks with a dispersion of ${dispersion} are seldom called one`, () => {
      const draw = draws(3 + dispersion, dispersion);
      let [looks, called] = [0, 0];
      const first = live(noCounts, testStart, { weeks: 4, minutes: 10, draw });
      live(first, testStart + 4 * week, { weeks: 8, minutes: 10, draw }, (counts) => {
        const { verdict } = readSurge(counts);
        if (verdict === "too few to say") return;
        looks += 1;
        if (verdict === "surge") called += 1;
      });
      assert.ok(looks > 6_000, `${looks} looks`);
      // One in 741 of a normal; counts lean to the right, and neighbours share their window.
      assert.ok(called / looks < 0.02, `${called} of ${looks}`);
    });

  test("the dispersion is found again, and never below that of a Poisson", () => {
    for (const dispersion of [1, 2.5]) {
      const draw = draws(9, dispersion);
      const counts = live(noCounts, testStart, { weeks: 4, minutes: 60, draw });
      const found = dispersionOf(counts, (testStart + 4 * week) / hour);
      assert.ok(Math.abs(found - dispersion) < 0.35, `${found} of ${dispersion}`);
      assert.ok(found >= 1);
    }
  });
});
