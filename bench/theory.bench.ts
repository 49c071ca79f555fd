/**
 * Formulas and simulation against each other: every case of bench/theory played over two million calls, each figure
 * beside its expected value, which must lie in the 99.9 % interval about what was got. Each name begins with who played:
 * `rehearsal`, the live core's rules on recorded demand, or `plain`, a loop without rules for what recorded demand can not
 * say. The goal column says the expected value and half the interval's width. `-- theory 200000` plays shorter runs. One right figure in a thousand misses; the
 * seed is fixed, so that a miss comes from a change.
 */
import { figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";
import { cases, type Case } from "./theory/cases.ts";
import { Batches, compare } from "./theory/compare.ts";
import { BatchMean } from "./theory/interval.ts";
import { hypercubeRows } from "./theory/hypercube-rows.ts";
import { playRoom } from "./theory/plain-room.ts";
import { playRehearsed } from "./theory/rehearsed-room.ts";
import { occupancyRows, varyingRows, walkOutRows } from "./theory/rehearsed-rows.ts";

const fullCalls = sized(2_000_000, 10000);
const seed = 2_026;

const players = { rehearsal: playRehearsed, plain: playRoom } as const;

function rowsOf({ name, player, longer = 1, room, figures }: Case, calls: number): Row[] {
  const batches = new Batches(calls * longer);
  const means = figures.map(() => new BatchMean());
  players[player](room, batches.calls, seed, (call) => {
    const batch = batches.find(call.call);
    if (batch === undefined) return;
    for (const [index, { of }] of figures.entries()) {
      const value = of(call);
      if (value !== undefined) means[index].add(batch, value);
    }
  });
  return figures.map((each, index) =>
    compare(`${player}: ${name}: ${each.name}`, each.unit, each.expected, means[index]),
  );
}

function run({ say, args }: BenchOptions): Promise<readonly Row[]> {
  const calls = args.length === 0 ? fullCalls : Number(args[0]);
  if (args.length > 1 || !Number.isInteger(calls) || calls < 10_000 || calls > 1e9)
    throw new Error(`got "${args.join(" ")}", expected a number of calls from 10000`);
  const rows: Row[] = [];
  for (const each of cases) {
    say(each.name);
    rows.push(...rowsOf(each, calls));
  }
  say("units without end");
  rows.push(...occupancyRows(calls, seed));
  say("a day with quiet and busy hours");
  rows.push(...varyingRows(calls, seed));
  say("a walk-out");
  rows.push(...walkOutRows(calls, seed));
  say("hypercube");
  rows.push(...hypercubeRows(calls, seed));
  const outside = rows.filter(({ met }) => met === false).length;
  rows.push(figure(`outside their interval, of ${rows.length}`, outside, "figures"));
  return Promise.resolve(rows);
}

export const bench: Bench = {
  name: "theory",
  about: "simulated waits, losses and ways inside 99.9 % intervals about what the formulas say",
  run,
};
