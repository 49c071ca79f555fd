/**
 * GeoJSON layers as the place search needs them: streets become segments, the house numbers of a street's pieces
 * become addresses one by one, stations are places. Not here: reading the file (map-file.ts).
 */
import type { Feature, LineString, Position } from "geojson";
import { e7Of, numberProperty, textProperty, type MapLayers } from "../map-layers.ts";
import type {
  PlaceSource,
  SourceAddress,
  SourceArea,
  SourcePlace,
  StreetLines,
} from "./place-source.ts";

/** A piece with more numbers than this is an error of the map; it gets its first and last only. */
const numbersPerPiece = 1_000;

export function sourceFromLayers(layers: MapLayers): PlaceSource {
  return {
    name: layers.name,
    attribution: layers.attribution,
    dataDate: "",
    streets: linesOf(layers.streets.features),
    places: listPlaces(layers),
    addresses: layers.streets.features.flatMap(listAddresses),
    areas: layers.areas.features.flatMap((area): SourceArea[] => {
      const name = textProperty(area, "name");
      if (name === undefined) return [];
      const ring = area.geometry.coordinates[0].map((at): [number, number] => {
        const { latE7, lonE7 } = e7Of(at);
        return [lonE7, latE7];
      });
      return [{ name, ring }];
    }),
  };
}

function linesOf(streets: readonly Feature<LineString>[]): StreetLines {
  const points = streets.flatMap((street) => street.geometry.coordinates.map(e7Of));
  const firstPoint = new Int32Array(streets.length + 1);
  const numberOfName = new Map<string, number>();
  const segmentName = new Int32Array(streets.length).fill(-1);
  for (const [segment, street] of streets.entries()) {
    firstPoint[segment + 1] = firstPoint[segment] + street.geometry.coordinates.length;
    const name = textProperty(street, "name");
    if (name === undefined) continue;
    const known = numberOfName.get(name) ?? numberOfName.size;
    numberOfName.set(name, known);
    segmentName[segment] = known;
  }
  return {
    segmentCount: streets.length,
    firstPoint,
    pointLatE7: Int32Array.from(points, ({ latE7 }) => latE7),
    pointLonE7: Int32Array.from(points, ({ lonE7 }) => lonE7),
    segmentName,
    names: [...numberOfName.keys()],
  };
}

function listPlaces(layers: MapLayers): SourcePlace[] {
  const stations = layers.stations.features.flatMap((station): SourcePlace[] => {
    const name = textProperty(station, "name");
    const at = e7Of(station.geometry.coordinates);
    return name === undefined ? [] : [{ name, kind: "station", rank: 2, ...at }];
  });
  const known = new Set(stations.map(({ name }) => name));
  const places = layers.places.features.flatMap((place): SourcePlace[] => {
    const name = textProperty(place, "name");
    if (name === undefined || known.has(name)) return [];
    const kind = textProperty(place, "kind") ?? "place";
    const rank = numberProperty(place, "rank") ?? 4;
    return [{ name, kind, rank, ...e7Of(place.geometry.coordinates) }];
  });
  return [...places, ...stations];
}

/** `numbers`: [first, last] of each piece; the houses stand at equal distances along it. */
function listAddresses(feature: Feature<LineString>): SourceAddress[] {
  const street = textProperty(feature, "name");
  const all: unknown = feature.properties?.["numbers"];
  if (street === undefined || !Array.isArray(all)) return [];
  const line = feature.geometry.coordinates;
  return all.slice(0, line.length - 1).flatMap((pair: unknown, piece) => {
    const [first, last] = readPair(pair);
    if (first <= 0 || last < first) return [];
    const count = last - first + 1;
    const numbers =
      count > numbersPerPiece
        ? [first, last]
        : Array.from({ length: count }, (_, at) => first + at);
    return numbers.map((number) => ({
      houseNumber: String(number),
      street,
      ...e7Of(between(line[piece], line[piece + 1], (number - first + 0.5) / count)),
    }));
  });
}

function readPair(pair: unknown): readonly [number, number] {
  if (!Array.isArray(pair) || pair.length !== 2) return [0, 0];
  const [first, last] = pair as [unknown, unknown];
  return Number.isInteger(first) && Number.isInteger(last)
    ? [first as number, last as number]
    : [0, 0];
}

function between(a: Position, b: Position, share: number): Position {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}
