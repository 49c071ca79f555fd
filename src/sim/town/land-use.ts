/**
 * What the ground is used for: sea, river, parks, industry, and the built-up rest. Parks and industrial estates
 * take whole cells of the street lattice, so streets run around them. Drawn bottom to top in the order given.
 */
import type { RandomStream } from "../../base/random.ts";
import type { NameMaker } from "./names.ts";
import type { PlanePoint } from "./plane.ts";
import type { Cell, Lattice } from "./street-lattice.ts";
import type { Terrain } from "./terrain.ts";
import type { LandUseKind } from "./town.ts";

export interface PlaneLandUse {
  readonly kind: LandUseKind;
  readonly name: string;
  readonly ring: readonly PlanePoint[];
}

const outlineStepCount = 120;
const waterStepMetres = 60;

function cellRing(terrain: Terrain, cell: Cell): PlanePoint[] {
  const ring: PlanePoint[] = [];
  const steps = 8;
  // A margin keeps the ring inside the streets around the cell.
  const point = (across: number, out: number): PlanePoint =>
    terrain.bend(
      cell.innerRadius + (cell.outerRadius - cell.innerRadius) * (0.06 + 0.88 * out),
      cell.fromAngle + (cell.toAngle - cell.fromAngle) * (0.06 + 0.88 * across),
    );
  for (let step = 0; step <= steps; step += 1) ring.push(point(step / steps, 0));
  for (let step = steps; step >= 0; step -= 1) ring.push(point(step / steps, 1));
  return ring;
}

export interface CellUses {
  readonly kindOfCell: (cell: number) => "park" | "industrial" | "ordinary";
  readonly landUse: readonly PlaneLandUse[];
}

/** Parks are dry cells outside the old town; industry takes the cells nearest to the river mouth. */
export function chooseCellUses(
  stream: RandomStream,
  names: NameMaker,
  terrain: Terrain,
  lattice: Lattice,
  scale: number,
): CellUses {
  const mouth = {
    x: terrain.coastX(terrain.riverY(0)),
    y: terrain.riverY(terrain.radiusMetres * 0.6),
  };
  const uses = new Map<number, "park" | "industrial">();
  const landUse: PlaneLandUse[] = [];
  const open = lattice.cells
    .map((cell, index) => ({ cell, index }))
    .filter(({ cell }) => cell.band >= 2 && terrain.shoreMargin(cell.centre) > 0);
  const byMouth = open.toSorted(
    (a, b) =>
      Math.hypot(a.cell.centre.x - mouth.x, a.cell.centre.y - mouth.y) -
      Math.hypot(b.cell.centre.x - mouth.x, b.cell.centre.y - mouth.y),
  );
  for (const { cell, index } of byMouth.slice(0, Math.max(2, Math.round(3 * scale)))) {
    uses.set(index, "industrial");
    const name = names.named("Industrial Estate");
    landUse.push({ kind: "industrial", name, ring: cellRing(terrain, cell) });
  }
  const dry = open.filter(
    ({ cell, index }) => !uses.has(index) && cellRing(terrain, cell).every((p) => terrain.isDry(p)),
  );
  const parkCount = Math.max(2, Math.round(4 * scale * scale));
  for (const { cell, index } of stream.shuffle(dry).slice(0, parkCount)) {
    uses.set(index, "park");
    landUse.push({ kind: "park", name: names.named("Park"), ring: cellRing(terrain, cell) });
  }
  return { kindOfCell: (cell) => uses.get(cell) ?? "ordinary", landUse };
}

/** The town's outline at its last ring, pushed out by a few metres. */
export function builtUpRing(terrain: Terrain, outerRadius: number): PlanePoint[] {
  return Array.from({ length: outlineStepCount }, (_, step) =>
    terrain.bend(outerRadius + 40, (step / outlineStepCount) * 2 * Math.PI),
  );
}

export function waterRings(
  terrain: Terrain,
  reachMetres: number,
  names: NameMaker,
): PlaneLandUse[] {
  const sea: PlanePoint[] = [];
  for (let y = -reachMetres; y <= reachMetres; y += waterStepMetres)
    sea.push({ x: terrain.coastX(y), y });
  sea.push({ x: reachMetres * 1.6, y: reachMetres }, { x: reachMetres * 1.6, y: -reachMetres });
  const north: PlanePoint[] = [];
  const south: PlanePoint[] = [];
  for (let x = -reachMetres; x <= terrain.coastX(terrain.riverY(x)) + 80; x += waterStepMetres) {
    north.push({ x, y: terrain.riverY(x) + terrain.riverHalfWidth(x) });
    south.push({ x, y: terrain.riverY(x) - terrain.riverHalfWidth(x) });
  }
  return [
    { kind: "river", name: `River ${names.placeWord()}`, ring: [...north, ...south.toReversed()] },
    { kind: "sea", name: `${names.placeWord()} Bay`, ring: sea },
  ];
}
