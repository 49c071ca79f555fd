import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  given,
  givenConfig,
  late,
  onDuty,
  opened,
  progressed,
  registered,
  sent,
  wait,
  type Step,
} from "../../testing/core/scenario.ts";
import type { DivertRule } from "./divert-rule.ts";
import type { Command } from "../commands.ts";
import { limits } from "../limits.ts";
import type { Recommendation } from "../recommendation.ts";
import { allocationStates } from "../vocabulary.ts";

const crews = onDuty("A1", "B1", ["C1", { skills: ["medic"] }]);
const divert = (unit: number, incident: number): Extract<Command, { type: "unit.send" }> => ({
  type: "unit.send",
  incident,
  units: [unit],
  mode: "divert",
});
const stack = (unit: number, incident: number): Extract<Command, { type: "unit.send" }> => ({
  type: "unit.send",
  incident,
  units: [unit],
  mode: "stack",
});

function recommendation(unit: number, stale: boolean): Recommendation {
  const place = { latE7: 510_050_000, lonE7: 10_050_000 };
  const option = {
    unit,
    need: 0,
    chosen: true,
    status: "available",
    travelSeconds: 300,
    distanceM: 900,
    ...place,
  } as const;
  return {
    id: "test-1-1",
    at: 1,
    position: 1,
    policy: 1,
    incident: 1,
    incidentType: "theft",
    grade: "priority",
    location: place,
    travel: { name: "straight line", version: "1", errorSeconds: 60 },
    options: [
      {
        ...option,
        positionAgeSeconds: 900,
        positionStale: stale,
        coverLeft: 0.5,
        divert: null,
        reasons: ["nearest"],
      },
    ],
    shortfalls: [],
    considered: 1,
    excluded: [],
  };
}

describe("unit.send", () => {
  test("a free unit is assigned; what it rests on is stored once, with the rank", () => {
    const basis = recommendation(0, false);
    given(...crews, opened())
      .when({ type: "unit.send", incident: 1, units: [1, 0], recommendation: basis })
      .thenEvents(
        {
          type: "unit.allocated",
          unit: 1,
          incident: 1,
          mode: "active",
          policy: 1,
          rank: 0,
          recommendation: basis,
        },
        {
          type: "unit.allocated",
          unit: 0,
          incident: 1,
          mode: "active",
          policy: 1,
          rank: 1,
          recommendation: null,
        },
      );
  });

  test("it ends the no-unit clock and the target alarm of the incident", () => {
    given(...onDuty(["A1", { area: "east" }]), opened("immediate"), wait(901), { type: "due.work" })
      .when(sent(0))
      .thenEvents(
        { type: "unit.allocated" },
        { type: "alarm.ended" },
        { type: "no-unit.ended", incident: 1, end: "unit allocated" },
        { type: "alarm.ended" },
      );
  });

  test("warnings: not qualified, enough already, an old position", () => {
    given(...crews, opened())
      .when(sent(2))
      .thenWarned("unit.not-qualified");
    given(...crews, opened(), sent(0))
      .when(sent(1))
      .thenWarned("incident.enough-units");
    given(...crews, opened())
      .when({ ...sent(0), recommendation: recommendation(0, true) } as Command)
      .thenWarned("unit.position-stale");
  });

  test("a unit that is committed but deployable may be sent", () => {
    given(...crews, { type: "unit.set-status", unit: 0, status: "committed deployable" }, opened())
      .when(sent(0))
      .thenWarned();
  });

  test("refusals about the incident and the list", () => {
    given(...crews)
      .when(sent(0))
      .thenRefused("incident.unknown");
    given(...crews, opened("resolution"), { type: "incident.close", incident: 1, result: "done" })
      .when(sent(0))
      .thenRefused("incident.closed");
    const send = (...units: number[]): Command => ({ type: "unit.send", incident: 1, units });
    given(...crews, opened())
      .when(send())
      .thenRefused("value.invalid");
    given(...crews, opened())
      .when(send(0, 0))
      .thenRefused("value.invalid");
    given(...crews, opened())
      .when(send(...Array(limits.unitsPerCommand + 1).keys()))
      .thenRefused("value.invalid");
    given(...crews, opened())
      .when({ ...sent(0), mode: "fly" } as never)
      .thenRefused("value.invalid");
    given(...crews, opened())
      .when({ ...sent(0), accept: "all" } as never)
      .thenRefused("value.invalid");
    given(wait(60), ...crews, opened())
      .when(late(30, sent(0)))
      .thenRefused("time.before-last-change");
  });

  test("a refusal tells of every unit that stands in the way, the code is what no acceptance lifts", () => {
    const crew = [...onDuty("A1", "B1"), registered("C1"), opened(), sent(0), opened("immediate")];
    const { outcome } = givenConfig({ doubleBooking: "warn" }, ...crew).when({
      type: "unit.send",
      incident: 2,
      units: [0, 1, 2, 9],
    });
    const { refusal } = outcome.decision;
    assert.equal(refusal?.code, "unit.off");
    assert.deepEqual(
      refusal?.each?.map(({ code, needs }) => [code, needs]),
      [
        ["unit.off", undefined],
        ["unit.unknown", undefined],
        ["needs.acceptance", ["unit.double-booked"]],
      ],
    );
    for (const { message } of refusal.each ?? []) assert.ok(refusal.message.includes(message));
  });

  test("refusals about a unit; of several, all or none", () => {
    given(...crews, opened())
      .when(sent(9))
      .thenRefused("unit.unknown");
    given(registered("A1"), opened()).when(sent(0)).thenRefused("unit.off");
    const away = {
      type: "unit.set-status",
      unit: 0,
      status: "unavailable",
      reason: "meal break",
    } as const;
    given(...crews, away, opened())
      .when(sent(0))
      .thenRefused("unit.wrong-state");
    const committed = { ...away, status: "committed" } as const;
    for (const mode of ["send", "stack"] as const)
      given(...crews, committed, opened())
        .when({ ...sent(0), mode } as Command)
        .thenRefused("unit.wrong-state");
    given(...crews, { type: "unit.raise-emergency", unit: 0 }, opened())
      .when(sent(0))
      .thenRefused("unit.wrong-state");
    given(...crews, opened(), sent(0))
      .when(sent(0))
      .thenRefused("unit.already-allocated");
    given(...crews, opened(), opened(), sent(0))
      .when(sent(0, 2))
      .thenRefused("unit.busy");
    given(...crews, opened(), opened(), sent(0))
      .when({ type: "unit.send", incident: 2, units: [1, 0] })
      .thenRefused("unit.busy");
    given(opened(), wait(60), ...crews)
      .when(late(30, sent(0)))
      .thenRefused("time.before-last-change");
  });
});

describe("double booking, stacks", () => {
  test("where the region lets it be accepted, the incident goes on the stack", () => {
    const scenario = givenConfig({ doubleBooking: "warn" }, ...crews, opened(), opened(), sent(0));
    scenario.when(sent(0, 2)).thenRefused("needs.acceptance", ["unit.double-booked"]);
    scenario
      .when({ ...sent(0, 2), accept: ["unit.double-booked"] } as Command)
      .thenEvents({ type: "unit.allocated", incident: 2, mode: "stacked" });
  });

  test("stacked incidents wait on, in the order they were stacked", () => {
    const scenario = given(
      ...crews,
      opened(),
      opened(),
      opened(),
      sent(0),
      stack(0, 2),
      stack(0, 3),
    );
    const { units, allocations, incidents } = scenario.state.columns;
    const order: number[] = [];
    for (let a = units.firstAllocation[0]; a >= 0; a = allocations.nextOfUnit[a])
      order.push(incidents.number[allocations.incident[a]]);
    assert.deepEqual(order, [1, 2, 3]);
    assert.deepEqual([...incidents.waiting.subarray(0, 3)], [0, 1, 1]);
  });

  test("the stack has a limit", () => {
    const more = Array.from({ length: limits.stackedPerUnit - 1 }, (_, index) =>
      stack(0, index + 2),
    );
    const all = Array.from({ length: limits.stackedPerUnit + 1 }, () => opened());
    given(...crews, ...all, sent(0), ...more)
      .when(stack(0, limits.stackedPerUnit + 1))
      .thenRefused("limit.stack");
  });

  test("to stack on a unit that is free sends it", () => {
    given(...crews, opened())
      .when(stack(0, 1))
      .thenEvents({ type: "unit.allocated", mode: "active" });
  });
});

describe("a region's rule of diverts", () => {
  const divertRule: DivertRule = {
    takes: [{ grade: "immediate", onTheWay: ["priority", "scheduled"], atScene: ["scheduled"] }],
    interrupted: "resumed",
  };
  const onThe = (from: "priority" | "scheduled", to: "immediate" | "priority", ...more: Step[]) =>
    givenConfig({ divertRule }, ...onDuty("A1"), opened(from), sent(0), ...more, opened(to));

  test("what it allows needs no acceptance, on the way or from the scene", () => {
    onThe("priority", "immediate").when(divert(0, 2)).thenWarned("unit.diverted");
    onThe("scheduled", "immediate", progressed(0, "at scene"))
      .when(divert(0, 2))
      .thenWarned("unit.diverted");
  });

  test("what it does not allow is refused until a person accepts it by name", () => {
    onThe("priority", "immediate", progressed(0, "at scene"))
      .when(divert(0, 2))
      .thenRefused("needs.acceptance", ["unit.diverted"]);
    onThe("scheduled", "priority")
      .when(divert(0, 2))
      .thenRefused("needs.acceptance", ["unit.diverted"]);
    onThe("scheduled", "priority")
      .when({ ...divert(0, 2), accept: ["unit.diverted"] })
      .thenWarned("unit.diverted");
  });

  test("a region without one lets every lower grade go without acceptance", () => {
    given(
      ...onDuty("A1"),
      opened("scheduled"),
      sent(0),
      progressed(0, "at scene"),
      opened("priority"),
    )
      .when(divert(0, 2))
      .thenWarned("unit.diverted");
  });
});

describe("divert", () => {
  test("off a lower grade it warns; that incident waits again, its stack stays", () => {
    const scenario = given(
      ...crews,
      opened("scheduled"),
      opened("scheduled"),
      opened("immediate"),
      sent(0),
      stack(0, 2),
      progressed(0, "en route"),
    );
    scenario.when(divert(0, 3)).thenWarned("unit.diverted");
    const { incidents, units, allocations } = scenario.state.columns;
    assert.deepEqual([...incidents.waiting.subarray(0, 3)], [1, 1, 0]);
    assert.equal(allocations.state[units.firstAllocation[0]], allocationStates.code.assigned);
  });

  test("off an equal or higher grade it must be accepted by name", () => {
    const scenario = given(...crews, opened("priority"), opened("priority"), sent(0));
    scenario.when(divert(0, 2)).thenRefused("needs.acceptance", ["unit.diverted"]);
    scenario
      .when({ ...divert(0, 2), accept: ["unit.diverted"] })
      .thenEvents(
        { type: "allocation.ended", incident: 1, end: "diverted" },
        { type: "unit.allocated", incident: 2 },
      );
  });

  test("refused for a unit without an incident", () => {
    given(...crews, opened())
      .when(divert(0, 1))
      .thenRefused("unit.not-allocated");
  });
});
