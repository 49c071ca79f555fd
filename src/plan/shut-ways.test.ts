/**
 * Closures in a recommendation, against a source of travel times made of a river: units south of it reach the north
 * over bridges, each of which a closure may shut, and only on foot does nothing stop them.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { distanceM } from "../base/distance.ts";
import type { Recommendation } from "../core/recommendation.ts";
import { act,
  addClosure, addIncident, addUnit, makeRoom, placeAt, roomCentre, type Room } from "../testing/control-room.ts"; // prettier-ignore
import { recommend } from "./recommend.ts";
import { describeClosures, shutWaysAsked } from "./shut-ways.ts";
import { makeStraightLine } from "./straight-line.ts";
import type { TravelStart, TravelTimes } from "./travel-times.ts";

interface Bridge {
  /** Metres east of the centre. */
  readonly east: number;
  readonly closure: number;
  readonly isConfirmed: boolean;
}

const onFoot = 3;
const metresPerSecond = 10;

interface River extends TravelTimes {
  readonly asked: { shut: number; starts: TravelStart[] };
}

/** The river lies along the latitude of the centre; without a bridge there is no way over it. */
function makeRiver(bridges: readonly Bridge[]): River {
  const asked: River["asked"] = { shut: 0, starts: [] };
  const over = (start: TravelStart, lat: number, lon: number, bridge: Bridge): number => {
    const at = placeAt(0, bridge.east);
    return (
      distanceM(start.latE7, start.lonE7, at.latE7, at.lonE7) +
      distanceM(at.latE7, at.lonE7, lat, lon)
    );
  };
  const crosses = (start: TravelStart, lat: number): boolean =>
    start.vehicleClass !== onFoot && start.latE7 < roomCentre.latE7 !== lat < roomCentre.latE7;
  const bestOver = (
    start: TravelStart,
    lat: number,
    lon: number,
    usable: readonly Bridge[],
  ): Bridge | undefined =>
    usable.toSorted((a, b) => over(start, lat, lon, a) - over(start, lat, lon, b))[0];
  const open = bridges.filter(({ isConfirmed }) => !isConfirmed);
  const micros: TravelTimes["micros"] = (start, lat, lon) => {
    asked.starts.push(start);
    if (!crosses(start, lat))
      return Math.round((distanceM(start.latE7, start.lonE7, lat, lon) / metresPerSecond) * 1e6);
    const bridge = bestOver(start, lat, lon, open);
    if (bridge === undefined) return Infinity;
    return Math.round((over(start, lat, lon, bridge) / metresPerSecond) * 1e6);
  };
  const numberOf = (bridge: Bridge | undefined): number[] =>
    bridge === undefined || bridge.closure === 0 ? [] : [bridge.closure];
  return {
    asked,
    source: { name: "river", version: "1", errorSeconds: 5, map: { hash: "a1", epoch: 77 } },
    micros,
    listReportedOnWay: (start, lat, lon) =>
      crosses(start, lat) ? numberOf(bestOver(start, lat, lon, open)) : [],
    listShutOnWay: (start, lat, lon) => {
      asked.shut += 1;
      return numberOf(bestOver(start, lat, lon, bridges));
    },
  };
}

function ask(room: Room, incident: number, travel: TravelTimes): Recommendation {
  return recommend(room.state, { id: "r", incident, now: room.now, travel, limit: 20 });
}

const west: Bridge = { east: -2_000, closure: 4, isConfirmed: true };
const east: Bridge = { east: 3_000, closure: 7, isConfirmed: true };

test("a unit that no road leads from is left out, and the shortfall says which closures and what would open a way", () => {
  const room = makeRoom();
  addUnit(room, { north: -500, east: -1_900 });
  addUnit(room, { north: -900, east: 2_900 });
  const incident = addIncident(room, { north: 400, east: -1_000 });
  const got = ask(room, incident, makeRiver([west, east]));
  assert.deepEqual(got.options, []);
  assert.deepEqual(got.excluded, [{ cause: "no road path", units: 2, closures: [4, 7] }]);
  const [shortfall] = got.shortfalls;
  assert.equal(shortfall.cause, "no road path");
  assert.deepEqual([shortfall.closures, shortfall.wouldOpen], [[4, 7], [4]]);
  assert.match(
    shortfall.detail,
    /2 without a road path\. The way is shut by closures 4 and 7\. Lifting closure 4 would open one for the nearest\.$/,
  );
});

test("no closure's fault: the cause stands without numbers", () => {
  const room = makeRoom();
  addUnit(room, { north: -500 });
  const got = ask(room, addIncident(room, { north: 400 }), makeRiver([]));
  assert.deepEqual(got.excluded, [{ cause: "no road path", units: 1 }]);
  const [shortfall] = got.shortfalls;
  assert.deepEqual([shortfall.cause, shortfall.closures], ["no road path", undefined]);
  assert.match(shortfall.detail, /1 without a road path\.$/);
});

test("the cause is still the one that keeps most; closures are named beside it", () => {
  const room = makeRoom();
  addUnit(room, { north: -500, east: -1_900 });
  for (let index = 0; index < 2; index += 1) {
    const unit = addUnit(room, { north: 3_000 });
    const status = { type: "unit.set-status", unit, status: "committed" } as const;
    act(room, status);
  }
  const [shortfall] = ask(room, addIncident(room, { north: 400 }), makeRiver([west])).shortfalls;
  assert.equal(shortfall.cause, "all committed");
  assert.deepEqual(shortfall.closures, [4]);
});

test("a reported closure changes no way, and every option that passes it says so", () => {
  const room = makeRoom();
  addUnit(room, { north: -500, east: -1_900 });
  addUnit(room, { north: 900 });
  const reported = { ...west, isConfirmed: false };
  const got = ask(room, addIncident(room, { north: 400 }), makeRiver([reported, east]));
  assert.deepEqual(
    got.options.map(({ unit, reportedClosures }) => [unit, reportedClosures]),
    [
      [1, undefined],
      [0, [4]],
    ],
  );
  assert.ok(got.options[1].reasons.includes("passes reported closure 4, not confirmed"));
  assert.ok(got.options[0].reasons.every((reason) => !reason.includes("closure")));
});

test("each unit is measured for its vehicle's class, and the answer names class, map and epoch", () => {
  const room = makeRoom();
  addUnit(room, { north: -500, vehicle: "foot" });
  addUnit(room, { north: -400, vehicle: "car" });
  const river = makeRiver([west]);
  const got = ask(room, addIncident(room, { north: 100 }), river);
  assert.deepEqual(
    got.options.map(({ unit, vehicleClass }) => [unit, vehicleClass]),
    [[0, "foot"]],
  );
  assert.deepEqual(got.travel.map, { hash: "a1", epoch: 77 });
  assert.deepEqual(
    river.asked.starts.map(({ unit, vehicleClass }) => [unit, vehicleClass]),
    [
      [0, onFoot],
      [1, 0],
    ],
  );
});

test("the straight line knows no roads, says so, and names no map and no class", () => {
  const room = makeRoom();
  addUnit(room, { north: -500, vehicle: "foot" });
  const got = ask(room, addIncident(room, { north: 400 }), makeStraightLine());
  assert.equal(got.travel.name, "straight line");
  assert.equal("map" in got.travel, false);
  assert.equal("vehicleClass" in got.options[0], false);
});

test("times that were measured before the last change of what is shut say so", () => {
  const room = makeRoom();
  addUnit(room, { north: 500 });
  const incident = addIncident(room, { north: 400 });
  const river = makeRiver([]);
  const at = (epoch: number): TravelTimes => ({
    ...river,
    source: { ...river.source, map: { hash: "a1", epoch } },
  });
  assert.equal("closuresVersion" in ask(room, incident, at(0)), false);
  addClosure(room, { confirm: true });
  const { position } = room.state.columns.head;
  assert.equal(ask(room, incident, at(0)).closuresVersion, position[0]);
  assert.equal("closuresVersion" in ask(room, incident, at(position[0])), false);
  assert.equal("closuresVersion" in ask(room, incident, makeStraightLine()), false);
});

test("only the nearest are asked about, however many have no way", () => {
  const room = makeRoom();
  for (let index = 0; index < 40; index += 1) addUnit(room, { north: -100 * (index + 1) });
  const river = makeRiver([west, east]);
  const got = ask(room, addIncident(room, { north: 400, east: -1_000 }), river);
  assert.equal(got.excluded[0].units, 40);
  // Once for the shortfall, once for the count.
  assert.equal(river.asked.shut, 2 * shutWaysAsked);
});

test("many and one at a time give the same recommendation", () => {
  const plan = fc.record({
    units: fc.array(
      fc.record({
        north: fc.integer({ min: -4_000, max: 4_000 }),
        east: fc.integer({ min: -4_000, max: 4_000 }),
        vehicle: fc.constantFrom("car", "foot", "van"),
      }),
      { maxLength: 15 },
    ),
    bridges: fc.array(
      fc.record({
        east: fc.integer({ min: -4_000, max: 4_000 }),
        closure: fc.nat(5),
        isConfirmed: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    north: fc.integer({ min: -4_000, max: 4_000 }),
  });
  fc.assert(
    fc.property(plan, ({ units, bridges, north }) => {
      const room = makeRoom();
      for (const unit of units) addUnit(room, unit);
      const incident = addIncident(room, { north });
      const one = makeRiver(bridges);
      const many: TravelTimes = {
        ...one,
        manyMicros: ({ count, unit, vehicleClass, latE7, lonE7 }, lat, lon, out) => {
          for (let row = 0; row < count; row += 1) {
            const start = { unit: unit[row], vehicleClass: vehicleClass[row], latE7: latE7[row], lonE7: lonE7[row] }; // prettier-ignore
            out[row] = one.micros(start, lat, lon);
          }
        },
      };
      const got = ask(room, incident, one);
      assert.deepEqual(ask(room, incident, many), got);
      const shut = bridges.filter(({ isConfirmed, closure }) => isConfirmed && closure > 0);
      const confirmed = new Set(shut.map(({ closure }) => closure));
      for (const { closures = [], wouldOpen = [] } of got.shortfalls) {
        assert.ok(closures.every((closure) => confirmed.has(closure)));
        assert.ok(wouldOpen.every((closure) => closures.includes(closure)));
      }
      for (const { travelSeconds } of got.options) assert.ok(Number.isFinite(travelSeconds));
    }),
    { numRuns: 150 },
  );
});

test("closures in words", () => {
  const words = [[4], [4, 7], [4, 7, 9]].map(describeClosures);
  assert.deepEqual(words, ["closure 4", "closures 4 and 7", "closures 4, 7 and 9"]);
});
