import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  given,
  late,
  onDuty,
  opened,
  progressed,
  registered,
  sent,
  wait,
} from "../../testing/core/scenario.ts";
import { limits } from "../limits.ts";
import { incidentStates } from "../vocabulary.ts";

const base = [...onDuty("A1", "B1"), opened(), sent(0)];
const clear = { type: "unit.clear", unit: 0 } as const;
const standDown = { type: "unit.stand-down", unit: 0 } as const;
const stack = { type: "unit.send", incident: 2, units: [0], mode: "stack" } as const;

describe("unit.progress", () => {
  test("en route, at scene, transporting: each first time is kept, the place is the scene", () => {
    const scenario = given(...base, wait(10));
    scenario.when(progressed(0, "en route")).thenEvents({
      type: "unit.progressed",
      unit: 0,
      incident: 1,
      status: "en route",
      label: null,
    });
    scenario.twin.wait(10);
    scenario.twin.do({ type: "unit.progress", unit: 0, status: "at scene", label: "6" });
    const { incidents, units } = scenario.state.columns;
    assert.deepEqual(
      [incidents.firstEnRouteAt[0], incidents.firstAtSceneAt[0]],
      [after(10), after(20)],
    );
    assert.deepEqual([units.latE7[0], units.positionAt[0]], [incidents.latE7[0], after(20)]);
    assert.equal(incidentStates.names[incidents.state[0]], "attended");
  });

  test("who transports was at the scene, said or not: clearing settles what was owed", () => {
    const scenario = given(...base, wait(10), progressed(0, "transporting"), wait(10));
    assert.equal(scenario.state.columns.incidents.firstAtSceneAt[0], after(10));
    scenario.when(clear).thenEvents({ type: "allocation.ended", end: "cleared" });
    assert.equal(
      incidentStates.names[scenario.state.columns.incidents.state[0]],
      "awaiting result",
    );
  });

  test("refusals", () => {
    given().when(progressed(0, "en route")).thenRefused("unit.unknown");
    given(registered("A1")).when(progressed(0, "en route")).thenRefused("unit.off");
    given(...onDuty("A1"))
      .when(progressed(0, "en route"))
      .thenRefused("unit.not-allocated");
    given(...base, progressed(0, "at scene"))
      .when(progressed(0, "en route"))
      .thenRefused("unit.wrong-state");
    given(...base, progressed(0, "at scene"))
      .when(progressed(0, "at scene"))
      .thenRefused("unit.wrong-state");
    given(...base)
      .when({ type: "unit.progress", unit: 0, status: "en route", label: "no-such" })
      .thenRefused("code.unknown");
    given(...base)
      .when({ type: "unit.progress", unit: 0, status: "asleep" as never })
      .thenRefused("value.invalid");
    given(wait(60), ...base)
      .when(late(30, progressed(0, "en route")))
      .thenRefused("time.before-last-change");
  });
});

describe("unit.clear", () => {
  test("the incident awaits its result; the next of the stack becomes active", () => {
    given(...base, opened("scheduled"), stack, progressed(0, "at scene"), wait(60))
      .when(clear)
      .thenEvents(
        { type: "allocation.ended", unit: 0, incident: 1, end: "cleared" },
        { type: "unit.activated", unit: 0, incident: 2 },
      );
  });

  test("while another unit is still at the scene it stays attended", () => {
    const both = { type: "unit.send", incident: 1, units: [0, 1] } as const;
    const scenario = given(
      ...onDuty("A1", "B1"),
      opened(),
      both,
      progressed(0, "at scene"),
      progressed(1, "at scene"),
    );
    scenario.twin.do(clear);
    assert.equal(incidentStates.names[scenario.state.columns.incidents.state[0]], "attended");
  });

  test("refusals", () => {
    given().when(clear).thenRefused("unit.unknown");
    given(registered("A1")).when(clear).thenRefused("unit.off");
    given(...onDuty("A1"))
      .when(clear)
      .thenRefused("unit.not-allocated");
    given(...base)
      .when(clear)
      .thenRefused("unit.wrong-state");
    given(wait(60), ...base, progressed(0, "at scene"))
      .when(late(30, clear))
      .thenRefused("time.before-last-change");
  });
});

describe("unit.stand-down", () => {
  test("the incident waits again, with the clock it had", () => {
    const scenario = given(...base, wait(60));
    scenario.when({ ...standDown, reason: "called off" }).thenEvents({
      type: "allocation.ended",
      incident: 1,
      end: "stood down",
      text: { reason: "called off" },
    });
    const { incidents } = scenario.state.columns;
    assert.deepEqual([incidents.waiting[0], incidents.clockAt[0]], [1, after(0)]);
  });

  test("from a stacked incident by its number, without touching the active one", () => {
    given(...base, opened("scheduled"), stack)
      .when({ ...standDown, incident: 2 })
      .thenEvents({ type: "allocation.ended", unit: 0, incident: 2, end: "stood down" });
  });

  test("the active one goes, the next of the stack becomes active", () => {
    given(...base, opened("scheduled"), stack)
      .when(standDown)
      .thenEvents(
        { type: "allocation.ended", incident: 1 },
        { type: "unit.activated", incident: 2 },
      );
  });

  test("refusals", () => {
    given().when(standDown).thenRefused("unit.unknown");
    given(registered("A1")).when(standDown).thenRefused("unit.off");
    given(...onDuty("A1"))
      .when(standDown)
      .thenRefused("unit.not-allocated");
    given(...base)
      .when({ ...standDown, incident: 9 })
      .thenRefused("incident.unknown");
    given(...base, opened())
      .when({ ...standDown, incident: 2 })
      .thenRefused("unit.not-allocated");
    given(...base)
      .when({ ...standDown, reason: "r".repeat(limits.reasonLength + 1) })
      .thenRefused("limit.text");
    given(wait(60), ...base)
      .when(late(30, standDown))
      .thenRefused("time.before-last-change");
  });
});
