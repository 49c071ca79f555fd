import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  answered,
  given,
  late,
  onDuty,
  opened,
  progressed,
  ringing,
  sent,
  somewhere,
  wait,
} from "../../testing/core/scenario.ts";
import { middleOf } from "../../testing/core/region-config.ts";
import { limits } from "../limits.ts";

const close = { type: "incident.close", incident: 1, result: "done" } as const;
const reopen = { type: "incident.reopen", incident: 1, reason: "they are back" } as const;

describe("incident.open", () => {
  test("from a contact: the grade clock runs from the answer, not from the opening", () => {
    given(...onDuty("A1"), ...answered(), wait(90))
      .when(opened("immediate", { contact: 1, hazards: ["dog"], thrive: { threat: "high" } }))
      .thenEvents(
        {
          type: "incident.opened",
          incident: 1,
          incidentType: "theft",
          area: "west",
          assessed: "immediate",
          served: "immediate",
          thrive: { threat: "high" },
          hazards: ["dog"],
          clockAt: after(0),
          at: after(90),
        },
        { type: "contact.linked", contact: 1, incident: 1 },
      );
  });

  test("without a contact the clock starts now; words stand under text", () => {
    given(...onDuty("A1"), wait(5))
      .when(opened("priority", { summary: "two men", place: "bridge", thriveWords: "calm" }))
      .thenEvents({
        type: "incident.opened",
        clockAt: after(5),
        text: { summary: "two men", place: "bridge", thrive: "calm" },
      });
  });

  test("the area is the one that holds the place, unless one is named; outside every area it is none", () => {
    const [mid, far] = [middleOf(1), middleOf(9)];
    const units = onDuty("A1", ["B1", { area: "mid" }], ["C1", { area: "east" }]);
    given(...units)
      .when(opened("priority", { location: { ...somewhere, ...mid } }))
      .thenEvents({ type: "incident.opened", area: "mid" });
    given(...units)
      .when(opened("priority", { location: { ...somewhere, ...mid }, area: "east" }))
      .thenEvents({ type: "incident.opened", area: "east" });
    given(...units)
      .when(opened("priority", { location: { ...somewhere, ...far } }))
      .thenEvents({ type: "incident.opened", area: "" });
  });

  test("a place that nobody asked about is kept as that, whatever its numbers", () => {
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 } as const;
    given(...onDuty("A1"))
      .when(opened("priority", { location }))
      .thenEvents({ type: "incident.opened", location, area: "" });
  });

  test("refusals", () => {
    given()
      .when(opened("priority", { contact: 1 }))
      .thenRefused("contact.unknown");
    given(ringing)
      .when(opened("priority", { contact: 1 }))
      .thenRefused("contact.wrong-state");
    given(...answered(), opened("resolution", { contact: 1 }))
      .when(opened("priority", { contact: 1 }))
      .thenRefused("contact.wrong-state");
    given(wait(100), ...answered())
      .when(late(50, opened("priority", { contact: 1 })))
      .thenRefused("time.before-last-change");
    given()
      .when(opened("priority", { incidentType: "no-such" }))
      .thenRefused("code.unknown");
    given()
      .when(opened("priority", { area: "no-such" }))
      .thenRefused("code.unknown");
    given()
      .when(opened("priority", { hazards: ["no-such"] }))
      .thenRefused("code.unknown");
    given()
      .when(opened("priority", { hazards: ["dog", "dog", "dog", "dog"] }))
      .thenRefused("value.invalid");
    given()
      .when(opened("priority", { location: { ...somewhere, radiusM: -1 } }))
      .thenRefused("value.invalid");
    const summary = "s".repeat(limits.summaryLength + 1);
    given().when(opened("priority", { summary })).thenRefused("limit.text");
    const thrive = { threat: "very" } as never;
    given().when(opened("priority", { thrive })).thenRefused("value.invalid");
    for (const none of [5, 10n, null, "high", ["high"]])
      given()
        .when(opened("priority", { thrive: none as never }))
        .thenRefused("value.invalid");
  });
});

describe("incident.close", () => {
  test("with a result code; it stays for notes until it retires", () => {
    given(opened("resolution"), wait(60))
      .when({ ...close, words: "advised" })
      .thenEvents({
        type: "incident.closed",
        incident: 1,
        result: "done",
        text: { result: "advised" },
      });
  });

  test("a waiting one: its clock and its alarms end with it", () => {
    given(opened("immediate"), wait(901), { type: "due.work" })
      .when(close)
      .thenEvents(
        { type: "incident.closed" },
        { type: "alarm.ended" },
        { type: "no-unit.ended", incident: 1, end: "incident closed" },
        { type: "alarm.ended" },
      );
  });

  test("refusals", () => {
    given().when(close).thenRefused("incident.unknown");
    given(opened("resolution"))
      .when({ ...close, result: "no-such" })
      .thenRefused("code.unknown");
    given(opened("resolution"), close).when(close).thenRefused("incident.closed");
    given(...onDuty("A1"), opened(), sent(0))
      .when(close)
      .thenRefused("incident.has-units");
    given(...onDuty("A1"), opened(), opened(), sent(0), {
      type: "unit.send",
      incident: 2,
      units: [0],
      mode: "stack",
    })
      .when({ ...close, incident: 2 })
      .thenRefused("incident.has-units");
    given(opened("resolution"))
      .when({ ...close, words: "w".repeat(limits.noteLength + 1) })
      .thenRefused("limit.text");
    given(wait(60), opened("resolution"))
      .when(late(30, close))
      .thenRefused("time.before-last-change");
    const gone = [wait(60), { type: "unit.stand-down", unit: 0 }] as const;
    given(...onDuty("A1"), opened(), sent(0), ...gone, wait(60))
      .when(late(90, close))
      .thenRefused("time.before-last-change");
  });
});

describe("incident.reopen", () => {
  test("a response is owed again, and the clock goes on from where it started", () => {
    const scenario = given(
      ...onDuty("A1"),
      opened(),
      sent(0),
      progressed(0, "at scene"),
      { type: "unit.clear", unit: 0 },
      close,
      wait(60),
    );
    scenario
      .when(reopen)
      .thenEvents({ type: "incident.reopened", incident: 1, text: { reason: "they are back" } });
    const { incidents } = scenario.state.columns;
    assert.equal(incidents.waiting[0], 1);
    assert.equal(incidents.clockAt[0], after(0));
  });

  test("one that needs no deployment awaits its result again", () => {
    const scenario = given(opened("resolution"), close);
    scenario.when(reopen).thenEvents({ type: "incident.reopened" });
    assert.equal(scenario.state.columns.incidents.waiting[0], 0);
  });

  test("refusals", () => {
    given().when(reopen).thenRefused("incident.unknown");
    given(opened("resolution")).when(reopen).thenRefused("incident.not-closed");
    given(opened("resolution"), close)
      .when({ ...reopen, reason: " " })
      .thenRefused("needs.reason");
    given(opened("resolution"), close)
      .when({ ...reopen, reason: "r".repeat(limits.reasonLength + 1) })
      .thenRefused("limit.text");
    given(opened("resolution"), wait(60), close)
      .when(late(30, reopen))
      .thenRefused("time.before-last-change");
  });
});

test("a retired incident leaves with its contacts; its number is never used again", () => {
  given(...answered(), opened("resolution", { contact: 1 }), close, wait(86_400))
    .when({ type: "due.work" })
    .thenEvents({ type: "incident.retired", incident: 1, at: after(86_400) })
    .when({ type: "contact.describe", contact: 1 })
    .thenRefused("contact.unknown")
    .when({ type: "incident.note", incident: 1, note: "late" })
    .thenRefused("incident.unknown")
    .when(opened("resolution"))
    .thenEvents({ type: "incident.opened", incident: 2 });
});
