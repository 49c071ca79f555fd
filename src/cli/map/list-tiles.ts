/**
 * All vector tiles of a map down to a zoom, as three columns: ascending keys, where each tile ends, and the bytes. A
 * city has some hundreds to zoom 14; below that the client draws on from zoom 14, as it does with any vector tiles.
 */
import { findBounds, type MapLayers } from "../../wire/map-layers.ts";
import { makeTileSource } from "../../wire/tiles.ts";

export interface TileColumns {
  readonly key: Float64Array;
  /** End of the tile's bytes; it begins where the one before ends. */
  readonly end: Float64Array;
  readonly bytes: Uint8Array;
}

export const tileLimits = { tiles: 2_000_000 } as const;

const side = 2 ** 20;

/** Orders tiles by zoom, column and row; zooms go to 20. */
export function keyOfTile(z: number, x: number, y: number): number {
  return (z * side + x) * side + y;
}

/** Web Mercator column and row of a point, as all slippy maps have it. */
function tileAt(lon: number, lat: number, z: number): [number, number] {
  const size = 2 ** z;
  const radians = (lat * Math.PI) / 180;
  const x = Math.floor(((lon + 180) / 360) * size);
  const y = Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * size);
  return [Math.min(size - 1, Math.max(0, x)), Math.min(size - 1, Math.max(0, y))];
}

export function listTiles(
  layers: MapLayers,
  mostZoom: number,
  onProgress: (share: number) => void,
): TileColumns {
  const bounds = findBounds(layers);
  const source = makeTileSource(layers);
  const keys: number[] = [];
  const tiles: Uint8Array[] = [];
  const zooms = bounds === undefined ? 0 : mostZoom + 1;
  const [west, south, east, north] = bounds ?? [0, 0, 0, 0];
  for (let z = 0; z < zooms; z += 1) {
    const [left, top] = tileAt(west, north, z);
    const [right, bottom] = tileAt(east, south, z);
    for (let x = left; x <= right; x += 1) {
      for (let y = top; y <= bottom; y += 1) {
        const tile = source.getTile(z, x, y);
        if (tile === undefined || tiles.length >= tileLimits.tiles) continue;
        keys.push(keyOfTile(z, x, y));
        tiles.push(tile);
      }
    }
    onProgress((z + 1) / (mostZoom + 1));
  }
  const end = new Float64Array(tiles.length);
  let total = 0;
  for (const [index, tile] of tiles.entries()) {
    total += tile.length;
    end[index] = total;
  }
  const bytes = new Uint8Array(total);
  for (const [index, tile] of tiles.entries()) bytes.set(tile, end[index] - tile.length);
  return { key: Float64Array.from(keys), end, bytes };
}
