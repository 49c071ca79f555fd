/**
 * The town's streets as a road source, the same shape that OpenStreetMap and open road data come in, so that its map is
 * built, opened and driven on as any other. Every street may be driven in both directions; the limits are such that
 * blue lights go about as fast as the town's crews do. Not here: the package (cli/map), what crews really do.
 */
import { roadClasses, type RoadClass } from "../../roads/network.ts";
import type { RoadSource } from "../../roads/source/road-source.ts";
import type { StreetClass } from "./street-lattice.ts";
import type { Town } from "./town.ts";

const kinds: Readonly<Record<StreetClass, { roadClass: RoadClass; limitKmh: number }>> = {
  trunk: { roadClass: "primary", limitKmh: 80 },
  main: { roadClass: "secondary", limitKmh: 60 },
  local: { roadClass: "residential", limitKmh: 45 },
};

const open = { forward: 0, backward: 0 };

export function roadsFromTown({ nodes, edges, streets }: Town): RoadSource {
  return {
    nodeCount: nodes.latE7.length,
    latE7: Int32Array.from(nodes.latE7),
    lonE7: Int32Array.from(nodes.lonE7),
    motorBarriers: new Map(),
    pathBarriers: new Map(),
    turns: [],
    roads: streets.map(({ name, streetClass, firstEdge, edgeCount }, index) => {
      const { roadClass, limitKmh } = kinds[streetClass];
      const list = edges.to.slice(firstEdge, firstEdge + edgeCount);
      return {
        wayId: index + 1,
        nodes: Int32Array.of(edges.from[firstEdge], ...list),
        name,
        roadClass: roadClasses.indexOf(roadClass),
        limitKmh,
        motor: open,
        path: open,
      };
    }),
  };
}
