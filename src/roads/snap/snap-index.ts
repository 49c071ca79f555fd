/**
 * Which piece of road is nearest to a point: a packed R-tree (flatbush) over the straight pieces of all segments. The
 * tree stands in one buffer that is written to a map file and read back as it is. A question looks at a small window
 * first and widens it only when nothing is there, because a point of interest nearly always lies on a street; the
 * first window that holds a piece bounds the last one, so the answer is exact. Not here: who may drive where (the
 * caller says which segments count), and what an answer means for travel (snap.ts).
 */
import Flatbush from "flatbush";
import { cosine, earthRadiusM } from "../../base/distance.ts";
import type { RoadNetwork } from "../network.ts";

/** A point on a segment, as near to the asked one as the segment comes. */
export interface NearestPiece {
  readonly segment: number;
  /** 0 for the piece between the segment's first two points. */
  readonly piece: number;
  /** 0 at the piece's first point, 1 at its last. */
  readonly pieceShare: number;
  readonly latE7: number;
  readonly lonE7: number;
  readonly metres: number;
}

const radiansPerE7 = Math.PI / 180 / 1e7;
const metresPerE7 = radiansPerE7 * earthRadiusM;
/** Half the side of the first window; in a town two of three questions need no second one. */
const firstWindowMetres = 40;
const windowGrowth = 4;
/** The window is a plane's; this much wider, it holds what the curved one would within 100 km of the point. */
const windowSlack = 1.002;

export class SnapIndex {
  readonly #network: RoadNetwork;
  readonly #tree: Flatbush | undefined;
  /** Segment of each piece; a piece's first point is its own number plus its segment's. */
  readonly #pieceSegment: Int32Array;

  private constructor(network: RoadNetwork, tree: Flatbush | undefined) {
    this.#network = network;
    this.#tree = tree;
    this.#pieceSegment = segmentsOfPieces(network);
  }

  static build(network: RoadNetwork): SnapIndex {
    const count = countPieces(network);
    if (count === 0) return new SnapIndex(network, undefined);
    const tree = new Flatbush(count, 16, Int32Array);
    const { firstPoint, pointLatE7: lats, pointLonE7: lons } = network;
    for (let segment = 0; segment < network.segmentCount; segment += 1) {
      for (let point = firstPoint[segment]; point + 1 < firstPoint[segment + 1]; point += 1) {
        tree.add(
          Math.min(lons[point], lons[point + 1]),
          Math.min(lats[point], lats[point + 1]),
          Math.max(lons[point], lons[point + 1]),
          Math.max(lats[point], lats[point + 1]),
        );
      }
    }
    tree.finish();
    return new SnapIndex(network, tree);
  }

  /**
   * The index that `data` holds, without building it. `byteOffset` must be a multiple of 8. Throws a RangeError
   * when the data belongs to another network; whoever reads a file checks its hash first.
   */
  static from(network: RoadNetwork, data: ArrayBufferLike, byteOffset = 0): SnapIndex {
    const count = countPieces(network);
    if (count === 0) return new SnapIndex(network, undefined);
    const tree = Flatbush.from(data, byteOffset);
    if (tree.numItems !== count || tree.ArrayType !== Int32Array) {
      throw new RangeError(
        `the snap index has ${tree.numItems} pieces, expected ${count}; build it from this network`,
      );
    }
    return new SnapIndex(network, tree);
  }

  /** What `from` reads; empty for a network without a road. */
  get data(): ArrayBufferLike {
    return this.#tree?.data ?? new ArrayBuffer(0);
  }

  get pieceCount(): number {
    return this.#pieceSegment.length;
  }

  /**
   * The nearest piece within `reachMetres` of a segment that `usable` marks (1 = counts, by segment), or undefined.
   * Of two equally near ones the segment with the lower number.
   */
  findNearest(
    latE7: number,
    lonE7: number,
    reachMetres: number,
    usable: Uint8Array,
  ): NearestPiece | undefined {
    const tree = this.#tree;
    if (tree === undefined) return undefined;
    const lonMetres = metresPerE7 * cosine(latE7 * radiansPerE7);
    const look = new Look(this.#network, this.#pieceSegment, usable, latE7, lonE7, lonMetres);
    let half = Math.min(firstWindowMetres, reachMetres);
    for (;;) {
      look.metres = Number.POSITIVE_INFINITY;
      const north = (half * windowSlack) / metresPerE7;
      // Near a pole the window is the whole circle of latitude; nothing is missed.
      const east = Math.min(3_600_000_000, (half * windowSlack) / Math.max(lonMetres, 1e-9));
      tree.search(lonE7 - east, latE7 - north, lonE7 + east, latE7 + north, look.measure);
      if (look.metres <= half) return look.answer();
      if (half >= reachMetres) return undefined;
      // A piece beyond the window was measured all the same: it bounds how far the nearest one can be.
      const bound = look.metres === Number.POSITIVE_INFINITY ? half * windowGrowth : look.metres;
      half = Math.min(reachMetres, Math.max(bound, half * 1.01));
    }
  }
}

/** One question's state. `measure` is called for each piece in the window and keeps the nearest. */
class Look {
  metres = Number.POSITIVE_INFINITY;
  #point = -1;
  #segment = -1;
  #share = 0;
  readonly #network: RoadNetwork;
  readonly measure: (piece: number) => boolean;

  constructor(
    network: RoadNetwork,
    pieceSegment: Int32Array,
    usable: Uint8Array,
    latE7: number,
    lonE7: number,
    lonMetres: number,
  ) {
    this.#network = network;
    const { pointLatE7: lats, pointLonE7: lons } = network;
    this.measure = (piece) => {
      const segment = pieceSegment[piece];
      if (usable[segment] === 0) return false;
      const point = piece + segment;
      const ax = (lons[point] - lonE7) * lonMetres;
      const ay = (lats[point] - latE7) * metresPerE7;
      const dx = (lons[point + 1] - lons[point]) * lonMetres;
      const dy = (lats[point + 1] - lats[point]) * metresPerE7;
      const square = dx * dx + dy * dy;
      const along = square === 0 ? 0 : -(ax * dx + ay * dy) / square;
      const share = along < 0 ? 0 : along > 1 ? 1 : along;
      const x = ax + dx * share;
      const y = ay + dy * share;
      const metres = Math.sqrt(x * x + y * y);
      if (metres > this.metres || (metres === this.metres && piece > this.#point - this.#segment))
        return false;
      this.metres = metres;
      this.#point = point;
      this.#segment = segment;
      this.#share = share;
      return false;
    };
  }

  answer(): NearestPiece {
    const { firstPoint, pointLatE7: lats, pointLonE7: lons } = this.#network;
    const [a, share] = [this.#point, this.#share];
    return {
      segment: this.#segment,
      piece: a - firstPoint[this.#segment],
      pieceShare: share,
      latE7: Math.round(lats[a] + (lats[a + 1] - lats[a]) * share),
      lonE7: Math.round(lons[a] + (lons[a + 1] - lons[a]) * share),
      metres: this.metres,
    };
  }
}

/** A segment of n points has n - 1 pieces. Throws a RangeError for a segment that is no line. */
function countPieces({ segmentCount, firstPoint }: RoadNetwork): number {
  let count = 0;
  for (let segment = 0; segment < segmentCount; segment += 1) {
    const points = firstPoint[segment + 1] - firstPoint[segment];
    if (points < 2)
      throw new RangeError(`segment ${segment} has ${points} points, expected at least 2`);
    count += points - 1;
  }
  return count;
}

function segmentsOfPieces(network: RoadNetwork): Int32Array {
  const segments = new Int32Array(countPieces(network));
  let piece = 0;
  for (let segment = 0; segment < network.segmentCount; segment += 1) {
    const pieces = network.firstPoint[segment + 1] - network.firstPoint[segment] - 1;
    segments.fill(segment, piece, piece + pieces);
    piece += pieces;
  }
  return segments;
}
