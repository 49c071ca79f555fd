import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Feature, LineString, Position } from "geojson";
import { foldWords } from "./fold-words.ts";
import { gazetteerLimits, makeGazetteer } from "./gazetteer.ts";
import type { MapLayers } from "./map-layers.ts";
import { PieceGrid } from "./piece-grid.ts";

function street(name: string, coordinates: Position[], numbers?: number[][]): Feature<LineString> {
  const properties = numbers === undefined ? { name } : { name, numbers };
  return { type: "Feature", geometry: { type: "LineString", coordinates }, properties };
}

/** Two streets that cross at (3.001, 54), a pub, an area around it all. */
const layers: MapLayers = {
  name: "Test",
  attribution: "",
  water: { type: "FeatureCollection", features: [] },
  landUse: { type: "FeatureCollection", features: [] },
  streets: {
    type: "FeatureCollection",
    features: [
      street("Tanner Row", [[3, 54], [3.001, 54], [3.002, 54]], [[1, 10], [11, 20]]), // prettier-ignore
      street("Alder Road", [[3.001, 53.999], [3.001, 54], [3.001, 54.001]]), // prettier-ignore
    ],
  },
  places: {
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        geometry: { type: "Point", coordinates: [3.0015, 54.0002] },
        properties: { name: "The Blue Hare", kind: "pub", rank: 4 },
      },
    ],
  },
  areas: {
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [2.9, 53.9],
              [3.1, 53.9],
              [3.1, 54.1],
              [2.9, 54.1],
              [2.9, 53.9],
            ],
          ],
        },
        properties: { code: "OT", name: "Old Town" },
      },
    ],
  },
  stations: { type: "FeatureCollection", features: [] },
};

const queries: readonly [query: string, first: string | undefined][] = [
  ["tanner", "Tanner Row"],
  ["TANNER row", "Tanner Row"],
  ["14 tanner", "14 Tanner Row"],
  ["14 tanner row", "14 Tanner Row"],
  ["99 tanner", "Tanner Row"],
  ["alder rd", "Alder Road"],
  ["tanner / alder", "Tanner Row / Alder Road"],
  ["alder and tanner", undefined],
  ["hare", "The Blue Hare"],
  ["blue h", "The Blue Hare"],
  ["old", "Old Town"],
  ["nowhere", undefined],
  ["", undefined],
  ["  ,,, ", undefined],
];

for (const [query, first] of queries) {
  test(`search "${query}" finds ${first ?? "nothing"}`, () => {
    assert.equal(makeGazetteer(layers).search(query, 5)[0]?.label, first);
  });
}

test("an address lies on its piece of street, in the named area", () => {
  const [found] = makeGazetteer(layers).search("11 tanner row", 1);
  assert.equal(found.kind, "address");
  assert.equal(found.area, "Old Town");
  assert.equal(found.latE7, 540_000_000);
  assert.ok(found.lonE7 > 30_010_000 && found.lonE7 < 30_012_000);
});

test("describe names house, street and the place near; far from everything it says nothing", () => {
  const gazetteer = makeGazetteer(layers);
  const at = gazetteer.describe(540_000_500, 30_015_000);
  assert.equal(at.text, "16 Tanner Row near The Blue Hare");
  assert.equal(at.streetMetres, 6);
  assert.deepEqual(gazetteer.describe(550_000_000, 30_000_000), {
    text: "",
    street: "",
    houseNumber: null,
    nearPlace: "",
    streetMetres: null,
  });
});

test("any text is searched without failing, within the limit of results", () => {
  const gazetteer = makeGazetteer(layers);
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.integer({ min: -1, max: 1000 }),
      (text, limit) => {
        const most = Math.max(0, Math.min(limit, gazetteerLimits.results));
        assert.ok(gazetteer.search(text, limit).length <= most);
      },
    ),
  );
});

test("words are folded the same however they are typed", () => {
  assert.deepEqual(foldWords("St. Mary's Rd"), ["st", "marys", "road"]);
  assert.deepEqual(foldWords("CAFÉ constructor"), ["cafe", "constructor"]);
});

test("the grid finds the same nearest piece as a look at all of them", () => {
  const place = fc.tuple(
    fc.double({ min: 3, max: 3.02, noNaN: true }),
    fc.double({ min: 54, max: 54.01, noNaN: true }),
  );
  const lines = fc.array(fc.array(place, { minLength: 2, maxLength: 4 }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(lines, place, (all, [lon, lat]) => {
      const streets = all.map((line, index) => street(`S${index}`, line));
      const found = new PieceGrid(streets).nearest(
        Math.round(lat * 1e7),
        Math.round(lon * 1e7),
        5000,
      );
      let least = Number.POSITIVE_INFINITY;
      // Each street alone in a grid of its own is the plain search.
      for (const one of streets) {
        for (let piece = 0; piece + 1 < one.geometry.coordinates.length; piece += 1) {
          const ends = one.geometry.coordinates.slice(piece, piece + 2);
          const plane = ends.map(([x, y]) => [
            (x - lon) * 111_195 * Math.cos((streets[0].geometry.coordinates[0][1] * Math.PI) / 180),
            (y - lat) * 111_195,
          ]);
          for (let step = 0; step <= 200; step += 1) {
            const x = plane[0][0] + ((plane[1][0] - plane[0][0]) * step) / 200;
            const y = plane[0][1] + ((plane[1][1] - plane[0][1]) * step) / 200;
            least = Math.min(least, Math.sqrt(x * x + y * y));
          }
        }
      }
      assert.ok(found !== undefined);
      // The plain search walks in steps of up to 9 m and can only come out longer.
      assert.ok(
        found.metres <= least + 0.1 && found.metres > least - 10,
        `${found.metres} against ${least}`,
      );
    }),
    { numRuns: 60 },
  );
});
