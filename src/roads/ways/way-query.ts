/**
 * How long from one place to another: the elimination tree query (Dibbelt, Strasser, Wagner 2016, section 6). Every
 * shortest way rises in the hierarchy and then falls, and what can be reached by rising from a node is exactly its
 * ancestors; so both ends walk up their chains of parents, without a queue, and meet. No two nodes of a chain are
 * equally deep in the tree, so the times of a climb stand by depth, close together, in columns that all queries of a
 * thread share: 1.5 times a C++ query's time instead of 1.9 times with columns by rank (bench roads-query), because a
 * 16-bit depth can not miss a column that has a constant length, so that the engine need not check. A place has some
 * nodes in reach (snap.ts), nearly always on one chain; where there are more, each chain of the one place climbs with
 * each of the other. A query allocates nothing. Not here: the roads along the way (unpack.ts), and a way that stays on
 * one segment, which touches no node.
 */
import { assert } from "../../base/assert.ts";
import type { Weights } from "../hierarchy/customise.ts";
import { findSlot, type Hierarchy, hierarchyLimits } from "../hierarchy/hierarchy.ts";
import { noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";
import { checkPlace, PlaceChains } from "./place-chains.ts";

/**
 * By depth: from the start up to here, from here down to the end; noWay beyond `usedDepths`, where no climb has been
 * since they were cleared. They are constants of the module, and not fields, because that is what saves the checks.
 */
const toHere = new Int32Array(hierarchyLimits.height).fill(noWay);
const fromHere = new Int32Array(hierarchyLimits.height).fill(noWay);
let usedDepths = 0;
/** Rank at which the last climb found its least time; -1 when it found none below its bound. */
let meetingOfClimb = -1;

export class WayQuery {
  readonly #hierarchy: Hierarchy;
  readonly #starts = new PlaceChains();
  readonly #ends = new PlaceChains();
  /** The chains that have the least time of the last query, and the rank at which they met; -1 when there was no way. */
  #startChain = -1;
  #endChain = -1;
  #meeting = -1;

  constructor(hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy;
  }

  /** Least milliseconds from one of `starts` to one of `ends`, their own included; `noWay` when there is none. */
  millis(weights: Weights, starts: readonly NodeOffset[], ends: readonly NodeOffset[]): number {
    checkPlace(this.#hierarchy, starts);
    checkPlace(this.#hierarchy, ends);
    this.#starts.set(this.#hierarchy, starts);
    this.#ends.set(this.#hierarchy, ends);
    this.#meeting = -1;
    let best: number = noWay;
    for (let start = 0; start < this.#starts.chainCount; start += 1)
      for (let end = 0; end < this.#ends.chainCount; end += 1) {
        best = this.#climb(weights, start, end, best);
        if (meetingOfClimb < 0) continue;
        this.#startChain = start;
        this.#endChain = end;
        this.#meeting = meetingOfClimb;
      }
    return best;
  }

  #climb(weights: Weights, startChain: number, endChain: number, bound: number): number {
    const { depth } = this.#hierarchy;
    const from = this.#starts.lowest[startChain];
    const to = this.#ends.lowest[endChain];
    toHere.fill(noWay, 0, usedDepths);
    fromHere.fill(noWay, 0, usedDepths);
    usedDepths = Math.max(depth[from], depth[to]) + 1;
    placeOnChain(depth, this.#starts, startChain, toHere);
    placeOnChain(depth, this.#ends, endChain, fromHere);
    return climbBoth(this.#hierarchy, weights, from, to, bound);
  }

  /** Where the last query's two climbs met, as the topology numbers it; -1 when there was no way. */
  get meetingNode(): number {
    return this.#meeting < 0 ? -1 : this.#hierarchy.node[this.#meeting];
  }

  /**
   * The weights that the last query's way goes over, in the order of travel: of slots up to the meeting, then of slots
   * down from it. Empty when there was no way, or when it goes over no arc. `weights` must be the same.
   */
  listWeights(weights: Weights): number[] {
    if (this.#meeting < 0) return [];
    // The columns may have served another climb since.
    this.#climb(weights, this.#startChain, this.#endChain, noWay);
    const { slotCount } = this.#hierarchy;
    const rise = this.#trace(weights, 0, toHere, this.#starts, this.#startChain).reverse();
    return rise.concat(this.#trace(weights, slotCount, fromHere, this.#ends, this.#endChain));
  }

  /** From the meeting back to one of the place's nodes, along nodes of the chain whose times add up. */
  #trace(
    weights: Weights,
    base: number,
    times: Int32Array,
    { ranks, millis, chainOf, nodeCount, lowest }: PlaceChains,
    chain: number,
  ): number[] {
    const { depth, parent, slotTail } = this.#hierarchy;
    const below: number[] = [];
    for (let node = lowest[chain]; node !== this.#meeting; node = parent[node]) below.push(node);
    below.reverse();
    const isReached = (node: number): boolean => {
      for (let at = 0; at < nodeCount; at += 1)
        if (chainOf[at] === chain && ranks[at] === node && millis[at] === times[depth[node]])
          return true;
      return false;
    };
    const over: number[] = [];
    let node = this.#meeting;
    while (!isReached(node)) {
      const slot = this.#findStep(weights, base, times, node, below);
      assert(slot >= 0, `no step leads to rank ${node}; other weights than the query's?`);
      over.push(base + slot);
      node = slotTail[slot];
    }
    return over;
  }

  /** The slot by which `node` got its time, from a node below it on the chain, the highest first; -1: there is none. */
  #findStep(
    weights: Weights,
    base: number,
    times: Int32Array,
    node: number,
    chain: readonly number[],
  ): number {
    const { firstUp, upHead, depth } = this.#hierarchy;
    const time = times[depth[node]];
    for (const below of chain) {
      if (below >= node || times[depth[below]] >= time) continue;
      const slot = findSlot(firstUp, upHead, below, node);
      if (slot >= 0 && times[depth[below]] + weights[base + slot] === time) return slot;
    }
    return -1;
  }
}

function placeOnChain(
  depth: Uint16Array,
  { ranks, millis, chainOf, nodeCount }: PlaceChains,
  chain: number,
  times: Int32Array,
): void {
  for (let at = 0; at < nodeCount; at += 1) {
    if (chainOf[at] !== chain) continue;
    const place = depth[ranks[at]];
    times[place] = Math.min(times[place], millis[at]);
  }
}

/**
 * Two chains, whose places have their times in the columns, climb to where they are one, and on to the root; a root of
 * its own (-1 above it) waits for the other. Gives the least time below `bound`, or `bound`.
 */
function climbBoth(
  { firstUp, parent, depth, upDepth, slotCount }: Hierarchy,
  weights: Weights,
  from: number,
  to: number,
  bound: number,
): number {
  let best = bound | 0;
  let start = from | 0;
  let end = to | 0;
  meetingOfClimb = -1;
  // Unsigned, so that -1 is above every rank.
  while (start !== end) {
    if (start >>> 0 < end >>> 0) {
      const time = toHere[depth[start]];
      if (time < best) relaxUp(upDepth, weights, firstUp[start], firstUp[start + 1], time);
      start = parent[start];
    } else {
      const time = fromHere[depth[end]];
      if (time < best) relaxDown(upDepth, weights, slotCount, firstUp[end], firstUp[end + 1], time);
      end = parent[end];
    }
  }
  for (let node = start; node >= 0; node = parent[node]) {
    const up = toHere[depth[node]];
    const down = fromHere[depth[node]];
    if (up + down < best) {
      best = up + down;
      meetingOfClimb = node;
    }
    if (up < best) relaxUp(upDepth, weights, firstUp[node], firstUp[node + 1], up);
    if (down < best) relaxDown(upDepth, weights, slotCount, firstUp[node], firstUp[node + 1], down);
  }
  return best;
}

/**
 * A node tells the nodes above it what it takes to them. `| 0` spares the engine a look for overflow (neither part of a
 * sum is above `noWay`), and `Math.min` becomes a conditional move where an `if` would be a branch that nobody can
 * predict. There are two of these because a column that comes as a parameter is no constant.
 */
function relaxUp(
  upDepth: Uint16Array,
  weights: Weights,
  begin: number,
  end: number,
  time: number,
): void {
  for (let slot = begin; slot < end; slot = (slot + 1) | 0) {
    const head = upDepth[slot];
    toHere[head] = Math.min(toHere[head], (time + weights[slot]) | 0);
  }
}

function relaxDown(
  upDepth: Uint16Array,
  weights: Weights,
  slotCount: number,
  begin: number,
  end: number,
  time: number,
): void {
  for (let slot = begin; slot < end; slot = (slot + 1) | 0) {
    const head = upDepth[slot];
    fromHere[head] = Math.min(fromHere[head], (time + weights[(slotCount + slot) | 0]) | 0);
  }
}
