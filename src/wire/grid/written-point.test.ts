import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { distanceM } from "../../base/distance.ts";
import { toWgs84, osgb36ToWgs84 } from "./datum.ts";
import { britishGrid, irishGrid } from "./national-grid.ts";
import { airy1830, project, type Projection, unproject, wgs84 } from "./transverse-mercator.ts";
import { findWrittenPoint, writtenPointLimits } from "./written-point.ts";

function metresOff(text: string, lat: number, lon: number): number {
  const found = findWrittenPoint(text);
  assert.ok(found !== undefined, `"${text}" is a point`);
  return distanceM(found.latE7, found.lonE7, Math.round(lat * 1e7), Math.round(lon * 1e7));
}

/** 52 deg 39 min 27.2531 s N, 1 deg 43 min 4.5177 s E on Airy 1830 (OS guide, annexes C.1 and C.2). */
const caister = { lat: 52 + 39 / 60 + 27.2531 / 3600, lon: 1 + 43 / 60 + 4.5177 / 3600 };

test("the projection gives the worked example of Ordnance Survey's guide, to the millimetre", () => {
  const { east, north } = project(britishGrid, caister);
  assert.ok(Math.abs(east - 651_409.903) < 0.001, String(east));
  assert.ok(Math.abs(north - 313_177.27) < 0.001, String(north));
  const back = unproject(britishGrid, { east: 651_409.903, north: 313_177.27 });
  assert.ok(Math.abs(back.lat - caister.lat) < 1e-8);
  assert.ok(Math.abs(back.lon - caister.lon) < 1e-8);
});

test("to WGS 84: Ordnance Survey's own stations, within the 5 m that a Helmert transformation allows", () => {
  // ETRS89 degrees and OSGB36 metres of OSTN02's test file and of the OSGM15 guide (Caister).
  const stations: readonly [name: string, lat: number, lon: number, east: number, north: number][] =
    [
      ["Blackpool", 53.779110256944, -3.040454906944, 331_534.552, 431_920.792],
      ["Bristol", 51.427547433611, -2.544076186111, 362_269.979, 169_978.688],
      ["Butt of Lewis", 58.515603618056, -6.260914556389, 151_968.641, 966_483.777],
      ["Carlisle", 54.895423405278, -2.938277414722, 339_921.133, 556_034.759],
      ["Caister", 52.658007833, 1.716073973, 651_409.804, 313_177.45],
    ];
  for (const [name, lat, lon, east, north] of stations) {
    const at = toWgs84(unproject(britishGrid, { east, north }), airy1830, osgb36ToWgs84);
    const metres = distanceM(at.lat * 1e7, at.lon * 1e7, lat * 1e7, lon * 1e7);
    assert.ok(metres <= 5, `${name}: ${metres.toFixed(2)} m`);
  }
});

test("references of every system, against published positions", () => {
  const check = (text: string, lat: number, lon: number, within: number): void => {
    const metres = metresOff(text, lat, lon);
    assert.ok(metres <= within, `${text}: ${metres.toFixed(1)} m, expected at most ${within}`);
  };
  check("TG 51409 13177", 52.657977, 1.716052, 2);
  check("TG5140913177", 52.657977, 1.716052, 2);
  // Spire of Dublin.
  check("O 15904 34671", 53.3498, -6.26025, 5);
  // Honolulu; Lawrence, Kansas: the corner of a 1 m square.
  check("4QFJ 12345 67890", 21.409_796_7, -157.916_081_2, 1);
  check("4QFJ1234567890", 21.409_796_7, -157.916_081_2, 1);
  check("15SUD0370514711", 38.959_391_1, -95.265_482_4, 1);
  // CN Tower.
  check("17T 630084 4833438", 43.642_567, -79.387_139, 2);
  check("17T 630084mE 4833438mN", 43.642_567, -79.387_139, 2);
});

test("the Irish Grid agrees with Irish Transverse Mercator, which needs no transformation", () => {
  const itm: Projection = {
    ellipsoid: wgs84,
    lat: 53.5,
    lon: -8,
    scale: 0.999_82,
    falseEast: 600_000,
    falseNorth: 750_000,
  };
  const { lat, lon } = unproject(itm, { east: 715_830, north: 734_697 });
  assert.ok(metresOff("O 15904 34671", lat, lon) < 2);
});

test("degrees in the ways they are written", () => {
  const check = (text: string, lat: number, lon: number): void => {
    const metres = metresOff(text, lat, lon);
    assert.ok(metres < 0.05, `${text}: ${metres} m`);
  };
  const [lat, lon] = [54 + 9 / 60 + 3 / 3600, -(4 + 28 / 60 + 53 / 3600)];
  check("54.1509, -4.4814", 54.1509, -4.4814);
  check("-33.8568 151.2153", -33.8568, 151.2153);
  check("54.1509N 4.4814W", 54.1509, -4.4814);
  check("4.4814 W, 54.1509 N", 54.1509, -4.4814);
  check("33.8568S 151.2153E", -33.8568, 151.2153);
  check(`54° 9' 3" N 4° 28' 53" W`, lat, lon);
  check("54°09′03″N, 4°28′53″W", lat, lon);
  check("54 09 03 N, 4 28 53 W", lat, lon);
  check("N54 09.050 W4 28.883333", 54 + 9.05 / 60, -(4 + 28.883_333 / 60));
  check("N 54° 9' 3'' W 4° 28' 53''", lat, lon);
  check("54.1509° -4.4814°", 54.1509, -4.4814);
});

test("a point says how exactly it was written", () => {
  const check = (text: string, radiusM: number): void =>
    assert.equal(findWrittenPoint(text)?.radiusM, radiusM, text);
  check("54.15, -4.48", 557);
  check("54.15090, -4.48140", 1);
  check("SC 38 75", 713);
  check("SC 381 756", 76);
  check("SC 38123 75641", 6);
  check("O 159 346", 72);
});

test("what is not wholly a reference is none", () => {
  const texts = [
    "",
    "14 Tanner Row",
    "flat 12 34",
    "12 34",
    "54 9",
    "91.0000, 3.0000",
    "54.1509, 181.0000",
    "54 61 00 N, 4 28 53 W",
    "54.5 9 N, 4 28 W",
    "54N 4N",
    "SC 3812 756",
    "SC 3812 7564 Douglas",
    "IC 3812 7564",
    "A 12 34",
    "B 12",
    "61Q FJ 12345 67890",
    "4QJJ 12345 67890",
    "30U 412345",
    "SE1 7PB",
    "EC1A 1BB",
    "1".repeat(writtenPointLimits.length + 1),
  ];
  for (const text of texts) assert.equal(findWrittenPoint(text), undefined, `"${text}"`);
});

test("any point of a zone survives the way to the grid and back", () => {
  const grids = [britishGrid, irishGrid, { ...britishGrid, ellipsoid: wgs84 }];
  fc.assert(
    fc.property(
      fc.double({ min: -80, max: 84, noNaN: true }),
      fc.double({ min: -6, max: 6, noNaN: true }),
      fc.constantFrom(...grids),
      (lat, east, grid) => {
        const there = project(grid, { lat, lon: grid.lon + east });
        const back = unproject(grid, there);
        assert.ok(Math.abs(back.lat - lat) < 1e-9 && Math.abs(back.lon - grid.lon - east) < 1e-9);
      },
    ),
  );
});

test("any text is read without failing, and a point is a point on the globe", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(..."0123456789 .,NSEWnsew°'\"-".split("")), maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(..."0123456789 ABCDEFGHJKLMNOPQRSTUVWXYZ".split("")),
      maxLength: 20,
    }),
  );
  fc.assert(
    fc.property(text, (typed) => {
      const found = findWrittenPoint(typed);
      if (found === undefined) return;
      assert.ok(Math.abs(found.latE7) <= 900_000_000 && Math.abs(found.lonE7) <= 1_800_000_000);
      assert.ok(Number.isInteger(found.latE7) && found.radiusM >= 1);
    }),
    { numRuns: 2_000 },
  );
});
