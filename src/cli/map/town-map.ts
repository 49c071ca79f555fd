/**
 * The invented town's map package. It is made once for a town and kept beside the demo's stores; a file that is damaged
 * or of another version is made anew, because it is only a cache of what the town's seed says. Tests and the demo open it as
 * any other package.
 */
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../../roads/map/package-file.ts";
import { LeftOut, MapDataFault } from "../../roads/source/map-fault.ts";
import type { Town } from "../../sim/town/town.ts";
import { layersFromTowns, roadsFromTowns } from "../../sim/town/towns.ts";
import { sourceFromLayers } from "../../wire/places/layers-source.ts";
import { maxTileZoom } from "../../wire/tiles.ts";
import { makePackage } from "./make-package.ts";
import { openPackage, openPackageFile, type OpenedMap } from "./open-package.ts";

/** Counted up when the same town's map would come out different. */
const townMapVersion = 1;

export async function makeTownPackage(...towns: readonly Town[]): Promise<Uint8Array<ArrayBuffer>> {
  const layers = layersFromTowns(towns);
  const { places, addresses, areas } = sourceFromLayers(layers);
  const text = JSON.stringify(optionsOf(towns));
  return makePackage(
    {
      roads: roadsFromTowns(towns),
      layers,
      places,
      addresses,
      areas,
      dataDate: "",
      source: {
        file: `town ${text}`,
        hash: createHash("sha256").update(`${townMapVersion} ${text}`).digest("hex"),
      },
      tileZoom: maxTileZoom,
    },
    new LeftOut(),
  );
}

/** Of a single town its options alone, as its map had them before there were several. */
function optionsOf(towns: readonly Town[]): unknown {
  const all = towns.map(({ options }) => options);
  return all.length === 1 ? all[0] : all;
}

function digestOf(towns: readonly Town[]): string {
  return createHash("sha256")
    .update(JSON.stringify(optionsOf(towns)))
    .digest("hex")
    .slice(0, 8);
}

/** From `folder` when it is there and sound, else made and kept there. */
export async function openTownMap(
  town: Town,
  folder: string,
  others: readonly Town[] = [],
): Promise<OpenedMap> {
  const { seed, unitCount, scale } = town.options;
  const beside = others.length === 0 ? "" : `-and-${digestOf(others)}`;
  const name = `town-${seed}-${unitCount}-${scale}${beside}-v${packageVersion}.${townMapVersion}.map`;
  const path = join(folder, name);
  try {
    return openPackageFile(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (!isMissing && !(error instanceof MapDataFault)) throw error;
  }
  const bytes = await makeTownPackage(town, ...others);
  keep(path, folder, bytes);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return openPackage(shared);
}

/** A demo must run where it may not write its cache, too: the map is then made at each start. */
function keep(path: string, folder: string, bytes: Uint8Array): void {
  const partial = `${path}.${process.pid}.partial`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(partial, bytes);
    renameSync(partial, path);
  } catch {
    rmSync(partial, { force: true });
  }
}
