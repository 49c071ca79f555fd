/** The way of the open unit to what it is sent to, along the streets, fetched while its panel is open. */

import type { FeatureCollection } from "geojson";
import { findActiveAllocation } from "../../core/allocation/changes.ts";
import { readJson } from "../api/client.ts";
import type { RegionView } from "../live/region-view.ts";
import { positionFrom } from "./map-features.ts";

interface Way {
  readonly line: readonly (readonly [number, number])[];
}

const noWay: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Empty when the unit is sent nowhere, there is no map with roads, or it can't be read: no fault of the map. */
export async function readUnitWay(view: RegionView, unit: number): Promise<FeatureCollection> {
  const { state, region } = view;
  const row = unit < 0 ? -1 : findActiveAllocation(state, unit);
  if (row < 0) return noWay;
  const { allocations, incidents } = state.columns;
  const incident = incidents.number[allocations.incident[row]];
  const path = `/api/regions/${encodeURIComponent(region)}/eta?unit=${unit}&incident=${incident}`;
  const { line } = await readJson<Way>(path).catch((): Way => ({ line: [] }));
  if (line.length < 2) return noWay;
  const coordinates = line.map(([lonE7, latE7]) => positionFrom(latE7, lonE7));
  return {
    type: "FeatureCollection",
    features: [{ type: "Feature", geometry: { type: "LineString", coordinates }, properties: {} }],
  };
}
