import assert from "node:assert/strict";
import { test } from "node:test";
import { readMapFile } from "./map-file.ts";
import { makeMapSource } from "./map-source.ts";

const reading = readMapFile(
  {
    type: "FeatureCollection",
    attribution: "Made up",
    features: [
      { type: "Feature", properties: { layer: "street", name: "Tanner Row" }, geometry: { type: "LineString", coordinates: [[3, 54], [3.01, 54]] } },
      { type: "Feature", properties: { layer: "place", name: "The Hare", kind: "pub" }, geometry: { type: "Point", coordinates: [3.005, 54.001] } },
      { type: "Feature", properties: { layer: "place", name: "Mere Hospital", kind: "hospital", rank: 1 }, geometry: { type: "Point", coordinates: [3.006, 54.001] } },
    ],
  },
  "test",
); // prettier-ignore
assert.ok("layers" in reading);
const { layers } = reading;

interface Style {
  readonly sources: { readonly base: { readonly tiles: string[]; readonly attribution: string } };
  readonly layers: readonly { readonly id: string; readonly "source-layer"?: string }[];
  readonly glyphs?: string;
  readonly sprite?: string;
}

test("the style names no server but the tile address, and draws only layers that tiles have", () => {
  for (const theme of ["dark", "light"] as const) {
    const style = makeMapSource(layers).style(theme) as Style;
    assert.deepEqual(style.sources.base.tiles, ["/map/tiles/{z}/{x}/{y}.pbf"]);
    assert.equal(style.sources.base.attribution, "Made up");
    assert.ok(!JSON.stringify(style).includes("http"));
    assert.equal(style.glyphs ?? style.sprite, undefined);
    assert.equal(new Set(style.layers.map((layer) => layer.id)).size, style.layers.length);
    const drawn = new Set(style.layers.flatMap((layer) => layer["source-layer"] ?? []));
    const made = new Set(["land_use", "water", "streets", "areas", "places", "stations"]);
    assert.ok(drawn.isSubsetOf(made));
  }
});

test("labels come by rank, with the bounds of the map", () => {
  const { labels } = makeMapSource(layers);
  assert.deepEqual(labels.bounds, [3, 54, 3.01, 54.001]);
  assert.deepEqual(
    labels.labels.map((label) => label.name),
    ["Mere Hospital", "The Hare"],
  );
});

test("places are found and points described through the same source", () => {
  const source = makeMapSource(layers);
  const [found] = source.findPlaces("hare", 5);
  assert.deepEqual(
    [found.label, found.placeKind, found.score, found.matched, found.radiusM],
    ["The Hare", "pub", 99, "", 50],
  );
  // The hospital is a little further and better known.
  assert.equal(source.describe(540_000_000, 30_050_000).text, "on Tanner Row, near Mere Hospital");
  assert.deepEqual(Object.keys(source.about), ["name", "attribution", "dataDate"]);
});
