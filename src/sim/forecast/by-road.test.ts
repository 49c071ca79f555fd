import assert from "node:assert/strict";
import { test } from "node:test";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import { forkState, type RegionState } from "../../core/state/region-state.ts";
import { MapTravel } from "../../plan/map-travel.ts";
import { MatrixTravel } from "../../plan/matrix-travel.ts";
import { NearestPlaces } from "../../plan/nearest-places.ts";
import { PlaceMatrices } from "../../plan/place-matrices.ts";
import { PlaceTable, type TablePlace } from "../../plan/place-table.ts";
import { noOverlay } from "../../plan/positions.ts";
import { StateTravel } from "../../plan/state-travel.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { bridge, makeBridgePlan, startAt } from "../../testing/bridge-plan.ts";
import { makeBridgeMap } from "../../testing/roads/bridge-map.ts";
import { Replication } from "../rehearsal/replication.ts";
import { isForecast, makeForecast, type ForecastRequest } from "./forecast.ts";

const openMap = () =>
  new MapTravel({
    map: makeBridgeMap(),
    calibration: { version: "test", baseSeconds: 60, factor: 1, errorSeconds: 40 },
    againstOneWays: false,
    fallback: makeStraightLine(),
    units: 16,
    isWanted: ({ vehicles }) => vehicles.length > 0,
  });

/** An hour before the bridge is open again, after a night of calls from both sides. */
const now = bridge.until - microsPerHour;

function stateNow(): RegionState {
  const plan = {
    // Shut before anybody is beyond it.
    ...makeBridgePlan([{ ...bridge, at: startAt - microsPerHour, confirmAt: startAt }]),
    warmUpMicros: 0,
    lengthMicros: now - startAt,
  };
  const map = openMap();
  const night = new Replication(plan, {
    seed: 5,
    replication: 0,
    travel: (state) => new StateTravel(map, state),
  });
  night.run();
  return night.state;
}

const state = stateNow();

function forecast(byRoad: ForecastRequest["byRoad"]) {
  const making = makeForecast({
    region: "bridge",
    state: forkState(state),
    now,
    positions: noOverlay,
    travel: makeStraightLine(),
    byRoad,
    futures: 20,
    horizonMicros: 3 * microsPerHour,
    stepMicros: 5 * microsPerMinute,
    stepsPerColumn: 6,
    seed: 3,
  });
  let step = making.next();
  while (step.done !== true) step = making.next();
  assert.ok(isForecast(step.value));
  return step.value;
}

/** Matrices that are made once for both states of a forecast: the moment, and the futures. */
function onMatrices(isQuick: boolean): NonNullable<ForecastRequest["byRoad"]> {
  const map = openMap();
  let matrices: PlaceMatrices | undefined;
  return (of: RegionState, places: readonly TablePlace[]) => {
    matrices ??= new PlaceMatrices(map, new PlaceTable(places));
    return new MatrixTravel(matrices, of, isQuick ? new NearestPlaces(matrices.table) : undefined);
  };
}

test("by matrices it is the forecast that asking for every way gives, over a bridge that opens in every future", () => {
  const map = openMap();
  const ways = forecast((of) => new StateTravel(map, of));
  assert.deepEqual(forecast(onMatrices(false)), ways);
  assert.equal(ways.travel.name, "roads");
  const { epoch = 0 } = ways.travel.map ?? {};
  assert.ok(epoch > 0 && epoch <= state.columns.head.position[0], String(epoch));
});

test("beyond the bridge they wait until it opens; by straight line nobody would", () => {
  const [byRoad, byLine] = [forecast(onMatrices(true)), forecast(undefined)];
  const opensAt = byRoad.stepsAt.findIndex((at) => at >= bridge.until);
  const waiting = (of: typeof byRoad, step: number) => of.waiting.middle[step];
  assert.ok(opensAt > 5);
  assert.ok(waiting(byRoad, opensAt - 2) > waiting(byLine, opensAt - 2) + 3);
  assert.ok(waiting(byRoad, opensAt + 6) < waiting(byRoad, opensAt - 2));
  assert.equal(byLine.travel.name, "straight line");
});

test("who drives counts as at the nearest known place: the forecast hardly changes", () => {
  const [exact, quick] = [forecast(onMatrices(false)), forecast(onMatrices(true))];
  const mean = ({ free }: typeof exact) =>
    free.middle.reduce((sum, each) => sum + each, 0) / free.middle.length;
  assert.ok(Math.abs(mean(quick) - mean(exact)) < 0.5);
});
