import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerSecond } from "../../base/instant.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { given, onDuty, opened, sent, wait, type Step } from "../../testing/core/scenario.ts";
import { Outlook } from "./outlook.ts";
import { learnSendDelay, sendDelayRule } from "./send-delay.ts";
import type { Call } from "../room/calls.ts";

/** A unit is sent so many seconds after each call and is stood down at once. */
function after(grade: "immediate" | "priority", seconds: readonly number[], first = 1): Step[] {
  return seconds.flatMap((delay, index): Step[] => [
    opened(grade),
    wait(delay),
    sent(0, first + index),
    { type: "unit.stand-down", unit: 0 },
    wait(60),
  ]);
}

const learn = (...steps: Step[]) => {
  const { state } = given(...onDuty("U1"), ...steps);
  return learnSendDelay(state) / microsPerSecond;
};

test("the median of the gravest, whom a few that waited long do not move; too few say nothing", () => {
  assert.equal(learnSendDelay(makeRegionState({}, false)), 0);
  assert.equal(learn(...after("immediate", [20, 40, 30, 3_000])), 0);
  assert.equal(learn(...after("immediate", [20, 40, 30, 3_000, 25])), 30);
  assert.equal(learn(...after("immediate", [900, 900, 900, 900, 900])), sendDelayRule.mostMicros / 1e6); // prettier-ignore
});

test("where there are few of the gravest, those of the next grade count with them", () => {
  const mixed = [...after("immediate", [10, 10]), ...after("priority", [50, 60, 70], 3)];
  assert.equal(learn(...mixed), 50);
});

test("a future sends at once, and where it is looked at, whom it sent a moment ago waits still", () => {
  const second = microsPerSecond;
  const { state } = given(...onDuty("U1"));
  const stepsAt = Float64Array.of(100 * second, 200 * second);
  const shape = { now: 0, stepsAt, futures: 1, areas: 1, stepsPerColumn: 1 };
  const outlook = new Outlook({ ...shape, sendDelayMicros: 30 * second });
  const call = (number: number, at: number) => ({ number, at: at * second, grade: { grade: "immediate" } }) as Call; // prettier-ignore
  outlook.begin(state);
  // Sent at once: one long ago, one that is still new; and one that waited longer than the delay anyway.
  for (const [number, at, sentAt] of [
    [1, 50, 50],
    [2, 90, 90],
    [3, 20, 95],
  ] as const) {
    // prettier-ignore
    outlook.addCall(call(number, at));
    outlook.addSent(call(number, at), sentAt * second);
  }
  outlook.see(state, 0);
  outlook.see(state, 1);
  assert.deepEqual([...outlook.waiting], [1, 0]);
  // What a caller waits has the delay in it once: 60 + 30 s, and 110 s as it was.
  outlook.addResponse(call(1, 50), 110 * second);
  outlook.addResponse(call(3, 20), 130 * second);
  assert.equal(outlook.waits[0][0].mean, (90 + 110) / 2);
});
