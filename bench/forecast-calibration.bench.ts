/**
 * Whether forecasts say what comes: whole nights of the demo's world on a virtual clock, a forecast from the live state every
 * half hour, each judged at every step by what then was. Of the bands the share of what came that lay inside a band of exactly 80 %,
 * whose ends are counted as far as they belong to it (sim/forecast/bands.ts), and inside the band as it is drawn, beside the share
 * that it holds (counts are whole, so a band of 80 % often holds more); of the chance of "no unit" the
 * Brier score beside that of persistence. Forecasts of one night overlap, so there are fewer nights in it than numbers.
 */
import { microsPerHour, microsPerMinute } from "../src/base/instant.ts";
import { forkState } from "../src/core/state/region-state.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import { findScenarioFile } from "../src/cli/demo.ts";
import { readScenario } from "../src/cli/drive/scenario-file.ts";
import { isForecast, makeForecast } from "../src/sim/forecast/forecast.ts";
import type { Forecast } from "../src/core/forecast.ts";
import { figuresOf } from "../src/sim/forecast/room-figures.ts";
import {
  addScore,
  addScores,
  leadMinutes,
  makeScores,
  noBands,
  type BandScore,
  type Scores,
} from "../src/sim/forecast/score.ts";
import { figure, type Bench, type Row, sized } from "./bench.ts";
import { DemoNight } from "./forecast-calibration/demo-night.ts";

const everyMicros = 30 * microsPerMinute;
const stepMicros = 15 * microsPerMinute;
const horizonMicros = 4 * microsPerHour;
const futures = sized(150, 2);
/** A room that has just opened has nothing to learn from. */
const warmUpMicros = sized(6, 2) * microsPerHour;
const nightHours = sized(54, 7);
const nights = [
  { scenario: "ordinary-night", seed: 11, hours: nightHours },
  { scenario: "ordinary-night", seed: 12, hours: nightHours },
  { scenario: "shift-does-not-arrive", seed: 13, hours: nightHours },
  { scenario: "shift-does-not-arrive", seed: 14, hours: nightHours },
] as const;

type Night = (typeof nights)[number];

function judgeNight({ scenario: name, seed, hours }: Night, say: (line: string) => void): Scores {
  const scenario = readScenario(findScenarioFile(name));
  const travel = makeStraightLine();
  const night = new DemoNight(scenario, seed, travel);
  const scores = makeScores();
  const open: Forecast[] = [];
  const endAt = scenario.startAt + hours * microsPerHour;
  const firstAt = scenario.startAt + warmUpMicros;
  let made = 0;
  for (let at = scenario.startAt + stepMicros; at <= endAt; at += stepMicros) {
    night.playUntil(at);
    const came = figuresOf(night.state);
    for (const forecast of open) addScore(scores, forecast, at, came);
    while (open.length > 0 && open[0].at + horizonMicros <= at) open.shift();
    if (at < firstAt || at % everyMicros !== 0 || at + horizonMicros > endAt) continue;
    const making = makeForecast({
      region: name,
      state: forkState(night.state),
      now: at,
      positions: night.positions(),
      travel,
      futures,
      horizonMicros,
      stepMicros,
      stepsPerColumn: 2,
      seed: made,
    });
    let step = making.next();
    while (step.done !== true) step = making.next();
    if (!isForecast(step.value)) continue;
    made += 1;
    open.push(step.value);
  }
  const { free, waiting } = sumBands(scores);
  say(
    `${name}, seed ${seed}: ${made} forecasts; inside exactly 80 %: free ${percent(free.exact80 / free.exactCount)}, waiting ${percent(waiting.exact80 / waiting.exactCount)}; inside the band: free ${percent(free.inside80 / free.count)} (meant ${percent(free.meant80 / free.count)}), waiting ${percent(waiting.inside80 / waiting.count)} (meant ${percent(waiting.meant80 / waiting.count)})`,
  );
  return scores;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function sumBands(scores: Scores): { free: BandScore; waiting: BandScore } {
  const sum = (kind: "free" | "waiting") =>
    scores.leads.reduce((all, lead) => {
      for (const key of Object.keys(all) as (keyof BandScore)[]) all[key] += lead[kind][key];
      return all;
    }, noBands());
  return { free: sum("free"), waiting: sum("waiting") };
}

function within(name: string, value: number, low: number, high: number): Row {
  const met = value >= low && value <= high;
  return { name, value, unit: "%", goal: `${low} to ${high} %`, met };
}

function bandRows(what: string, score: BandScore): Row[] {
  const share = (count: number) => (100 * count) / score.count;
  const exact = (sum: number) => (100 * sum) / score.exactCount;
  return [
    within(`${what}: came inside a band of exactly 80 %`, exact(score.exact80), 75, 85),
    figure(`${what}: came inside the 80 % band`, share(score.inside80), "%"),
    figure(`${what}: the futures that the 80 % band holds`, share(score.meant80), "%"),
    figure(`${what}: came inside a band of exactly 95 %`, exact(score.exact95), "%"),
    figure(`${what}: came inside the 95 % band`, share(score.inside95), "%"),
    figure(`${what}: the futures that the 95 % band holds`, share(score.meant95), "%"),
  ];
}

function leadRows(scores: Scores): Row[] {
  return scores.leads.flatMap(({ free, waiting }, lead) =>
    free.count === 0
      ? []
      : [
          figure(
            `up to ${leadMinutes[lead]} min: free units inside exactly 80 %`,
            (100 * free.exact80) / free.exactCount,
            "%",
          ),
          figure(
            `up to ${leadMinutes[lead]} min: waiting inside exactly 80 %`,
            (100 * waiting.exact80) / waiting.exactCount,
            "%",
          ),
        ],
  );
}

/** 1 = always right, 0 = no better than to say that all stays as it is. */
function skillRows(scores: Scores): Row[] {
  let [count, came, squares, persistence] = [0, 0, 0, 0];
  for (const { noUnit } of scores.leads)
    for (const score of Object.values(noUnit)) {
      count += score.count;
      came += score.came;
      squares += score.squares;
      persistence += score.persistenceSquares;
    }
  return [
    figure("no unit: statements judged", count, ""),
    figure("no unit: how often it was so", (100 * came) / count, "%"),
    figure("no unit: Brier score", squares / count, ""),
    figure("no unit: Brier score of persistence", persistence / count, ""),
    // A night so short that nothing changed leaves nothing to be better than.
    ...(persistence === 0
      ? []
      : [figure("no unit: skill against persistence", 1 - squares / persistence, "")]),
  ];
}

export const bench: Bench = {
  name: "forecast-calibration",
  about:
    "whole nights of the demo's world, a forecast every half hour judged by what came: bands of 80 % hold 75 to 85 %, and the chance of no unit against persistence",
  run({ say, args: [wanted = String(sized(nights.length, 1))] }) {
    const all = makeScores();
    for (const night of nights.slice(0, Number(wanted))) addScores(all, judgeNight(night, say));
    const { free, waiting } = sumBands(all);
    return Promise.resolve([
      ...bandRows("free units", free),
      ...bandRows("waiting incidents", waiting),
      ...leadRows(all),
      ...skillRows(all),
    ]);
  },
};
