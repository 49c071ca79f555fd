/**
 * The towns of a play with several regions: the first is the scenario's own, each further region has a smaller one from a
 * seed of its own, with units by the size of its force. They lie in a lattice in the open sea, a causeway from each to one
 * that was before it, so that what one lends another has a way. Not here: what is played in them (cli/drive).
 */
import { planeFromE7, distanceMetres, type PointE7 } from "./plane.ts";
import type { ForceRegion, Scenario } from "../behaviour/scenario.ts";
import type { RoadSource, SourceRoad } from "../../roads/source/road-source.ts";
import { roadClasses } from "../../roads/network.ts";
import { layersFromTown, type TownLayers } from "./layers.ts";
import { makeTown, townLimits } from "./make-town.ts";
import { roadsFromTown } from "./road-source.ts";
import type { TownNeighbour } from "./region-config.ts";
import type { Town } from "./town.ts";

export interface RegionTown {
  readonly id: string;
  /** Of the region; the town on its ground has a name of its own. */
  readonly name: string;
  readonly town: Town;
  /** Seed of what is played there. */
  readonly seed: number;
}

/** Columns of the lattice, and its steps in degrees: some 30 km each way, more than the sea round a town. */
const lattice = { columns: 4, lonDegrees: 0.45, latDegrees: 0.27 } as const;
/** So far apart that no two regions share a draw. */
const seedStep = 1_009;
const neighbourScale = townLimits.scaleLeast;
/** Of a causeway, in km/h. */
const causewayLimit = 80;

/** Where the town of the region with this index lies, from where a town alone lies. */
function shiftOf(index: number): PointE7 {
  const row = Math.floor(index / lattice.columns);
  return {
    latE7: Math.round(-row * lattice.latDegrees * 1e7),
    lonE7: Math.round((index % lattice.columns) * lattice.lonDegrees * 1e7),
  };
}

/** The same town elsewhere. Metres stay what they were: the steps are small beside the earth, and a town is small beside a step. */
export function moveTown(town: Town, { latE7, lonE7 }: PointE7): Town {
  const move = <Kind extends PointE7>(point: Kind): Kind => ({
    ...point,
    latE7: point.latE7 + latE7,
    lonE7: point.lonE7 + lonE7,
  });
  const { bounds, nodes } = town;
  return {
    ...town,
    centre: move(town.centre),
    bounds: {
      southE7: bounds.southE7 + latE7,
      northE7: bounds.northE7 + latE7,
      westE7: bounds.westE7 + lonE7,
      eastE7: bounds.eastE7 + lonE7,
    },
    nodes: {
      latE7: nodes.latE7.map((value) => value + latE7),
      lonE7: nodes.lonE7.map((value) => value + lonE7),
    },
    places: town.places.map(move),
    landUse: town.landUse.map((use) => ({ ...use, ring: use.ring.map(move) })),
    areas: town.areas.map((area) => ({
      ...area,
      centre: move(area.centre),
      ring: area.ring.map(move),
    })),
    bases: town.bases.map(move),
  };
}

function unitsFor({ officers }: ForceRegion, officersPerUnit: number): number {
  const units = Math.round(officers / officersPerUnit);
  return Math.min(townLimits.unitsMost, Math.max(townLimits.unitsLeast, units));
}

/** The town of the region with this index among `forces.regions`; 0 is the scenario's own. */
export function makeRegionTown(scenario: Scenario, index: number): RegionTown {
  const { seed, units, scale } = scenario.town;
  const force = scenario.forces?.regions[index];
  if (force === undefined || index === 0)
    return {
      id: force?.id ?? "harbour",
      name: force?.name ?? "",
      town: makeTown({ seed, unitCount: units, scale }),
      seed,
    };
  const own = seed + index * seedStep;
  const unitCount = unitsFor(force, scenario.forces?.officersPerUnit ?? 1);
  const town = makeTown({ seed: own, unitCount, scale: neighbourScale });
  return { id: force.id, name: force.name, town: moveTown(town, shiftOf(index)), seed: own };
}

export function makeRegionTowns(scenario: Scenario): RegionTown[] {
  const count = scenario.forces?.regions.length ?? 1;
  return Array.from({ length: count }, (_, index) => makeRegionTown(scenario, index));
}

/** All other regions, those next to it in the lattice as near by, the rest as from anywhere; the nearest first. */
export function listNeighbours(regions: readonly ForceRegion[], index: number): TownNeighbour[] {
  const stepsTo = (other: number): number =>
    Math.abs(Math.floor(other / lattice.columns) - Math.floor(index / lattice.columns)) +
    Math.abs((other % lattice.columns) - (index % lattice.columns));
  return regions
    .map(({ id, name }, other) => ({ id, name, steps: stepsTo(other) }))
    .filter(({ steps }) => steps > 0)
    .sort((a, b) => a.steps - b.steps)
    .map(({ id, name, steps }) => ({ id, name, tier: steps === 1 ? "region" : "national" }));
}

interface Causeway {
  readonly name: string;
  /** Index of the town and of the node in it, at both ends. */
  readonly ends: readonly (readonly [town: number, node: number])[];
}

/** The town before it in its row; the first of a row is joined to the one above it. */
function joinedTo(index: number): number {
  return index % lattice.columns === 0 ? index - lattice.columns : index - 1;
}

function nearestNode({ nodes }: Town, point: PointE7): number {
  const to = planeFromE7(point);
  let best = 0;
  let bestMetres = Number.POSITIVE_INFINITY;
  for (const [node, latE7] of nodes.latE7.entries()) {
    const metres = distanceMetres(planeFromE7({ latE7, lonE7: nodes.lonE7[node] }), to);
    if (metres >= bestMetres) continue;
    best = node;
    bestMetres = metres;
  }
  return best;
}

function listCauseways(towns: readonly Town[]): Causeway[] {
  return towns.slice(1).map((town, at) => {
    const other = joinedTo(at + 1);
    return {
      name: `${town.name} Causeway`,
      ends: [
        [other, nearestNode(towns[other], town.centre)],
        [at + 1, nearestNode(town, towns[other].centre)],
      ],
    };
  });
}

/** All towns with the causeways between them as one map. */
export function layersFromTowns(towns: readonly Town[]): TownLayers {
  const all = towns.map(layersFromTown);
  const [first] = all;
  if (towns.length === 1) return first;
  const join = <Key extends Exclude<keyof TownLayers, "name" | "attribution">>(key: Key): TownLayers[Key] =>
    ({ type: "FeatureCollection", features: all.flatMap((layers) => layers[key].features as object[]) }) as TownLayers[Key]; // prettier-ignore
  const causeways = listCauseways(towns).map(
    ({ name, ends }): TownLayers["streets"]["features"][number] => ({
      type: "Feature",
      geometry: {
        type: "LineString",
        coordinates: ends.map(([town, node]) => {
          const { latE7, lonE7 } = towns[town].nodes;
          return [lonE7[node] / 1e7, latE7[node] / 1e7];
        }),
      },
      properties: { name, class: "trunk", numbers: [[0, 0]] },
    }),
  );
  const streets = join("streets");
  return {
    name: `${first.name} and ${towns.length - 1} towns`,
    attribution: first.attribution,
    water: join("water"),
    landUse: join("landUse"),
    streets: { ...streets, features: [...streets.features, ...causeways] },
    places: join("places"),
    areas: join("areas"),
    stations: join("stations"),
  };
}

/** The streets of all towns and the causeways between them, nodes and ways counted on from town to town. */
export function roadsFromTowns(towns: readonly Town[]): RoadSource {
  const all = towns.map(roadsFromTown);
  const firstNode = [0];
  for (const { nodeCount } of all) firstNode.push((firstNode.at(-1) ?? 0) + nodeCount);
  let ways = 0;
  const roads = all.flatMap((source, town) =>
    source.roads.map((road) => ({
      ...road,
      wayId: (ways += 1),
      nodes: road.nodes.map((node) => node + firstNode[town]),
    })),
  );
  const open = { forward: 0, backward: 0 };
  const causeways = listCauseways(towns).map(({ name, ends }): SourceRoad => ({
    wayId: (ways += 1),
    nodes: Int32Array.from(ends, ([town, node]) => firstNode[town] + node),
    name,
    roadClass: roadClasses.indexOf("primary"),
    limitKmh: causewayLimit,
    motor: open,
    path: open,
  }));
  return {
    nodeCount: firstNode.at(-1) ?? 0,
    latE7: Int32Array.from(all.flatMap(({ latE7 }) => [...latE7])),
    lonE7: Int32Array.from(all.flatMap(({ lonE7 }) => [...lonE7])),
    motorBarriers: new Map(),
    pathBarriers: new Map(),
    turns: [],
    roads: [...roads, ...causeways],
  };
}
