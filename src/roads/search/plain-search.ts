/**
 * Dijkstra's search, plain: from one or several places through the network as it is, as far as asked. It is what
 * everything on the hierarchy is checked against, and the better way where little of the network need be seen. The
 * object is a workspace: it is made once, and a search allocates nothing and cleans up only what the last one touched.
 * Not here: what is looked for on the way (nearest, isochrone).
 */
import { noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";
import type { ArcRows, RowTimes } from "./arc-rows.ts";
import { NodeHeap, raise, sink } from "./node-heap.ts";

/** What a search is for. */
export interface SearchGoal {
  /**
   * A node, by its number in the rows, has got its least time, and the search is to go on up to `untilMillis`: gives up
   * to where it shall go on from here, -1 to end it.
   */
  settle: (node: number, millis: number, untilMillis: number) => number;
}

const noGoal: SearchGoal = { settle: (_node, _millis, untilMillis) => untilMillis };

export class PlainSearch {
  /** Milliseconds of each node by its number in the rows; `noWay` where no search came. Read it, never write it. */
  readonly millis: Int32Array;
  /** Nodes in the order of their times, the first `settledCount`. */
  readonly settled: Int32Array;
  settledCount = 0;
  readonly #heap: NodeHeap;
  /** Nodes whose time was set, for cleaning up. */
  readonly #touched: Int32Array;
  #touchedCount = 0;

  constructor({ nodeCount, arcCount }: { readonly nodeCount: number; readonly arcCount: number }) {
    this.millis = new Int32Array(nodeCount).fill(noWay);
    this.settled = new Int32Array(nodeCount);
    this.#touched = new Int32Array(nodeCount);
    // A node is put in at the start, and once for each arc into it that makes it sooner.
    this.#heap = new NodeHeap(nodeCount + arcCount);
  }

  /**
   * Times from `starts` to all nodes within `untilMillis` (to `starts`, when the rows are those by head). Nodes beyond
   * that may have a time, too, but it need not be their least. Starts are nodes of the topology; `rowTimes` are those
   * of `rows`. `goal` sees every node that is settled and may end the search earlier.
   */
  run(
    rows: ArcRows,
    rowTimes: RowTimes,
    starts: readonly NodeOffset[],
    untilMillis: number = noWay - 1,
    goal: SearchGoal = noGoal,
  ): void {
    this.#begin(rows, starts);
    const { first, other } = rows;
    const { nodes, times } = this.#heap;
    const millis = this.millis;
    const settled = this.settled;
    const touched = this.#touched;
    let settledCount = 0;
    let touchedCount = this.#touchedCount;
    let size = this.#heap.size;
    let until = untilMillis;
    while (size > 0 && times[0] <= until) {
      const node = nodes[0];
      const time = times[0];
      size -= 1;
      if (size > 0) sink(nodes, times, size);
      // It came out before, with its least time.
      if (time > millis[node]) continue;
      settled[settledCount++] = node;
      until = goal.settle(node, time, until);
      const end = first[node + 1];
      for (let at = first[node]; at < end; at += 1) {
        const reached = other[at];
        const reachedTime = time + rowTimes[at];
        const known = millis[reached];
        if (reachedTime >= known) continue;
        // A node without a time has `noWay`, so only times below that get here.
        if (known === noWay) touched[touchedCount++] = reached;
        millis[reached] = reachedTime;
        raise(nodes, times, size++, reached, reachedTime);
      }
    }
    this.#heap.size = size;
    this.settledCount = settledCount;
    this.#touchedCount = touchedCount;
  }

  /** Forgets the last search and stands at the starts of the next one. */
  #begin({ numbers }: ArcRows, starts: readonly NodeOffset[]): void {
    const millis = this.millis;
    const touched = this.#touched;
    for (let at = 0; at < this.#touchedCount; at += 1) millis[touched[at]] = noWay;
    this.#touchedCount = 0;
    this.#heap.size = 0;
    for (let at = 0; at < starts.length; at += 1) {
      const node = numbers[starts[at].node];
      const time = starts[at].millis;
      if (time >= millis[node]) continue;
      if (millis[node] === noWay) touched[this.#touchedCount++] = node;
      millis[node] = time;
    }
    for (let at = 0; at < this.#touchedCount; at += 1)
      this.#heap.push(touched[at], millis[touched[at]]);
  }
}
