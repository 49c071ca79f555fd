/**
 * The base map of an OpenStreetMap extract: what is drawn (water, land use, streets, places, stations) and what can be
 * found by name (places, addresses). Areas drawn as relations of several ways are left out and counted, but for those
 * whose outer ways are closed by themselves. Not here: roads to drive on (src/roads/osm).
 */
import type { Feature, LineString, Point, Polygon, Position } from "geojson";
import { findNode, type OsmData, type OsmWay, type Tags } from "../../roads/osm/osm-data.ts";
import { isBarrierNode, isRoadWay, isTurnRelation } from "../../roads/osm/osm-roads.ts";
import type { OsmWishes } from "../../roads/osm/read-pbf.ts";
import type { LeftOut } from "../../roads/source/map-fault.ts";
import type { MapLayers, StreetClass } from "../../wire/map-layers.ts";
import type { SourceAddress, SourcePlace } from "../../wire/places/place-source.ts";

export interface OsmBaseMap {
  readonly layers: MapLayers;
  readonly places: readonly SourcePlace[];
  readonly addresses: readonly SourceAddress[];
}

const kindKeys = [
  "place",
  "amenity",
  "shop",
  "tourism",
  "leisure",
  "railway",
  "historic",
  "office",
  "emergency",
];
const otherNameKeys = ["alt_name", "old_name", "loc_name", "name:en", "name:gv", "name:cy"];
const waterTags = /^(water|bay|wetland)$/;
const parks =
  /^(park|garden|recreation_ground|forest|wood|grass|cemetery|pitch|nature_reserve|meadow|village_green|golf_course)$/;
const industries = /^(industrial|commercial|port|railway|retail|quarry)$/;

/** What is asked for when the file is read. */
export const osmWishes: OsmWishes = {
  wantsNode: (tags) => isBarrierNode(tags) || isPlace(tags) || isAddress(tags) || isStation(tags),
  wantsWay: (tags) =>
    isRoadWay(tags) || areaKindOf(tags) !== undefined || isPlace(tags) || isAddress(tags),
  wantsRelation: (tags) =>
    isTurnRelation(tags) || (tags["type"] === "multipolygon" && areaKindOf(tags) !== undefined),
};

function isPlace(tags: Tags): boolean {
  return tags["name"] !== undefined && kindKeys.some((key) => tags[key] !== undefined);
}

function isAddress(tags: Tags): boolean {
  return tags["addr:housenumber"] !== undefined && tags["addr:street"] !== undefined;
}

function isStation(tags: Tags): boolean {
  return /^(police|fire_station|ambulance_station)$/.test(
    tags["amenity"] ?? tags["emergency"] ?? "",
  );
}

function areaKindOf(tags: Tags): "water" | "park" | "industrial" | "built-up" | undefined {
  if (waterTags.test(tags["natural"] ?? "") || tags["waterway"] === "riverbank") return "water";
  const use = tags["leisure"] ?? tags["landuse"] ?? tags["natural"];
  if (use === undefined) return undefined;
  if (parks.test(use)) return "park";
  if (industries.test(use)) return "industrial";
  return use === "residential" ? "built-up" : undefined;
}

export function baseMapFromOsm(
  data: OsmData,
  about: { readonly name: string; readonly attribution: string },
  leftOut: LeftOut,
): OsmBaseMap {
  const gathered = new Gatherer(data, leftOut);
  for (const { tags, latE7, lonE7 } of data.taggedNodes) gathered.addPoint(tags, latE7, lonE7);
  for (const way of data.ways) gathered.addWay(way);
  gathered.addRelations();
  return gathered.end(about);
}

class Gatherer {
  readonly #data: OsmData;
  readonly #leftOut: LeftOut;
  readonly #water: Feature<Polygon>[] = [];
  readonly #landUse: Feature<Polygon>[] = [];
  readonly #streets: Feature<LineString>[] = [];
  readonly #stations: Feature<Point>[] = [];
  readonly #places: SourcePlace[] = [];
  readonly #addresses: SourceAddress[] = [];
  readonly #closedWays = new Map<number, OsmWay>();

  constructor(data: OsmData, leftOut: LeftOut) {
    this.#data = data;
    this.#leftOut = leftOut;
  }

  addPoint(tags: Tags, latE7: number, lonE7: number): void {
    if (isStation(tags)) {
      const properties = { code: tags["ref"] ?? "", name: tags["name"] ?? "" };
      const coordinates = [lonE7 / 1e7, latE7 / 1e7];
      this.#stations.push({
        type: "Feature",
        geometry: { type: "Point", coordinates },
        properties,
      });
    }
    const { name } = tags;
    const key = kindKeys.find((each) => tags[each] !== undefined);
    if (name !== undefined && key !== undefined && !isRoadWay(tags)) {
      const otherNames = otherNameKeys.flatMap((each) =>
        tags[each] === undefined || tags[each] === name ? [] : [tags[each]],
      );
      const kind = tags[key].replaceAll("_", " ");
      this.#places.push({ name, kind, rank: rankOf(tags), latE7, lonE7, otherNames });
    }
    if (isAddress(tags)) {
      const houseNumber = tags["addr:housenumber"].slice(0, 20);
      this.#addresses.push({ houseNumber, street: tags["addr:street"], latE7, lonE7 });
    }
  }

  addWay(way: OsmWay): void {
    const line = this.#lineOf(way);
    if (line.length < 2) return;
    const { tags, refs } = way;
    const isClosed = refs.length > 3 && refs[0] === refs[refs.length - 1];
    if (isRoadWay(tags)) {
      const properties = { name: tags["name"] ?? tags["ref"] ?? "", class: streetClassOf(tags) };
      this.#streets.push({
        type: "Feature",
        geometry: { type: "LineString", coordinates: line },
        properties,
      });
    } else if (isClosed) {
      this.#closedWays.set(way.id, way);
      this.#addArea(tags, line);
    }
    if (isPlace(tags) || isAddress(tags) || isStation(tags)) {
      const [lon, lat] = [0, 1].map((axis) => line.reduce((sum, at) => sum + at[axis], 0));
      const middle = [lat, lon].map((sum) => Math.round((sum / line.length) * 1e7));
      this.addPoint(tags, middle[0], middle[1]);
    }
  }

  #addArea(tags: Tags, ring: Position[]): void {
    const kind = areaKindOf(tags);
    if (kind === undefined || ring.length < 4) return;
    const properties = { kind, name: tags["name"] ?? "" };
    const geometry = { type: "Polygon" as const, coordinates: [ring] };
    (kind === "water" ? this.#water : this.#landUse).push({
      type: "Feature",
      geometry,
      properties,
    });
  }

  addRelations(): void {
    for (const { id, tags, members } of this.#data.relations) {
      if (tags["type"] !== "multipolygon") continue;
      const outer = members.filter(({ kind, role }) => kind === "way" && role === "outer");
      const closed = outer.flatMap(({ ref }) => this.#closedWays.get(ref) ?? []);
      if (closed.length < outer.length || outer.length === 0)
        this.#leftOut.add("area of several ways, not drawn", `relation ${id}`);
      for (const way of closed) this.#addArea(tags, this.#lineOf(way));
    }
  }

  #lineOf({ refs }: OsmWay): Position[] {
    const { nodes } = this.#data;
    const line: Position[] = [];
    for (const ref of refs) {
      const node = findNode(nodes, ref);
      if (node >= 0) line.push([nodes.lonE7[node] / 1e7, nodes.latE7[node] / 1e7]);
    }
    return line;
  }

  end({ name, attribution }: { readonly name: string; readonly attribution: string }): OsmBaseMap {
    const places = this.#places.map(({ name: of, kind, rank, latE7, lonE7 }): Feature<Point> => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [lonE7 / 1e7, latE7 / 1e7] },
      properties: { name: of, kind, rank },
    }));
    const collection = <Of extends Polygon | LineString | Point>(features: Feature<Of>[]) => ({
      type: "FeatureCollection" as const,
      features,
    });
    return {
      layers: {
        name,
        attribution,
        water: collection(this.#water),
        landUse: collection(this.#landUse),
        streets: collection(this.#streets),
        places: collection(places),
        areas: collection<Polygon>([]),
        stations: collection(this.#stations),
      },
      places: this.#places,
      addresses: this.#addresses,
    };
  }
}

function rankOf(tags: Tags): number {
  if (/^(city|town)$/.test(tags["place"] ?? "")) return 1;
  if (tags["place"] !== undefined) return 2;
  return /^(hospital|townhall|university|police|fire_station)$/.test(tags["amenity"] ?? "") ? 2 : 4;
}

function streetClassOf(tags: Tags): StreetClass {
  const highway = tags["highway"] ?? "";
  if (/^(motorway|trunk|primary)/.test(highway)) return "trunk";
  return /^(secondary|tertiary)/.test(highway) ? "main" : "local";
}
