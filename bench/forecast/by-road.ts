/**
 * The same forecast by straight line and by Porto's roads, in turns: 1,000 futures of four hours from a room with about 80 units on
 * duty that has been at work for a day. What is worked out anew for each forecast (the matrix of its stations and zones) is in it; the map was
 * opened before, as it is in a server after its first forecast.
 */
import { microsPerHour, microsPerMinute } from "../../src/base/instant.ts";
import { forkState } from "../../src/core/state/region-state.ts";
import { MapTravel } from "../../src/plan/map-travel.ts";
import { MatrixTravel } from "../../src/plan/matrix-travel.ts";
import { NearestPlaces } from "../../src/plan/nearest-places.ts";
import { PlaceMatrices } from "../../src/plan/place-matrices.ts";
import { PlaceTable } from "../../src/plan/place-table.ts";
import { noOverlay } from "../../src/plan/positions.ts";
import { makeStraightLine } from "../../src/plan/straight-line.ts";
import { londonRoadCalibration } from "../../src/roads/vehicle-class.ts";
import { isForecast, makeForecast, type ForecastRequest } from "../../src/sim/forecast/forecast.ts";
import { Replication } from "../../src/sim/rehearsal/replication.ts";
import { atMost, figure, type BenchOptions, type Row, sized } from "../bench.ts";
import { dayPlan } from "../rehearsal/by-road.ts";
import { makePortoMap } from "../roads/porto-map.ts";
import { quantile } from "../roads/turns.ts";

const turns = sized(3, 1);

export async function measureForecastByRoad(
  futures: number,
  say: BenchOptions["say"],
): Promise<Row[]> {
  const map = await makePortoMap(say);
  if (map === undefined) return [];
  const line = makeStraightLine();
  const roads = new MapTravel({
    map,
    calibration: londonRoadCalibration,
    againstOneWays: false,
    fallback: line,
    units: 1,
    isWanted: ({ vehicles }) => vehicles.length > 0,
  });
  const plan = dayPlan();
  const { state } = played(plan);
  const now = plan.startAt + plan.warmUpMicros + plan.lengthMicros;
  let places = 0;
  const makeByRoad = (): ForecastRequest["byRoad"] => {
    let matrices: PlaceMatrices | undefined;
    return (of, known) => {
      matrices ??= new PlaceMatrices(roads, new PlaceTable(known));
      places = matrices.table.count;
      return new MatrixTravel(matrices, of, new NearestPlaces(matrices.table));
    };
  };
  const costs = { line: [] as number[], road: [] as number[] };
  for (let turn = -1; turn < turns; turn += 1)
    for (const kind of ["line", "road"] as const) {
      say(`by ${kind}: turn ${turn + 1} of ${turns}`);
      const before = process.cpuUsage();
      const making = makeForecast({
        region: "bench",
        state: forkState(state),
        now,
        positions: noOverlay,
        travel: line,
        byRoad: kind === "road" ? makeByRoad() : undefined,
        futures,
        horizonMicros: 4 * microsPerHour,
        stepMicros: 5 * microsPerMinute,
        stepsPerColumn: 6,
        seed: 1,
      });
      let step = making.next();
      while (step.done !== true) step = making.next();
      if (!isForecast(step.value)) throw new Error(`no forecast: ${JSON.stringify(step.value)}`);
      const { user, system } = process.cpuUsage(before);
      if (turn >= 0) costs[kind].push((user + system) / 1e6);
    }
  const ratios = costs.road.map((cost, turn) => cost / costs.line[turn]);
  return [
    figure("Porto: units on duty", state.columns.head.bookedOn[0], "units"),
    figure("Porto: stations, zones and where units are", places, "places"),
    figure(`Porto: ${futures} futures by straight line`, quantile(costs.line, 0.5), "s"),
    figure(`Porto: ${futures} futures by road`, quantile(costs.road, 0.5), "s"),
    atMost("by road / by straight line", quantile(ratios, 0.5), "x", 2),
  ];
}

function played(plan: ReturnType<typeof dayPlan>): Replication {
  const night = new Replication(plan, {
    seed: 1,
    replication: 1,
    travel: () => makeStraightLine(),
  });
  night.run();
  return night;
}
