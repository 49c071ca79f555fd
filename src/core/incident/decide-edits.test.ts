import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  given,
  late,
  onDuty,
  opened,
  progressed,
  sent,
  somewhere,
  wait,
} from "../../testing/core/scenario.ts";
import { middleOf } from "../../testing/core/region-config.ts";
import type { Command } from "../commands.ts";
import { limits } from "../limits.ts";
import { grades } from "../vocabulary.ts";

const units = onDuty("A1", ["B1", { area: "east", skills: ["response", "firearms"] }]);
const close = { type: "incident.close", incident: 1, result: "done" } as const;

describe("incident.retype and incident.locate", () => {
  test("a new type may need what nobody has: the clock of no unit begins at once", () => {
    given(...units, opened("immediate"))
      .when({ type: "incident.retype", incident: 1, incidentType: "shots" })
      .thenEvents(
        { type: "incident.retyped", incidentType: "shots" },
        {
          type: "no-unit.began",
          incident: 1,
          area: "west",
          grade: "immediate",
          cause: "all beyond range",
        },
        { type: "alarm.raised", kind: "no unit", subject: 1 },
      );
  });

  test("a new place: what was said of the old one ends", () => {
    given(...units, opened("immediate", { incidentType: "shots" }))
      .when({
        type: "incident.locate",
        incident: 1,
        location: { ...somewhere, ...middleOf(2) },
        place: "pier",
      })
      .thenEvents(
        { type: "no-unit.ended", incident: 1, area: "west", end: "regraded" },
        { type: "alarm.ended" },
        { type: "incident.located", area: "east", text: { place: "pier" } },
      );
  });

  test("refusals", () => {
    const retype = { type: "incident.retype", incident: 1, incidentType: "fight" } as const;
    given().when(retype).thenRefused("incident.unknown");
    given(opened("resolution"), close).when(retype).thenRefused("incident.closed");
    given(opened("resolution"))
      .when({ ...retype, incidentType: "no-such" })
      .thenRefused("code.unknown");
    const locate = { type: "incident.locate", incident: 1, location: somewhere } as const;
    given().when(locate).thenRefused("incident.unknown");
    given(opened("resolution"), close).when(locate).thenRefused("incident.closed");
    given(opened("resolution"))
      .when({ ...locate, area: "no-such" })
      .thenRefused("code.unknown");
    given(opened("resolution"))
      .when({ ...locate, place: "p".repeat(limits.placeLength + 1) })
      .thenRefused("limit.text");
    given(opened("resolution"))
      .when({ ...locate, location: { ...somewhere, lonE7: 0.5 } })
      .thenRefused("value.invalid");
    given(wait(60), opened("resolution"))
      .when(late(30, retype))
      .thenRefused("time.before-last-change");
  });
});

describe("assessed and served grade", () => {
  const serve = (grade: "immediate" | "scheduled"): Command => ({
    type: "incident.serve",
    incident: 1,
    grade,
    reason: "no units",
  });

  test("in step, the served one follows an assessment", () => {
    given(...units, opened("scheduled"))
      .when({
        type: "incident.assess",
        incident: 1,
        grade: "priority",
        reason: "knife seen",
        thrive: { threat: "high" },
      })
      .thenEvents(
        {
          type: "incident.assessed",
          assessed: "priority",
          thrive: { threat: "high" },
          text: { reason: "knife seen" },
        },
        { type: "incident.served-grade-set", served: "priority" },
      );
  });

  test("set apart by a person, an assessment leaves the served one where it is, and is seen as served below", () => {
    given(...units, opened("immediate"))
      .when(serve("scheduled"))
      .thenWarned("incident.served-below-assessed")
      .when({ type: "incident.assess", incident: 1, grade: "priority", reason: "calmer" })
      .thenEvents({ type: "incident.assessed", assessed: "priority" });
  });

  test("answers not given again stay as they were", () => {
    given(...units, opened("priority", { thrive: { harm: "some", engagement: "none" } }))
      .when({
        type: "incident.assess",
        incident: 1,
        grade: "priority",
        reason: "looked again",
        thriveWords: "same",
      })
      .thenEvents({
        type: "incident.assessed",
        thrive: { harm: "some", engagement: "none" },
        text: { reason: "looked again", thrive: "same" },
      });
  });

  test("no event of serving, sending or closing changes the assessed grade", () => {
    const { twin } = given(...units, opened("immediate"));
    const assessed = (): string => grades.names[twin.state.columns.incidents.assessed[0]];
    const steps: Command[] = [
      serve("scheduled"),
      serve("immediate"),
      sent(0),
      progressed(0, "at scene"),
      serve("scheduled"),
      { type: "unit.clear", unit: 0 },
      close,
      { type: "incident.reopen", incident: 1, reason: "again" },
    ];
    for (const step of steps) {
      twin.do(step);
      assert.equal(assessed(), "immediate", step.type);
    }
  });

  test("a grade that owes no response ends the waiting, and back", () => {
    const scenario = given(opened("priority"));
    scenario
      .when({ type: "incident.assess", incident: 1, grade: "resolution", reason: "by phone" })
      .thenEvents(
        { type: "incident.assessed" },
        { type: "no-unit.ended", end: "regraded" },
        { type: "alarm.ended" },
        { type: "incident.served-grade-set", served: "resolution" },
      );
    assert.equal(scenario.state.columns.incidents.waiting[0], 0);
    scenario.twin.do({ type: "incident.assess", incident: 1, grade: "priority", reason: "worse" });
    assert.equal(scenario.state.columns.incidents.waiting[0], 1);
  });

  test("refusals", () => {
    const assess = {
      type: "incident.assess",
      incident: 1,
      grade: "priority",
      reason: "r",
    } as const;
    given().when(assess).thenRefused("incident.unknown");
    given(opened("resolution"), close).when(assess).thenRefused("incident.closed");
    given(opened("resolution"))
      .when({ ...assess, reason: "" })
      .thenRefused("needs.reason");
    given(opened("resolution"))
      .when({ ...assess, thriveWords: "w".repeat(limits.noteLength + 1) })
      .thenRefused("limit.text");
    given(opened("resolution"))
      .when({ ...assess, thrive: { mood: "high" } as never })
      .thenRefused("value.invalid");
    given().when(serve("scheduled")).thenRefused("incident.unknown");
    given(opened("resolution"), close).when(serve("scheduled")).thenRefused("incident.closed");
    given(opened("resolution"))
      .when({ type: "incident.serve", incident: 1, grade: "priority", reason: "" })
      .thenRefused("needs.reason");
  });
});

describe("hazards and notes", () => {
  test("hazards are said whole, each once; also none", () => {
    given(opened("resolution"))
      .when({ type: "incident.set-hazards", incident: 1, hazards: ["dog", "stairs", "dog"] })
      .thenEvents({ type: "incident.hazards-set", hazards: ["dog", "stairs"] })
      .when({ type: "incident.set-hazards", incident: 1, hazards: [] })
      .thenEvents({ type: "incident.hazards-set", hazards: [] })
      .when({ type: "incident.set-hazards", incident: 1, hazards: ["no-such"] })
      .thenRefused("code.unknown");
    given()
      .when({ type: "incident.set-hazards", incident: 1, hazards: [] })
      .thenRefused("incident.unknown");
    given(opened("resolution"), close)
      .when({ type: "incident.set-hazards", incident: 1, hazards: [] })
      .thenRefused("incident.closed");
  });

  const note = { type: "incident.note", incident: 1, note: "shouting heard" } as const;
  const strike = {
    type: "incident.strike-note",
    incident: 1,
    note: 1,
    reason: "other house",
  } as const;

  test("notes are numbered from 1, also after the close; a late one keeps both times", () => {
    const scenario = given(opened("resolution"), note, close, wait(100));
    const { events, decision } = scenario.when(late(70, note)).outcome;
    assert.deepEqual(decision, { refusal: undefined, warnings: [], made: { note: 2 } });
    const [noted] = events;
    assert.ok(noted.type === "incident.noted" && noted.note === 2);
    assert.equal(noted.entered - noted.at, 70_000_000);
    const kept = scenario.state.text?.incidents.get(1)?.notes[1];
    assert.deepEqual([kept?.at, kept?.enteredAt], [noted.at, noted.entered]);
  });

  test("a note can only be struck through, with a reason; its words stay", () => {
    const scenario = given(opened("resolution"), note, note);
    scenario
      .when(strike)
      .thenEvents({ type: "incident.note-struck", note: 1, text: { reason: "other house" } });
    const [first, second] = scenario.state.text?.incidents.get(1)?.notes ?? [];
    assert.equal(first.text, "shouting heard");
    assert.deepEqual([first.struck?.reason, second.struck], ["other house", undefined]);
  });

  test("refusals", () => {
    given().when(note).thenRefused("incident.unknown");
    given(opened("resolution"))
      .when({ ...note, note: " " })
      .thenRefused("value.invalid");
    given(opened("resolution"))
      .when({ ...note, note: "n".repeat(limits.noteLength + 1) })
      .thenRefused("limit.text");
    given(opened("resolution")).when(strike).thenRefused("incident.note-unknown");
    given(opened("resolution"), note)
      .when({ ...strike, note: 1.5 })
      .thenRefused("incident.note-unknown");
    given(opened("resolution"), note)
      .when({ ...strike, reason: "" })
      .thenRefused("needs.reason");
    given(opened("resolution"), note, strike).when(strike).thenRefused("incident.note-struck");
    given().when(strike).thenRefused("incident.unknown");
  });
});
