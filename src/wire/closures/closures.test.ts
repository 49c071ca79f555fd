import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { getClosure, listClosureRows } from "../../core/closure/read.ts";
import { decide } from "../../core/decide.ts";
import { limits } from "../../core/limits.ts";
import { intentArbitrary, beginShift, live } from "../../testing/core/random-command.ts";
import { Twin } from "../../testing/core/twin.ts";
import { closureFileLimits, readClosures, type ClosureReading } from "./read-closures.ts";
import { writeClosures } from "./write-closures.ts";

const reading: ClosureReading = { source: "road authority", expiresAt: 9_000_000_000_000_000 };
const across = { type: "LineString", coordinates: [[1, 51], [1.001, 51.0005]] }; // prettier-ignore

function read(feature: unknown, changes: Partial<ClosureReading> = {}) {
  return readClosures([feature], { ...reading, ...changes })[0];
}

function featureOf(geometry: unknown, properties: unknown = {}, id?: string | number) {
  return { type: "Feature", geometry, properties, ...(id === undefined ? {} : { id }) };
}

test("a line is a stretch unless it says barricade, a polygon an area; what is not said comes from the feed", () => {
  assert.deepEqual(read(featureOf(across, null, "rw-1")), {
    feature: 0,
    id: "rw-1",
    fault: undefined,
    reports: [
      {
        type: "closure.report",
        shape: { kind: "stretch", points: [[10_000_000, 510_000_000], [10_010_000, 510_005_000]] }, // prettier-ignore
        source: "road authority",
        expiresAt: 9_000_000_000_000_000,
      },
    ],
  });
  const ring = [[1, 51, 12], [1.1, 51], [1.1, 51.1], [1, 51]]; // prettier-ignore
  const [area] = read(featureOf({ type: "Polygon", coordinates: [ring] })).reports;
  assert.equal(area.shape.kind, "area");
  assert.equal(area.shape.points.length, 3, "a ring's last point is its first");
  const properties = {
    kind: "barricade",
    direction: "bearing",
    bearingDegrees: 90,
    classes: ["foot"],
    source: "camera",
    sourceGrade: "1",
    contentGrade: "B",
    since: "2017-01-02T00:00:00Z",
    expires: "2017-01-03T00:00:00Z",
    description: "tyres",
    unknown: { of: "ours" },
  };
  const { fault, reports } = read(featureOf(across, properties));
  assert.equal(fault, undefined);
  const { shape, type: _type, ...facts } = reports[0];
  assert.equal(shape.kind, "barricade");
  assert.deepEqual(facts, {
    direction: "bearing",
    bearingDegrees: 90,
    classes: ["foot"],
    source: "camera",
    sourceGrade: "1",
    contentGrade: "B",
    sinceAt: 1_483_315_200_000_000,
    expiresAt: 1_483_401_600_000_000,
    description: "tyres",
  });
});

test("a feed names its properties as it likes; null says nothing", () => {
  const names = { since: "start_date", expires: "end_date", description: "comment" };
  const feature = featureOf(across, { start_date: null, end_date: "2017-01-03T00:00:00Z", comment: "resurfacing" }); // prettier-ignore
  const [report] = read(feature, { names }).reports;
  assert.deepEqual(
    [report.sinceAt, report.expiresAt, report.description],
    [undefined, 1_483_401_600_000_000, "resurfacing"],
  );
});

test("many parts are many reports: nothing of a multi-geometry or a long line is lost", () => {
  const lines = { type: "MultiLineString", coordinates: [across.coordinates, across.coordinates] };
  assert.equal(read(featureOf(lines)).reports.length, 2);
  const long = Array.from({ length: 2 * limits.closurePoints }, (_, i) => [i / 1e4, 51]);
  const { reports } = read(featureOf({ type: "LineString", coordinates: long }));
  assert.equal(reports.length, 3);
  const joined = reports.flatMap(({ shape }, index) => (index === 0 ? shape.points : shape.points.slice(1))); // prettier-ignore
  assert.deepEqual(
    joined.map(([lon]) => lon),
    long.map(([lon]) => Math.round(lon * 1e7)),
  );
});

test("what can not be read is a fault that says so, and the rest is read", () => {
  const hole = [[1, 51], [1.1, 51], [1.1, 51.1], [1, 51]]; // prettier-ignore
  const open = [[1, 51], [1.1, 51], [1.1, 51.1], [1, 51.2]]; // prettier-ignore
  const faults: readonly (readonly [unknown, RegExp])[] = [
    [undefined, /expected/],
    [5, /expected/],
    [{ type: "Feature", properties: {} }, /^geometry/],
    [featureOf(null), /^geometry/],
    [featureOf({ type: "Point", coordinates: [1, 51] }), /a point shuts nothing/],
    [featureOf({ type: "GeometryCollection", geometries: [] }), /one line or area per feature/],
    [featureOf({ type: "LineString", coordinates: [[1, 51]] }), /^geometry.coordinates/],
    [featureOf({ type: "LineString", coordinates: [[1, 51], [200, 51]] }), /^geometry.coordinates.1.0/], // prettier-ignore
    [featureOf({ type: "Polygon", coordinates: [hole, hole] }), /with holes/],
    [featureOf({ type: "Polygon", coordinates: [open] }), /must end where it begins/],
    [featureOf(across, { kind: "area" }), /got "area" for a LineString, expected barricade/],
    [featureOf(across, { kind: "wall" }), /^properties: kind/],
    [featureOf(across, { expires: "soon" }), /^properties: expires: expected RFC 3339/],
    [featureOf(across, { description: 4 }), /^properties: description/],
  ];
  const all = readClosures([...faults.map(([feature]) => feature), featureOf(across)], reading);
  faults.forEach(([, expected], index) => {
    assert.match(all[index].fault ?? "read", expected);
    assert.equal(all[index].feature, index);
  });
  assert.equal(all.at(-1)?.reports.length, 1);
  const { source } = reading;
  assert.match(readClosures([featureOf(across)], { source })[0].fault ?? "", /when it expires/);
  const coordinates = Array.from({ length: closureFileLimits.reportsPerFeature + 1 }, () => across.coordinates); // prettier-ignore
  assert.match(
    read(featureOf({ type: "MultiLineString", coordinates })).fault ?? "",
    /101 closures/,
  );
});

test("whatever comes, it is read or it is a fault", () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { maxLength: 5 }), (features) => {
      const all = readClosures(features, reading);
      assert.equal(all.length, features.length);
      for (const { reports, fault } of all) assert.equal(reports.length === 0, fault !== undefined);
    }),
  );
});

test("what is written reads back as the same closure, and the core takes it", () => {
  let written = 0;
  const reports = intentArbitrary.filter(({ type }) => type === "closure.report");
  fc.assert(
    fc.property(fc.array(reports, { minLength: 1, maxLength: 12 }), (intents) => {
      const twin = new Twin(true, false);
      beginShift(twin, 1);
      for (const intent of intents) live(twin, intent);
      const { state } = twin;
      const closures = listClosureRows(state).map((row) => getClosure(state, row));
      const described = closures.map((closure) => ({
        closure,
        description: state.text?.closures.get(closure.closure)?.description ?? "",
      }));
      const text = JSON.stringify(writeClosures(described));
      const { features } = JSON.parse(text) as { features: unknown[] };
      readClosures(features, { source: "public" }).forEach(({ fault, reports: again }, index) => {
        assert.equal(fault, undefined);
        const context = { now: twin.now, at: twin.now, by: "amber" };
        const { shape, direction, bearingDegrees, classes, source, expiresAt } = closures[index];
        if (expiresAt <= twin.now) return;
        const decision = decide(state, again[0], context);
        assert.deepEqual(decision.refusal, undefined);
        const row = listClosureRows(state).at(-1) ?? -1;
        const copy = getClosure(state, row);
        assert.deepEqual(
          [copy.shape, copy.direction, copy.bearingDegrees, copy.classes, copy.source],
          [shape, direction, bearingDegrees, classes, source],
        );
        assert.equal(copy.sinceAt, closures[index].sinceAt);
        assert.equal(copy.expiresAt, expiresAt);
        written += 1;
      });
    }),
    { numRuns: 80 },
  );
  assert.ok(written > 50, `only ${written} were read back`);
});
