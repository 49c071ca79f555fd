/**
 * What is wrong with a map's source: faults that end the reading, and findings about single elements that are left out
 * and counted. Nothing is dropped in silence: an element that is not used stands in the list under its reason.
 */

export const mapDataCodes = [
  "map.truncated", // the file ends within a block
  "map.bad-block", // a block that is not what its header says, or cannot be unpacked
  "map.too-large", // above one of the named limits
  "map.unsupported", // a feature of the format that this reader does not know
  "map.not-geojson", // no GeoJSON FeatureCollection
  "map.bad-geometry", // a position that is no WGS 84 degree
  "map.no-roads", // nothing in it that one could drive or walk on
  "map.not-package", // no map package, or one of another version
  "map.damaged", // a map package that is not what was written
] as const;
export type MapDataCode = (typeof mapDataCodes)[number];

/** Ends the reading. The message says where, what was got, what was expected and what to do. */
export class MapDataFault extends Error {
  override readonly name = "MapDataFault";
  readonly code: MapDataCode;
  constructor(code: MapDataCode, message: string) {
    super(message);
    this.code = code;
  }
}

export const leftOutLimits = { idsPerReason: 100, reasons: 500 } as const;

export interface LeftOutReason {
  readonly reason: string;
  count: number;
  /** The first elements it is about, for example "way 4711". */
  readonly elements: string[];
}

/** Elements that are not used, by reason: all are counted, the first hundred of each reason are named. */
export class LeftOut {
  readonly #reasons = new Map<string, LeftOutReason>();

  add(reason: string, element: string): void {
    let entry = this.#reasons.get(reason);
    if (entry === undefined) {
      const known = this.#reasons.size < leftOutLimits.reasons ? reason : "other reasons";
      entry = this.#reasons.get(known) ?? { reason: known, count: 0, elements: [] };
      this.#reasons.set(known, entry);
    }
    entry.count += 1;
    if (entry.elements.length < leftOutLimits.idsPerReason) entry.elements.push(element);
  }

  /** The most frequent first. */
  list(): LeftOutReason[] {
    return [...this.#reasons.values()].sort(
      (a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1),
    );
  }
}
