/**
 * A road map in memory: a square grid of streets around a point, every block the same, so that ways can be worked out on
 * squared paper. Streets are numbered from the south-west corner. It is opened exactly as a map package is.
 */
import { contract } from "../../roads/hierarchy/contract.ts";
import type { MapNetwork, RoadMap } from "../../roads/map/road-map.ts";
import { makeOrder } from "../../roads/order/order.ts";
import { SnapIndex } from "../../roads/snap/snap-index.ts";
import { placeAt } from "../control-room.ts";
import { makeHandNetwork, type HandRoad } from "./hand-network.ts";

export interface GridOptions {
  /** Crossings along one side. */
  readonly side: number;
  readonly blockMetres: number;
}

/** Crossing (column, row) of the grid, in degrees times 10^7; the grid's middle is the control room's. */
export function crossingAt({ side, blockMetres }: GridOptions, column: number, row: number) {
  const half = ((side - 1) * blockMetres) / 2;
  return placeAt(row * blockMetres - half, column * blockMetres - half);
}

export function makeGridMap(options: GridOptions): RoadMap {
  const { side } = options;
  const nodes = Array.from({ length: side * side }, (_, at): readonly [number, number] => {
    const { latE7, lonE7 } = crossingAt(options, at % side, Math.floor(at / side));
    return [latE7, lonE7];
  });
  const roads: HandRoad[] = [];
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const from = row * side + column;
      if (column + 1 < side) roads.push({ from, to: from + 1, name: `Row ${row}` });
      if (row + 1 < side) roads.push({ from, to: from + side, name: `Column ${column}` });
    }
  }
  return openHandMap(nodes, roads, "grid");
}

/** The roads between the nodes as an opened map, the same for vehicles and on foot. */
export function openHandMap(
  nodes: readonly (readonly [number, number])[],
  roads: readonly HandRoad[],
  name: string,
): RoadMap {
  const { network } = makeHandNetwork(nodes, roads);
  const open: MapNetwork = {
    network,
    hierarchy: contract(network, makeOrder(network).rank),
    snapIndex: SnapIndex.build(network),
  };
  return { hash: "a".repeat(64), name, attribution: "", road: open, path: open };
}
