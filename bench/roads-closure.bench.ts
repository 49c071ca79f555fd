/**
 * What a closed street costs until ways avoid it: a full customisation, closing and opening streets in part, all over
 * the town and in one quarter, and where a full customisation becomes the faster one. What is promised is the time until
 * the router has it, which takes the faster of the two; the partial one alone is there to find where they cross. Each
 * closing is checked for nothing here (the tests do that); the full customisation takes turns with the same in C++.
 */
import { RandomStream } from "../src/base/random.ts";
import { ClassMetric } from "../src/roads/closures/class-metric.ts";
import { customise, makeWeights } from "../src/roads/hierarchy/customise.ts";
import { Recustomiser } from "../src/roads/hierarchy/recustomise.ts";
import { noWay } from "../src/roads/network.ts";
import { atMost, type Bench, type BenchOptions, figure, type Row, sized } from "./bench.ts";
import { startBaseline } from "./roads/baseline.ts";
import { makeTowns, type Town } from "./roads/town.ts";
import { quantile, takeTurns } from "./roads/turns.ts";

/** Milliseconds of full customisation of 886,000 arcs; a smaller town must not take longer either. */
const fullMillis = 60;
const closeMillis = 10;
const sets = sized(100, 2);
/** Each set of streets is closed and opened so often; medians of these tell a busy machine from a slow one. */
const repeats = sized(5, 1);

interface Drawn {
  readonly name: string;
  /** Arcs to close, both directions of each street. */
  readonly sets: readonly number[][];
}

/** Both directions of so many streets, all over the town. */
function drawAnywhere({ topology }: Town, random: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => random.below(topology.arcCount)).flatMap((arc) =>
    bothWays(topology, arc),
  );
}

/** So many streets about one place, as a flood or a crowd closes them. */
function drawQuarter({ topology }: Town, random: RandomStream, count: number): number[] {
  const { firstArc, head } = topology;
  const nodes = [random.below(topology.nodeCount)];
  const seen = new Set(nodes);
  const arcs = new Set<number>();
  for (let at = 0; at < nodes.length && arcs.size < 2 * count; at += 1) {
    for (let arc = firstArc[nodes[at]]; arc < firstArc[nodes[at] + 1]; arc += 1) {
      for (const each of bothWays(topology, arc)) arcs.add(each);
      if (!seen.has(head[arc])) nodes.push(head[arc]);
      seen.add(head[arc]);
    }
  }
  return [...arcs];
}

function bothWays({ firstArc, tail, head }: Town["topology"], arc: number): number[] {
  const arcs = [arc];
  for (let back = firstArc[head[arc]]; back < firstArc[head[arc] + 1]; back += 1)
    if (head[back] === tail[arc]) arcs.push(back);
  return arcs;
}

/** Milliseconds of closing and of opening each set, `repeats` times. */
function closeAndOpen(town: Town, drawn: readonly number[][]) {
  const { hierarchy, metric } = town;
  const recustomiser = new Recustomiser(hierarchy);
  const weights = town.weights.slice();
  const now = metric.slice();
  const closing: number[][] = drawn.map(() => []);
  const opening: number[][] = drawn.map(() => []);
  let changed = 0;
  // One round more, to warm up.
  for (let repeat = 0; repeat <= repeats; repeat += 1) {
    for (const [set, arcs] of drawn.entries()) {
      for (const arc of arcs) now[arc] = noWay;
      const closeAt = performance.now();
      recustomiser.updatePart(now, weights, arcs);
      const closed = performance.now() - closeAt;
      changed += recustomiser.changedCount;
      for (const arc of arcs) now[arc] = metric[arc];
      const openAt = performance.now();
      recustomiser.updatePart(now, weights, arcs);
      const opened = performance.now() - openAt;
      if (repeat === 0) continue;
      closing[set].push(closed);
      opening[set].push(opened);
    }
  }
  if (weights.some((weight, at) => weight !== town.weights[at]))
    throw new Error("the weights after opening all again are not those before");
  return { closing, opening, changed: changed / (repeats + 1) / drawn.length };
}

/** Milliseconds until all threads read the roads without these streets: both copies, as a region keeps them. */
function shutForAll({ hierarchy, metric }: Town, drawn: readonly number[][]): number[] {
  const classMetric = new ClassMetric(hierarchy, metric);
  const millis: number[] = [];
  for (let repeat = 0; repeat <= repeats; repeat += 1)
    for (const arcs of drawn) {
      const startedAt = performance.now();
      classMetric.shut(arcs);
      const taken = performance.now() - startedAt;
      classMetric.shut([]);
      if (repeat > 0) millis.push(taken);
    }
  return millis;
}

function measureSets(town: Town, { name, sets: drawn }: Drawn): Row[] {
  const { closing, opening, changed } = closeAndOpen(town, drawn);
  const shutting = shutForAll(town, drawn);
  const medians = closing.map((each) => quantile(each, 0.5));
  return [
    figure(`${name}: close, p50`, quantile(closing.flat(), 0.5), "ms"),
    figure(`${name}: close, p99`, quantile(closing.flat(), 0.99), "ms"),
    figure(`${name}: shut for all threads, p50`, quantile(shutting, 0.5), "ms"),
    atMost(`${name}: shut for all threads, p99`, quantile(shutting, 0.99), "ms", closeMillis),
    figure(`${name}: close, p99 of each set's median of ${repeats}`, quantile(medians, 0.99), "ms"),
    figure(`${name}: open, p99`, quantile(opening.flat(), 0.99), "ms"),
    figure(`${name}: weights changed`, changed, "weights"),
  ];
}

/** Arcs, as a share of all, from which on a full customisation is faster than a partial one. */
function findCrossing(town: Town, random: RandomStream, millis: number): number {
  let count = 50;
  for (; 2 * count < town.topology.arcCount; count = Math.ceil(count * 1.25)) {
    const drawn = Array.from({ length: 3 }, () => drawAnywhere(town, random, count));
    const { closing } = closeAndOpen(town, drawn);
    if (quantile(closing.flat(), 0.5) > millis) break;
  }
  return (2 * count) / town.topology.arcCount;
}

async function measureTown(town: Town, say: BenchOptions["say"]): Promise<Row[]> {
  const { name, hierarchy, metric } = town;
  const random = new RandomStream(5, `bench-closures-${name}`);
  const weights = makeWeights(hierarchy);
  const baseline = await startBaseline(town, say);
  say(`${name}: full customisation`);
  const full = await takeTurns(baseline, {
    what: "customise",
    rounds: 30,
    batch: 1,
    questions: 1000,
    ours: () => {
      customise(hierarchy, metric, weights);
      let sum = 0;
      for (let slot = 0; slot < hierarchy.slotCount; slot += 97)
        sum += weights[slot] + weights[hierarchy.slotCount + slot];
      return sum;
    },
  });
  baseline?.close();
  const rows = [atMost(`${name}: full customisation`, full.millis, "ms", fullMillis)];
  if (full.theirs !== undefined)
    rows.push(
      figure(`${name}: full customisation: C++`, full.theirs.millis, "ms"),
      figure(`${name}: full customisation: ours / C++`, full.theirs.ratio, "x"),
    );
  const draw = (what: string, make: typeof drawAnywhere, count: number): Drawn => ({
    name: `${name}: ${count} ${what}`,
    sets: Array.from({ length: sets }, () => make(town, random, count)),
  });
  for (const drawn of [
    draw("street anywhere", drawAnywhere, 1),
    draw("streets anywhere", drawAnywhere, 100),
    draw("streets of a quarter", drawQuarter, 100),
  ]) {
    say(drawn.name);
    rows.push(...measureSets(town, drawn));
  }
  say(`${name}: looking for the crossing`);
  const crossing = findCrossing(town, random, full.millis);
  return [...rows, figure(`${name}: share of arcs from which full is faster`, crossing * 100, "%")];
}

export const bench: Bench = {
  name: "roads-closure",
  about: "a street is closed: partial and full customisation, and where they cross",
  async run({ say }) {
    const rows: Row[] = [];
    for (const town of await makeTowns(say)) rows.push(...(await measureTown(town, say)));
    return rows;
  },
};
