import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import * as fc from "fast-check";
import { ukIncidentTypes, ukSkills, ukVehicles } from "../../core/presets/uk-police.ts";
import { unitKinds } from "./crews.ts";
import { hoursPerWeek } from "./demand.ts";
import { incidentKinds } from "./incident-kinds.ts";
import { findArea, layersFromTown } from "./layers.ts";
import { makeTown } from "./make-town.ts";
import { distanceMetres, isInsideRing, planeFromE7, type PointE7 } from "./plane.ts";
import type { Town } from "./town.ts";

const skillCodes = new Set(ukSkills.map((skill) => skill.code));
const vehicleCodes = new Set(ukVehicles.map((vehicle) => vehicle.code));

const optionsArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  unitCount: fc.integer({ min: 40, max: 400 }),
  scale: fc.constantFrom(0.5, 0.8, 1, 1.4, 2),
});

function hashOf(town: Town): string {
  return createHash("sha256").update(JSON.stringify(town)).digest("hex");
}

/** Slow properties take fewer runs; the seed is printed by fast-check when one fails. */
function checkTowns(runs: number, check: (town: Town) => void): void {
  fc.assert(
    fc.property(optionsArbitrary, (options) => check(makeTown(options))),
    { numRuns: runs },
  );
}

test("the same options give the same bytes; this hash changes only when the generator does", () => {
  const options = { seed: 7, unitCount: 120, scale: 1 };
  assert.equal(hashOf(makeTown(options)), hashOf(makeTown(options)));
  assert.equal(
    hashOf(makeTown(options)),
    "b9e0068c076181ce59a130d343eaf41f077b72e2e01d88353d5acf7668721a62",
  );
});

test("another seed gives another town", () => {
  const hashes = [1, 2, 3, 4, 5].map((seed) =>
    hashOf(makeTown({ seed, unitCount: 40, scale: 0.5 })),
  );
  assert.equal(new Set(hashes).size, 5);
});

test("the street graph is connected, and every street is a walk", () => {
  checkTowns(25, (town) => {
    const neighbours = town.nodes.latE7.map(() => [] as number[]);
    for (const [edge, from] of town.edges.from.entries()) {
      neighbours[from].push(town.edges.to[edge]);
      neighbours[town.edges.to[edge]].push(from);
    }
    const seen = new Set([0]);
    const open = [0];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const next of neighbours[node]) {
        if (!seen.has(next)) open.push(next);
        seen.add(next);
      }
    }
    assert.equal(seen.size, town.nodes.latE7.length);
    for (const street of town.streets) {
      assert.ok(street.edgeCount >= 1);
      for (let edge = street.firstEdge + 1; edge < street.firstEdge + street.edgeCount; edge += 1) {
        assert.equal(town.edges.from[edge], town.edges.to[edge - 1]);
      }
    }
  });
});

test("the river is crossed, and most of the drawn streets survive the water", () => {
  checkTowns(25, (town) => {
    assert.ok(town.places.filter((place) => place.kind === "bridge").length >= 2);
    assert.ok(town.streets.length >= 250, `got ${town.streets.length} streets`);
  });
});

test("areas partition the ground: every point lies in exactly one, corners and borders included", () => {
  checkTowns(12, (town) => {
    const { southE7, northE7, westE7, eastE7 } = town.bounds;
    const corners = town.areas.flatMap((area) => [...area.ring]);
    const inBounds = (p: PointE7): boolean =>
      p.latE7 > southE7 && p.latE7 < northE7 && p.lonE7 > westE7 && p.lonE7 < eastE7;
    const middles = town.areas.flatMap((area) =>
      area.ring.map((p, index) => {
        const q = area.ring[(index + 1) % area.ring.length];
        return {
          latE7: Math.round((p.latE7 + q.latE7) / 2),
          lonE7: Math.round((p.lonE7 + q.lonE7) / 2),
        };
      }),
    );
    const grid = Array.from({ length: 400 }, (_, index) => ({
      latE7: Math.round(southE7 + ((northE7 - southE7) * ((index % 20) + 0.5)) / 20),
      lonE7: Math.round(westE7 + ((eastE7 - westE7) * (Math.floor(index / 20) + 0.5)) / 20),
    }));
    for (const point of [...grid, ...corners, ...middles].filter(inBounds)) {
      const holders = town.areas.filter((area) => isInsideRing(area.ring, point));
      assert.equal(holders.length, 1, `${JSON.stringify(point)} lies in ${holders.length} areas`);
    }
    for (const node of town.nodes.latE7.keys()) {
      const point = { latE7: town.nodes.latE7[node], lonE7: town.nodes.lonE7[node] };
      assert.notEqual(findArea(town, point), undefined);
    }
  });
});

test("bases and places stand on a street; units have a base, an area, known skills and their own call sign", () => {
  checkTowns(25, (town) => {
    assert.ok(town.areas.length >= 4 && town.areas.length <= 12);
    assert.equal(new Set(town.areas.map((area) => area.code)).size, town.areas.length);
    for (const spot of [...town.bases, ...town.places].filter((p) => p.edge >= 0)) {
      const at = planeFromE7(spot);
      const [a, b] = [town.edges.from[spot.edge], town.edges.to[spot.edge]].map((node) =>
        planeFromE7({ latE7: town.nodes.latE7[node], lonE7: town.nodes.lonE7[node] }),
      );
      const detour = distanceMetres(a, at) + distanceMetres(at, b) - distanceMetres(a, b);
      assert.ok(detour < 0.1, `${spot.name} stands ${detour} m off its street`);
    }
    assert.ok(town.bases.length >= 2);
    assert.equal(town.units.length, town.options.unitCount);
    assert.equal(new Set(town.units.map((unit) => unit.callSign)).size, town.units.length);
    for (const unit of town.units) {
      assert.match(unit.callSign, /^[A-Z]{2}\d{2,3}$/);
      assert.ok(unit.base < town.bases.length && unit.area < town.areas.length);
      assert.ok(vehicleCodes.has(unit.vehicle));
      assert.ok(unit.skills.every((skill) => skillCodes.has(skill)));
    }
    assert.equal(new Set(town.streets.map((street) => street.name)).size, town.streets.length);
  });
});

test("kinds are types of the preset, and every skill that one may need is held by some unit kind, or by chance", () => {
  const known = new Set(ukIncidentTypes.map((type) => type.code));
  assert.deepEqual(
    incidentKinds.map((kind) => kind.code).filter((code) => !known.has(code)),
    [],
  );
  const held = new Set([...unitKinds.flatMap((kind) => kind.skills), "taser", "medic", "water"]);
  for (const kind of incidentKinds)
    assert.ok(
      kind.skills.every((skill) => held.has(skill)),
      kind.code,
    );
});

test("demand: shares sum to one, the week's factors have mean one, grades sum to one", () => {
  const near = (got: number, wanted: number): void => {
    assert.ok(Math.abs(got - wanted) < 1e-3, `got ${got}, expected ${wanted}`);
  };
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  checkTowns(5, ({ demand }) => {
    near(sum(demand.areaSharesByDay), 1);
    near(sum(demand.areaSharesByNight), 1);
    near(sum(demand.channelShares), 1);
    for (const factors of Object.values(demand.hourFactors)) {
      assert.equal(factors.length, hoursPerWeek);
      near(sum(factors) / hoursPerWeek, 1);
    }
    for (const kind of demand.kinds) near(sum(kind.gradeShares), 1);
  });
});

test("layers carry every street, place, area and base, in degrees in the North Sea", () => {
  const town = makeTown({ seed: 11, unitCount: 60, scale: 0.5 });
  const layers = layersFromTown(town);
  assert.equal(layers.streets.features.length, town.streets.length);
  assert.equal(layers.places.features.length, town.places.length);
  assert.equal(layers.areas.features.length, town.areas.length);
  assert.equal(layers.stations.features.length, town.bases.length);
  for (const feature of layers.streets.features) {
    const { coordinates } = feature.geometry;
    const numbers = (feature.properties?.["numbers"] ?? []) as unknown[];
    assert.equal(numbers.length, coordinates.length - 1);
    for (const [lon, lat] of coordinates) {
      assert.ok(lat > 53.9 && lat < 54.1 && lon > 2.8 && lon < 3.2);
    }
  }
});

test("options out of bounds are refused with what was got and expected", () => {
  assert.throws(
    () => makeTown({ seed: 1, unitCount: 23, scale: 1 }),
    /unitCount: got 23, expected 24/,
  );
  assert.throws(() => makeTown({ seed: 1, unitCount: 50, scale: 9 }), /scale: got 9, expected 0.5/);
});
