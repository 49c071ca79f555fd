/**
 * A control room on a grid of streets, for tests of what closures do to its recommendations: units and incidents in its
 * blocks, barricades across them, and the region's roads.
 */
import type { Closure } from "../../core/closure/read.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import { makeLog } from "../../live/log.ts";
import { RegionRoads, type RegionRoadsOptions } from "../../live/roads/region-roads.ts";
import { recommend } from "../../plan/recommend.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import { act, addClosure, type Room } from "../control-room.ts";
import { crossingAt, makeGridMap } from "./grid-map.ts";

export const grid = { side: 9, blockMetres: 200 };
export const map = makeGridMap(grid);
export const calibration = { version: "test", baseSeconds: 60, factor: 1, errorSeconds: 40 };
export const straightLine = makeStraightLine();

/** The roads of a live region, opened anew. */
export function makeRoads(more: Partial<RegionRoadsOptions> = {}): RegionRoads {
  const log = makeLog("silent");
  const fixed = { region: "test", map, calibration, againstOneWays: false, straightLine, log };
  return new RegionRoads({ ...fixed, ...more });
}

/** Metres from the centre, a little beside the street, so far east of the crossing. */
export function inStreet(column: number, row: number, metres = 60) {
  const half = ((grid.side - 1) * grid.blockMetres) / 2;
  const { blockMetres } = grid;
  return { north: row * blockMetres - half + 3, east: column * blockMetres - half + metres };
}

export function ask(room: Room, roads: RegionRoads, incident: number): Recommendation {
  return roads.withTravel(room.state, (travel) =>
    recommend(room.state, { id: "r", incident, now: room.now, travel, limit: 5 }),
  );
}

/** A line across the street between two crossings, 30 m to each side. */
export function across(column: number, row: number) {
  const a = crossingAt(grid, column, row);
  const b = crossingAt(grid, column + 1, row);
  const lon = Math.round((a.lonE7 + b.lonE7) / 2);
  return [
    [lon, a.latE7 - 2_700],
    [lon, a.latE7 + 2_700],
  ] as const;
}

/** All round a crossing and `more` east of it: every street that leads away from them is cut. */
export function around(column: number, row: number, more = 0) {
  const { latE7, lonE7 } = crossingAt(grid, column, row);
  const last = crossingAt(grid, column + more, row);
  const [north, east] = [9_000, 15_000];
  return [
    [lonE7 - east, latE7 - north],
    [last.lonE7 + east, latE7 - north],
    [last.lonE7 + east, latE7 + north],
    [lonE7 - east, latE7 + north],
    [lonE7 - east, latE7 - north],
  ] as const;
}

export function barricade(room: Room, points: Closure["shape"]["points"], confirm = true): number {
  const closure = addClosure(room, { shape: { kind: "barricade", points } });
  if (confirm) act(room, { type: "closure.confirm", closure });
  return closure;
}
