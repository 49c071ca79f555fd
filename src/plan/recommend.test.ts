import assert from "node:assert/strict";
import { test } from "node:test";
import type { DivertRule } from "../core/allocation/divert-rule.ts";
import type { Recommendation } from "../core/recommendation.ts";
import { forkState } from "../core/state/region-state.ts";
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
import { recommend } from "./recommend.ts";
import { makeStraightLine } from "./straight-line.ts";

const travel = makeStraightLine();

function ask(room: Room, incident: number, limit?: number): Recommendation {
  return recommend(room.state, { id: "r-1", incident, now: room.now, travel, limit });
}

function unitsOf(recommendation: Recommendation): number[] {
  return recommendation.options.map((option) => option.unit);
}

test("recommend: given three free units, when asked, then the nearest first, with its reasons", () => {
  const room = makeRoom();
  const far = addUnit(room, { north: 3000 });
  const near = addUnit(room, { north: 500 });
  const middle = addUnit(room, { north: 1500 });
  waitSeconds(room, 60);
  const got = ask(room, addIncident(room));
  assert.deepEqual(unitsOf(got), [near, middle, far]);
  const [first, second] = got.options;
  assert.deepEqual([first.chosen, second.chosen], [true, false]);
  assert.equal(first.travelSeconds, Math.round(123.38 + 0.08207 * 500));
  assert.equal(first.positionAgeSeconds, 60);
  assert.equal(first.positionStale, false);
  assert.equal(first.coverLeft, 0.667);
  assert.deepEqual(first.reasons, [
    "2 min 44 s away (500 m)",
    "position 1 min old (base)",
    "fits: Response driving",
    "2 of 3 free units of North that fit stay",
  ]);
  assert.deepEqual(got.shortfalls, []);
  assert.equal(got.travel.version, "lfb-2020-2022");
  assert.equal(got.policy, 1);
});

test("recommend: given equal distances, then the lower unit id", () => {
  const room = makeRoom();
  const first = addUnit(room, { north: 800, east: 0 });
  const second = addUnit(room, { north: 800, east: 0 });
  const third = addUnit(room, { north: 800, east: 0 });
  assert.deepEqual(unitsOf(ask(room, addIncident(room), 1)), [first]);
  assert.deepEqual(unitsOf(ask(room, addIncident(room))), [first, second, third]);
});

test("recommend: given one unit of each status, then only the free ones, the others counted by cause", () => {
  const room = makeRoom();
  const free = addUnit(room);
  const deployable = addUnit(room, { north: 100 });
  act(room, { type: "unit.set-status", unit: deployable, status: "committed deployable" });
  act(room, { type: "unit.set-status", unit: addUnit(room), status: "committed" });
  const reasons = ["at rest", "no key", "kit fault", "withheld", "meal break"] as const;
  for (const reason of reasons)
    act(room, { type: "unit.set-status", unit: addUnit(room), status: "unavailable", reason });
  act(room, { type: "unit.raise-emergency", unit: addUnit(room) });
  addUnit(room, { bookedOn: false });
  addUnit(room, { skills: ["local"] });
  const got = ask(room, addIncident(room));
  assert.deepEqual(unitsOf(got), [free, deployable]);
  assert.ok(got.options[1].reasons.includes("busy, but may be sent"));
  assert.equal(got.considered, 11);
  assert.deepEqual(got.excluded, [
    { cause: "not booked on", units: 1 },
    { cause: "not qualified", units: 1 },
    { cause: "in emergency", units: 1 },
    { cause: "committed", units: 1 },
    { cause: "at rest", units: 1 },
    { cause: "no vehicle or key", units: 2 },
    { cause: "withheld by directive", units: 1 },
    { cause: "unavailable", units: 1 },
  ]);
});

test("recommend: given a plan of two kinds, then the rare skill is kept for the need that asks for it", () => {
  const room = makeRoom();
  const both = addUnit(room, { north: 100, skills: ["response", "traffic"] });
  const plain = addUnit(room, { north: 2000 });
  const got = ask(room, addIncident(room, { type: "collision-injury" }));
  const chosen = got.options.filter((option) => option.chosen);
  assert.deepEqual(
    chosen.map((option) => option.unit),
    [both, plain],
  );
  assert.notEqual(chosen[0].need, chosen[1].need);
  assert.ok(
    chosen[0].reasons.includes(
      "fits: Collision and traffic; brings more than asked: Response driving",
    ),
  );
  assert.deepEqual(got.shortfalls, []);
});

test("recommend: given a unit already on its way, then the plan asks for the rest only", () => {
  const room = makeRoom();
  const near = addUnit(room, { north: 100 });
  const next = addUnit(room, { north: 400 });
  const incident = addIncident(room, { type: "robbery" });
  assert.equal(ask(room, incident).options.filter((option) => option.chosen).length, 2);
  act(room, { type: "unit.send", incident, units: [near] });
  const got = ask(room, incident);
  assert.deepEqual(unitsOf(got), [next]);
  assert.equal(got.options[0].chosen, true);
  assert.deepEqual(got.excluded, [{ cause: "at this incident", units: 1 }]);
});

test("recommend: given only a unit on a lower grade, then it is offered as a divert with the price", () => {
  const room = makeRoom();
  const busy = addUnit(room, { north: 300 });
  const lower = addIncident(room, { north: 5000, grade: "priority" });
  act(room, { type: "unit.send", incident: lower, units: [busy] });
  waitSeconds(room, 120);
  const got = ask(room, addIncident(room));
  assert.equal(got.options.length, 1);
  const [option] = got.options;
  assert.equal(option.unit, busy);
  assert.equal(option.chosen, false);
  assert.equal(option.status, "assigned");
  assert.deepEqual(option.divert, {
    fromIncident: lower,
    fromGrade: "priority",
    waitedSeconds: 120,
    targetLeftSeconds: 3480,
    replacementSeconds: null,
  });
  assert.ok(
    option.reasons.includes(
      `DIVERT: assigned ${lower} (priority); that caller has waited 2 min, 58 min to target, nobody else is free for it`,
    ),
  );
  assert.deepEqual(got.shortfalls[0], {
    need: got.shortfalls[0].need,
    skills: ["response"],
    vehicles: [],
    count: 1,
    cause: "all committed",
    detail: "0 of 1 found: Response driving. 1 booked-on unit fits: 1 committed.",
  });
});

test("recommend: a divert is offered only where it is sooner, never off an equal or higher grade", () => {
  const room = makeRoom();
  const near = addUnit(room, { north: 100 });
  const lower = addIncident(room, { north: 5000, grade: "scheduled" });
  act(room, { type: "unit.send", incident: lower, units: [near] });
  const free = addUnit(room, { north: 3000 });
  const urgent = addIncident(room);
  assert.deepEqual(unitsOf(ask(room, urgent)), [free, near]);
  assert.equal(
    ask(room, urgent).options[1].divert?.replacementSeconds,
    null,
    "the free one is spoken for",
  );
  assert.deepEqual(unitsOf(ask(room, addIncident(room, { north: 3000 }))), [free], "not sooner");
  assert.deepEqual(
    unitsOf(ask(room, addIncident(room, { grade: "scheduled" }))),
    [free],
    "equal grade",
  );
});

test("recommend: given a spare unit, then the price of a divert names when it could be there instead", () => {
  const room = makeRoom();
  const near = addUnit(room, { north: 100 });
  const lower = addIncident(room, { north: 5000, grade: "scheduled" });
  act(room, { type: "unit.send", incident: lower, units: [near] });
  addUnit(room, { north: 3000 });
  addUnit(room, { north: 4000 });
  const divert = ask(room, addIncident(room)).options.find((option) => option.divert !== null);
  assert.equal(divert?.divert?.replacementSeconds, Math.round(123.38 + 0.08207 * 1000));
});

test("recommend: a divert is offered as far as the region's rule goes, and from a scene it says what is interrupted", () => {
  const divertRule: DivertRule = {
    takes: [{ grade: "immediate", onTheWay: ["priority", "scheduled"], atScene: ["scheduled"] }],
    interrupted: "restarted",
  };
  const room = makeRoom({ ...roomConfig(), divertRule });
  const unit = addUnit(room, { north: 100 });
  const other = addUnit(room, { north: 200 });
  const send = (grade: "priority" | "scheduled", each: number) =>
    act(room, { type: "unit.send", incident: addIncident(room, { grade }), units: [each] });
  send("scheduled", unit);
  send("priority", other);
  const urgent = addIncident(room);
  assert.deepEqual(unitsOf(ask(room, urgent)), [unit, other], "both are on the way");
  for (const each of [unit, other])
    act(room, { type: "unit.progress", unit: each, status: "at scene" });
  waitSeconds(room, 120);
  const [option, ...rest] = ask(room, urgent).options;
  assert.deepEqual([option.unit, rest], [unit, []], "nobody is taken from the scene of a Priority");
  assert.equal(option.divert?.sceneSeconds, 120);
  assert.match(
    option.reasons.join("\n"),
    /2 min of work there are restarted by whoever comes next/,
  );
  assert.deepEqual(unitsOf(ask(room, addIncident(room, { grade: "priority" }))), []);
});

test("recommend: a unit that carries somebody is not offered", () => {
  const room = makeRoom();
  const unit = addUnit(room, { north: 100 });
  act(room, {
    type: "unit.send",
    incident: addIncident(room, { grade: "scheduled" }),
    units: [unit],
  });
  for (const status of ["en route", "at scene"] as const) {
    act(room, { type: "unit.progress", unit, status });
    assert.deepEqual(unitsOf(ask(room, addIncident(room))), [unit], status);
  }
  act(room, { type: "unit.progress", unit, status: "transporting" });
  assert.deepEqual(unitsOf(ask(room, addIncident(room))), []);
});

test("recommend: positions: the newer of tracking and log is used, stale ones are flagged", () => {
  const room = makeRoom();
  const unit = addUnit(room, { north: 3000 });
  waitSeconds(room, 100);
  const incident = addIncident(room);
  const tracked = placeAt(200);
  const positions = {
    latE7: Int32Array.of(tracked.latE7),
    lonE7: Int32Array.of(tracked.lonE7),
    at: Float64Array.of(room.now - 5_000_000),
  };
  const request = { id: "r", incident, now: room.now, travel, positions };
  const [fresh] = recommend(room.state, request).options;
  assert.deepEqual(
    [fresh.distanceM, fresh.positionAgeSeconds, fresh.positionStale],
    [200, 5, false],
  );
  assert.ok(fresh.reasons.includes("position 5 s old (tracked)"));
  positions.at[0] = room.now - 3600 * 1e6;
  const [logged] = recommend(room.state, request).options;
  assert.deepEqual([logged.distanceM, logged.positionAgeSeconds], [3000, 100]);
  const later = recommend(room.state, { ...request, now: room.now + 600 * 1e6 }).options[0];
  assert.equal(later.positionStale, true);
  assert.ok(later.reasons.includes("position STALE: 11 min 40 s old (base); ask where it is"));
  assert.equal(later.unit, unit);
});

test("recommend: a stale unit ranks as if it had driven away since", () => {
  const room = makeRoom();
  const old = addUnit(room, { north: 100 });
  waitSeconds(room, 200);
  const fresh = addUnit(room, { north: 2000 });
  assert.deepEqual(unitsOf(ask(room, addIncident(room))), [fresh, old]);
});

test("recommend: an incident nobody could place is measured to the middle of its area, and says so", () => {
  const room = makeRoom();
  addUnit(room);
  const made = act(room, {
    type: "incident.open",
    incidentType: "burglary",
    grade: "immediate",
    area: "north",
    location: { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 },
  });
  const got = ask(room, made.incident ?? -1);
  assert.equal(got.options[0].chosen, true);
  assert.ok(
    got.options[0].reasons.includes("the place is not known yet: measured to the middle of North"),
  );
  assert.ok(Math.abs(got.location.latE7 - 540_500_000) < 10);
});

test("recommend: an approximate place is said to be one", () => {
  const room = makeRoom();
  addUnit(room);
  const made = act(room, {
    type: "incident.open",
    incidentType: "burglary",
    grade: "immediate",
    location: { state: "approximate", ...placeAt(100), radiusM: 1500 },
  });
  const [option] = ask(room, made.incident ?? -1).options;
  assert.ok(option.reasons.includes("the place is known to 1.5 km only"));
});

test("recommend: it changes nothing, and needs no text: a fork gives the same", () => {
  const room = makeRoom();
  for (let index = 0; index < 20; index += 1) addUnit(room, { north: 137 * index });
  const incident = addIncident(room, { type: "weapon", summary: "knife seen" });
  const before = new Uint8Array(room.state.buffer.slice(0));
  const got = ask(room, incident);
  assert.deepEqual(new Uint8Array(room.state.buffer), before);
  const fork = forkState(room.state);
  assert.equal(fork.text, undefined);
  const request = { id: "r-1", incident, now: room.now, travel };
  assert.deepEqual(recommend(fork, request), got);
});

test("recommend: at most the options asked for, but every chosen unit", () => {
  const room = makeRoom();
  for (let index = 0; index < 30; index += 1) addUnit(room, { north: 100 * index });
  assert.equal(ask(room, addIncident(room)).options.length, 5);
  assert.equal(ask(room, addIncident(room), 12).options.length, 12);
  assert.equal(
    ask(room, addIncident(room), 500).options.length,
    20,
    "limits.recommendationOptions",
  );
  assert.equal(ask(room, addIncident(room, { type: "robbery" }), 1).options.length, 2);
});

test("recommend: a grade that is owed no response asks for nobody", () => {
  const room = makeRoom();
  addUnit(room);
  const got = ask(room, addIncident(room, { grade: "resolution" }));
  assert.deepEqual([got.options, got.shortfalls], [[], []]);
});

test("recommend: units of areas out of reach are left out and counted", () => {
  const config = roomConfig();
  const [north, south] = config.areas;
  const room = makeRoom({ ...config, areas: [{ ...north, reach: ["north"] }, south] });
  addUnit(room, { area: "south" });
  const got = ask(room, addIncident(room, { north: 10 }));
  assert.deepEqual(got.options, []);
  assert.deepEqual(got.excluded, [{ cause: "outside reach", units: 1 }]);
  assert.equal(got.shortfalls[0].cause, "all beyond range");
});

test("recommend: given a deferred incident, then nobody, with the promise; a send that takes it up gets the ranking", () => {
  const room = makeRoom();
  const near = addUnit(room, { north: 500 });
  const incident = addIncident(room, { grade: "scheduled" });
  act(room, { type: "incident.defer", incident, reason: "nobody before ten" });
  const got = ask(room, incident);
  assert.deepEqual([got.options, got.shortfalls], [[], []]);
  assert.deepEqual(got.deferred, { origin: "person", callBackAt: room.now + 4 * 3600 * 1_000_000 });
  const taking = { id: "r-1", incident, now: room.now, travel, takesUp: true };
  const sending = recommend(room.state, taking);
  assert.deepEqual([unitsOf(sending), sending.deferred], [[near], undefined]);
});

test("recommend: it says what rest a unit's crew owes and when the longest duty is nearly over, and ranks nobody by it", () => {
  const roster = {
    stations: [],
    teams: [],
    posts: [{ code: "constable", name: "Constable" }],
    earlySeconds: 3600,
    lateSeconds: 600,
    absentSeconds: 2400,
  };
  const room = makeRoom({ ...roomConfig(), roster });
  const near = addUnit(room, { north: 100 });
  const far = addUnit(room, { north: 3000 });
  const register = (staffNumber: string) =>
    act(room, { type: "person.register", staffNumber, post: "constable", skills: [] }).person ?? -1;
  const [first, second] = [register("N1"), register("N2")];
  act(room, { type: "person.book-on", person: first });
  waitSeconds(room, 3600);
  act(room, { type: "person.book-off", person: first });
  waitSeconds(room, 9 * 3600);
  const override = { rules: ["daily-rest"], reason: "nobody else is there" };
  act(room, { type: "person.book-on", person: first, crewOf: near, override });
  act(room, { type: "person.book-on", person: second, crewOf: near });
  const incident = addIncident(room, { grade: "priority" });
  const reasonsOf = (unit: number): string =>
    ask(room, incident)
      .options.find((option) => option.unit === unit)
      ?.reasons.join("; ") ?? "";
  assert.deepEqual(unitsOf(ask(room, incident)), [near, far]);
  assert.match(reasonsOf(near), /one of its crew began with 2 h of rest owed/);
  assert.doesNotMatch(reasonsOf(near), /longest duty/);
  assert.doesNotMatch(reasonsOf(far), /crew/);
  waitSeconds(room, 12 * 3600);
  assert.match(reasonsOf(near), /one of its crew has 1 h left of the longest duty/);
  waitSeconds(room, 2 * 3600);
  assert.match(reasonsOf(near), /one of its crew is 1 h over the longest duty/);
  assert.deepEqual(unitsOf(ask(room, incident)), [near, far]);
  for (const person of [first, second]) act(room, { type: "person.book-off", person });
  assert.doesNotMatch(reasonsOf(near), /crew/);
});

function issue(room: Room, changes: { readonly skills?: readonly string[] }): void {
  const said = { issuer: "chief officer", basis: "order 7", words: "nobody to what can wait" };
  const effect = changes.skills === undefined ? "withhold" : "limit";
  act(room, { type: "directive.issue", ...said, effect, ...changes, untilAt: room.now + 3_600_000_000 }); // prettier-ignore
}

test("recommend: given a withheld dispatch, then nobody, and the shortfall names the directive", () => {
  const room = makeRoom();
  addUnit(room, { north: 500 });
  const incident = addIncident(room, { grade: "priority" });
  issue(room, {});
  act(room, { type: "incident.withhold", incident, directive: 1, reason: "no injuries" });
  const got = ask(room, incident);
  assert.deepEqual(unitsOf(got), []);
  assert.deepEqual(got.withheld, { directive: 1, effect: "withhold", skills: [] });
  assert.deepEqual(
    got.shortfalls.map(({ cause, count }) => [cause, count]),
    [["withheld by directive", 1]],
  );
  assert.match(got.shortfalls[0].detail, /withheld under directive 1\. The incident waits/);
});

test("recommend: given a limited dispatch, then nobody with the skill, counted as withheld by directive", () => {
  const room = makeRoom();
  const { skills } = roomConfig();
  const near = addUnit(room, { north: 500, skills: skills.slice(0, 2).map(({ code }) => code) });
  const far = addUnit(room, { north: 3000 });
  const incident = addIncident(room, { grade: "priority" });
  assert.deepEqual(unitsOf(ask(room, incident)), [near, far]);
  issue(room, { skills: [skills[1].code] });
  act(room, { type: "incident.limit", incident, directive: 1, reason: "no arms seen" });
  const got = ask(room, incident);
  assert.deepEqual(unitsOf(got), [far]);
  assert.deepEqual(
    got.excluded.find(({ cause }) => cause === "withheld by directive"),
    { cause: "withheld by directive", units: 1 },
  );
});
