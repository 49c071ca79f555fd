import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { middleOf } from "../../testing/core/region-config.ts";
import { after, given, onDuty, wait, type Step } from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { listRecoveries } from "./recovery.ts";

const hour = 3_600;
/** About 5.5 km north of where the unit belongs. */
const base = middleOf(0);
const away = { latE7: base.latE7 + 500_000, lonE7: base.lonE7 };

function open(sinceSeconds: number, where = away): Command {
  return { type: "recovery.open", ofUnit: 0, ...where, sinceAt: after(sinceSeconds) };
}

const left: Step[] = [...onDuty("A1"), { type: "unit.book-off", unit: 0 }];
const end = (how: "recovered" | "stood down"): Command => ({ type: "recovery.end", recovery: 1, end: how, reason: "fetched by A2" }); // prettier-ignore

describe("a vehicle without a crew", () => {
  test("that has not moved for half an hour is a recovery task with an owner and an alarm", () => {
    const scenario = given(...left, wait(hour));
    scenario.when(open(60)).thenEvents(
      {
        type: "recovery.begun",
        recovery: 1,
        ofUnit: 0,
        ...away,
        sinceAt: after(60),
        owner: { kind: "role", name: "dispatcher" },
      },
      { type: "alarm.raised", kind: "vehicle to recover", subject: 0 },
    );
    assert.deepEqual(
      listRecoveries(scenario.state).map(({ recovery, unit }) => [recovery, unit]),
      [[1, 0]],
    );
    scenario.when(open(60)).thenRefused("recovery.not-stranded");
  });

  test("is none with a crew, at its base, too soon, or when it was handed in", () => {
    given(...onDuty("A1"), wait(hour))
      .when(open(60))
      .thenRefused("recovery.not-stranded");
    given(...left, wait(hour))
      .when(open(60, base))
      .thenRefused("recovery.not-stranded");
    given(...left, wait(hour))
      .when(open(hour - 60))
      .thenRefused("recovery.not-stranded");
    given(...onDuty("A1"), wait(hour), { type: "unit.book-off", unit: 0 }, wait(600)).when(open(60)).thenRefused("recovery.not-stranded"); // prettier-ignore
    const handedIn: Step[] = [
      { type: "person.register", staffNumber: "N1", post: "constable", skills: [] },
      { type: "item.register", code: "CAR1", kind: "vehicle", ofUnit: 0 },
      { type: "item.issue", item: 0, person: 0 },
    ];
    given(...left, ...handedIn, { type: "item.hand-in", item: 0 }, wait(hour)).when(open(60)).thenRefused("recovery.not-stranded"); // prettier-ignore
    given(...left, ...handedIn, wait(hour)).when(open(60)).thenEvents({ type: "recovery.begun" }, { type: "alarm.raised" }); // prettier-ignore
  });

  test("is given to somebody, and ends recovered or stood down, with a reason", () => {
    given(...left, wait(hour), open(60))
      .when({
        type: "recovery.assign",
        recovery: 1,
        owner: { kind: "account", name: "jo" },
        reason: "is near",
      }) // prettier-ignore
      .thenEvents({ type: "recovery.assigned", owner: { kind: "account", name: "jo" } })
      .when({ ...end("recovered"), reason: " " } as Command)
      .thenRefused("needs.reason")
      .when(end("recovered"))
      .thenEvents({ type: "recovery.ended", end: "recovered" }, { type: "alarm.ended" })
      .when(end("recovered"))
      .thenRefused("recovery.unknown");
  });

  test("that was stood down is not asked for again where it stands, and is elsewhere", () => {
    const stoodDown = [...left, wait(hour), open(60), end("stood down"), wait(hour)];
    given(...stoodDown)
      .when(open(60))
      .thenRefused("recovery.not-stranded");
    const further = { ...away, latE7: away.latE7 + 50_000 };
    given(...stoodDown)
      .when(open(hour + 60, further))
      .thenEvents({ type: "recovery.begun", recovery: 2 }, { type: "alarm.raised" });
  });
});
