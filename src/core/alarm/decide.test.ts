import { describe, test } from "node:test";
import { after, given, late, onDuty, opened, ringing, wait } from "../../testing/core/scenario.ts";
import { limits } from "../limits.ts";

const emergency = [...onDuty("A1"), { type: "unit.raise-emergency", unit: 0 }] as const;
const acknowledge = { type: "alarm.acknowledge", alarm: 1 } as const;
const shelve = {
  type: "alarm.shelve",
  alarm: 1,
  until: after(600),
  reason: "crew is talking to us",
} as const;

describe("alarm.acknowledge", () => {
  test("an alarm that stands for no owed work can be acknowledged; it stays open", () => {
    given(...emergency)
      .when(acknowledge)
      .thenEvents({ type: "alarm.acknowledged", alarm: 1 })
      .when(acknowledge)
      .thenEvents({ type: "alarm.acknowledged" });
  });

  test("one that stands for owed work can not be acknowledged away", () => {
    given(ringing, wait(10), { type: "due.work" })
      .when(acknowledge)
      .thenRefused("alarm.must-be-acted-on");
    given(opened("immediate")).when(acknowledge).thenRefused("alarm.must-be-acted-on");
    given(...onDuty("A1"), opened("immediate"), wait(900), { type: "due.work" })
      .when(acknowledge)
      .thenRefused("alarm.must-be-acted-on");
    given(ringing, { type: "contact.abandon", contact: 1 }, wait(600), { type: "due.work" })
      .when(acknowledge)
      .thenRefused("alarm.must-be-acted-on");
  });

  test("refusals", () => {
    given().when(acknowledge).thenRefused("alarm.unknown");
    given(...emergency, { type: "unit.end-emergency", unit: 0, reason: "false" })
      .when(acknowledge)
      .thenRefused("alarm.unknown");
    given(wait(60), ...emergency)
      .when(late(30, acknowledge))
      .thenRefused("time.before-last-change");
  });
});

describe("alarm.shelve", () => {
  test("with a reason and an end it is quiet, and comes back then", () => {
    given(...emergency)
      .when(shelve)
      .thenEvents({
        type: "alarm.shelved",
        alarm: 1,
        until: after(600),
        text: { reason: "crew is talking to us" },
      });
    given(...emergency, shelve, wait(599))
      .when({ type: "due.work" })
      .thenEvents();
    given(...emergency, shelve, wait(601))
      .when({ type: "due.work" })
      .thenEvents({ type: "alarm.returned", alarm: 1, at: after(600), entered: after(601) });
  });

  test("acting on what it stands for ends a shelved one too", () => {
    given(ringing, wait(10), { type: "due.work" }, shelve)
      .when({ type: "contact.answer", contact: 1 })
      .thenEvents({ type: "alarm.ended", alarm: 1 }, { type: "contact.answered" });
  });

  test("refusals", () => {
    given().when(shelve).thenRefused("alarm.unknown");
    given(...emergency)
      .when({ ...shelve, reason: "" })
      .thenRefused("needs.reason");
    for (const until of [
      after(0),
      after(-1),
      after(600) + 0.5,
      Number.NaN,
      after(0) + limits.shelveMicros + 1,
    ])
      given(...emergency)
        .when({ ...shelve, until })
        .thenRefused("value.invalid");
    given(wait(60), ...emergency)
      .when(late(30, shelve))
      .thenRefused("time.before-last-change");
  });
});
