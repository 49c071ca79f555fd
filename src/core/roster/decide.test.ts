import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  dueWork,
  given,
  late,
  onDuty,
  planned,
  registered,
  registeredPerson,
  wait,
} from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { readDeclaredFields } from "../../testing/core/declared-fields.ts";
import { join } from "node:path";
import { getShift } from "./read.ts";
import { shiftStates } from "../vocabulary.ts";

/** A unit that is planned from one hour on for eight. The region's grace: late after 10 min, absent after 40. */
const unitShift = [registered("A1"), planned({ unit: 0 }, 3600, 9 * 3600, { crew: 2 })];
const bookOn: Command = { type: "unit.book-on", unit: 0, crew: 2 };
const bookOff: Command = { type: "unit.book-off", unit: 0 };

describe("a planned shift", () => {
  test("is of a unit, in the unit's area, with one head unless more are planned", () => {
    given(registered("A1"))
      .when(planned({ unit: 0 }, 3600, 7200))
      .thenEvents({
        type: "shift.planned",
        shift: 1,
        unit: 0,
        person: null,
        fromAt: after(3600),
        untilAt: after(7200),
        area: "west",
        station: null,
        team: null,
        skills: [],
        crew: 1,
      });
  });

  test("of a person takes that person's team and station, and the area is the station's", () => {
    given(registeredPerson("N1", { team: "red", station: "east-yard" }))
      .when(planned({ person: 0 }, 3600, 7200))
      .thenEvents({ type: "shift.planned", person: 0, unit: null, team: "red", area: "east" });
  });

  for (const [what, code, command] of [
    ["of nobody known", "unit.unknown", planned({ unit: 7 }, 3600, 7200)],
    ["of no person known", "person.unknown", planned({ person: 0 }, 3600, 7200)],
    ["that ends before it begins", "value.invalid", planned({ unit: 0 }, 7200, 3600)],
    ["of more than 48 hours", "value.invalid", planned({ unit: 0 }, 3600, 3601 + 48 * 3600)],
    ["that is over already", "value.invalid", planned({ unit: 0 }, -7200, 0)],
    ["in more than a year", "value.invalid", planned({ unit: 0 }, 367 * 86_400, 367 * 86_400 + 60)],
    ["of no heads", "value.invalid", planned({ unit: 0 }, 3600, 7200, { crew: 0 })],
    ["with a station unknown", "code.unknown", planned({ unit: 0 }, 1, 60, { station: "moon" })],
    ["with a skill unknown", "code.unknown", planned({ unit: 0 }, 1, 60, { skills: ["fly"] })],
  ] as const)
    test(`${what} is refused`, () => {
      given(registered("A1")).when(command).thenRefused(code);
    });

  test("of a unit and a person at once, or of neither, is refused", () => {
    for (const wrong of [{ unit: 0, person: 0 }, {}, null])
      given(registered("A1"))
        .when({ ...planned({ unit: 0 }, 1, 60), of: wrong } as unknown as Command)
        .thenRefused("value.invalid");
  });

  test("overlaps no other of the same unit, and may follow it at once", () => {
    given(...unitShift)
      .when(planned({ unit: 0 }, 8 * 3600, 10 * 3600))
      .thenRefused("shift.overlaps");
    given(...unitShift)
      .when(planned({ unit: 0 }, 9 * 3600, 10 * 3600))
      .thenEvents({ type: "shift.planned", shift: 2 });
  });

  test("can be amended and cancelled until somebody came; then only its end can move", () => {
    given(...unitShift)
      .when({ type: "shift.amend", shift: 1, fromAt: after(4000), station: "east-yard" })
      .thenEvents({
        type: "shift.amended",
        fromAt: after(4000),
        station: "east-yard",
        area: "east",
      });
    given(...unitShift)
      .when({ type: "shift.amend", shift: 1, crew: 2 })
      .thenRefused("shift.unchanged");
    const came = [...unitShift, wait(3600), bookOn];
    given(...came)
      .when({ type: "shift.cancel", shift: 1 })
      .thenRefused("shift.wrong-state");
    given(...came)
      .when({ type: "shift.amend", shift: 1, fromAt: after(5000) })
      .thenRefused("shift.wrong-state");
    given(...came)
      .when({ type: "shift.amend", shift: 1, untilAt: after(10 * 3600) })
      .thenEvents({ type: "shift.amended", untilAt: after(10 * 3600) });
  });

  test("is cancelled, leaves the state after a day, and its number is never given again", () => {
    const scene = given(...unitShift, { type: "shift.cancel", shift: 1 });
    scene.when({ type: "shift.cancel", shift: 1 }).thenRefused("shift.wrong-state");
    scene.twin.wait(86_400);
    scene.when(dueWork).thenEvents({ type: "shift.retired", shift: 1 });
    scene.when({ type: "shift.cancel", shift: 1 }).thenRefused("shift.unknown");
    scene
      .when(planned({ unit: 0 }, 100_000, 110_000))
      .thenEvents({ type: "shift.planned", shift: 2 });
  });
});

describe("planned against turned up", () => {
  test("a unit that books on comes for its shift, with what is planned for it", () => {
    given(
      registered("A1", { skills: ["response"] }),
      planned({ unit: 0 }, 3600, 7200, { skills: ["response", "medic"], crew: 3 }),
      wait(3500),
    )
      .when(bookOn)
      .thenEvents(
        { type: "unit.booked-on", unit: 0, skills: ["response", "medic"] },
        { type: "shift.booked-on", shift: 1, came: 2 },
      );
  });

  test("too early it comes for nothing planned, and counts from the beginning of the shift", () => {
    const scene = given(registered("A1"), planned({ unit: 0 }, 2 * 3600, 9 * 3600));
    scene.when(bookOn).thenEvents({ type: "unit.booked-on" });
    assert.equal(scene.state.columns.shifts.dueAt[0], after(2 * 3600));
    scene.twin.wait(2 * 3600);
    scene.when(dueWork).thenEvents({ type: "shift.booked-on", shift: 1, at: after(2 * 3600) });
  });

  test("near the end of one and the beginning of the next it comes for the nearer one", () => {
    const two = [
      registered("A1"),
      planned({ unit: 0 }, 0, 8 * 3600),
      planned({ unit: 0 }, 8 * 3600, 16 * 3600),
    ];
    given(...two, wait(7.6 * 3600), dueWork)
      .when(bookOn)
      .thenEvents({ type: "unit.booked-on" }, { type: "shift.booked-on", shift: 2 });
    given(...two, wait(5 * 3600), dueWork)
      .when(bookOn)
      .thenEvents({ type: "unit.booked-on" }, { type: "shift.booked-on", shift: 1 });
  });

  test("nobody there is late after the grace, absent later, and over at the end; each when it was due", () => {
    const scene = given(...unitShift, wait(10 * 3600));
    scene
      .when(dueWork)
      .thenEvents(
        { type: "shift.marked-late", shift: 1, at: after(3600 + 600) },
        { type: "shift.marked-absent", shift: 1, at: after(3600 + 2400) },
        { type: "shift.ended", shift: 1, at: after(9 * 3600) },
      );
  });

  test("who is late or absent and comes all the same is there", () => {
    for (const seconds of [3600 + 900, 3600 + 3000])
      given(...unitShift, wait(seconds), dueWork)
        .when(bookOn)
        .thenEvents({ type: "unit.booked-on" }, { type: "shift.booked-on", shift: 1 });
  });

  test("who booked on in time and is entered late was there in time", () => {
    const scene = given(...unitShift, wait(3600 + 900), dueWork);
    scene
      .when(late(600, bookOn))
      .thenEvents({ type: "unit.booked-on" }, { type: "shift.booked-on" });
    assert.equal(getShift(scene.state, 0).bookedOnAt, after(3600 + 300));
  });

  test("leaving before the end and coming back is the same shift; the first time on is kept", () => {
    const scene = given(...unitShift, wait(3600), bookOn, wait(3600));
    scene.when(bookOff).thenEvents({ type: "unit.booked-off" }, { type: "shift.booked-off" });
    scene.twin.wait(600);
    scene
      .when(bookOn)
      .thenEvents({ type: "unit.booked-on" }, { type: "shift.booked-on", shift: 1 });
    const { state, bookedOnAt, bookedOffAt } = getShift(scene.state, 0);
    assert.deepEqual([state, bookedOnAt, bookedOffAt], ["booked on", after(3600), 0]);
  });

  test("who stays over the end is in overtime, and booking off ends it", () => {
    const scene = given(...unitShift, wait(3600), bookOn, wait(8.5 * 3600));
    scene.when(dueWork).thenEvents({ type: "shift.overran", shift: 1, at: after(9 * 3600) });
    assert.equal(getShift(scene.state, 0).state, "overtime");
    scene
      .when({ type: "shift.amend", shift: 1, untilAt: after(10 * 3600) })
      .thenEvents({ type: "shift.amended" });
    assert.equal(getShift(scene.state, 0).state, "booked on");
    scene.twin.wait(3600);
    scene.when(dueWork).thenEvents({ type: "shift.overran", at: after(10 * 3600) });
    scene.when(bookOff).thenEvents({ type: "unit.booked-off" }, { type: "shift.booked-off" });
    assert.equal(getShift(scene.state, 0).state, "over");
  });

  test("the crew that stays on does not count for the crew that should relieve it", () => {
    const scene = given(
      registered("A1"),
      planned({ unit: 0 }, 0, 8 * 3600),
      planned({ unit: 0 }, 8 * 3600, 16 * 3600),
      bookOn,
      wait(8 * 3600 + 700),
    );
    scene
      .when(dueWork)
      .thenEvents(
        { type: "shift.overran", shift: 1 },
        { type: "shift.marked-late", shift: 2, at: after(8 * 3600 + 600) },
      );
  });

  test("a person books on and off for a shift as a unit does", () => {
    const scene = given(registeredPerson("N1"), planned({ person: 0 }, 600, 7200));
    scene
      .when({ type: "person.book-on", person: 0 })
      .thenEvents({ type: "person.booked-on" }, { type: "shift.booked-on", shift: 1, came: 1 });
    scene.when({ type: "person.book-on", person: 0 }).thenRefused("person.wrong-state");
    scene
      .when({ type: "person.book-off", person: 0 })
      .thenEvents({ type: "person.booked-off" }, { type: "shift.booked-off", shift: 1 });
    scene.when({ type: "person.book-off", person: 0 }).thenRefused("person.wrong-state");
  });

  test("planned while the unit is on duty and the time has begun, it is booked on at once", () => {
    const scene = given(...onDuty("A1"), wait(60), planned({ unit: 0 }, 0, 7200));
    scene.when(dueWork).thenEvents({ type: "shift.booked-on", shift: 1, at: after(60) });
  });

  test("several timers at one instant go by the lower row", () => {
    const scene = given(
      registered("A1"),
      registered("A2"),
      planned({ unit: 1 }, 60, 7200),
      planned({ unit: 0 }, 60, 7200),
      wait(700),
    );
    scene
      .when(dueWork)
      .thenEvents({ type: "shift.marked-late", shift: 1 }, { type: "shift.marked-late", shift: 2 });
  });
});

describe("absence is a state and never a motive", () => {
  test("somebody says beforehand that nobody comes, and who comes all the same books on", () => {
    const scene = given(...unitShift);
    const { outcome } = scene.when({ type: "shift.mark-absent", shift: 1 });
    assert.deepEqual(
      outcome.events.map((event) => Object.keys(event).toSorted()),
      [["at", "by", "entered", "shift", "type"]],
    );
    scene.when({ type: "shift.mark-absent", shift: 1 }).thenRefused("shift.wrong-state");
    scene.twin.wait(3600);
    scene
      .when(bookOn)
      .thenEvents({ type: "unit.booked-on" }, { type: "shift.booked-on", shift: 1 });
  });

  test("a unit that is on duty is not absent", () => {
    given(...onDuty("A1"), planned({ unit: 0 }, 0, 7200))
      .when({ type: "shift.mark-absent", shift: 1 })
      .thenRefused("shift.wrong-state");
  });

  test("no event and no command of the roster has a field for a reason", () => {
    const motive = /reason|why|cause|motive|note|comment|description|words/i;
    for (const file of ["roster/roster-events.ts", "commands.ts"]) {
      const declared = readDeclaredFields(join(import.meta.dirname, "..", file));
      const roster = [...declared].filter(([type]) => /^(shift|person)\./.test(type));
      assert.ok(roster.length >= 8, file);
      for (const [type, fields] of roster)
        assert.deepEqual(
          fields.filter((field) => motive.test(field)),
          [],
          type,
        );
    }
    assert.deepEqual(
      shiftStates.names.filter((name) => /sick|ill|strike|leave|refus|union/.test(name)),
      [],
    );
  });
});

describe("people", () => {
  test("go by a staff number; the name is private text and nothing else is known of them", () => {
    const { outcome } = given().when(registeredPerson("N1", { name: "A. Person", team: "red" }));
    const [event] = outcome.events;
    assert.ok(event.type === "person.registered");
    const { text, ...facts } = event;
    assert.deepEqual(text, { name: "A. Person" });
    assert.ok(!JSON.stringify(facts).includes("Person"));
    assert.deepEqual(Object.keys(facts).toSorted(), [
      "at",
      "by",
      "entered",
      "person",
      "post",
      "skills",
      "staffNumber",
      "station",
      "team",
      "type",
    ]);
  });

  test("are amended in part; what is left out stays", () => {
    const scene = given(registeredPerson("N1", { team: "red", skills: ["medic"] }));
    scene
      .when({ type: "person.amend", person: 0, post: "sergeant", team: null })
      .thenEvents({ type: "person.amended", post: "sergeant", team: null, skills: ["medic"] });
    scene.when(registeredPerson("N1")).thenRefused("person.known");
    scene.when(registeredPerson("n 2")).thenRefused("value.invalid");
    scene.when(registeredPerson("N2", { post: "wizard" })).thenRefused("code.unknown");
    scene.when({ type: "person.amend", person: 9 }).thenRefused("person.unknown");
  });
});
