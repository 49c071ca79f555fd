import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Command } from "../commands.ts";
import { given } from "../../testing/core/scenario.ts";
import { bandOf, expectedIn, isEnoughToSay, ratioOf, demandRule } from "./demand-model.ts";

const evidence = {
  incidentType: "theft",
  area: "west",
  minutes: 60,
  counted: 20,
  expected: 5,
  expectedLow: 1,
  expectedHigh: 10,
  ratio: 900,
};

function note(rise: number | null, more: Partial<typeof evidence> = {}): Command {
  return { type: "demand.note", rise, evidence: { ...evidence, ...more } };
}

describe("demand that rises", () => {
  test("is told once, with an alarm, until it eases", () => {
    given()
      .when(note(null))
      .thenEvents({ type: "demand.rose", rise: 1 }, { type: "alarm.raised", kind: "demand rose" });
    given(note(null)).when(note(null)).thenRefused("demand.unchanged");
    given(note(null))
      .when(note(1))
      .thenEvents({ type: "alarm.ended" }, { type: "demand.eased", rise: 1 });
    given(note(null), note(1)).when(note(1)).thenRefused("demand.unchanged");
    given(note(null), note(1)).when(note(null)).thenEvents({ type: "demand.rose", rise: 2 }, { type: "alarm.raised" }); // prettier-ignore
  });

  test("in two cells at once is two rises", () => {
    given(note(null))
      .when(note(null, { area: "east" }))
      .thenEvents({ type: "demand.rose", rise: 2 }, { type: "alarm.raised", subject: 2 });
  });

  test("of a type or area that the region does not have, or with figures that are none, is refused", () => {
    given()
      .when(note(null, { area: "nowhere" }))
      .thenRefused("code.unknown");
    given()
      .when(note(null, { ratio: -1 }))
      .thenRefused("value.invalid");
  });
});

/** Four weeks of a mean of so many an hour. */
function ordinary(perHour: number) {
  return { counted: perHour * 672, hours: 672 };
}

describe("what is ordinary", () => {
  test("four times a mean of 5 an hour alarms within the hour; a mean of 0.25 is too few to say", () => {
    assert.ok(isEnoughToSay(ordinary(5)));
    assert.ok(ratioOf(ordinary(5), 1, 20) >= demandRule.alarmRatio);
    assert.ok(ratioOf(ordinary(5), 1, 8) < demandRule.calmRatio);
    assert.ok(!isEnoughToSay(ordinary(0.25)));
    assert.ok(ratioOf(ordinary(0.25), 1, 1) < demandRule.alarmRatio);
  });

  test("is less sure of itself after a day than after a month", () => {
    const day = { counted: 120, hours: 24 };
    const hour = { counted: 5, hours: 1 };
    assert.ok(ratioOf(hour, 1, 20) < ratioOf(day, 1, 20));
    assert.ok(bandOf(hour, 1)[1] > bandOf(day, 1)[1]);
  });

  test("has a band that holds its mean, and the more the longer", () => {
    assert.deepEqual(bandOf(ordinary(5), 1), [1, 10]);
    const [low, high] = bandOf(ordinary(5), 0.25);
    assert.ok(low === 0 && high <= 4);
    assert.ok(Math.abs(expectedIn(ordinary(5), 0.25) - 1.25) < 0.01);
  });
});
