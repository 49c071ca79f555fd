/**
 * What the place search needs of a map, as plain values: streets with geometry and names, places, addresses, areas.
 * Today's GeoJSON layers and a map package both come in this shape; a road network has the street part as it is.
 * Not here: reading either.
 */

/** Segments of named road. Parallel arrays, as a road network has them; coordinates are degrees times 10^7. */
export interface StreetLines {
  readonly segmentCount: number;
  /** Points of a segment, both ends included: `firstPoint[segment]` up to `firstPoint[segment + 1]`. */
  readonly firstPoint: Int32Array;
  readonly pointLatE7: Int32Array;
  readonly pointLonE7: Int32Array;
  /** Index into `names`; -1 = no name. Streets meet where segments share a point. */
  readonly segmentName: Int32Array;
  readonly names: readonly string[];
}

export interface SourcePlace {
  readonly name: string;
  /** pub, school, hospital ..., in the map's words; settlements as OSM has them: city, town, suburb, village ... */
  readonly kind: string;
  /** 1 = known to everybody, 4 = only near. */
  readonly rank: number;
  readonly latE7: number;
  readonly lonE7: number;
  /** Other names, old names, names in other languages. */
  readonly otherNames?: readonly string[];
}

export interface SourceAddress {
  /** As tagged: "12", "12a", "12-14". */
  readonly houseNumber: string;
  readonly street: string;
  readonly latE7: number;
  readonly lonE7: number;
}

export interface SourceArea {
  readonly name: string;
  /** [lonE7, latE7], closed or not. */
  readonly ring: readonly (readonly [number, number])[];
}

export interface PlaceSource {
  readonly name: string;
  readonly attribution: string;
  /** When the map's data is of, "2020-03-13"; "" where the map does not say. */
  readonly dataDate: string;
  readonly streets: StreetLines;
  readonly places: readonly SourcePlace[];
  readonly addresses: readonly SourceAddress[];
  readonly areas: readonly SourceArea[];
}

export const placeLimits = {
  /** More are not searched; `leftOut` of the gazetteer says how many, and the process log repeats it. */
  places: 2_000_000,
  addresses: 5_000_000,
  /** Of a typed text the rest is not read. */
  queryLength: 100,
  /** More are not answered. */
  results: 50,
} as const;
