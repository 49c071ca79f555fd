/** Closures at the ends of a way: shut in, a barricade in the incident's own street, a unit at one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { ClassRoads } from "../../plan/class-roads.ts";
import { customise, makeWeights } from "../../roads/hierarchy/customise.ts";
import { noWay } from "../../roads/network.ts";
import { act, addIncident, addUnit, makeRoom } from "../../testing/control-room.ts";
import { crossingAt } from "../../testing/roads/grid-map.ts";
import {
  across,
  around,
  ask,
  barricade,
  calibration,
  grid,
  inStreet,
  makeRoads,
} from "../../testing/roads/grid-room.ts";

describe("streets that are shut", () => {
  test("shut in on all sides is no road path, with the closure and what would open it", () => {
    const room = makeRoom();
    addUnit(room, inStreet(0, 0));
    const incident = addIncident(room, inStreet(4, 4));
    const roads = makeRoads();
    // The street from crossing to crossing is open; those that lead on from there are not.
    const closure = barricade(room, around(4, 4, 1));
    const { options, shortfalls } = ask(room, roads, incident);
    assert.deepEqual(options, []);
    assert.equal(shortfalls[0].cause, "no road path");
    assert.deepEqual([...(shortfalls[0].closures ?? [])], [closure]);
    assert.deepEqual([...(shortfalls[0].wouldOpen ?? [])], [closure]);
  });

  test("a barricade further along the incident's own street: from its own side it is reached as ever, the way says nothing of it", () => {
    const room = makeRoom();
    const unit = addUnit(room, inStreet(1, 4));
    const incident = addIncident(room, inStreet(4, 4, 85));
    const roads = makeRoads();
    const [before] = ask(room, roads, incident).options;
    const closure = barricade(room, across(4, 4));
    const { options, shortfalls } = ask(room, roads, incident);
    assert.deepEqual([options[0].unit, shortfalls], [unit, []]);
    const { endShut, startShut, travelSeconds, reasons } = options[0];
    assert.deepEqual([endShut, startShut], [undefined, undefined]);
    assert.equal(travelSeconds, before.travelSeconds);
    assert.ok(!reasons.some((reason) => reason.includes(`closure ${closure}`)), reasons.join());
    // From the other side: on foot through the barricade, where driving round the block takes longer.
    addUnit(room, inStreet(4, 4, 190));
    const other = ask(room, roads, incident).options.find((option) => option.unit !== unit);
    assert.deepEqual(other?.startShut, { closures: [closure], walkM: 105 });
    assert.equal(other?.endShut, undefined);
  });

  test("an incident at the barricade itself: the way ends at the open side, names the closure, the rest is on foot", () => {
    const room = makeRoom();
    const unit = addUnit(room, inStreet(1, 4));
    const incident = addIncident(room, inStreet(4, 4, 96));
    const roads = makeRoads();
    const [before] = ask(room, roads, incident).options;
    const closure = barricade(room, across(4, 4));
    const { options, shortfalls } = ask(room, roads, incident);
    assert.deepEqual([options[0].unit, shortfalls], [unit, []]);
    // 96 m into the street at 1.4 m/s instead of at about 7 m/s.
    const { endShut, startShut, travelSeconds, reasons } = options[0];
    assert.deepEqual(endShut, { closures: [closure], walkM: 96 });
    assert.equal(startShut, undefined);
    const later = travelSeconds - before.travelSeconds;
    assert.ok(later > 48 && later < 66, `${before.travelSeconds} ${travelSeconds}`);
    assert.ok(
      reasons.includes(`ends at closure ${closure}: the last 100 m on foot`),
      reasons.join(),
    );
    // From the other side it is the longer end of the street.
    addUnit(room, inStreet(7, 4));
    const other = ask(room, roads, incident).options.find((option) => option.unit !== unit);
    assert.equal(other?.endShut?.walkM, 104);
  });

  test("an incident between two barricades is reached on foot from either end", () => {
    const room = makeRoom();
    addUnit(room, inStreet(1, 4));
    const incident = addIncident(room, inStreet(4, 4, 85));
    const [[lon, south], [, north]] = across(4, 4);
    const near = barricade(room, [
      [lon - 7_000, south],
      [lon - 7_000, north],
    ]);
    const far = barricade(room, across(4, 4));
    const [option] = ask(room, makeRoads(), incident).options;
    assert.deepEqual(option.endShut, { closures: [near, far], walkM: 85 });
  });

  test("a barricade that is moved along its street counts from where it stands now", () => {
    const room = makeRoom();
    addUnit(room, inStreet(1, 4));
    const incident = addIncident(room, inStreet(4, 4, 60));
    const roads = makeRoads();
    const closure = barricade(room, across(4, 4));
    assert.equal(ask(room, roads, incident).options[0].endShut, undefined);
    const [[lon, south], [, north]] = across(4, 4);
    const points = [
      [lon - 6_000, south],
      [lon - 6_000, north],
    ] as const;
    const shape = { kind: "barricade", points } as const;
    act(room, { type: "closure.amend", closure, shape, reason: "it was moved" });
    assert.equal(ask(room, roads, incident).options[0].endShut?.walkM, 60);
  });

  test("a unit at a barricade can be sent: from its street to the open road at walking pace, away from it as ever", () => {
    const room = makeRoom();
    const unit = addUnit(room, inStreet(1, 4, 96));
    const incident = addIncident(room, inStreet(4, 4));
    const roads = makeRoads();
    const closure = barricade(room, across(1, 4));
    const [option] = ask(room, roads, incident).options;
    assert.deepEqual([option.unit, option.endShut], [unit, undefined]);
    assert.deepEqual(option.startShut, { closures: [closure], walkM: 104 });
    assert.ok(
      option.reasons.some((reason) =>
        reason.startsWith(`stands in a street shut by closure ${closure}: 100 m`),
      ),
    );
    const beyond = addUnit(room, inStreet(1, 4, 130));
    const second = ask(room, roads, incident).options.find((each) => each.unit === beyond);
    assert.equal(second?.startShut, undefined);
    // Both at the same barricade: along the street on foot.
    const beside = addIncident(room, inStreet(1, 4, 96));
    const near = ask(room, roads, beside).options.find((each) => each.unit === unit);
    assert.equal(near?.travelSeconds, calibration.baseSeconds);
  });
});

function listArcsOf({ segmentArcs: { first, arcs } }: ClassRoads, segment: number): Int32Array {
  return arcs.subarray(first[segment], first[segment + 1]);
}

test("no way ever passes a confirmed closure, it ends before it, and after any sequence the weights are those of a fresh customisation", () => {
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
        // A place at the crossing stands on one of its streets, whose barricade is 100 m away.
        for (const [index, arc] of way?.arcs.entries() ?? [])
          assert.ok(
            car.metric.metric[arc] < noWay ||
              (index === 0 && car.network.arcSegment[arc] === start.segment) ||
              (index === (way?.arcs.length ?? 0) - 1 &&
                car.network.arcSegment[arc] === end.segment),
          );
        for (const walk of [way?.walkFrom, way?.walkTo])
          for (const segment of walk?.segments ?? [])
            for (const arc of listArcsOf(car, segment)) assert.equal(car.metric.metric[arc], noWay);
        assert.equal(way?.millis ?? noWay, car.millisBetween(start, end));
      },
    ),
    { numRuns: 60 },
  );
});
