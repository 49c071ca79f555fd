import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { distanceM } from "../../base/distance.ts";
import {
  findInstant,
  microsFromSeconds,
  microsPerDay,
  microsPerHour,
  microsPerMinute,
} from "../../base/instant.ts";
import { RandomStream } from "../../base/random.ts";
import { incidentKinds } from "../town/incident-kinds.ts";
import { makeTown } from "../town/make-town.ts";
import { callerSentences } from "./caller-words.ts";
import { Crew, type CrewAct, type CrewTask, never } from "./crew.ts";
import { HappeningSource, hourOfWeekAt, maxCallersPerIncident } from "./happenings.ts";
import { makeJourney, positionOn, straightJourney } from "./journey.ts";
import type { Scenario } from "./scenario.ts";
import { listDuties, listPlannedSpans, taskFor, townCrewSupplies } from "./town-crews.ts";
import { TownGraph } from "./town-graph.ts";

const town = makeTown({ seed: 3, unitCount: 60, scale: 0.5 });
const startAt = findInstant("2027-03-05T20:30:00Z") ?? 0;
const shift = {
  lengthMinutes: 540,
  arrives: 0.95,
  arrivesOnDay: new Map<number, number>(),
  staysOnShare: 0,
  staysOnMinutes: 0,
};
const scenario: Scenario = {
  name: "test",
  title: "Test",
  summary: "",
  town: { seed: 3, units: 60, scale: 0.5 },
  startAt,
  shifts: [
    { ...shift, startMinute: 420 },
    { ...shift, startMinute: 840 },
    { ...shift, startMinute: 1320 },
  ],
  demandFactor: 1,
  surges: [],
  staged: [],
  travelFactor: 1,
  emergenciesPerDay: 0,
  closures: [],
  requests: [],
  forces: undefined,
  tour: [],
};

test("hours of the week count from Monday midnight", () => {
  assert.equal(hourOfWeekAt(findInstant("2027-03-01T00:30:00Z") ?? 0), 0);
  assert.equal(hourOfWeekAt(startAt), 4 * 24 + 20);
  assert.equal(hourOfWeekAt(findInstant("1969-12-29T05:00:00Z") ?? 0), 5);
});

test("every incident kind has sentences, and every sentence with a place says which", () => {
  for (const kind of incidentKinds) {
    const sentences = callerSentences[kind.code] ?? [];
    assert.ok(sentences.length > 0, kind.code);
    assert.ok(
      sentences.some((sentence) => sentence.includes("{place}")) || kind.code === "noise",
      kind.code,
    );
  }
  const known = new Set(incidentKinds.map((kind) => kind.code));
  assert.ok(Object.keys(callerSentences).every((code) => known.has(code)));
});

test("happenings come in order of time at the rate of the demand model, the same for the same seed", () => {
  const source = new HappeningSource(town, scenario, 9);
  const again = new HappeningSource(town, scenario, 9);
  let last = startAt;
  let incidents = 0;
  for (let index = 0; last < startAt + 7 * microsPerDay; index += 1) {
    const happening = source.next();
    if (index < 200) assert.deepEqual(again.next(), happening);
    assert.ok(happening.at >= last);
    assert.ok(happening.contacts.length >= 1 && happening.contacts.length <= maxCallersPerIncident);
    assert.ok(
      happening.contacts.every((contact) => contact.at >= happening.at && contact.words.length > 3),
    );
    last = happening.at;
    incidents += 1;
  }
  const expected = town.demand.incidentsPerHour * 168;
  assert.ok(
    Math.abs(incidents / expected - 1) < 5 / Math.sqrt(expected),
    `got ${incidents}, expected ${expected}`,
  );
});

test("surges and staged incidents do what the scenario says", () => {
  const surged: Scenario = {
    ...scenario,
    surges: [{ fromMinute: 60, minutes: 120, factor: 8, kinds: ["fire"] }],
    staged: [{ minute: 30, kind: "collision-injury", callers: 40, placeKind: "bridge" }],
  };
  const source = new HappeningSource(town, surged, 9);
  let fires = 0;
  let staged = 0;
  for (
    let happening = source.next();
    happening.at < startAt + 180 * microsPerMinute;
    happening = source.next()
  ) {
    const minute = (happening.at - startAt) / microsPerMinute;
    if (happening.kind?.code === "fire" && minute >= 60) fires += 1;
    if (happening.contacts.length === 40) {
      assert.equal(minute, 30);
      assert.match(happening.address, /Bridge/);
      staged += 1;
    }
  }
  assert.equal(staged, 1);
  const plain = new HappeningSource(town, scenario, 9);
  let plainFires = 0;
  for (
    let happening = plain.next();
    happening.at < startAt + 180 * microsPerMinute;
    happening = plain.next()
  ) {
    if (happening.kind?.code === "fire") plainFires += 1;
  }
  assert.ok(fires > plainFires, `${fires} against ${plainFires}`);
});

test("a journey is at its points at their times, and never jumps", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(500)), {
        minLength: 1,
        maxLength: 10,
      }),
      (legs) => {
        const points = [
          { latE7: 0, lonE7: 0 },
          ...legs.map(([lat], index) => ({ latE7: lat, lonE7: index * 10 })),
        ];
        const journey = makeJourney(
          points,
          legs.map(([, seconds]) => seconds),
        );
        assert.deepEqual(positionOn(journey, -1), points[0]);
        assert.deepEqual(positionOn(journey, journey.seconds + 1), points.at(-1));
        for (const [index, at] of journey.atSeconds.entries()) {
          const isPassedAtOnce = journey.atSeconds[index + 1] === at;
          if (!isPassedAtOnce && at > 0) assert.deepEqual(positionOn(journey, at), points[index]);
        }
      },
    ),
  );
});

test("the way through the town is connected, and no quicker than the air at the highest speed", () => {
  const graph = new TownGraph(town);
  const nodes = fc.nat(town.nodes.latE7.length - 1);
  fc.assert(
    fc.property(nodes, nodes, (a, b) => {
      const [from, to] = [graph.nodePoint(a), graph.nodePoint(b)];
      const journey = graph.journey(from, to, 1);
      assert.deepEqual(journey.points[0], from);
      assert.deepEqual(journey.points.at(-1), to);
      const metres = distanceM(from.latE7, from.lonE7, to.latE7, to.lonE7);
      assert.ok(journey.seconds >= metres / 17 - 1, `${journey.seconds} s for ${metres} m`);
      assert.ok(journey.seconds <= 60 + metres, `${journey.seconds} s for ${metres} m`);
    }),
    { numRuns: 60 },
  );
});

const base = { latE7: 540_000_000, lonE7: 30_000_000 };
const task: CrewTask = {
  incident: 5,
  grade: 0,
  place: { latE7: 540_100_000, lonE7: 30_100_000 },
  sceneSeconds: 600,
  transportSeconds: 0,
  handoverSeconds: 0,
  paperworkSeconds: 0,
};
const supplies = {
  turnoutSeconds: () => 60,
  journey: (from: { latE7: number; lonE7: number }, to: CrewTask) =>
    straightJourney(from, to.place, 300),
  patrol: (from: { latE7: number; lonE7: number }) => ({
    journey: straightJourney(from, base, 30),
    restSeconds: 100,
  }),
};

function playUntil(crew: Crew, until: number): [seconds: number, act: CrewAct][] {
  const acts: [number, CrewAct][] = [];
  while (crew.dueAt <= until) {
    const at = crew.dueAt;
    for (const act of crew.act(at)) acts.push([(at - startAt) / 1e6, act]);
  }
  return acts;
}

test("a crew turns out, drives, stays, clears and books off at the end of its duty", () => {
  const crew = new Crew(base, supplies);
  crew.planDuty({ from: startAt, until: startAt + microsPerHour });
  assert.deepEqual(crew.act(startAt), [{ kind: "book on" }]);
  crew.assign(task, startAt + 10_000_000);
  const acts = playUntil(crew, never - 1);
  assert.deepEqual(acts, [
    [70, { kind: "progress", status: "en route" }],
    [370, { kind: "progress", status: "at scene" }],
    [970, { kind: "clear" }],
    [3600, { kind: "book off" }],
  ]);
  assert.equal(crew.dueAt, never);
});

test("a crew that was left somewhere goes on from there, and not from its base", () => {
  const left = { latE7: base.latE7 + 200_000, lonE7: base.lonE7 - 100_000 };
  const crew = new Crew(base, supplies, left);
  crew.planDuty({ from: startAt, until: startAt + microsPerHour });
  assert.deepEqual(crew.positionAt(startAt), left);
  crew.act(startAt);
  assert.deepEqual(crew.positionAt(startAt), left);
  crew.assign(task, startAt);
  assert.deepEqual(crew.positionAt(startAt), left);
});

test("a crew that takes somebody in and writes it up says so in order, and eats when it is free", () => {
  const crew = new Crew(base, supplies);
  crew.planDuty({
    from: startAt,
    until: startAt + 3 * microsPerHour,
    mealAt: startAt + 500_000_000,
    mealSeconds: 1000,
  });
  crew.act(startAt);
  crew.assign(
    { ...task, transportSeconds: 200, handoverSeconds: 400, paperworkSeconds: 300 },
    startAt,
  );
  const kinds = playUntil(crew, never - 1).map(([seconds, act]) => `${seconds} ${act.kind}`);
  assert.deepEqual(kinds, [
    "60 progress",
    "360 progress",
    "960 progress",
    "1560 clear",
    "1561 paperwork",
    "1861 available",
    "1861.000001 meal",
    "2861.000001 available",
    "10800 book off",
  ]);
});

test("a released crew is idle where it stands, and a late release of another incident changes nothing", () => {
  const crew = new Crew(base, supplies);
  crew.planDuty({ from: startAt, until: startAt + microsPerHour });
  crew.act(startAt);
  crew.assign(task, startAt);
  crew.act(startAt + microsFromSeconds(60));
  crew.release(99, startAt + microsFromSeconds(100));
  assert.equal(crew.phase, "driving");
  const half = startAt + microsFromSeconds(60 + 150);
  const there = crew.positionAt(half);
  crew.release(5, half);
  assert.equal(crew.phase, "idle");
  assert.deepEqual(crew.positionAt(half), there);
  assert.ok(there.latE7 > base.latE7 && there.latE7 < task.place.latE7);
});

test("whatever the control room does, a crew's acts are in an order the unit's states allow", () => {
  const step = fc.record({
    wait: fc.nat(2000),
    what: fc.constantFrom("assign", "release", "none"),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const crew = new Crew(base, supplies);
      crew.planDuty({
        from: startAt,
        until: startAt + 4 * microsPerHour,
        mealAt: startAt + microsPerHour,
        mealSeconds: 600,
      });
      let at = startAt;
      let status = "off";
      const take = (acts: CrewAct[]): void => {
        for (const act of acts) {
          if (act.kind === "book on") assert.equal(status, "off");
          else assert.notEqual(status, "off");
          if (act.kind === "progress") assert.notEqual(status, act.status);
          if (act.kind === "meal" || act.kind === "book off" || act.kind === "paperwork")
            assert.equal(status, "free");
          status =
            act.kind === "book on" || act.kind === "clear" || act.kind === "available"
              ? "free"
              : act.kind;
          if (act.kind === "book off") status = "off";
          if (act.kind === "progress") ({ status } = act);
        }
      };
      for (const [index, { wait, what }] of steps.entries()) {
        at += microsFromSeconds(wait);
        take(crew.act(at));
        if (what === "assign" && status !== "off") {
          crew.assign({ ...task, incident: index }, at);
          status = "assigned";
        } else if (what === "release" && crew.task !== undefined) {
          crew.release(crew.task.incident, at);
          status = "free";
        }
      }
    }),
  );
});

test("duties: those on shift at the start are on at once, nobody works two at a time, absence is by share", () => {
  const until = startAt + 3 * microsPerDay;
  const planned = Array.from({ length: 400 }, (_, unit) =>
    listDuties(scenario, unit, unit % 3, until, 4),
  );
  for (const duties of planned) {
    for (const [index, duty] of duties.entries()) {
      assert.ok(duty.until > duty.from && duty.from >= startAt);
      if (index > 0) assert.ok(duty.from > duties[index - 1].until);
    }
  }
  const onSoon = planned.filter(
    ([first]) => first !== undefined && first.from < startAt + 3 * microsPerMinute,
  );
  // 20:30: the late shift is on, the early and night shifts are not.
  assert.ok(onSoon.length > 110 && onSoon.length <= 134, `got ${onSoon.length}`);
  const [early, late, night] = scenario.shifts;
  const short: Scenario = {
    ...scenario,
    shifts: [early, late, { ...night, arrivesOnDay: new Map([[0, 0.3]]) }],
  };
  const nights = Array.from({ length: 1000 }, (_, unit) =>
    listDuties(short, unit, 2, startAt + microsPerHour * 8, 4),
  );
  const came = nights.filter((duties) => duties.length > 0).length;
  assert.ok(came > 240 && came < 360, `got ${came} of 1000 at a share of 0.3`);
});

test("the plan has every shift, whoever comes, and every duty falls into one of its spans", () => {
  const until = startAt + 3 * microsPerDay;
  for (let unit = 0; unit < 60; unit += 1) {
    const spans = listPlannedSpans(scenario, unit % 3, startAt, until);
    assert.ok(spans.length >= 3 && spans.length <= 4, `got ${spans.length} spans`);
    for (const [index, [from, ends]] of spans.entries()) {
      assert.ok(from >= startAt && ends > from && from < until);
      if (index > 0) assert.ok(from >= spans[index - 1][1]);
    }
    for (const duty of listDuties(scenario, unit, unit % 3, until, 4))
      assert.ok(
        spans.some(([from, ends]) => duty.from >= from && duty.from < ends && duty.until >= ends),
        `unit ${unit}: a duty outside of the plan`,
      );
  }
  // Asked again a day later, as the played world does, the days go on without a gap.
  const [, second] = listPlannedSpans(scenario, 0, startAt, until);
  const [first] = listPlannedSpans(scenario, 0, startAt + microsPerDay, until + microsPerDay);
  assert.deepEqual(first, second);
});

test("tasks and supplies give durations that a crew can live with", () => {
  const graph = new TownGraph(town);
  const crews = townCrewSupplies(town, graph, 0, 1, 1);
  const stream = new RandomStream(5, "task");
  const happening = new HappeningSource(town, scenario, 2).next();
  for (let index = 0; index < 50; index += 1) {
    const made = taskFor(happening, 1, index % 4, happening, index % 3, stream);
    assert.ok(made.sceneSeconds >= 120 && made.sceneSeconds < 100_000);
    assert.ok(crews.turnoutSeconds(made) > 1);
    assert.ok(crews.journey(town.bases[0], made).seconds > 0);
    const patrol = crews.patrol(town.bases[0]);
    assert.ok(patrol.restSeconds >= 0 && patrol.journey.seconds >= 0);
  }
});
