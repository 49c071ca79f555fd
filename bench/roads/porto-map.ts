/** The map package of Porto in memory, for benchmarks that need a whole city; made anew, which takes about ten seconds. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { makePackage } from "../../src/cli/map/make-package.ts";
import { openPackage } from "../../src/cli/map/open-package.ts";
import { readMapSource } from "../../src/cli/map/read-source.ts";
import type { RoadMap } from "../../src/roads/map/road-map.ts";
import { LeftOut } from "../../src/roads/source/map-fault.ts";
import { findRealData } from "../../src/testing/real-data.ts";
import { realMaps } from "../../src/testing/roads/real-map.ts";
import { isSmoke, type BenchOptions } from "../bench.ts";
import { makeTinyMap } from "./tiny.ts";

/** Undefined, and said, where the data folder is not on this machine. */
export async function makePortoMap(say: BenchOptions["say"]): Promise<RoadMap | undefined> {
  if (isSmoke) return makeTinyMap();
  const path = findRealData(realMaps.porto);
  if (path === undefined) {
    say(
      "no map is on this machine, nothing is measured by road; set MUSTER_DATA to the data folder",
    );
    return undefined;
  }
  say("making the map package of Porto");
  const bytes = readFileSync(path);
  const leftOut = new LeftOut();
  const source = { file: realMaps.porto, hash: createHash("sha256").update(bytes).digest("hex") };
  const about = { path, name: "porto", source, tileZoom: 10 };
  const material = readMapSource(bytes, about, leftOut, () => {});
  return openPackage(await makePackage(material, leftOut)).roads;
}
