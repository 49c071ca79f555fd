import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerHour } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { hashState } from "../../core/state/hash.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { MapTravel } from "../../plan/map-travel.ts";
import { MatrixTravel } from "../../plan/matrix-travel.ts";
import { PlaceMatrices } from "../../plan/place-matrices.ts";
import { PlaceTable } from "../../plan/place-table.ts";
import { StateTravel } from "../../plan/state-travel.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { bridge, makeBridgePlan, startAt } from "../../testing/bridge-plan.ts";
import { makeBridgeMap, riverLonE7 } from "../../testing/roads/bridge-map.ts";
import type { PlannedClosure } from "../room/closure-steps.ts";
import { Replication, type ReplicationOptions } from "./replication.ts";
import { listPlaces, withZones } from "./zones.ts";

const map = new MapTravel({
  map: makeBridgeMap(),
  calibration: { version: "test", baseSeconds: 60, factor: 1, errorSeconds: 40 },
  againstOneWays: false,
  fallback: makeStraightLine(),
  units: 16,
  isWanted: ({ vehicles }) => vehicles.length > 0,
});
const places = new PlaceTable(listPlaces([withZones(makeBridgePlan([]))]));
const byWays = (state: Replication["state"]) => new StateTravel(map, state);
const byMatrix = (state: Replication["state"]) =>
  new MatrixTravel(new PlaceMatrices(map, places), state);

function play(
  closures: readonly PlannedClosure[],
  replication = 0,
  travel: ReplicationOptions["travel"] = byWays,
  plan = makeBridgePlan(closures),
) {
  const events: CoreEvent[] = [];
  const sink = { open: true, put: (event: CoreEvent) => void events.push(event) };
  const night = new Replication(plan, { seed: 5, replication, travel, sink });
  const [figures] = night.run();
  return { figures, events, night };
}

/** Of every unit that was sent: when, whether its way leads over the bridge, and how long it was expected to take. */
function listSent(events: readonly CoreEvent[]) {
  const places = new Map<number, number>();
  return events.flatMap((event) => {
    if (event.type === "incident.opened") places.set(event.incident, event.location?.lonE7 ?? 0);
    if (event.type !== "unit.allocated" || event.recommendation === null) return [];
    const to = places.get(event.incident) ?? 0;
    return event.recommendation.options
      .filter(({ unit }) => unit === event.unit)
      .map(({ lonE7 }) => ({ at: event.at, crosses: lonE7 < riverLonE7 !== to < riverLonE7 }));
  });
}

describe("a bridge that is shut in the night", () => {
  const { confirmAt = 0, until } = bridge;

  test("is reported, confirmed and ends by the core's own events; they fold to the state, bit by bit", () => {
    const { events, night } = play([bridge]);
    const changes = events.filter(({ type }) => type.startsWith("closure."));
    assert.deepEqual(
      changes.map(({ type, at }) => [type, at]),
      [
        ["closure.reported", bridge.at],
        ["closure.confirmed", confirmAt],
        ["closure.review-due", until],
        ["closure.expired", until],
      ],
    );
    const folded = makeRegionState({}, false);
    for (const event of events) evolve(folded, event);
    assert.equal(hashState(folded), hashState(night.state));
  });

  test("nobody drives over it while it is, and before and after they do", () => {
    let crossed = 0;
    for (let replication = 0; replication < 5; replication += 1) {
      const sent = listSent(play([bridge], replication).events).filter(({ crosses }) => crosses);
      crossed += sent.length;
      assert.deepEqual(
        sent.filter(({ at }) => at >= confirmAt && at < until),
        [],
      );
      assert.ok(sent.some(({ at }) => at < confirmAt));
    }
    assert.ok(crossed > 50, String(crossed));
  });

  test("from the beginning: all calls beyond it have the cause no road path, wait, and are reached when it opens", () => {
    const open = play([]).figures;
    const early = { ...bridge, at: startAt - microsPerHour, confirmAt: startAt };
    const { figures: shut, events } = play([early]);
    const beyond = events.filter(
      (event) =>
        event.type === "incident.opened" &&
        event.at >= startAt + microsPerHour &&
        event.at < until &&
        (event.location?.lonE7 ?? 0) > riverLonE7,
    );
    assert.ok(beyond.length > 5);
    assert.deepEqual([open.noRoadPath, shut.noRoadPath], [0, beyond.length]);
    const crossing = listSent(events).filter(({ crosses }) => crosses);
    assert.ok(crossing.filter(({ at }) => at === until).length >= Math.min(beyond.length, 6));
    assert.ok(crossing.every(({ at }) => at >= until));
    assert.equal(shut.calls, open.calls);
    assert.ok(shut.reached > open.reached - 3 && shut.inTime < open.inTime);
    assert.ok((shut.responseSeconds.at(-1) ?? 0) > 3_600);
    assert.ok((open.responseSeconds.at(-1) ?? 0) < 1_200);
  });

  test("reported and not confirmed, or for bicycles alone, it changes no figure", () => {
    const open = play([]).figures;
    assert.deepEqual(play([{ ...bridge, confirmAt: undefined }]).figures, open);
    assert.deepEqual(play([{ ...bridge, classes: ["bicycle"] }]).figures, open);
  });

  test("a night's closures are no other night's: one workspace, whatever was played on it before", () => {
    const first = play([bridge], 3).figures;
    play([], 4);
    assert.deepEqual(play([bridge], 3).figures, first);
  });

  test("by matrices of stations and zones every event is the one that asking for each way gives", () => {
    for (let replication = 0; replication < 3; replication += 1) {
      const zoned = withZones(makeBridgePlan([bridge]));
      const ways = play([bridge], replication, byWays, zoned);
      const matrix = play([bridge], replication, byMatrix, zoned);
      assert.deepEqual(matrix.events, ways.events);
      assert.equal(hashState(matrix.night.state), hashState(ways.night.state));
      // Nobody listens: numbers alone.
      const quiet = new Replication(zoned, { seed: 5, replication, travel: byMatrix });
      assert.deepEqual(quiet.run()[0], ways.figures);
    }
  });
});
