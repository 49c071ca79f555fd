/** The parts of a forecast against what is known of them by hand or by theory. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerMinute, microsPerSecond } from "../../base/instant.ts";
import type { Forecast } from "../../core/forecast.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { drawScene, drawSceneLeft, learnSceneTimes, scenePrior } from "./scene-times.ts";
import { makeBands } from "./bands.ts";
import { addScore, addScores, makeScores } from "./score.ts";
import { WaitHistogram } from "./wait-histogram.ts";

describe("scene times", () => {
  test("where nothing was seen, are what is assumed", () => {
    for (const scene of learnSceneTimes(makeRegionState({}, false), 1)) {
      assert.ok(Math.abs(Math.exp(scene.mu) / scenePrior.medianMicros - 1) < 1e-9);
      assert.ok(Math.abs(scene.sigma - scenePrior.sigma) < 1e-9);
    }
  });

  test("what is left of a scene is spread as whole scenes are that last at least so long", () => {
    const scene = { mu: Math.log(30 * microsPerMinute), sigma: 0.7, ended: 0, running: 0 };
    const elapsed = 40 * microsPerMinute;
    const random = new CallRandom(5, "scene-left");
    const left: number[] = [];
    const rejected: number[] = [];
    for (let draw = 0; draw < 40_000; draw += 1) {
      left.push(drawSceneLeft(random.seek(0, draw, 0).uniform(), scene, elapsed));
      const whole = drawScene(random.seek(0, draw, 1).uniform(), scene);
      if (whole > elapsed) rejected.push(whole - elapsed);
    }
    left.sort((a, b) => a - b);
    rejected.sort((a, b) => a - b);
    for (const share of [0.1, 0.5, 0.9]) {
      const [a, b] = [left, rejected].map((values) => values[Math.floor(share * values.length)]);
      assert.ok(Math.abs(a / b - 1) < 0.06, `at ${share}: ${a} against ${b}`);
    }
  });

  test("rises with its draw and is never over at once, however long it has lasted", () => {
    const scene = { mu: Math.log(30 * microsPerMinute), sigma: 0.7, ended: 0, running: 0 };
    for (const hours of [0, 1, 24, 1_000]) {
      const elapsed = hours * 60 * microsPerMinute;
      const draws = [0, 0.2, 0.5, 0.99].map((u) => drawSceneLeft(u, scene, elapsed));
      assert.deepEqual(
        draws,
        draws.toSorted((a, b) => a - b),
      );
      assert.ok(draws.every((left) => left > 0 && Number.isFinite(left)));
    }
  });
});

describe("waits", () => {
  const histogramOf = (ended: readonly number[], cut: readonly number[]) => {
    const waits = new WaitHistogram();
    for (const seconds of ended) waits.add(seconds * microsPerSecond, false);
    for (const seconds of cut) waits.add(seconds * microsPerSecond, true);
    return waits;
  };

  test("have the middle they were given, to a class", () => {
    const waits = histogramOf([100, 200, 300, 400, 500], []);
    assert.equal(waits.mean, 300);
    assert.ok(Math.abs((waits.quantile(0.5) ?? 0) / 300 - 1) < 0.06);
  });

  test("cut short ones count as longer: the estimate of Kaplan and Meier, by hand", () => {
    // 4 callers: reached after 100 and 300, cut after 200 and 400. S(100) = 3/4, S(300) = 3/4 x 1/2 = 3/8.
    const waits = histogramOf([100, 300], [200, 400]);
    assert.ok(Math.abs((waits.quantile(0.25) ?? 0) / 100 - 1) < 0.06);
    assert.ok(Math.abs((waits.quantile(0.6) ?? 0) / 300 - 1) < 0.06);
    assert.equal(waits.quantile(0.9), undefined);
  });

  test("nobody waited: there is nothing to say", () => {
    assert.equal(new WaitHistogram().mean, undefined);
    assert.equal(new WaitHistogram().quantile(0.5), undefined);
  });
});

describe("bands of whole numbers", () => {
  const stepOf = (...counts: [value: number, futures: number][]) =>
    Int32Array.from(counts.flatMap(([value, futures]) => Array<number>(futures).fill(value)));

  test("say what of their ends belongs to exactly 80 and 95 %, by hand", () => {
    // 2 of 100 have none, 23 one, 55 two, 15 three, 5 four.
    const bands = makeBands([stepOf([0, 2], [1, 23], [2, 55], [3, 15], [4, 5]), stepOf([0, 100])]);
    assert.deepEqual([bands.low80, bands.high80, bands.inside80], [[1, 0], [3, 0], [0.93, 1]]); // prettier-ignore
    // The tenth begins 8 futures into the 23; the nine tenths end 10 into the 15.
    assert.deepEqual(bands.ends80, { low: [0.652, 0.8], high: [0.667, 0.8] });
    assert.deepEqual(bands.ends95, { low: [0.978, 0.95], high: [0.5, 0.95] });
  });

  test("of what is drawn as the futures are, the named share is inside, however lumpy it is", () => {
    const random = new CallRandom(9, "lumpy");
    for (let round = 0; round < 60; round += 1) {
      const draw = (number: number) =>
        Math.floor(4 * random.seek(round, number, 0).uniform() ** (1 + round / 4));
      const values = Int32Array.from({ length: 400 }, (_, future) => draw(future)).sort();
      const bands = makeBands([values]);
      const scores = makeScores();
      const forecast = { at: 0, stepsAt: [60], free: bands, waiting: bands, present: { noUnit: {} }, grades: {} } as unknown as Forecast; // prettier-ignore
      for (const value of values)
        addScore(scores, forecast, 60, { bookedOn: 9, free: value, waiting: value, noUnit: {} });
      const { exact80, exact95, exactCount } = scores.leads[0].free;
      assert.ok(Math.abs(exact80 / exactCount - 0.8) < 0.002, `${exact80 / exactCount}`);
      assert.ok(Math.abs(exact95 / exactCount - 0.95) < 0.002, `${exact95 / exactCount}`);
    }
  });
});

describe("scores", () => {
  const minute = microsPerMinute;
  const bands = (low: number, high: number) => ({
    low95: [low - 1, low - 1],
    low80: [low, low],
    middle: [low, low],
    high80: [high, high],
    high95: [high + 1, high + 1],
    inside80: [0.84, 0.84],
    inside95: [0.97, 0.97],
    ends80: { low: [0.6, 0.6], high: [0.4, 0.4] },
    ends95: { low: [0.5, 0.5], high: [0.5, 0.5] },
  });
  // Only what a score reads.
  const forecast = {
    at: 1_000 * minute,
    stepsAt: [1_010 * minute, 1_100 * minute],
    free: bands(3, 5),
    waiting: bands(0, 2),
    present: { bookedOn: 9, free: 4, waiting: 0, noUnit: { immediate: true } },
    grades: { immediate: { noUnit: [0.7, 0.2] } },
  } as unknown as Forecast;
  const came = { bookedOn: 9, free: 6, waiting: 2, noUnit: { immediate: false } };

  test("by hand: bands by lead time, Brier score beside persistence", () => {
    const scores = makeScores();
    assert.equal(addScore(scores, forecast, 1_010 * minute, came), true);
    assert.equal(addScore(scores, forecast, 1_100 * minute, came), true);
    const [soon, , , later] = scores.leads;
    assert.deepEqual(soon.free, {
      count: 1,
      inside80: 0,
      inside95: 1,
      meant80: 0.84,
      meant95: 0.97,
      // The free ones came to the upper end of the wider band, half of which belongs to it.
      exact80: 0,
      exact95: 0.5,
      exactCount: 1,
    });
    assert.equal(soon.waiting.inside80, 1);
    assert.equal(soon.waiting.exact80, 0.4);
    assert.ok(Math.abs((soon.noUnit.immediate?.squares ?? 0) - 0.49) < 1e-12);
    assert.equal(soon.noUnit.immediate?.persistenceSquares, 1);
    assert.ok(Math.abs((later.noUnit.immediate?.squares ?? 0) - 0.04) < 1e-12);
    assert.deepEqual(scores.chances[7], { count: 1, said: 0.7, came: 0 });
  });

  test("a moment that is no step of the forecast is not judged", () => {
    const scores = makeScores();
    assert.equal(addScore(scores, forecast, 1_011 * minute, came), false);
    assert.deepEqual(scores, makeScores());
  });

  test("a forecast and a day from before ends were told add nothing to what is judged by them", () => {
    const { ends80: _, ends95: __, ...old } = bands(3, 5);
    const scores = makeScores();
    addScore(scores, { ...forecast, free: old, waiting: old }, 1_010 * minute, came);
    const [{ free }] = scores.leads;
    assert.deepEqual([free.count, free.exactCount, free.exact80], [1, 0, 0]);
    const day = JSON.parse(JSON.stringify(scores)) as ReturnType<typeof makeScores>;
    const { exact80: ___, exact95: ____, exactCount: _____, ...before } = day.leads[0].free;
    day.leads[0].free = before as typeof free;
    addScores(scores, day);
    assert.deepEqual([free.count, free.exactCount, free.exact80], [2, 0, 0]);
  });

  test("days add up", () => {
    const [day, all] = [makeScores(), makeScores()];
    addScore(day, forecast, 1_010 * minute, came);
    addScores(all, day);
    addScores(all, day);
    assert.equal(all.leads[0].free.count, 2);
    assert.equal(all.leads[0].noUnit.immediate?.count, 2);
    assert.ok(Math.abs(all.chances[7].said - 1.4) < 1e-12);
  });
});
