/**
 * Days of a plan on Porto's roads: 240 units on the roster of two areas, 50 calls an hour. Each day is played by straight
 * line, with matrices of stations and zones, and with every way asked, in turns on the same luck; the latter two must count
 * the same, or it is no comparison.
 */
import { deepEqual } from "node:assert/strict";
import { makePlan, plainVariant } from "../../src/cli/rehearse/plan-file.ts";
import { planSchema } from "../../src/cli/rehearse/plan-schema.ts";
import { MapTravel } from "../../src/plan/map-travel.ts";
import { MatrixTravel } from "../../src/plan/matrix-travel.ts";
import { PlaceMatrices } from "../../src/plan/place-matrices.ts";
import { PlaceTable } from "../../src/plan/place-table.ts";
import { StateTravel } from "../../src/plan/state-travel.ts";
import { makeStraightLine } from "../../src/plan/straight-line.ts";
import { londonRoadCalibration } from "../../src/roads/vehicle-class.ts";
import type { RehearsalPlan } from "../../src/sim/rehearsal/plan.ts";
import { Replication, type ReplicationOptions } from "../../src/sim/rehearsal/replication.ts";
import { countUnits } from "../../src/sim/rehearsal/roster.ts";
import { listPlaces, withZones } from "../../src/sim/rehearsal/zones.ts";
import { atLeast, figure, type BenchOptions, type Row, sized } from "../bench.ts";
import { makePortoMap } from "../roads/porto-map.ts";
import { quantile } from "../roads/turns.ts";
import { gradePart, shiftPart } from "./plan-parts.ts";

/** As many days of each kind; the first ones warm up and fill the matrices. */
const [days, warmUp] = [sized(24, 1), sized(8, 1)];

export function dayPlan(): RehearsalPlan {
  const shift = (area: string, start: string) => shiftPart(area, start, sized(40, 4));
  const text = planSchema.parse({
    name: "porto-day",
    start: "2027-03-01T00:00:00Z",
    warmUpHours: 4,
    hours: 24,
    areas: [
      { code: "east", name: "East", lat: 41.16, lon: -8.58, radiusKm: 4 },
      { code: "west", name: "West", lat: 41.16, lon: -8.64, radiusKm: 4 },
    ],
    demand: {
      callsPerHour: sized(50, 3),
      varianceToMean: 2,
      grades: {
        immediate: gradePart(0.2, "violence", 40),
        priority: { ...gradePart(0.4, "concern-for-safety", 45), patienceMinutes: 180 },
        scheduled: gradePart(0.3, "burglary", 50),
        resolution: gradePart(0.1, "noise", 1),
      },
    },
    shifts: ["06:00", "14:00", "22:00"].flatMap((start) => [
      shift("east", start),
      shift("west", start),
    ]),
  });
  return withZones(makePlan({ text, demandModel: undefined }, plainVariant));
}

export async function measureByRoad(say: BenchOptions["say"]): Promise<Row[]> {
  const map = await makePortoMap(say);
  if (map === undefined) return [];
  const plan = dayPlan();
  const fallback = makeStraightLine();
  const roads = new MapTravel({
    map,
    calibration: londonRoadCalibration,
    againstOneWays: false,
    fallback,
    units: countUnits(plan),
    isWanted: ({ vehicles }) => vehicles.length > 0,
  });
  const table = new PlaceTable(listPlaces([plan]));
  const matrices = new PlaceMatrices(roads, table);
  const kinds: Readonly<Record<string, ReplicationOptions["travel"]>> = {
    line: () => fallback,
    ways: (state) => new StateTravel(roads, state),
    matrix: (state) => new MatrixTravel(matrices, state),
  };
  const costs: Record<string, number[]> = { line: [], ways: [], matrix: [] };
  let [calls, first] = [0, 0];
  for (let day = 0; day < warmUp + days; day += 1) {
    say(`by road: day ${day + 1} of ${warmUp + days}`);
    const figures = Object.entries(kinds).map(([kind, travel]) => {
      const before = process.cpuUsage();
      const night = new Replication(plan, { seed: 1, replication: day, travel }).run();
      const { user, system } = process.cpuUsage(before);
      calls = night.reduce((sum, each) => sum + each.calls, 0);
      if (day >= warmUp) costs[kind].push((user + system) / calls);
      else if (day === 0 && kind === "matrix") first = (user + system) / calls;
      return night;
    });
    deepEqual(figures[2], figures[1]);
  }
  const [line, ways, matrix] = ["line", "ways", "matrix"].map((kind) => quantile(costs[kind], 0.5));
  const ratios = costs.ways.map((cost, at) => cost / costs.matrix[at]);
  return [
    figure("Porto: stations and zones", table.count, "places"),
    figure("Porto: calls of a day", calls, "calls"),
    figure("Porto, by straight line: CPU of a call", line, "us"),
    figure("Porto, by road, matrices: CPU of a call", matrix, "us"),
    figure("Porto, by road, matrices not made yet: CPU of a call of the first day", first, "us"),
    figure("Porto, by road, every way asked: CPU of a call", ways, "us"),
    atLeast("every way asked / matrices", quantile(ratios, 0.5), "x", 1.5),
  ];
}
