/**
 * One block of an OpenStreetMap extract, unpacked: strings, nodes (dense or single), ways and relations
 * (osmformat.proto of https://wiki.openstreetmap.org/wiki/PBF_Format). Numbers that point out of the block's string
 * table are a damaged block. Not here: finding and unpacking blocks (read-pbf.ts).
 */
import { MapDataFault } from "../source/map-fault.ts";
import { eachField } from "./each-field.ts";
import type { OsmMember, Tags } from "./osm-data.ts";

/** Called with each element, in the order of the file. `tags` are read only when asked for. */
export interface BlockVisitor {
  node(id: number, latE7: number, lonE7: number, tags: Tags | undefined): void;
  way(id: number, tags: Tags, refs: readonly number[]): void;
  relation(id: number, tags: Tags, members: () => OsmMember[]): void;
}

const memberKinds = ["node", "way", "relation"] as const;

interface Block {
  readonly strings: string[];
  readonly groups: Uint8Array[];
  granularity: number;
  latOffset: number;
  lonOffset: number;
}

export function readBlock(bytes: Uint8Array, where: string, visitor: BlockVisitor): void {
  const block: Block = { strings: [], groups: [], granularity: 100, latOffset: 0, lonOffset: 0 };
  eachField(bytes, (field, pbf) => {
    if (field === 1) readStrings(pbf.readBytes(), block.strings);
    else if (field === 2) block.groups.push(pbf.readBytes());
    else if (field === 17) block.granularity = pbf.readVarint();
    else if (field === 19) block.latOffset = pbf.readVarint(true);
    else if (field === 20) block.lonOffset = pbf.readVarint(true);
  });
  for (const group of block.groups) new GroupReader(block, where, visitor).read(group);
}

function readStrings(bytes: Uint8Array, strings: string[]): void {
  eachField(bytes, (field, pbf) => {
    if (field === 1) strings.push(pbf.readString());
  });
}

class GroupReader {
  readonly #block: Block;
  readonly #where: string;
  readonly #visitor: BlockVisitor;

  constructor(block: Block, where: string, visitor: BlockVisitor) {
    this.#block = block;
    this.#where = where;
    this.#visitor = visitor;
  }

  read(bytes: Uint8Array): void {
    eachField(bytes, (field, pbf) => {
      if (field === 1) this.#readNode(pbf.readBytes());
      else if (field === 2) this.#readDense(pbf.readBytes());
      else if (field === 3) this.#readWay(pbf.readBytes());
      else if (field === 4) this.#readRelation(pbf.readBytes());
    });
  }

  #string(index: number, element: string): string {
    const text = this.#block.strings[index];
    if (text !== undefined) return text;
    throw new MapDataFault(
      "map.bad-block",
      `${this.#where}, ${element}: got string ${index} of ${this.#block.strings.length}; the file is damaged, fetch it again`,
    );
  }

  #tags(keys: readonly number[], values: readonly number[], element: string): Tags {
    if (keys.length !== values.length) {
      throw new MapDataFault(
        "map.bad-block",
        `${this.#where}, ${element}: got ${keys.length} keys and ${values.length} values; the file is damaged, fetch it again`,
      );
    }
    const tags: Record<string, string> = {};
    for (const [index, key] of keys.entries())
      tags[this.#string(key, element)] = this.#string(values[index], element);
    return tags;
  }

  /** Coordinates are in units of `granularity` nanodegrees. */
  #degreesE7(value: number, offset: number): number {
    return Math.round((offset + this.#block.granularity * value) / 100);
  }

  #readNode(bytes: Uint8Array): void {
    let [id, lat, lon] = [0, 0, 0];
    const [keys, values]: number[][] = [[], []];
    eachField(bytes, (field, pbf) => {
      if (field === 1) id = pbf.readSVarint();
      else if (field === 2) pbf.readPackedVarint(keys);
      else if (field === 3) pbf.readPackedVarint(values);
      else if (field === 8) lat = pbf.readSVarint();
      else if (field === 9) lon = pbf.readSVarint();
    });
    const { latOffset, lonOffset } = this.#block;
    const tags = keys.length === 0 ? undefined : this.#tags(keys, values, `node ${id}`);
    this.#visitor.node(id, this.#degreesE7(lat, latOffset), this.#degreesE7(lon, lonOffset), tags);
  }

  #readDense(bytes: Uint8Array): void {
    const [ids, lats, lons, tagIndexes]: number[][] = [[], [], [], []];
    eachField(bytes, (field, pbf) => {
      if (field === 1) pbf.readPackedSVarint(ids);
      else if (field === 8) pbf.readPackedSVarint(lats);
      else if (field === 9) pbf.readPackedSVarint(lons);
      else if (field === 10) pbf.readPackedVarint(tagIndexes);
    });
    if (lats.length !== ids.length || lons.length !== ids.length) {
      throw new MapDataFault(
        "map.bad-block",
        `${this.#where}: got ${ids.length} nodes with ${lats.length} latitudes and ${lons.length} longitudes; the file is damaged, fetch it again`,
      );
    }
    const { latOffset, lonOffset } = this.#block;
    let [id, lat, lon, next] = [0, 0, 0, 0];
    for (let index = 0; index < ids.length; index += 1) {
      id += ids[index];
      lat += lats[index];
      lon += lons[index];
      const [keys, values]: number[][] = [[], []];
      // Keys and values of one node after the other, each node's ended by a 0.
      for (; next < tagIndexes.length && tagIndexes[next] !== 0; next += 2) {
        keys.push(tagIndexes[next]);
        values.push(tagIndexes[next + 1] ?? -1);
      }
      next += 1;
      const tags = keys.length === 0 ? undefined : this.#tags(keys, values, `node ${id}`);
      this.#visitor.node(
        id,
        this.#degreesE7(lat, latOffset),
        this.#degreesE7(lon, lonOffset),
        tags,
      );
    }
  }

  #readWay(bytes: Uint8Array): void {
    let id = 0;
    const [keys, values, refs]: number[][] = [[], [], []];
    eachField(bytes, (field, pbf) => {
      if (field === 1) id = pbf.readVarint(true);
      else if (field === 2) pbf.readPackedVarint(keys);
      else if (field === 3) pbf.readPackedVarint(values);
      else if (field === 8) pbf.readPackedSVarint(refs);
    });
    for (let index = 1; index < refs.length; index += 1) refs[index] += refs[index - 1];
    this.#visitor.way(id, this.#tags(keys, values, `way ${id}`), refs);
  }

  #readRelation(bytes: Uint8Array): void {
    let id = 0;
    const [keys, values, roles, refs, kinds]: number[][] = [[], [], [], [], []];
    eachField(bytes, (field, pbf) => {
      if (field === 1) id = pbf.readVarint(true);
      else if (field === 2) pbf.readPackedVarint(keys);
      else if (field === 3) pbf.readPackedVarint(values);
      else if (field === 8) pbf.readPackedVarint(roles);
      else if (field === 9) pbf.readPackedSVarint(refs);
      else if (field === 10) pbf.readPackedVarint(kinds);
    });
    for (let index = 1; index < refs.length; index += 1) refs[index] += refs[index - 1];
    const element = `relation ${id}`;
    this.#visitor.relation(id, this.#tags(keys, values, element), () =>
      refs.map((ref, index) => ({
        kind: memberKinds[kinds[index]] ?? "relation",
        ref,
        role: this.#string(roles[index] ?? -1, element),
      })),
    );
  }
}
