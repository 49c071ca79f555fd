/**
 * Builds the synthetic town from its options: land, streets, water, places, areas, bases, units, demand. Pure:
 * each step draws from its own named stream, so a change in one (say, more pubs) leaves the others as they were.
 */
import { assert } from "../../base/assert.ts";
import { RandomStream } from "../../base/random.ts";
import { type AreaPlan, nearestCentre, planAreas } from "./areas.ts";
import { makeUnits, placeBases } from "./crews.ts";
import { makeDemand } from "./demand.ts";
import { builtUpRing, chooseCellUses, waterRings } from "./land-use.ts";
import { NameMaker } from "./names.ts";
import { edgeMiddle, nameNetwork, type Network } from "./network.ts";
import { PlaceFinder } from "./places.ts";
import { distanceMetres, e7FromPlane, type PlanePoint } from "./plane.ts";
import { cutLattice } from "./street-cutter.ts";
import { makeLattice } from "./street-lattice.ts";
import { Terrain } from "./terrain.ts";
import type { Bounds, LandUse, Town, TownOptions } from "./town.ts";

const baseRadiusMetres = 3600;
export const townLimits = {
  unitsLeast: 24,
  unitsMost: 400,
  scaleLeast: 0.5,
  scaleMost: 2,
  areasLeast: 4,
  areasMost: 12,
} as const;

function turner(angle: number): (point: PlanePoint) => PlanePoint {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return (point) => ({ x: point.x * cos - point.y * sin, y: point.x * sin + point.y * cos });
}

function boundsOf(reachMetres: number): Bounds {
  const low = e7FromPlane({ x: -reachMetres, y: -reachMetres });
  const high = e7FromPlane({ x: reachMetres, y: reachMetres });
  return { southE7: low.latE7, westE7: low.lonE7, northE7: high.latE7, eastE7: high.lonE7 };
}

/** Street length and nearness to the middle by area, for demand and for the spread of units. */
function weighAreas(
  network: Network,
  centres: readonly PlanePoint[],
  radiusMetres: number,
): { shares: number[]; centreness: number[] } {
  const metres = centres.map(() => 0);
  const central = centres.map(() => 0);
  for (const [edge, length] of network.edges.metres.entries()) {
    const middle = edgeMiddle(network, edge);
    const area = nearestCentre(centres, middle);
    metres[area] += length;
    central[area] +=
      length * Math.max(0, 1 - distanceMetres(middle, { x: 0, y: 0 }) / (0.4 * radiusMetres));
  }
  const total = metres.reduce((sum, value) => sum + value, 0);
  return {
    shares: metres.map((value) => value / total),
    centreness: central.map((value, area) => value / Math.max(1, metres[area])),
  };
}

function addSitedPlaces(
  finder: PlaceFinder,
  names: NameMaker,
  network: Network,
  mouth: PlanePoint,
  landUse: readonly LandUse[],
): void {
  for (const edge of network.bridgeEdges) finder.add("bridge", names.named("Bridge"), edge, 3);
  finder.add("harbour", "The Harbour", finder.nearestEdge(mouth, ["local", "main", "trunk"]), 1);
  for (const use of landUse) {
    if (use.kind !== "park") continue;
    const latE7 = Math.round(
      use.ring.reduce((sum, point) => sum + point.latE7, 0) / use.ring.length,
    );
    const lonE7 = Math.round(
      use.ring.reduce((sum, point) => sum + point.lonE7, 0) / use.ring.length,
    );
    finder.places.push({ latE7, lonE7, name: use.name, kind: "park", edge: -1, rank: 2 });
  }
}

function assertOptions(options: TownOptions): void {
  const { unitCount, scale } = options;
  assert(
    Number.isInteger(unitCount) &&
      unitCount >= townLimits.unitsLeast &&
      unitCount <= townLimits.unitsMost,
    `unitCount: got ${unitCount}, expected ${townLimits.unitsLeast} to ${townLimits.unitsMost}`,
  );
  assert(
    scale >= townLimits.scaleLeast && scale <= townLimits.scaleMost,
    `scale: got ${scale}, expected ${townLimits.scaleLeast} to ${townLimits.scaleMost}`,
  );
}

interface Ground {
  readonly network: Network;
  readonly landUse: LandUse[];
  readonly outerRadius: number;
  readonly reachMetres: number;
  /** Where the river meets the sea, on its north bank. */
  readonly mouth: PlanePoint;
}

/** Land, water and streets, turned to the town's own compass. */
function layGround(seed: number, scale: number, townName: string, names: NameMaker): Ground {
  const terrain = new Terrain(new RandomStream(seed, "town.terrain"), baseRadiusMetres * scale);
  const lattice = makeLattice(new RandomStream(seed, "town.lattice"), terrain);
  const cellStream = new RandomStream(seed, "town.cells");
  const cellUses = chooseCellUses(cellStream, names, terrain, lattice, scale);
  const cutStream = new RandomStream(seed, "town.cut");
  const cut = cutLattice(cutStream, terrain, lattice, cellUses.kindOfCell);
  const turn = turner(new RandomStream(seed, "town.turn").between(0, 2 * Math.PI));
  const network = nameNetwork({ points: cut.points.map(turn), streets: cut.streets }, names);
  const outerRadius = Math.max(...lattice.cells.map((cell) => cell.outerRadius));
  const reachMetres = 1.5 * outerRadius;
  const landUse: LandUse[] = [
    { kind: "built-up" as const, name: townName, ring: builtUpRing(terrain, outerRadius) },
    ...cellUses.landUse,
    ...waterRings(terrain, 2.4 * reachMetres, names),
  ].map((use) => ({ ...use, ring: use.ring.map((point) => e7FromPlane(turn(point))) }));
  const mouthY = terrain.riverY(terrain.coastX(0));
  const mouth = turn({ x: terrain.coastX(mouthY), y: mouthY + terrain.riverHalfWidth(0) });
  return { network, landUse, outerRadius, reachMetres, mouth };
}

function planPatrols(seed: number, names: NameMaker, ground: Ground, unitCount: number): AreaPlan {
  const wanted = Math.round(unitCount / 20);
  const count = Math.min(townLimits.areasMost, Math.max(townLimits.areasLeast, wanted));
  const reach = ground.reachMetres;
  const square = [
    { x: -reach, y: -reach },
    { x: reach, y: -reach },
    { x: reach, y: reach },
    { x: -reach, y: reach },
  ];
  const stream = new RandomStream(seed, "town.areas");
  return planAreas(stream, names, ground.network.points, count, square);
}

/** The same options give the same town, byte for byte as JSON. Options out of bounds are a bug of the caller. */
export function makeTown(options: TownOptions): Town {
  assertOptions(options);
  const { seed, unitCount, scale } = options;
  const names = new NameMaker(new RandomStream(seed, "town.names"));
  const townName = names.placeWord();
  const ground = layGround(seed, scale, townName, names);
  const { network, landUse } = ground;
  const { areas, centres } = planPatrols(seed, names, ground, unitCount);
  const { shares, centreness } = weighAreas(network, centres, ground.outerRadius);
  const finder = new PlaceFinder(new RandomStream(seed, "town.places"), network);
  addSitedPlaces(finder, names, network, ground.mouth, landUse);
  finder.addByRules(names, ground.outerRadius, scale);
  const bases = placeBases(finder, areas, centres);
  const demand = makeDemand(unitCount, shares, centreness);
  const unitShares = areas.map(
    (_, area) => (demand.areaSharesByDay[area] + demand.areaSharesByNight[area]) / 2,
  );
  const unitStream = new RandomStream(seed, "town.units");
  return {
    options: { seed, unitCount, scale },
    name: townName,
    centre: e7FromPlane({ x: 0, y: 0 }),
    bounds: boundsOf(ground.reachMetres),
    nodes: network.nodes,
    edges: network.edges,
    streets: network.streets,
    places: finder.places,
    landUse,
    areas,
    bases,
    units: makeUnits(unitStream, unitCount, areas, unitShares, bases, centres),
    demand,
  };
}
