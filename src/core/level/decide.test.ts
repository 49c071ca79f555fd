import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { testLevelPlan, toldText } from "../../testing/core/level-plan.ts";
import {
  after,
  answered,
  configured,
  given,
  givenConfig,
  onDuty,
  opened,
  sent,
  wait,
  type Step,
} from "../../testing/core/scenario.ts";
import { checkLevelAuthority, type Actor } from "../authority.ts";
import type { Command } from "../commands.ts";
import { nextDueAt } from "../due-work.ts";
import { findIncidentRow, type RegionState } from "../state/region-state.ts";
import { grades, incidentStates, serviceLevels, type ServiceLevel } from "../vocabulary.ts";

const due: Command = { type: "due.work" };
/** One of them in the east, which no other area's units reach, so that no area is without a unit from the start. */
const four = onDuty("A1", "B1", "C1", ["D1", { area: "east" }]);

function planned(...steps: Step[]) {
  return givenConfig({ levelPlan: testLevelPlan }, ...steps);
}

function set(level: ServiceLevel, more: { reviewAt?: number } = {}): Command {
  return { type: "level.set", level, reason: "as the plan says", ...more };
}

function shown(state: RegionState, incident: number) {
  const { incidents } = state.columns;
  const row = findIncidentRow(state, incident);
  return [
    incidentStates.names[incidents.state[row]],
    grades.names[incidents.assessed[row]],
    grades.names[incidents.served[row]],
  ];
}

function levelOf({ columns }: RegionState): ServiceLevel {
  return serviceLevels.names[columns.level.level[0]];
}

describe("evidence", () => {
  test("a region without a plan has no evidence, no proposal, and nothing to decide", () => {
    given(wait(10_000), due)
      .when(set("strained"))
      .thenRefused("level.no-plan")
      .when(due)
      .thenEvents();
  });

  test("what points elsewhere long enough is proposed, at the instant it is due, with every trigger's value", () => {
    const scenario = planned(...four, opened(), opened(), opened(), sent(0, 1), sent(1, 2));
    const sending = scenario.when(sent(2, 3));
    sending.thenEvents(
      { type: "unit.allocated" },
      { type: "level.evidence-changed", points: "strained" },
    );
    const { state, twin } = sending;
    assert.equal(nextDueAt(state), twin.now + 120_000_000);
    twin.wait(300);
    const proposing = scenario.when(due);
    proposing.thenEvents(
      { type: "level.proposed", level: "strained", at: after(120) },
      { type: "alarm.raised", kind: "level proposed", at: after(120) },
    );
    const [proposed] = proposing.outcome.events;
    assert.ok(proposed.type === "level.proposed");
    const share = proposed.evidence.find(({ measure }) => measure === "free units");
    assert.deepEqual(share, {
      level: "strained",
      measure: "free units",
      grade: "immediate",
      value: 25,
      begins: 25,
      ends: 50,
      pointsHere: true,
    });
    assert.equal(levelOf(state), "normal", "a proposal changes nothing");
  });

  test("a trigger goes on until it ends: one unit back is not enough, two are; the proposal ends by itself", () => {
    const busy = [opened(), opened(), opened(), sent(0, 1), sent(1, 2), sent(2, 3)];
    const still = [...four, ...busy, wait(120), due];
    planned(...still)
      .when({ type: "unit.stand-down", unit: 0 })
      .thenEvents(
        { type: "allocation.ended" },
        { type: "level.proposal-ended", level: "strained", end: "evidence changed" },
        { type: "alarm.ended" },
        { type: "level.evidence-changed", points: "normal" },
      );
    const nine = onDuty(...Array.from({ length: 9 }, (_, index) => `N${index}`));
    const calls = Array.from({ length: 7 }, () => opened());
    const sends = calls.map((_, index) => sent(index, index + 1));
    planned(...nine, ...calls, ...sends, wait(120), due)
      .when({ type: "unit.stand-down", unit: 0 })
      .thenEvents({ type: "allocation.ended" })
      .when({ type: "unit.stand-down", unit: 1 })
      .thenEvents({ type: "allocation.ended" })
      .when({ type: "unit.stand-down", unit: 2 })
      .thenEvents(
        { type: "allocation.ended" },
        { type: "level.proposal-ended" },
        { type: "alarm.ended" },
        { type: "level.evidence-changed", points: "normal" },
      );
  });

  test("evidence that goes away before its time is never proposed", () => {
    const busy = [opened(), opened(), opened(), sent(0, 1), sent(1, 2), sent(2, 3)];
    planned(...four, ...busy, wait(100), { type: "unit.stand-down", unit: 0 }, wait(600))
      .when(due)
      .thenEvents();
  });

  test("a clock that runs reaches its trigger by itself, to the second, and the next one after it", () => {
    const scenario = planned(...onDuty("A1"), opened("immediate"), sent(0, 1));
    const points = (): string => serviceLevels.names[scenario.state.columns.level.points[0]];
    assert.equal(points(), "strained");
    const reached: [number, string][] = [];
    for (let step = 0; step < 10 && reached.length < 2; step += 1) {
      const at = nextDueAt(scenario.state);
      scenario.twin.now = Math.max(at, scenario.twin.now);
      const { events } = scenario.twin.do(due);
      for (const event of events)
        if (event.type === "level.evidence-changed")
          reached.push([(event.at - after(0)) / 60_000_000, event.points]);
    }
    assert.deepEqual(reached, [
      [10, "priority only"],
      [30, "life only"],
    ]);
  });

  test("missed targets are counted by served grade while they wait", () => {
    planned(...four, opened("priority"), opened("priority"), wait(3599), due, wait(2))
      .when(due)
      .thenEvents(
        { type: "alarm.raised", kind: "target missed", subject: 1 },
        { type: "alarm.raised", kind: "target missed", subject: 2 },
        { type: "level.evidence-changed", points: "strained" },
      )
      .when(sent(0, 1))
      .thenEvents({ type: "unit.allocated" }, { type: "alarm.ended" })
      .when(sent(1, 2))
      .thenEvents(
        { type: "unit.allocated" },
        { type: "alarm.ended" },
        { type: "level.evidence-changed", points: "normal" },
      );
  });

  test("nobody booked on points to not staffed; the first who books on ends it", () => {
    planned(...onDuty("A1"))
      .when({ type: "unit.book-off", unit: 0 })
      .thenEvents(
        { type: "unit.booked-off" },
        { type: "level.evidence-changed", points: "not staffed" },
      )
      .when({ type: "unit.book-on", unit: 0, crew: 2 })
      .thenEvents({ type: "unit.booked-on" }, { type: "level.evidence-changed", points: "normal" });
  });
});

describe("a person decides", () => {
  test("with a reason; the review is due as late as the plan allows, or sooner, not later", () => {
    planned(...four)
      .when({ type: "level.set", level: "strained", reason: " " })
      .thenRefused("needs.reason")
      .when({ ...set("strained"), level: "worse" } as unknown as Command)
      .thenRefused("value.invalid")
      .when(set("strained", { reviewAt: after(3601) }))
      .thenRefused("value.invalid")
      .when(set("strained", { reviewAt: after(0) }))
      .thenRefused("value.invalid")
      .when(set("normal", { reviewAt: after(60) }))
      .thenRefused("value.invalid")
      .when(set("strained", { reviewAt: after(600) }))
      .thenEvents({
        type: "level.decided",
        level: "strained",
        before: "normal",
        reviewAt: after(600),
        text: { reason: "as the plan says" },
      })
      .when(set("priority only"))
      .thenEvents({ type: "level.decided", before: "strained", reviewAt: after(3600) });
  });

  test("the review alarms at its instant, can not be acknowledged, and ends with the next decision", () => {
    const scenario = planned(...four, set("strained", { reviewAt: after(600) }), wait(900));
    const alarming = scenario.when(due);
    alarming.thenEvents(
      { type: "alarm.raised", kind: "level to review", at: after(600) },
      { type: "level.proposed", level: "normal", at: after(600) },
      { type: "alarm.raised", kind: "level proposed" },
    );
    scenario
      .when({ type: "alarm.acknowledge", alarm: 1 })
      .thenRefused("alarm.must-be-acted-on")
      .when(set("strained"))
      .thenEvents(
        { type: "level.proposal-ended", end: "decided" },
        { type: "alarm.ended" },
        { type: "alarm.ended" },
        { type: "level.decided", level: "strained", before: "strained", reviewAt: after(4500) },
      )
      .when(due)
      .thenEvents();
  });

  test("a proposal that is declined does not come back until the evidence changes", () => {
    const busy = [opened(), opened(), opened(), sent(0, 1), sent(1, 2), sent(2, 3)];
    const declined = planned(...four, ...busy, wait(120), due, set("normal"), wait(400), due);
    declined.when(due).thenEvents();
    assert.equal(declined.state.columns.level.declined[0], 1);
    declined.twin.do({ type: "unit.stand-down", unit: 0 });
    assert.equal(declined.state.columns.level.declined[0], 0);
  });

  test("a lower level is proposed only after the exit time, and says so", () => {
    planned(...four, set("life only"), wait(599))
      .when(due)
      .thenEvents();
    planned(...four, set("life only"), wait(601))
      .when(due)
      .thenEvents({ type: "level.proposed", level: "normal" }, { type: "alarm.raised" });
  });

  test("the plan says who: to enter a level its authority, to leave it for a lower one that of the level left", () => {
    const scenario = planned(...four);
    const may = (role: Actor["role"], level: ServiceLevel): boolean =>
      checkLevelAuthority(scenario.state, { account: "a", role, unit: undefined }, set(level)) ===
      undefined;
    assert.deepEqual(
      [
        may("dispatcher", "strained"),
        may("dispatcher", "life only"),
        may("supervisor", "life only"),
      ],
      [true, false, true],
    );
    scenario.twin.do(set("life only"));
    assert.deepEqual([may("dispatcher", "normal"), may("supervisor", "normal")], [false, true]);
  });

  test("a plan can not leave while a level is in force; a changed one is applied at once", () => {
    const scenario = planned(...four, set("strained"), opened("scheduled"));
    scenario.when(configured()).thenRefused("config.invalid");
    const gentler = testLevelPlan.map((each) => ({ ...each, served: testLevelPlan[0].served }));
    scenario
      .when(configured({ levelPlan: gentler }))
      .thenEvents(
        { type: "region.configured" },
        { type: "incident.served-grade-set", served: "scheduled", level: "strained" },
      );
  });
});

describe("what a level does", () => {
  test("the served grade follows it and comes back; the assessed one never changes", () => {
    const scenario = planned(...four, opened("scheduled"), opened("priority"));
    scenario
      .when(set("strained"))
      .thenEvents(
        { type: "level.decided" },
        { type: "incident.served-grade-set", incident: 1, served: "resolution", level: "strained" },
      );
    assert.deepEqual(shown(scenario.state, 1), ["awaiting result", "scheduled", "resolution"]);
    scenario
      .when(opened("scheduled"))
      .thenEvents(
        { type: "incident.opened", assessed: "scheduled", served: "scheduled" },
        { type: "incident.served-grade-set", incident: 3, served: "resolution", level: "strained" },
      );
    scenario
      .when(set("normal"))
      .thenEvents(
        { type: "level.decided" },
        { type: "incident.served-grade-set", incident: 1, served: "scheduled", level: "normal" },
        { type: "incident.served-grade-set", incident: 3, served: "scheduled", level: "normal" },
      );
    assert.deepEqual(shown(scenario.state, 1), ["waiting", "scheduled", "scheduled"]);
    assert.deepEqual(shown(scenario.state, 2), ["waiting", "priority", "priority"]);
  });

  test("a grade that a person set apart stays; a new assessment under a level is served by its rule", () => {
    const serve: Command = {
      type: "incident.serve",
      incident: 1,
      grade: "priority",
      reason: "child",
    };
    const scenario = planned(
      ...four,
      opened("scheduled"),
      serve,
      opened("priority"),
      set("strained"),
    );
    assert.deepEqual(shown(scenario.state, 1), ["waiting", "scheduled", "priority"]);
    scenario.twin.do({ type: "incident.assess", incident: 2, grade: "scheduled", reason: "calm" });
    assert.deepEqual(shown(scenario.state, 2), ["awaiting result", "scheduled", "resolution"]);
    scenario.twin.do({
      type: "incident.assess",
      incident: 2,
      grade: "priority",
      reason: "not calm",
    });
    assert.deepEqual(shown(scenario.state, 2), ["waiting", "priority", "priority"]);
  });

  test("who waits and is deferred has a promise nobody told; who is on the line was told", () => {
    const scenario = planned(...four, ...answered(), opened("scheduled", { contact: 1 }));
    scenario.when(set("priority only")).thenEvents(
      { type: "level.decided" },
      {
        type: "incident.deferred",
        incident: 1,
        origin: "level",
        told: false,
        callBackAt: after(1800),
      },
    );
    assert.deepEqual(shown(scenario.state, 1), ["deferred", "scheduled", "scheduled"]);
    scenario
      .when(opened("scheduled", { told: toldText }))
      .thenEvents(
        { type: "incident.opened" },
        {
          type: "incident.deferred",
          incident: 2,
          told: true,
          callBackAt: after(1800),
          text: { told: toldText },
        },
      )
      .when(opened("priority", { told: toldText }))
      .thenEvents({ type: "incident.opened" });
    assert.equal(scenario.state.text?.promises.get(2)?.told, toldText);
  });

  test("an Immediate waits at every level, with its no-unit clock", () => {
    const scenario = planned(opened("immediate"), opened("priority"), set("not staffed"));
    assert.deepEqual(shown(scenario.state, 1), ["waiting", "immediate", "immediate"]);
    assert.deepEqual(shown(scenario.state, 2), ["deferred", "priority", "priority"]);
    const { noUnitAt } = scenario.state.columns.incidents;
    assert.ok(noUnitAt[findIncidentRow(scenario.state, 1)] > 0);
    assert.equal(noUnitAt[findIncidentRow(scenario.state, 2)], 0);
    scenario.twin.do({ type: "incident.assess", incident: 2, grade: "immediate", reason: "knife" });
    assert.deepEqual(shown(scenario.state, 2), ["waiting", "immediate", "immediate"]);
  });

  test("what units work on or have on their stack is left alone, and followed once they are off it", () => {
    const stack: Command = { type: "unit.send", incident: 2, units: [0], mode: "stack" };
    const scenario = planned(...four, opened("priority"), opened("scheduled"), sent(0, 1), stack);
    scenario.twin.do(set("life only"));
    assert.deepEqual(shown(scenario.state, 1), ["allocated", "priority", "priority"]);
    assert.deepEqual(shown(scenario.state, 2), ["waiting", "scheduled", "scheduled"]);
    scenario
      .when({ type: "unit.stand-down", unit: 0, incident: 2 })
      .thenEvents({ type: "allocation.ended" }, { type: "incident.deferred", incident: 2 })
      .when({ type: "unit.stand-down", unit: 0 })
      .thenEvents({ type: "allocation.ended" }, { type: "incident.deferred", incident: 1 });
  });

  test("thousands of waiting incidents: a share in the command, the rest due at once, nothing twice", () => {
    const many = Array.from({ length: 400 }, () => opened("scheduled"));
    const scenario = planned(...four, ...many);
    const { twin } = scenario;
    const first = twin.do(set("life only"));
    assert.ok(first.events.length < 300, `${first.events.length} events`);
    assert.equal(nextDueAt(twin.state), twin.now);
    assert.equal(nextDueAt(twin.folded), twin.now);
    const events = [...first.events];
    while (nextDueAt(twin.state) === twin.now) events.push(...twin.do(due).events);
    const deferred = events.filter(({ type }) => type === "incident.deferred");
    assert.equal(deferred.length, 400);
  });
});
