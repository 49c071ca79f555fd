import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { buildNetwork } from "../compile/build-network.ts";
import { arcRules, roadClasses } from "../network.ts";
import { LeftOut, MapDataFault } from "../source/map-fault.ts";
import { roadsFromLinks } from "./open-roads.ts";
import { readOpenRoads, type RoadLink } from "./read-links.ts";

const edinburgh = "maps/edinburgh-os-open-roads-6km.geojson.gz";

function link(road_function: string, coordinates: unknown, more = {}): unknown {
  const geometry = { type: "LineString", coordinates };
  return { type: "Feature", properties: { road_function, ...more }, geometry };
}

function textOf(...features: unknown[]): string {
  const attribution = "Crown copyright 2024";
  return JSON.stringify({ type: "FeatureCollection", attribution, features });
}

test("links meet where their ends coincide, and not where they cross", () => {
  const text = textOf(
    link(
      "A Road",
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ].map(([x, y]) => [x / 1000, y / 1000]),
      {
        name_1: "High Street",
      },
    ),
    link(
      "Restricted Local Access Road",
      [
        [2, 2, 7],
        [3, 2, 7],
      ].map(([x, y]) => [x / 1000, y / 1000]),
    ),
    link(
      "Bridle Way",
      [
        [2, 0],
        [1, 1],
        [0, 2],
      ].map(([x, y]) => [x / 1000, y / 1000]),
      { id: "b" },
    ),
  );
  const leftOut = new LeftOut();
  const { links, year } = readOpenRoads(text, "f", leftOut);
  const { nodeCount, roads, latE7 } = roadsFromLinks(links, leftOut);
  assert.equal(year, "2024");
  assert.equal(nodeCount, 7);
  assert.equal(roads[0].nodes[2], roads[1].nodes[0]);
  assert.notEqual(roads[0].nodes[1], roads[2].nodes[1]);
  assert.equal(latE7[roads[0].nodes[1]], latE7[roads[2].nodes[1]]);
  assert.deepEqual(roads[1].motor, { forward: arcRules.private, backward: arcRules.private });
  assert.equal(roads[0].name, "High Street");
  assert.equal(roadClasses[roads[0].roadClass], "primary");
  assert.ok(
    leftOut
      .list()
      .some(({ reason, elements }) => /Bridle Way/.test(reason) && elements[0] === "link b"),
  );
  assert.ok(leftOut.list().some(({ reason }) => /no one-way streets/.test(reason)));
});

test("what is no link is left out by reason; another grid or no GeoJSON ends the reading", () => {
  const leftOut = new LeftOut();
  const point = {
    type: "Feature",
    properties: {},
    geometry: { type: "Point", coordinates: [0, 0] },
  };
  const { links } = readOpenRoads(
    textOf(
      point,
      7,
      link("", [
        [0, 0],
        [1, 1],
      ]),
      link("B Road", [
        [1, 1],
        [1, 1],
      ]),
    ),
    "f",
    leftOut,
  );
  assert.equal(links.length, 0);
  assert.deepEqual(
    leftOut
      .list()
      .map(({ elements }) => elements[0])
      .toSorted(),
    ["feature 0", "feature 1", "feature 2", "feature 3"],
  );
  const grid = textOf(
    link("A Road", [
      [325_000, 673_000],
      [325_010, 673_000],
    ]),
  );
  assert.throws(() => readOpenRoads(grid, "f", leftOut), { code: "map.bad-geometry" });
  assert.throws(() => readOpenRoads("{", "f", leftOut), { code: "map.not-geojson" });
  assert.throws(() => readOpenRoads("{}", "f", leftOut), { code: "map.not-geojson" });
});

test("the form of a link changes who may use it and how fast, and is listed when it is not known", () => {
  const line = [
    [0, 0],
    [0.001, 0],
  ];
  const check = (roadFunction: string, form: string, expected: unknown[], unknown = 0): void => {
    const leftOut = new LeftOut();
    const text = textOf(link(roadFunction, line, form === "" ? {} : { form_of_way: form }));
    const [road] = roadsFromLinks(readOpenRoads(text, "f", leftOut).links, leftOut).roads;
    const found = [
      roadClasses[road.roadClass],
      road.limitKmh,
      road.motor?.forward,
      road.path?.forward,
    ];
    assert.deepEqual(found, expected, `${roadFunction}, ${form}`);
    assert.equal(leftOut.list().length, 1 + unknown);
  };
  const { bus, noMotor, private: isPrivate } = arcRules;
  check("A Road", "", ["primary", 64, 0, 0]);
  check("A Road", "Single Carriageway", ["primary", 64, 0, 0]);
  check("A Road", "Dual Carriageway", ["primary", 80, 0, 0]);
  check("A Road", "Collapsed Dual Carriageway", ["primary", 80, 0, 0]);
  check("A Road", "Roundabout", ["primary", 40, 0, 0]);
  check("Motorway", "Dual Carriageway", ["motorway", 113, 0, undefined]);
  check("Motorway", "Slip Road", ["motorway", 80, 0, undefined]);
  check("Local Road", "Dual Carriageway", ["residential", 48, 0, 0]);
  check("Minor Road", "Guided Busway", ["tertiary", 48, bus, undefined]);
  check("Local Road", "Shared Use Carriageway", ["pedestrian", 10, noMotor, 0]);
  check("Restricted Local Access Road", "Shared Use Carriageway", [
    "pedestrian",
    10,
    isPrivate | noMotor,
    isPrivate,
  ]);
  check("B Road", "toString", ["secondary", 48, 0, 0], 1);
  check("constructor", "Roundabout", ["residential", 40, 0, 0], 1);
});

/** Anything at all where a feature, its properties, its geometry or a position should be. */
const anyFeature = fc.oneof(
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        type: fc.constantFrom("Feature", "Thing"),
        id: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
        properties: fc.oneof(
          fc.jsonValue(),
          fc.dictionary(
            fc.constantFrom("road_function", "form_of_way", "name_1", "id"),
            fc.jsonValue(),
          ),
        ),
        geometry: fc.oneof(
          fc.jsonValue(),
          fc.record({ type: fc.constant("LineString"), coordinates: fc.array(fc.jsonValue()) }),
        ),
      },
      { requiredKeys: [] },
    ),
  },
);
const anyLine = fc.array(
  fc.tuple(
    fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }),
    fc.integer({ min: -900_000_000, max: 900_000_000 }),
  ),
  { minLength: 1, maxLength: 5 },
);

test("whatever the features are, each is a link or listed, or the file is refused with a code", () => {
  fc.assert(
    fc.property(fc.array(anyFeature, { maxLength: 6 }), anyLine, (features, line) => {
      const sound = link(
        "Local Road",
        line.map(([lon, lat]) => [lon / 1e7, lat / 1e7]),
      );
      const leftOut = new LeftOut();
      let links: readonly RoadLink[];
      try {
        ({ links } = readOpenRoads(textOf(sound, ...features), "f", leftOut));
      } catch (error) {
        assert.ok(
          error instanceof MapDataFault && error.code === "map.bad-geometry",
          String(error),
        );
        assert.match(error.message, /^f, (?:link|feature) /);
        return;
      }
      const listed = leftOut.list().reduce((sum, { count }) => sum + count, 0);
      assert.equal(links.length + listed, features.length + 1);
      for (const { latLonE7, roadFunction, element } of links) {
        assert.ok(latLonE7.length >= 4 && roadFunction !== "" && element !== "");
        for (let at = 2; at < latLonE7.length; at += 2)
          assert.ok(
            latLonE7[at] !== latLonE7[at - 2] || latLonE7[at + 1] !== latLonE7[at - 1],
            "a point twice in a row",
          );
      }
      const kept = line.filter(
        ([lon, lat], at) => at === 0 || lon !== line[at - 1][0] || lat !== line[at - 1][1],
      );
      const first = links.find(({ element }) => element === "feature 0");
      const expected = kept.length < 2 ? undefined : kept.flatMap(([lon, lat]) => [lat, lon]);
      assert.deepEqual(first && [...first.latLonE7], expected);
      roadsFromLinks(links, leftOut);
    }),
    { numRuns: 300 },
  );
});

test("a text that is cut anywhere, or is any other, is refused with a code", () => {
  const text = textOf(
    link("A Road", [
      [0, 0],
      [1, 1],
    ]),
  );
  const check = (other: string): void =>
    assert.throws(() => readOpenRoads(other, "f", new LeftOut()), { code: "map.not-geojson" });
  for (let length = 0; length < text.length; length += 1) check(text.slice(0, length));
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), check), { numRuns: 200 });
});

test(
  "Edinburgh has the links and junctions its source counts",
  { skip: skipWithout(edinburgh) },
  () => {
    const text = gunzipSync(readFileSync(findRealData(edinburgh) ?? "")).toString();
    const leftOut = new LeftOut();
    const { links } = readOpenRoads(text, edinburgh, leftOut);
    const source = roadsFromLinks(links, leftOut);
    assert.equal(links.length, 12_094);
    const ends = source.roads.flatMap(({ nodes }) => [nodes[0], nodes[nodes.length - 1]]);
    assert.equal(new Set(ends).size, 9_735);
    assert.ok(buildNetwork(source, "road", leftOut).arcCount > 20_000);
  },
);
