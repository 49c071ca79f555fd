/**
 * Grows the columns of nodes while a file is read. Extracts list nodes by ascending id as a rule; where one does not,
 * the columns are sorted once at the end, and of a node that comes twice the later one counts.
 */
import type { OsmNodes } from "./osm-data.ts";

export class NodeColumns {
  #id = new Float64Array(1 << 16);
  #latE7 = new Int32Array(1 << 16);
  #lonE7 = new Int32Array(1 << 16);
  #count = 0;
  #isAscending = true;

  get count(): number {
    return this.#count;
  }

  add(id: number, latE7: number, lonE7: number): void {
    const at = this.#count;
    if (at === this.#id.length) this.#grow();
    if (at > 0 && id <= this.#id[at - 1]) this.#isAscending = false;
    this.#id[at] = id;
    this.#latE7[at] = latE7;
    this.#lonE7[at] = lonE7;
    this.#count = at + 1;
  }

  end(): OsmNodes {
    const columns = {
      count: this.#count,
      id: this.#id.subarray(0, this.#count),
      latE7: this.#latE7.subarray(0, this.#count),
      lonE7: this.#lonE7.subarray(0, this.#count),
    };
    return this.#isAscending ? columns : sorted(columns);
  }

  #grow(): void {
    const length = this.#id.length * 2;
    const id = new Float64Array(length);
    const latE7 = new Int32Array(length);
    const lonE7 = new Int32Array(length);
    id.set(this.#id);
    latE7.set(this.#latE7);
    lonE7.set(this.#lonE7);
    [this.#id, this.#latE7, this.#lonE7] = [id, latE7, lonE7];
  }
}

function sorted({ count, id, latE7, lonE7 }: OsmNodes): OsmNodes {
  const order = Uint32Array.from({ length: count }, (_, at) => at).sort(
    (a, b) => id[a] - id[b] || a - b,
  );
  const kept = order.filter((at, index) => index + 1 === count || id[order[index + 1]] !== id[at]);
  return {
    count: kept.length,
    id: Float64Array.from(kept, (at) => id[at]),
    latE7: Int32Array.from(kept, (at) => latE7[at]),
    lonE7: Int32Array.from(kept, (at) => lonE7[at]),
  };
}
