/**
 * What the server needs of loaded map data: tiles, labels, places. The makers are pure (wire/, sim/town/); this is
 * only the shape by which the routes see them, so that a server without a map, or with another one, is the same.
 */

export interface PlaceFound {
  readonly name: string;
  readonly kind: string;
  readonly latE7: number;
  readonly lonE7: number;
}

export interface MapSource {
  /** Mapbox vector tile bytes, or undefined where there is nothing. */
  findTile(z: number, x: number, y: number): Uint8Array | undefined;
  /** JSON of what is written on the map: point, rank, kind. */
  readonly labels: unknown;
  /** MapLibre style for a theme. */
  style(theme: "dark" | "light"): unknown;
  /** Best first. */
  findPlaces(query: string, limit: number): readonly PlaceFound[];
}
