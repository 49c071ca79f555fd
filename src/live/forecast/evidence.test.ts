import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "../../core/commands.ts";
import type { Forecast } from "../../core/forecast.ts";
import { testLevelPlan } from "../../testing/core/level-plan.ts";
import {
  after,
  given,
  givenConfig,
  onDuty,
  wait,
  type Scenario,
} from "../../testing/core/scenario.ts";
import { chancesOf, offerEvidence } from "./evidence.ts";

const four = onDuty("A1", "B1", "C1", ["D1", { area: "east" }]);
const fiveMinutes = 300_000_000;

/** Made so many seconds after the beginning; from the step at `from` minutes on every second future has had no unit. */
function forecast(seconds: number, from: number): Forecast {
  const at = after(seconds);
  const stepsAt = Array.from({ length: 48 }, (_, step) => at + (step + 1) * fiveMinutes);
  const noUnitBy = stepsAt.map((step) => (step >= at + from * 60_000_000 ? 0.5 : 0.004));
  return { at, stepsAt, position: 1, policy: 1, seed: 3, futures: 200, grades: { immediate: { noUnitBy } } } as unknown as Forecast; // prettier-ignore
}

function regionOf({ twin }: Scenario, asked: Command[]) {
  return {
    state: twin.state,
    status: "taking",
    now: () => twin.now,
    runSystem: (command: Command) => {
      asked.push(command);
      return Promise.resolve(twin.do(command) as never);
    },
  } as const;
}

test("chances are of the last step that lies within each lead, in whole per cent", () => {
  assert.deepEqual(chancesOf(forecast(0, 60)), { immediate: [0, 50, 50, 50] });
  assert.deepEqual(chancesOf(forecast(0, 61)), { immediate: [0, 0, 50, 50] });
});

test("a forecast is recorded when it turns a trigger or the last grows old, and not every time", async () => {
  const asked: Command[] = [];
  const scenario = givenConfig({ levelPlan: testLevelPlan }, ...four, wait(600));
  const region = regionOf(scenario, asked);
  await offerEvidence(region, forecast(30, 90));
  await offerEvidence(region, forecast(60, 90));
  assert.equal(asked.length, 1, "the second says the same");
  await offerEvidence(region, forecast(90, 60));
  assert.equal(asked.length, 2, "a trigger begins");
  assert.equal(region.state.columns.level.points[0], 1);
  await offerEvidence(region, forecast(380, 60));
  assert.equal(asked.length, 2);
  await offerEvidence(region, forecast(390, 60));
  assert.equal(asked.length, 3, "the last is five minutes old");
  await offerEvidence({ ...region, now: () => after(1_100) }, forecast(500, 240));
  assert.equal(
    asked.length,
    3,
    "what is ten minutes old already is not offered, and nothing is refused",
  );
  await offerEvidence({ ...region, status: "loading" }, forecast(500, 240));
  await offerEvidence(region, { ...forecast(500, 240), policy: 2 });
  assert.equal(asked.length, 3, "a region that loads, or was configured anew, takes none");
});

test("where no trigger looks at forecasts none is recorded", async () => {
  const asked: Command[] = [];
  await offerEvidence(regionOf(given(...onDuty("A1")), asked), forecast(0, 30));
  assert.deepEqual(asked, []);
});
