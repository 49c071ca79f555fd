import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import { hasUnmet, listUnmet } from "../../core/allocation/unmet.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { ukPoliceConfig } from "../../core/presets/uk-police.ts";
import { countHeads } from "../../core/roster/head-count.ts";
import { hashState } from "../../core/state/hash.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { Demand } from "./demand.ts";
import type { PlanShift, RehearsalPlan } from "./plan.ts";
import { Replication } from "./replication.ts";
import { expectedCalls } from "./summary.ts";

const straightLine = makeStraightLine();
const travel = () => straightLine;
/** A Friday, 20:00 UTC. */
const startAt = 1_804_276_800_000_000;

const minute = { law: "weibull", shape: 2, scale: 70 } as const;

interface Given {
  readonly perHour?: readonly number[];
  readonly warmUpHours?: number;
  readonly hours?: number;
  readonly shifts?: readonly Partial<PlanShift>[];
  readonly patienceMinutes?: number;
  readonly sceneMinutes?: number;
  readonly heldBack?: Partial<RehearsalPlan["heldBack"]>;
  readonly varianceToMean?: number;
  /** Calls have handling and turnout, and ways a factor. */
  readonly isSlow?: boolean;
}

function makePlan(given: Given = {}): RehearsalPlan {
  const { perHour = [6], warmUpHours = 1, hours = 6, shifts = [{}], sceneMinutes = 30 } = given;
  const { patienceMinutes, heldBack = {}, varianceToMean = 1.5, isSlow = false } = given;
  const kind = isSlow
    ? { handling: minute, turnout: minute, wayFactor: 1.4 }
    : { handling: undefined, turnout: undefined, wayFactor: 1 };
  const areas = ["north", "south"].map((code, index) => ({
    code,
    latE7: 540_000_000 + index * 300_000,
    lonE7: 3_000_000,
    radiusM: 2_000,
    share: 1 + index,
  }));
  const centre = { latE7: 540_000_000, lonE7: 3_000_000 };
  const listed = areas.map(({ code }) => ({ code, name: code, ring: [], reach: [] }));
  const patienceMicros =
    patienceMinutes === undefined ? undefined : patienceMinutes * microsPerMinute;
  const scene = { law: "lognormal", median: sceneMinutes * 60, sigma: 0.5 } as const;
  return {
    name: "test",
    config: ukPoliceConfig({ id: "test", name: "Test", centre, areas: listed }),
    startAt,
    warmUpMicros: warmUpHours * microsPerHour,
    lengthMicros: hours * microsPerHour,
    areas,
    demand: {
      perHour,
      varianceToMean,
      levels: [],
      clockHours: 0,
      cells: undefined,
      grades: [
        {
          grade: "immediate",
          share: 1,
          incidentType: "violence",
          ...kind,
          scene,
          patienceMicros,
        },
        {
          grade: "priority",
          share: 2,
          incidentType: "concern-for-safety",
          ...kind,
          scene,
          patienceMicros,
        },
        {
          grade: "scheduled",
          share: 1,
          incidentType: "burglary",
          ...kind,
          scene,
          patienceMicros,
        },
        {
          grade: "resolution",
          share: 1,
          incidentType: "noise",
          ...kind,
          scene,
          patienceMicros,
        },
      ],
    },
    shifts: shifts.map((shift) => ({
      area: "north",
      skills: ["response"],
      vehicle: "car",
      units: 3,
      startMicros: 0,
      lengthMicros: 24 * microsPerHour,
      arrives: 1,
      lateShare: 0,
      lateMicros: 0,
      ...shift,
    })),
    travelSigma: 0.3,
    straightLine: undefined,
    closures: [],
    levels: [],
    walkOuts: [],
    hasRoster: false,
    heldBack: { immediate: 0, priority: 0, scheduled: 0, resolution: 0, ...heldBack },
  };
}

function play(plan: RehearsalPlan, replication = 0) {
  const events: CoreEvent[] = [];
  const sink = { open: true, put: (event: CoreEvent) => void events.push(event) };
  const night = new Replication(plan, { seed: 5, replication, travel, sink });
  return { figures: night.run(), events, night };
}

const anyPlan = fc
  .record({
    rate: fc.integer({ min: 1, max: 25 }),
    hours: fc.integer({ min: 1, max: 8 }),
    units: fc.integer({ min: 1, max: 6 }),
    startHour: fc.integer({ min: 0, max: 23 }),
    shiftHours: fc.integer({ min: 1, max: 24 }),
    arrives: fc.constantFrom(0, 0.5, 1),
    patienceMinutes: fc.constantFrom(undefined, 5, 40),
    held: fc.nat(2),
    isSlow: fc.boolean(),
    hasRoster: fc.boolean(),
    lateShare: fc.constantFrom(0, 0.4),
    interrupted: fc.constantFrom("resumed" as const, "restarted" as const),
    walkOut: fc.option(
      fc.record({
        atHour: fc.integer({ min: 0, max: 6 }),
        backHour: fc.option(fc.integer({ min: 7, max: 9 }), { nil: undefined }),
        share: fc.constantFrom(0.5, 1),
        handsOver: fc.boolean(),
      }),
      { nil: undefined },
    ),
  })
  .map(({ rate, hours, units, startHour, shiftHours, arrives, patienceMinutes, held, ...more }) => {
    const { isSlow, hasRoster, lateShare, interrupted, walkOut } = more;
    const plan = makePlan({
      isSlow,
      perHour: [rate],
      hours,
      shifts: [
        {
          units,
          startMicros: startHour * microsPerHour,
          lengthMicros: shiftHours * microsPerHour,
          arrives,
          lateShare,
          lateMicros: 20 * microsPerMinute,
        },
        { units: 1, area: "south" },
      ],
      heldBack: { scheduled: held, priority: Math.max(0, held - 1) },
      ...(patienceMinutes === undefined ? {} : { patienceMinutes }),
    });
    const { takes } = plan.config.divertRule ?? assert.fail();
    const at = (hour: number) => startAt + hour * microsPerHour;
    return {
      ...plan,
      hasRoster,
      config: { ...plan.config, divertRule: { takes, interrupted } },
      walkOuts:
        walkOut === undefined
          ? []
          : [
              {
                at: at(walkOut.atHour),
                backAt: walkOut.backHour === undefined ? undefined : at(walkOut.backHour),
                area: undefined,
                share: walkOut.share,
                handsOver: walkOut.handsOver,
              },
            ],
    };
  });

describe("one night", () => {
  test("its events fold to the state that it has, bit by bit, and nobody listening changes nothing", () => {
    fc.assert(
      fc.property(anyPlan, fc.nat(50), (plan, replication) => {
        const { figures, events, night } = play(plan, replication);
        const folded = makeRegionState({}, false);
        for (const event of events) evolve(folded, event);
        assert.equal(hashState(folded), hashState(night.state));
        for (let row = 0; row < folded.columns.head.incidentRows[0]; row += 1)
          assert.equal(
            hasUnmet(folded, row),
            listUnmet(folded, row).some((count) => count > 0),
          );
        const quiet = new Replication(plan, { seed: 5, replication, travel });
        assert.deepEqual(quiet.run(), figures);
        assert.equal(hashState(quiet.state), hashState(night.state));
      }),
      { numRuns: 60 },
    );
  });

  test("every call is counted once, and nobody is in time who was not reached", () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const { figures, events } = play(plan);
        const countAt = plan.startAt + plan.warmUpMicros;
        const opened = events.filter(
          (event) => event.type === "incident.opened" && event.at >= countAt,
        );
        assert.equal(
          figures.reduce((sum, { calls }) => sum + calls, 0),
          opened.length,
        );
        for (const { calls, reached, gaveUp, open, inTime, judged, responseSeconds } of figures) {
          assert.ok(reached + gaveUp + open <= calls && open >= 0);
          assert.ok(inTime <= judged && inTime <= reached);
          assert.equal(responseSeconds.length, reached);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("while units are held back for better grades, so many stay free", () => {
    const plan = makePlan({
      perHour: [20],
      hours: 8,
      shifts: [{ units: 5 }],
      heldBack: { scheduled: 2 },
    });
    const { events } = play(plan);
    const busy = new Set<number>();
    const grade = new Map<number, string>();
    let sent = 0;
    for (const event of events) {
      if (event.type === "incident.opened") grade.set(event.incident, event.served);
      if (event.type === "allocation.ended") busy.delete(event.unit);
      if (event.type !== "unit.allocated") continue;
      busy.add(event.unit);
      if (grade.get(event.incident) !== "scheduled") continue;
      sent += 1;
      assert.ok(5 - busy.size >= 2, `${busy.size} of 5 are busy after a scheduled call`);
    }
    assert.ok(sent > 0);
  });

  test("a unit that is busy when its shift ends goes on, and goes home when it clears", () => {
    const plan = makePlan({
      perHour: [12],
      sceneMinutes: 90,
      warmUpHours: 0,
      hours: 8,
      shifts: [{ units: 4, startMicros: 20 * microsPerHour, lengthMicros: 2 * microsPerHour }],
    });
    const { events } = play(plan);
    const endsAt = startAt + 2 * microsPerHour;
    const offs = events.filter((event) => event.type === "unit.booked-off");
    assert.equal(offs.length, 4);
    assert.ok(
      offs.some(({ at }) => at > endsAt),
      "nobody worked longer",
    );
    for (const { unit, at } of offs) {
      if (at === endsAt) continue;
      const ended = events.filter(
        (event) => event.type === "allocation.ended" && event.unit === unit,
      );
      assert.equal(ended.at(-1)?.at, at);
    }
    const late = events.filter((event) => event.type === "unit.allocated" && event.at > endsAt);
    assert.deepEqual(late, []);
  });

  test("with its shifts planned in the region, who is late, absent and over its time is said, and nothing else changes", () => {
    const plan = makePlan({
      perHour: [2],
      sceneMinutes: 50,
      hours: 8,
      warmUpHours: 1,
      shifts: [
        {
          units: 12,
          startMicros: 21 * microsPerHour,
          lengthMicros: 6 * microsPerHour,
          arrives: 0.6,
          lateShare: 0.5,
          lateMicros: 40 * microsPerMinute,
        },
      ],
    });
    const bare = play(plan);
    const { figures, events, night } = play({ ...plan, hasRoster: true });
    assert.deepEqual(figures, bare.figures);
    const fromAt = startAt + microsPerHour;
    const untilAt = startAt + 7 * microsPerHour;
    const cameAt = new Map<number, number>();
    const wentAt = new Map<number, number>();
    for (const event of events) {
      if (event.type === "unit.booked-on") cameAt.set(event.unit, event.at);
      if (event.type === "unit.booked-off") wentAt.set(event.unit, event.at);
    }
    const count = (type: CoreEvent["type"]) => events.filter((each) => each.type === type).length;
    const after = (minutes: number) =>
      [...cameAt.values()].filter((at) => at > fromAt + minutes * microsPerMinute).length;
    const absent = 12 - cameAt.size;
    assert.ok(absent > 0 && after(10) > 0);
    assert.deepEqual(
      [count("shift.planned"), count("shift.marked-late"), count("shift.marked-absent")],
      [12, absent + after(10), absent + after(60)],
    );
    const over = [...wentAt.values()].filter((at) => at > untilAt).length;
    assert.ok(over > 0 && over < cameAt.size, `${over} of ${cameAt.size} over`);
    assert.equal(count("shift.overran"), over, "who leaves at the end has no overtime");
    // At every quarter of an hour the heads are those of the units there, two each.
    const step = microsPerHour / 4;
    const heads = countHeads(night.state, { from: fromAt, until: untilAt, step, now: untilAt });
    for (const [index, at] of heads.at.entries()) {
      const there = [...cameAt].filter(
        ([unit, came]) => came <= at && (wentAt.get(unit) ?? Infinity) > at,
      );
      assert.deepEqual(
        [heads.planned[index], heads.turnedUp[index]],
        [at < untilAt ? 24 : 0, 2 * there.length],
      );
    }
  });

  test("nobody is sent before a call is handled, and nobody arrives before the turnout and the way", () => {
    const plan = makePlan({ perHour: [12], hours: 8, shifts: [{ units: 11 }], isSlow: true });
    const { events } = play(plan);
    const demand = new Demand(plan, new CallRandom(5, "rehearsal"), 0);
    const calls = new Map<number, ReturnType<Demand["next"]>>();
    for (let call = demand.next(); call.at < startAt + 9 * microsPerHour; call = demand.next())
      calls.set(call.at, call);
    const callOf = new Map<number, ReturnType<Demand["next"]>>();
    const sentAt = new Map<number, number>();
    let [waited, atOnce] = [0, 0];
    for (const event of events) {
      if (event.type === "incident.opened") {
        const call = calls.get(event.at);
        assert.ok(call !== undefined);
        callOf.set(event.incident, call);
      } else if (event.type === "unit.allocated") {
        const { at, handlingMicros = 0 } = callOf.get(event.incident) ?? assert.fail();
        assert.ok(event.at >= at + handlingMicros);
        if (event.at === at + handlingMicros) atOnce += 1;
        else waited += 1;
        sentAt.set(event.unit, event.at);
      } else if (event.type === "unit.progressed" && event.status === "at scene") {
        const { turnoutMicros = 0 } = callOf.get(event.incident) ?? assert.fail();
        // The straight line's base alone is two minutes; its spread halves it at the very most.
        const sent = sentAt.get(event.unit) ?? assert.fail();
        assert.ok(event.at - sent > turnoutMicros + 30 * 1e6);
      }
    }
    assert.ok(atOnce > 20 && waited > 5, `${atOnce} at once, ${waited} waited`);
  });

  test("a decision on the service level defers calls until another lets them wait again; it folds to the same state", () => {
    const at = (hours: number) => startAt + hours * microsPerHour;
    const plan: RehearsalPlan = {
      ...makePlan({ perHour: [12], hours: 6 }),
      levels: [
        { at: at(2), level: "life only" },
        { at: at(5), level: "normal" },
      ],
    };
    const { events, night } = play(plan);
    const deferred = events.filter(({ type }) => type === "incident.deferred");
    assert.ok(deferred.length > 5);
    assert.ok(deferred.every((event) => event.at >= at(2) && event.at <= at(5)));
    const decided = events.filter(({ type }) => type === "level.decided");
    assert.deepEqual(
      decided.map((event) => event.at),
      [at(2), at(5)],
    );
    const taken = events.filter(({ type }) => type === "incident.taken-up");
    assert.equal(taken.length, deferred.length, "all wait again when the level is normal");
    const folded = makeRegionState({}, false);
    for (const event of events) evolve(folded, event);
    assert.equal(hashState(folded), hashState(night.state));
  });

  test("without any unit nobody is reached, and the clocks run for the whole night in both areas", () => {
    const plan = makePlan({ shifts: [{ arrives: 0 }], patienceMinutes: 10, hours: 5 });
    const { figures } = play(plan);
    const [immediate, priority, scheduled] = figures;
    for (const { reached } of figures) assert.equal(reached, 0);
    assert.ok(priority.gaveUp > 0);
    assert.deepEqual(
      [immediate.noUnitMinutes, priority.noUnitMinutes, scheduled.noUnitMinutes],
      [600, 600, 0],
    );
  });
});

describe("calls", () => {
  test("are the same whatever the units do", () => {
    const opened = (given: Given) =>
      play(makePlan(given))
        .events.filter((event) => event.type === "incident.opened")
        .map(({ at, location, assessed }) => ({ at, location, assessed }));
    assert.deepEqual(
      opened({ shifts: [{ units: 1 }] }),
      opened({ shifts: [{ units: 6 }], heldBack: { priority: 2 } }),
    );
  });

  test("lie in their areas, come as often as the profile says, and begin where the week stands", () => {
    // Friday 21:00 to Saturday 03:00: calls only in the two hours after Friday midnight.
    const week = Array.from({ length: 168 }, (_, hour) => (hour === 120 || hour === 121 ? 30 : 0));
    const plan = makePlan({ perHour: week, varianceToMean: 1 });
    assert.equal(expectedCalls(plan), 60);
    const random = new CallRandom(9, "rehearsal");
    let count = 0;
    const nights = 200;
    for (let replication = 0; replication < nights; replication += 1) {
      const demand = new Demand(plan, random, replication);
      for (let call = demand.next(); call.at < startAt + 8 * microsPerHour; call = demand.next()) {
        count += 1;
        const hour = (call.at - startAt) / microsPerHour;
        assert.ok(hour >= 4 && hour < 6, `a call at hour ${hour}`);
        const area = plan.areas.find(({ code }) => code === call.area);
        assert.ok(area !== undefined);
        assert.ok(Math.abs(call.latE7 - area.latE7) <= 2_001 * 89.932);
      }
    }
    // Five standard errors of a Poisson count of 12,000.
    assert.ok(Math.abs(count - 60 * nights) < 5 * Math.sqrt(60 * nights), String(count));
  });
});
