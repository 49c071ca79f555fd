import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evolve } from "../../core/evolve.ts";
import type { CoreEvent } from "../../core/events.ts";
import { forkState } from "../../core/state/region-state.ts";
import { recommend } from "../../plan/recommend.ts";
import { act, addIncident, addUnit, makeRoom, type Room } from "../../testing/control-room.ts";
import { makeFailingMap } from "../../testing/roads/failing-map.ts";
import { crossingAt } from "../../testing/roads/grid-map.ts";
import {
  across,
  ask,
  barricade,
  grid,
  inStreet,
  makeRoads,
  map,
} from "../../testing/roads/grid-room.ts";
import { regionRoadLimits } from "./region-roads.ts";

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
    const hierarchy = { ...map.road.hierarchy, rank: new Int32Array(1) };
    const broken = makeRoads({ map: { ...map, road: { ...map.road, hierarchy } } });
    assert.equal(broken.travelFor(room.state).source.name, "straight line");
    assert.equal(broken.failures, 1);
    assert.equal(roads.travelFor(room.state).source.name, "roads");
  });

  for (const fault of ["nearest road", "network"] as const) {
    test(`a fault in the ${fault} while times are used: the straight line, a pause, then roads anew`, () => {
      const failing = makeFailingMap(map);
      let millis = 0;
      const roads = makeRoads({ map: failing.map, monotonic: () => millis });
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

  test("positions taken in as they come change no answer, and a fault there stops nothing", () => {
    const failing = makeFailingMap(map);
    const roads = makeRoads({ map: failing.map });
    const room = makeRoom();
    const unit = addUnit(room, inStreet(1, 4));
    const incident = addIncident(room, inStreet(5, 4));
    const positions = {
      latE7: new Int32Array(8),
      lonE7: new Int32Array(8),
      at: new Float64Array(8),
    };
    const askAt = (of: ReturnType<typeof makeRoads>) =>
      of.withTravel(room.state, (travel) =>
        recommend(room.state, { id: "r", incident, now: room.now, travel, positions }),
      );
    roads.noteMoved(room.state, [unit], positions);
    assert.equal(roads.failures, 0, "before the first question there is nothing to bring it to");
    for (const [column, row] of [
      [2, 2],
      [7, 1],
    ]) {
      askAt(roads);
      room.now += 1_000_000;
      const at = crossingAt(grid, column, row);
      [positions.latE7[unit], positions.lonE7[unit]] = [at.latE7, at.lonE7];
      positions.at[unit] = room.now;
      roads.noteMoved(room.state, [unit], positions);
      assert.deepEqual(askAt(roads), askAt(makeRoads()));
    }
    failing.fault = "nearest road";
    positions.latE7[unit] += 500;
    roads.noteMoved(room.state, [unit], positions);
    assert.equal(roads.failures, 1);
    assert.equal(askAt(roads).travel.name, "straight line");
  });

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
