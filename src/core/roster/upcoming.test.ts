import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import {
  after,
  dueWork,
  given,
  planned,
  registered,
  wait,
  type Step,
} from "../../testing/core/scenario.ts";
import { beginShift, intentArbitrary, live } from "../../testing/core/random-command.ts";
import { Twin } from "../../testing/core/twin.ts";
import { forkState, makeRegionState } from "../state/region-state.ts";
import { encodeSnapshot, findSnapshotState } from "../state/snapshot.ts";
import { hashState } from "../state/hash.ts";
import { shiftStates } from "../vocabulary.ts";
import { countHeads, countMuster, countUnplanned } from "./head-count.ts";
import { getShift, listShiftRows } from "./read.ts";
import { upcomingShifts } from "./upcoming.ts";

const hour = 3600;
const bookOn = (unit: number): Step => ({ type: "unit.book-on", unit, crew: 2 });

/** A1 is on from 0 to 8 h; A2 is to relieve it at 8 h; A3 should be there since 0 and is not. */
const night: Step[] = [
  registered("A1"),
  registered("A2", { skills: ["response", "medic"] }),
  registered("A3"),
  planned({ unit: 0 }, 0, 8 * hour, { crew: 2, team: "red" }),
  planned({ unit: 1 }, 8 * hour, 16 * hour, { crew: 2, team: "blue" }),
  planned({ unit: 2 }, 0, 8 * hour, { crew: 3, team: "red" }),
  bookOn(0),
];

describe("upcoming shifts", () => {
  test("are the planned starts and ends in a span, with who is late and still owed", () => {
    const { state } = given(...night, wait(hour / 4), dueWork);
    const brief = (from: number, until: number): unknown[] =>
      upcomingShifts(state, after(from), after(until)).map(({ kind, at, unit, crew, ...more }) => [
        kind,
        (at - after(0)) / hour / 1e6,
        unit,
        crew,
        more.state,
      ]);
    assert.deepEqual(brief(hour / 4, 12 * hour), [
      ["start", 0, 2, 3, "late"],
      ["end", 8, 0, 2, "booked on"],
      ["end", 8, 2, 3, "late"],
      ["start", 8, 1, 2, "planned"],
    ]);
    assert.deepEqual(brief(hour / 4, 4 * hour), [["start", 0, 2, 3, "late"]]);
    const [, , , relief] = upcomingShifts(state, after(hour / 4), after(12 * hour));
    assert.equal(relief.skills, 0b101, "those of the unit, response and medic");
  });

  test("whoever is in overtime may go at any time; who left or was cancelled is not in it", () => {
    const scene = given(...night, { type: "shift.cancel", shift: 2 }, wait(9 * hour), dueWork);
    const list = upcomingShifts(scene.state, after(9 * hour), after(12 * hour));
    assert.deepEqual(
      list.map(({ kind, at, unit, state }) => [kind, at, unit, state]),
      [["end", after(9 * hour), 0, "overtime"]],
    );
  });

  test("are the same in a fork, in a snapshot and in the fold", () => {
    const { twin } = given(...night, wait(hour), dueWork);
    const span = [after(hour), after(20 * hour)] as const;
    const expected = upcomingShifts(twin.state, ...span);
    assert.ok(expected.length > 2);
    const loaded = findSnapshotState(encodeSnapshot(twin.state));
    assert.ok(loaded !== undefined);
    for (const state of [forkState(twin.state), loaded, twin.folded])
      assert.deepEqual(upcomingShifts(state, ...span), expected);
    assert.equal(hashState(loaded), hashState(twin.state));
  });
});

describe("head-count", () => {
  const { state } = given(...night, wait(2 * hour), dueWork);
  const span = { from: after(0), until: after(10 * hour), step: hour * 1e6, now: after(2 * hour) };

  test("is what was planned and who turned up, hour by hour; nothing is said of what is to come", () => {
    const { planned: plan, turnedUp, at } = countHeads(state, span);
    assert.equal(at.length, 11);
    assert.deepEqual(plan, [5, 5, 5, 5, 5, 5, 5, 5, 2, 2, 2]);
    assert.deepEqual(turnedUp, [2, 2, 2, ...Array.from({ length: 8 }, () => null)]);
  });

  test("is of one team or station, or of those without", () => {
    assert.deepEqual(
      countHeads(state, span, { team: 1 }).planned,
      [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2],
    );
    assert.deepEqual(countHeads(state, span, { station: 0 }).planned, Array(11).fill(0));
    assert.deepEqual(
      countHeads(state, span, { station: -1 }).planned,
      countHeads(state, span).planned,
    );
  });

  test("now: planned, there, late, absent, overtime, and who is there without a plan", () => {
    assert.deepEqual(countMuster(state, after(2 * hour)), {
      planned: 5,
      turnedUp: 2,
      awaited: 0,
      late: 0,
      absent: 3,
      leftEarly: 0,
      overtime: 0,
    });
    const more = given(...night, registered("A4"), bookOn(3), wait(9 * hour), dueWork);
    assert.equal(countUnplanned(more.state), 2);
    assert.equal(countMuster(more.state, after(9 * hour)).overtime, 2);
  });
});

test("in random histories head-count and upcoming shifts say what the rows say", () => {
  fc.assert(
    fc.property(fc.array(intentArbitrary, { minLength: 40, maxLength: 120 }), (intents) => {
      const twin = new Twin(true, false);
      beginShift(twin);
      for (const intent of intents) live(twin, intent);
      const { state, now } = twin;
      const rows = listShiftRows(state).map((row) => getShift(state, row));
      const isNow = ({ fromAt, untilAt }: (typeof rows)[number]): boolean =>
        fromAt <= now && now < untilAt;
      const planned = rows.filter((shift) => isNow(shift) && shift.state !== "cancelled");
      const there = rows.filter(({ state: at }) => at === "booked on" || at === "overtime");
      const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
      const muster = countMuster(state, now);
      assert.equal(muster.planned, sum(planned.map(({ crew }) => crew)));
      assert.equal(muster.turnedUp, sum(there.map(({ came }) => came)));
      const head = countHeads(state, { from: now, until: now, step: 1, now });
      assert.deepEqual(head.planned, [muster.planned]);
      assert.deepEqual(head.turnedUp, [muster.turnedUp]);
      const missing = rows.filter(
        ({ unit, state: at, fromAt, untilAt }) =>
          unit !== null &&
          (at === "planned" || at === "late" || at === "absent") &&
          fromAt < now + 36e8 &&
          untilAt > now,
      );
      const upcoming = upcomingShifts(state, now, now + 36e8);
      assert.equal(upcoming.filter(({ kind }) => kind === "start").length, missing.length);
      assert.deepEqual(
        upcoming.map(({ at }) => at),
        upcoming.map(({ at }) => at).toSorted((a, b) => a - b),
      );
    }),
    { numRuns: 60 },
  );
});

test("an empty region has nothing upcoming and nobody to count", () => {
  const state = makeRegionState();
  assert.deepEqual(upcomingShifts(state, 0, 1e15), []);
  assert.equal(countMuster(state, 1).planned, 0);
  assert.equal(shiftStates.names[0], "none");
});
