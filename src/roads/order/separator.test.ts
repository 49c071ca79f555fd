import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { keepLargestPart, makeGrid, makeTopology } from "../../testing/roads/hand-topology.ts";
import type { Topology } from "../network.ts";
import { CutSearch, type Side, sinkSide, sourceSide } from "./cut-search.ts";
import { sortAlongDirections } from "./directions.ts";
import { type Graph, toGraph } from "./graph.ts";
import { reduce } from "./reduce.ts";
import { findSeparator } from "./separator.ts";

/** Nodes that can be reached from `start` without going over `blocked`. */
function reachFrom(
  { first, edges }: Graph,
  start: readonly number[],
  blocked: ReadonlySet<number>,
) {
  const reached = new Set(start);
  for (const node of reached)
    for (let place = first[node]; place < first[node + 1]; place += 1)
      if (!blocked.has(edges[place])) reached.add(edges[place]);
  return reached;
}

function sizesOfPieces(graph: Graph, separator: readonly number[]): number[] {
  const seen = new Set(separator);
  const sizes: number[] = [];
  for (let node = 0; node < graph.nodeCount; node += 1) {
    if (seen.has(node)) continue;
    const piece = reachFrom(graph, [node], new Set(separator));
    for (const member of piece) seen.add(member);
    sizes.push(piece.size);
  }
  return sizes;
}

function separatorOf(topology: Topology): { graph: Graph; separator: number[] | undefined } {
  const graph = toGraph(topology);
  const nodes = Int32Array.from({ length: graph.nodeCount }, (_, node) => node);
  const sorted = sortAlongDirections(topology, nodes);
  return { graph, separator: findSeparator(graph, sorted, new CutSearch(graph.nodeCount)) };
}

/** A street grid with streets missing, and others built across it like bridges and tunnels. */
const cities: fc.Arbitrary<Topology> = fc
  .record({
    width: fc.integer({ min: 3, max: 14 }),
    height: fc.integer({ min: 3, max: 14 }),
    missing: fc.array(fc.nat(), { maxLength: 60 }),
    bridges: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }),
  })
  .map(({ width, height, missing, bridges }) => {
    const count = width * height;
    const gone = new Set(missing.map((number) => number % (count * width)));
    const grid = makeGrid(width, height, (from, to) => !gone.has(from * width + (to - from)));
    const edges = [...grid.tail.keys()]
      .filter((arc) => grid.tail[arc] < grid.head[arc])
      .flatMap((arc) => [grid.tail[arc], grid.head[arc]]);
    const across = bridges.flatMap(([from, to]) => [from % count, to % count]);
    return keepLargestPart(
      makeTopology(grid.latE7, grid.lonE7, Int32Array.from([...edges, ...across])),
    );
  });

describe("separator", () => {
  test("parts the graph, and each side has its share", () => {
    fc.assert(
      fc.property(cities, (city) => {
        fc.pre(city.nodeCount >= 10);
        const { graph, separator } = separatorOf(city);
        assert.ok(separator !== undefined);
        const sizes = sizesOfPieces(graph, separator);
        assert.ok(sizes.length >= 2, `${sizes.length} piece`);
        // A side may be several pieces: some of them together must make 20 % and leave 20 %.
        const least = Math.ceil(graph.nodeCount * 0.2);
        const all = graph.nodeCount - separator.length;
        let sums = new Set([0]);
        for (const size of sizes) sums = new Set([...sums].flatMap((sum) => [sum, sum + size]));
        assert.ok([...sums].some((sum) => sum >= least && all - sum >= least));
      }),
    );
  });

  test("a grid is cut along its short side, a town on two islands on the bridge", () => {
    const { separator } = separatorOf(makeGrid(40, 9));
    assert.equal(separator?.length, 9);
    const bridged = separatorOf(
      makeGrid(20, 9, (from, to) => from % 20 !== 9 || to !== from + 1 || from === 89),
    );
    assert.equal(bridged.separator?.length, 1);
    assert.ok([89, 90].includes(bridged.separator?.[0] ?? -1));
  });

  test("there is none where every node is a neighbour of every other", () => {
    const edges = Array.from({ length: 9 }, (_, a) => Array.from({ length: a }, (_, b) => [a, b]));
    const places = new Int32Array(9);
    const clique = makeTopology(places, places, Int32Array.from(edges.flat(2)));
    assert.equal(separatorOf(clique).separator, undefined);
  });
});

/** The fewest free nodes that part two sides, by trying all sets of nodes. */
function fewestBetween(graph: Graph, sources: readonly number[], sinks: readonly number[]): number {
  const ends = new Set([...sources, ...sinks]);
  const between = [...Array(graph.nodeCount).keys()].filter((node) => !ends.has(node));
  let fewest = between.length;
  for (let set = 0; set < 1 << between.length; set += 1) {
    const cut = new Set(between.filter((_, at) => ((set >> at) & 1) === 1));
    if (cut.size >= fewest) continue;
    const reached = reachFrom(graph, sources, cut);
    if (!sinks.some((sink) => reached.has(sink))) fewest = cut.size;
  }
  return fewest;
}

/**
 * The same number by plain flow, for graphs with too many sets: each node is two, joined by a pipe for one path, and
 * paths are looked for one at a time.
 */
function countPaths(graph: Graph, sources: readonly number[], sinks: readonly number[]): number {
  const ends = new Set([...sources, ...sinks]);
  // Gate 2n lets a path into node n, gate 2n + 1 out of it.
  const room = Array.from({ length: 2 * graph.nodeCount }, () => new Map<number, number>());
  for (let node = 0; node < graph.nodeCount; node += 1) {
    room[2 * node].set(2 * node + 1, ends.has(node) ? Infinity : 1);
    room[2 * node + 1].set(2 * node, 0);
  }
  for (let node = 0; node < graph.nodeCount; node += 1)
    for (let place = graph.first[node]; place < graph.first[node + 1]; place += 1) {
      const next = graph.edges[place];
      room[2 * node + 1].set(2 * next, Infinity);
      room[2 * next].set(2 * node + 1, room[2 * next].get(2 * node + 1) ?? 0);
    }
  const goals = new Set(sinks.map((sink) => 2 * sink));
  for (let paths = 0; ; paths += 1) {
    const from = new Map(sources.map((source): [number, number] => [2 * source, -1]));
    let gate = -1;
    for (const reached of from.keys()) {
      if (goals.has(reached)) {
        gate = reached;
        break;
      }
      for (const [next, left] of room[reached])
        if (left > 0 && !from.has(next)) from.set(next, reached);
    }
    if (gate === -1) return paths;
    for (let back = from.get(gate)!; back !== -1; gate = back, back = from.get(gate)!) {
      room[back].set(gate, room[back].get(gate)! - 1);
      room[gate].set(back, room[gate].get(back)! + 1);
    }
  }
}

/** Lets sides grow as told and checks after every step that the flow, both cuts and both reaches are right. */
function checkGrowth(
  graph: Graph,
  growth: readonly (readonly [number, Side, boolean])[],
  fewestOf: typeof countPaths,
): void {
  const search = new CutSearch(graph.nodeCount);
  search.start(graph);
  const sides: Record<Side, number[]> = { [sourceSide]: [], [sinkSide]: [] };
  for (const [next, side, isAbsorbed] of growth) {
    if (search.add(next, side)) sides[side].push(next);
    assert.ok(search.raise(side, graph.nodeCount));
    search.explore(side === sourceSide ? sinkSide : sourceSide);
    const fewest = fewestOf(graph, sides[sourceSide], sides[sinkSide]);
    assert.equal(search.flow, fewest);
    for (const each of [sourceSide, sinkSide] as const) {
      const cut = search.listCut(each);
      const own = reachFrom(graph, sides[each], new Set(cut));
      assert.equal(cut.length, fewest);
      assert.equal(search.sizeOf(each), own.size);
      for (const other of sides[each === sourceSide ? sinkSide : sourceSide])
        assert.ok(!own.has(other));
    }
    if (!isAbsorbed) continue;
    // What is reached may be taken: the fewest nodes stay as few.
    const taken = reachFrom(graph, sides[side], new Set(search.listCut(side)));
    search.absorb(side);
    sides[side] = [...taken];
    assert.equal(fewestOf(graph, sides[sourceSide], sides[sinkSide]), fewest);
  }
}

describe("cut search", () => {
  const growthOf = (nodeCount: number, most: number) =>
    fc.array(
      fc.tuple(
        fc.nat({ max: nodeCount - 1 }),
        fc.constantFrom<Side>(sourceSide, sinkSide),
        fc.boolean(),
      ),
      { minLength: 2, maxLength: most },
    );

  test("finds as many paths as nodes are needed to part the sides, by trying all sets", () => {
    const count = 11;
    const node = fc.nat({ max: count - 1 });
    const pairs = fc.array(fc.tuple(node, node), { maxLength: 30 });
    const places = new Int32Array(count);
    fc.assert(
      fc.property(pairs, growthOf(count, 7), (edges, growth) => {
        const graph = toGraph(makeTopology(places, places, Int32Array.from(edges.flat())));
        checkGrowth(graph, growth, fewestBetween);
      }),
    );
  });

  test("in towns, where paths have to make way for each other, as many as plain flow", () => {
    fc.assert(
      fc.property(
        cities.chain((city) => fc.tuple(fc.constant(city), growthOf(city.nodeCount, 40))),
        ([city, growth]) => checkGrowth(toGraph(city), growth, countPaths),
      ),
    );
  });
});

test("reduction leaves three neighbours or more, and none where there is a tree or a ring", () => {
  fc.assert(
    fc.property(cities, (city) => {
      const graph = toGraph(city);
      const { core, coreNodes, contracted } = reduce(graph, Number.POSITIVE_INFINITY);
      assert.equal(core.nodeCount + contracted.length, graph.nodeCount);
      assert.equal(new Set([...coreNodes, ...contracted]).size, graph.nodeCount);
      for (let node = 0; node < core.nodeCount; node += 1) {
        const row = core.edges.subarray(core.first[node], core.first[node + 1]);
        assert.ok(row.length >= 3);
        assert.equal(new Set(row).size, row.length);
        for (const next of row) {
          assert.notEqual(next, node);
          // Two nodes of the core are joined when a way over contracted nodes alone joins them.
          const others = new Set(coreNodes.filter((other) => other !== coreNodes[next]));
          assert.ok(reachFrom(graph, [coreNodes[node]], others).has(coreNodes[next]));
        }
      }
    }),
  );
  const ring = Int32Array.from({ length: 40 }, (_, at) => ((at + 1) >> 1) % 20);
  const places = new Int32Array(20);
  assert.equal(reduce(toGraph(makeTopology(places, places, ring))).core.nodeCount, 0);
});
