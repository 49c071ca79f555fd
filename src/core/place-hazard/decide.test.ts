import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { after, dueWork, given, late, wait } from "../../testing/core/scenario.ts";
import { middleOf } from "../../testing/core/region-config.ts";
import type { Command } from "../commands.ts";
import { limits } from "../limits.ts";
import { listHazardsNear, listPlaceHazards } from "./read.ts";

const hour = 3600;
const warned = (hours = 24, changes: object = {}): Command => ({
  type: "place-hazard.warn",
  ...middleOf(0),
  radiusM: 50,
  hazard: "dog",
  words: "a dog off the lead in the yard",
  expiresAt: after(hours * hour),
  ...changes,
});
const renewed = (hours: number, reason = "it is still there"): Command => ({
  type: "place-hazard.renew",
  placeHazard: 1,
  expiresAt: after(hours * hour),
  reason,
});
const ended = (reason = "it was caught"): Command => ({
  type: "place-hazard.end",
  placeHazard: 1,
  reason,
});

describe("a hazard of a place", () => {
  test("stands for at most a day", () => {
    given()
      .when(warned())
      .thenEvents({
        type: "place-hazard.warned",
        placeHazard: 1,
        radiusM: 50,
        hazard: "dog",
        expiresAt: after(24 * hour),
        text: { words: "a dog off the lead in the yard" },
      });
    for (const wrong of [
      { expiresAt: after(24 * hour) + 1 },
      { expiresAt: after(0) },
      { radiusM: 9 },
      { radiusM: 5_001 },
      { words: " " },
      { latE7: 0.5 },
    ])
      given().when(warned(24, wrong)).thenRefused("value.invalid");
    given()
      .when(warned(24, { hazard: "dragon" }))
      .thenRefused("code.unknown");
  });

  test("asks to be renewed an hour before its end, with an alarm, and expires", () => {
    given(warned(), wait(23 * hour - 1))
      .when(dueWork)
      .thenEvents();
    const scenario = given(warned(), wait(23 * hour))
      .when(dueWork)
      .thenEvents(
        { type: "place-hazard.renewal-due", at: after(23 * hour) },
        { type: "alarm.raised", kind: "place hazard to renew", subject: 1 },
      )
      .when({ type: "alarm.acknowledge", alarm: 1 })
      .thenRefused("alarm.must-be-acted-on");
    scenario.twin.wait(hour);
    scenario
      .when(dueWork)
      .thenEvents({ type: "alarm.ended" }, { type: "place-hazard.expired", at: after(24 * hour) });
    assert.deepEqual(listPlaceHazards(scenario.state), []);
    scenario.when(renewed(48)).thenRefused("place-hazard.unknown");
  });

  test("one for less than two hours asks after half its time", () => {
    given(warned(1), wait(hour / 2))
      .when(dueWork)
      .thenEvents(
        { type: "place-hazard.renewal-due", at: after(hour / 2) },
        { type: "alarm.raised" },
      );
  });

  test("is renewed with a reason for another day at most, as often as somebody looks", () => {
    const scenario = given(warned(), wait(23 * hour), dueWork);
    scenario
      .when(renewed(48))
      .thenRefused("value.invalid")
      .when(renewed(46, " "))
      .thenRefused("needs.reason")
      .when(renewed(46))
      .thenEvents(
        { type: "alarm.ended" },
        { type: "place-hazard.renewed", expiresAt: after(46 * hour) },
      );
    scenario.twin.wait(22 * hour);
    scenario
      .when(dueWork)
      .thenEvents(
        { type: "place-hazard.renewal-due", at: after(45 * hour) },
        { type: "alarm.raised" },
      )
      .when(ended(""))
      .thenRefused("needs.reason")
      .when(ended())
      .thenEvents({ type: "alarm.ended" }, { type: "place-hazard.ended" })
      .when(ended())
      .thenRefused("place-hazard.unknown");
  });

  test("no step before its last change", () => {
    given(wait(60), warned(1)).when(late(30, ended())).thenRefused("time.before-last-change");
  });

  test("at the limit another is refused, and an ended one makes room", () => {
    const scenario = given();
    for (let index = 0; index < limits.placeHazards; index += 1) scenario.twin.do(warned());
    scenario.when(warned()).thenRefused("limit.place-hazards");
    scenario.when(ended()).thenEvents({ type: "place-hazard.ended", placeHazard: 1 });
    scenario
      .when(warned())
      .thenEvents({ type: "place-hazard.warned", placeHazard: limits.placeHazards + 1 });
  });

  test("is near what lies within its radius, the place's own and 200 m", () => {
    const { state } = given(warned());
    const place = middleOf(0);
    const north = (metres: number) => ({
      ...place,
      latE7: place.latE7 + Math.round(metres * 89.93),
    });
    const isNear = (metres: number, radiusM = 0): boolean =>
      listHazardsNear(state, north(metres), radiusM).length === 1;
    assert.deepEqual([isNear(0), isNear(249), isNear(252)], [true, true, false]);
    assert.deepEqual([isNear(300, 60), isNear(320, 60)], [true, false]);
  });
});
