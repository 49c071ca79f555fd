import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { Closure } from "../../core/closure/read.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import { evolve } from "../../core/evolve.ts";
import type { CoreEvent } from "../../core/events.ts";
import { forkState } from "../../core/state/region-state.ts";
import { recommend } from "../../plan/recommend.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { noWay } from "../../roads/network.ts";
import { customise, makeWeights } from "../../roads/hierarchy/customise.ts";
import {
  act,
  addClosure,
  addIncident,
  addUnit,
  makeRoom,
  type Room,
} from "../../testing/control-room.ts";
import { crossingAt, makeGridMap } from "../../testing/roads/grid-map.ts";
import { makeFailingMap } from "../../testing/roads/failing-map.ts";
import { makeLog } from "../log.ts";
import { RegionRoads, regionRoadLimits } from "./region-roads.ts";

const grid = { side: 9, blockMetres: 200 };
const map = makeGridMap(grid);
const calibration = { version: "test", baseSeconds: 60, factor: 1, errorSeconds: 40 };
const straightLine = makeStraightLine();

function makeRoads(): RegionRoads {
  const log = makeLog("silent");
  return new RegionRoads({
    region: "test",
    map,
    calibration,
    againstOneWays: false,
    straightLine,
    log,
  });
}

/** Metres from the centre, a little beside the middle of the block east of the crossing. */
function inStreet(column: number, row: number): { north: number; east: number } {
  const half = ((grid.side - 1) * grid.blockMetres) / 2;
  return { north: row * grid.blockMetres - half + 3, east: column * grid.blockMetres - half + 60 };
}

function ask(room: Room, roads: RegionRoads, incident: number): Recommendation {
  return roads.withTravel(room.state, (travel) =>
    recommend(room.state, { id: "r", incident, now: room.now, travel, limit: 5 }),
  );
}

/** A line across the street between two crossings, 30 m to each side. */
function across(column: number, row: number) {
  const a = crossingAt(grid, column, row);
  const b = crossingAt(grid, column + 1, row);
  const lon = Math.round((a.lonE7 + b.lonE7) / 2);
  return [
    [lon, a.latE7 - 2_700],
    [lon, a.latE7 + 2_700],
  ] as const;
}

/** All round a crossing: every street out of it is cut. */
function around(column: number, row: number) {
  const { latE7, lonE7 } = crossingAt(grid, column, row);
  const [north, east] = [9_000, 15_000];
  return [
    [lonE7 - east, latE7 - north],
    [lonE7 + east, latE7 - north],
    [lonE7 + east, latE7 + north],
    [lonE7 - east, latE7 + north],
    [lonE7 - east, latE7 - north],
  ] as const;
}

function barricade(room: Room, points: Closure["shape"]["points"], confirm = true): number {
  const closure = addClosure(room, { shape: { kind: "barricade", points } });
  if (confirm) act(room, { type: "closure.confirm", closure });
  return closure;
}

describe("recommendations by road", () => {
  test("say so: source, map, error, and times along the streets", () => {
    const room = makeRoom();
    addUnit(room, inStreet(0, 0));
    const incident = addIncident(room, inStreet(3, 4));
    const { travel, options } = ask(room, makeRoads(), incident);
    assert.deepEqual(travel, {
      name: "roads",
      version: "test",
      errorSeconds: 40,
      map: { hash: map.hash, epoch: 0 },
    });
    // 3 blocks east and 4 north at a patrol car's speed on these streets (36 km/h limit).
    const kmh = 36 * 0.7;
    const expected = 60 + ((7 * 200) / 1000 / kmh) * 3600;
    assert.ok(
      Math.abs(options[0].travelSeconds - expected) < 8,
      `${options[0].travelSeconds} ${expected}`,
    );
  });

  test("a confirmed barricade changes who is sent; lifting it gives the old answer to the bit", () => {
    const room = makeRoom();
    const near = addUnit(room, inStreet(2, 4));
    const far = addUnit(room, inStreet(7, 4));
    const incident = addIncident(room, inStreet(4, 4));
    const roads = makeRoads();
    const before = ask(room, roads, incident);
    assert.equal(before.options[0].unit, near);

    // The near unit's street is shut at both ends.
    const west = barricade(room, across(2, 4));
    const after = ask(room, roads, incident);
    assert.equal(after.travel.map?.epoch, room.state.columns.head.position[0]);
    const nearNow = after.options.find(({ unit }) => unit === near)?.travelSeconds ?? Infinity;
    const nearBefore = before.options.find(({ unit }) => unit === near)?.travelSeconds ?? 0;
    assert.ok(nearNow > nearBefore, `${nearBefore} ${nearNow}`);
    assert.ok(after.options.some(({ unit }) => unit === far));

    act(room, { type: "closure.lift", closure: west, reason: "cleared" });
    const again = ask(room, roads, incident);
    assert.deepEqual(
      again.options.map(({ unit, travelSeconds }) => [unit, travelSeconds]),
      before.options.map(({ unit, travelSeconds }) => [unit, travelSeconds]),
    );
  });

  test("shut in on all sides is no road path, with the closure and what would open it", () => {
    const room = makeRoom();
    addUnit(room, inStreet(0, 0));
    const { latE7, lonE7 } = crossingAt(grid, 4, 4);
    const incident = act(room, {
      type: "incident.open",
      incidentType: "burglary",
      location: { state: "given", latE7, lonE7, radiusM: 0 },
      grade: "immediate",
    }).incident!;
    const roads = makeRoads();
    const closure = barricade(room, around(4, 4));
    const { options, shortfalls } = ask(room, roads, incident);
    assert.deepEqual(options, []);
    assert.equal(shortfalls[0].cause, "no road path");
    assert.deepEqual([...(shortfalls[0].closures ?? [])], [closure]);
    assert.deepEqual([...(shortfalls[0].wouldOpen ?? [])], [closure]);
  });

  test("a reported closure shuts nothing; a way that passes it says so", () => {
    const room = makeRoom();
    addUnit(room, inStreet(1, 4));
    const incident = addIncident(room, inStreet(5, 4));
    const roads = makeRoads();
    const [plain] = ask(room, roads, incident).options;
    const closure = barricade(room, across(3, 4), false);
    const [option] = ask(room, roads, incident).options;
    assert.equal(option.travelSeconds, plain.travelSeconds);
    assert.deepEqual([...(option.reportedClosures ?? [])], [closure]);
  });

  test("an incident beyond the map is measured by the line, not called unreachable", () => {
    const room = makeRoom();
    addUnit(room, inStreet(1, 4));
    const incident = addIncident(room, { north: 9_000, east: 9_000 });
    const { options } = ask(room, makeRoads(), incident);
    assert.equal(options.length, 1);
  });

  test("without a configuration, or when roads fail, the straight line answers and says so", () => {
    const roads = makeRoads();
    const room = makeRoom();
    const broken = new RegionRoads({
      region: "test",
      map: {
        ...map,
        road: { ...map.road, hierarchy: { ...map.road.hierarchy, rank: new Int32Array(1) } },
      },
      calibration,
      againstOneWays: false,
      straightLine,
      log: makeLog("silent"),
    });
    assert.equal(broken.travelFor(room.state).source.name, "straight line");
    assert.equal(broken.failures, 1);
    assert.equal(roads.travelFor(room.state).source.name, "roads");
  });

  for (const fault of ["nearest road", "network"] as const) {
    test(`a fault in the ${fault} while times are used: the straight line, a pause, then roads anew`, () => {
      const failing = makeFailingMap(map);
      let millis = 0;
      const roads = new RegionRoads({
        region: "test",
        map: failing.map,
        calibration,
        againstOneWays: false,
        straightLine,
        log: makeLog("silent"),
        monotonic: () => millis,
      });
      const room = makeRoom();
      const unit = addUnit(room, inStreet(1, 4));
      const incident = addIncident(room, inStreet(5, 4));
      const closure = barricade(room, across(3, 4), false);
      const before = ask(room, roads, incident);
      assert.deepEqual(before.options[0].reportedClosures, [closure]);

      failing.fault = fault;
      const { latE7, lonE7 } = crossingAt(grid, 2, 2);
      act(room, { type: "unit.place", unit, latE7, lonE7, source: "said" });
      const byLine = ask(room, roads, incident);
      assert.deepEqual([byLine.travel.name, byLine.options.length], ["straight line", 1]);
      assert.deepEqual([roads.failures, roads.classes.length], [1, 0]);
      failing.fault = "none";
      millis = regionRoadLimits.pauseMillis - 1;
      assert.equal(ask(room, roads, incident).travel.name, "straight line");
      assert.equal(roads.failures, 1);

      millis += 1;
      const again = ask(room, roads, incident);
      assert.equal(again.travel.name, "roads");
      assert.deepEqual(again, ask(room, makeRoads(), incident));
    });
  }

  test("what fails by straight line too is not a failure of the roads", () => {
    const roads = makeRoads();
    const room = makeRoom();
    const work = (): never => {
      throw new Error("a bug elsewhere");
    };
    assert.throws(() => roads.withTravel(room.state, work), /elsewhere/);
    assert.deepEqual([roads.failures, roads.travelFor(room.state).source.name], [0, "roads"]);
  });

  test("a past recommendation is worked out again from the log and the map, to the last figure", () => {
    const room = makeRoom();
    const log: CoreEvent[] = [];
    room.state.sink = { open: true, put: (event) => void log.push(event) };
    for (const column of [0, 2, 6]) addUnit(room, inStreet(column, 4));
    const incident = addIncident(room, inStreet(4, 4));
    const closure = barricade(room, across(3, 4));
    const given = ask(room, makeRoads(), incident);
    const position = log.length;
    act(room, { type: "closure.lift", closure, reason: "cleared" });
    barricade(room, across(4, 4));
    assert.notDeepEqual(ask(room, makeRoads(), incident).travel, given.travel);

    const past: Room = { state: makeRoom().state, now: room.now };
    for (const event of log.slice(0, position)) evolve(past.state, event);
    const again = ask(past, makeRoads(), incident);
    assert.deepEqual(again, given);
  });

  test("a preview on a fork leaves nothing behind", () => {
    const room = makeRoom();
    addUnit(room, inStreet(2, 4));
    const incident = addIncident(room, inStreet(4, 4));
    const roads = makeRoads();
    const before = ask(room, roads, incident);
    const fork: Room = { state: forkState(room.state), now: room.now };
    barricade(fork, across(3, 4));
    const onFork = ask(fork, roads, incident);
    assert.ok(onFork.options[0].travelSeconds > before.options[0].travelSeconds);
    assert.deepEqual(ask(room, roads, incident).options, before.options);
  });
});

test("no way ever passes a confirmed closure, and after any sequence the weights are those of a fresh customisation", () => {
  const spot = fc.record({ column: fc.nat(grid.side - 2), row: fc.nat(grid.side - 1) });
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: spot, lift: fc.boolean() }), { minLength: 1, maxLength: 12 }),
      spot,
      spot,
      (steps, from, to) => {
        const room = makeRoom();
        const roads = makeRoads();
        const open: number[] = [];
        for (const { at, lift } of steps) {
          const lifted = lift ? open.pop() : undefined;
          if (lifted === undefined) open.push(barricade(room, across(at.column, at.row)));
          else act(room, { type: "closure.lift", closure: lifted, reason: "cleared" });
          roads.travelFor(room.state);
        }
        const [car] = roads.classes;
        assert.ok(car !== undefined);
        const weights = makeWeights(car.metric.hierarchy);
        customise(car.metric.hierarchy, car.metric.metric, weights);
        assert.deepEqual(car.metric.weights, weights);
        const [a, b] = [
          crossingAt(grid, from.column, from.row),
          crossingAt(grid, to.column, to.row),
        ];
        const [start, end] = [car.snapPlace(a.latE7, a.lonE7), car.snapPlace(b.latE7, b.lonE7)];
        assert.ok(start !== undefined && end !== undefined);
        const way = car.findWayBetween(start, end);
        for (const arc of way?.arcs ?? []) assert.ok(car.metric.metric[arc] < noWay);
        assert.equal(way?.millis ?? noWay, car.millisBetween(start, end));
      },
    ),
    { numRuns: 60 },
  );
});
