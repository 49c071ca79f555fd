/**
 * A map package: one file that holds everything the program needs of a map, laid out so that opening it is one read and
 * a few views. Magic, version, hash, a table of named sections, the sections, each beginning at a multiple of 16 bytes
 * (docs/reference/map-package.md has it byte by byte). Here is the container alone: what the sections mean is in
 * road-sections.ts and, for the part that is not about roads, above this layer. Hashing is handed in.
 */
import { MapDataFault } from "../source/map-fault.ts";

/** "MUSTRMAP" in ASCII. */
const magic = Uint8Array.of(0x4d, 0x55, 0x53, 0x54, 0x52, 0x4d, 0x41, 0x50);
export const packageVersion = 1;
const hashAt = 16;
const tableAt = 48;
const alignment = 16;

export const packageLimits = { bytes: 2 ** 32, sections: 1_000, tableBytes: 1 << 20 } as const;

const kinds = { i32: Int32Array, u16: Uint16Array, u8: Uint8Array, f64: Float64Array } as const;
type ColumnKind = keyof typeof kinds;
export type Column = Int32Array | Uint16Array | Uint8Array | Float64Array;

/** A section's value: a column of numbers, or anything that JSON can hold. */
export type SectionValue = Column | { readonly json: unknown };

interface SectionEntry {
  readonly name: string;
  readonly kind: ColumnKind | "json";
  /** From the beginning of the file. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
}

/** SHA-256 of some bytes. */
export type Hash = (bytes: Uint8Array) => Uint8Array;

export function encodePackage(
  sections: ReadonlyMap<string, SectionValue>,
  hash: Hash,
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const contents = [...sections].map(([name, value]) => {
    if ("json" in value)
      return { name, kind: "json" as const, bytes: encoder.encode(JSON.stringify(value.json)) };
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { name, kind: kindOf(value), bytes };
  });
  // The table's own length moves the sections, and their offsets are in it: offsets count from the first section.
  const table: SectionEntry[] = [];
  let at = 0;
  for (const { name, kind, bytes } of contents) {
    table.push({ name, kind, offset: at, length: bytes.length });
    at = aligned(at + bytes.length);
  }
  const tableBytes = encoder.encode(JSON.stringify(table));
  const dataAt = aligned(tableAt + tableBytes.length);
  const file = new Uint8Array(dataAt + at);
  file.set(magic, 0);
  const view = new DataView(file.buffer);
  view.setUint32(8, packageVersion, true);
  view.setUint32(12, tableBytes.length, true);
  file.set(tableBytes, tableAt);
  for (const [index, { bytes }] of contents.entries())
    file.set(bytes, dataAt + table[index].offset);
  file.set(hash(file.subarray(tableAt)), hashAt);
  return file;
}

function aligned(offset: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function kindOf(column: Column): ColumnKind {
  for (const [kind, type] of Object.entries(kinds))
    if (column instanceof type) return kind as ColumnKind;
  throw new TypeError("a section is a column of one of the known kinds");
}

export class PackageFile {
  /** In hexadecimal; names this very map. */
  readonly hash: string;
  readonly #bytes: Uint8Array;
  readonly #entries = new Map<string, SectionEntry>();
  readonly #dataAt: number;

  /**
   * Opens the bytes of a file, which must begin at a multiple of 8 in their buffer (that may be shared). Throws
   * MapDataFault: `map.not-package`, `map.truncated`, or `map.damaged` where the hash does not match.
   */
  static open(bytes: Uint8Array, hash: Hash): PackageFile {
    return new PackageFile(bytes, hash);
  }

  private constructor(bytes: Uint8Array, hash: Hash) {
    this.#bytes = bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < tableAt || magic.some((byte, at) => bytes[at] !== byte)) {
      throw new MapDataFault(
        "map.not-package",
        `the file does not begin with MUSTRMAP; expected a map package, make one with "muster map build"`,
      );
    }
    const version = view.getUint32(8, true);
    if (version !== packageVersion) {
      throw new MapDataFault(
        "map.not-package",
        `the map package has version ${version}, expected ${packageVersion}; build it again with this Muster`,
      );
    }
    const tableLength = view.getUint32(12, true);
    if (tableLength > packageLimits.tableBytes || tableAt + tableLength > bytes.length)
      throw truncated(bytes.length, tableAt + tableLength);
    this.#dataAt = aligned(tableAt + tableLength);
    const stored = bytes.slice(hashAt, hashAt + 32);
    const found = hash(bytes.subarray(tableAt));
    this.hash = hexOf(stored);
    const table = this.#readTable(tableLength);
    const end = table.reduce((most, { offset, length }) => Math.max(most, offset + length), 0);
    if (this.#dataAt + end > bytes.length) throw truncated(bytes.length, this.#dataAt + end);
    if (hexOf(found) !== this.hash) {
      throw new MapDataFault(
        "map.damaged",
        `the map package's hash is ${hexOf(found).slice(0, 16)}..., it says ${this.hash.slice(0, 16)}...; copy it again or build it anew`,
      );
    }
    for (const entry of table) this.#entries.set(entry.name, entry);
  }

  #readTable(length: number): SectionEntry[] {
    try {
      const text = new TextDecoder().decode(this.#bytes.slice(tableAt, tableAt + length));
      return (JSON.parse(text) as SectionEntry[]).slice(0, packageLimits.sections);
    } catch {
      throw new MapDataFault(
        "map.damaged",
        "the map package's table cannot be read; copy it again or build it anew",
      );
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Names and sizes, for people. */
  list(): { readonly name: string; readonly bytes: number }[] {
    return [...this.#entries.values()].map(({ name, length }) => ({ name, bytes: length }));
  }

  i32(name: string): Int32Array {
    return this.#column(name, "i32") as Int32Array;
  }

  u16(name: string): Uint16Array {
    return this.#column(name, "u16") as Uint16Array;
  }

  u8(name: string): Uint8Array {
    return this.#column(name, "u8") as Uint8Array;
  }

  f64(name: string): Float64Array {
    return this.#column(name, "f64") as Float64Array;
  }

  json(name: string): unknown {
    const { offset, length } = this.#entry(name, "json");
    const from = this.#dataAt + offset;
    return JSON.parse(new TextDecoder().decode(this.#bytes.slice(from, from + length)));
  }

  #column(name: string, kind: ColumnKind): Column {
    const { offset, length } = this.#entry(name, kind);
    const type = kinds[kind];
    const from = this.#bytes.byteOffset + this.#dataAt + offset;
    return new type(this.#bytes.buffer as ArrayBuffer, from, length / type.BYTES_PER_ELEMENT);
  }

  #entry(name: string, kind: ColumnKind | "json"): SectionEntry {
    const entry = this.#entries.get(name);
    if (entry?.kind === kind) return entry;
    throw new MapDataFault(
      "map.damaged",
      `the map package has no section ${name} of the kind ${kind}; build it again with this Muster`,
    );
  }
}

function truncated(got: number, expected: number): MapDataFault {
  return new MapDataFault(
    "map.truncated",
    `the map package has ${got} bytes, expected at least ${expected}; copy it again`,
  );
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
