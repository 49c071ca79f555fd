/** The streets of a small invented town, for a run that only shows that a benchmark starts (`--smoke`): no file is needed. */
import { makeTownPackage } from "../../src/cli/map/town-map.ts";
import { openPackage } from "../../src/cli/map/open-package.ts";
import { buildNetwork } from "../../src/roads/compile/build-network.ts";
import type { RoadMap } from "../../src/roads/map/road-map.ts";
import type { RoadNetwork } from "../../src/roads/network.ts";
import { LeftOut } from "../../src/roads/source/map-fault.ts";
import { makeTown } from "../../src/sim/town/make-town.ts";
import { roadsFromTown } from "../../src/sim/town/road-source.ts";

export const tinyTown = makeTown({ seed: 7, unitCount: 24, scale: 0.5 });

export function tinyNetwork(): RoadNetwork {
  return buildNetwork(roadsFromTown(tinyTown), "road", new LeftOut());
}

export async function makeTinyMap(): Promise<RoadMap> {
  return openPackage(await makeTownPackage(tinyTown)).roads;
}
