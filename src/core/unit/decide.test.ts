import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { middleOf } from "../../testing/core/region-config.ts";
import {
  after,
  configured,
  given,
  givenConfig,
  late,
  onDuty,
  opened,
  progressed,
  registered,
  sent,
  wait,
} from "../../testing/core/scenario.ts";
import { limits } from "../limits.ts";
import type { Command } from "../commands.ts";
import { alarmStates, positionSources, unitStatuses } from "../vocabulary.ts";

const bookOn = { type: "unit.book-on", unit: 0, crew: 2 } as const;
const available = { type: "unit.set-status", unit: 0, status: "available" } as const;

describe("unit.register", () => {
  test("ids count from 0; call signs are unique", () => {
    given(registered("A1"))
      .when(registered("B2", { area: "mid", skills: ["medic"], vehicle: "van" }))
      .thenEvents({
        type: "unit.registered",
        unit: 1,
        callSign: "B2",
        vehicle: "van",
        skills: ["medic"],
        area: "mid",
      })
      .when(registered("A1"))
      .thenRefused("unit.known");
  });

  test("refusals", () => {
    for (const callSign of ["", "a1", "A 1", "-A", "A".repeat(limits.callSignLength + 1)])
      given().when(registered(callSign)).thenRefused("value.invalid");
    given()
      .when(registered("A1", { vehicle: "boat" }))
      .thenRefused("code.unknown");
    given()
      .when(registered("A1", { skills: ["boat"] }))
      .thenRefused("code.unknown");
    given()
      .when(registered("A1", { area: "sea" }))
      .thenRefused("code.unknown");
    const base = { latE7: 0.5, lonE7: 0 };
    given()
      .when({
        type: "unit.register",
        callSign: "A1",
        vehicle: "car",
        skills: [],
        area: "west",
        base,
      })
      .thenRefused("value.invalid");
  });
});

describe("unit.book-on and unit.book-off", () => {
  test("it is available at its base, with its registered skills unless others are said", () => {
    const scenario = given(
      registered("A1"),
      { type: "unit.place", unit: 0, ...middleOf(2), source: "said" },
      wait(5),
    );
    scenario
      .when(bookOn)
      .thenEvents({ type: "unit.booked-on", unit: 0, crew: 2, skills: ["response"] });
    const { units } = scenario.state.columns;
    assert.equal(units.status[0], unitStatuses.code.available);
    assert.equal(units.latE7[0], middleOf(0).latE7);
    assert.equal(units.positionSource[0], positionSources.code.base);
    given(registered("A1"))
      .when({ ...bookOn, skills: ["medic"] })
      .thenEvents({ type: "unit.booked-on", skills: ["medic"] });
  });

  test("the first unit ends the no-unit clocks, the last one begins them", () => {
    const scenario = given(registered("A1"));
    const types = (events: readonly { readonly type: string }[]): string[] => [
      ...new Set(events.map(({ type }) => type)),
    ];
    assert.deepEqual(types(scenario.when(bookOn).outcome.events), [
      "unit.booked-on",
      "no-unit.ended",
      "no-unit.began",
    ]);
    const off = scenario.when({ type: "unit.book-off", unit: 0 });
    assert.deepEqual(types(off.outcome.events), [
      "unit.booked-off",
      "no-unit.began",
      "no-unit.ended",
    ]);
    const began = off.outcome.events.filter(({ type }) => type === "no-unit.began");
    assert.ok(
      began.every((event) => event.type === "no-unit.began" && event.cause === "nobody booked on"),
    );
  });

  test("refusals", () => {
    given().when(bookOn).thenRefused("unit.unknown");
    given(...onDuty("A1"))
      .when(bookOn)
      .thenRefused("unit.wrong-state");
    for (const crew of [0, 51, 1.5, Number.NaN])
      given(registered("A1"))
        .when({ ...bookOn, crew })
        .thenRefused("value.invalid");
    given(registered("A1"))
      .when({ ...bookOn, skills: ["boat"] })
      .thenRefused("code.unknown");
    given(wait(60), registered("A1")).when(late(30, bookOn)).thenRefused("time.before-last-change");
    const bookOff = { type: "unit.book-off", unit: 0 } as const;
    given().when(bookOff).thenRefused("unit.unknown");
    given(registered("A1")).when(bookOff).thenRefused("unit.off");
    given(...onDuty("A1"), opened(), sent(0))
      .when(bookOff)
      .thenRefused("unit.busy");
    given(wait(60), ...onDuty("A1"))
      .when(late(30, bookOff))
      .thenRefused("time.before-last-change");
    given(...onDuty("A1"), { type: "unit.raise-emergency", unit: 0 })
      .when(bookOff)
      .thenRefused("unit.wrong-state");
  });
});

describe("unit.set-status", () => {
  test("a reason makes the cause; a label is the force's own word", () => {
    given(...onDuty("A1"))
      .when({
        type: "unit.set-status",
        unit: 0,
        status: "unavailable",
        reason: "at rest",
        label: "2",
      })
      .thenWarned();
    const { events } = given(...onDuty("A1")).when({
      type: "unit.set-status",
      unit: 0,
      status: "unavailable",
      reason: "at rest",
      label: "2",
    }).outcome;
    assert.deepEqual(
      events[0].type === "unit.status-set" && [events[0].status, events[0].reason, events[0].label],
      ["unavailable", "at rest", "2"],
    );
    const causes = events.flatMap((event) => (event.type === "no-unit.began" ? [event.cause] : []));
    assert.deepEqual([...new Set(causes)], ["at rest"]);
  });

  test("refusals", () => {
    given().when(available).thenRefused("unit.unknown");
    given(registered("A1")).when(available).thenRefused("unit.off");
    for (const status of ["off", "assigned", "en route", "at scene", "transporting"] as const)
      given(...onDuty("A1"))
        .when({ ...available, status })
        .thenRefused("unit.wrong-state");
    given(...onDuty("A1"), opened(), sent(0))
      .when(available)
      .thenRefused("unit.busy");
    given(...onDuty("A1"))
      .when({ ...available, label: "no-such" })
      .thenRefused("code.unknown");
    given(...onDuty("A1"))
      .when({ ...available, status: "asleep" as never })
      .thenRefused("value.invalid");
    given(...onDuty("A1"))
      .when({ ...available, reason: "lazy" as never })
      .thenRefused("value.invalid");
    given(wait(60), ...onDuty("A1"))
      .when(late(30, available))
      .thenRefused("time.before-last-change");
  });
});

describe("unit.place", () => {
  const place = { type: "unit.place", unit: 0, ...middleOf(1), source: "said" } as const;

  test("where it is, since when, and who says so", () => {
    given(...onDuty("A1"), wait(60))
      .when(late(20, place))
      .thenEvents({
        type: "unit.placed",
        unit: 0,
        ...middleOf(1),
        positionAt: after(40),
        source: "said",
      });
  });

  test("refusals", () => {
    given().when(place).thenRefused("unit.unknown");
    given(...onDuty("A1"))
      .when({ ...place, latE7: Number.NaN })
      .thenRefused("value.invalid");
    given(...onDuty("A1"))
      .when({ ...place, source: "guess" as never })
      .thenRefused("value.invalid");
    given(...onDuty("A1"), wait(60), place)
      .when(late(30, place))
      .thenRefused("time.before-last-change");
  });
});

describe("welfare", () => {
  const atScene = [...onDuty("A1"), opened(), sent(0), progressed(0, "at scene")];
  const confirm = { type: "unit.confirm-welfare", unit: 0 } as const;

  test("warn, then alarm, each at its own time", () => {
    given(...atScene, wait(1200))
      .when({ type: "due.work" })
      .thenEvents({ type: "unit.welfare-warned", unit: 0, at: after(1200) });
    given(...atScene, wait(1500))
      .when({ type: "due.work" })
      .thenEvents(
        { type: "unit.welfare-warned", at: after(1200) },
        { type: "alarm.raised", kind: "welfare", subject: 0, at: after(1500) },
      );
  });

  test("a sign of life ends the alarm and begins the time again", () => {
    given(...atScene, wait(1500), { type: "due.work" }, wait(10))
      .when(confirm)
      .thenEvents({ type: "alarm.ended" }, { type: "unit.welfare-confirmed" })
      .when({ type: "due.work" })
      .thenEvents();
  });

  test("a sign of life from before the alarm does not end it", () => {
    given(...atScene, wait(1500), { type: "due.work" }, wait(10))
      .when(late(60, confirm))
      .thenRefused("time.before-last-change");
  });

  test("a new status ends the alarm, stacking another incident does not", () => {
    const alarmed = [...atScene, wait(1500), { type: "due.work" }, opened()] as const;
    given(...alarmed)
      .when({ type: "unit.clear", unit: 0 })
      .thenEvents(
        { type: "alarm.ended" },
        { type: "allocation.ended" },
        { type: "no-unit.ended", incident: 2, end: "unit free" },
        { type: "alarm.ended" },
      );
    given(...alarmed)
      .when({ type: "unit.send", incident: 2, units: [0], mode: "stack" })
      .thenEvents({ type: "unit.allocated", mode: "stacked" });
  });

  test("a new rule reaches units that are in the status already", () => {
    const welfare = [{ status: "at scene", warnSeconds: 60, alarmSeconds: 90 }] as const;
    given(...atScene, wait(10), configured({ welfare }), wait(60))
      .when({ type: "due.work" })
      .thenEvents({ type: "unit.welfare-warned", at: after(70) });
  });

  test("refusals", () => {
    given().when(confirm).thenRefused("unit.unknown");
    given(registered("A1")).when(confirm).thenRefused("unit.off");
  });
});

describe("emergency", () => {
  const raise = { type: "unit.raise-emergency", unit: 0 } as const;
  const end = { type: "unit.end-emergency", unit: 0, reason: "false press" } as const;

  test("pressed again, an alarm that was acknowledged or shelved comes back at once", () => {
    const raised = given(...onDuty("A1")).when(raise).outcome.events;
    const alarm = raised.flatMap((event) =>
      event.type === "alarm.raised" ? [event.alarm] : [],
    )[0];
    const quiet: Command[] = [
      { type: "alarm.acknowledge", alarm },
      { type: "alarm.shelve", alarm, until: after(600), reason: "radio check" },
    ];
    for (const command of quiet) {
      const { twin } = given(...onDuty("A1"), raise, command)
        .when(raise)
        .thenEvents({ type: "alarm.returned", alarm })
        .when(raise)
        .thenEvents();
      assert.equal(twin.state.columns.alarms.state[0], alarmStates.code.raised);
    }
  });

  test("it beats everything: any status, late or off; pressing twice changes nothing", () => {
    given(registered("A1"))
      .when(raise)
      .thenEvents(
        { type: "unit.emergency-raised", unit: 0 },
        { type: "alarm.raised", kind: "emergency", subject: 0 },
      )
      .when(raise)
      .thenEvents();
    given(wait(60), ...onDuty("A1"), opened(), sent(0))
      .when(late(50, raise))
      .thenEvents({ type: "unit.emergency-raised" }, { type: "alarm.raised" });
  });

  test("the unit is not free while it lasts, and is again after", () => {
    const scenario = given(...onDuty("A1"));
    scenario.twin.do(raise);
    scenario
      .when(opened())
      .thenEvents(
        { type: "incident.opened" },
        { type: "no-unit.began", cause: "all committed" },
        { type: "alarm.raised", kind: "no unit" },
      );
    const ended = scenario.when(end).outcome.events.map(({ type }) => type);
    assert.deepEqual(
      [...new Set(ended)],
      ["unit.emergency-ended", "alarm.ended", "no-unit.ended", "no-unit.began"],
    );
    scenario.when(sent(0)).thenWarned();
  });

  test("refusals", () => {
    given().when(raise).thenRefused("unit.unknown");
    given().when(end).thenRefused("unit.unknown");
    given(...onDuty("A1"))
      .when(end)
      .thenRefused("unit.no-emergency");
    given(...onDuty("A1"), raise)
      .when({ ...end, reason: "" })
      .thenRefused("needs.reason");
    given(...onDuty("A1"), wait(60), raise)
      .when(late(30, end))
      .thenRefused("time.before-last-change");
  });
});

test("a committed unit is timed by its own rule", () => {
  givenConfig({}, ...onDuty("A1"), { ...available, status: "committed" }, wait(3600))
    .when({ type: "due.work" })
    .thenEvents({ type: "unit.welfare-warned" }, { type: "alarm.raised", kind: "welfare" });
});
