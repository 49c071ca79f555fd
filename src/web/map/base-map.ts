/**
 * What the server gives of its loaded map besides tiles: the base style in the current theme and the labels. Where no
 * map is loaded, plain ground is the map, and units and incidents are still on it.
 */

import type { FeatureCollection } from "geojson";
import type { StyleSpecification } from "maplibre-gl";
import { readJson } from "../api/client.ts";
import { getTheme } from "../view/theme.ts";
import { pointFeature, positionFrom } from "./map-features.ts";

export interface MapLabels {
  readonly bounds: readonly [number, number, number, number] | null;
  readonly labels: readonly {
    readonly name: string;
    readonly kind: string;
    readonly latE7: number;
    readonly lonE7: number;
  }[];
}

const noLabels: MapLabels = { bounds: null, labels: [] };

/** What is shown where no map data is loaded. */
function plainStyle(): StyleSpecification {
  const color = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  return {
    version: 8,
    sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": color } }],
  };
}

export function areaNameFeatures({ labels }: MapLabels): FeatureCollection {
  const areas = labels.filter((label) => label.kind === "area");
  const features = areas.map(({ name, latE7, lonE7 }) =>
    pointFeature(positionFrom(latE7, lonE7), { name }),
  );
  return { type: "FeatureCollection", features };
}

export async function readStyle(): Promise<StyleSpecification> {
  try {
    return await readJson<StyleSpecification>(`/map/style.json?theme=${getTheme()}`);
  } catch {
    return plainStyle();
  }
}

/** Labels of the loaded map; none where there is no map. */
export async function readLabels(): Promise<MapLabels> {
  return readJson<MapLabels>("/map/labels.json").catch(() => noLabels);
}
