/**
 * The order inside a small part: by minimum degree, with the neighbours outside counted, which are contracted later
 * and so stay neighbours to the end. Where a part is this small no cut is worth its nodes, and the exact fill of each
 * choice is cheap to know: a row of bits per node. Not here: large parts (separator.ts).
 */
import type { Graph } from "./graph.ts";

/** Rows of bits, one per node of a part; the first bits are the part's nodes, those behind are outside. */
export class LeafOrder {
  readonly #inside: Int32Array;
  readonly #outside: Int32Array;
  #rows = new Int32Array(0);
  #words = 0;

  /** `capacity`: nodes of the whole graph. */
  constructor(capacity: number) {
    this.#inside = new Int32Array(capacity).fill(-1);
    this.#outside = new Int32Array(capacity).fill(-1);
  }

  /** Sorts `nodes`, a part of `graph`, into the order in which to contract them. */
  sort(graph: Graph, nodes: Int32Array): void {
    const count = nodes.length;
    if (count < 2) return;
    const byNumber = nodes.slice().sort();
    this.#fillRows(graph, byNumber);
    const left = Array.from({ length: count }, (_, at) => at);
    for (let rank = 0; rank < count; rank += 1) {
      const at = this.#leastDegree(left);
      const row = left[at];
      left.splice(at, 1);
      nodes[rank] = byNumber[row];
      this.#contract(row, left);
    }
  }

  #fillRows(graph: Graph, nodes: Int32Array): void {
    const { first, edges } = graph;
    const outside: number[] = [];
    for (const [row, node] of nodes.entries()) this.#inside[node] = row;
    for (const node of nodes)
      for (let place = first[node]; place < first[node + 1]; place += 1) {
        const next = edges[place];
        if (this.#inside[next] !== -1 || this.#outside[next] !== -1) continue;
        this.#outside[next] = nodes.length + outside.length;
        outside.push(next);
      }
    this.#words = (nodes.length + outside.length + 31) >> 5;
    const size = this.#words * nodes.length;
    if (this.#rows.length < size) this.#rows = new Int32Array(size * 2);
    this.#rows.fill(0, 0, size);
    for (const [row, node] of nodes.entries()) {
      this.#set(row, row);
      for (let place = first[node]; place < first[node + 1]; place += 1) {
        const next = edges[place];
        this.#set(row, this.#inside[next] === -1 ? this.#outside[next] : this.#inside[next]);
      }
    }
    for (const node of nodes) this.#inside[node] = -1;
    for (const node of outside) this.#outside[node] = -1;
  }

  #set(row: number, bit: number): void {
    this.#rows[row * this.#words + (bit >> 5)] |= 1 << (bit & 31);
  }

  #has(row: number, bit: number): boolean {
    return (this.#rows[row * this.#words + (bit >> 5)] & (1 << (bit & 31))) !== 0;
  }

  /** The place in `left` of the row with the fewest neighbours; of equal ones the first. */
  #leastDegree(left: readonly number[]): number {
    let least = Number.POSITIVE_INFINITY;
    let best = 0;
    for (const [at, row] of left.entries()) {
      let degree = 0;
      for (let word = row * this.#words; word < (row + 1) * this.#words; word += 1)
        degree += countBits(this.#rows[word]);
      if (degree >= least) continue;
      least = degree;
      best = at;
    }
    return best;
  }

  /** Joins the neighbours of `row` with each other and takes it out. */
  #contract(row: number, left: readonly number[]): void {
    const words = this.#words;
    for (const other of left) {
      if (!this.#has(row, other)) continue;
      for (let word = 0; word < words; word += 1)
        this.#rows[other * words + word] |= this.#rows[row * words + word];
      this.#rows[other * words + (row >> 5)] &= ~(1 << (row & 31));
    }
  }
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return (((bits + (bits >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24;
}
