/**
 * Where in its piece of the map a call comes from: anywhere in an area's circle, or in a square of a demand model, each
 * place as likely. Two numbers between 0 and 1 say where, whoever draws them.
 */
import { distanceM } from "../../base/distance.ts";
import type { ModelCell } from "../demand-model/demand-model.ts";
import type { Place } from "../room/crews.ts";
import type { PlanArea } from "./plan.ts";

/** E7 degrees of latitude in a metre. */
const latE7PerMetre = 89.932;

/** Uniform in the circle: the radius goes by the root of a uniform number. */
export function placeInCircle({ latE7, lonE7, radiusM }: PlanArea, u: number, v: number): Place {
  const radius = radiusM * Math.sqrt(u);
  const angle = 2 * Math.PI * v;
  return pointFrom(latE7, lonE7, radius * Math.cos(angle), radius * Math.sin(angle));
}

export function placeInSquare([lat, lon, sideM]: ModelCell, u: number, v: number): Place {
  return pointFrom(lat * 1e7, lon * 1e7, (u - 0.5) * sideM, (v - 0.5) * sideM);
}

/** So many metres to the north and to the east. */
function pointFrom(latE7: number, lonE7: number, north: number, east: number): Place {
  const perEast = latE7PerMetre / Math.cos((latE7 / 1e7) * (Math.PI / 180));
  return {
    latE7: Math.round(latE7 + north * latE7PerMetre),
    lonE7: Math.round(lonE7 + east * perEast),
  };
}

/** By square: the plan's area of the same code or, where it has none, the nearest one. */
export function listCellAreas(cells: readonly ModelCell[], areas: readonly PlanArea[]): string[] {
  return cells.map(([lat, lon, , , code]) => {
    if (areas.some((area) => area.code === code)) return code;
    const metresTo = ({ latE7, lonE7 }: PlanArea): number =>
      distanceM(lat * 1e7, lon * 1e7, latE7, lonE7);
    return areas.reduce((a, b) => (metresTo(b) < metresTo(a) ? b : a)).code;
  });
}
