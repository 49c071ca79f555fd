/**
 * A small map for tests of the place search, drawn by hand: two towns with a High Street each, a crossing, houses with
 * gaps between their numbers, a pub. Not here: real maps.
 */
import type { PlaceSource, SourceAddress } from "../wire/places/place-source.ts";

const lat0 = 540_000_000;
const lon0 = 30_000_000;

/** Hundreds of E7 units: about a metre north, 0.65 m east. */
function at(north: number, east: number): { latE7: number; lonE7: number } {
  return { latE7: lat0 + north * 100, lonE7: lon0 + east * 100 };
}

type Line = readonly [name: string, ...points: readonly (readonly [number, number])[]];

const lines: readonly Line[] = [
  ["Tanner Row", [0, 0], [0, 1000], [0, 2000]],
  ["Alder Road", [-1000, 1000], [0, 1000], [1000, 1000]],
  ["High Street", [500, 0], [500, 900]],
  ["High Street", [500, 1000], [500, 2000]],
  ["High Street", [40_000, 0], [40_000, 1000]],
  ["Saint John's Hill", [-1000, 1000], [-1000, 3000]],
  ["Rua de Cedofeita", [1000, 1000], [2000, 1000]],
  ["Avenida da Liberdade", [2000, 1000], [2000, 3000]],
  ["Rua 5 de Outubro", [2000, 3000], [3000, 3000]],
  ["Rua Queirós", [3000, 3000], [3000, 4000]],
  ["", [0, 2000], [100, 2000]],
];

function house(houseNumber: string, street: string, north: number, east: number): SourceAddress {
  return { houseNumber, street, ...at(north, east) };
}

export function makePlaceMap(): PlaceSource {
  const points = lines.flatMap(([, ...line]) => line.map(([north, east]) => at(north, east)));
  const names = [...new Set(lines.map(([name]) => name))].filter((name) => name !== "");
  const firstPoint = [0];
  for (const [, ...line] of lines) firstPoint.push((firstPoint.at(-1) ?? 0) + line.length);
  return {
    name: "Test",
    attribution: "Drawn by hand",
    dataDate: "2026-01-01",
    streets: {
      segmentCount: lines.length,
      firstPoint: Int32Array.from(firstPoint),
      pointLatE7: Int32Array.from(points, ({ latE7 }) => latE7),
      pointLonE7: Int32Array.from(points, ({ lonE7 }) => lonE7),
      segmentName: Int32Array.from(lines, ([name]) => names.indexOf(name)),
      names,
    },
    places: [
      { name: "The Blue Hare", kind: "pub", rank: 4, ...at(200, 1500) },
      { name: "Town Hall", kind: "townhall", rank: 1, ...at(700, 1500), otherNames: ["Guildhall"] },
      { name: "Northwick", kind: "town", rank: 1, ...at(700, 900) },
      { name: "Farley", kind: "village", rank: 2, ...at(40_000, 900) },
    ],
    addresses: [
      house("2", "Tanner Row", 10, 100),
      house("3", "Tanner Row", -10, 120),
      house("10", "Tanner Row", 10, 500),
      house("14a", "Tanner Row", 10, 700),
      house("15-19", "Tanner Row", -10, 800),
      house("12", "High Street", 510, 300),
      house("1", "Kiln Yard", 520, 1800),
      house("Villa Rosa", "Tanner Row", 10, 900),
    ],
    areas: [
      {
        name: "Old Town",
        ring: [
          [lon0 - 100_000, lat0 - 200_000],
          [lon0 + 500_000, lat0 - 200_000],
          [lon0 + 500_000, lat0 + 500_000],
          [lon0 - 100_000, lat0 + 500_000],
        ],
      },
    ],
  };
}

/** A point of that map, in its own units. */
export function pointOnPlaceMap(north: number, east: number): { latE7: number; lonE7: number } {
  return at(north, east);
}
