/**
 * Puts a map package together: two networks in contraction order, names, places, addresses, and the console's tiles
 * ready to send. The order is by far the longest part and is made in threads. Not here: where the parts come from.
 */
import { createHash } from "node:crypto";
import { buildNetwork } from "../../roads/compile/build-network.ts";
import type { NetworkName } from "../../roads/compile/cut-segments.ts";
import { contract } from "../../roads/hierarchy/contract.ts";
import { encodePackage, type SectionValue } from "../../roads/map/package-file.ts";
import type { MapNetwork } from "../../roads/map/road-map.ts";
import { listNetworkSections } from "../../roads/map/road-sections.ts";
import { SnapIndex } from "../../roads/snap/snap-index.ts";
import type { LeftOut } from "../../roads/source/map-fault.ts";
import type { RoadSource } from "../../roads/source/road-source.ts";
import type { MapLayers } from "../../wire/map-layers.ts";
import { listLabels } from "../../wire/map-source.ts";
import type { SourceAddress, SourceArea, SourcePlace } from "../../wire/places/place-source.ts";
import { listTiles } from "./list-tiles.ts";
import { makeOrderInThreads } from "./make-order.ts";

export interface MapMaterial {
  readonly roads: RoadSource;
  readonly layers: MapLayers;
  readonly places: readonly SourcePlace[];
  readonly addresses: readonly SourceAddress[];
  readonly areas: readonly SourceArea[];
  /** "2020-03-13", or "" where the source does not say. */
  readonly dataDate: string;
  /** Name and SHA-256 of the file it was made from. */
  readonly source: { readonly file: string; readonly hash: string };
  /** Deepest zoom of the tiles in the package. */
  readonly tileZoom: number;
}

export interface MakeOptions {
  /** Share of all the work, and what is being done. */
  readonly onProgress?: (share: number, what: string) => void;
  readonly signal?: AbortSignal;
}

export interface MapMeta {
  readonly name: string;
  readonly attribution: string;
  readonly dataDate: string;
  readonly source: { readonly file: string; readonly hash: string };
  readonly tileZoom: number;
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

/** Throws MapDataFault. The same material makes the same bytes for ever, whatever the machine. */
export async function makePackage(
  material: MapMaterial,
  leftOut: LeftOut,
  { onProgress = () => {}, signal }: MakeOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const sections = new Map<string, SectionValue>();
  const { layers, dataDate, source, tileZoom } = material;
  const { name, attribution } = layers;
  const meta: MapMeta = { name, attribution, dataDate, source, tileZoom };
  sections.set("meta", { json: meta });
  sections.set("left-out", { json: leftOut.list() });
  for (const [at, network] of (["road", "path"] as const).entries()) {
    const part = (share: number): number => 0.05 + 0.4 * at + 0.4 * share;
    onProgress(part(0), `network ${network}`);
    const made = await makeNetwork(material.roads, network, leftOut, {
      onProgress: (share) => onProgress(part(share), `contraction order of ${network}`),
      ...(signal === undefined ? {} : { signal }),
    });
    for (const [section, value] of listNetworkSections(network, made)) sections.set(section, value);
  }
  onProgress(0.85, "names and tiles");
  sections.set("labels", { json: listLabels(layers) });
  sections.set("places", { json: material.places });
  sections.set("addresses", { json: material.addresses });
  sections.set("areas", { json: material.areas });
  const tiles = listTiles(layers, tileZoom, (share) => onProgress(0.85 + 0.14 * share, "tiles"));
  sections.set("tiles.key", tiles.key);
  sections.set("tiles.end", tiles.end);
  sections.set("tiles.bytes", tiles.bytes);
  // Written again: the networks have added to it.
  sections.set("left-out", { json: leftOut.list() });
  const file = encodePackage(sections, sha256);
  onProgress(1, "done");
  return file;
}

async function makeNetwork(
  roads: RoadSource,
  name: NetworkName,
  leftOut: LeftOut,
  options: { readonly onProgress: (share: number) => void; readonly signal?: AbortSignal },
): Promise<MapNetwork> {
  const network = buildNetwork(roads, name, leftOut);
  const { rank } = await makeOrderInThreads(network, options);
  return { network, hierarchy: contract(network, rank), snapIndex: SnapIndex.build(network) };
}
