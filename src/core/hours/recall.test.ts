import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  dueWork,
  givenConfig,
  opened,
  planned,
  registered,
  registeredPerson,
  wait,
  type Scenario,
  type Step,
} from "../../testing/core/scenario.ts";
import { makeRegionConfig } from "../../testing/core/region-config.ts";
import type { Command } from "../commands.ts";
import { ukHoursRules } from "../presets/uk-hours.ts";
import { getShift } from "../roster/read.ts";
import { countHours } from "./count-hours.ts";
import { listBreaches } from "./breaches.ts";
import { countRecalls, listRecallCandidates, listRecalls } from "./recall.ts";

const hour = 3_600;
const because = "two of nine units are free";
const on = (person = 0, more: object = {}): Command => ({
  type: "person.book-on",
  person,
  ...more,
});
const off = (person = 0): Command => ({ type: "person.book-off", person });
const recall = (person = 0, more: object = {}): Command => ({ type: "person.recall", person, reason: because, ...more }); // prettier-ignore
const answer = (what: "comes" | "does not come", more: object = {}): Command => ({ type: "person.answer-recall", person: 0, answer: what, ...more }); // prettier-ignore
const override = { rules: ["daily-rest"], reason: because };

function givenUk(...steps: Step[]): Scenario {
  return givenConfig({ hoursRules: ukHoursRules }, registered("A1"), registeredPerson("N1"), registeredPerson("N2"), ...steps); // prettier-ignore
}

/** Off duty for two hours after eight: nine hours of rest are owed. */
const tired: Step[] = [on(0, { crewOf: 0 }), wait(8 * hour), off(), wait(2 * hour)];

describe("a recall", () => {
  test("from rest breaks the daily rest: refused without an override, and counted with one by its rule", () => {
    givenUk(...tired)
      .when(recall())
      .thenRefused("hours.breach");
    const scenario = givenUk(...tired);
    scenario.when(recall(0, { override })).thenEvents(
      {
        type: "person.recalled",
        person: 0,
        fromAt: after(10 * hour),
        deadlineAt: after(10 * hour + 900),
        debtMinutes: 540,
        averageWeekHours: 0.47,
        text: { reason: because },
      },
      { type: "hours.overridden", shift: null, breaches: [{ rule: "daily-rest", hours: 2, limit: 11 }] }, // prettier-ignore
    );
    const { byRule, overrides } = countHours(scenario.state, scenario.twin.now);
    assert.deepEqual([overrides, byRule], [1, [{ rule: "daily-rest", count: 1 }]]);
    scenario
      .when(on())
      .thenEvents({ type: "person.booked-on" }, { type: "recall.ended", end: "came" });
  });

  test("from leave breaks nothing; nobody is recalled twice, or from duty", () => {
    givenUk().when(recall()).thenEvents({ type: "person.recalled", debtMinutes: 0 });
    givenUk(recall()).when(recall()).thenRefused("recall.wrong-state");
    givenUk(on()).when(recall()).thenRefused("person.wrong-state");
    givenUk()
      .when(recall(0, { fromAt: 5 }))
      .thenRefused("value.invalid");
    givenUk()
      .when(recall(0, { reason: " " }))
      .thenRefused("needs.reason");
  });

  test("that nobody answers alarms at its deadline; the answer ends the alarm and is awaited in its turn", () => {
    const { twin } = givenUk(recall(), wait(899));
    assert.deepEqual(twin.ask(dueWork).events, []);
    twin.wait(1);
    const [alarm] = twin.ask(dueWork).events;
    assert.ok(alarm.type === "alarm.raised" && alarm.kind === "recall overdue");
    const etaAt = twin.now + 1_800_000_000;
    const answered = twin.ask(answer("comes", { etaAt })).events;
    assert.deepEqual(answered.map(({ type }) => type), ["recall.answered", "alarm.ended"]); // prettier-ignore
    twin.wait(1_800);
    const [late] = twin.ask(dueWork).events;
    assert.ok(late.type === "alarm.raised" && late.kind === "recall overdue");
    const came = twin.ask(on()).events.map(({ type }) => type);
    assert.deepEqual(came, ["person.booked-on", "recall.ended", "alarm.ended"]);
  });

  test("is declined without a word of why, cancelled with a reason, and every one is counted", () => {
    const scenario = givenUk(recall(), recall(1));
    scenario.when(answer("does not come")).thenEvents({ type: "recall.answered", etaAt: 0 });
    scenario.when(answer("comes")).thenRefused("recall.wrong-state");
    scenario
      .when({ type: "person.cancel-recall", person: 1, reason: "enough have come" })
      .thenEvents({ type: "recall.ended", end: "cancelled", text: { reason: "enough have come" } });
    scenario.when(recall(1)).thenEvents({ type: "person.recalled" });
    const { state } = scenario;
    assert.deepEqual(countRecalls(state), { ever: 3, open: 1, came: 0, declined: 1 });
    assert.deepEqual(listRecalls(state).map(({ staffNumber }) => staffNumber), ["N2"]); // prettier-ignore
  });

  test("shares its timer with items that are owed: both alarm, each in its time", () => {
    const key: Step = { type: "item.register", code: "K1", kind: "key" };
    const { twin } = givenUk(key, on(0, { items: [0] }), off(), wait(300), recall(0, { override }));
    twin.wait(900);
    const kinds = (): string[] => twin.ask(dueWork).events.flatMap((event) => ("kind" in event ? [event.kind] : [])); // prettier-ignore
    assert.deepEqual(kinds(), ["recall overdue"]);
    twin.wait(600);
    assert.deepEqual(kinds(), ["items not handed in"]);
  });
});

test("whom to recall: who breaks nothing first, then who owes least, with reasons", () => {
  const { state, now } = givenUk(...tired, registeredPerson("N3"), planned({ person: 2 }, 11 * hour, 19 * hour)).twin; // prettier-ignore
  const [first, second, ...rest] = listRecallCandidates(state, now, 10);
  assert.deepEqual([first.staffNumber, first.breaches, second.staffNumber, rest.length], ["N2", [], "N1", 0]); // prettier-ignore
  assert.deepEqual(second.reasons, [
    "breaks daily-rest: 2 h, and the rule says 11 h",
    "owes 9 h of daily rest",
    "0.47 h a week over 17 weeks",
    "off duty for 2 h",
  ]);
});

test("rules in another order: what was overridden keeps to its rule", () => {
  const long = planned({ person: 0 }, hour, 16 * hour, { override: { rules: ["longest-duty"], reason: because } }); // prettier-ignore
  const turned = { ...ukHoursRules, rules: ukHoursRules.rules.toReversed() };
  const { state } = givenUk(long, { type: "region.configure", config: makeRegionConfig({ hoursRules: turned }) }); // prettier-ignore
  assert.deepEqual(getShift(state, 0).overridden, ["longest-duty"]);
  const fewer = { ...ukHoursRules, rules: ukHoursRules.rules.filter(({ code }) => code !== "longest-duty") }; // prettier-ignore
  const without = givenUk(long, { type: "region.configure", config: makeRegionConfig({ hoursRules: fewer }) }).state; // prettier-ignore
  assert.deepEqual(getShift(without, 0).overridden, []);
});

test("who stays over the planned end is on duty until now, and rests from then", () => {
  const { state, now } = givenUk(planned({ person: 0 }, 0, 8 * hour), on(), wait(12 * hour), dueWork).twin; // prettier-ignore
  const next = { from: now + 5 * hour * 1_000_000, until: now + 9 * hour * 1_000_000 };
  // Eight hours from the planned end, and five from now.
  assert.deepEqual(listBreaches(state, 0, next, -1, false), [{ rule: "daily-rest", hours: 5, limit: 11 }]); // prettier-ignore
});

describe("at rest", () => {
  const waiting = opened("immediate");
  const causes = (steps: readonly Step[]): (string | undefined)[] =>
    givenUk(...steps).twin.events.flatMap((event) => event.type === "no-unit.began" && event.incident !== null ? [event.cause] : []); // prettier-ignore
  const crewOff: Step = { type: "unit.book-off", unit: 0 };

  test("is why there is no unit where the last crew still owes rest", () => {
    const bookedOn: Step = { type: "unit.book-on", unit: 0, crew: 1 };
    assert.deepEqual(causes([bookedOn, ...tired, crewOff, waiting]), ["at rest"]);
    assert.deepEqual(causes([bookedOn, ...tired, crewOff, wait(12 * hour), waiting]), ["nobody booked on"]); // prettier-ignore
    assert.deepEqual(causes([waiting]), ["nobody booked on"]);
  });
});
