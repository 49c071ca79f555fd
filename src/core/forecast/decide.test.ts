import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Command } from "../commands.ts";
import { nextDueAt } from "../due-work.ts";
import { listEvidence, turnsATrigger } from "../level/evidence.ts";
import type { RegionState } from "../state/region-state.ts";
import { testLevelPlan } from "../../testing/core/level-plan.ts";
import { after, given, givenConfig, onDuty, wait, type Step } from "../../testing/core/scenario.ts";
import { chanceOf, looksAtForecasts, unknownChance } from "./chances.ts";

const due: Command = { type: "due.work" };
const minute = 60;
const four = onDuty("A1", "B1", "C1", ["D1", { area: "east" }]);
const lapseSeconds = 10 * minute;

/** Made so many seconds after the steps before it; within an hour the chance for an immediate is `percent`. */
function forecast(percent: number, seconds = 0, more = {}): Command {
  return {
    type: "forecast.record",
    position: 1,
    madeAt: after(seconds),
    policy: 1,
    seed: 7,
    futures: 1_000,
    noUnit: { immediate: [0, percent, 100, 100] },
    ...more,
  };
}

function planned(...steps: Step[]) {
  return givenConfig({ levelPlan: testLevelPlan }, ...steps);
}

function forecastEvidence(state: RegionState, at: number) {
  return listEvidence(state, at).find(({ measure }) => measure === "forecast no unit");
}

describe("a forecast as evidence", () => {
  test("points to a level, and is proposed with the position and seed it came from", () => {
    const scenario = planned(...four);
    scenario
      .when(forecast(50))
      .thenEvents(
        { type: "forecast.recorded", position: 1, seed: 7 },
        { type: "level.evidence-changed", points: "strained" },
      );
    assert.equal(nextDueAt(scenario.state), after(120));
    const later = planned(...four, forecast(50), wait(120));
    later
      .when(due)
      .thenEvents({ type: "level.proposed", level: "strained" }, { type: "alarm.raised" });
    const proposed = later.twin.events.find(({ type }) => type === "level.proposed");
    assert.ok(proposed?.type === "level.proposed");
    const evidence = proposed.evidence.find(({ measure }) => measure === "forecast no unit");
    assert.deepEqual(evidence, {
      level: "strained",
      measure: "forecast no unit",
      grade: "immediate",
      withinMinutes: 60,
      forecast: { position: 1, madeAt: after(0), seed: 7, futures: 1_000 },
      value: 50,
      begins: 50,
      ends: 20,
      pointsHere: true,
    });
  });

  test("goes on until it ends on the better side, and so does not flutter", () => {
    const scenario = planned(...four, forecast(49));
    assert.equal(scenario.state.columns.level.points[0], 0);
    const rising = planned(...four, forecast(60), wait(10));
    rising.when(forecast(21, 10)).thenEvents({ type: "forecast.recorded" });
    const falling = planned(...four, forecast(60), wait(10), forecast(21, 10), wait(10));
    falling
      .when(forecast(20, 20))
      .thenEvents(
        { type: "forecast.recorded" },
        { type: "level.evidence-changed", points: "normal" },
      );
  });

  test("lapses to the second; the proposal that rested on it ends, and what it says is not known", () => {
    const scenario = planned(...four, forecast(80), wait(lapseSeconds - 1), due);
    assert.equal(nextDueAt(scenario.state), after(lapseSeconds));
    const { state } = scenario;
    assert.equal(forecastEvidence(state, after(lapseSeconds - 1))?.value, 80);
    assert.equal(forecastEvidence(state, after(lapseSeconds))?.value, null);
    planned(...four, forecast(80), wait(lapseSeconds - 1), due, wait(1))
      .when(due)
      .thenEvents(
        { type: "forecast.lapsed", at: after(lapseSeconds) },
        { type: "level.proposal-ended", end: "evidence changed" },
        { type: "alarm.ended" },
        { type: "level.evidence-changed", points: "normal" },
      )
      .when(due)
      .thenEvents();
  });

  test("a newer one takes its place and puts the lapse off", () => {
    const scenario = planned(...four, forecast(80), wait(300), due, forecast(90, 300), wait(400));
    scenario.when(due).thenEvents();
    assert.equal(chanceOf(scenario.state, after(700), 0, 1), 90);
    assert.equal(nextDueAt(scenario.state), after(300 + lapseSeconds));
  });

  test("of grades that it does not speak of nothing is known", () => {
    const { state } = planned(...four, forecast(80));
    assert.equal(chanceOf(state, after(0), 1, 1), unknownChance);
    assert.equal(chanceOf(state, after(0), 0, 0), 0);
  });

  test("that is old, overtaken, of another configuration or no forecast at all is refused", () => {
    planned(...four, wait(lapseSeconds))
      .when(forecast(80))
      .thenRefused("forecast.stale")
      .when(forecast(80, lapseSeconds + 1))
      .thenRefused("forecast.stale")
      .when(forecast(80, lapseSeconds, { policy: 2 }))
      .thenRefused("forecast.stale")
      .when(forecast(80, lapseSeconds, { position: 1_000 }))
      .thenRefused("value.invalid")
      .when(forecast(80, lapseSeconds, { futures: 0 }))
      .thenRefused("value.invalid")
      .when(forecast(101, lapseSeconds))
      .thenRefused("value.invalid")
      .when(forecast(80, lapseSeconds, { noUnit: { urgent: [1, 2, 3, 4] } }))
      .thenRefused("value.invalid")
      .when(forecast(80, lapseSeconds, { noUnit: { immediate: [1, 2, 3] } }))
      .thenRefused("value.invalid")
      .when(forecast(80, lapseSeconds))
      .thenEvents({ type: "forecast.recorded" }, { type: "level.evidence-changed" })
      .when(forecast(10, lapseSeconds))
      .thenRefused("forecast.stale");
  });

  test("is recorded only where a trigger looks at forecasts", () => {
    assert.equal(looksAtForecasts(planned().state), true);
    const unplanned = given(...four);
    assert.equal(looksAtForecasts(unplanned.state), false);
    unplanned.when(forecast(80)).thenRefused("forecast.unused");
  });

  test("it is news when a trigger would begin or end by it", () => {
    const { state } = planned(...four);
    assert.equal(turnsATrigger(state, after(0), { immediate: [0, 49, 99, 99] }), false);
    assert.equal(turnsATrigger(state, after(0), { immediate: [0, 50, 50, 50] }), true);
    const on = planned(...four, forecast(60)).state;
    assert.equal(turnsATrigger(on, after(0), { immediate: [0, 21, 99, 99] }), false);
    assert.equal(turnsATrigger(on, after(0), { immediate: [0, 20, 99, 99] }), true);
    assert.equal(turnsATrigger(on, after(0), {}), true);
  });
});
