/**
 * How long the hierarchy takes to answer: one way, the roads along it, all units to one place, every node, a matrix.
 * Beside it, in turns and on the same questions, the same algorithms in C++ (bench/baseline), whose answers must be
 * the same; and the routers that one would get from npm, on the same graph. Questions are between nodes drawn evenly
 * over the town, which is harder than what a control room asks.
 */
import geojsonPathFinder from "geojson-path-finder";
import createGraph from "ngraph.graph";
import { nba } from "ngraph.path";
import { distanceM } from "../src/base/distance.ts";
import { noWay } from "../src/roads/network.ts";
import { Matrix } from "../src/roads/ways/matrix.ts";
import { Sweep } from "../src/roads/ways/sweep.ts";
import { findWay } from "../src/roads/ways/unpack.ts";
import { UnitSweep } from "../src/roads/ways/unit-sweep.ts";
import { WayQuery } from "../src/roads/ways/way-query.ts";
import {
  atLeast,
  atMost,
  type Bench,
  type BenchOptions,
  figure,
  type Row,
  sized,
} from "./bench.ts";
import { type Baseline, startBaseline } from "./roads/baseline.ts";
import { makeTowns, placesAt, type Town } from "./roads/town.ts";
import { quantile, takeTurns, type Turns } from "./roads/turns.ts";

/** Microseconds that a way may take; promised for Porto, so a town six times as large that keeps it is on the safe side. */
const wayMicros = 25;

function compared(name: string, turns: Turns, limit: number): Row[] {
  if (turns.theirs === undefined) return [];
  return [
    figure(`${name}: C++`, turns.theirs.millis * 1000, "us"),
    atMost(`${name}: ours / C++`, turns.theirs.ratio, "x", limit),
  ];
}

/** All units to one place, by either way of asking for them. */
function takeSweeps(
  baseline: Baseline | undefined,
  { weights, units, ends }: Town,
  sweep: Sweep | UnitSweep,
  millisOf: (unit: number) => number,
): Promise<Turns> {
  const places = placesAt(ends);
  return takeTurns(baseline, {
    what: "sweep",
    rounds: 60,
    batch: 1,
    questions: ends.length,
    ours: (begin, batch) => {
      let sum = 0;
      for (let at = begin; at < begin + batch; at += 1) {
        sweep.beginTo(weights, places[at]);
        for (let unit = 0; unit < units.length; unit += 1) sum += millisOf(unit);
      }
      return sum;
    },
  });
}

async function measureTown(town: Town, say: BenchOptions["say"]): Promise<Row[]> {
  const { name, metric, hierarchy, weights, units } = town;
  const [starts, ends] = [placesAt(town.starts), placesAt(town.ends)];
  const baseline = await startBaseline(town, say);
  const query = new WayQuery(hierarchy);
  const sweep = new Sweep(hierarchy);
  say(`${name}: ways`);
  const ways = await takeTurns(baseline, {
    what: "way",
    rounds: 400,
    batch: 50,
    questions: starts.length,
    ours: (begin, batch) => {
      let sum = 0;
      for (let at = begin; at < begin + batch; at += 1)
        sum += query.millis(weights, starts[at], ends[at]);
      return sum;
    },
  });
  say(`${name}: sweeps`);
  const sweeps = await takeSweeps(baseline, town, sweep, (unit) => sweep.millis(units[unit]));
  const kept = new UnitSweep(hierarchy, units.length);
  for (let unit = 0; unit < units.length; unit += 1)
    kept.place(unit, [{ node: units[unit], millis: 0 }]);
  const unitSweeps = await takeSweeps(baseline, town, kept, (unit) => kept.millis(unit));
  baseline?.close();
  const all = new Int32Array(town.topology.nodeCount);
  let arcs = 0;
  const roads = timeEach(1000, (at) => {
    arcs += findWay(hierarchy, query, metric, weights, starts[at], ends[at])?.arcs.length ?? 0;
  });
  const everywhere = timeEach(40, (at) => {
    sweep.beginFrom(weights, starts[at]);
    sweep.fillAll(all);
  });
  const column = measureColumns(town);
  return [
    atMost(`${name}: one way`, ways.millis * 1000, "us", wayMicros),
    ...compared(`${name}: one way`, ways, 2),
    figure(`${name}: one way with its roads`, quantile(roads, 0.5) * 1000, "us"),
    figure(`${name}: roads along a way`, arcs / roads.length, "arcs"),
    // What a region asks: its units are known beforehand. Then the same for places that nobody knew of.
    atMost(`${name}: ${units.length} units to one place`, unitSweeps.millis, "ms", 10),
    ...compared(`${name}: ${units.length} units to one place`, unitSweeps, 2),
    figure(`${name}: from ${units.length} places, one by one, to one`, sweeps.millis, "ms"),
    ...compared(`${name}: from ${units.length} places, one by one, to one`, sweeps, 2),
    figure(`${name}: from one place to every node`, quantile(everywhere, 0.5), "ms"),
    figure(`${name}: matrix of 2,000 places, a column`, column, "ms"),
    ...measurePackages(town, ways.millis, say),
  ];
}

/** Milliseconds of the times from 2,000 stations and zones to one of them. */
function measureColumns({ hierarchy, weights, starts }: Town): number {
  const places = Array.from(starts.slice(0, 2_000), (node) => [{ node, millis: 0 }]);
  const matrix = new Matrix(hierarchy, places);
  const taken = timeEach(200, (end) => matrix.makeColumn(weights, end, places[end]));
  return quantile(taken, 0.5);
}

/** Milliseconds of each of `count` turns. */
function timeEach(count: number, act: (at: number) => void): number[] {
  return Array.from({ length: count }, (_, at) => {
    const startedAt = performance.now();
    act(at);
    return performance.now() - startedAt;
  });
}

const packageQuestions = sized(20, 2);

/** The routers that one would get from npm, each asked the way its documentation asks it, for the same ways. */
function measurePackages(town: Town, ourMillis: number, say: BenchOptions["say"]): Row[] {
  const { name, hierarchy, weights } = town;
  const query = new WayQuery(hierarchy);
  const expected = Array.from({ length: packageQuestions }, (_, at) =>
    query.millis(
      weights,
      [{ node: town.starts[at], millis: 0 }],
      [{ node: town.ends[at], millis: 0 }],
    ),
  );
  const routers = { "ngraph.path": askNgraph, "geojson-path-finder": askGeojson };
  return Object.entries(routers).flatMap(([router, makeAsk]) => {
    say(`${name}: ${router}`);
    const ask = makeAsk(town);
    const taken = timeEach(packageQuestions, (at) => {
      const found = ask(town.starts[at], town.ends[at]);
      if (!(Math.abs(found - expected[at]) <= expected[at] * 0.01))
        throw new Error(`${router}: way ${at} takes ${found} ms, ours ${expected[at]} ms`);
    });
    const millis = quantile(taken, 0.5);
    return [
      figure(`${name}: one way with ${router}`, millis, "ms"),
      atLeast(`${name}: ${router} / ours`, millis / ourMillis, "x", 500),
    ];
  });
}

type Ask = (from: number, to: number) => number;

/** Its fastest search, NBA*, with the straight line at the highest speed as what is left at least. */
function askNgraph(town: Town): Ask {
  const { latE7, lonE7 } = town.topology;
  const graph = createGraph<undefined, number>();
  const between = (from: number, to: number) =>
    distanceM(latE7[from], lonE7[from], latE7[to], lonE7[to]);
  let leastMillisPerMetre = Number.POSITIVE_INFINITY;
  for (const [{ from, to }, millis] of soonestArcs(town)) {
    graph.addLink(from, to, millis);
    const metres = between(from, to);
    if (metres > 0) leastMillisPerMetre = Math.min(leastMillisPerMetre, millis / metres);
  }
  const finder = nba(graph, {
    oriented: true,
    distance: (_from, _to, link) => link.data,
    heuristic: (from, to) =>
      Math.floor(between(Number(from.id), Number(to.id)) * leastMillisPerMetre * 0.999),
  });
  return (from, to) => {
    // It gives the nodes from the end to the start.
    const nodes = finder.find(from, to);
    return nodes.slice(1).reduce((sum, node, at) => {
      const link = graph.getLink(node.id, nodes[at].id);
      return sum + (link?.data ?? Number.NaN);
    }, 0);
  };
}

/**
 * It makes a smaller graph of its own from the streets. It takes nodes at one place for one, so that they get places of
 * their own here: a junction with forbidden turns is several nodes that lie together.
 */
function askGeojson(town: Town): Ask {
  const columns = 1_000;
  const point = (node: number) => [(node % columns) / 100, Math.floor(node / columns) / 100];
  const streets = new Map<
    string,
    { from: number; to: number; forward: number; backward: number }
  >();
  for (const [{ from, to }, millis] of soonestArcs(town)) {
    const [low, high] = from < to ? [from, to] : [to, from];
    const street = streets.get(`${low} ${high}`) ?? {
      from: low,
      to: high,
      forward: 0,
      backward: 0,
    };
    if (from === low) street.forward = millis;
    else street.backward = millis;
    streets.set(`${low} ${high}`, street);
  }
  const features = Array.from(streets.values(), ({ from, to, ...millis }) => ({
    type: "Feature" as const,
    properties: millis,
    geometry: { type: "LineString" as const, coordinates: [point(from), point(to)] },
  }));
  const finder = new geojsonPathFinder.default(
    { type: "FeatureCollection", features },
    { tolerance: 1e-7, weight: (_from, _to, millis) => millis },
  );
  const place = (node: number) => ({
    type: "Feature" as const,
    properties: {},
    geometry: { type: "Point" as const, coordinates: point(node) },
  });
  return (from, to) => finder.findPath(place(from), place(to))?.weight ?? Number.NaN;
}

/** The soonest arc from each node to each next one, with its milliseconds: these routers know no parallel streets. */
function* soonestArcs({ topology, metric }: Town) {
  const { firstArc, head, nodeCount } = topology;
  for (let from = 0; from < nodeCount; from += 1) {
    const soonest = new Map<number, number>();
    for (let arc = firstArc[from]; arc < firstArc[from + 1]; arc += 1) {
      const to = head[arc];
      if (to !== from && metric[arc] < noWay)
        soonest.set(to, Math.min(metric[arc], soonest.get(to) ?? noWay));
    }
    for (const [to, millis] of soonest) yield [{ from, to }, millis] as const;
  }
}

export const bench: Bench = {
  name: "roads-query",
  about: "ways, sweeps and matrices on the hierarchy, in turns with C++ and beside npm's routers",
  async run({ say }) {
    const rows: Row[] = [];
    for (const town of await makeTowns(say)) rows.push(...(await measureTown(town, say)));
    return rows;
  },
};
