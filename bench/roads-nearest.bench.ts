/**
 * How long it takes to find the nearest of the units: plentiful ones, which a bounded search meets close by, in turns
 * with the same in C++; few ones, for which the hierarchy is asked; numbers in between, where the choice is close; and
 * a town whose units all stand in one place, which no estimate foresees. Places and units are drawn evenly over the
 * town but for the last.
 */
import { makeRowTimes } from "../src/roads/search/arc-rows.ts";
import type { NodeOffset } from "../src/roads/snap/snap.ts";
import { Nearest } from "../src/roads/ways/nearest.ts";
import { UnitPlaces } from "../src/roads/ways/unit-places.ts";
import { atMost, type Bench, type BenchOptions, figure, type Row, sized } from "./bench.ts";
import { startBaseline } from "./roads/baseline.ts";
import { makeTowns, placesAt, type Town } from "./roads/town.ts";
import { quantile, takeTurns } from "./roads/turns.ts";

const wanted = 10;
const goalMillis = 0.1;
const askedEach = sized(1000, 10);

function placeUnits({ hierarchy }: Town, nodes: Int32Array): UnitPlaces {
  const places = new UnitPlaces(hierarchy, nodes.length);
  for (const [unit, place] of placesAt(nodes).entries()) places.place(unit, place);
  return places;
}

/** The question for the nearest of all units of `places`. */
function makeAsk({ metric, weights }: Town, nearest: Nearest, places: UnitPlaces) {
  const rowTimes = makeRowTimes(nearest.rows, metric);
  const mask = new Uint8Array(places.unitCount).fill(1);
  return (ends: readonly NodeOffset[]): number => {
    const best = nearest.find({ rowTimes, weights, places, mask, ends, direct: [], wanted });
    let sum = 0;
    for (let at = 0; at < best.count; at += 1) sum += best.units[at] + best.millis[at];
    return sum;
  };
}

/** Milliseconds of each question. */
function timeQuestions(ends: readonly NodeOffset[][], ask: ReturnType<typeof makeAsk>): number[] {
  for (const each of ends) ask(each);
  return ends.map((each) => {
    const startedAt = performance.now();
    ask(each);
    return performance.now() - startedAt;
  });
}

async function measureTown(town: Town, say: BenchOptions["say"]): Promise<Row[]> {
  const { name, topology, hierarchy, units } = town;
  const ends = placesAt(town.ends);
  const nearest = new Nearest(topology, hierarchy);
  const baseline = await startBaseline(town, say);
  const many = `${name}: ${wanted} nearest of ${units.length}`;
  say(many);
  const askMany = makeAsk(town, nearest, placeUnits(town, units));
  const turns = await takeTurns(baseline, {
    what: "nearest",
    rounds: 600,
    batch: 15,
    questions: ends.length,
    wanted,
    ours: (begin, batch) => {
      let sum = 0;
      for (let at = begin; at < begin + batch; at += 1) sum += askMany(ends[at]);
      return sum;
    },
  });
  baseline?.close();
  const rows = [atMost(many, turns.millis, "ms", goalMillis)];
  if (turns.theirs !== undefined)
    rows.push(
      figure(`${many}: C++`, turns.theirs.millis, "ms"),
      atMost(`${many}: ours / C++`, turns.theirs.ratio, "x", 1.5),
    );
  for (const count of [10, 100, 300, 1000, 3000]) {
    const what = `${name}: ${wanted} nearest of ${count}`;
    say(what);
    const ask = makeAsk(town, nearest, placeUnits(town, units.slice(0, count)));
    const taken = timeQuestions(ends.slice(0, askedEach), ask);
    rows.push(
      count === wanted
        ? atMost(`${what}, p50`, quantile(taken, 0.5), "ms", goalMillis)
        : figure(`${what}, p50`, quantile(taken, 0.5), "ms"),
      figure(`${what}, p99`, quantile(taken, 0.99), "ms"),
    );
  }
  say(`${name}: all at one place`);
  const together = new Int32Array(units.length).fill(units[0]);
  const taken = timeQuestions(
    ends.slice(0, 100),
    makeAsk(town, nearest, placeUnits(town, together)),
  );
  return [...rows, figure(`${many} that all stand at one place, p50`, quantile(taken, 0.5), "ms")];
}

export const bench: Bench = {
  name: "roads-nearest",
  about: "the nearest of many and of few units by travel time, in turns with C++",
  async run({ say }) {
    const rows: Row[] = [];
    for (const town of await makeTowns(say)) rows.push(...(await measureTown(town, say)));
    return rows;
  },
};
