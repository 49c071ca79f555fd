/**
 * The console's own layers over the base map: lines, incidents, units, pin. Marks may overlap (hiding a unit because
 * another is near would be a lie); only their names give way. Text comes from local fonts, colours from the tokens.
 */

import type { GeoJSONSource, LayerSpecification, Map as BaseMap } from "maplibre-gl";
import type { FeatureCollection } from "geojson";

export const overlaySources = [
  "cover",
  "closures",
  "trail",
  "way",
  "open-incident",
  "incidents",
  "units",
  "pin",
  "drawing",
] as const;
export type OverlaySource = (typeof overlaySources)[number];

const fonts = ["Noto Sans Bold", "DejaVu Sans Bold", "Arial Bold", "sans-serif"];

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function namedMarks(source: "incidents" | "units", nameFromZoom: number): LayerSpecification {
  return {
    id: source,
    type: "symbol",
    source,
    layout: {
      "icon-image": ["get", "icon"],
      "icon-allow-overlap": true,
      "icon-ignore-placement": source === "units",
      "symbol-sort-key": ["get", "order"],
      // Far away marks only, then call signs, then call sign with status letters, or number with type.
      "text-field": ["step", ["zoom"], "", nameFromZoom, ["get", "name"], 14, ["get", "longName"]],
      "text-font": fonts,
      "text-size": 12,
      "text-anchor": source === "units" ? "left" : "top",
      "text-offset": source === "units" ? [0.9, 0] : [0, 1.2],
      "text-optional": true,
      "text-max-width": 12,
    },
    paint: {
      "text-color": token("text"),
      "text-halo-color": token("ground"),
      "text-halo-width": 1.6,
    },
  };
}

/** Confirmed = a solid line, reported = dashes, planned = dots; each with its number and a word. */
function closureLayers(): LayerSpecification[] {
  const dashes = { confirmed: [1], reported: [2, 1.5], planned: [0.5, 1.5] };
  const lines = Object.entries(dashes).map(([state, dash]): LayerSpecification => ({
    id: `closures-${state}`,
    type: "line",
    source: "closures",
    filter: ["==", ["get", "state"], state],
    paint: {
      "line-color": token("emergency"),
      "line-width": 4,
      "line-dasharray": dash,
    },
  }));
  return [
    ...lines,
    {
      id: "closure-names",
      type: "symbol",
      source: "closures",
      layout: {
        "symbol-placement": "line-center",
        "text-field": ["get", "name"],
        "text-font": fonts,
        "text-size": 12,
        "text-offset": [0, -1],
      },
      paint: {
        "text-color": token("text"),
        "text-halo-color": token("ground"),
        "text-halo-width": 1.6,
      },
    },
  ];
}

function drawingLayers(): LayerSpecification[] {
  return [
    {
      id: "drawing-line",
      type: "line",
      source: "drawing",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": token("action"), "line-width": 4 },
    },
    {
      id: "drawing-points",
      type: "circle",
      source: "drawing",
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": 6,
        "circle-color": token("action"),
        "circle-stroke-color": token("ground"),
        "circle-stroke-width": 2,
      },
    },
  ];
}

function overlayLayers(): LayerSpecification[] {
  return [
    {
      id: "cover",
      type: "line",
      source: "cover",
      paint: { "line-color": token("available"), "line-width": 3, "line-opacity": 0.45 },
    },
    ...closureLayers(),
    {
      id: "way",
      type: "line",
      source: "way",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": token("en-route"), "line-width": 4, "line-opacity": 0.8 },
    },
    {
      id: "trail",
      type: "line",
      source: "trail",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": token("text-faint"), "line-width": 2.5, "line-opacity": 0.8 },
    },
    {
      id: "open-incident",
      type: "line",
      source: "open-incident",
      paint: {
        "line-color": token("text"),
        "line-width": 1.5,
        "line-dasharray": [2, 2],
        "line-opacity": 0.8,
      },
    },
    namedMarks("incidents", 13),
    namedMarks("units", 12.2),
    {
      id: "pin",
      type: "symbol",
      source: "pin",
      layout: { "icon-image": "pin", "icon-allow-overlap": true },
    },
    ...drawingLayers(),
  ];
}

/**
 * A name of an area once, from the labels; the base style writes it once per tile, because tiles cut polygons.
 */
function addAreaNames(map: BaseMap, areas: FeatureCollection): void {
  if (map.getLayer("area-name") !== undefined) map.removeLayer("area-name");
  if (map.getSource("area-names") === undefined)
    map.addSource("area-names", { type: "geojson", data: areas });
  map.addLayer({
    id: "area-name",
    type: "symbol",
    source: "area-names",
    maxzoom: 14,
    layout: {
      "text-field": ["get", "name"],
      "text-font": fonts,
      "text-size": 13,
      "text-letter-spacing": 0.08,
    },
    paint: {
      "text-color": token("text-faint"),
      "text-halo-color": token("ground"),
      "text-halo-width": 1.6,
    },
  });
}

/** Adds sources and layers to a map whose style has just been loaded. */
export function addOverlays(map: BaseMap, areas: FeatureCollection): void {
  if (areas.features.length > 0) addAreaNames(map, areas);
  for (const source of overlaySources) {
    if (map.getSource(source) !== undefined) continue;
    map.addSource(source, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  }
  for (const layer of overlayLayers())
    if (map.getLayer(layer.id) === undefined) map.addLayer(layer);
}

export function setOverlay(map: BaseMap, source: OverlaySource, data: FeatureCollection): void {
  void map.getSource<GeoJSONSource>(source)?.setData(data);
}
