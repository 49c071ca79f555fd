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

describe("cut search", () => {
  test("finds as many paths as nodes are needed to part the sides, also when the sides have grown", () => {
    const count = 11;
    const node = fc.nat({ max: count - 1 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(node, node), { maxLength: 30 }),
        fc.array(fc.tuple(node, fc.constantFrom<Side>(sourceSide, sinkSide)), {
          minLength: 2,
          maxLength: 7,
        }),
        (pairs, growth) => {
          const places = new Int32Array(count);
          const graph = toGraph(makeTopology(places, places, Int32Array.from(pairs.flat())));
          const search = new CutSearch(count);
          search.start(graph);
          const sides: Record<Side, number[]> = { [sourceSide]: [], [sinkSide]: [] };
          for (const [next, side] of growth) {
            if (search.add(next, side)) sides[side].push(next);
            assert.ok(search.raise(side, count));
            search.explore(side === sourceSide ? sinkSide : sourceSide);
            const fewest = fewestBetween(graph, sides[sourceSide], sides[sinkSide]);
            assert.equal(search.flow, fewest);
            for (const each of [sourceSide, sinkSide] as const) {
              const cut = search.listCut(each);
              const own = reachFrom(graph, sides[each], new Set(cut));
              assert.equal(cut.length, fewest);
              assert.equal(search.sizeOf(each), own.size);
              for (const other of sides[each === sourceSide ? sinkSide : sourceSide])
                assert.ok(!own.has(other));
            }
            // What is reached may be taken: the fewest nodes stay as few.
            const taken = reachFrom(graph, sides[side], new Set(search.listCut(side)));
            search.absorb(side);
            sides[side] = [...taken];
            assert.equal(fewestBetween(graph, sides[sourceSide], sides[sinkSide]), fewest);
          }
        },
      ),
      { numRuns: 200 },
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
