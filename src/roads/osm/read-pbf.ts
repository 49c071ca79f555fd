/**
 * Reads an OpenStreetMap extract in the PBF format (fileformat.proto of
 * https://wiki.openstreetmap.org/wiki/PBF_Format): blocks of at most 32 MiB, each with a header of at most 64 KiB,
 * unpacked one after the other. Unpacking is handed in, since this layer does no input or output. A file that ends
 * within a block, or a block that is not what it says, ends the reading with a fault that names the byte. Elements that
 * nobody asks for are counted and not kept. Not here: what tags mean.
 */
import { MapDataFault } from "../source/map-fault.ts";
import { eachField } from "./each-field.ts";
import { NodeColumns } from "./node-columns.ts";
import type { OsmData, OsmRelation, OsmTaggedNode, OsmWay, Tags } from "./osm-data.ts";
import { readBlock, type BlockVisitor } from "./read-block.ts";

/** The first two are the format's own. */
export const osmFileLimits = {
  headerBytes: 64 * 1024,
  blockBytes: 32 * 1024 * 1024,
  nodes: 400_000_000,
  ways: 50_000_000,
  nodesPerWay: 100_000,
  membersPerRelation: 100_000,
} as const;

export interface OsmWishes {
  wantsNode(tags: Tags): boolean;
  wantsWay(tags: Tags): boolean;
  wantsRelation(tags: Tags): boolean;
}

export interface OsmReading extends OsmWishes {
  /** Unpacks a zlib stream; must throw when the result would be longer than `mostBytes`. */
  inflate(packed: Uint8Array, mostBytes: number): Uint8Array;
  /** Share of the file that is read, 0 to 1. */
  onProgress?(share: number): void;
}

/** What a reader of blocks must know; others are refused, as the format asks. */
const knownFeatures = new Set(["OsmSchema-V0.6", "DenseNodes"]);

/** Throws MapDataFault. */
export function readOsmPbf(file: Uint8Array, reading: OsmReading): OsmData {
  const gatherer = new Gatherer(reading);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let dataSeconds = 0;
  for (let at = 0; at < file.length;) {
    const where = `byte ${at}`;
    const headerLength = at + 4 <= file.length ? view.getUint32(at) : 0;
    checkLength(where, "a block's header", headerLength, osmFileLimits.headerBytes);
    const headerEnd = at + 4 + headerLength;
    const { kind, length } = readHeader(take(file, at + 4, headerEnd, where), where);
    checkLength(where, "a block", length, osmFileLimits.blockBytes);
    const blob = take(file, headerEnd, headerEnd + length, where);
    const isKnown = kind === "OSMHeader" || kind === "OSMData";
    // Blocks of other kinds are to be passed over, says the format.
    if (isKnown) {
      const block = unpack(blob, where, reading);
      if (kind === "OSMData") guard(where, () => readBlock(block, where, gatherer));
      else dataSeconds = guard(where, () => readOsmHeader(block, where));
    }
    at = headerEnd + length;
    reading.onProgress?.(at / file.length);
  }
  return gatherer.end(dataSeconds);
}

function checkLength(where: string, what: string, got: number, most: number): void {
  if (got > 0 && got <= most) return;
  throw new MapDataFault(
    "map.bad-block",
    `${where}: ${what} says it has ${got} bytes, expected 1 to ${most}; this is no OpenStreetMap extract in PBF format, or it is damaged`,
  );
}

function take(file: Uint8Array, from: number, to: number, where: string): Uint8Array {
  if (to <= file.length) return file.subarray(from, to);
  throw new MapDataFault(
    "map.truncated",
    `${where}: the file ends at byte ${file.length}, this block at ${to}; fetch the file again`,
  );
}

/** Whatever a parser throws over damaged bytes is a damaged block. */
function guard<Value>(where: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (error instanceof MapDataFault) throw error;
    throw new MapDataFault(
      "map.bad-block",
      `${where}: the block cannot be read (${(error as Error).message}); the file is damaged, fetch it again`,
    );
  }
}

function readHeader(bytes: Uint8Array, where: string): { kind: string; length: number } {
  return guard(where, () => {
    let [kind, length] = ["", 0];
    eachField(bytes, (field, pbf) => {
      if (field === 1) kind = pbf.readString();
      else if (field === 3) length = pbf.readVarint();
    });
    return { kind, length };
  });
}

function unpack(bytes: Uint8Array, where: string, reading: OsmReading): Uint8Array {
  return guard(where, () => {
    let [raw, packed]: (Uint8Array | undefined)[] = [];
    let rawLength = 0;
    eachField(bytes, (field, pbf) => {
      if (field === 1) raw = pbf.readBytes();
      else if (field === 2) rawLength = pbf.readVarint();
      else if (field === 3) packed = pbf.readBytes();
      else if (field >= 4 && field <= 7) throw unsupported(where, `compression number ${field}`);
    });
    if (raw !== undefined) return raw;
    checkLength(where, "an unpacked block", rawLength, osmFileLimits.blockBytes);
    if (packed === undefined) throw unsupported(where, "a block without data");
    const block = reading.inflate(packed, rawLength);
    if (block.length === rawLength) return block;
    throw new MapDataFault(
      "map.bad-block",
      `${where}: unpacked it has ${block.length} bytes, its header says ${rawLength}; the file is damaged, fetch it again`,
    );
  });
}

function unsupported(where: string, what: string): MapDataFault {
  return new MapDataFault(
    "map.unsupported",
    `${where}: got ${what}, expected zlib blocks of OsmSchema-V0.6 with DenseNodes; convert the file, for example with osmium cat`,
  );
}

function readOsmHeader(bytes: Uint8Array, where: string): number {
  let seconds = 0;
  eachField(bytes, (field, pbf) => {
    if (field === 4) {
      const feature = pbf.readString();
      if (!knownFeatures.has(feature)) throw unsupported(where, `the feature ${feature}`);
    } else if (field === 32) seconds = pbf.readVarint(true);
  });
  return seconds;
}

class Gatherer implements BlockVisitor {
  readonly #wishes: OsmWishes;
  readonly #nodes = new NodeColumns();
  readonly #taggedNodes: OsmTaggedNode[] = [];
  readonly #ways: OsmWay[] = [];
  readonly #relations: OsmRelation[] = [];
  #wayCount = 0;
  #relationCount = 0;

  constructor(wishes: OsmWishes) {
    this.#wishes = wishes;
  }

  node(id: number, latE7: number, lonE7: number, tags: Tags | undefined): void {
    if (this.#nodes.count >= osmFileLimits.nodes) throw tooMany("nodes", osmFileLimits.nodes);
    if (Math.abs(latE7) > 90e7 || Math.abs(lonE7) > 180e7) {
      throw new MapDataFault(
        "map.bad-block",
        `node ${id}: got latitude ${latE7 / 1e7} and longitude ${lonE7 / 1e7}, expected degrees on earth; the file is damaged, fetch it again`,
      );
    }
    this.#nodes.add(id, latE7, lonE7);
    if (tags !== undefined && this.#wishes.wantsNode(tags))
      this.#taggedNodes.push({ id, tags, latE7, lonE7 });
  }

  way(id: number, tags: Tags, refs: readonly number[]): void {
    this.#wayCount += 1;
    if (this.#wayCount > osmFileLimits.ways) throw tooMany("ways", osmFileLimits.ways);
    if (refs.length > osmFileLimits.nodesPerWay) {
      throw new MapDataFault(
        "map.too-large",
        `way ${id}: got ${refs.length} nodes, expected at most ${osmFileLimits.nodesPerWay}; mend it in the source`,
      );
    }
    if (this.#wishes.wantsWay(tags)) this.#ways.push({ id, tags, refs: Float64Array.from(refs) });
  }

  relation(id: number, tags: Tags, members: () => OsmRelation["members"] & object[]): void {
    this.#relationCount += 1;
    if (this.#wishes.wantsRelation(tags)) {
      const listed = members().slice(0, osmFileLimits.membersPerRelation);
      this.#relations.push({ id, tags, members: listed });
    }
  }

  end(dataSeconds: number): OsmData {
    return {
      nodes: this.#nodes.end(),
      taggedNodes: this.#taggedNodes,
      ways: this.#ways,
      relations: this.#relations,
      dataSeconds,
      counts: {
        nodes: this.#nodes.count,
        ways: this.#wayCount,
        relations: this.#relationCount,
      },
    };
  }
}

function tooMany(what: string, most: number): MapDataFault {
  return new MapDataFault(
    "map.too-large",
    `the file has more than ${most} ${what}; cut the map to your area`,
  );
}
