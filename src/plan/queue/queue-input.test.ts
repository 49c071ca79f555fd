import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Command } from "../../core/commands.ts";
import {
  act,
  addIncident,
  addUnit,
  makeRoom,
  waitSeconds,
  type Room,
} from "../../testing/control-room.ts";
import { noOverlay } from "../positions.ts";
import { makeStraightLine } from "../straight-line.ts";
import { planQueue, type PlannedQueue } from "./plan-queue.ts";
import { readQueue, type QueueInput } from "./queue-input.ts";

const travel = makeStraightLine();

function read({ state, now }: Room): QueueInput {
  const work = readQueue(state, { now, travel, positions: noOverlay });
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

function plan(room: Room): PlannedQueue {
  return planQueue(read(room));
}

function sequenceOf({ visits }: PlannedQueue, unit: number): number[] {
  return visits
    .filter((visit) => visit.unit === unit)
    .sort((a, b) => a.order - b.order)
    .map(({ incident }) => incident);
}

const send = (incident: number, unit: number): Command => ({
  type: "unit.send",
  incident,
  units: [unit],
});

describe("a plan of the queue", () => {
  test("given one unit and two that wait, when the far one is asked first, then the near one of the same risk goes before", () => {
    const room = makeRoom();
    const unit = addUnit(room);
    const far = addIncident(room, { grade: "priority", north: 9_000 });
    const near = addIncident(room, { grade: "priority", north: 400 });
    const got = plan(room);
    assert.deepEqual(sequenceOf(got, unit), [near, far]);
    assert.equal(got.method, "proven");
    assert.equal(got.bound, got.cost);
    assert.ok(got.cost < got.callByCallCost);
  });

  test("given a risk sixteen times as great, then it goes first although it is far", () => {
    const room = makeRoom();
    const unit = addUnit(room);
    const near = addIncident(room, { grade: "scheduled", north: 400 });
    const far = addIncident(room, { grade: "immediate", north: 9_000 });
    assert.deepEqual(sequenceOf(plan(room), unit), [far, near]);
  });

  test("given somebody of low risk long past the bound, then a greater risk waits, and the plan says so", () => {
    const room = makeRoom();
    const late = addIncident(room, { grade: "scheduled", north: 400 });
    waitSeconds(room, 20 * 3_600);
    const unit = addUnit(room);
    const fresh = addIncident(room, { grade: "priority", north: 400 });
    const got = plan(room);
    assert.deepEqual(sequenceOf(got, unit), [late, fresh]);
    assert.equal(got.visits.find(({ incident }) => incident === late)?.starved, true);
    assert.equal(got.visits.find(({ incident }) => incident === fresh)?.starved, false);
  });

  test("given a unit at work, then it comes when that is usually done, from there", () => {
    const room = makeRoom();
    const unit = addUnit(room);
    const first = addIncident(room, { grade: "priority", north: 5_000 });
    act(room, send(first, unit));
    const next = addIncident(room, { grade: "priority", north: 5_000 });
    const input = read(room);
    assert.deepEqual(input.units, [unit]);
    const [ready] = input.problem.readySeconds;
    assert.ok(ready > 2_400, `ready in ${ready} s`);
    // From the incident it works on, which is at the same place.
    assert.ok(input.problem.fromUnit[0] < 130);
    assert.deepEqual(sequenceOf(plan(room), unit), [next]);
  });

  test("given nobody who could go, then the incident is said to be without a unit", () => {
    const room = makeRoom();
    const incident = addIncident(room, { grade: "priority" });
    const got = plan(room);
    assert.deepEqual(got.visits, []);
    assert.deepEqual(got.unserved, [incident]);
  });

  test("given more than a plan looks at, then those with the least risk x waiting are counted as left out", () => {
    const room = makeRoom();
    addUnit(room);
    for (let each = 0; each < 70; each += 1) addIncident(room, { grade: "scheduled", north: each });
    const immediate = addIncident(room, { grade: "immediate", north: 100 });
    const got = plan(room);
    assert.equal(got.method, "searched");
    assert.ok(got.leftOut >= 11, `${got.leftOut} left out`);
    assert.equal(got.visits.find(({ order }) => order === 1)?.incident, immediate);
  });
});
