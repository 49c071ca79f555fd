/**
 * Closures on the map: what is shut as a line or a ring with its number, confirmed and reported apart by line and not by
 * colour alone, and the drawing that is under way. The closures panel has the same with the acts.
 */

import type { Feature, FeatureCollection, Position } from "geojson";
import type { Drawing } from "../closures/drawing.ts";
import { asksForSomebody, isOpenRow, listClosureRows } from "../live/closure-rows.ts";
import type { RegionView } from "../live/region-view.ts";
import { pointFeature, positionFrom } from "./map-features.ts";

function lineOf(points: readonly Position[], isRing: boolean): Position[] {
  return isRing && points.length > 2 ? [...points, points[0]] : [...points];
}

export function closureFeatures(view: RegionView): FeatureCollection {
  const features = listClosureRows(view)
    .filter(isOpenRow)
    .map((row): Feature => {
      const points = row.shape.points.map(([lonE7, latE7]) => positionFrom(latE7, lonE7));
      const name = `${row.state === "confirmed" ? "shut" : "shut?"} ${row.closure}`;
      return {
        type: "Feature",
        geometry: { type: "LineString", coordinates: lineOf(points, row.shape.kind === "area") },
        properties: {
          closure: row.closure,
          state: row.hasBegun ? row.state : "planned",
          name: asksForSomebody(row) ? `${name} (renew)` : name,
        },
      };
    });
  return { type: "FeatureCollection", features };
}

export function drawingFeatures({ isOpen, kind, points }: Drawing): FeatureCollection {
  const at = points.map(({ latE7, lonE7 }) => positionFrom(latE7, lonE7));
  const features: Feature[] = isOpen
    ? at.map((position, index) => pointFeature(position, { name: String(index + 1) }))
    : [];
  if (isOpen && at.length > 1) {
    const coordinates = lineOf(at, kind === "area");
    features.push({
      type: "Feature",
      geometry: { type: "LineString", coordinates },
      properties: {},
    });
  }
  return { type: "FeatureCollection", features };
}
