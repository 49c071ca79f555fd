import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerSecond } from "../../base/instant.ts";
import { after, given, givenConfig, wait, type Scenario } from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { checkHospitalPartner } from "./decide.ts";
import { listHospitals } from "./read.ts";

const week = 7 * 24 * 3600;
const count = (arrivals: number, untilSeconds: number, seconds = 3600): Command => ({
  type: "hospital.count",
  hospital: "royal",
  untilAt: after(untilSeconds),
  seconds,
  arrivals,
});

/** Four weeks of ten an hour, handed in at their end. */
function counted(): Scenario {
  const scenario = given(wait(4 * week));
  for (let end = 3600; end <= 4 * week; end += 3600) scenario.twin.do(count(10, end));
  return scenario;
}

describe("hospital.count", () => {
  test("a surge is said with the count that shows it, alarms, can be acknowledged, and ends", () => {
    const scenario = counted();
    scenario.twin.wait(600);
    scenario.when(count(4, 4 * week + 600, 600)).thenEvents({ type: "hospital.counted" });
    scenario.twin.wait(3_000);
    const surged = scenario
      .when(count(24, 4 * week + 3_600, 3_000))
      .thenEvents(
        { type: "hospital.counted", hospital: "royal", arrivals: 24 },
        { type: "hospital.surged", observed: 24, windowSeconds: 3_000, expected: 8.3 },
        { type: "alarm.raised", kind: "hospital surge", subject: 0 },
      );
    const signal = (seconds: number) =>
      listHospitals(surged.state, surged.twin.now + seconds * microsPerSecond)[0].signal;
    assert.deepEqual(
      [signal(0), signal(59), signal(60)],
      ["waiting", "waiting", "not acknowledged"],
    );
    surged.when({ type: "alarm.acknowledge", alarm: 1 }).thenEvents({ type: "alarm.acknowledged" });
    assert.equal(signal(60), "acknowledged");
    surged.twin.wait(3_600);
    surged
      .when(count(8, 4 * week + 7_200))
      .thenEvents(
        { type: "hospital.counted" },
        { type: "hospital.surge-ended", hospital: "royal" },
        { type: "alarm.ended" },
      );
    assert.equal(signal(0), null);
  });

  test("each time once and in order, no longer than an hour, none to come", () => {
    const scenario = given(wait(7_200), count(3, 3_600));
    for (const [wrong, code] of [
      [count(3, 3_600), "time.before-last-change"],
      [count(3, 5_000), "time.before-last-change"],
      [count(3, 7_201), "value.invalid"],
      [count(3, 7_200, 59), "value.invalid"],
      [count(3, 7_200, 3_601), "value.invalid"],
      [count(-1, 7_200), "value.invalid"],
      [count(1.5, 7_200), "value.invalid"],
      [{ ...count(3, 7_200), hospital: "elsewhere" } as Command, "code.unknown"],
    ] as const)
      scenario.when(wrong).thenRefused(code);
    scenario.when(count(0, 7_200)).thenEvents({ type: "hospital.counted", arrivals: 0 });
  });
});

test("a partner counts for its own hospitals only", () => {
  const hospitals = [
    { code: "royal", name: "Royal", partner: "health" },
    { code: "other", name: "Other" },
  ];
  const { state } = givenConfig({ hospitals });
  const check = (account: string, hospital: string) =>
    checkHospitalPartner(state, { account, role: "partner", unit: undefined }, {
      ...count(1, 60),
      hospital,
    } as Command)?.code;
  assert.equal(check("health", "royal"), undefined);
  assert.equal(check("health", "other"), "role.other-side");
  assert.equal(check("fire", "royal"), "role.other-side");
});
