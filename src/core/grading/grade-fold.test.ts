import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerHour, microsPerSecond } from "../../base/instant.ts";
import { RandomStream } from "../../base/random.ts";
import { after, given, opened, progressed, sent, onDuty } from "../../testing/core/scenario.ts";
import { makeRegionConfig } from "../../testing/core/region-config.ts";
import type { Command } from "../commands.ts";
import type { CoreEvent } from "../events.ts";
import type { Grade } from "../vocabulary.ts";
import { GradeFold, targetsOf, type GradeReport } from "./grade-fold.ts";
import { binomialTail, listStandOuts, poissonTail } from "./stand-out.ts";

const targets = targetsOf(makeRegionConfig().gradeRules);
const from = Math.floor(after(0) / microsPerHour) * microsPerHour;

function reportOf(events: readonly CoreEvent[], underPercent = 25): GradeReport {
  const fold = new GradeFold({ from, until: from + 24 * microsPerHour, underPercent, targets });
  for (const event of events) fold.take(event);
  return fold.report();
}

function assess(incident: number, grade: Grade): Command {
  return { type: "incident.assess", incident, grade, reason: "looked again" };
}

function withinOf({ response }: GradeReport, basis: string, grade: Grade) {
  const row = response.find((each) => each.basis === basis && each.grade === grade);
  return [row?.incidents, row?.within, row?.missed, row?.withinPercent];
}

describe("the report of gradings", () => {
  test("a target met by grading lower is met by the last grade and missed by the first", () => {
    const twin = given().twin;
    for (const step of onDuty("A1")) twin.do(step);
    twin.do(opened("immediate"));
    const target = targets[0] ?? 0;
    twin.wait(target - 30);
    twin.do(assess(1, "priority"));
    twin.do(sent(0));
    twin.wait(120);
    twin.do(progressed(0, "en route"));
    twin.do(progressed(0, "at scene"));
    const report = reportOf(twin.events);
    assert.deepEqual(withinOf(report, "first assessed", "immediate"), [1, 0, 1, 0]);
    assert.deepEqual(withinOf(report, "last assessed", "immediate"), [0, 0, 0, null]);
    assert.deepEqual(withinOf(report, "last assessed", "priority"), [1, 1, 0, 100]);
    assert.deepEqual(withinOf(report, "served", "priority"), [1, 1, 0, 100]);
    assert.partialDeepStrictEqual(report.regradings, [
      { incident: 1, from: "immediate", to: "priority", served: "priority", leftSeconds: 30, targetSeconds: target, isLate: true },
    ]); // prettier-ignore
    assert.partialDeepStrictEqual(report.people, [{ up: 0, down: 1, late: 1, incidents: 1 }]);
  });

  test("a served grade that a person sets lower is counted apart, and leaves the assessed one", () => {
    const twin = given().twin;
    twin.do(opened("immediate"));
    twin.do({ type: "incident.serve", incident: 1, grade: "scheduled", reason: "nobody free" });
    const report = reportOf(twin.events);
    assert.partialDeepStrictEqual(report.people, [{ down: 0, servedDown: 1 }]);
    assert.equal(report.regradingCount, 0);
    assert.deepEqual(withinOf(report, "last assessed", "immediate")[0], 1);
    assert.deepEqual(withinOf(report, "served", "scheduled")[0], 1);
  });

  test("up is no down, the same again is nothing, and with somebody there no target is left", () => {
    const twin = given().twin;
    for (const step of onDuty("A1")) twin.do(step);
    twin.do(opened("scheduled"));
    for (const grade of ["scheduled", "priority"] as const) twin.do(assess(1, grade));
    twin.do(sent(0));
    twin.do(progressed(0, "en route"));
    twin.do(progressed(0, "at scene"));
    twin.do(assess(1, "scheduled"));
    assert.partialDeepStrictEqual(reportOf(twin.events).people, [{ up: 1, down: 1, late: 0 }]);
  });

  test("one supervisor who grades 30 incidents down just before their target stands out", () => {
    const twin = given().twin;
    for (let incident = 1; incident <= 30; incident += 1) twin.do(opened("priority"));
    twin.wait((targets[1] ?? 0) - 60);
    for (let incident = 1; incident <= 30; incident += 1) twin.do(assess(incident, "scheduled"));
    const ordinary = nightOf(7);
    const report = reportOf([...ordinary, ...twin.events.map(ofSupervisor)]);
    const found = report.people.filter(({ standsOut }) => standsOut !== "");
    assert.partialDeepStrictEqual(found, [
      { by: "supervisor-9", down: 30, late: 30, incidents: 30, standsOut: "late and many" },
    ]);
    assert.equal(report.people[0], found[0], "it comes first");
    // And the responses show what it was for: the 30 left the grade whose target they would have missed.
    assert.deepEqual(
      [
        withinOf(report, "first assessed", "priority")[0],
        withinOf(report, "last assessed", "priority")[0],
      ],
      [30 + ordinary.length / 2, 0],
    );
  });

  test("no hour of 200 ordinary nights stands out", () => {
    let hours = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const { people } = reportOf(nightOf(seed));
      hours += people.length;
      assert.deepEqual(people.filter(({ standsOut }) => standsOut !== ""), [], `seed ${seed}`); // prettier-ignore
    }
    assert.ok(hours > 10_000, `${hours} hours of persons`);
  });
});

/** Twelve people for ten hours: each grades about one and a half incidents an hour anew, at any time of their wait, most of them down. */
function nightOf(seed: number): CoreEvent[] {
  const stream = new RandomStream(seed, "gradings");
  const events: CoreEvent[] = [];
  let incident = 0;
  const target = targets[1] ?? 0;
  for (let hour = 0; hour < 10; hour += 1)
    for (let person = 0; person < 12; person += 1) {
      // Busy hours come now and then.
      const most = stream.chance(0.1) ? 8 : 3;
      for (let act = stream.below(most + 1); act > 0; act -= 1) {
        incident += 1;
        const at = from + (hour + 2) * microsPerHour + stream.below(3600) * microsPerSecond;
        const clockAt = at - (1 + stream.below(target)) * microsPerSecond;
        const facts = { entered: at, by: `person-${person}`, incident };
        const place = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 } as const;
        events.push(
          { type: "incident.opened", ...facts, at: clockAt, incidentType: "theft", location: place, area: "west", assessed: "priority", served: "priority", thrive: {}, hazards: [], clockAt },
          { type: "incident.assessed", ...facts, at, assessed: stream.chance(0.8) ? "scheduled" : "immediate", thrive: {} },
        ); // prettier-ignore
      }
    }
  return events;
}

/** In a night of others, under numbers that nobody else has. */
function ofSupervisor(event: CoreEvent): CoreEvent {
  const incident = "incident" in event ? { incident: (event.incident ?? 0) + 1_000_000 } : {};
  return { ...event, ...incident, by: "supervisor-9" };
}

describe("what stands out", () => {
  test("tails as tables have them", () => {
    for (const [got, expected] of [
      [binomialTail(3, 3, 0.5), 0.125],
      [binomialTail(1, 10, 0.1), 1 - 0.9 ** 10],
      [binomialTail(0, 5, 0.3), 1],
      [binomialTail(6, 5, 0.3), 0],
      [poissonTail(1, 2), 1 - Math.exp(-2)],
      [poissonTail(3, 2), 1 - 5 * Math.exp(-2)],
      [poissonTail(0, 2), 1],
    ] as const)
      assert.ok(Math.abs(got - expected) < 1e-12, `${got} ${expected}`);
  });

  test("where a whole room grades late, nobody stands out by being late", () => {
    const hours = ["a", "b", "c"].map((name) => ({ by: name, down: 10, late: 9 }));
    assert.deepEqual(listStandOuts(hours), ["", "", ""]);
    assert.deepEqual(
      listStandOuts([{ by: "x", down: 12, late: 12 }, ...hours.map((each) => ({ ...each, late: 1 }))]), // prettier-ignore
      ["late", "", "", ""],
    );
  });
});
