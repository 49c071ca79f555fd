/**
 * One recommendation by road in a real city: best 5 of 5,000 units on Porto's map package, with the work that units who
 * move between questions make; and how long after a confirmed closure the same question has its new answer: ledger in
 * memory, metrics of all classes and recommendation; and the same in a live region, the commit to disk included; and what a barricade that is only drawn would change (roads/preview.ts). Not here: ways and metrics on their own (roads-query, roads-closure).
 */
import { RandomStream } from "../src/base/random.ts";
import { grades } from "../src/core/vocabulary.ts";
import { makeLog } from "../src/live/log.ts";
import { RegionRoads } from "../src/live/roads/region-roads.ts";
import { recommend } from "../src/plan/recommend.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import type { RoadMap } from "../src/roads/map/road-map.ts";
import type { RoadNetwork } from "../src/roads/network.ts";
import {
  act,
  addClosure,
  addIncident,
  addUnit,
  makeRoom,
  offsetOf,
  type Room,
} from "../src/testing/control-room.ts";
import { atMost, figure, type Bench, type Row, sized } from "./bench.ts";
import { shutLive } from "./roads/live-closure.ts";
import { makePortoMap } from "./roads/porto-map.ts";
import { measurePreview } from "./roads/preview.ts";
import { ringAround } from "./roads/ring.ts";
import { quantile } from "./roads/turns.ts";

const unitCount = sized(5_000, 50);
const incidentCount = sized(500, 10);
const rounds = sized(4, 1);
/** Units that are somewhere else altogether at each question: harder than any night, each is brought to another street. */
const movedPerQuestion = sized(500, 5);
const closureCount = sized(200, 3);

interface World {
  readonly room: Room;
  readonly roads: RegionRoads;
  readonly incidents: readonly number[];
  readonly positions: { latE7: Int32Array; lonE7: Int32Array; at: Float64Array };
  readonly network: RoadNetwork;
}

/** A crossing, and up to 30 m beside it: units and incidents are near streets, not on their nodes. */
function drawPlace({ nodeCount, latE7, lonE7 }: RoadNetwork, random: RandomStream) {
  const node = random.below(nodeCount);
  const beside = (): number => Math.round(random.between(-2_700, 2_700));
  return { latE7: latE7[node] + beside(), lonE7: lonE7[node] + beside() };
}

function makeWorld(map: RoadMap): World {
  const random = new RandomStream(7, "bench-roads-recommend");
  const { network } = map.road;
  const room = makeRoom();
  const draw = () => drawPlace(network, random);
  for (let unit = 0; unit < unitCount; unit += 1) addUnit(room, offsetOf(draw()));
  const incidents = Array.from({ length: incidentCount }, () =>
    addIncident(room, { ...offsetOf(draw()), grade: grades.names[random.below(2)] }),
  );
  room.now += 60e6;
  const positions = {
    latE7: new Int32Array(unitCount),
    lonE7: new Int32Array(unitCount),
    at: new Float64Array(unitCount).fill(room.now),
  };
  for (let unit = 0; unit < unitCount; unit += 1) {
    const { latE7, lonE7 } = draw();
    positions.latE7[unit] = latE7;
    positions.lonE7[unit] = lonE7;
  }
  const roads = new RegionRoads({
    region: "bench",
    map,
    calibration: { version: "bench", baseSeconds: 74, factor: 0.443, errorSeconds: 52 },
    againstOneWays: true,
    straightLine: makeStraightLine(),
    log: makeLog("silent"),
  });
  return { room, roads, incidents, positions, network };
}

function ask({ room, roads, positions }: World, incident: number) {
  const travel = roads.travelFor(room.state);
  const request = { id: "bench", incident, now: room.now, travel, positions, limit: 5 };
  return recommend(room.state, request);
}

interface Asked {
  /** Milliseconds of each question. */
  readonly millis: readonly number[];
  /** Microseconds of taking in a position. */
  readonly positionMicros: number;
}

/** Questions while units move; where they are now is taken in as it comes from their devices. */
function askAll(world: World, moved: number): Asked {
  const { incidents, positions, network } = world;
  const random = new RandomStream(9, `bench-moves-${moved}`);
  const millis: number[] = [];
  let takingMillis = 0;
  for (const incident of incidents) ask(world, incident);
  for (let round = 0; round < rounds; round += 1)
    for (const incident of incidents) {
      const units: number[] = [];
      for (let count = 0; count < moved; count += 1) {
        const unit = random.below(unitCount);
        const { latE7, lonE7 } = drawPlace(network, random);
        positions.latE7[unit] = latE7;
        positions.lonE7[unit] = lonE7;
        units.push(unit);
      }
      const cameAt = performance.now();
      world.roads.noteMoved(world.room.state, units, positions);
      takingMillis += performance.now() - cameAt;
      const startedAt = performance.now();
      const { options, travel } = ask(world, incident);
      millis.push(performance.now() - startedAt);
      if (options.length !== 5 || travel.name !== "roads")
        throw new Error(`got ${options.length} options by ${travel.name}, expected 5 by roads`);
    }
  const taken = Math.max(1, moved * millis.length);
  return { millis, positionMicros: (takingMillis * 1_000) / taken };
}

interface Shut {
  readonly millis: readonly number[];
  /** Closures after which the first unit or its time was another. */
  readonly changed: number;
}

/** A barricade round the place of the nearest unit, confirmed; then the same question again. */
function shutAndAsk(world: World): Shut {
  const { room, incidents, positions } = world;
  const millis: number[] = [];
  let changed = 0;
  for (let count = 0; count < closureCount; count += 1) {
    const incident = incidents[count];
    const [first] = ask(world, incident).options;
    const [latE7, lonE7] = [positions.latE7[first.unit], positions.lonE7[first.unit]];
    const closure = addClosure(room, { shape: ringAround(latE7, lonE7) });
    const startedAt = performance.now();
    act(room, { type: "closure.confirm", closure });
    // None at all where the incident lies within the ring too.
    const now = ask(world, incident).options.at(0);
    millis.push(performance.now() - startedAt);
    if (now?.unit !== first.unit || now.travelSeconds !== first.travelSeconds) changed += 1;
    act(room, { type: "closure.lift", closure, reason: "bench" });
  }
  return { millis, changed };
}

function rowsOf(name: string, millis: readonly number[], limit?: number): Row[] {
  return [
    figure(`${name}: p50`, quantile(millis, 0.5), "ms"),
    limit === undefined
      ? figure(`${name}: p99`, quantile(millis, 0.99), "ms")
      : atMost(`${name}: p99`, quantile(millis, 0.99), "ms", limit),
    figure(`${name}: slowest of ${millis.length}`, quantile(millis, 1), "ms"),
  ];
}

export const bench: Bench = {
  name: "roads-recommend",
  about: "best 5 of 5,000 units by Porto's roads; and from a confirmed closure to the new answer",
  run: async ({ say }) => {
    const map = await makePortoMap(say);
    if (map === undefined) return [];
    const world = makeWorld(map);
    say("measuring");
    const still = askAll(world, 0);
    const moving = askAll(world, movedPerQuestion);
    const { millis, changed } = shutAndAsk(world);
    say("closures in a live region");
    const live = await shutLive(map);
    return [
      ...rowsOf("best 5 of 5,000", still.millis, 2),
      ...rowsOf(
        `best 5 of 5,000, ${movedPerQuestion} jumped across the city since the last question`,
        moving.millis,
        2,
      ),
      figure("taking in a position", moving.positionMicros, "us"),
      ...measurePreview(map),
      ...rowsOf("closure confirmed to new answer", millis, 100),
      figure("closures that changed the answer", changed / closureCount, "share"),
      ...rowsOf("closure confirmed, durable and answered in a live region", live.millis, 100),
      figure("of them changed the answer", live.changed / live.millis.length, "share"),
    ];
  },
};
