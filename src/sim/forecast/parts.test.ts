/** The parts of a forecast against what is known of them by hand or by theory. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerMinute, microsPerSecond } from "../../base/instant.ts";
import type { Forecast } from "../../core/forecast.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { drawScene, drawSceneLeft, learnSceneTimes, scenePrior } from "./scene-times.ts";
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
    });
    assert.equal(soon.waiting.inside80, 1);
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
