/** Night work: what is a night duty, who is a night worker, and the limit that a night worker's day has on average. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerHour } from "../../base/instant.ts";
import { makeRegionConfig } from "../../testing/core/region-config.ts";
import { givenConfig, planned, registeredPerson, wait, type Scenario, type Step } from "../../testing/core/scenario.ts"; // prettier-ignore
import { testStart } from "../../testing/core/twin.ts";
import type { Command } from "../commands.ts";
import { ukHoursRules } from "../presets/uk-hours.ts";
import { listConfigFaults } from "../region/config-fault.ts";
import { countHours, hoursOf } from "./count-hours.ts";
import type { HoursRules, NightTime } from "./hours-rules.ts";
import { isNightDuty, isNightWorker, nightMicros } from "./night-work.ts";

const hour = 3600;
const night: NightTime = { fromHour: 23, untilHour: 6, hours: 3, share: 1 / 3 };
const [ukNight] = ukHoursRules.rules.filter(({ kind }) => kind === "night work");

/** The rule of the UK set over one week, by itself: 8 hours a day are 48 a week. */
const week: HoursRules = { set: "test", version: "1", rules: [{ ...ukNight, days: 7 }] };

function given(...steps: Step[]): Scenario {
  return givenConfig({ hoursRules: week }, registeredPerson("N1"), ...steps);
}

/** On a day of the first week, Monday midnight is hour 0. */
function shift(day: number, fromHour: number, hours: number, rules: string[] = []): Command {
  const from = (day * 24 + fromHour) * hour;
  const override = { rules, reason: "nobody else is there" };
  return planned({ person: 0 }, from, from + hours * hour, rules.length === 0 ? {} : { override });
}

describe("night time", () => {
  const of = (from: number, until: number): number =>
    nightMicros({ from: testStart + from * microsPerHour, until: testStart + until * microsPerHour }, night) / microsPerHour; // prettier-ignore

  test("goes over midnight, and of a duty counts what lies in it", () => {
    assert.deepEqual([of(22, 30), of(0, 6), of(2, 9), of(6, 23), of(20, 25), of(-2, 4)], [7, 6, 4, 0, 2, 5]); // prettier-ignore
    assert.equal(of(0, 48), 6 + 7 + 1);
  });

  test("makes a duty a night duty from three hours on", () => {
    const is = (from: number, until: number): boolean =>
      isNightDuty({ from: testStart + from * microsPerHour, until: testStart + until * microsPerHour }, night); // prettier-ignore
    assert.deepEqual(
      [is(3, 11), is(3.1, 11), is(17, 26), is(17, 25.9)],
      [true, false, true, false],
    );
  });

  test("makes a night worker of whoever has a third of their duties there", () => {
    const is = (duties: number, nights: number): boolean =>
      isNightWorker({ duties, nights }, night);
    assert.deepEqual([is(6, 2), is(7, 2), is(0, 0), is(1, 1)], [true, false, false, true]);
  });
});

describe("the rule of night work", () => {
  const nights = (hours: number): Command[] => [0, 1, 2, 3, 4].map((day) => shift(day, 22, hours));

  test("lets a night worker have 8 hours a day on average, a free day a week left out", () => {
    given(...nights(8))
      .when(shift(5, 22, 8))
      .thenEvents({ type: "shift.planned" });
    const more = given(...nights(8.5));
    more.when(shift(5, 22, 8.5)).thenRefused("hours.breach");
    more.when(shift(5, 22, 8.5, ["night-work"])).thenEvents(
      { type: "shift.planned" },
      { type: "hours.overridden", breaches: [{ rule: "night-work", hours: 8.5, limit: 8 }] }, // prettier-ignore
    );
  });

  test("is of night workers alone, whatever duty it is that goes over it", () => {
    const days = [0, 1, 2, 3, 4].map((day) => shift(day, 8, 10));
    given(...days)
      .when(shift(5, 8, 10))
      .thenEvents({ type: "shift.planned" });
    // Two of six at night are a third.
    const mixed = [shift(0, 20, 10), shift(1, 20, 10), ...[3, 4].map((day) => shift(day, 8, 10))];
    given(...mixed, shift(5, 0, 8))
      .when(shift(5, 12, 9))
      .thenRefused("hours.breach");
    given(...mixed.slice(1), shift(5, 8, 8)).when(shift(6, 8, 11)).thenEvents({ type: "shift.planned" }); // prettier-ignore
  });

  test("knows night workers by duties that are over, which the state keeps", () => {
    const work: Step[] = [22, 46, 70].flatMap((from, index) => [
      wait((index === 0 ? from : 16) * hour),
      { type: "person.book-on", person: 0 },
      wait(8 * hour),
      { type: "person.book-off", person: 0 },
    ]);
    const { twin } = given(...work);
    assert.equal(hoursOf(twin.state, 0, twin.now).isNightWorker, true);
    assert.equal(countHours(twin.state, twin.now).nightWorkers, 1);
    assert.equal(hoursOf(twin.folded, 0, twin.now).isNightWorker, true);
    // 24 hours of night duties are over, and 25 more by day are planned: 49 in the week.
    given(...work)
      .when(shift(5, 0, 25))
      .thenRefused("hours.breach");
    given(...work)
      .when(shift(5, 0, 24))
      .thenEvents({ type: "shift.planned" });
    // Nineteen weeks later nothing is known of them.
    const later = twin.now + 19 * 7 * 24 * microsPerHour;
    assert.equal(countHours(twin.state, later).nightWorkers, 0);
  });

  test("needs to say when night is, and no other rule may", () => {
    const faultsOf = (rules: readonly object[]): readonly string[] =>
      listConfigFaults({ ...makeRegionConfig(), hoursRules: { ...week, rules } } as never);
    const { night: _, ...without } = ukNight;
    assert.match(faultsOf([without])[0], /rules\.0\.night: with "night work" alone, expected/);
    assert.match(
      faultsOf([{ ...ukNight, night: { ...night, fromHour: 3 } }])[0],
      /rules\.0\.night/,
    );
    assert.match(faultsOf([{ ...ukHoursRules.rules[0], night }])[0], /rules\.0\.night/);
    assert.match(faultsOf([{ ...ukNight, days: 10 }])[0], /days: expected whole weeks/);
    assert.match(faultsOf([ukNight, { ...ukNight, code: "other" }])[0], /one night work at most/);
    assert.deepEqual(faultsOf([ukNight]), []);
  });
});
