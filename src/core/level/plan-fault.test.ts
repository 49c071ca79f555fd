import assert from "node:assert/strict";
import { test } from "node:test";
import { testLevelPlan } from "../../testing/core/level-plan.ts";
import { makeRegionConfig } from "../../testing/core/region-config.ts";
import { ukLevelPlan } from "../presets/uk-levels.ts";
import { listConfigFaults } from "../region/config-fault.ts";
import type { RegionConfig } from "../region/config.ts";

const trigger = { measure: "free units", grade: "priority", begins: 10, ends: 25 };
const deferring = testLevelPlan[3].served;

function forecastTrigger(withinMinutes: number | undefined) {
  const within = withinMinutes === undefined ? {} : { withinMinutes };
  return { measure: "forecast no unit", grade: "immediate", begins: 50, ends: 20, ...within };
}

/** The plan of the tests, with one level changed into what no compiler would pass. */
function planWith(level: number, changes: Record<string, unknown>): unknown {
  return testLevelPlan.map((each, index) => (index === level ? { ...each, ...changes } : each));
}

function faultsOf(levelPlan: unknown): readonly string[] {
  return listConfigFaults({ ...makeRegionConfig(), levelPlan } as RegionConfig);
}

const faults: readonly (readonly [unknown, RegExp])[] = [
  [[], /^levelPlan: expected one entry for each/],
  [{}, /^levelPlan: expected one entry for each/],
  [testLevelPlan.toReversed(), /^levelPlan\.0: expected the level "normal"/],
  [[null, null, null, null, null], /^levelPlan\.4: expected the level "not staffed"/],
  [planWith(1, { authority: [] }), /^levelPlan\.1\.authority: expected roles/],
  [planWith(1, { authority: ["crew"] }), /authority: expected roles/],
  [planWith(1, { authority: 7 }), /authority: expected roles/],
  [planWith(1, { reviewSeconds: 0 }), /every other level must be looked at again/],
  [planWith(0, { reviewSeconds: 60 }), /reviewSeconds: 0 is for "normal"/],
  [planWith(1, { holdSeconds: -1 }), /holdSeconds: expected whole seconds/],
  [planWith(1, { callBackSeconds: 30 }), /callBackSeconds: expected whole seconds from 60/],
  [planWith(1, { script: "x".repeat(501) }), /script: expected text/],
  [planWith(1, { told: undefined }), /told: expected text/],
  [planWith(3, { served: null }), /served: expected one entry/],
  [planWith(3, { served: { ...deferring, immediate: "deferred" } }), /served.immediate: expected/],
  [planWith(3, { served: { ...deferring, priority: "immediate" } }), /sooner than assessed/],
  [planWith(3, { served: { ...deferring, priority: "soon" } }), /served.priority: expected/],
  [planWith(0, { served: deferring }), /all grades at the normal level/],
  [planWith(3, { told: " " }), /is deferred; say in told/],
  [planWith(1, { triggers: {} }), /triggers: expected a list/],
  [planWith(1, { triggers: [null] }), /triggers\.0: expected a measure/],
  [planWith(1, { triggers: [{ ...trigger, measure: "mood" }] }), /expected a measure/],
  [planWith(1, { triggers: [{ ...trigger, grade: null }] }), /grade: expected one of/],
  [planWith(1, { triggers: [{ ...trigger, measure: "units booked on" }] }), /grade: expected null/],
  [planWith(1, { triggers: [{ ...trigger, begins: 101 }] }), /whole numbers up to 100/],
  [planWith(1, { triggers: [{ ...trigger, ends: 5 }] }), /better side/],
  [planWith(1, { triggers: [{ ...trigger, withinMinutes: 60 }] }), /only "forecast no unit" has/],
  [planWith(1, { triggers: [forecastTrigger(undefined)] }), /withinMinutes: expected one of 30/],
  [planWith(1, { triggers: [forecastTrigger(45)] }), /withinMinutes: expected one of 30/],
  [planWith(1, { triggers: [{ ...forecastTrigger(60), begins: 101 }] }), /numbers up to 100/],
  [planWith(0, { triggers: [trigger] }), /triggers: expected none/],
  [planWith(1, { triggers: Array.from({ length: 65 }, () => trigger) }), /at most 64/],
  [
    planWith(1, { triggers: Array.from({ length: 63 }, () => trigger) }),
    /^levelPlan: got 66 triggers, expected at most 64/,
  ],
];

test("every fault of a level plan is said, with its path", () => {
  for (const [plan, expected] of faults) {
    const said = faultsOf(plan);
    assert.ok(
      said.some((each) => expected.test(each)),
      `${expected.source}: ${said.join("; ")}`,
    );
  }
});

test("the plans of the tests and of the preset are sound, and to have none is", () => {
  for (const plan of [testLevelPlan, ukLevelPlan]) assert.deepEqual(faultsOf(plan), []);
  assert.deepEqual(listConfigFaults(makeRegionConfig()), []);
});
