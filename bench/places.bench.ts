/**
 * Place search and snapping on the names and roads of Porto (or another extract given as an argument): each keystroke of
 * 300 names typed letter by letter, the index made at the start of a server, a dropped pin in words, and a unit's
 * position brought to its road. Snapping is also compared with a look at every piece of road. Not here: the search over
 * HTTP.
 */
import { layersFromTown } from "../src/sim/town/layers.ts";
import { sourceFromLayers } from "../src/wire/places/layers-source.ts";
import { tinyTown } from "./roads/tiny.ts";
import { RandomStream } from "../src/base/random.ts";
import { arcRules, type RoadNetwork } from "../src/roads/network.ts";
import { findSnap, markUsable } from "../src/roads/snap/snap.ts";
import { SnapIndex } from "../src/roads/snap/snap-index.ts";
import { readOsmPlaces } from "../src/testing/osm-places.ts";
import { findRealData } from "../src/testing/real-data.ts";
import { makeGazetteer, type Gazetteer } from "../src/wire/places/gazetteer.ts";
import type { PlaceSource, StreetLines } from "../src/wire/places/place-source.ts";
import {
  atMost,
  type Bench,
  figure,
  type Row,
  sized,
  isSmoke,
  type BenchOptions,
} from "./bench.ts";

const defaultMap = "maps/porto-2015.osm.pbf";
const typedNames = sized(300, 5);
const typingRounds = 3;
const resultsAsked = 10;
const pins = sized(5_000, 20);
const snaps = sized(200_000, 200);
const plainSnaps = sized(40, 2);

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function timesOf(count: number, work: (round: number) => unknown): number[] {
  const millis: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const startedAt = performance.now();
    work(round);
    millis.push(performance.now() - startedAt);
  }
  return millis.sort((a, b) => a - b);
}

function measureSearch(gazetteer: Gazetteer, random: RandomStream): Row[] {
  const all = gazetteer.listAll();
  const names = Array.from({ length: typedNames }, () => all[random.below(all.length)].label);
  const keystrokes = names.flatMap((name) =>
    Array.from({ length: Math.min(40, name.length) }, (_, at) => name.slice(0, at + 1)),
  );
  for (const typed of keystrokes.slice(0, 1_000)) gazetteer.search(typed, resultsAsked);
  const rounds = Array.from({ length: typingRounds }, () =>
    keystrokes.map((typed) => {
      const startedAt = performance.now();
      gazetteer.search(typed, resultsAsked);
      return performance.now() - startedAt;
    }),
  );
  // The median of a keystroke's rounds takes out the turns of other programs.
  const millis = keystrokes
    .map((_, at) => rounds.map((round) => round[at]).sort((a, b) => a - b)[typingRounds >> 1])
    .sort((a, b) => a - b);
  return [
    figure("names in the index", all.length, "names"),
    figure("keystroke: p50", quantile(millis, 0.5), "ms"),
    atMost("keystroke: p99", quantile(millis, 0.99), "ms", 2),
    figure(`keystroke: slowest of ${millis.length}`, quantile(millis, 1), "ms"),
  ];
}

function randomPoints(source: PlaceSource, random: RandomStream, count: number): Int32Array {
  const { pointLatE7: lats, pointLonE7: lons } = source.streets;
  const points = new Int32Array(2 * count);
  for (let at = 0; at < count; at += 1) {
    const point = random.below(lats.length);
    points[2 * at] = lats[point] + random.below(6_000) - 3_000;
    points[2 * at + 1] = lons[point] + random.below(6_000) - 3_000;
  }
  return points;
}

/** The streets as a network in which every segment has one arc; snapping looks at nothing else. */
function networkOf(lines: StreetLines): RoadNetwork {
  const count = lines.segmentCount;
  const empty = new Int32Array(count);
  return {
    ...lines,
    nodeCount: 0,
    arcCount: count,
    firstArc: Int32Array.of(0),
    tail: empty,
    head: empty,
    latE7: new Int32Array(0),
    lonE7: new Int32Array(0),
    arcSegment: Int32Array.from(empty, (_, segment) => segment),
    arcForward: new Uint8Array(count).fill(1),
    arcRules: new Uint16Array(count).fill(arcRules.gate),
    lengthDm: empty,
    roadClass: new Uint8Array(count),
    limitKmh: new Uint8Array(count),
    wayId: new Float64Array(count),
  };
}

function measureSnap(source: PlaceSource, random: RandomStream): Row[] {
  const network = networkOf(source.streets);
  const startedAt = performance.now();
  const index = SnapIndex.build(network);
  const buildMillis = performance.now() - startedAt;
  const openedAt = performance.now();
  SnapIndex.from(network, index.data);
  const openMillis = performance.now() - openedAt;
  const usable = markUsable(network, new Int32Array(network.arcCount).fill(1));
  const points = randomPoints(source, random, snaps);
  let checksum = 0;
  const snapAll = (): number => {
    const at = performance.now();
    for (let each = 0; each < snaps; each += 1)
      checksum +=
        findSnap(network, index, usable, points[2 * each], points[2 * each + 1])?.piece ?? 0;
    return ((performance.now() - at) * 1_000) / snaps;
  };
  const micros = [snapAll(), snapAll(), snapAll(), snapAll()].slice(1).sort((a, b) => a - b);
  const plain = timesOf(plainSnaps, (each) => {
    checksum += plainNearest(source.streets, points[2 * each], points[2 * each + 1]);
  });
  if (checksum === 0) throw new Error("nothing was found");
  return [
    figure("pieces of road", index.pieceCount, "pieces"),
    figure("snap index: build", buildMillis, "ms"),
    figure("snap index: from its data", openMillis, "ms"),
    figure("snap index: size", index.data.byteLength / 1024 / 1024, "MiB"),
    atMost("snap, median of 3 runs", micros[1], "us", 5),
    figure("snap by a look at every piece, p50", quantile(plain, 0.5) * 1_000, "us"),
  ];
}

/** The yardstick: what one would write first. */
function plainNearest(
  { segmentCount, firstPoint, pointLatE7: lats, pointLonE7: lons }: StreetLines,
  latE7: number,
  lonE7: number,
): number {
  const shrink = Math.cos((latE7 / 1e7) * (Math.PI / 180));
  let [least, best] = [Infinity, 0];
  for (let segment = 0; segment < segmentCount; segment += 1) {
    for (let a = firstPoint[segment]; a + 1 < firstPoint[segment + 1]; a += 1) {
      const [ax, ay] = [(lons[a] - lonE7) * shrink, lats[a] - latE7];
      const [dx, dy] = [(lons[a + 1] - lons[a]) * shrink, lats[a + 1] - lats[a]];
      const square = dx * dx + dy * dy;
      const share = square === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square));
      const metres = (ax + dx * share) ** 2 + (ay + dy * share) ** 2;
      if (metres < least) [least, best] = [metres, segment];
    }
  }
  return best;
}

function readSource(wanted: string | undefined, say: BenchOptions["say"]): PlaceSource {
  if (isSmoke) return sourceFromLayers(layersFromTown(tinyTown));
  const path = wanted ?? findRealData(defaultMap);
  if (path === undefined)
    throw new Error(`needs the data file ${defaultMap}; set MUSTER_DATA to its folder`);
  say(`reading ${path}`);
  return readOsmPlaces(path, "bench");
}

export const bench: Bench = {
  name: "places",
  about:
    "place search per keystroke, a pin in words and a position brought to its road, on a real map",
  run: ({ say, args }) => {
    const source = readSource(args[0], say);
    const random = new RandomStream(1, "bench.places");
    say("making the index four times");
    let gazetteer = makeGazetteer(source);
    const builds = timesOf(3, () => {
      gazetteer = makeGazetteer(source);
    });
    say("typing");
    const rows = measureSearch(gazetteer, random);
    say("describing");
    const points = randomPoints(source, random, pins);
    const described = timesOf(pins, (at) => gazetteer.describe(points[2 * at], points[2 * at + 1]));
    say("snapping");
    return Promise.resolve([
      figure("place index: build, median of 3", builds[1], "ms"),
      ...rows,
      figure("pin in words: p50", quantile(described, 0.5) * 1_000, "us"),
      figure("pin in words: p99", quantile(described, 0.99) * 1_000, "us"),
      ...measureSnap(source, random),
    ]);
  },
};
