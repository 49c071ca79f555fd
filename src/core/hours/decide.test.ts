import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerDay, microsPerHour } from "../../base/instant.ts";
import {
  after,
  dueWork,
  givenConfig,
  planned,
  registered,
  registeredPerson,
  wait,
  type Scenario,
  type Step,
} from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { limits } from "../limits.ts";
import { ukHoursRules } from "../presets/uk-hours.ts";
import { listConfigFaults } from "../region/config-fault.ts";
import { makeRegionConfig } from "../../testing/core/region-config.ts";
import { countHours, hoursOf } from "./count-hours.ts";
import { fatigueOf } from "./fatigue.ts";
import { getPerson } from "../roster/read.ts";
import { weekOf } from "./duty-record.ts";
import type { HoursOverride } from "./override.ts";

const hour = 3600;
const on: Command = { type: "person.book-on", person: 0 };
const off: Command = { type: "person.book-off", person: 0 };
const because = "the bridge is shut and nobody else is there";

/** One person under the UK set, from Monday midnight on. */
function givenUk(...steps: Step[]): Scenario {
  return givenConfig({ hoursRules: ukHoursRules }, registeredPerson("N1"), ...steps);
}

/** From one hour to another, after the start of all test histories. */
function shift(fromHours: number, untilHours: number, override?: HoursOverride): Command {
  const more = override === undefined ? {} : { override };
  return planned({ person: 0 }, fromHours * hour, untilHours * hour, more);
}

function overriding(...rules: string[]): HoursOverride {
  return { rules, reason: because };
}

/** On duty for so many hours, then off for so many. */
function duty(hoursOn: number, hoursOff: number): Step[] {
  return [on, wait(hoursOn * hour), off, wait(hoursOff * hour)];
}

describe("the longest duty", () => {
  test("of 13 hours may be planned; a minute more is refused with what the rule says", () => {
    givenUk().when(shift(1, 14)).thenEvents({ type: "shift.planned" });
    givenUk()
      .when(shift(1, 14 + 1 / 60))
      .thenRefused("hours.breach");
  });

  test("is planned by an override that names the rule and says why: an event of its own, counted", () => {
    const scenario = givenUk();
    scenario.when(shift(1, 16, overriding("longest-duty"))).thenEvents(
      { type: "shift.planned", shift: 1 },
      {
        type: "hours.overridden",
        person: 0,
        shift: 1,
        breaches: [{ rule: "longest-duty", hours: 15, limit: 13 }],
        text: { reason: because },
      },
    );
    const { state, now } = scenario.twin;
    const { overrides, peopleOverridden } = countHours(state, now);
    assert.deepEqual([overrides, peopleOverridden], [1, 1]);
  });

  test("is not planned by an override of another rule, without a reason, or of no rule", () => {
    givenUk()
      .when(shift(1, 16, overriding("daily-rest")))
      .thenRefused("hours.breach");
    givenUk()
      .when(shift(1, 16, { rules: ["longest-duty"], reason: " " }))
      .thenRefused("needs.reason");
    givenUk()
      .when(shift(1, 16, { rules: [], reason: because }))
      .thenRefused("value.invalid");
    givenUk()
      .when(shift(1, 16, { rules: ["longest-duty"], reason: "r".repeat(limits.reasonLength + 1) }))
      .thenRefused("limit.text");
  });

  test("an override where nothing is broken is no event, and counts as none", () => {
    const scenario = givenUk();
    scenario.when(shift(1, 9, overriding("longest-duty"))).thenEvents({ type: "shift.planned" });
    assert.equal(countHours(scenario.twin.state, scenario.twin.now).overrides, 0);
  });

  test("a unit's shift is of nobody in particular and is not looked at; nor is anything without a set", () => {
    givenConfig({ hoursRules: ukHoursRules }, registered("A1"))
      .when(planned({ unit: 0 }, hour, 20 * hour))
      .thenEvents({ type: "shift.planned" });
    givenConfig({}, registeredPerson("N1"))
      .when(shift(1, 20))
      .thenEvents({ type: "shift.planned" });
  });
});

describe("the daily rest", () => {
  test("of 11 hours lies between two planned shifts, before and after", () => {
    givenUk(shift(1, 9)).when(shift(20, 28)).thenEvents({ type: "shift.planned" });
    givenUk(shift(1, 9)).when(shift(19, 27)).thenRefused("hours.breach");
    givenUk(shift(20, 28)).when(shift(1, 10)).thenRefused("hours.breach");
  });

  test("is owed after a duty: who comes back sooner needs an override at booking on", () => {
    givenUk(...duty(8, 11))
      .when(on)
      .thenEvents({ type: "person.booked-on" });
    givenUk(...duty(8, 10))
      .when(on)
      .thenRefused("hours.breach");
    givenUk(...duty(8, 10))
      .when({ type: "person.book-on", person: 0, override: overriding("daily-rest") })
      .thenEvents(
        { type: "person.booked-on" },
        {
          type: "hours.overridden",
          shift: null,
          breaches: [{ rule: "daily-rest", hours: 10, limit: 11 }],
        },
      );
  });

  test("who books off and on again within a planned shift goes on with it", () => {
    givenUk(shift(0, 8), on, wait(hour), off, wait(hour))
      .when(on)
      .thenEvents({ type: "person.booked-on" }, { type: "shift.booked-on" });
  });

  test("what was overridden when it was planned needs no second override when it begins", () => {
    givenUk(
      shift(1, 9),
      shift(18, 26, overriding("daily-rest")),
      wait(hour),
      on,
      wait(8 * hour),
      off,
      wait(9 * hour),
    )
      .when(on)
      .thenEvents({ type: "person.booked-on" }, { type: "shift.booked-on" });
  });

  test("what is left of it is shown, and nobody who is on duty is at rest", () => {
    const { state, now } = givenUk(...duty(8, 3)).twin;
    assert.deepEqual(hoursOf(state, 0, now), {
      overrides: 0,
      restsUntil: now + 8 * microsPerHour,
      averageWeekHours: 0.47,
      isNightWorker: true,
      owedRestMinutes: 0,
      owedRestSince: 0,
    });
    assert.equal(countHours(state, now).atRest, 1);
    assert.equal(countHours(givenUk(on).twin.state, now).atRest, 0);
  });
});

describe("a crew", () => {
  const with_ = (unit: number): Command => ({ type: "person.book-on", person: 0, crewOf: unit });

  test("is whoever booked on with the unit, until booking off", () => {
    const scenario = givenUk(registered("A1"));
    scenario.when(with_(0)).thenEvents({ type: "person.booked-on", person: 0, crewOf: 0 });
    const { state, now } = scenario.twin;
    assert.equal(getPerson(state, 0).unit, 0);
    assert.deepEqual(fatigueOf(state, 0, now), { debtMicros: 0, leftMicros: 13 * microsPerHour });
    scenario.when(off).thenEvents({ type: "person.booked-off" });
    assert.equal(getPerson(state, 0).unit, null);
    assert.equal(fatigueOf(state, 0, now).leftMicros, Infinity);
  });

  test("is of a unit that there is", () => {
    givenUk().when(with_(0)).thenRefused("unit.unknown");
  });
});

describe("a planned shift that is amended", () => {
  test("is looked at when its times change, and only then", () => {
    const amend = (untilHours: number, override?: HoursOverride): Command => ({
      type: "shift.amend",
      shift: 1,
      untilAt: givenUk().twin.now + untilHours * microsPerHour,
      ...(override === undefined ? {} : { override }),
    });
    givenUk(shift(1, 9)).when(amend(15)).thenRefused("hours.breach");
    givenUk(shift(1, 9))
      .when(amend(15, overriding("longest-duty")))
      .thenEvents({ type: "shift.amended" }, { type: "hours.overridden", shift: 1 });
    // What was overridden was the shift as it stood.
    givenUk(shift(1, 16, overriding("longest-duty")))
      .when(amend(40))
      .thenRefused("hours.breach");
    givenUk(shift(1, 16, overriding("longest-duty")))
      .when({ type: "shift.amend", shift: 1, team: "red" })
      .thenEvents({ type: "shift.amended" });
  });
});

describe("the weekly rest", () => {
  // Duties of 10 hours with 14 hours of rest: none of the rests is one of 24 hours.
  const days = (count: number): Step[] => Array.from({ length: count }, () => duty(10, 14)).flat();

  test("of 24 hours is due within 7 days: the seventh day in a row breaks it", () => {
    // The sixth duty ends 5 x 24 + 10 = 130 h after the first began, the seventh 154 h: later than 7 x 24 - 24 = 144.
    givenUk(...days(5))
      .when(shift(274, 284))
      .thenEvents({ type: "shift.planned" });
    givenUk(...days(6))
      .when(shift(144, 154))
      .thenRefused("hours.breach");
    givenUk(...days(6))
      .when(shift(144, 154, overriding("weekly-rest")))
      .thenEvents(
        { type: "shift.planned" },
        { type: "hours.overridden", breaches: [{ rule: "weekly-rest", hours: 14, limit: 24 }] },
      );
  });

  test("a rest of 24 hours begins the count anew", () => {
    givenUk(...days(5), ...duty(10, 24), ...days(5))
      .when(shift(274, 284))
      .thenEvents({ type: "shift.planned" });
  });

  test("is broken by a shift between others that leaves no such rest", () => {
    const each = (day: number): Step => shift(24 * day, 24 * day + 10);
    givenUk(...[0, 1, 2, 4, 5, 6].map(each))
      .when(shift(72, 82))
      .thenRefused("hours.breach");
  });
});

describe("the average week", () => {
  test("of 48 hours is over the 17 weeks that end with the duty", () => {
    // 16 weeks of 5 duties of 10 hours and the first 1 of the last week: 810 h of 17 x 48 = 816. 6 more are let, 7 are not.
    const week: Step[] = [...Array.from({ length: 5 }, () => duty(10, 14)).flat(), wait(48 * hour)];
    const weeks = Array.from({ length: 16 }, () => week).flat();
    const busy = givenUk(...weeks, ...duty(10, 14));
    busy.when(shift(2712, 2718)).thenEvents({ type: "shift.planned" });
    givenUk(...weeks, ...duty(10, 14))
      .when(shift(2712, 2719))
      .thenRefused("hours.breach");
    const { state, now } = givenUk(...weeks, ...duty(10, 14)).twin;
    assert.equal(hoursOf(state, 0, now).averageWeekHours, Math.round((810 / 17) * 100) / 100);
  });

  test("weeks are from Monday; what is 17 weeks back is left out", () => {
    const monday = givenUk().twin.now;
    assert.deepEqual(
      [weekOf(monday - 1), weekOf(monday), weekOf(monday + 7 * microsPerDay - 1)],
      [weekOf(monday) - 1, weekOf(monday), weekOf(monday)],
    );
    const { state, now } = givenUk(...duty(10, 17 * 7 * 24)).twin;
    assert.equal(hoursOf(state, 0, now).averageWeekHours, 0);
  });
});

describe("at the boundary", () => {
  const micro = 1 / 3_600_000_000;

  test("11 hours of rest are enough and a microsecond less is not, planned and at booking on", () => {
    givenUk(shift(1, 9)).when(shift(20, 28)).thenEvents({ type: "shift.planned" });
    givenUk(shift(1, 9))
      .when(shift(20 - micro, 28))
      .thenRefused("hours.breach");
    givenUk(...duty(8, 11 - micro))
      .when(on)
      .thenRefused("hours.breach");
    givenUk(...duty(8, 11))
      .when(on)
      .thenEvents({ type: "person.booked-on" });
  });

  test("13 hours of duty may be planned and a microsecond more may not", () => {
    givenUk().when(shift(1, 14)).thenEvents({ type: "shift.planned" });
    givenUk()
      .when(shift(1, 14 + micro))
      .thenRefused("hours.breach");
  });

  test("24 hours of rest begin the days anew, 23 h 59 min do not", () => {
    const week = (hoursOff: number): Step[] =>
      [...Array.from({ length: 5 }, () => duty(10, 14)), duty(10, hoursOff)].flat();
    givenUk(...week(24))
      .when(on)
      .thenEvents({ type: "person.booked-on" });
    givenUk(...week(23 + 59 / 60))
      .when(on)
      .thenRefused("hours.breach");
  });

  test("a week's rest is due so that it is over within 7 days: 144 hours after the last one, to the microsecond", () => {
    const five = Array.from({ length: 5 }, () => duty(12, 12)).flat();
    // The first duty began at 0, so the sixth may end 6 x 24 h after that; 23 h lie between it and the fifth.
    givenUk(...five)
      .when(shift(131, 144))
      .thenEvents({ type: "shift.planned" });
    givenUk(...five)
      .when(shift(131 + micro, 144 + micro))
      .thenRefused("hours.breach");
  });

  test("816 hours in 17 weeks are 48 a week, and a minute more is over them", () => {
    const week: Step[] = [
      ...Array.from({ length: 5 }, () => duty(9.6, 14.4)).flat(),
      wait(48 * hour),
    ];
    const sixteen = Array.from({ length: 16 }, () => week).flat();
    const last = (minutes: number): Command =>
      shift(16 * 168 + 96, 16 * 168 + 105.6 + minutes / 60);
    const four = Array.from({ length: 4 }, () => duty(9.6, 14.4)).flat();
    givenUk(...sixteen, ...four)
      .when(last(0))
      .thenEvents({ type: "shift.planned" });
    givenUk(...sixteen, ...four)
      .when(last(1))
      .thenRefused("hours.breach");
  });

  test("the average looks at any 17 weeks with the duty, in whichever order a roster is planned", () => {
    // Five shifts of 12 h in each of weeks 2 to 17, planned first: 960 h. Then one in week 1, which ends 17 weeks with all of them.
    const weeks: Step[] = [];
    const fill = (from: number, until: number): void => {
      for (let week = from; week <= until; week += 1)
        for (let day = 0; day < 5; day += 1)
          weeks.push(
            shift(week * 168 + day * 24, week * 168 + day * 24 + (week % 4 === 0 ? 8 : 10)),
          );
    };
    fill(1, 16);
    // 16 weeks: 4 of 40 h and 12 of 50 h are 760 h; 56 more are let in the week before, 57 are not.
    const before = (day: number, hours: number): Command => shift(day * 24, day * 24 + hours);
    const five = [0, 1, 2, 3].map((day) => before(day, 11.5));
    givenUk(...weeks, ...five)
      .when(before(4, 10))
      .thenEvents({ type: "shift.planned" });
    givenUk(...weeks, ...five)
      .when(before(4, 10.1))
      .thenRefused("hours.breach");
  });
});

describe("who stays on", () => {
  test("is counted from the moment the longest duty is over, though nobody overrode it", () => {
    const count = (hours: number): number => {
      const { state, now } = givenUk(on, wait(hours * hour)).twin;
      return countHours(state, now).overLongest;
    };
    assert.deepEqual([count(13), count(13.01)], [0, 1]);
  });

  test("is said with an alarm when the longest duty is over, once, until the person books off", () => {
    const scenario = givenUk(on, wait(13 * hour));
    scenario
      .when(dueWork)
      .thenEvents(
        { type: "hours.exceeded", person: 0, rule: "longest-duty", since: after(0) },
        { type: "alarm.raised", alarm: 1, kind: "duty too long", subject: 0 },
      )
      .when(dueWork)
      .thenEvents();
    scenario.when({ type: "alarm.acknowledge", alarm: 1 }).thenRefused("alarm.must-be-acted-on");
    const stays = givenUk(on, wait(13 * hour), dueWork, wait(hour));
    stays
      .when({ type: "alarm.shelve", alarm: 1, until: after(14.5 * hour), reason: because })
      .thenEvents({ type: "alarm.shelved" });
    stays.when(off).thenEvents({ type: "alarm.ended", alarm: 1 }, { type: "person.booked-off" });
    const { state, now } = stays.twin;
    assert.deepEqual([countHours(state, now).exceeded, countHours(state, now).overLongest], [1, 0]);
  });

  test("is not said of whoever books off in time, or of a region whose rules say no longest duty", () => {
    givenUk(...duty(12.9, 1))
      .when(dueWork)
      .thenEvents();
    const { rules } = ukHoursRules;
    const without = { ...ukHoursRules, rules: rules.filter(({ kind }) => kind !== "longest duty") };
    givenConfig({ hoursRules: without }, registeredPerson("N1"), on, wait(20 * hour))
      .when(dueWork)
      .thenEvents();
  });

  test("is looked at anew when the rules change while somebody is on duty", () => {
    const { rules } = ukHoursRules;
    const shorter = rules.map((rule) => (rule.kind === "longest duty" ? { ...rule, hours: 10 } : rule)); // prettier-ignore
    const config = makeRegionConfig({ hoursRules: { ...ukHoursRules, rules: shorter } });
    givenUk(on, wait(11 * hour), { type: "region.configure", config })
      .when(dueWork)
      .thenEvents({ type: "hours.exceeded", person: 0 }, { type: "alarm.raised" });
  });
});

describe("a set of hours rules", () => {
  const [daily, weekly, , average] = ukHoursRules.rules;
  const faults: readonly (readonly [unknown, RegExp])[] = [
    [null, /^hoursRules: expected/],
    [{ ...ukHoursRules, version: "" }, /^hoursRules\.version/],
    [
      { ...ukHoursRules, rules: [daily, daily] },
      /^hoursRules\.rules\.1\.code: "daily-rest" stands/,
    ],
    [{ ...ukHoursRules, rules: [{ ...daily, kind: "nap" }] }, /^hoursRules\.rules\.0: expected/],
    [{ ...ukHoursRules, rules: [{ ...daily, hours: 0 }] }, /^hoursRules\.rules\.0\.hours/],
    [{ ...ukHoursRules, rules: [{ ...daily, days: 7 }] }, /days: does not go with daily rest/],
    [{ ...ukHoursRules, rules: [{ ...daily, clause: "" }] }, /^hoursRules\.rules\.0\.clause/],
    [{ ...ukHoursRules, rules: [{ ...weekly, hours: 168 }] }, /hours: expected less than/],
    [{ ...ukHoursRules, rules: [{ ...average, days: 10 }] }, /days: expected whole weeks/],
    [{ ...ukHoursRules, rules: [{ ...average, days: 126 }] }, /days: expected whole days from 7/],
    [{ ...ukHoursRules, rules: [weekly, { ...weekly, code: "other" }] }, /one weekly rest/],
  ];
  for (const [hoursRules, says] of faults)
    test(`is refused: ${says.source}`, () => {
      const found = listConfigFaults({ ...makeRegionConfig(), hoursRules } as never);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0], says);
    });

  test("the UK one is sound, and each rule names law and clause", () => {
    assert.deepEqual(listConfigFaults(makeRegionConfig({ hoursRules: ukHoursRules })), []);
    for (const { clause } of ukHoursRules.rules) assert.match(clause, /reg\. \d+/);
  });
});
