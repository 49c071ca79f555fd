/**
 * A road map in memory: two towns of a square grid each, on both sides of a river, and one bridge between them. Who shuts
 * it cuts the one from the other, which can be seen without working out any way.
 */
import type { RoadMap } from "../../roads/map/road-map.ts";
import { placeAt } from "../control-room.ts";
import { openHandMap } from "./grid-map.ts";
import type { HandRoad } from "./hand-network.ts";

/** Crossings along a side of each town, metres of a block, and of the bridge. */
const [side, blockMetres, bridgeMetres] = [5, 300, 600];
const half = ((side - 1) * blockMetres) / 2;
const middle = Math.floor(side / 2);

/** East of this, in degrees times 10^7, lies the east town; the middle of the bridge is there. */
export const riverLonE7 = placeAt(0, 0).lonE7;

/** The middle of a town. */
export function townCentre(town: "west" | "east"): { latE7: number; lonE7: number } {
  return placeAt(0, (town === "west" ? -1 : 1) * (bridgeMetres / 2 + half));
}

/** A line across the middle of the bridge. */
export const acrossBridge: readonly (readonly [number, number])[] = [-50, 50].map((north) => [
  placeAt(0, 0).lonE7,
  placeAt(north, 0).latE7,
]);

export function makeBridgeMap(): RoadMap {
  const nodes: (readonly [number, number])[] = [];
  const roads: HandRoad[] = [];
  for (const west of [-2 * half - bridgeMetres / 2, bridgeMetres / 2])
    for (let row = 0; row < side; row += 1)
      for (let column = 0; column < side; column += 1) {
        const from = nodes.length;
        const { latE7, lonE7 } = placeAt(row * blockMetres - half, west + column * blockMetres);
        nodes.push([latE7, lonE7]);
        if (column + 1 < side) roads.push({ from, to: from + 1 });
        if (row + 1 < side) roads.push({ from, to: from + side });
      }
  const westEnd = middle * side + side - 1;
  roads.push({ from: westEnd, to: side * side + middle * side, name: "The Bridge" });
  return openHandMap(nodes, roads, "bridge");
}
