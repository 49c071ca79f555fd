import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { testLevelPlan } from "../../testing/core/level-plan.ts";
import {
  after,
  given,
  givenConfig,
  onDuty,
  opened,
  progressed,
  sent,
  wait,
  type Step,
} from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { findIncidentRow } from "../state/region-state.ts";
import { incidentStates } from "../vocabulary.ts";

const due: Command = { type: "due.work" };

function defer(incident = 1, more: { callBackAt?: number; told?: string } = {}): Command {
  return { type: "incident.defer", incident, reason: "nobody before the late shift", ...more };
}

function tell(
  result: "reached" | "no answer",
  more: { callBackAt?: number; told?: string } = {},
): Command {
  return { type: "incident.call-back", incident: 1, result, ...more };
}

const takeUp: Command = { type: "incident.take-up", incident: 1, reason: "he is back" };
const lifeOnly: Command = { type: "level.set", level: "life only", reason: "four of thirty came" };
const normal: Command = { type: "level.set", level: "normal", reason: "the late shift is here" };

function deferred(...steps: Step[]) {
  return given(...onDuty("A1"), opened("scheduled"), defer(), ...steps);
}

describe("a person defers", () => {
  test("one that waits, with a reason and a promise, at any level; an Immediate never", () => {
    given(...onDuty("A1", "B1"), opened("scheduled"), opened("immediate"))
      .when({ ...defer(), reason: "" } as Command)
      .thenRefused("needs.reason")
      .when(defer(2))
      .thenRefused("incident.wrong-state")
      .when(defer(3))
      .thenRefused("incident.unknown")
      .when(defer(1, { callBackAt: after(8 * 24 * 3600) }))
      .thenRefused("value.invalid")
      .when(defer(1, { callBackAt: after(0) }))
      .thenRefused("value.invalid")
      .when(defer(1, { callBackAt: after(7200), told: "after nine" }))
      .thenEvents({
        type: "incident.deferred",
        origin: "person",
        callBackAt: after(7200),
        told: true,
        text: { told: "after nine", reason: "nobody before the late shift" },
      })
      .when(defer())
      .thenRefused("incident.wrong-state");
  });

  test("without a time the region's call-back time holds; without a word nobody is told", () => {
    given(...onDuty("A1"), opened("scheduled"))
      .when(defer())
      .thenEvents({ type: "incident.deferred", callBackAt: after(600), told: false });
  });

  test("its no-unit clock and the alarm of its target end; its grade clock and target go on", () => {
    const scenario = given(opened("priority"), wait(3700), due);
    scenario
      .when(defer())
      .thenEvents(
        { type: "no-unit.ended", incident: 1, end: "deferred" },
        { type: "alarm.ended" },
        { type: "alarm.ended" },
        { type: "incident.deferred" },
      );
    const { incidents } = scenario.state.columns;
    const row = findIncidentRow(scenario.state, 1);
    assert.deepEqual([incidents.clockAt[row], incidents.targetAt[row]], [after(0), after(3600)]);
  });

  test("no level takes up what a person deferred", () => {
    const plan = { levelPlan: testLevelPlan };
    const steps = [...onDuty("A1"), opened("scheduled"), defer(), lifeOnly];
    givenConfig(plan, ...steps)
      .when(normal)
      .thenEvents({ type: "level.decided" });
  });
});

describe("a promised call-back", () => {
  test("that is missed alarms a minute later, and stays until somebody acts", () => {
    deferred(wait(659))
      .when(due)
      .thenEvents()
      .when({ type: "alarm.acknowledge", alarm: 1 })
      .thenRefused("alarm.unknown");
    deferred(wait(800))
      .when(due)
      .thenEvents({ type: "alarm.raised", kind: "promise missed", subject: 1, at: after(660) })
      .when({ type: "alarm.acknowledge", alarm: 1 })
      .thenRefused("alarm.must-be-acted-on")
      .when(tell("no answer"))
      .thenEvents(
        { type: "alarm.ended" },
        { type: "incident.called-back", callBackAt: after(1400) },
      );
  });

  test("reached: the next is due while it is deferred; told words are kept", () => {
    const scenario = deferred(wait(500));
    scenario
      .when(tell("reached", { told: "tomorrow at eight" }))
      .thenEvents({ type: "incident.called-back", result: "reached", callBackAt: after(1100) })
      .when(tell("reached", { callBackAt: after(9000) }))
      .thenEvents({ type: "incident.called-back", callBackAt: after(9000) });
    assert.equal(scenario.state.text?.promises.get(1)?.told, "tomorrow at eight");
  });

  test("stands when units are sent for again, alarms then too, and ends with the call or the arrival", () => {
    deferred(takeUp, wait(700))
      .when(due)
      .thenEvents({ type: "alarm.raised", kind: "promise missed" })
      .when(tell("reached"))
      .thenEvents({ type: "alarm.ended" }, { type: "incident.called-back", callBackAt: 0 })
      .when(tell("reached"))
      .thenRefused("incident.wrong-state");
    deferred(takeUp, sent(0), wait(700), due)
      .when(progressed(0, "at scene"))
      .thenEvents({ type: "unit.progressed" }, { type: "alarm.ended" })
      .when(tell("reached"))
      .thenRefused("incident.wrong-state");
  });

  test("a close with one open is warned of, and ends its alarm", () => {
    const close: Command = { type: "incident.close", incident: 1, result: "done" };
    const scenario = deferred(wait(700), due);
    const closing = scenario.when(close);
    closing.thenWarned("incident.promise-open");
    closing.thenEvents({ type: "incident.closed" }, { type: "alarm.ended" });
    scenario
      .when({ type: "incident.reopen", incident: 1, reason: "too soon" })
      .thenEvents({ type: "incident.reopened" });
    const row = findIncidentRow(scenario.state, 1);
    assert.equal(incidentStates.names[scenario.state.columns.incidents.state[row]], "waiting");
  });

  test("the promised time of a first deferral stands when a level defers it again", () => {
    const plan = { levelPlan: testLevelPlan };
    givenConfig(plan, ...onDuty("A1"), opened("scheduled"), lifeOnly, wait(10), normal, wait(10))
      .when(lifeOnly)
      .thenEvents(
        { type: "level.decided" },
        { type: "incident.deferred", callBackAt: after(1800), told: false },
      );
  });
});

describe("taking up", () => {
  test("only what is deferred, with a reason; it waits where its old clock puts it", () => {
    const scenario = deferred(...onDuty("B1", "B2").slice(0, 1), opened("scheduled"), wait(60));
    scenario
      .when({ ...takeUp, reason: "" })
      .thenRefused("needs.reason")
      .when({ ...takeUp, incident: 2 })
      .thenRefused("incident.wrong-state")
      .when(takeUp)
      .thenEvents(
        { type: "incident.taken-up", end: "person", text: { reason: "he is back" } },
        { type: "no-unit.began", incident: 2 },
      );
    const { incidents, waiting } = scenario.state.columns;
    assert.equal(incidents.number[waiting.first[2]], 1);
  });

  test("by a person, no level defers it again; by the level, it may", () => {
    const plan = { levelPlan: testLevelPlan };
    const steps = [...onDuty("A1"), opened("scheduled"), lifeOnly, takeUp];
    givenConfig(plan, ...steps)
      .when(lifeOnly)
      .thenEvents({ type: "level.decided" });
  });

  test("a unit is sent to it only by name, and that takes it up in the same command", () => {
    deferred()
      .when(sent(0))
      .thenRefused("needs.acceptance", ["incident.deferred"])
      .when({ type: "unit.send", incident: 1, units: [0], accept: ["incident.deferred"] })
      .thenEvents({ type: "incident.taken-up", end: "unit sent" }, { type: "unit.allocated" });
  });

  test("a response that is owed no more is not deferred", () => {
    deferred()
      .when({ type: "incident.serve", incident: 1, grade: "resolution", reason: "by phone" })
      .thenEvents(
        { type: "incident.served-grade-set", served: "resolution" },
        { type: "incident.taken-up", end: "regraded" },
      );
  });
});
