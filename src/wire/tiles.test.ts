import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { findRealData, skipWithout } from "../testing/real-data.ts";
import { readMapFile } from "./map-file.ts";
import { findBounds, type MapLayers } from "./map-layers.ts";
import { makeTileSource, maxTileZoom } from "./tiles.ts";

/** Names of the layers in a tile (MVT: field 3 is a layer, its field 1 the name), read without any library. */
function layerNames(bytes: Uint8Array): string[] {
  const names: string[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at];
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    assert.equal(varint(), (3 << 3) | 2, "a tile holds layers only");
    const length = varint();
    const end = at + length;
    while (at < end) {
      const tag = varint();
      if ((tag & 7) === 0) varint();
      else {
        const size = varint();
        if (tag >> 3 === 1) names.push(new TextDecoder().decode(bytes.subarray(at, at + size)));
        at += size;
      }
    }
    assert.equal(at, end, "a layer ends where it says");
  }
  return names;
}

function square(west: number, south: number, size: number): number[][][] {
  const [east, north] = [west + size, south + size];
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
}

const file = {
  type: "FeatureCollection",
  name: "Testmere",
  attribution: "Made up",
  features: [
    { type: "Feature", properties: { layer: "water", name: "Bay" }, geometry: { type: "Polygon", coordinates: square(3, 54, 0.02) } },
    { type: "Feature", properties: { leisure: "park" }, geometry: { type: "Polygon", coordinates: square(3.05, 54, 0.01) } },
    { type: "Feature", properties: { highway: "primary", name: "High Road" }, geometry: { type: "LineString", coordinates: [[3, 54], [3.1, 54.05]] } },
    { type: "Feature", properties: { road_function: "Local Road" }, geometry: { type: "MultiLineString", coordinates: [[[3, 54], [3, 54.05]], [[3, 54], [3.05, 54]]] } },
    { type: "Feature", properties: { amenity: "police", name: "Mere Street" }, geometry: { type: "Point", coordinates: [3.01, 54.01] } },
    { type: "Feature", properties: { amenity: "pub", name: "The Hare" }, geometry: { type: "Point", coordinates: [3.02, 54.01, 7] } },
    { type: "Feature", properties: { layer: "area", code: "MS", name: "Mere" }, geometry: { type: "MultiPolygon", coordinates: [square(3, 54, 0.1)] } },
    { type: "Feature", properties: { power: "line" }, geometry: { type: "LineString", coordinates: [[3, 54], [3.1, 54.05]] } },
    { type: "Feature", properties: { layer: "street" }, geometry: { type: "Point", coordinates: [3, 54] } },
  ],
}; // prettier-ignore

function readGood(value: unknown): { layers: MapLayers; skipped: ReadonlyMap<string, number> } {
  const reading = readMapFile(value, "test.geojson");
  assert.ok("layers" in reading, JSON.stringify(reading));
  return reading;
}

test("a map file is read into layers by its own words and by the tags of map data", () => {
  const { layers, skipped } = readGood(file);
  assert.equal(layers.name, "Testmere");
  assert.equal(layers.attribution, "Made up");
  assert.deepEqual(
    layers.streets.features.map((street) => street.properties),
    [
      { name: "High Road", class: "trunk" },
      { name: "", class: "local" },
      { name: "", class: "local" },
    ],
  );
  assert.equal(layers.landUse.features[0].properties?.["kind"], "park");
  assert.equal(layers.stations.features.length, 1);
  assert.equal(layers.places.features[0].properties?.["kind"], "pub");
  assert.equal(layers.areas.features[0].properties?.["code"], "MS");
  assert.deepEqual(Object.fromEntries(skipped), {
    "LineString without a layer or a known tag": 1,
    "street drawn as a point": 1,
  });
  assert.deepEqual(findBounds(layers), [3, 54, 3.1, 54.05]);
});

const badFiles: readonly [name: string, value: unknown, code: string, detail: RegExp][] = [
  ["no object", 7, "map.not-geojson", /FeatureCollection/],
  ["a single feature", { type: "Feature" }, "map.not-geojson", /type/],
  ["nothing drawn", { type: "FeatureCollection", features: [] }, "map.empty", /no street/],
  [
    "metres for degrees",
    withGeometry({ type: "Point", coordinates: [512_000, 5_900_000] }),
    "map.bad-geometry",
    /degrees/,
  ],
  [
    "a line of one point",
    withGeometry({ type: "LineString", coordinates: [[1, 2]] }),
    "map.bad-geometry",
    /coordinates/,
  ],
  ["no geometry", withGeometry(null), "map.bad-geometry", /geometry/],
];

function withGeometry(geometry: unknown): unknown {
  const feature = { type: "Feature", properties: { layer: "street" }, geometry };
  return { type: "FeatureCollection", features: [feature] };
}

for (const [name, value, code, detail] of badFiles) {
  test(`a map file with ${name} is refused with ${code}`, () => {
    const reading = readMapFile(value, "bad.geojson");
    assert.ok("faults" in reading);
    assert.equal(reading.faults[0].code, code);
    assert.match(reading.faults[0].detail, detail);
  });
}

test("a file with a thousand faults reports the first twenty", () => {
  const features = Array.from({ length: 1000 }, () => ({ type: "Feature", properties: null }));
  const reading = readMapFile({ type: "FeatureCollection", features }, "bad.geojson");
  assert.ok("faults" in reading);
  assert.equal(reading.faults.length, 20);
});

test("tiles hold the layers of their zoom, and are undefined where nothing is", () => {
  const source = makeTileSource(readGood(file).layers);
  const tile = source.getTile(10, 520, 328);
  assert.ok(tile !== undefined);
  assert.deepEqual(layerNames(tile), [
    "land_use",
    "water",
    "streets",
    "areas",
    "places",
    "stations",
  ]);
  const far = source.getTile(6, 32, 20);
  assert.ok(far !== undefined);
  assert.ok(!layerNames(far).includes("places"));
  assert.equal(source.getTile(10, 0, 0), undefined);
});

test("numbers that name no tile give undefined", () => {
  const source = makeTileSource(readGood(file).layers);
  for (const [z, x, y] of [
    [-1, 0, 0],
    [maxTileZoom + 1, 0, 0],
    [1, 2, 0],
    [1, 0, -1],
    [0.5, 0, 0],
    [Number.NaN, 0, 0],
  ]) {
    assert.equal(source.getTile(z, x, y), undefined);
  }
  assert.equal(source.cachedTiles, 0);
});

test("the cache stays within its bound and gives the same bytes", () => {
  const source = makeTileSource(readGood(file).layers);
  const first = source.getTile(10, 520, 328);
  for (let x = 0; x < 1500; x += 1) source.getTile(14, x, 100);
  assert.equal(source.cachedTiles, 1024);
  assert.deepEqual(source.getTile(10, 520, 328), first);
});

const edinburgh = "maps/edinburgh-os-open-roads-6km.geojson.gz";
test("real open road data is read whole and gives tiles", { skip: skipWithout(edinburgh) }, () => {
  const text = gunzipSync(readFileSync(findRealData(edinburgh) ?? "")).toString("utf8");
  const { layers, skipped } = readGood(JSON.parse(text));
  assert.equal(skipped.size, 0);
  assert.equal(layers.streets.features.length, 12_094);
  assert.match(layers.attribution, /Crown copyright/);
  const tile = makeTileSource(layers).getTile(13, 4023, 2555);
  assert.ok(tile !== undefined);
  assert.deepEqual(layerNames(tile), ["streets"]);
});
