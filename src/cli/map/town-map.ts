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
import { layersFromTown } from "../../sim/town/layers.ts";
import { roadsFromTown } from "../../sim/town/road-source.ts";
import type { Town } from "../../sim/town/town.ts";
import { sourceFromLayers } from "../../wire/places/layers-source.ts";
import { maxTileZoom } from "../../wire/tiles.ts";
import { makePackage } from "./make-package.ts";
import { openPackage, openPackageFile, type OpenedMap } from "./open-package.ts";

/** Counted up when the same town's map would come out different. */
const townMapVersion = 1;

export async function makeTownPackage(town: Town): Promise<Uint8Array<ArrayBuffer>> {
  const layers = layersFromTown(town);
  const { places, addresses, areas } = sourceFromLayers(layers);
  const text = JSON.stringify(town.options);
  return makePackage(
    {
      roads: roadsFromTown(town),
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

/** From `folder` when it is there and sound, else made and kept there. */
export async function openTownMap(town: Town, folder: string): Promise<OpenedMap> {
  const { seed, unitCount, scale } = town.options;
  const name = `town-${seed}-${unitCount}-${scale}-v${packageVersion}.${townMapVersion}.map`;
  const path = join(folder, name);
  try {
    return openPackageFile(path);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (!isMissing && !(error instanceof MapDataFault)) throw error;
  }
  const bytes = await makeTownPackage(town);
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
