/**
 * What luck costs: a Philox block, a uniform of a call, each distribution, and ten million arrivals made in line with
 * the spread of a real control room. Math.random, which can not be put back, is the yardstick beside them. The promise
 * is memory: ten million calls in at most 100 MB, flat after the first million.
 */
import { AliasTable, EmpiricalValues } from "../src/base/empirical.ts";
import { CallRandom } from "../src/base/call-random.ts";
import { microsPerHour } from "../src/base/instant.ts";
import { fillPhiloxBlock } from "../src/base/philox.ts";
import {
  exponentialOf,
  gammaFrom,
  lognormalOf,
  normalOf,
  weibullOf,
} from "../src/base/samplers.ts";
import { Arrivals } from "../src/sim/arrivals/arrivals.ts";
import { RateProfile } from "../src/sim/arrivals/rate-profile.ts";
import { atMost, figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";

const turns = sized(5, 1);
const drawsPerTurn = sized(400_000, 1000);
const manyCalls = sized(10_000_000, 10000);
const mebibyte = 1_048_576;

const random = new CallRandom(1, "bench");
const words = new Uint32Array(4);
const recorded = new EmpiricalValues(
  Array.from({ length: 5_000 }, (_, call) =>
    lognormalOf(random.seek(1, call, 0).uniform(), 600, 0.6),
  ),
);
const kinds = new AliasTable(Array.from({ length: 168 }, (_, hour) => 1 + (hour % 24)));

/** Each draws for one call, from its own counter, as a rehearsal does. */
const draws: readonly (readonly [name: string, draw: (call: number) => number])[] = [
  ["Math.random, the yardstick", () => Math.random()],
  [
    "Philox block, 4 words",
    (call) => {
      fillPhiloxBlock(words, 0, call, 0, 0, 1, 2);
      return words[0];
    },
  ],
  ["uniform of a call", (call) => random.seek(0, call, 0).uniform()],
  ["exponential", (call) => exponentialOf(random.seek(0, call, 1).uniform(), 40)],
  ["normal", (call) => normalOf(random.seek(0, call, 2).uniform(), 40, 10)],
  ["lognormal", (call) => lognormalOf(random.seek(0, call, 3).uniform(), 40, 0.5)],
  ["Weibull", (call) => weibullOf(random.seek(0, call, 4).uniform(), 1.4, 40)],
  ["gamma, shape 2.5", (call) => gammaFrom(random.seek(0, call, 5), 2.5, 16)],
  ["recorded value of 5,000", (call) => recorded.quantile(random.seek(0, call, 6).uniform())],
  ["kind of 168", (call) => kinds.kind(random.seek(0, call, 7).uniform())],
];

/** Median nanoseconds a draw of each, the turns of all of them interleaved. */
function timeDraws(): number[] {
  const taken = draws.map((): number[] => []);
  let sink = 0;
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const [index, [, draw]] of draws.entries()) {
      const startedAt = performance.now();
      for (let call = 0; call < drawsPerTurn; call += 1) sink += draw(call);
      const nanoseconds = ((performance.now() - startedAt) * 1e6) / drawsPerTurn;
      if (turn > 0) taken[index].push(nanoseconds);
    }
  }
  if (Number.isNaN(sink)) throw new Error("a draw was no number");
  return taken.map((list) => list.toSorted((a, b) => a - b)[turns >> 1]);
}

function arriveAll(say: (line: string) => void): Row[] {
  const profile = new RateProfile(
    Array.from({ length: 168 }, (_, hour) => 10 + (hour % 24)),
    microsPerHour,
  );
  const arrivals = new Arrivals(profile, random, {
    varianceToMean: 4.3,
    replication: 1,
    gapPurpose: 8,
    stepPurpose: 9,
  });
  const megabytes = (): number => process.memoryUsage().rss / mebibyte;
  let afterMillion = 0;
  let at = 0;
  const startedAt = performance.now();
  for (let call = 1; call <= manyCalls; call += 1) {
    at = arrivals.next();
    if (call === manyCalls / 10) afterMillion = megabytes();
  }
  const nanoseconds = ((performance.now() - startedAt) * 1e6) / manyCalls;
  say(`the last of ${manyCalls} calls arrived after ${Math.round(at / microsPerHour)} hours`);
  const grown = Math.max(0, megabytes() - afterMillion) * mebibyte;
  const peak = process.resourceUsage().maxRSS / 1024;
  return [
    figure("over-dispersed arrival", nanoseconds, "ns"),
    atMost(`peak memory, ${manyCalls} calls in line`, peak, "MB", 100),
    atMost("memory grown by a further call", grown / (0.9 * manyCalls), "bytes", 1),
  ];
}

function run({ say }: BenchOptions): Promise<readonly Row[]> {
  const arrived = arriveAll(say);
  say(`timing ${draws.length} kinds of draws`);
  const taken = timeDraws();
  return Promise.resolve([
    ...draws.map(([name], index) => figure(name, taken[index], "ns")),
    ...arrived,
  ]);
}

export const bench: Bench = {
  name: "draws",
  about: "random draws of a rehearsal, and 10,000,000 arrivals in line in at most 100 MB",
  run,
};
