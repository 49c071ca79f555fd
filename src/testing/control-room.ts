/**
 * A small control room for tests: a region of two areas under the UK preset, whose state is made by commands only,
 * so that no test can start from a state the rules could not reach. Time goes on when the test says so.
 */

import { microsPerSecond, type Instant } from "../base/instant.ts";
import type { Command } from "../core/commands.ts";
import { decide } from "../core/decide.ts";
import type { Made } from "../core/decision.ts";
import { ukPoliceConfig } from "../core/presets/uk-police.ts";
import type { RegionConfig } from "../core/region/config.ts";
import { makeRegionState, type RegionState } from "../core/state/region-state.ts";
import type { Grade } from "../core/vocabulary.ts";

/** 2026-01-01T00:00:00Z. */
export const roomStartsAt: Instant = 1_767_225_600_000_000;
/** The middle of the room's region; the areas `north` and `south` meet there. */
export const roomCentre = { latE7: 540_000_000, lonE7: 30_000_000 };
const halfSideE7 = 1_000_000;

/** About so many E7 units of latitude per metre: places in tests are given as metres from the centre. */
export const latE7PerMetre = 89.932;

export function roomConfig(): RegionConfig {
  const { latE7, lonE7 } = roomCentre;
  const band = (south: number, north: number) =>
    [
      [lonE7 - 2 * halfSideE7, south],
      [lonE7 + 2 * halfSideE7, south],
      [lonE7 + 2 * halfSideE7, north],
      [lonE7 - 2 * halfSideE7, north],
    ] as const;
  return ukPoliceConfig({
    id: "test",
    name: "Test",
    centre: roomCentre,
    areas: [
      { code: "north", name: "North", ring: band(latE7, latE7 + halfSideE7), reach: [] },
      { code: "south", name: "South", ring: band(latE7 - halfSideE7, latE7), reach: [] },
    ],
  });
}

export interface Room {
  readonly state: RegionState;
  now: Instant;
}

export function makeRoom(config: RegionConfig = roomConfig()): Room {
  const room: Room = { state: makeRegionState(), now: roomStartsAt };
  act(room, { type: "region.configure", config });
  return room;
}

/** Decides a command now; a refusal fails the test. */
export function act(room: Room, command: Command): Made {
  const decision = decide(room.state, command, { now: room.now, at: room.now, by: "tester" });
  if (decision.refusal !== undefined)
    throw new Error(
      `${command.type} was refused: ${decision.refusal.code}: ${decision.refusal.message}`,
    );
  return decision.made;
}

export function waitSeconds(room: Room, seconds: number): void {
  room.now += seconds * microsPerSecond;
}

export interface UnitGiven {
  /** Metres north and east of the room's centre. */
  readonly north?: number;
  readonly east?: number;
  readonly area?: "north" | "south";
  readonly skills?: readonly string[];
  readonly vehicle?: string;
  readonly bookedOn?: boolean;
  readonly callSign?: string;
}

export function placeAt(north: number, east = 0): { latE7: number; lonE7: number } {
  const perEast = latE7PerMetre / Math.cos((54 * Math.PI) / 180);
  return {
    latE7: roomCentre.latE7 + Math.round(north * latE7PerMetre),
    lonE7: roomCentre.lonE7 + Math.round(east * perEast),
  };
}

/** The way back from a place to metres north and east of the region's centre. */
export function offsetOf(place: { latE7: number; lonE7: number }): { north: number; east: number } {
  const perEast = latE7PerMetre / Math.cos((54 * Math.PI) / 180);
  return {
    north: (place.latE7 - roomCentre.latE7) / latE7PerMetre,
    east: (place.lonE7 - roomCentre.lonE7) / perEast,
  };
}

/** Registers a unit and books it on with a crew of two; returns its id. */
export function addUnit(room: Room, given: UnitGiven = {}): number {
  const made = act(room, {
    type: "unit.register",
    callSign: given.callSign ?? `AB${room.state.columns.head.units[0] + 1}`,
    vehicle: given.vehicle ?? "car",
    skills: given.skills ?? ["response"],
    area: given.area ?? "north",
    base: placeAt(given.north ?? 0, given.east ?? 0),
  });
  const unit = made.unit ?? -1;
  if (given.bookedOn !== false) act(room, { type: "unit.book-on", unit, crew: 2 });
  return unit;
}

export interface IncidentGiven {
  readonly north?: number;
  readonly east?: number;
  readonly type?: string;
  readonly grade?: Grade;
  readonly area?: string;
  readonly summary?: string;
  readonly place?: string;
}

export function addIncident(room: Room, given: IncidentGiven = {}): number {
  const made = act(room, {
    type: "incident.open",
    incidentType: given.type ?? "burglary",
    location: { state: "given", ...placeAt(given.north ?? 0, given.east ?? 0), radiusM: 0 },
    grade: given.grade ?? "immediate",
    ...(given.area === undefined ? {} : { area: given.area }),
    ...(given.summary === undefined ? {} : { summary: given.summary }),
    ...(given.place === undefined ? {} : { place: given.place }),
  });
  return made.incident ?? -1;
}

/** Reports a barricade in the middle of the region that expires after 12 hours; returns its number. */
export function addClosure(
  room: Room,
  changes: Partial<Extract<Command, { type: "closure.report" }>> = {},
): number {
  const { latE7, lonE7 } = roomCentre;
  const points = [
    [lonE7, latE7],
    [lonE7 + 3_000, latE7 + 500],
  ] as const;
  const expiresAt = room.now + 12 * 3600 * microsPerSecond;
  const made = act(room, {
    type: "closure.report",
    shape: { kind: "barricade", points },
    source: "crew",
    expiresAt,
    ...changes,
  });
  return made.closure ?? -1;
}
