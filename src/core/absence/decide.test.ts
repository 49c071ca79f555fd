import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  dueWork,
  given,
  onDuty,
  opened,
  planned,
  progressed,
  registeredPerson,
  sent,
  wait,
  type Step,
} from "../../testing/core/scenario.ts";
import { decide } from "../decide.ts";
import { nextDueAt } from "../due-work.ts";
import type { CoreEvent } from "../events.ts";
import { encodeSnapshot, findSnapshotState } from "../state/snapshot.ts";
import { assessAbsence, expectedCurve } from "./assess.ts";
import { stopLooking } from "./review.ts";

const hour = 3_600;
const heads = 90;

/** Ninety people of no team, planned from one hour on for eight. */
const mustered: Step[] = Array.from({ length: heads }, (_, person): Step[] => [
  registeredPerson(`N${person}`),
  planned({ person }, hour, 9 * hour),
]).flat();

function bookOn(count: number): Step[] {
  return Array.from({ length: count }, (_, person) => ({ type: "person.book-on", person }));
}

function bookOff(from: number, count: number): Step[] {
  return Array.from({ length: count }, (_, index) => ({
    type: "person.book-off",
    person: from + index,
  }));
}

const evening = [...mustered, wait(hour - 300)];

/** From half an hour before the beginning to an hour after, by 5 min: 90 heads x 0.95 x F, and 1.96 standard deviations. */
const curveOf90 = evenCurve();
function evenCurve() {
  const { state } = given(...evening, ...bookOn(45), wait(840));
  const { cohort } = assessAbsence(state, after(hour + 540));
  const instants = Array.from({ length: 19 }, (_, point) => after(hour - 1_800 + point * 300));
  const toTenth = (value: number): number => Math.round(value * 10) / 10;
  return expectedCurve(state, cohort, after(hour + 540), instants).map((point) => ({
    at: point.at,
    expected: toTenth(point.expected),
    low: toTenth(point.low),
    high: toTenth(point.high),
  }));
}

describe("many missing", () => {
  test("is suspected with its evidence, and alarms", () => {
    given(...evening, ...bookOn(45), wait(840))
      .when(dueWork)
      .thenEvents(
        {
          type: "absence.suspected",
          at: after(hour + 540),
          pooled: [],
          // 90 heads, 0.95 of whom come, 0.98 of these by 540 s: 83.79; 1.96 times the root of 5.78 + 3.69 is 6.03.
          evidence: {
            fromAt: after(hour),
            toAt: after(hour),
            untilAt: after(9 * hour),
            planned: 90,
            arrived: 45,
            announced: 0,
            expected: 83.8,
            expectedLow: 77.8,
            expectedHigh: 89.8,
            onDuty: 45,
            left: 0,
            leftLately: 0,
            ratio: 6.56e8,
            signals: [],
            places: [{ place: null, planned: 90, arrived: 45, expected: 83.8 }],
            curve: curveOf90,
          },
        },
        { type: "alarm.raised", kind: "many missing", subject: 1 },
      );
  });

  test("has in its evidence the ordinary curve with its band: 30 % of those who come a quarter of an hour before, 88 % at the beginning", () => {
    const at = (seconds: number) => curveOf90.find((point) => point.at === after(hour + seconds));
    assert.deepEqual(
      [at(-1_800)?.expected, at(-900)?.expected, at(0)?.expected, at(1_800)?.expected],
      [0, 25.7, 75.2, 85.3],
    );
    for (const { expected, low, high } of curveOf90) assert.ok(low <= expected && expected <= high);
    assert.equal(curveOf90.length, 19);
  });

  test("is not suspected where nearly all have come, nor of a dozen", () => {
    given(...evening, ...bookOn(85), wait(840))
      .when(dueWork)
      .thenEvents();
    const dozen = [...mustered.slice(0, 24), wait(hour + 600)];
    const { state } = given(...dozen).when(dueWork).thenEvents({ type: "shift.marked-late" }, ...Array.from({ length: 11 }, () => ({ type: "shift.marked-late" }) as const)); // prettier-ignore
    assert.equal(assessAbsence(state, after(hour + 600)).verdict, "too few to say");
  });

  test("is not said of heads that count twice: those who have come are on duty as well", () => {
    const { state, now } = given(
      ...mustered.slice(0, 70),
      wait(hour),
      ...bookOn(22),
      wait(540),
    ).twin;
    const { verdict, evidence } = assessAbsence(state, now);
    assert.deepEqual([evidence.planned, evidence.onDuty, verdict], [35, 22, "too few to say"]);
  });

  test("is looked at from half an hour before a shift begins, once a minute", () => {
    const { state } = given(...mustered);
    assert.equal(nextDueAt(state), after(hour / 2));
    const at = given(...mustered, wait(hour / 2), dueWork).state;
    assert.equal(nextDueAt(at), after(hour / 2 + 60));
  });

  test("ends when those awaited have come after all, with its alarm", () => {
    const late = [...evening, ...bookOn(45), wait(840), dueWork];
    const rest = bookOn(heads).slice(45);
    given(...late, wait(300), ...rest, wait(60))
      .when(dueWork)
      .thenEvents({ type: "absence.ended", end: "turned up" }, { type: "alarm.ended" });
  });

  test("does not end because others come later, or because it is not looked at any more", () => {
    const later = Array.from({ length: 200 }, (_, index): Step[] => [
      registeredPerson(`L${index}`),
      planned({ person: heads + index }, 2 * hour, 9 * hour),
    ]).flat();
    const come = Array.from({ length: 200 }, (_, index): Step => ({ type: "person.book-on", person: heads + index })); // prettier-ignore
    const { twin } = given(...mustered, ...later, wait(hour - 300), ...bookOn(45), wait(840), dueWork, wait(hour), ...come, wait(60), dueWork, wait(2 * hour), dueWork); // prettier-ignore
    const types = twin.events.map(({ type }) => type);
    assert.ok(types.includes("absence.suspected"));
    assert.ok(!types.includes("absence.ended"));
    assert.ok(twin.state.columns.absence.suspectedAt[0] > 0);
  });

  test("ends with the shifts it is about", () => {
    const missing = [...evening, ...bookOn(45), wait(840), dueWork];
    const { state } = given(...missing, wait(2 * hour), dueWork);
    assert.ok(state.columns.absence.alarm[0] >= 0);
    const { twin } = given(...missing, wait(8 * hour), dueWork);
    const ended = twin.events.filter(({ type }) => type === "absence.ended");
    assert.deepEqual(ended.map((event) => ("end" in event ? event.end : "")), ["shift over"]); // prettier-ignore
    assert.ok(twin.state.columns.absence.alarm[0] < 0);
  });

  test("is suspected when many leave before the end of their shift", () => {
    const { twin } = given(...evening, ...bookOn(90), wait(3 * hour), ...bookOff(0, 30), wait(60), dueWork); // prettier-ignore
    const [found] = twin.events.filter(({ type }) => type === "absence.suspected");
    assert.ok(found?.type === "absence.suspected");
    const { onDuty, left, leftLately } = found.evidence;
    assert.deepEqual([onDuty, left, leftLately], [90, 30, 30]);
    assert.equal(found.evidence.planned, 0);
  });

  test("that units do not answer is suspected once, though all have booked on, and ends when they do", () => {
    const units = Array.from({ length: 20 }, (_, unit) => unit);
    const silent = [
      ...onDuty(...units.map((unit) => `U${unit}`)),
      ...evening,
      ...bookOn(86),
      wait(600),
      ...units.flatMap((unit) => [opened(), sent(unit, unit + 1)]),
      wait(720),
      dueWork,
    ];
    const scenario = given(...silent, wait(60), dueWork, wait(60), dueWork);
    const said = (of: typeof scenario): string[] =>
      of.twin.events.map(({ type }) => type).filter((type) => type.startsWith("absence."));
    assert.deepEqual(said(scenario), ["absence.suspected"]);
    const answered = units.map((unit) => progressed(unit, "en route"));
    const later = given(...silent, wait(60), dueWork, ...answered, wait(60), dueWork);
    assert.deepEqual(said(later), ["absence.suspected", "absence.ended"]);
  });

  test("is not suspected in a state where nobody looks", () => {
    const { state } = given(...mustered);
    stopLooking(state);
    assert.equal(nextDueAt(state), after(hour + 600));
  });
});

test("after a restart from a snapshot the first look comes after what fell due until then", () => {
  const { state } = given(...evening, ...bookOn(45)).twin;
  const restored = findSnapshotState(encodeSnapshot(state));
  assert.ok(restored !== undefined);
  const events: CoreEvent[] = [];
  restored.sink = { open: true, put: (event) => void events.push(event) };
  const now = after(hour + 720);
  decide(restored, { type: "due.work" }, { now, at: now, by: "system" });
  const types = events.map(({ type }) => type);
  assert.equal(types.filter((type) => type === "shift.marked-late").length, 45);
  const suspected = types.indexOf("absence.suspected");
  assert.ok(suspected > types.lastIndexOf("shift.marked-late"), types.join(" "));
  assert.equal(events[suspected].at, now);
});

test("a place of fewer than five heads is named by no evidence, alone or pooled", () => {
  const few = Array.from({ length: 4 }, (_, index): Step[] => [
    registeredPerson(`F${index}`, { station: "west-yard" }),
    planned({ person: heads + index }, hour, 9 * hour),
  ]).flat();
  const { state } = given(...mustered, ...few, wait(hour)).twin;
  const { places } = assessAbsence(state, after(hour)).evidence;
  assert.deepEqual(
    places.map(({ place, planned: count }) => [place, count]),
    [[null, heads + 4]],
  );
});

describe("several regions together", () => {
  test("suspect a region that would not by itself, and stand to the end of its shifts", () => {
    const pooled = [...evening, ...bookOn(80), wait(840), dueWork];
    given(...pooled)
      .when({ type: "absence.pool", regions: ["north", "south"] })
      .thenEvents(
        { type: "absence.suspected", pooled: ["north", "south"] },
        { type: "alarm.raised", kind: "many missing" },
      )
      .when({ type: "absence.pool", regions: ["north", "south"] })
      .thenEvents();
  });

  test("are two at least, and a region where nobody is due has no part in it", () => {
    given(...evening).when({ type: "absence.pool", regions: ["north"] }).thenRefused("value.invalid"); // prettier-ignore
    given().when({ type: "absence.pool", regions: ["north", "south"] }).thenRefused("absence.nobody-due"); // prettier-ignore
  });
});

test("what would be ordinary is a rising curve about the planned beginning", () => {
  const { state } = given(...evening);
  const { cohort } = assessAbsence(state, after(hour - 300));
  const instants = [-1_800, -600, 0, 1_800, 3_600].map((seconds) => after(hour + seconds));
  const curve = expectedCurve(state, cohort, after(hour - 300), instants);
  assert.deepEqual(
    curve.map(({ expected }) => Math.round(expected)),
    [0, 41, 75, 85, 86],
  );
  for (const { low, expected, high } of curve) assert.ok(low <= expected && expected <= high);
});
