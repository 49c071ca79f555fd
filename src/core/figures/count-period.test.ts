import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerMinute } from "../../base/instant.ts";
import {
  act,
  addIncident,
  addUnit,
  makeRoom,
  roomStartsAt,
  type Room,
} from "../../testing/control-room.ts";
import { PeriodCounter, type PeriodCounts } from "./count-period.ts";
import type { CoreEvent } from "../events.ts";
import { getPolicy } from "../state/region-state.ts";

/** A room whose events are counted from the start on. */
function makeCounted() {
  const counter = new PeriodCounter(roomStartsAt);
  const room = makeRoom();
  const { config } = getPolicy(room.state);
  counter.take({ type: "region.configured", at: room.now, entered: room.now, by: "", config });
  room.state.sink = { open: true, put: (event) => counter.take(event) };
  const go = (minutes: number): void => void (room.now = roomStartsAt + minutes * microsPerMinute);
  const finish = (minutes: number): PeriodCounts =>
    counter.finish(roomStartsAt + minutes * microsPerMinute);
  return { room, go, finish };
}

function ring(room: Room, then?: "answer" | "abandon"): number {
  const { contact = -1 } = act(room, { type: "contact.receive", channel: "call" });
  if (then !== undefined) act(room, { type: `contact.${then}`, contact });
  return contact;
}

test("contacts by what became of them: answered, abandoned, written, and not answered when the period ends", () => {
  const { room, go, finish } = makeCounted();
  ring(room, "answer");
  ring(room, "abandon");
  ring(room, "abandon");
  act(room, { type: "contact.receive", channel: "text", words: "help" });
  go(359);
  const late = ring(room);
  const first = finish(360);
  assert.deepEqual(first.contacts, {
    answered: 1,
    abandoned: 2,
    written: 1,
    "unanswered at the end": 1,
  });
  go(361);
  act(room, { type: "contact.answer", contact: late });
  ring(room, "answer");
  const second = finish(720);
  assert.deepEqual(second.contacts, {
    answered: 1,
    abandoned: 0,
    written: 0,
    "unanswered at the end": 0,
  });
  assert.equal(second.lateEntries, 0);
});

test("incidents by area, grade and fate; those that wait at the end by how long; answers of the next period are its own", () => {
  const { room, go, finish } = makeCounted();
  const waiting = addIncident(room, { grade: "immediate" });
  go(100);
  addUnit(room);
  const sent = addIncident(room, { grade: "priority" });
  act(room, { type: "unit.send", incident: sent, units: [0] });
  go(112);
  act(room, { type: "unit.progress", unit: 0, status: "at scene" });
  const advised = addIncident(room, { grade: "scheduled" });
  act(room, { type: "incident.close", incident: advised, result: "resolved" });
  act(room, { type: "incident.assess", incident: sent, grade: "immediate", reason: "worse" });
  const first = finish(360);
  assert.equal(first.incidents.total, 3);
  assert.deepEqual(first.incidents.byFate, {
    "unit sent": 1,
    "closed without a unit": 1,
    "no unit yet": 1,
  });
  assert.deepEqual(first.incidents.byAssessed, {
    immediate: 2,
    priority: 0,
    scheduled: 1,
    resolution: 0,
  });
  assert.equal(
    Object.values(first.incidents.byArea).reduce((sum, count) => sum + count, 0),
    3,
  );
  assert.deepEqual(first.waiting, {
    "under 15 minutes": 0,
    "15 to 60 minutes": 0,
    "1 to 4 hours": 0,
    "over 4 hours": 1,
  });
  // Reached as a Priority; only then it was assessed anew.
  const { priority } = first.responseByAssessed;
  assert.deepEqual(priority, { count: 1, medianSeconds: 720, ninetySeconds: 720 });
  const second = finish(720);
  assert.equal(second.incidents.total, 0);
  assert.equal(second.responseByAssessed.priority.count, 0);
  assert.equal(second.waiting["over 4 hours"], 1);
  assert.ok(waiting > 0);
});

test("time without a unit for an Immediate is cut at the ends of the period", () => {
  const { room, go, finish } = makeCounted();
  go(10);
  addIncident(room, { grade: "immediate" });
  const first = finish(360);
  const area = Object.entries(first.noUnitSeconds).filter(([, seconds]) => seconds > 0);
  assert.equal(area.length, 1);
  assert.equal(area[0][1], 350 * 60);
  go(400);
  addUnit(room, { area: area[0][0] as "north" | "south" });
  const second = finish(720);
  assert.equal(second.noUnitSeconds[area[0][0]], 40 * 60);
});

test("what occurred in a period before is late, and is not counted in this one", () => {
  const counter = new PeriodCounter(roomStartsAt);
  const room = makeRoom();
  room.now = roomStartsAt + microsPerMinute;
  const opened: CoreEvent[] = [];
  room.state.sink = { open: true, put: (event) => void opened.push(event) };
  addIncident(room);
  counter.finish(roomStartsAt + 360 * microsPerMinute);
  for (const event of opened) counter.take(event);
  const { incidents, lateEntries } = counter.finish(roomStartsAt + 720 * microsPerMinute);
  assert.equal(incidents.total, 0);
  assert.equal(lateEntries, opened.length);
});
