/**
 * How long one recommendation takes: best 5 of 5,000 units with straight-line travel, in two rooms. In the first
 * all 5,000 units are free, tracked and fit (the most work a scan can have); the second is a busy night with
 * units of every status, plans of several needs, and diverts with their price. Every question is another
 * incident; the world is made from a seed through commands; the code is warm, as in a server that runs. Beside
 * them, in the same run, the plain way (an object per unit, then a sort) as a yardstick.
 */

import { distanceM } from "../src/base/distance.ts";
import { RandomStream } from "../src/base/random.ts";
import { handReasons } from "../src/core/unit/hand-reasons.ts";
import { grades } from "../src/core/vocabulary.ts";
import type { PositionOverlay } from "../src/plan/positions.ts";
import { recommend } from "../src/plan/recommend.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import {
  act,
  addIncident,
  addUnit,
  makeRoom,
  placeAt,
  roomConfig,
  type Room,
} from "../src/testing/control-room.ts";
import { atMost, figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";

const unitCount = sized(5000, 100);
const incidentCount = sized(2000, 20);
const rounds = sized(5, 1);
/** Half the side of the square the room serves, in metres. */
const halfSideM = 20_000;
const types = ["burglary", "collision-injury", "weapon", "firearm", "robbery", "violence", "other"];
const skillSets = [
  ["response"],
  ["response", "taser"],
  ["response", "traffic"],
  ["local"],
  ["firearms", "command"],
];

interface World {
  readonly room: Room;
  readonly incidents: readonly number[];
  readonly positions: PositionOverlay;
}

function makeWorld(busy: boolean): World {
  const random = new RandomStream(7, busy ? "bench-busy" : "bench-free");
  const spot = (): { north: number; east: number } => ({
    north: Math.floor(random.between(-halfSideM, halfSideM)),
    east: Math.floor(random.between(-halfSideM, halfSideM)),
  });
  const config = roomConfig();
  const areas = Array.from({ length: 20 }, (_, index) => ({
    ...config.areas[index % 2],
    code: `area-${index}`,
    name: `Area ${index}`,
  }));
  const room = makeRoom({ ...config, areas: [...config.areas, ...areas] });
  for (let unit = 0; unit < unitCount; unit += 1)
    addUnit(room, {
      ...spot(),
      skills: busy ? skillSets[random.below(skillSets.length)] : ["response"],
    });
  const incidents = Array.from({ length: incidentCount }, () =>
    addIncident(room, {
      ...spot(),
      area: `area-${random.below(20)}`,
      type: busy ? types[random.below(types.length)] : "burglary",
      grade: busy ? grades.names[random.below(3)] : "immediate",
    }),
  );
  if (busy) makeBusy(room, incidents, random);
  const positions = {
    latE7: new Int32Array(unitCount),
    lonE7: new Int32Array(unitCount),
    at: new Float64Array(unitCount),
  };
  room.now += 60e6;
  for (let unit = 0; unit < unitCount; unit += 1) {
    const { north, east } = spot();
    const { latE7, lonE7 } = placeAt(north, east);
    positions.latE7[unit] = latE7;
    positions.lonE7[unit] = lonE7;
    positions.at[unit] =
      room.now - Math.floor(random.between(0, busy && random.chance(0.05) ? 900e6 : 30e6));
  }
  return { room, incidents, positions };
}

/** A night with two thirds of the units tied up: on incidents, unavailable, off or committed. */
function makeBusy(room: Room, incidents: readonly number[], random: RandomStream): void {
  for (let unit = 0; unit < unitCount; unit += 1) {
    const fate = random.uniform();
    if (fate < 0.4) {
      // Two thirds of the incidents get units; the rest are asked about with nobody there yet.
      const incident = incidents[random.below(Math.floor((incidentCount * 2) / 3))];
      act(room, { type: "unit.send", incident, units: [unit] });
      if (fate < 0.2) act(room, { type: "unit.progress", unit, status: "at scene" });
    } else if (fate < 0.5) act(room, { type: "unit.book-off", unit });
    else if (fate < 0.6) {
      const reason = handReasons[random.below(handReasons.length)];
      act(room, { type: "unit.set-status", unit, status: "unavailable", reason });
    } else if (fate < 0.66) act(room, { type: "unit.set-status", unit, status: "committed" });
  }
}

interface Measured {
  /** Milliseconds per question, sorted. */
  readonly millis: Float64Array;
  /** The median of each incident's rounds, sorted: what is left when other programs' turns are taken out. */
  readonly medianMillis: Float64Array;
  readonly plainMillis: Float64Array;
  readonly options: number;
}

const plainEvery = sized(20, 5);

/** Asks for every incident once to warm up, then `rounds` times; the yardstick takes its turns in between. */
function measure(
  world: World,
  ask: (incident: number) => number,
  askPlainly: (incident: number) => number,
): Measured {
  const { incidents } = world;
  const millis: number[] = [];
  const byIncident = incidents.map((): number[] => []);
  const plainMillis: number[] = [];
  let options = 0;
  let plainOptions = 0;
  for (const incident of incidents) ask(incident);
  for (const incident of incidents.slice(0, 200)) askPlainly(incident);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, incident] of incidents.entries()) {
      const startedAt = performance.now();
      options += ask(incident);
      const taken = performance.now() - startedAt;
      millis.push(taken);
      byIncident[index].push(taken);
      if (incident % plainEvery !== round) continue;
      const plainAt = performance.now();
      plainOptions += askPlainly(incident);
      plainMillis.push(performance.now() - plainAt);
    }
  if (plainOptions === 0) throw new Error("the yardstick found nobody");
  return {
    millis: Float64Array.from(millis).sort(),
    medianMillis: Float64Array.from(
      byIncident,
      (taken) => taken.sort((a, b) => a - b)[rounds >> 1],
    ).sort(),
    plainMillis: Float64Array.from(plainMillis).sort(),
    options,
  };
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** The yardstick: what one would write first. */
function rankPlainly({ room, positions }: World, incident: number): number {
  const { incidents, units } = room.state.columns;
  const row = incident - 1;
  const options = Array.from({ length: unitCount }, (_, unit) => ({
    unit,
    status: units.status[unit],
    metres: distanceM(
      positions.latE7[unit],
      positions.lonE7[unit],
      incidents.latE7[row],
      incidents.lonE7[row],
    ),
  }));
  const best = options
    .filter((option) => option.status === 1)
    .sort((a, b) => a.metres - b.metres || a.unit - b.unit)
    .slice(0, 5);
  return best.length;
}

function measureWorld(name: string, busy: boolean, say: BenchOptions["say"]): Row[] {
  say(`making a room with ${unitCount} units and ${incidentCount} incidents: ${name}`);
  const world = makeWorld(busy);
  const travel = makeStraightLine();
  const { room, positions } = world;
  say("measuring");
  const { millis, medianMillis, plainMillis, options } = measure(
    world,
    (incident) => {
      const request = { id: "bench", incident, now: room.now, travel, positions, limit: 5 };
      return recommend(room.state, request).options.length;
    },
    (incident) => rankPlainly(world, incident),
  );
  return [
    figure(`${name}: p50`, quantile(millis, 0.5), "ms"),
    atMost(`${name}: p99`, quantile(millis, 0.99), "ms", 1),
    figure(
      `${name}: p99 of each incident's median of ${rounds}`,
      quantile(medianMillis, 0.99),
      "ms",
    ),
    figure(`${name}: slowest of ${millis.length}`, millis[millis.length - 1], "ms"),
    figure(`${name}: options per recommendation`, options / millis.length, "options"),
    figure(`${name}: p50 of an object per unit and a sort`, quantile(plainMillis, 0.5), "ms"),
    figure(`${name}: p99 of an object per unit and a sort`, quantile(plainMillis, 0.99), "ms"),
  ];
}

export const bench: Bench = {
  name: "recommend",
  about: "best 5 of 5,000 units with straight-line travel; 10,000 questions in each of two rooms",
  run: ({ say }) =>
    Promise.resolve([
      ...measureWorld("all 5,000 free", false, say),
      ...measureWorld("busy night", true, say),
    ]),
};
