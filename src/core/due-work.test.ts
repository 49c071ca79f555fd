import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { makeRegionConfig } from "../testing/core/region-config.ts";
import {
  after,
  configured,
  given,
  onDuty,
  opened,
  progressed,
  ringing,
  sent,
  wait,
} from "../testing/core/scenario.ts";
import type { Command } from "./commands.ts";
import { decide } from "./decide.ts";
import { nextDueAt, stopRetiring } from "./due-work.ts";
import { limits } from "./limits.ts";

describe("due work", () => {
  test("nothing is due in an empty room; then the first of all timers is", () => {
    const { twin } = given();
    assert.equal(nextDueAt(twin.state), 0);
    twin.do(opened("immediate"));
    assert.equal(nextDueAt(twin.state), after(900));
    twin.do(ringing);
    assert.equal(nextDueAt(twin.state), after(10));
  });

  test("what is due is done in the order of time, each at its own instant, entered when it is done", () => {
    const { twin } = given(
      ...onDuty("A1"),
      opened("scheduled"),
      sent(0),
      progressed(0, "at scene"),
      opened("immediate"),
      ringing,
      wait(2000),
    );
    const { events } = twin.do({ type: "due.work" });
    const shown = events.map((event) => [
      event.type,
      event.type === "alarm.raised" ? event.kind : "",
      event.at,
    ]);
    assert.deepEqual(shown, [
      ["alarm.raised", "contact not answered", after(10)],
      ["alarm.raised", "target missed", after(900)],
      ["unit.welfare-warned", "", after(1200)],
      ["alarm.raised", "welfare", after(1500)],
    ]);
    assert.ok(events.every(({ entered }) => entered === after(2000)));
    assert.deepEqual(twin.do({ type: "due.work" }).events, []);
  });

  test("a missed target alarms once, and goes on alarming until somebody acts", () => {
    given(...onDuty("A1"), opened("immediate"), wait(900), { type: "due.work" })
      .when({ type: "due.work" })
      .thenEvents()
      .when(sent(0))
      .thenEvents({ type: "unit.allocated" }, { type: "alarm.ended" })
      .when({ type: "unit.stand-down", unit: 0 })
      .thenEvents({ type: "allocation.ended" })
      .when({ type: "due.work" })
      .thenEvents({ type: "alarm.raised", kind: "target missed", at: after(900) });
  });

  test("a change of grade is a new target: the old alarm ends and a passed one alarms again", () => {
    given(...onDuty("A1"), opened("immediate"), wait(900), { type: "due.work" })
      .when({ type: "incident.serve", incident: 1, grade: "priority", reason: "calmer" })
      .thenEvents({ type: "alarm.ended" }, { type: "incident.served-grade-set" })
      .when({ type: "due.work" })
      .thenEvents();
  });

  test("more than one command may do is done by the next: nothing is lost, and it is due at once", () => {
    const calls = limits.piecesPerCommand + 30;
    const { twin } = given(...Array.from({ length: calls }, () => ringing), wait(60));
    assert.equal(twin.do({ type: "due.work" }).events.length, limits.piecesPerCommand);
    assert.equal(nextDueAt(twin.state), after(10));
    assert.equal(twin.do({ type: "due.work" }).events.length, 30);
    assert.equal(nextDueAt(twin.state), 0);
  });

  test("a review past its limit goes on with the next command, also after a fold of the log", () => {
    const waiting: Command[] = Array.from({ length: 200 }, () =>
      opened("immediate", { incidentType: "shots" }),
    );
    const { twin } = given(...onDuty("A1"), ...waiting);
    // The need that all of their clocks are about leaves the configuration.
    const { responsePlans } = makeRegionConfig();
    const first = twin.do(configured({ responsePlans: responsePlans.slice(1) }));
    assert.ok(first.events.length <= limits.reviewEvents + 5, `${first.events.length} events`);
    assert.equal(nextDueAt(twin.state), twin.now);
    assert.equal(nextDueAt(twin.folded), twin.now);
    const events = [...first.events];
    while (nextDueAt(twin.state) === twin.now) events.push(...twin.do({ type: "due.work" }).events);
    const ended = events.filter(
      (event) => event.type === "no-unit.ended" && event.incident !== null,
    );
    const began = events.filter(
      (event) => event.type === "no-unit.began" && event.incident !== null,
    );
    assert.deepEqual(
      [ended.length, began.length],
      [200, 199],
      "one free unit is left for the first",
    );
  });

  test("of a state that stops retiring, what is closed is never due, and its columns stay as they were", () => {
    const { twin } = given(
      opened("immediate"),
      { type: "incident.close", incident: 1, result: "done" },
      ringing,
      { type: "contact.answer", contact: 1 },
      { type: "contact.end", contact: 1, outcome: "not traced" },
      opened("priority"),
    );
    const { dueAt } = twin.state.columns.incidents;
    const before = Array.from(dueAt);
    stopRetiring(twin.state);
    assert.deepEqual(Array.from(dueAt), before);
    // The incident that is open alarms all the same.
    assert.equal(nextDueAt(twin.state), after(3600));
    decide(
      twin.state,
      { type: "due.work" },
      { now: after(200_000), at: after(200_000), by: "test" },
    );
    assert.equal(nextDueAt(twin.state), 0);
    assert.equal(twin.state.columns.head.heldIncidents[0], 2);
  });
});
