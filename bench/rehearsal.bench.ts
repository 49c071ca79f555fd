/**
 * A week under all rules that rehearsal has (grades, response plans, targets, welfare, planned shifts with overtime, a
 * walk-out that hands its work over, levels and deferral, diverts and pre-emption, give-up, the recommendation of
 * the live room; two regions of two areas each that help each other by mutual aid), 400 units on the roster: calls a second on one thread, and the ratio to a call of recorded demand without plans (rehearsal-vs-baselines' workload). And days of a city with 240 units by road, with
 * matrices of its stations and zones and with every way asked. Not here: the comparison with C++.
 */
import { makePlan, plainVariant } from "../src/cli/rehearse/plan-file.ts";
import { planSchema } from "../src/cli/rehearse/plan-schema.ts";
import { makeStraightLine } from "../src/plan/straight-line.ts";
import { Replication } from "../src/sim/rehearsal/replication.ts";
import { TraceRun } from "../src/sim/trace/run-trace.ts";
import {
  atMost,
  figure,
  type Bench,
  type BenchOptions,
  type Row,
  sized,
  isSmoke,
} from "./bench.ts";
import { makeTrace } from "./rehearsal/make-trace.ts";
import { measureByRoad } from "./rehearsal/by-road.ts";
import { quantile } from "./roads/turns.ts";
import { gradePart, shiftPart } from "./rehearsal/plan-parts.ts";

const turns = sized(7, 1);
/** A week has 15,000 calls: V8 goes on compiling for the first of them. */
const warmTurns = sized(4, 1);

function weekPlan() {
  const shift = (area: string, start: string) => shiftPart(area, start, 33);
  const shifts = (...areas: string[]) =>
    ["06:00", "14:00", "22:00"].flatMap((start) => areas.map((area) => shift(area, start)));
  const demand = {
    callsPerHour: 45,
    varianceToMean: 2,
    grades: {
      immediate: gradePart(0.2, "violence", 40),
      priority: { ...gradePart(0.4, "concern-for-safety", 45), patienceMinutes: 180 },
      scheduled: gradePart(0.3, "burglary", 50),
      resolution: gradePart(0.1, "noise", 1),
    },
  };
  const text = planSchema.parse({
    name: "week",
    start: "2027-03-01T00:00:00Z",
    warmUpHours: sized(4, 1),
    hours: sized(168, 6),
    areas: [
      { code: "east", name: "East", lat: 54, lon: 0.3, radiusKm: 8 },
      { code: "west", name: "West", lat: 54, lon: 0.1, radiusKm: 8 },
    ],
    demand,
    shifts: shifts("east", "west"),
    regions: [
      {
        code: "uplands",
        areas: [
          { code: "hill", name: "Hill", lat: 54.2, lon: 0.3, radiusKm: 8 },
          { code: "dale", name: "Dale", lat: 54.2, lon: 0.1, radiusKm: 8 },
        ],
        demand,
        shifts: shifts("hill", "dale"),
      },
    ],
    aid: {
      units: 4,
      hours: 4,
      floors: [
        { region: "uplands", grade: "immediate", units: 40 },
        { region: "week", grade: "immediate", units: 40 },
      ],
    },
    roster: "planned",
    walkOuts: isSmoke
      ? []
      : [
          {
            at: "2027-03-05T20:00:00Z",
            backAt: "2027-03-06T06:00:00Z",
            share: 0.3,
            busy: "hand over",
          },
        ],
    levels: isSmoke
      ? []
      : [
          { at: "2027-03-05T21:00:00Z", level: "strained" },
          { at: "2027-03-06T06:00:00Z", level: "normal" },
        ],
  });
  return makePlan({ text, demandModel: undefined }, plainVariant);
}

/** CPU microseconds of a call. */
function costOf(calls: number, work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

export const bench: Bench = {
  name: "rehearsal",
  about:
    "a week of 400 units in two regions under all rules: calls a second, against bare recorded demand; and by road",
  async run({ say }) {
    return [...measureWeek(say), ...(await measureByRoad(say))];
  },
};

function measureWeek(say: BenchOptions["say"]): Row[] {
  const plan = weekPlan();
  const trace = makeTrace({ units: 400, calls: sized(50_000, 500), load: 0.6, seed: 5 });
  const straightLine = makeStraightLine();
  const travel = () => straightLine;
  const full: number[] = [];
  const bare: number[] = [];
  let [calls, came] = [0, 0];
  for (let turn = -warmTurns; turn < turns; turn += 1) {
    say(turn < 0 ? "warming up" : `turn ${turn + 1} of ${turns}`);
    const night = new Replication(plan, { seed: 1, replication: turn + warmTurns, travel });
    let counted = 0;
    const cost = costOf(1, () => {
      const own = night.run();
      const all = [own, ...night.listNeighbours()];
      counted = all.reduce((sum, each) => sum + each.reduce((calls, of) => calls + of.calls, 0), 0);
      came = night.listAid().reduce((sum, each) => sum + each.came, 0);
    });
    const bareCost = costOf(trace.calls.count, () => void new TraceRun(trace).run());
    if (turn < 0) continue;
    calls = counted;
    full.push(cost / counted);
    bare.push(bareCost);
  }
  const ratios = full.map((cost, turn) => cost / bare[turn]);
  const rows: Row[] = [
    figure("calls in the week", calls, "calls"),
    figure("units that came to help from the other region", came, "units"),
    figure("all rules: calls of one core", 1e6 / quantile(full, 0.5), "/s"),
    figure("all rules: CPU of a call", quantile(full, 0.5), "us"),
    figure("recorded demand, 400 units: CPU of a call", quantile(bare, 0.5), "us"),
    atMost("all rules / recorded demand", quantile(ratios, 0.5), "x", 5),
  ];
  return rows;
}
