/**
 * What the place search needs of an OpenStreetMap extract (.osm.pbf), read in the shortest way, for tests and
 * benchmarks on real names: roads with their shapes and names, named features, addresses. It knows no routing rules, takes
 * no care of broken files and is in nothing that ships; it also serves as a second opinion on the map package's reader.
 * Format: https://wiki.openstreetmap.org/wiki/PBF_Format (fileformat.proto and osmformat.proto).
 */
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import type { PlaceSource, SourceAddress, SourcePlace } from "../wire/places/place-source.ts";

/** A protocol buffer: varints, and fields one after the other. */
class Message {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.#at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  bytes(): Uint8Array {
    const length = this.varint();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Fields by number; those of a fixed width are not used by the format's parts that we read. */
  *fields(): Generator<{ field: number; value: number; bytes: Uint8Array }> {
    while (this.#at < this.#bytes.length) {
      const tag = this.varint();
      const isBytes = (tag & 7) === 2;
      yield {
        field: tag >>> 3,
        value: isBytes ? 0 : this.varint(),
        bytes: isBytes ? this.bytes() : new Uint8Array(0),
      };
    }
  }

  rest(isSigned: boolean): number[] {
    const values: number[] = [];
    while (this.#at < this.#bytes.length) {
      const value = this.varint();
      values.push(!isSigned ? value : value % 2 === 1 ? -(value + 1) / 2 : value / 2);
    }
    return values;
  }
}

type Tags = Readonly<Record<string, string>>;

interface Spot {
  readonly latE7: number;
  readonly lonE7: number;
}

interface Raw {
  readonly spots: Map<number, Spot>;
  readonly nodes: { tags: Tags; at: Spot }[];
  readonly ways: { tags: Tags; refs: number[] }[];
}

function sums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}

function readDense(raw: Raw, message: Uint8Array, strings: readonly string[]): void {
  const lists = new Map<number, number[]>();
  for (const { field, bytes } of new Message(message).fields())
    lists.set(field, new Message(bytes).rest(field !== 10));
  const [ids, lats, lons] = [1, 8, 9].map((field) => sums(lists.get(field) ?? []));
  const keysAndValues = lists.get(10) ?? [];
  let next = 0;
  for (const [index, id] of ids.entries()) {
    const at = { latE7: lats[index], lonE7: lons[index] };
    raw.spots.set(id, at);
    const tags: Record<string, string> = {};
    for (; (keysAndValues[next] ?? 0) !== 0; next += 2)
      tags[strings[keysAndValues[next]]] = strings[keysAndValues[next + 1]];
    next += 1;
    if (Object.keys(tags).length > 0) raw.nodes.push({ tags, at });
  }
}

function readWay(raw: Raw, message: Uint8Array, strings: readonly string[]): void {
  const lists = new Map<number, number[]>();
  for (const { field, bytes } of new Message(message).fields())
    if (field === 2 || field === 3 || field === 8)
      lists.set(field, new Message(bytes).rest(field === 8));
  const values = lists.get(3) ?? [];
  const tags = Object.fromEntries(
    (lists.get(2) ?? []).map((key, index) => [strings[key], strings[values[index]]]),
  );
  raw.ways.push({ tags, refs: sums(lists.get(8) ?? []) });
}

function readBlock(raw: Raw, block: Uint8Array): void {
  const text = new TextDecoder();
  const fields = [...new Message(block).fields()];
  const table = fields.find(({ field }) => field === 1)?.bytes ?? new Uint8Array(0);
  const strings = [...new Message(table).fields()].map(({ bytes }) => text.decode(bytes));
  for (const { field, bytes } of fields) {
    if (field !== 2) continue;
    for (const group of new Message(bytes).fields()) {
      if (group.field === 2) readDense(raw, group.bytes, strings);
      else if (group.field === 3) readWay(raw, group.bytes, strings);
    }
  }
}

function readRaw(path: string): Raw {
  const file = readFileSync(path);
  const raw: Raw = { spots: new Map(), nodes: [], ways: [] };
  for (let at = 0; at < file.length;) {
    const headerEnd = at + 4 + file.readUInt32BE(at);
    const header = [...new Message(file.subarray(at + 4, headerEnd)).fields()];
    const kind = new TextDecoder().decode(header.find(({ field }) => field === 1)?.bytes);
    at = headerEnd + (header.find(({ field }) => field === 3)?.value ?? 0);
    if (kind !== "OSMData") continue;
    const blob = [...new Message(file.subarray(headerEnd, at)).fields()];
    const packed = blob.find(({ field }) => field === 3);
    if (packed !== undefined) readBlock(raw, inflateSync(packed.bytes));
  }
  return raw;
}

/** Ways cut where they meet another one, as a road network's segments are. */
function readStreets({ spots, ways }: Raw): PlaceSource["streets"] {
  const roads = ways.filter(({ tags }) => tags["highway"] !== undefined);
  const uses = new Map<number, number>();
  for (const { refs } of roads)
    for (const [index, ref] of refs.entries())
      uses.set(ref, (uses.get(ref) ?? 0) + (index === 0 || index === refs.length - 1 ? 2 : 1));
  const names = new Map<string, number>();
  const [firstPoint, lats, lons, segmentName]: number[][] = [[0], [], [], []];
  for (const { tags, refs } of roads) {
    const name = tags["name"] ?? tags["ref"];
    const number = name === undefined ? -1 : (names.get(name) ?? names.size);
    if (name !== undefined) names.set(name, number);
    let line: Spot[] = [];
    const cut = (): void => {
      if (line.length < 2) return;
      for (const { latE7, lonE7 } of line) {
        lats.push(latE7);
        lons.push(lonE7);
      }
      firstPoint.push(lats.length);
      segmentName.push(number);
      line = line.slice(-1);
    };
    for (const ref of refs) {
      const at = spots.get(ref);
      if (at === undefined) continue;
      line.push(at);
      if ((uses.get(ref) ?? 0) > 1) cut();
    }
    cut();
  }
  return {
    segmentCount: segmentName.length,
    firstPoint: Int32Array.from(firstPoint),
    pointLatE7: Int32Array.from(lats),
    pointLonE7: Int32Array.from(lons),
    segmentName: Int32Array.from(segmentName),
    names: [...names.keys()],
  };
}

const kindKeys = [
  "place",
  "amenity",
  "shop",
  "tourism",
  "leisure",
  "railway",
  "historic",
  "office",
];
const otherNameKeys = ["alt_name", "old_name", "name:en", "name:gv"];

function rankOf(tags: Tags): number {
  if (/^(city|town)$/.test(tags["place"] ?? "")) return 1;
  if (tags["place"] !== undefined) return 2;
  return /^(hospital|townhall|university|police|fire_station)$/.test(tags["amenity"] ?? "") ? 2 : 4;
}

function placeOf(tags: Tags, at: Spot): SourcePlace[] {
  const key = kindKeys.find((each) => tags[each] !== undefined);
  const name = tags["name"];
  if (key === undefined || name === undefined || tags["highway"] !== undefined) return [];
  const otherNames = otherNameKeys.flatMap((each) =>
    tags[each] === undefined || tags[each] === name ? [] : [tags[each]],
  );
  return [{ name, kind: tags[key], rank: rankOf(tags), ...at, otherNames }];
}

function addressOf(tags: Tags, at: Spot): SourceAddress[] {
  const [houseNumber, street] = [tags["addr:housenumber"], tags["addr:street"]];
  return houseNumber === undefined || street === undefined ? [] : [{ houseNumber, street, ...at }];
}

function middleOf(spots: readonly Spot[]): Spot {
  const mean = (read: (spot: Spot) => number): number =>
    Math.round(spots.reduce((sum, spot) => sum + read(spot), 0) / spots.length);
  return { latE7: mean(({ latE7 }) => latE7), lonE7: mean(({ lonE7 }) => lonE7) };
}

export function readOsmPlaces(path: string, name: string): PlaceSource {
  const raw = readRaw(path);
  const features = [
    ...raw.nodes,
    ...raw.ways.flatMap(({ tags, refs }) => {
      const spots = refs.flatMap((ref) => raw.spots.get(ref) ?? []);
      return spots.length === 0 ? [] : [{ tags, at: middleOf(spots) }];
    }),
  ];
  return {
    name,
    attribution: "© OpenStreetMap contributors",
    dataDate: "",
    streets: readStreets(raw),
    places: features.flatMap(({ tags, at }) => placeOf(tags, at)),
    addresses: features.flatMap(({ tags, at }) => addressOf(tags, at)),
    areas: [],
  };
}
