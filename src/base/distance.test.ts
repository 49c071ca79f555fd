import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { distanceM, earthRadiusM } from "./distance.ts";

/** Great circle by the haversine formula: the reference that the cheap formula is held against. */
function haversineM(aLatE7: number, aLonE7: number, bLatE7: number, bLonE7: number): number {
  const radians = (e7: number): number => (e7 / 1e7) * (Math.PI / 180);
  const h =
    Math.sin(radians(bLatE7 - aLatE7) / 2) ** 2 +
    Math.cos(radians(aLatE7)) *
      Math.cos(radians(bLatE7)) *
      Math.sin(radians(bLonE7 - aLonE7) / 2) ** 2;
  return 2 * earthRadiusM * Math.asin(Math.sqrt(h));
}

test("distance: known pairs", () => {
  const metres = distanceM(515_000_000, -1_200_000, 515_000_000, -1_100_000);
  assert.ok(Math.abs(metres - 692.2) < 0.5, `got ${metres} m`);
  assert.equal(distanceM(1, 2, 1, 2), 0);
  const atTheTop = distanceM(900_000_000, 0, 900_000_000, 900_000_000);
  assert.ok(atTheTop < 0.01, `a pole is one place; got ${atTheTop} m`);
  const acrossDateLine = distanceM(-180_000_000, 1_799_990_000, -180_000_000, -1_799_990_000);
  assert.ok(acrossDateLine < 300, `got ${acrossDateLine} m`);
});

test("distance: within 0.1 % of the great circle up to 100 km, and symmetric", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -600_000_000, max: 600_000_000 }),
      fc.integer({ min: -1_790_000_000, max: 1_790_000_000 }),
      fc.integer({ min: -5_000_000, max: 5_000_000 }),
      fc.integer({ min: -5_000_000, max: 5_000_000 }),
      (lat, lon, dLat, dLon) => {
        const exact = haversineM(lat, lon, lat + dLat, lon + dLon);
        const got = distanceM(lat, lon, lat + dLat, lon + dLon);
        assert.ok(Math.abs(got - exact) <= 0.001 * exact + 0.05, `got ${got}, expected ${exact}`);
        assert.equal(distanceM(lat + dLat, lon + dLon, lat, lon), got);
      },
    ),
  );
});
