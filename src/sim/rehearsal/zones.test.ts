import assert from "node:assert/strict";
import { test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { distanceM } from "../../base/distance.ts";
import { makeBridgePlan } from "../../testing/bridge-plan.ts";
import type { ModelCell } from "../demand-model/demand-model.ts";
import { Demand } from "./demand.ts";
import { makeZones, withZones } from "./zones.ts";

const plan = makeBridgePlan([]);

test("each area has its share of the zones, all inside its circle and as even as its calls", () => {
  const areas = plan.areas.map((area, at) => ({ ...area, share: 1 + 2 * at }));
  const zones = makeZones({ ...plan, areas }, 400);
  assert.deepEqual(
    zones.map(({ area, share, places }) => [area, share, places.length]),
    [
      ["west", 1, 100],
      ["east", 3, 300],
    ],
  );
  for (const [at, { places }] of zones.entries()) {
    const { latE7, lonE7, radiusM } = areas[at];
    const metres = places.map((place) => distanceM(latE7, lonE7, place.latE7, place.lonE7));
    assert.ok(metres.every((each) => each <= radiusM * 1.001));
    // Half of a circle's area lies within 0.707 of its radius; drawn places would miss it by 5 % and 3 %.
    const inner = metres.filter((each) => each < radiusM * Math.SQRT1_2).length;
    assert.ok(Math.abs(inner / places.length - 0.5) < 0.02, String(inner));
    const north = places.filter((place) => place.latE7 > latE7).length;
    assert.ok(Math.abs(north / places.length - 0.5) < 0.02, String(north));
  }
});

test("squares of a model have zones by their calls, and every area has one however few its calls are", () => {
  const { latE7, lonE7 } = plan.areas[0];
  const square = (calls: number, area: string, at: number): ModelCell => [
    latE7 / 1e7 + at * 0.01,
    lonE7 / 1e7,
    250,
    calls,
    area,
  ];
  const cells = [square(60, "west", 0), square(39, "west", 1), square(1, "east", 2)];
  const zones = makeZones({ ...plan, demand: { ...plan.demand, cells } }, 50);
  const [west, east] = zones;
  assert.deepEqual([west.places.length, east.places.length], [49, 1]);
  const inSquare = (at: number): number =>
    zones.flatMap(({ places }) => places).filter((place) => Math.abs(place.latE7 - cells[at][0] * 1e7) <= 125 * 90).length; // prettier-ignore
  assert.deepEqual([inSquare(0), inSquare(1), inSquare(2)], [30, 19, 1]);
});

test("all calls come from zones, of the areas by their shares", () => {
  const zoned = withZones(plan);
  const known = new Map(
    (zoned.demand.zones ?? []).flatMap(({ area, places }) =>
      places.map(({ latE7, lonE7 }) => [`${latE7} ${lonE7}`, area] as const),
    ),
  );
  const demand = new Demand(zoned, new CallRandom(1, "rehearsal"), 0);
  const met = new Set<string>();
  let west = 0;
  for (let call = 0; call < 4_000; call += 1) {
    const { latE7, lonE7, area } = demand.next();
    assert.equal(known.get(`${latE7} ${lonE7}`), area);
    met.add(`${latE7} ${lonE7}`);
    if (area === "west") west += 1;
  }
  assert.ok(met.size > 1_500, String(met.size));
  assert.ok(Math.abs(west / 4_000 - 0.5) < 0.04, String(west));
});
