/**
 * Everything the server gives out of one loaded map, put together once: tiles, style, labels, place search and
 * the description of a point. It has no state but caches, so it can be made again at any time.
 */
import {
  type DegreeBounds,
  e7Of,
  findBounds,
  type MapLayers,
  numberProperty,
  textProperty,
} from "./map-layers.ts";
import { makeMapStyle, type MapTheme } from "./map-style.ts";
import type { PointDescription } from "./places/describe.ts";
import { type FoundPlace, makeGazetteer } from "./places/gazetteer.ts";
import type { PlaceSource } from "./places/place-source.ts";
import { sourceFromLayers } from "./places/layers-source.ts";
import { makeTileSource, maxTileZoom } from "./tiles.ts";

/** Where the browser asks for tiles, unless the server says otherwise. */
export const defaultTileUrl = "/map/tiles/{z}/{x}/{y}.pbf";

export interface MapLabels {
  readonly name: string;
  readonly attribution: string;
  /** [west, south, east, north] in degrees, or null for an empty map. */
  readonly bounds: DegreeBounds | null;
  /** Places, stations and areas with a name; rank 1 = shown from far. */
  readonly labels: readonly MapLabel[];
}

export interface MapLabel {
  readonly name: string;
  readonly kind: string;
  readonly rank: number;
  readonly latE7: number;
  readonly lonE7: number;
}

export interface LoadedMap {
  findTile(z: number, x: number, y: number): Uint8Array | undefined;
  readonly about: MapAbout;
  /** What of the map can not be found by name, because it is above a limit: "addresses: 12 of 5000012". */
  readonly leftOut: readonly string[];
  readonly labels: MapLabels;
  style(theme: MapTheme): unknown;
  findPlaces(query: string, limit: number): readonly FoundPlace[];
  describe(latE7: number, lonE7: number): PointDescription;
}

/** What people must know of the map that an answer comes from: its name, who made it, and of when it is. */
export interface MapAbout {
  readonly name: string;
  readonly attribution: string;
  /** "2020-03-13", or "" where the map does not say. */
  readonly dataDate: string;
}

export function makeMapSource(layers: MapLayers, tileUrl = defaultTileUrl): LoadedMap {
  const tiles = makeTileSource(layers);
  return makeLoadedMap({
    findTile: (z, x, y) => tiles.getTile(z, x, y),
    tileUrl,
    tileZoom: maxTileZoom,
    labels: listLabels(layers),
    source: sourceFromLayers(layers),
  });
}

export interface MapParts {
  findTile(z: number, x: number, y: number): Uint8Array | undefined;
  readonly tileUrl: string;
  /** Deepest zoom that has tiles; the client draws deeper ones from it. */
  readonly tileZoom: number;
  readonly labels: MapLabels;
  readonly source: PlaceSource;
}

export function makeLoadedMap({
  labels,
  source,
  tileUrl,
  tileZoom,
  ...parts
}: MapParts): LoadedMap {
  const gazetteer = makeGazetteer(source);
  const { name, attribution, dataDate } = source;
  return {
    findTile: (z, x, y) => parts.findTile(z, x, y),
    about: { name, attribution, dataDate },
    leftOut: gazetteer.leftOut,
    labels,
    style: (theme) => makeMapStyle(theme, tileUrl, attribution, tileZoom),
    findPlaces: (query, limit) => gazetteer.search(query, limit),
    describe: (latE7, lonE7) => gazetteer.describe(latE7, lonE7),
  };
}

export function listLabels(layers: MapLayers): MapLabels {
  const labels: MapLabel[] = [];
  for (const place of layers.places.features) {
    const name = textProperty(place, "name");
    if (name === undefined) continue;
    const kind = textProperty(place, "kind") ?? "place";
    const rank = numberProperty(place, "rank") ?? 4;
    labels.push({ name, kind, rank, ...e7Of(place.geometry.coordinates) });
  }
  for (const area of layers.areas.features) {
    const name = textProperty(area, "name");
    if (name === undefined) continue;
    const ring = area.geometry.coordinates[0];
    const middle = [0, 1].map((axis) => ring.reduce((sum, at) => sum + at[axis], 0) / ring.length);
    labels.push({ name, kind: "area", rank: 2, ...e7Of(middle) });
  }
  labels.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return {
    name: layers.name,
    attribution: layers.attribution,
    bounds: findBounds(layers) ?? null,
    labels,
  };
}
