import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { findRealData, skipWithout } from "../../testing/real-data.ts";
import { buildNetwork } from "../compile/build-network.ts";
import { arcRules, roadClasses } from "../network.ts";
import { LeftOut } from "../source/map-fault.ts";
import { roadsFromLinks } from "./open-roads.ts";
import { readOpenRoads } from "./read-links.ts";

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
