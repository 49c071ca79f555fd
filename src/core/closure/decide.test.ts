import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  after,
  barricade,
  closureConfirmed as confirmed,
  closureReported as reported,
  given,
  givenConfig,
  late,
  opened,
  wait,
} from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { limits } from "../limits.ts";
import type { RegionState } from "../state/region-state.ts";

const renewed = (seconds: number): Command => ({
  type: "closure.renew",
  closure: 1,
  expiresAt: after(seconds),
  reason: "AB12 looked",
});
const lifted: Command = { type: "closure.lift", closure: 1, reason: "clear again" };
const dueWork: Command = { type: "due.work" };
const amended = (changes: object): Command => ({
  type: "closure.amend",
  closure: 1,
  reason: "moved",
  ...changes,
});
const [a, b] = barricade.points;
const ring = { kind: "area", points: [a, b, [10_050_000, 510_051_000]] } as const;
const hour = 3600;

function versionOf({ columns }: RegionState): number {
  return columns.head.closuresVersion[0];
}

describe("closure.report", () => {
  test("stands as reported, for all traffic with a motor, looked at again after four hours", () => {
    const { state } = given()
      .when(reported({ sourceGrade: "1", contentGrade: "A", description: "tyres" }))
      .thenEvents({
        type: "closure.reported",
        closure: 1,
        shape: barricade,
        direction: "both",
        bearingDegrees: null,
        classes: ["patrol-car", "ambulance", "fire-appliance"],
        source: "crew",
        sourceGrade: "1",
        contentGrade: "A",
        sinceAt: after(0),
        reviewAt: after(4 * hour),
        expiresAt: after(12 * hour),
        incident: null,
        text: { description: "tyres" },
      });
    assert.equal(versionOf(state), 0, "a report changes no travel");
    assert.deepEqual(state.text?.closures.get(1)?.by, "amber");
  });

  test("with a bearing, classes, an incident and a review time of its own", () => {
    given(opened())
      .when(
        reported({
          direction: "bearing",
          bearingDegrees: 0,
          classes: ["foot", "patrol-car"],
          incident: 1,
          reviewAt: after(60),
        }),
      )
      .thenEvents({
        type: "closure.reported",
        bearingDegrees: 0,
        classes: ["patrol-car", "foot"],
        incident: 1,
        reviewAt: after(60),
      });
  });

  test("confirmed in the same breath: two events, and the version is the second", () => {
    const { state } = given()
      .when(reported({ confirm: true }))
      .thenEvents({ type: "closure.reported" }, { type: "closure.confirmed", closure: 1 });
    assert.equal(versionOf(state), state.columns.head.position[0]);
  });

  test("a planned one begins by an event, and only then moves the version", () => {
    const scene = given(reported({ sinceAt: after(hour), confirm: true }));
    assert.equal(versionOf(scene.state), 0);
    scene.twin.wait(hour);
    const { state } = scene.when(dueWork).thenEvents({ type: "closure.began", at: after(hour) });
    assert.equal(versionOf(state), state.columns.head.position[0]);
  });

  test("of the past: since when is what was said, and a late entry keeps both times", () => {
    given(wait(7_200))
      .when(late(3_600, reported({ sinceAt: after(0) })))
      .thenEvents({
        type: "closure.reported",
        at: after(3_600),
        entered: after(7_200),
        sinceAt: after(0),
        reviewAt: after(3_600 + 4 * hour),
      });
  });

  const far = [10_050_000 + limits.closureSpanE7 + 1, 510_050_000] as const;
  const many = Array.from({ length: limits.closurePoints + 1 }, (_, i) => [i, i] as const);
  const wrong: readonly (readonly [string, object])[] = [
    ["no shape", { shape: null }],
    ["a kind that is none", { shape: { ...barricade, kind: "wall" } }],
    ["one point", { shape: { kind: "barricade", points: [a] } }],
    ["an area of two points", { shape: { kind: "area", points: [a, b] } }],
    ["too many points", { shape: { kind: "stretch", points: many } }],
    ["no list of points", { shape: { kind: "stretch", points: "here" } }],
    ["a point off the globe", { shape: { kind: "stretch", points: [a, [0, 91e7]] } }],
    ["half a degree's ten-millionth", { shape: { kind: "stretch", points: [a, [0.5, 0]] } }],
    ["a point of three", { shape: { kind: "stretch", points: [a, [1, 2, 3]] } }],
    ["all points the same", { shape: { kind: "stretch", points: [a, a] } }],
    ["a closure across a country", { shape: { kind: "stretch", points: [a, far] } }],
    ["a direction that is none", { direction: "north" }],
    ["along a barricade", { direction: "along" }],
    ["one direction of an area", { shape: ring, direction: "bearing", bearingDegrees: 3 }],
    ["a bearing without a number", { direction: "bearing" }],
    ["a bearing past the circle", { direction: "bearing", bearingDegrees: 360 }],
    ["a number without a bearing", { bearingDegrees: 3 }],
    ["no class", { classes: [] }],
    ["a source that is none", { source: "rumour" }],
    ["a source grade that is none", { sourceGrade: "4" }],
    ["a content grade that is none", { contentGrade: "F" }],
    ["no end", { expiresAt: undefined }],
    ["an end that has passed", { expiresAt: after(0) }],
    ["an end in two years", { expiresAt: after(2 * 366 * 24 * hour) }],
    ["an end before it begins", { sinceAt: after(13 * hour) }],
    ["a beginning years ago", { sinceAt: after(-2 * 366 * 24 * hour) }],
    ["a beginning that is no time", { sinceAt: 0.5 }],
    ["a review after the end", { reviewAt: after(13 * hour) }],
    ["a review before the beginning", { reviewAt: after(0) }],
  ];
  for (const [what, changes] of wrong)
    test(`is refused: ${what}`, () => {
      given().when(reported(changes)).thenRefused("value.invalid");
    });

  test("is refused: unknown class, unknown incident, too long a description", () => {
    given()
      .when(reported({ classes: ["tram"] }))
      .thenRefused("code.unknown");
    given()
      .when(reported({ incident: 7 }))
      .thenRefused("incident.unknown");
    given()
      .when(reported({ description: "x".repeat(limits.descriptionLength + 1) }))
      .thenRefused("limit.text");
  });

  test("the classes are the region's, and a closure that names none stops those with a motor", () => {
    const vehicleClasses = [
      { code: "car", name: "Car", motor: true, vehicles: ["car", "van"] },
      { code: "horse", name: "Horse", motor: false, vehicles: [] },
    ];
    givenConfig({ vehicleClasses })
      .when(reported())
      .thenEvents({ type: "closure.reported", classes: ["car"] });
  });
});

describe("closure.confirm", () => {
  test("makes it binding, starts the review anew and moves the version", () => {
    const { state } = given(reported({ sourceGrade: "2" }), wait(60))
      .when({ type: "closure.confirm", closure: 1, contentGrade: "B" })
      .thenEvents({
        type: "closure.confirmed",
        closure: 1,
        sourceGrade: "2",
        contentGrade: "B",
        reviewAt: after(60 + 4 * hour),
      });
    assert.equal(versionOf(state), state.columns.head.position[0]);
  });

  test("is refused: unknown, confirmed already, lifted, expired, a grade that is none, before the report", () => {
    given().when(confirmed).thenRefused("closure.unknown");
    given(reported(), confirmed).when(confirmed).thenRefused("closure.wrong-state");
    given(reported(), lifted).when(confirmed).thenRefused("closure.wrong-state");
    given(reported({ expiresAt: after(60) }), wait(60), dueWork)
      .when(confirmed)
      .thenRefused("closure.wrong-state");
    given(reported())
      .when({ type: "closure.confirm", closure: 1, sourceGrade: "9" as "1" })
      .thenRefused("value.invalid");
    given(wait(100), reported()).when(late(60, confirmed)).thenRefused("time.before-last-change");
  });
});

describe("closure.amend", () => {
  test("says all that holds from now on; a confirmed one moves the version", () => {
    const { state } = given(reported({ direction: "bearing", bearingDegrees: 90 }), confirmed)
      .when(amended({ shape: ring, direction: "both", description: "grew" }))
      .thenEvents({
        type: "closure.amended",
        closure: 1,
        shape: ring,
        direction: "both",
        bearingDegrees: null,
        classes: ["patrol-car", "ambulance", "fire-appliance"],
        text: { reason: "moved", description: "grew" },
      });
    assert.equal(versionOf(state), state.columns.head.position[0]);
    assert.equal(state.text?.closures.get(1)?.description, "grew");
  });

  test("other traffic moves the version too; grades, words and a report do not", () => {
    const scene = given(reported(), confirmed);
    const before = versionOf(scene.state);
    const graded = scene
      .when(amended({ sourceGrade: "3", description: "a bus" }))
      .thenEvents({ type: "closure.amended", sourceGrade: "3" });
    assert.equal(versionOf(graded.state), before);
    const moved = graded
      .when(amended({ classes: ["foot"] }))
      .thenEvents({ type: "closure.amended" });
    assert.equal(versionOf(moved.state), before + 2);
    const report = given(reported()).when(amended({ shape: ring })).thenEvents({ type: "closure.amended" }); // prettier-ignore
    assert.equal(versionOf(report.state), 0);
  });

  test("a kept direction must fit the new shape, a kept bearing stays with its direction", () => {
    given(reported({ direction: "bearing", bearingDegrees: 90 }))
      .when(amended({ shape: ring }))
      .thenRefused("value.invalid");
    given(reported({ direction: "bearing", bearingDegrees: 90 }))
      .when(amended({ classes: ["foot"] }))
      .thenEvents({ type: "closure.amended", direction: "bearing", bearingDegrees: 90 });
  });

  test("is refused: no reason, nothing new, ended, unknown, a wrong shape or class, too many words", () => {
    given(reported())
      .when(amended({ reason: " ", shape: ring }))
      .thenRefused("needs.reason");
    given(reported())
      .when(amended({ shape: barricade, classes: ["patrol-car", "ambulance", "fire-appliance"] }))
      .thenRefused("closure.unchanged");
    given(reported(), lifted)
      .when(amended({ shape: ring }))
      .thenRefused("closure.wrong-state");
    given()
      .when(amended({ shape: ring }))
      .thenRefused("closure.unknown");
    given(reported())
      .when(amended({ shape: { kind: "area", points: [] } }))
      .thenRefused("value.invalid");
    given(reported())
      .when(amended({ classes: ["tram"] }))
      .thenRefused("code.unknown");
    given(reported())
      .when(amended({ description: "x".repeat(limits.descriptionLength + 1) }))
      .thenRefused("limit.text");
  });
});

describe("a closure that nobody looks at", () => {
  const expiring = reported({ expiresAt: after(6 * hour), confirm: true });

  test("asks to be renewed, then alarms, then expires: each by an event, and the alarm stays", () => {
    const scene = given(expiring, wait(6 * hour));
    const { state } = scene
      .when(dueWork)
      .thenEvents(
        { type: "closure.review-due", at: after(4 * hour) },
        { type: "alarm.raised", at: after(4 * hour + 900), kind: "closure to renew", subject: 1 },
        { type: "closure.expired", at: after(6 * hour) },
      );
    assert.equal(state.columns.head.openAlarms[0], 1);
    assert.equal(versionOf(state), state.columns.head.position[0]);
  });

  test("a short one has said all of it before it ends", () => {
    given(reported({ expiresAt: after(60), confirm: true }), wait(60))
      .when(dueWork)
      .thenEvents(
        { type: "closure.review-due", at: after(60) },
        { type: "alarm.raised", at: after(60) },
        { type: "closure.expired", at: after(60) },
      );
  });

  test("a report asks and expires without an alarm: nothing that anybody relied on ends", () => {
    const { state } = given(reported({ expiresAt: after(6 * hour) }), wait(6 * hour))
      .when(dueWork)
      .thenEvents({ type: "closure.review-due" }, { type: "closure.expired" });
    assert.equal(versionOf(state), 0);
  });

  test("the alarm can not be acknowledged away", () => {
    given(expiring, wait(5 * hour), dueWork)
      .when({ type: "alarm.acknowledge", alarm: 1 })
      .thenRefused("alarm.must-be-acted-on");
  });

  test("times are the region's own", () => {
    givenConfig(
      { closureRule: { reviewSeconds: 600, alarmSeconds: 60 } },
      reported({ confirm: true }),
      wait(700),
    )
      .when(dueWork)
      .thenEvents(
        { type: "closure.review-due", at: after(600) },
        { type: "alarm.raised", at: after(660) },
      );
  });

  test("leaves the state after a day, and its alarm with it", () => {
    const { state } = given(expiring, wait(6 * hour), dueWork, wait(24 * hour))
      .when(dueWork)
      .thenEvents({ type: "alarm.ended" }, { type: "closure.retired", at: after(30 * hour) });
    assert.equal(state.columns.head.heldClosures[0], 0);
    assert.deepEqual(state.text?.closures.size, 0);
  });
});

describe("closure.renew", () => {
  test("starts the review anew, ends the alarm, and leaves the version alone", () => {
    const scene = given(reported({ confirm: true }), wait(5 * hour), dueWork);
    const before = versionOf(scene.state);
    const { state } = scene.when(renewed(20 * hour)).thenEvents(
      {
        type: "closure.renewed",
        reviewAt: after(9 * hour),
        expiresAt: after(20 * hour),
        text: { reason: "AB12 looked" },
      },
      { type: "alarm.ended", alarm: 1 },
    );
    assert.equal(versionOf(state), before);
    assert.equal(state.text?.closures.get(1)?.reason, "AB12 looked");
  });

  test("shuts an expired one again; an expired report stays a report", () => {
    const ends = { expiresAt: after(60) };
    const scene = given(reported({ ...ends, confirm: true }), wait(60), dueWork);
    const { state } = scene.when(renewed(120)).thenEvents({ type: "closure.renewed" }, { type: "alarm.ended" }); // prettier-ignore
    assert.equal(versionOf(state), state.columns.head.position[0] - 1);
    const report = given(reported(ends), wait(60), dueWork).when(renewed(120)).thenEvents({ type: "closure.renewed" }); // prettier-ignore
    assert.equal(versionOf(report.state), 0);
    report.when(confirmed).thenEvents({ type: "closure.confirmed" });
  });

  test("is refused: no reason, an end that has passed, lifted, unknown, a review after the end", () => {
    given(reported())
      .when({ type: "closure.renew", closure: 1, expiresAt: after(60), reason: "" })
      .thenRefused("needs.reason");
    given(reported(), wait(60)).when(renewed(60)).thenRefused("value.invalid");
    given(reported(), lifted).when(renewed(60)).thenRefused("closure.wrong-state");
    given().when(renewed(60)).thenRefused("closure.unknown");
    given(reported())
      .when({ ...renewed(60), reviewAt: after(61) } as Command)
      .thenRefused("value.invalid");
  });
});

describe("closure.lift", () => {
  test("opens the road again, with a reason, and ends the alarm", () => {
    const { state } = given(reported({ confirm: true }), wait(5 * hour), dueWork)
      .when(lifted)
      .thenEvents(
        { type: "closure.lifted", closure: 1, text: { reason: "clear again" } },
        { type: "alarm.ended", alarm: 1 },
      );
    assert.equal(versionOf(state), state.columns.head.position[0] - 1);
  });

  test("of an expired one ends its alarm and moves nothing; of a report neither", () => {
    const expired = given(reported({ confirm: true, expiresAt: after(60) }), wait(60), dueWork);
    const before = versionOf(expired.state);
    const { state } = expired.when(lifted).thenEvents({ type: "closure.lifted" }, { type: "alarm.ended" }); // prettier-ignore
    assert.equal(versionOf(state), before);
    assert.equal(versionOf(given(reported(), lifted).state), 0);
  });

  test("is refused: no reason, lifted already, unknown, before the last change", () => {
    given(reported())
      .when({ type: "closure.lift", closure: 1, reason: "" })
      .thenRefused("needs.reason");
    given(reported(), lifted).when(lifted).thenRefused("closure.wrong-state");
    given().when(lifted).thenRefused("closure.unknown");
    given(wait(600), reported()).when(late(60, lifted)).thenRefused("time.before-last-change");
  });
});

test("rows and points are used again after retirement, numbers never", () => {
  const { state, twin } = given(reported(), lifted, wait(25 * hour), dueWork);
  twin.do(reported({ expiresAt: after(40 * hour) }));
  assert.equal(state.columns.head.closureRows[0], 1);
  assert.equal(state.columns.closures.number[0], 2);
  assert.equal(state.closureShapes.length, 1);
});
