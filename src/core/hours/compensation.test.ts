/** Compensatory rest: what fell short is owed, a later rest pays for one thing at once, and what stays owed too long needs an override. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerHour } from "../../base/instant.ts";
import { after, givenConfig, planned, registeredPerson, wait, type Scenario, type Step } from "../../testing/core/scenario.ts"; // prettier-ignore
import type { Command } from "../commands.ts";
import { ukHoursRules } from "../presets/uk-hours.ts";
import { addOwed, afterRest, nothingOwed, restTimesOf } from "./compensation.ts";
import { countHours, hoursOf } from "./count-hours.ts";
import type { HoursOverride } from "./override.ts";

const hour = 3600;
const reason = "the bridge is shut and nobody else is there";
const off: Command = { type: "person.book-off", person: 0 };

function on(...rules: string[]): Command {
  const override: HoursOverride = { rules, reason };
  return { type: "person.book-on", person: 0, ...(rules.length === 0 ? {} : { override }) };
}

function givenUk(...steps: Step[]): Scenario {
  return givenConfig({ hoursRules: ukHoursRules }, registeredPerson("N1"), ...steps);
}

/** On for so many hours, then off for so many. */
function duty(hoursOn: number, hoursOff: number, ...rules: string[]): Step[] {
  return [on(...rules), wait(hoursOn * hour), off, wait(hoursOff * hour)];
}

/** Hours that are owed now, and since when in hours. */
function owedIn({ twin: { state, now } }: Scenario): [hours: number, since: number] {
  const { owedRestMinutes, owedRestSince } = hoursOf(state, 0, now);
  return [owedRestMinutes / 60, owedRestSince === 0 ? 0 : (owedRestSince - after(0)) / microsPerHour]; // prettier-ignore
}

describe("rest that fell short", () => {
  test("is owed minute for minute, from when the duty began that it was missing before", () => {
    // 8 hours of rest instead of 11.
    const short = givenUk(...duty(8, 8), on("daily-rest"));
    assert.deepEqual(owedIn(short), [3, 16]);
    const { owedRest, owedRestMinutes } = countHours(short.state, short.twin.now);
    assert.deepEqual([owedRest, owedRestMinutes], [1, 180]);
    assert.deepEqual(owedIn(givenUk(...duty(8, 11), on())), [0, 0]);
  });

  test("adds up, with what somebody stays on after the longest duty", () => {
    assert.deepEqual(owedIn(givenUk(...duty(8, 8), ...duty(14.5, 0, "daily-rest"))), [4.5, 16]);
    const twice = givenUk(...duty(8, 10), ...duty(8, 9, "daily-rest"), on("daily-rest"));
    assert.deepEqual(owedIn(twice), [3, 18]);
  });

  test("is paid by what a later rest has beyond 11 hours, while it lasts", () => {
    const short = [...duty(8, 8), ...duty(8, 0, "daily-rest")];
    assert.deepEqual(owedIn(givenUk(...short, wait(11 * hour))), [3, 16]);
    assert.deepEqual(owedIn(givenUk(...short, wait(12.5 * hour))), [1.5, 16]);
    assert.deepEqual(owedIn(givenUk(...short, wait(12.5 * hour), on())), [1.5, 16]);
    assert.deepEqual(owedIn(givenUk(...short, wait(14 * hour), on())), [0, 0]);
  });

  test("is not paid by the weekly rest itself, but by what lies beyond it", () => {
    const short = [...duty(8, 8), ...duty(8, 0, "daily-rest")];
    assert.deepEqual(owedIn(givenUk(...short, wait(24 * hour), on())), [3, 16]);
    assert.deepEqual(owedIn(givenUk(...short, wait(26 * hour), on())), [1, 16]);
    assert.deepEqual(owedIn(givenUk(...short, wait(27 * hour), on())), [0, 0]);
  });

  test("is not owed by whoever comes back to the shift that was begun, nor paid by the hour between", () => {
    const shift = planned({ person: 0 }, 0, 8 * hour);
    const back = givenUk(shift, on(), wait(2 * hour), off, wait(hour), on());
    assert.deepEqual(owedIn(back), [0, 0]);
  });

  test("is nobody's where the set has no such rule", () => {
    const rules = ukHoursRules.rules.filter(({ kind }) => kind !== "compensatory rest");
    const scenario = givenConfig({ hoursRules: { ...ukHoursRules, rules } }, registeredPerson("N1"), ...duty(8, 8), on("daily-rest")); // prettier-ignore
    assert.deepEqual(owedIn(scenario), [0, 0]);
  });
});

describe("the rule of compensatory rest", () => {
  /** Beginnings, in hours, of duties of six hours with the least rests that pay nothing, from hour 33 on; every sixth rest is the weekly one. */
  function beginnings(until: number): number[] {
    const list: number[] = [];
    for (let at = 33; at <= until; at += list.length % 6 === 0 ? 30 : 17) list.push(at);
    return list;
  }
  /** Three hours are owed since hour 16: until hour 352. */
  const base = [...duty(8, 8), ...duty(6, 11, "daily-rest")];
  const [last, end] = [beginnings(352).at(-1) ?? 0, beginnings(380).find((at) => at > 352) ?? 0];

  /** The duties themselves, up to the beginning of the next one at `until`. */
  function worked(until: number): Step[] {
    const list = beginnings(until);
    return list.slice(0, -1).flatMap((from, index) => duty(6, list[index + 1] - from - 6));
  }

  test("lets a duty begin for 14 days, and then only by an override that names it", () => {
    givenUk(...base, ...worked(last))
      .when(on())
      .thenEvents({ type: "person.booked-on" });
    const late = givenUk(...base, ...worked(end));
    late.when(on()).thenRefused("hours.breach");
    late.when(on("compensatory-rest")).thenEvents(
      { type: "person.booked-on" },
      { type: "hours.overridden", breaches: [{ rule: "compensatory-rest", hours: 3, limit: 0.25 }] }, // prettier-ignore
    );
  });

  test("breaks nothing once the rest was taken, and looks at planned shifts as they follow each other", () => {
    const shift = (from: number): Command => planned({ person: 0 }, from * hour, (from + 6) * hour);
    // With nothing else planned there is rest enough until then.
    givenUk(...base)
      .when(shift(end))
      .thenEvents({ type: "shift.planned" });
    const chain = beginnings(last).map(shift);
    givenUk(...base, ...chain)
      .when(shift(end))
      .thenRefused("hours.breach");
    // One duty less, and the rest in its place pays.
    givenUk(...base, ...chain.slice(0, -1))
      .when(shift(end))
      .thenEvents({ type: "shift.planned" });
  });
});

test("a rest pays for what it has beyond itself, and never for more than is owed", () => {
  const times = restTimesOf(ukHoursRules);
  assert.ok(times !== undefined);
  const owed = addOwed(nothingOwed, 5 * microsPerHour, 7);
  assert.deepEqual(addOwed(owed, -1, 9), owed);
  assert.deepEqual(addOwed(owed, microsPerHour, 9), { micros: 6 * microsPerHour, since: 7 });
  for (const [rest, left] of [
    [0, 5],
    [11, 5],
    [13, 3],
    [16, 0],
    [23.9, 0],
    [24, 5],
    [28, 1],
    [90, 0],
  ] as const) {
    // prettier-ignore
    const { micros, since } = afterRest(owed, rest * microsPerHour, times);
    assert.ok(
      Math.abs(micros / microsPerHour - left) < 1e-9,
      `after ${rest} h ${micros / microsPerHour} h are owed`,
    );
    assert.equal(since, left === 0 ? 0 : 7);
  }
  assert.equal(restTimesOf(undefined), undefined);
});
