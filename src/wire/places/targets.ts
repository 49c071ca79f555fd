/**
 * What the names of a map stand for: each place under each of its names, each street, each area, with the point, the radius
 * and the part of the map that a find of it gives. Not here: matching (name-index.ts), house numbers and crossings, which
 * are worked out when they are asked for (gazetteer.ts).
 */
import type { AreaFinder } from "./areas.ts";
import type { FoundPlace } from "./gazetteer.ts";
import type { IndexedName } from "./name-index.ts";
import type { PlaceSource, SourceArea, SourcePlace } from "./place-source.ts";
import type { Plane } from "./plane.ts";
import type { StreetSet } from "./streets.ts";

export interface Target {
  readonly indexed: IndexedName;
  readonly found: Omit<FoundPlace, "score" | "matched" | "isEstimate">;
  /** -1 = no street. */
  readonly street: number;
  /** The name it is found by where that is not its first one, else "". */
  readonly otherName: string;
}

const placeRadiusM = 50;
const leastAreaM = 100;

export function listTargets(source: PlaceSource, set: StreetSet, areas: AreaFinder): Target[] {
  return [
    ...source.places.flatMap((place) => targetsOfPlace(place, areas.findArea(place))),
    ...listStreets(set, areas),
    ...source.areas
      .filter(({ name, ring }) => name !== "" && ring.length >= 3)
      .map((area) => targetOfArea(area, set.plane)),
  ];
}

function targetsOfPlace(place: SourcePlace, inArea: string): Target[] {
  const { name: label, kind: placeKind, latE7, lonE7, rank } = place;
  const area = inArea === label ? "" : inArea;
  const at = { label, placeKind, area, latE7, lonE7, radiusM: placeRadiusM };
  const bonus = Math.max(0, (5 - rank) * 0.4);
  return [label, ...(place.otherNames ?? [])].map((name) => ({
    indexed: { name, area, kind: placeKind, bonus },
    found: { ...at, kind: "place" },
    street: -1,
    otherName: name === label ? "" : name,
  }));
}

function listStreets(set: StreetSet, finder: AreaFinder): Target[] {
  const areas = areasOfStreets(set, finder);
  return set.streets.map(({ name, latE7, lonE7, radiusM }, street) => {
    const area = areas[street];
    const at = { label: name, area, latE7, lonE7, radiusM: Math.max(placeRadiusM, radiusM) };
    // Before a post box of the same name; of two streets the longer one.
    const bonus = 0.6 + Math.min(0.4, radiusM / 5_000);
    return {
      indexed: { name, area, kind: "street", bonus },
      found: { ...at, kind: "street", placeKind: "street" },
      street,
      otherName: "",
    };
  });
}

/** Areas of the streets; of two with one name in one area, which street each of them meets. */
function areasOfStreets(set: StreetSet, finder: AreaFinder): string[] {
  const { streets, byName, crossings, crossingsOf } = set;
  const areas = streets.map((street) => finder.findArea(street));
  for (const list of byName.values()) {
    const known = list.map((street) => areas[street]);
    for (const [at, street] of list.entries()) {
      if (known.indexOf(known[at]) === known.lastIndexOf(known[at])) continue;
      const [crossing] = crossingsOf[street];
      if (crossing === undefined) continue;
      const { a, b } = crossings[crossing];
      const meets = `by ${streets[a === street ? b : a].name}`;
      areas[street] = known[at] === "" ? meets : `${known[at]}, ${meets}`;
    }
  }
  return areas;
}

function targetOfArea({ name, ring }: SourceArea, plane: Plane): Target {
  const lats = ring.map(([, lat]) => lat);
  const lons = ring.map(([lon]) => lon);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const across = Math.hypot(
    plane.east(east) - plane.east(west),
    plane.north(north) - plane.north(south),
  );
  return {
    indexed: { name, area: "", kind: "area", bonus: 1 },
    found: {
      label: name,
      kind: "area",
      placeKind: "area",
      area: "",
      latE7: Math.round((south + north) / 2),
      lonE7: Math.round((west + east) / 2),
      radiusM: Math.max(leastAreaM, Math.ceil(across / 2)),
    },
    street: -1,
    otherName: "",
  };
}
