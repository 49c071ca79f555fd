/**
 * Place search over map layers, all local: places, streets with house numbers, crossings and areas. It answers
 * "where is 14 Tanner Row", "tanner / alder", "queen" while somebody types, and "what is at this point". It is an
 * aid: a caller taker may always type a place that it does not know, and it never says that a place is not there.
 */
import type { Feature, LineString, Polygon, Position } from "geojson";
import { distanceM } from "../base/distance.ts";
import { foldWords } from "./fold-words.ts";
import { type Entry, e7Of, type FoundPlace, houseNumbersOf } from "./gazetteer-entry.ts";
import { groupStreets, indexWords, searchEntries } from "./gazetteer-search.ts";
import { numberProperty, textProperty, type MapLayers } from "./map-layers.ts";
import { PieceGrid } from "./piece-grid.ts";

export const gazetteerLimits = { queryLength: 100, results: 50 } as const;

/** What is at a point: "14 Tanner Row near Marlock Bridge". Empty text where the map has nothing near. */
export interface PointDescription {
  readonly text: string;
  readonly street: string;
  readonly houseNumber: number | null;
  readonly nearPlace: string;
  readonly streetMetres: number | null;
}

export interface Gazetteer {
  search(query: string, limit: number): FoundPlace[];
  describe(latE7: number, lonE7: number): PointDescription;
  /** Every entry that has a name, for tests and for tools; addresses are not listed. */
  listAll(): readonly FoundPlace[];
}

/** A place further away than this does not help anybody find the spot. */
const nearPlaceMetres = 400;
const nearStreetMetres = 300;

function middleOf(positions: readonly Position[]): Position {
  return positions[Math.floor(positions.length / 2)];
}

function averageOf(ring: readonly Position[]): Position {
  const count = ring.length;
  return [
    ring.reduce((sum, p) => sum + p[0], 0) / count,
    ring.reduce((sum, p) => sum + p[1], 0) / count,
  ];
}

function holdsPoint(ring: readonly Position[], lon: number, lat: number): boolean {
  let inside = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    const [a, b] = [ring[index], ring[before]];
    if (a[1] > lat === b[1] > lat) continue;
    if (lon < ((b[0] - a[0]) * (lat - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** Crossings of two named streets: shared points, which map data draws at every junction. */
function listCrossings(
  streets: readonly Feature<LineString>[],
): { names: [string, string]; at: Position }[] {
  const seen = new Map<string, { at: Position; names: Set<string> }>();
  for (const street of streets) {
    const name = textProperty(street, "name");
    if (name === undefined) continue;
    for (const at of street.geometry.coordinates) {
      const key = `${at[0]},${at[1]}`;
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { at, names: new Set([name]) });
      else known.names.add(name);
    }
  }
  const crossings: { names: [string, string]; at: Position }[] = [];
  for (const { at, names } of seen.values()) {
    const list = [...names];
    for (let index = 1; index < list.length; index += 1)
      crossings.push({ names: [list[0], list[index]], at });
  }
  return crossings;
}

export function makeGazetteer(layers: MapLayers): Gazetteer {
  const entries = listEntries(layers);
  const byWord = indexWords(entries);
  const streetsByName = groupStreets(layers.streets.features);
  const grid = new PieceGrid(layers.streets.features);
  const landmarks = layers.places.features
    .filter(
      (place) =>
        (numberProperty(place, "rank") ?? 4) <= 4 && textProperty(place, "name") !== undefined,
    )
    .map((place) => ({
      name: textProperty(place, "name") ?? "",
      ...e7Of(place.geometry.coordinates),
    }));
  return {
    search: (query, limit) => {
      const text = query.slice(0, gazetteerLimits.queryLength);
      const most = Math.max(0, Math.min(limit, gazetteerLimits.results));
      return searchEntries(entries, byWord, streetsByName, text, most);
    },
    describe: (latE7, lonE7) => describePoint(layers, grid, landmarks, latE7, lonE7),
    listAll: () => entries,
  };
}

function listEntries(layers: MapLayers): Entry[] {
  const areaAt = areaFinder(layers.areas.features);
  const entry = (
    label: string,
    kind: FoundPlace["kind"],
    placeKind: string,
    at: Position,
    rank: number,
  ): Entry => ({
    label,
    kind,
    placeKind,
    ...e7Of(at),
    area: areaAt(at),
    words: foldWords(label),
    rank,
  });
  const entries: Entry[] = [];
  const stations = new Set(
    layers.stations.features.map((station) => textProperty(station, "name")),
  );
  for (const place of layers.places.features) {
    const name = textProperty(place, "name");
    if (name === undefined || stations.has(name)) continue;
    const rank = numberProperty(place, "rank") ?? 4;
    const placeKind = textProperty(place, "kind") ?? "place";
    entries.push(entry(name, "place", placeKind, place.geometry.coordinates, rank));
  }
  for (const station of layers.stations.features) {
    const name = textProperty(station, "name");
    if (name !== undefined)
      entries.push(entry(name, "station", "station", station.geometry.coordinates, 2));
  }
  const named = new Set<string>();
  for (const street of layers.streets.features) {
    const name = textProperty(street, "name");
    if (name === undefined || named.has(name)) continue;
    named.add(name);
    entries.push(entry(name, "street", "street", middleOf(street.geometry.coordinates), 5));
  }
  for (const area of layers.areas.features) {
    const name = textProperty(area, "name");
    if (name !== undefined)
      entries.push(entry(name, "area", "area", averageOf(area.geometry.coordinates[0]), 3));
  }
  for (const { names, at } of listCrossings(layers.streets.features)) {
    entries.push(entry(`${names[0]} / ${names[1]}`, "crossing", "crossing", at, 6));
  }
  return entries;
}

function areaFinder(areas: readonly Feature<Polygon>[]): (at: Position) => string {
  return ([lon, lat]) => {
    const area = areas.find((feature) => holdsPoint(feature.geometry.coordinates[0], lon, lat));
    return area === undefined ? "" : (textProperty(area, "name") ?? "");
  };
}

function describePoint(
  layers: MapLayers,
  grid: PieceGrid,
  landmarks: readonly { name: string; latE7: number; lonE7: number }[],
  latE7: number,
  lonE7: number,
): PointDescription {
  const piece = grid.nearest(latE7, lonE7, nearStreetMetres);
  let nearPlace = "";
  let nearest = nearPlaceMetres;
  for (const landmark of landmarks) {
    const metres = distanceM(latE7, lonE7, landmark.latE7, landmark.lonE7);
    if (metres < nearest) [nearest, nearPlace] = [metres, landmark.name];
  }
  const street = piece === undefined ? undefined : layers.streets.features[piece.street];
  const name = street === undefined ? "" : (textProperty(street, "name") ?? "");
  let houseNumber: number | null = null;
  if (street !== undefined && piece !== undefined) {
    const [first, last] = houseNumbersOf(street, piece.piece);
    const step = Math.floor(piece.share * (last - first + 1));
    if (first > 0) houseNumber = Math.min(last, first + step);
  }
  const address = houseNumber === null ? name : `${houseNumber} ${name}`;
  const near = nearPlace === "" ? "" : `near ${nearPlace}`;
  return {
    text: [address, near].filter((part) => part !== "").join(" "),
    street: name,
    houseNumber,
    nearPlace,
    streetMetres: piece === undefined ? null : Math.round(piece.metres),
  };
}
