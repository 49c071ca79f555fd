/**
 * Who may use a road, from OpenStreetMap's access tags (https://wiki.openstreetmap.org/wiki/Key:access): the most
 * specific key that is there decides, from `access` over `vehicle` to `motorcar`. The answer is bits of `arcRules`,
 * because who may ignore what is a question of the vehicle class and not of the map.
 */
import { arcRules } from "../network.ts";
import type { Tags } from "./osm-data.ts";

const motorKeys = ["motorcar", "motor_vehicle", "vehicle", "access"];
const bicycleKeys = ["bicycle", "vehicle", "access"];
const footKeys = ["foot", "access"];

const open = /^(yes|permissive|designated|official|public|unknown|discouraged)$/;
const closed = /^(no|use_sidepath|dismount)$/;
const destination = /^(destination|delivery|customers)$/;

function firstOf(tags: Tags, keys: readonly string[]): string | undefined {
  for (const key of keys) if (tags[key] !== undefined) return tags[key];
  return undefined;
}

/** Rules of motor vehicles. `fallback` stands where no tag says anything. */
export function motorRules(tags: Tags, fallback: number): number {
  if (tags["emergency"] === "no") return arcRules.bollard;
  const value = firstOf(tags, motorKeys);
  if (value === undefined) return fallback;
  if (open.test(value)) return 0;
  if (destination.test(value)) return arcRules.destination;
  if (!closed.test(value)) return arcRules.private; // private, permit, forestry, military, ...
  return isForBuses(tags) ? arcRules.bus : arcRules.noMotor;
}

function isForBuses(tags: Tags): boolean {
  return [tags["bus"], tags["psv"], tags["taxi"]].some((value) =>
    /^(yes|designated|official)$/.test(value ?? ""),
  );
}

/** `noFoot`, `private` or nothing, and the same for bicycles, where no tag says anything as `fallback` has it. */
export function pathRules(tags: Tags, fallback: number): number {
  const foot = readPath(firstOf(tags, footKeys), fallback, arcRules.noFoot);
  const bicycle = readPath(firstOf(tags, bicycleKeys), fallback, arcRules.noBicycle);
  return foot | bicycle;
}

function readPath(value: string | undefined, fallback: number, forbidden: number): number {
  if (value === undefined) return fallback & forbidden;
  if (open.test(value) || destination.test(value)) return 0;
  return closed.test(value) ? forbidden : arcRules.private;
}

/** Nodes that something stands on: what passing them takes, for motor vehicles and for foot and bicycle. */
export interface Barrier {
  readonly motor: number;
  readonly path: number;
  /** False for a kind this list does not know; it is then taken for a gate. */
  readonly isKnown: boolean;
}

const passable =
  /^(entrance|kerb|cattle_grid|toll_booth|border_control|height_restrictor|sally_port|speed_bump|no|yes|hedge|wall|fence|guard_rail|retaining_wall|city_wall|ditch|handrail|cable_barrier|bump_gate|coupure|checkpoint)$/;
const gates =
  /^(gate|lift_gate|swing_gate|sliding_gate|sliding_beam|hampshire_gate|bus_trap|chain|rope|spikes|barrier|barrier_board|wicket_gate)$/;
const blocks =
  /^(bollard|block|jersey_barrier|debris|log|planter|cycle_barrier|motorcycle_barrier|tyres|tank_trap|delineators|tree)$/;
const footOnly = /^(stile|kissing_gate|turnstile|full-height_turnstile|horse_stile|steps|step)$/;

export function readBarrier(tags: Tags): Barrier | undefined {
  const kind = tags["barrier"];
  if (kind === undefined || passable.test(kind)) return undefined;
  const said = firstOf(tags, motorKeys);
  const isOpen = said !== undefined && open.test(said);
  if (footOnly.test(kind))
    return { motor: arcRules.bollard, path: arcRules.noBicycle, isKnown: true };
  if (blocks.test(kind)) {
    const canGo = /^(rising|removable|foldable|retractable)$/.test(tags["bollard"] ?? "");
    const motor = isOpen ? 0 : canGo ? arcRules.gate : arcRules.bollard;
    return { motor, path: 0, isKnown: true };
  }
  const isPrivate = said !== undefined && !open.test(said) && !destination.test(said);
  const motor = isOpen ? 0 : arcRules.gate | (isPrivate ? arcRules.private : 0);
  const path = firstOf(tags, footKeys) === "no" ? arcRules.noFoot | arcRules.noBicycle : 0;
  return { motor, path, isKnown: gates.test(kind) };
}
