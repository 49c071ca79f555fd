/**
 * One entry of the place search, and the small readings of GeoJSON that making and searching entries share.
 */
import type { Feature, LineString, Position } from "geojson";

export interface FoundPlace {
  readonly label: string;
  readonly kind: "place" | "station" | "address" | "street" | "crossing" | "area";
  /** For places: pub, school, hospital ...; else the same as `kind`. */
  readonly placeKind: string;
  readonly latE7: number;
  readonly lonE7: number;
  /** Name of the patrol area, or "" where the map has none. */
  readonly area: string;
}

export interface Entry extends FoundPlace {
  readonly words: readonly string[];
  readonly rank: number;
}

export function e7Of(position: Position): { latE7: number; lonE7: number } {
  return { latE7: Math.round(position[1] * 1e7), lonE7: Math.round(position[0] * 1e7) };
}

/** House numbers [first, last] of one piece of a street; [0, 0] where the map has none. */
export function houseNumbersOf(
  street: Feature<LineString>,
  piece: number,
): readonly [number, number] {
  const all: unknown = street.properties?.["numbers"];
  const pair: unknown = Array.isArray(all) ? all[piece] : undefined;
  if (!Array.isArray(pair) || pair.length !== 2) return [0, 0];
  const [first, last] = pair as [unknown, unknown];
  return typeof first === "number" && typeof last === "number" ? [first, last] : [0, 0];
}
