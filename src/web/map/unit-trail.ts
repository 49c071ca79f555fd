/** The way a unit came: its tracked positions of the last twenty minutes as one line, fetched while its panel is open. */

import type { FeatureCollection } from "geojson";
import type { Instant } from "../../base/instant.ts";
import { microsPerMinute } from "../../base/instant.ts";
import { readJson } from "../api/client.ts";
import { positionFrom } from "./map-features.ts";

const trailMicros = 20 * microsPerMinute;
const samplesMost = 1_000;

interface Trail {
  readonly trail: readonly { readonly latE7: number; readonly lonE7: number }[];
}

/** Empty when nothing was tracked or it can't be read: a map without a trail is no fault. */
export async function readTrail(
  region: string,
  unit: number,
  at: Instant,
): Promise<FeatureCollection> {
  const query = `from=${Math.max(0, at - trailMicros)}&to=${at}&limit=${samplesMost}`;
  const path = `/api/regions/${encodeURIComponent(region)}/units/${unit}/trail?${query}`;
  const { trail } = await readJson<Trail>(path).catch((): Trail => ({ trail: [] }));
  if (trail.length < 2) return { type: "FeatureCollection", features: [] };
  const coordinates = trail.map(({ latE7, lonE7 }) => positionFrom(latE7, lonE7));
  return {
    type: "FeatureCollection",
    features: [{ type: "Feature", geometry: { type: "LineString", coordinates }, properties: {} }],
  };
}
