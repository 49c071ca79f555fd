import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { after, dueWork, given, late, onDuty, opened, sent, wait } from "../../testing/core/scenario.ts"; // prettier-ignore
import type { Command } from "../commands.ts";
import { limits } from "../limits.ts";
import { findIncidentRow, type RegionState } from "../state/region-state.ts";
import { incidentStates, shortfallCauses } from "../vocabulary.ts";
import { findWithheld, listDirectives } from "./read.ts";

const hour = 3600;
const day = 24 * hour;
const issued = (hours = 24, changes: object = {}): Command => ({
  type: "directive.issue",
  issuer: "chief officer",
  basis: "order 7 under the emergency plan",
  words: "nobody to damage without injury",
  effect: "withhold",
  incidentTypes: ["theft"],
  grades: ["scheduled", "priority"],
  untilAt: after(hours * hour),
  ...changes,
});
const limited = (changes: object = {}) =>
  issued(24, { effect: "limit", skills: ["firearms"], incidentTypes: [], ...changes });
const withhold = (incident = 1, directive = 1, reason = "no injuries"): Command => ({
  type: "incident.withhold",
  incident,
  directive,
  reason,
});
const limit: Command = {
  type: "incident.limit",
  incident: 1,
  directive: 1,
  reason: "no arms seen",
};
const restored: Command = { type: "incident.restore", incident: 1, reason: "she is hurt" };
const ended: Command = { type: "directive.end", directive: 1, reason: "lifted" };

function countsOf(state: RegionState): (number | string)[] {
  const [first] = listDirectives(state);
  return [first.state, first.cited, first.open, first.sent];
}

function causeOf(state: RegionState): string {
  const { incidents } = state.columns;
  const row = findIncidentRow(state, 1);
  assert.equal(incidentStates.names[incidents.state[row]], "waiting");
  return incidents.noUnitAt[row] === 0 ? "" : shortfallCauses.names[incidents.noUnitCause[row]];
}

describe("a directive", () => {
  test("says who orders what by which law, for which incidents, and has an end", () => {
    given()
      .when(issued())
      .thenEvents({
        type: "directive.issued",
        directive: 1,
        effect: "withhold",
        incidentTypes: ["theft"],
        areas: [],
        grades: ["priority", "scheduled"],
        skills: [],
        fromAt: after(0),
        untilAt: after(day),
        text: {
          issuer: "chief officer",
          basis: "order 7 under the emergency plan",
          words: "nobody to damage without injury",
        },
      });
    for (const wrong of [
      { issuer: " " },
      { basis: "" },
      { words: " " },
      { effect: "hide" },
      { untilAt: after(0) },
      { untilAt: after(7 * day) + 1 },
      { fromAt: after(0) - 1 },
      { fromAt: after(8 * day), untilAt: after(9 * day) },
      { skills: ["firearms"] },
      { effect: "limit" },
      { grades: ["urgent"] },
    ])
      given().when(issued(24, wrong)).thenRefused("value.invalid");
    given()
      .when(issued(24, { areas: ["no-such"] }))
      .thenRefused("code.unknown");
  });

  test("never reaches an Immediate, whatever it says", () => {
    given()
      .when(issued(24, { grades: ["immediate"] }))
      .thenRefused("directive.immediate");
    const all = issued(24, { incidentTypes: [], grades: [] });
    given(all)
      .when(opened("immediate"))
      .thenEvents({ type: "incident.opened" }, { type: "no-unit.began" }, { type: "alarm.raised" });
    given(all, opened("immediate")).when(withhold()).thenRefused("directive.immediate");
    given(all, opened("priority"), { type: "incident.serve", incident: 1, grade: "immediate", reason: "r" }) // prettier-ignore
      .when(withhold())
      .thenRefused("directive.immediate");
  });

  test("asks to be renewed two hours before its end, with an alarm, and expires by an event", () => {
    const scenario = given(issued(), wait(22 * hour))
      .when(dueWork)
      .thenEvents(
        { type: "directive.renewal-due", at: after(22 * hour) },
        { type: "alarm.raised", kind: "directive to renew", subject: 1 },
      )
      .when({ type: "alarm.acknowledge", alarm: 1 })
      .thenRefused("alarm.must-be-acted-on");
    const renewed = { type: "directive.renew", directive: 1, reason: "confirmed" } as const;
    scenario
      .when({ ...renewed, untilAt: after(22 * hour + 7 * day) + 1 })
      .thenRefused("value.invalid")
      .when({ ...renewed, untilAt: after(30 * hour), reason: "" })
      .thenRefused("needs.reason")
      .when({ ...renewed, untilAt: after(30 * hour) })
      .thenEvents(
        { type: "alarm.ended" },
        { type: "directive.renewed", untilAt: after(30 * hour) },
      );
    scenario.twin.wait(8 * hour);
    scenario
      .when(dueWork)
      .thenEvents(
        { type: "directive.renewal-due", at: after(28 * hour) },
        { type: "alarm.raised" },
        { type: "alarm.ended" },
        { type: "directive.expired", at: after(30 * hour) },
      )
      .when({ ...renewed, untilAt: after(40 * hour) })
      .thenRefused("directive.not-in-force");
    assert.deepEqual(countsOf(scenario.state), ["over", 0, 0, 0]);
  });

  test("planned for later it can not be cited before it begins", () => {
    const scenario = given(
      issued(24, { fromAt: after(hour) }),
      opened("scheduled", { incidentType: "theft" }),
    );
    scenario.when(withhold()).thenRefused("directive.not-in-force");
    scenario.twin.wait(hour);
    scenario.when(dueWork).thenEvents({ type: "directive.begun", at: after(hour) });
    scenario.when(withhold()).thenEvents({ type: "no-unit.ended" }, { type: "incident.withheld" }, { type: "no-unit.began" }); // prettier-ignore
  });

  test("refusals of what is over, unknown, or entered out of order", () => {
    given().when(ended).thenRefused("directive.unknown");
    given(issued(), ended).when(ended).thenRefused("directive.not-in-force");
    given(wait(60), issued()).when(late(30, ended)).thenRefused("time.before-last-change");
    given(issued())
      .when({ ...ended, reason: " " })
      .thenRefused("needs.reason");
  });

  test("at the limit another is refused; one that is over makes room, and its counts go with it", () => {
    const scenario = given();
    for (let index = 0; index < limits.directives; index += 1) scenario.twin.do(issued());
    scenario.when(issued()).thenRefused("limit.directives");
    scenario.when(ended).thenEvents({ type: "directive.ended", directive: 1 });
    scenario
      .when(issued())
      .thenEvents({ type: "directive.issued", directive: limits.directives + 1 });
    assert.equal(listDirectives(scenario.state).length, limits.directives);
  });
});

describe("a dispatch under a directive", () => {
  const theft = opened("scheduled", { incidentType: "theft" });

  test("is withheld by a person with a reason; the incident waits in the open and says why nobody goes", () => {
    const scenario = given(...onDuty("A1"), issued(), theft);
    assert.equal(causeOf(scenario.state), "");
    scenario
      .when(withhold(1, 1, " "))
      .thenRefused("needs.reason")
      .when(withhold())
      .thenEvents(
        {
          type: "incident.withheld",
          incident: 1,
          directive: 1,
          assessed: "scheduled",
          text: { reason: "no injuries" },
        },
        { type: "no-unit.began", incident: 1, cause: "withheld by directive" },
      );
    assert.equal(causeOf(scenario.state), "withheld by directive");
    assert.deepEqual(countsOf(scenario.state), ["in force", 1, 1, 0]);
    assert.partialDeepStrictEqual(findWithheld(scenario.state, 0), {
      directive: 1,
      effect: "withhold",
      reason: "no injuries",
    });
    scenario.when(withhold()).thenRefused("incident.wrong-state");
    scenario
      .when(restored)
      .thenEvents(
        { type: "no-unit.ended", end: "cause changed" },
        { type: "incident.restored", directive: 1, end: "person", text: { reason: "she is hurt" } },
      );
    assert.equal(causeOf(scenario.state), "");
    assert.deepEqual(countsOf(scenario.state), ["in force", 1, 0, 0]);
    scenario.when(restored).thenRefused("incident.wrong-state");
  });

  test("its target is missed, and alarms, as that of any other", () => {
    const scenario = given(...onDuty("A1"), issued(), opened("priority", { incidentType: "theft" }), withhold(), wait(hour)); // prettier-ignore
    scenario.when(dueWork).thenEvents({ type: "alarm.raised", kind: "target missed", subject: 1 });
  });

  test("takes no unit from those who wait behind it", () => {
    given(...onDuty("A1"), issued(), theft, opened("scheduled"))
      .when(withhold())
      .thenEvents(
        { type: "incident.withheld" },
        { type: "no-unit.began", incident: 1 },
        { type: "no-unit.ended", incident: 2, end: "unit free" },
      );
  });

  test("only within the scope of the directive, and only what it says", () => {
    given(issued(), opened("scheduled", { incidentType: "fight" }))
      .when(withhold())
      .thenRefused("directive.out-of-scope");
    given(issued(24, { grades: ["scheduled"] }), opened("priority", { incidentType: "theft" }))
      .when(withhold())
      .thenRefused("directive.out-of-scope");
    given(issued(24, { areas: ["east"] }), theft)
      .when(withhold())
      .thenRefused("directive.out-of-scope");
    given(issued(), theft).when(limit).thenRefused("directive.out-of-scope");
    given(issued(), opened("resolution", { incidentType: "theft" }))
      .when(withhold())
      .thenRefused("incident.wrong-state");
    given(...onDuty("A1"), issued(), theft, sent(0))
      .when(withhold())
      .thenRefused("incident.wrong-state");
  });

  test("assessed as Immediate it is restored at once, by itself; also out of scope", () => {
    const assess = (grade: "immediate" | "resolution"): Command => ({
      type: "incident.assess",
      incident: 1,
      grade,
      reason: "a knife",
    });
    given(...onDuty("A1"), issued(), theft, withhold())
      .when(assess("immediate"))
      .thenEvents(
        { type: "incident.assessed", assessed: "immediate" },
        { type: "no-unit.ended", end: "regraded" },
        { type: "incident.served-grade-set", served: "immediate" },
        { type: "incident.restored", end: "immediate" },
      );
    const apart: Command = { type: "incident.serve", incident: 1, grade: "priority", reason: "r" };
    given(...onDuty("A1"), issued(), theft, apart, withhold())
      .when(assess("immediate"))
      .thenEvents(
        { type: "incident.assessed", assessed: "immediate" },
        { type: "no-unit.ended" },
        { type: "alarm.ended" },
        { type: "incident.restored", end: "immediate" },
      );
    given(...onDuty("A1"), issued(), theft, withhold())
      .when({ type: "incident.retype", incident: 1, incidentType: "fight" })
      .thenEvents(
        { type: "no-unit.ended" },
        { type: "incident.retyped" },
        { type: "incident.restored", end: "out of scope" },
      );
  });

  test("a unit can be sent all the same, accepted by name, and that is counted", () => {
    const send = { type: "unit.send", incident: 1, units: [0] } as const;
    const scenario = given(...onDuty("A1"), issued(), theft, withhold());
    scenario
      .when(send)
      .thenRefused("needs.acceptance", ["incident.withheld"])
      .when({ ...send, accept: ["incident.withheld"] })
      .thenEvents(
        { type: "no-unit.ended", end: "cause changed" },
        { type: "incident.restored", end: "unit sent" },
        { type: "unit.allocated", incident: 1 },
      );
    assert.deepEqual(countsOf(scenario.state), ["in force", 1, 0, 1]);
  });

  test("limited, no unit with a skill of the directive goes, others do", () => {
    const scenario = given(
      ...onDuty("A1", ["D1", { skills: ["firearms"] }]),
      limited({ skills: ["response"] }),
      opened("priority"),
    );
    scenario
      .when(limit)
      .thenEvents(
        { type: "incident.limited", directive: 1 },
        { type: "no-unit.began", incident: 1, cause: "withheld by directive" },
        { type: "alarm.raised", kind: "no unit" },
      )
      .when({ type: "unit.send", incident: 1, units: [0] })
      .thenRefused("needs.acceptance", ["incident.limited"])
      .when({ type: "unit.send", incident: 1, units: [1] })
      .thenEvents({ type: "unit.allocated", unit: 1 }, { type: "no-unit.ended" }, { type: "alarm.ended" }); // prettier-ignore
    assert.deepEqual(countsOf(scenario.state), ["in force", 1, 1, 0]);
  });

  test("the end of a directive gives back all that it held, in pieces, each by an event", () => {
    const many = limits.restoredPerPiece + 3;
    const scenario = given(...onDuty("A1"), issued());
    for (let incident = 1; incident <= many; incident += 1) {
      scenario.twin.do(theft);
      scenario.twin.do(withhold(incident));
    }
    scenario.when(ended).thenEvents({ type: "directive.ended" });
    assert.deepEqual(countsOf(scenario.state), ["over", many, many, 0]);
    scenario.twin.wait(1);
    const { events } = scenario.twin.do(dueWork);
    const restoredAll = events.filter((event) => event.type === "incident.restored");
    assert.equal(restoredAll.length, many);
    assert.ok(restoredAll.every((event) => event.end === "directive over"));
    assert.deepEqual(countsOf(scenario.state), ["over", many, 0, 0]);
    scenario.when(withhold()).thenRefused("directive.not-in-force");
  });

  test("closed and opened again, it is withheld no more", () => {
    const scenario = given(...onDuty("A1"), issued(), theft, withhold());
    scenario.twin.do({ type: "incident.close", incident: 1, result: "done" });
    assert.deepEqual(countsOf(scenario.state), ["in force", 1, 0, 0]);
    scenario.twin.do({ type: "incident.reopen", incident: 1, reason: "too soon" });
    assert.equal(findWithheld(scenario.state, 0), undefined);
  });
});
