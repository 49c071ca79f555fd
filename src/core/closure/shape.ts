/**
 * What a closure may look like: how many points its kind needs, where they may lie, and which traffic it can stop. A
 * map is not asked, so a line beside every road is accepted here; what it shuts is shown where the map is.
 */

import { checkName, shown } from "../decision.ts";
import type { ClosureShape } from "../events.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import {
  closureDirections,
  closureKinds,
  type ClosureDirection,
  type ClosureKind,
} from "../vocabulary.ts";

const fewestPoints: { readonly [K in ClosureKind]: number } = { barricade: 2, stretch: 2, area: 3 };

export function checkShape(shape: ClosureShape): Refusal | undefined {
  if (typeof shape !== "object" || shape === null)
    return refuse("value.invalid", `shape: got ${shown(shape)}, expected a kind and points`);
  const { kind, points } = shape;
  const fault = checkName("shape.kind", closureKinds, kind);
  if (fault !== undefined) return fault;
  const fewest = fewestPoints[kind];
  if (!Array.isArray(points) || points.length < fewest || points.length > limits.closurePoints)
    return refuse(
      "value.invalid",
      `shape.points: got ${Array.isArray(points) ? points.length : "no list"}, expected ${fewest} to ${limits.closurePoints} for a closure of kind ${kind}; leave out points that lie close together`,
    );
  return checkPoints(points);
}

function checkPoints(points: ClosureShape["points"]): Refusal | undefined {
  const [west, south] = [Array.from(points, pointLon), Array.from(points, pointLat)];
  const isPlace = (point: number, index: number): boolean =>
    Number.isInteger(point) &&
    Math.abs(point) <= 180e7 &&
    Number.isInteger(south[index]) &&
    Math.abs(south[index]) <= 90e7;
  const wrong = west.findIndex((point, index) => !isPlace(point, index));
  if (wrong >= 0)
    return refuse(
      "value.invalid",
      `shape.points: number ${wrong + 1} is no [longitude, latitude] in whole degrees times 10^7`,
    );
  const span = Math.max(spanOf(west), spanOf(south));
  if (span === 0) return refuse("value.invalid", "shape.points: all are the same place");
  if (span <= limits.closureSpanE7) return undefined;
  return refuse(
    "value.invalid",
    `shape.points: got a closure of ${(span / 1e7).toFixed(2)} degrees, expected at most ${limits.closureSpanE7 / 1e7}; report several`,
  );
}

/** NaN for what is no pair. */
function pointLon(point: readonly [number, number]): number {
  return Array.isArray(point) && point.length === 2 ? point[0] : NaN;
}

function pointLat(point: readonly [number, number]): number {
  return Array.isArray(point) && point.length === 2 ? point[1] : NaN;
}

function spanOf(values: readonly number[]): number {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least;
}

/** `bearingDegrees` undefined or null = none given. */
export function checkDirection(
  kind: ClosureKind,
  direction: ClosureDirection,
  bearingDegrees: number | null | undefined,
): Refusal | undefined {
  const fault = checkName("direction", closureDirections, direction);
  if (fault !== undefined) return fault;
  const given = bearingDegrees ?? null;
  if (kind === "area" && direction !== "both")
    return refuse("value.invalid", "direction: an area stops both directions; draw a line instead");
  if (kind === "barricade" && direction === "along")
    return refuse(
      "value.invalid",
      "direction: a barricade lies across roads, so nothing drives along it; give a bearing",
    );
  if (direction !== "bearing")
    return given === null
      ? undefined
      : refuse(
          "value.invalid",
          `bearingDegrees: got ${shown(given)}, but the direction is ${direction}`,
        );
  if (given !== null && Number.isInteger(given) && given >= 0 && given < 360) return undefined;
  return refuse(
    "value.invalid",
    `bearingDegrees: got ${given === null ? "none" : shown(given)}, expected whole degrees from 0 (north) to 359: where the traffic that is stopped drives to`,
  );
}
