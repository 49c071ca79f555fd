import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  dueWork,
  given,
  givenConfig,
  late,
  opened,
  wait,
} from "../../testing/core/scenario.ts";
import type { Actor } from "../authority.ts";
import type { Command } from "../commands.ts";
import type { Role } from "../vocabulary.ts";
import { checkWarningRole } from "./decide.ts";
import { getWarning, listWarningRows } from "./read.ts";

const issued = (roles: readonly Role[] = ["dispatcher"], changes: object = {}): Command => ({
  type: "warning.issue",
  roles,
  words: "the bridge is down",
  ...changes,
});
const seen = (role: Role = "dispatcher"): Command => ({
  type: "warning.acknowledge",
  warning: 1,
  role,
});
const ended = (reason = "the bridge is up again"): Command => ({
  type: "warning.end",
  warning: 1,
  reason,
});

describe("a warning", () => {
  test("names roles and says something", () => {
    given(opened())
      .when(issued(["dispatcher", "supervisor"], { incident: 1 }))
      .thenEvents({
        type: "warning.issued",
        warning: 1,
        roles: ["dispatcher", "supervisor"],
        incident: 1,
        deadlineAt: after(120),
        text: { words: "the bridge is down" },
      });
    for (const wrong of [
      issued([]),
      issued(["crew"]),
      issued(["partner"]),
      issued(["king" as Role]),
      issued(["dispatcher", "dispatcher"]),
      issued(["dispatcher"], { words: "  " }),
      issued(["dispatcher"], { roles: null }),
    ])
      given().when(wrong).thenRefused("value.invalid");
    given()
      .when(issued(["dispatcher"], { incident: 9 }))
      .thenRefused("incident.unknown");
    given()
      .when(issued(["dispatcher"], { words: "x".repeat(4_001) }))
      .thenRefused("limit.text");
  });

  test("stands until each role has acknowledged it, and then until somebody ends it with a reason", () => {
    const scenario = given(issued(["dispatcher", "supervisor"]))
      .when(ended())
      .thenRefused("warning.wrong-state")
      .when(seen("overseer"))
      .thenRefused("warning.wrong-state")
      .when(seen())
      .thenEvents({ type: "warning.acknowledged", role: "dispatcher", missing: ["supervisor"] })
      .when(seen())
      .thenRefused("warning.wrong-state")
      .when(ended())
      .thenRefused("warning.wrong-state")
      .when(seen("supervisor"))
      .thenEvents({ type: "warning.acknowledged", role: "supervisor", missing: [] });
    scenario.twin.wait(30 * 86_400);
    scenario
      .when(dueWork)
      .thenEvents()
      .when(ended(""))
      .thenRefused("needs.reason")
      .when(ended())
      .thenEvents({ type: "warning.ended", text: { reason: "the bridge is up again" } })
      .when(ended())
      .thenRefused("warning.wrong-state");
    scenario.twin.wait(86_400);
    scenario
      .when(dueWork)
      .thenEvents({ type: "warning.retired", warning: 1 })
      .when(seen())
      .thenRefused("warning.unknown");
  });

  test("escalates twice, then is shown to the overseer, each with an alarm that only an act ends", () => {
    const scenario = given(issued(), wait(120))
      .when(dueWork)
      .thenEvents(
        { type: "warning.escalated", at: after(120), step: 1, to: "dispatcher" },
        { type: "alarm.raised", kind: "warning not acknowledged", subject: 1 },
      );
    scenario.twin.wait(600);
    scenario
      .when(dueWork)
      .thenEvents(
        { type: "alarm.ended" },
        { type: "warning.escalated", at: after(300), step: 2, to: "supervisor" },
        { type: "alarm.raised" },
        { type: "alarm.ended" },
        {
          type: "warning.escalated",
          at: after(600),
          step: 3,
          to: "overseer",
          missing: ["dispatcher"],
        },
        { type: "alarm.raised", alarm: 3 },
      )
      .when({ type: "alarm.acknowledge", alarm: 3 })
      .thenRefused("alarm.must-be-acted-on");
    scenario.twin.wait(30 * 86_400);
    scenario.when(dueWork).thenEvents();
    const { state } = scenario;
    assert.partialDeepStrictEqual(getWarning(state, listWarningRows(state, true)[0]), {
      state: "issued",
      step: 3,
      escalatedTo: "overseer",
      nextStepAt: 0,
    });
    scenario
      .when(seen())
      .thenEvents({ type: "warning.acknowledged" }, { type: "alarm.ended", alarm: 3 });
  });

  test("the region says when and to whom", () => {
    const warningRule = {
      first: { role: "supervisor", seconds: 10 },
      second: { role: "administrator", seconds: 20 },
      overseerSeconds: 30,
    } as const;
    givenConfig({ warningRule }, issued(), wait(60))
      .when(dueWork)
      .thenEvents(
        { type: "warning.escalated", at: after(10), to: "supervisor" },
        { type: "alarm.raised" },
        { type: "alarm.ended" },
        { type: "warning.escalated", at: after(30), to: "administrator" },
        { type: "alarm.raised" },
        { type: "alarm.ended" },
        { type: "warning.escalated", at: after(60), to: "overseer" },
        { type: "alarm.raised" },
      );
  });

  test("no step before its last change", () => {
    given(wait(60), issued()).when(late(30, seen())).thenRefused("time.before-last-change");
  });
});

test("a role acknowledges for itself; a supervisor or overseer for one that nobody is there for", () => {
  const check = (role: Role) =>
    checkWarningRole({ account: "a", role, unit: undefined } satisfies Actor, seen("dispatcher"))
      ?.code;
  assert.deepEqual(
    (["dispatcher", "supervisor", "overseer", "call taker", "administrator"] as const).map(check),
    [undefined, undefined, undefined, "role.not-allowed", "role.not-allowed"],
  );
});
