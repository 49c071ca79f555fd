/**
 * Vector tiles (Mapbox Vector Tile 2.1) made on demand from map layers, zoom 0 to 16; deeper zooms are drawn from
 * zoom 16 by the client. Layers in a tile: land_use, water, streets, areas, places, stations, with `name`, `kind`,
 * `class`, `code` and `rank` as attributes; the client draws their text itself (MapLibre without a glyph server
 * falls back to local fonts). A bounded cache keeps the tiles last asked for; losing it loses nothing.
 */
import GeoJSONVT from "geojson-vt";
import { fromGeojsonVt } from "vt-pbf";
import type { Feature, FeatureCollection, LineString } from "geojson";
import { assert } from "../base/assert.ts";
import { textProperty, type MapLayers } from "./map-layers.ts";

export const maxTileZoom = 16;
/** Where a map's style sends the browser for tiles. */
export const tileAddress = "/map/tiles/{z}/{x}/{y}.pbf";
/** A tile of the demo town is 1 to 60 kB, so the cache stays below about 60 MB. */
const maxCachedTiles = 1024;
const extent = 4096;

export interface TileSource {
  /** Bytes of one tile, or undefined where the map has nothing (or z, x, y name no tile). */
  getTile(z: number, x: number, y: number): Uint8Array | undefined;
  readonly cachedTiles: number;
}

interface SlicedLayer {
  readonly name: string;
  readonly minZoom: number;
  readonly index: GeoJSONVT;
}

/** Local streets would fill far zooms with lines nobody can read. */
function streetsOf(layers: MapLayers, classes: readonly string[]): FeatureCollection<LineString> {
  const kept = layers.streets.features.filter((street) =>
    classes.includes(textProperty(street, "class") ?? "local"),
  );
  return { type: "FeatureCollection", features: kept.map(withoutNumbers) };
}

/** House numbers are for the place search; in every tile they would double its size. */
function withoutNumbers(street: Feature<LineString>): Feature<LineString> {
  const { name, class: streetClass } = (street.properties ?? {}) as Record<string, unknown>;
  return { ...street, properties: { name, class: streetClass } };
}

function sliceLayer(name: string, minZoom: number, data: FeatureCollection): SlicedLayer {
  const index = new GeoJSONVT(data, {
    maxZoom: maxTileZoom,
    // Tiles are cut when asked for: nothing but the root is made at the start.
    indexMaxZoom: 4,
    tolerance: 3,
    extent,
    buffer: 64,
  });
  return { name, minZoom, index };
}

export function makeTileSource(layers: MapLayers): TileSource {
  const sliced = [
    sliceLayer("land_use", 0, layers.landUse),
    sliceLayer("water", 0, layers.water),
    sliceLayer("streets", 0, streetsOf(layers, ["trunk", "main"])),
    sliceLayer("streets", 12, streetsOf(layers, ["local"])),
    sliceLayer("areas", 0, layers.areas),
    sliceLayer("places", 10, layers.places),
    sliceLayer("stations", 8, layers.stations),
  ];
  const cache = new Map<string, Uint8Array | undefined>();
  return {
    getTile(z, x, y) {
      if (!isTile(z, x, y)) return undefined;
      const key = `${z}/${x}/${y}`;
      const known = cache.has(key);
      const bytes = known ? cache.get(key) : cutTile(sliced, z, x, y);
      // Put last again: the map's order is the order of use, oldest first.
      if (known) cache.delete(key);
      cache.set(key, bytes);
      if (cache.size > maxCachedTiles) cache.delete(cache.keys().next().value ?? key);
      return bytes;
    },
    get cachedTiles() {
      return cache.size;
    },
  };
}

function isTile(z: number, x: number, y: number): boolean {
  if (![z, x, y].every(Number.isInteger) || z < 0 || z > maxTileZoom) return false;
  return x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z;
}

function cutTile(
  sliced: readonly SlicedLayer[],
  z: number,
  x: number,
  y: number,
): Uint8Array | undefined {
  const parts: Record<string, { features: unknown[] }> = {};
  for (const layer of sliced) {
    if (z < layer.minZoom) continue;
    const tile = layer.index.getTile(z, x, y);
    if (tile === null || tile.features.length === 0) continue;
    parts[layer.name] ??= { features: [] };
    for (const feature of tile.features) parts[layer.name].features.push(feature);
  }
  if (Object.keys(parts).length === 0) return undefined;
  const bytes = fromGeojsonVt(parts, { version: 2, extent });
  assert(bytes.length > 0, "tiles: a tile with features came out empty");
  return bytes;
}
