import assert from "node:assert/strict";
import * as fc from "fast-check";
import { describe, test } from "node:test";
import { beginShift, intentArbitrary, live } from "../../testing/core/random-command.ts";
import {
  configured,
  given,
  givenConfig,
  onDuty,
  opened,
  registered,
  sent,
  wait,
  after,
} from "../../testing/core/scenario.ts";
import { makeRegionConfig } from "../../testing/core/region-config.ts";
import { testStart, Twin } from "../../testing/core/twin.ts";
import type { CoreEvent } from "../events.ts";
import type { RegionState } from "../state/region-state.ts";
import { isFree } from "../unit/free.ts";
import {
  gradeCount,
  shortfallCauses,
  type ShortfallCause,
  type UnavailabilityReason,
} from "../vocabulary.ts";
import { presentCause } from "./cause.ts";

/** Causes of the clocks of areas in these events. */
function causesOf(events: readonly CoreEvent[]): string[] {
  const causes = events.flatMap((e) =>
    e.type === "no-unit.began" && e.incident === null ? [e.cause] : [],
  );
  return [...new Set(causes)];
}

describe("the cause of no unit", () => {
  test("each cause of a region without a free unit", () => {
    assert.deepEqual(causesOf(given().when(registered("A1")).outcome.events), []);
    assert.deepEqual(causesOf(given().twin.events), ["nobody booked on"]);
    const medic = onDuty(["A1", { skills: ["medic"] }]);
    assert.deepEqual(causesOf(given(...medic).twin.events.slice(-9)), ["none qualified"]);
    const east = given(...onDuty(["A1", { area: "east" }])).twin.events;
    assert.deepEqual(causesOf(east.slice(-4)), ["all beyond range"]);
    const reasons: [UnavailabilityReason, string][] = [
      ["not given", "all committed"],
      ["meal break", "all committed"],
      ["paperwork", "all committed"],
      ["at rest", "at rest"],
      ["no vehicle", "no vehicle or key"],
      ["no key", "no vehicle or key"],
      ["kit fault", "no vehicle or key"],
      ["withheld", "withheld by directive"],
    ];
    for (const [reason, cause] of reasons) {
      const status = { type: "unit.set-status", unit: 0, status: "unavailable", reason } as const;
      assert.deepEqual(
        causesOf(given(...onDuty("A1")).when(status).outcome.events),
        [cause],
        reason,
      );
    }
  });

  test("a running clock keeps its cause until another keeps more than twice as many units", () => {
    const rest = (unit: number) =>
      ({ type: "unit.set-status", unit, status: "unavailable", reason: "at rest" }) as const;
    const away = (unit: number) =>
      ({ type: "unit.set-status", unit, status: "unavailable", reason: "no key" }) as const;
    const { twin } = given(...onDuty("A1", "B1", "C1", "D1", "E1"));
    const causes = [rest(0), rest(1), away(2), away(3), away(4), away(0), away(1)].map((step) =>
      causesOf(twin.do(step).events),
    );
    // While a unit is free nothing runs; five of five then stand for two causes, which do not take turns.
    assert.deepEqual(causes, [[], [], [], [], ["no vehicle or key"], [], []]);
    assert.deepEqual(
      [rest(0), rest(1), rest(2), rest(3)].map((step) => causesOf(twin.do(step).events)),
      [[], [], [], ["at rest"]],
    );
  });

  test("a grade that needs nothing any more ends its clocks; a new need begins them", () => {
    const { standardNeeds } = makeRegionConfig();
    const scenario = given();
    const without = scenario.when(
      configured({ standardNeeds: { ...standardNeeds, scheduled: null } }),
    );
    const ended = without.outcome.events.filter(({ type }) => type === "no-unit.ended");
    assert.deepEqual(
      ended.map((e) => e.type === "no-unit.ended" && [e.grade, e.end]),
      Array.from({ length: 3 }, () => ["scheduled", "configuration changed"]),
    );
    const again = scenario.when(configured()).outcome.events;
    assert.equal(again.filter(({ type }) => type === "no-unit.began").length, 3);
  });
});

describe("one waiting incident", () => {
  test("what keeps units from it now is said, while its clock goes on as it began", () => {
    const { twin } = given(registered("A1"), registered("M1", { skills: ["medic"] }));
    twin.do(opened("immediate"));
    const began = twin.state.columns.incidents.noUnitAt[0];
    const expect = (cause: ShortfallCause): void => {
      assert.equal(presentCause(twin.state, 0), cause);
      const { noUnitAt, noUnitCause } = twin.state.columns.incidents;
      assert.equal(noUnitAt[0], began);
      assert.equal(shortfallCauses.names[noUnitCause[0]], "nobody booked on");
    };
    expect("nobody booked on");
    twin.do({ type: "unit.book-on", unit: 1, crew: 1 });
    expect("none qualified");
    // Under an emergency it is never free, so the clock does not end in between.
    twin.do({ type: "unit.raise-emergency", unit: 0 });
    twin.do({ type: "unit.book-on", unit: 0, crew: 1 });
    expect("all committed");
  });

  test("its clock runs while some need of its plan has no free unit in reach", () => {
    given(...onDuty("A1"), opened("immediate", { incidentType: "shots" }), {
      type: "incident.note",
      incident: 1,
      note: "x",
    })
      .when({
        type: "unit.register",
        callSign: "F1",
        vehicle: "car",
        skills: ["firearms"],
        area: "mid",
        base: { latE7: 0, lonE7: 0 },
      })
      .thenEvents({ type: "unit.registered" })
      .when({ type: "unit.book-on", unit: 1, crew: 1 })
      .thenEvents(
        { type: "unit.booked-on" },
        { type: "no-unit.ended", incident: 1, end: "unit free" },
        { type: "alarm.ended" },
      );
  });

  test("one free unit ends one clock, that of who waits first; sent there, nobody else hears of it", () => {
    const many = Array.from({ length: 30 }, () => opened("immediate"));
    const scenario = given(opened("scheduled"), ...many, registered("A1"));
    scenario
      .when({ type: "unit.book-on", unit: 0, crew: 2 })
      .thenEvents(
        { type: "unit.booked-on" },
        { type: "no-unit.ended", incident: 2, end: "unit free" },
        { type: "alarm.ended" },
      )
      .when(sent(0, 2))
      .thenEvents({ type: "unit.allocated", incident: 2 })
      .when({ type: "unit.stand-down", unit: 0 })
      .thenEvents({ type: "allocation.ended", incident: 2 });
  });

  test("sent elsewhere, the first is without a unit again", () => {
    const registeredFirst = [registered("A1"), opened("immediate"), opened("scheduled")];
    given(...registeredFirst, { type: "unit.book-on", unit: 0, crew: 2 })
      .when(sent(0, 2))
      .thenEvents(
        { type: "unit.allocated", incident: 2 },
        { type: "no-unit.ended", incident: 2, end: "unit allocated" },
        { type: "no-unit.began", incident: 1 },
        { type: "alarm.raised", kind: "no unit", subject: 1 },
      );
  });

  test("who is sent a unit from elsewhere leaves the free one to the next", () => {
    const units = onDuty("A1", ["E1", { area: "east" }]);
    given(...units, opened("immediate"), opened("immediate"))
      .when(sent(1, 1))
      .thenEvents(
        { type: "unit.allocated", unit: 1, incident: 1 },
        { type: "no-unit.ended", incident: 2, end: "unit free" },
        { type: "alarm.ended" },
      );
  });

  test("no alarm for the lower grades", () => {
    given()
      .when(opened("scheduled"))
      .thenEvents(
        { type: "incident.opened" },
        { type: "no-unit.began", incident: 1, grade: "scheduled" },
      );
  });

  test("a late entry never ends a clock before it began", () => {
    const { twin } = given(opened("scheduled"), ...onDuty(["A1", { area: "east" }]), wait(600), {
      type: "incident.serve",
      incident: 1,
      grade: "priority",
      reason: "r",
    });
    const { events } = twin.do(sent(0), 300);
    const ended = events.find((event) => event.type === "no-unit.ended" && event.incident === 1);
    assert.equal(ended?.at, after(600));
  });

  test("a configuration renumbers needs under a running clock without ending it", () => {
    const { standardNeeds, responsePlans } = makeRegionConfig();
    const van = { skills: [], vehicles: ["van"], count: 1 };
    const scenario = givenConfig({}, opened("immediate", { incidentType: "shots" }));
    const more = configured({ standardNeeds: { ...standardNeeds, immediate: van } });
    scenario.when(more).thenEvents({ type: "region.configured" });
    const { incidents } = scenario.state.columns;
    const { needs } = scenario.state.policy ?? { needs: [] };
    assert.deepEqual(needs[incidents.noUnitNeed[0]].need.skills, ["firearms"]);
    const gone = configured({ responsePlans: responsePlans.slice(1) });
    scenario
      .when(gone)
      .thenEvents(
        { type: "region.configured" },
        { type: "no-unit.ended", incident: 1, end: "configuration changed" },
        { type: "alarm.ended" },
        { type: "no-unit.began", incident: 1 },
        { type: "alarm.raised", kind: "no unit" },
      );
  });
});

describe("zero-unit time", () => {
  /** Adds up, from units alone, how long no free unit fitted each grade's need in each area. */
  class Model {
    readonly total = new Map<string, number>();
    #since = testStart;
    #none: string[] = [];

    /** Called after each command with the state as it now is. */
    step(state: RegionState, at: number): void {
      for (const key of this.#none)
        this.total.set(key, (this.total.get(key) ?? 0) + at - this.#since);
      this.#since = at;
      this.#none = this.listNone(state);
    }

    listNone({ policy, columns, ...rest }: RegionState): string[] {
      if (policy === undefined) return [];
      const units = Array.from({ length: columns.head.units[0] }, (_, unit) => unit);
      const free = units.filter((unit) => isFree({ policy, columns, ...rest }, unit));
      return policy.config.areas.flatMap((area, index) =>
        Array.from({ length: gradeCount }, (_, grade) => grade).flatMap((grade) => {
          const need =
            policy.config.standardNeeds[
              (["immediate", "priority", "scheduled", "resolution"] as const)[grade]
            ];
          if (need === null) return [];
          const fits = free.some((unit) => {
            const home = policy.config.areas[columns.units.area[unit]].code;
            const inReach =
              area.reach.length === 0 || home === area.code || area.reach.includes(home);
            const skills = policy.config.skills.filter(
              (_skill, bit) => (columns.units.skills[unit] >> bit) & 1,
            );
            return (
              inReach && need.skills.every((code) => skills.some((skill) => skill.code === code))
            );
          });
          return fits ? [] : [`${index}/${grade}`];
        }),
      );
    }
  }

  test("a review that stops where nothing is left says what one of everybody says", () => {
    const history = fc.array(intentArbitrary, { minLength: 40, maxLength: 200, size: "max" });
    let waited = 0;
    fc.assert(
      fc.property(history, fc.nat(3), (intents, units) => {
        const [hinted, full] = [new Twin(false, false), new Twin(false, false)];
        for (const twin of [hinted, full]) {
          beginShift(twin, units);
          for (const incidentType of ["theft", "fight", "shots", "fight"])
            for (const area of ["east", "west"])
              twin.do(opened("scheduled", { incidentType, area }));
        }
        for (const intent of intents) {
          full.state.reviewedPolicy = undefined;
          for (const twin of [hinted, full]) live(twin, intent);
          const { count } = hinted.state.columns.waiting;
          if (count[0] + count[1] + count[2] > 3) waited += 1;
        }
        assert.deepEqual(hinted.events, full.events);
      }),
      { numRuns: 100 },
    );
    assert.ok(waited > 500, `only ${waited} times did more than three wait`);
  });

  test("the totals and running clocks equal an independent count, whatever happens", () => {
    const history = fc.array(intentArbitrary, { minLength: 10, maxLength: 80, size: "max" });
    fc.assert(
      fc.property(history, (intents) => {
        const twin = new Twin();
        const model = new Model();
        beginShift(twin);
        model.step(twin.state, twin.now);
        for (const intent of intents) {
          const step = { ...intent, lateSeconds: 0 };
          live(twin, step);
          model.step(twin.state, twin.now);
        }
        const { cover } = twin.state.columns;
        for (let area = 0; area < 3; area += 1)
          for (let grade = 0; grade < gradeCount; grade += 1) {
            const row = area * gradeCount + grade;
            const running = cover.since[row] === 0 ? 0 : twin.now - cover.since[row];
            assert.equal(
              cover.total[row] + running,
              model.total.get(`${area}/${grade}`) ?? 0,
              `area ${area}, grade ${grade}`,
            );
          }
      }),
      { numRuns: 60 },
    );
  });
});
