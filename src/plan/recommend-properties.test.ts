/**
 * Properties of recommendations over random rooms: who may never be recommended, that filled and missing slots add
 * up, and that every cause given is true. The rules are written anew here (`fateOf`), from their documentation.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { decide } from "../core/decide.ts";
import { countFreeInReach, findCause } from "../core/no-unit/cause.ts";
import { exclusionCauses, type Recommendation } from "../core/recommendation.ts";
import { findIncidentRow, getPolicy } from "../core/state/region-state.ts";
import { handReasons } from "../core/unit/hand-reasons.ts";
import {
  grades,
  unavailabilityReasons,
  unitStatuses,
  type UnavailabilityReason,
} from "../core/vocabulary.ts";
import {
  act,
  addIncident,
  addUnit,
  makeRoom,
  placeAt,
  roomConfig,
  waitSeconds,
  type Room,
} from "../testing/control-room.ts";
import { chooseUnits, travelSecondsOf } from "./choose-units.ts";
import { recommend } from "./recommend.ts";
import { makeStraightLine } from "./straight-line.ts";
import { driftMostMicros } from "./candidates.ts";

const travel = makeStraightLine();
const skillSets = [
  [],
  ["response"],
  ["response", "traffic"],
  ["local"],
  ["firearms", "command"],
  ["taser", "response"],
];
const types = ["burglary", "collision-injury", "weapon", "firearm", "robbery"];

interface UnitPlan {
  readonly north: number;
  readonly east: number;
  readonly skills: number;
  readonly area: "north" | "south";
  readonly fate: "off" | "free" | "deployable" | "committed" | "unavailable" | "emergency" | "sent";
  readonly reason: UnavailabilityReason;
  readonly grade: "priority" | "scheduled" | "immediate";
}

const unitPlan: fc.Arbitrary<UnitPlan> = fc.record({
  north: fc.integer({ min: -20_000, max: 20_000 }),
  east: fc.integer({ min: -20_000, max: 20_000 }),
  skills: fc.nat(skillSets.length - 1),
  area: fc.constantFrom("north", "south"),
  fate: fc.constantFrom(
    "off",
    "free",
    "free",
    "deployable",
    "committed",
    "unavailable",
    "emergency",
    "sent",
  ),
  reason: fc.constantFrom(...handReasons),
  grade: fc.constantFrom("priority", "scheduled", "immediate"),
});

const world = fc.record({
  units: fc.array(unitPlan, { maxLength: 25 }),
  type: fc.constantFrom(...types),
  grade: fc.constantFrom("immediate" as const, "priority" as const),
  rangeSeconds: fc.constantFrom(null, 300, 900, 2700),
  onlyNorth: fc.boolean(),
  ageSeconds: fc.constantFrom(0, 30, 300, 5000),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function build(plan: World): { room: Room; incident: number } {
  const config = roomConfig();
  const [north, south] = config.areas;
  const room = makeRoom({
    ...config,
    areas: [{ ...north, reach: plan.onlyNorth ? ["north"] : [] }, south],
    gradeRules: {
      ...config.gradeRules,
      immediate: { ...config.gradeRules.immediate, rangeSeconds: plan.rangeSeconds },
    },
  });
  for (const given of plan.units) placeUnit(room, given);
  waitSeconds(room, plan.ageSeconds);
  return { room, incident: addIncident(room, { type: plan.type, grade: plan.grade, north: 10 }) };
}

function placeUnit(room: Room, given: UnitPlan): void {
  const { north, east, area, fate } = given;
  const unit = addUnit(room, {
    north,
    east,
    area,
    skills: skillSets[given.skills],
    bookedOn: fate !== "off",
  });
  if (fate === "deployable")
    act(room, { type: "unit.set-status", unit, status: "committed deployable" });
  if (fate === "committed") act(room, { type: "unit.set-status", unit, status: "committed" });
  if (fate === "unavailable")
    act(room, { type: "unit.set-status", unit, status: "unavailable", reason: given.reason });
  if (fate === "emergency") act(room, { type: "unit.raise-emergency", unit });
  if (fate === "sent")
    act(room, {
      type: "unit.send",
      units: [unit],
      incident: addIncident(room, { north: 3000, grade: given.grade }),
    });
}

function ask(room: Room, incident: number, limit = 20): Recommendation {
  return recommend(room.state, { id: "r", incident, now: room.now, travel, limit });
}

const statuses = unitStatuses.code;

/** Written anew, by the documented rules: may this unit fill the need, and if not, why not. */
function fateOf(room: Room, got: Recommendation, unit: number, need: number): string {
  const { state } = room;
  const { units, incidents } = state.columns;
  const policy = getPolicy(state);
  if (units.status[unit] === statuses.off) return "nobody booked on";
  if (((units.serves[unit] >> need) & 1) === 0) return "none qualified";
  if (units.status[unit] === statuses.unavailable) {
    const reason = unavailabilityReasons.names[units.reason[unit]];
    if (reason === "at rest") return "at rest";
    if (reason === "withheld") return "withheld by directive";
    return ["no vehicle", "no key", "kit fault"].includes(reason)
      ? "no vehicle or key"
      : "all committed";
  }
  if (units.emergencyAt[unit] !== 0) return "all committed";
  const isFree =
    units.status[unit] === statuses.available ||
    units.status[unit] === statuses["committed deployable"];
  if (!isFree) return "all committed";
  const row = findIncidentRow(state, got.incident);
  const home = units.area[unit];
  if (policy.reach[incidents.area[row] * policy.areaCount + home] === 0) return "all beyond range";
  const range = policy.config.gradeRules[got.grade].rangeSeconds;
  if (range === null) return "could go";
  const start = { unit, vehicleClass: 0, latE7: units.latE7[unit], lonE7: units.lonE7[unit] };
  const micros = travel.micros(start, got.location.latE7, got.location.lonE7);
  const age = room.now - units.positionAt[unit];
  const drift = age > policy.config.positionStaleSeconds * 1e6 ? Math.min(age, driftMostMicros) : 0;
  if (micros > range * 1e6) return "all beyond range";
  return micros + drift > range * 1e6 ? "positions stale" : "could go";
}

test("recommend: never a unit that is off, unavailable, in emergency, unfit, or busy on as high a grade", () => {
  fc.assert(
    fc.property(world, (plan) => {
      const { room, incident } = build(plan);
      const got = ask(room, incident);
      const { units, allocations, incidents } = room.state.columns;
      assert.equal(new Set(got.options.map((option) => option.unit)).size, got.options.length);
      for (const option of got.options) {
        const { unit } = option;
        assert.equal(units.emergencyAt[unit], 0);
        assert.ok(
          units.status[unit] !== statuses.off && units.status[unit] !== statuses.unavailable,
        );
        assert.equal((units.serves[unit] >> option.need) & 1, 1);
        const active = units.firstAllocation[unit];
        assert.equal(option.divert !== null, active >= 0);
        if (active >= 0)
          assert.ok(incidents.served[allocations.incident[active]] > grades.code[got.grade]);
        if (option.chosen) assert.equal(fateOf(room, got, unit, option.need), "could go");
      }
    }),
  );
});

test("recommend: every chosen unit can be sent at once, with no acceptance asked", () => {
  fc.assert(
    fc.property(world, (plan) => {
      const { room, incident } = build(plan);
      const units = ask(room, incident)
        .options.filter((o) => o.chosen)
        .map((o) => o.unit);
      if (units.length === 0) return;
      const command = { type: "unit.send", incident, units } as const;
      const decision = decide(room.state, command, { now: room.now, at: room.now, by: "tester" });
      assert.equal(decision.refusal, undefined);
      assert.deepEqual(
        ask(room, incident).options.filter((o) => o.chosen),
        [],
        "and then nothing is missing",
      );
    }),
  );
});

test("recommend: who chooses without asking for reasons chooses the same units, in the same order", () => {
  fc.assert(
    fc.property(world, (plan) => {
      const { room, incident } = build(plan);
      const chosen = ask(room, incident).options.filter((option) => option.chosen);
      const row = findIncidentRow(room.state, incident);
      const { scan, plan: filled } = chooseUnits(room.state, row, { now: room.now, travel }, false);
      const places = filled.candidate.subarray(0, filled.count);
      assert.deepEqual(
        Array.from(places, (index, place) => [
          scan.candidates.unit[index],
          filled.need[place],
          travelSecondsOf(scan, index),
        ]),
        chosen.map(({ unit, need, travelSeconds }) => [unit, need, travelSeconds]),
      );
    }),
    { numRuns: 300 },
  );
});

test("recommend: slots filled and missing add up, and every shortfall names a cause that is true", () => {
  fc.assert(
    fc.property(world, (plan) => {
      const { room, incident } = build(plan);
      const got = ask(room, incident);
      const policy = getPolicy(room.state);
      const typeIndex = policy.typeIndex.get(plan.type) ?? -1;
      const lines = policy.plans[typeIndex * grades.names.length + grades.code[plan.grade]];
      const missing = got.shortfalls.reduce((sum, shortfall) => sum + shortfall.count, 0);
      const chosen = got.options.filter((option) => option.chosen);
      assert.equal(
        chosen.length + missing,
        lines.reduce((sum, line) => sum + line.count, 0),
      );
      for (const shortfall of got.shortfalls) checkCause(room, got, shortfall);
    }),
    { numRuns: 300 },
  );
});

function checkCause(
  room: Room,
  got: Recommendation,
  shortfall: Recommendation["shortfalls"][number],
): void {
  const fates = new Map<string, number>();
  const chosen = new Set(
    got.options.filter((option) => option.chosen).map((option) => option.unit),
  );
  let couldGo = 0;
  for (let unit = 0; unit < room.state.columns.head.units[0]; unit += 1) {
    const fate = fateOf(room, got, unit, shortfall.need);
    if (fate === "could go") couldGo += 1;
    if (fate === "could go") assert.ok(chosen.has(unit), "a unit that could go fills another slot");
    const name = fate === "could go" ? "all committed" : fate;
    fates.set(name, (fates.get(name) ?? 0) + 1);
  }
  const bookedOn = room.state.columns.head.units[0] - (fates.get("nobody booked on") ?? 0);
  if (shortfall.cause === "nobody booked on") assert.equal(bookedOn, 0);
  else if (shortfall.cause === "none qualified")
    assert.equal(fates.get("none qualified"), bookedOn);
  else {
    const count = fates.get(shortfall.cause) ?? 0;
    assert.ok(count > 0, `${shortfall.cause} is true of no unit`);
    for (const [fate, other] of fates)
      if (fate !== "nobody booked on" && fate !== "none qualified")
        assert.ok(other <= count, `${fate} keeps ${other} units, ${shortfall.cause} only ${count}`);
    // Who is chosen for this very incident keeps it from nobody else: the sentence counts them apart.
    const kept = shortfall.cause === "all committed" ? count - couldGo : count;
    if (kept > 0) assert.match(shortfall.detail, new RegExp(`\\b${kept} `));
    assert.equal(shortfall.detail.includes(`: ${couldGo} chosen for this incident`), couldGo > 0);
  }
}

test("recommend: every unit looked at is either excluded for one cause or could go", () => {
  fc.assert(
    fc.property(world, (plan) => {
      const { room, incident } = build(plan);
      const got = ask(room, incident);
      const needs = new Set([...got.options, ...got.shortfalls].map((entry) => entry.need));
      let couldGo = 0;
      for (let unit = 0; unit < room.state.columns.head.units[0]; unit += 1)
        if ([...needs].some((need) => fateOf(room, got, unit, need) === "could go")) couldGo += 1;
      const excluded = got.excluded.reduce((sum, { units }) => sum + units, 0);
      assert.equal(excluded + couldGo, got.considered);
      assert.equal(got.considered, plan.units.length);
      for (const { cause } of got.excluded) assert.ok(exclusionCauses.has(cause));
    }),
  );
});

test("recommend: without the best unit, the second is the first", () => {
  fc.assert(
    fc.property(world, (plan) => {
      const { room, incident } = build({ ...plan, type: "burglary" });
      const [first, second] = ask(room, incident).options.filter(
        (option) => option.divert === null,
      );
      if (first === undefined || second === undefined) return;
      act(room, { type: "unit.set-status", unit: first.unit, status: "committed" });
      const [next] = ask(room, incident).options.filter((option) => option.divert === null);
      assert.equal(next.unit, second.unit);
      assert.equal(next.travelSeconds, second.travelSeconds);
    }),
  );
});

test("recommend: free options of one need stand in order of travel, ties by unit id", () => {
  fc.assert(
    fc.property(world, (plan) => {
      const { room, incident } = build({ ...plan, type: "burglary", ageSeconds: 0 });
      const free = ask(room, incident).options.filter((option) => option.divert === null);
      free.slice(1).forEach((option, index) => {
        const before = free[index];
        assert.ok(before.distanceM <= option.distanceM + 1);
        if (before.latE7 === option.latE7 && before.lonE7 === option.lonE7)
          assert.ok(before.unit < option.unit);
      });
    }),
  );
});

test("recommend: it finds a unit wherever the core's own clock counts one, when range and place do not matter", () => {
  fc.assert(
    fc.property(world, (plan) => {
      const { room, incident } = build({
        ...plan,
        rangeSeconds: null,
        grade: "immediate",
        type: "burglary",
      });
      const got = ask(room, incident);
      const area = getPolicy(room.state).areaIndex.get("north") ?? -1;
      const need = got.options[0]?.need ?? got.shortfalls[0].need;
      assert.equal(got.shortfalls.length === 0, countFreeInReach(room.state, area, need) > 0);
      for (const { cause } of got.shortfalls)
        assert.equal(cause, findCause(room.state, need, room.now));
    }),
  );
});

test("recommend: moving everything together changes nothing but the places", () => {
  // East-west only: metres per degree of longitude stay the same there.
  const room = makeRoom();
  const shifted = makeRoom();
  for (let index = 0; index < 12; index += 1) {
    addUnit(room, { north: 211 * index, east: 97 * index });
    addUnit(shifted, { north: 211 * index, east: 97 * index + 700 });
  }
  const got = ask(room, addIncident(room, { type: "robbery" }));
  const other = ask(shifted, addIncident(shifted, { type: "robbery", east: 700 }));
  assert.deepEqual(
    other.options.map((option) => [option.unit, option.chosen, option.travelSeconds]),
    got.options.map((option) => [option.unit, option.chosen, option.travelSeconds]),
  );
  assert.notDeepEqual(placeAt(0, 700), placeAt(0, 0));
});
