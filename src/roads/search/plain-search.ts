/**
 * Dijkstra's search, plain: from one or several places through the network as it is, as far as asked. It is what
 * everything on the hierarchy is checked against, and the better way where little of the network need be seen. The
 * object is a workspace: it is made once, and a search allocates nothing and cleans up only what the last one touched.
 * Not here: what is looked for on the way (nearest, isochrone).
 */
import { type Metric, noWay } from "../network.ts";
import type { NodeOffset } from "../snap/snap.ts";
import type { ArcRows } from "./arc-rows.ts";
import { NodeHeap } from "./node-heap.ts";

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

  constructor(nodeCount: number) {
    this.millis = new Int32Array(nodeCount).fill(noWay);
    this.settled = new Int32Array(nodeCount);
    this.#touched = new Int32Array(nodeCount);
    this.#heap = new NodeHeap(nodeCount);
  }

  /**
   * Times from `starts` to all nodes within `untilMillis` (to `starts`, when the rows are those by head). Nodes beyond
   * that may have a time, too, but it need not be their least.
   */
  run(
    rows: ArcRows,
    metric: Metric,
    starts: readonly NodeOffset[],
    untilMillis: number = noWay - 1,
  ): void {
    this.begin(rows, starts);
    while (this.step(rows, metric, untilMillis) >= 0);
  }

  /** Forgets the last search and stands at the starts of the next one, which are nodes of the topology. */
  begin({ numbers }: ArcRows, starts: readonly NodeOffset[]): void {
    const millis = this.millis;
    const touched = this.#touched;
    for (let at = 0; at < this.#touchedCount; at += 1) millis[touched[at]] = noWay;
    this.#touchedCount = 0;
    this.settledCount = 0;
    this.#heap.clear();
    for (let at = 0; at < starts.length; at += 1) {
      const node = numbers[starts[at].node];
      const time = starts[at].millis;
      if (time >= millis[node]) continue;
      if (millis[node] === noWay) touched[this.#touchedCount++] = node;
      millis[node] = time;
      this.#heap.push(node, time);
    }
  }

  /** Settles the next node and gives it, or -1 when none is left within `untilMillis`. */
  step({ first, arc, other }: ArcRows, metric: Metric, untilMillis: number): number {
    const heap = this.#heap;
    if (heap.size === 0 || heap.nextTime > untilMillis) return -1;
    const millis = this.millis;
    const touched = this.#touched;
    let touchedCount = this.#touchedCount;
    const node = heap.pop();
    const time = millis[node];
    this.settled[this.settledCount++] = node;
    const end = first[node + 1];
    for (let at = first[node]; at < end; at += 1) {
      const reached = other[at];
      const reachedTime = time + metric[arc[at]];
      const known = millis[reached];
      if (reachedTime >= known) continue;
      // A node without a time has `noWay`, so only times below that get here.
      if (known === noWay) touched[touchedCount++] = reached;
      millis[reached] = reachedTime;
      heap.push(reached, reachedTime);
    }
    this.#touchedCount = touchedCount;
    return node;
  }
}
