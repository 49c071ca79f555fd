/** Recorded and played days as tables in Markdown: figures only, for a person and for a page of the documents. */
import { grades } from "../../core/vocabulary.ts";
import type { DemandModel } from "../../sim/demand-model/demand-model.ts";
import type { DayFigures } from "../../sim/rehearsal/played-day.ts";
import { quantilesOf } from "../drive/recorded-outcome.ts";
import { measures, secondsOf, type ComparedDay } from "./compare-days.ts";
import { describeModel, percent } from "./describe-model.ts";

const measureNames = {
  sentSeconds: "received to first unit sent",
  atSceneSeconds: "received to first at scene",
} as const;

/** Hours of the day that units on a call are averaged over. */
const blockHours = 4;

export function comparisonText(model: DemandModel, days: readonly ComparedDay[]): string {
  return `${[
    "## The model, fitted to all days",
    "",
    "```",
    ...describeModel(model),
    "```",
    "",
    "## Response: each day played by a model of the other days",
    "",
    "Seconds. `played` in brackets: the lowest and highest of the replications.",
    "",
    ...responseTable(days),
    "",
    "## Units sent to a call",
    "",
    ...unitsTable(days),
    "",
    "## Commitment: units on a call at once",
    "",
    ...busyTable(days),
    "",
    "## Calls of a day",
    "",
    ...callsTable(days),
  ].join("\n")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)];
}

/** The days of each replication. */
function byReplication(days: readonly ComparedDay[]): DayFigures[][] {
  const [first] = days;
  return first.played.map((_, replication) => days.map(({ played }) => played[replication]));
}

export interface MeasureComparison {
  readonly grade: string;
  readonly measure: string;
  readonly share: "p50" | "p90";
  readonly recorded: number;
  readonly recordedCount: number;
  readonly played: readonly number[];
}

export function compareMeasures(days: readonly ComparedDay[]): MeasureComparison[] {
  const recorded = days.map((each) => each.recorded);
  const replications = byReplication(days);
  return grades.names.flatMap((grade) =>
    measures.flatMap((measure) => {
      const own = quantilesOf(secondsOf(recorded, grade, measure));
      if (own.count === 0) return [];
      const played = replications.map((some) => quantilesOf(secondsOf(some, grade, measure)));
      return (["p50", "p90"] as const).map((share) => ({
        grade,
        measure: measureNames[measure],
        share,
        recorded: own[share],
        recordedCount: own.count,
        played: played.map((each) => each[share]),
      }));
    }),
  );
}

function responseTable(days: readonly ComparedDay[]): string[] {
  return table(
    ["grade", "from, to", "", "recorded (n)", "played", "played / recorded"],
    compareMeasures(days).map(({ grade, measure, share, recorded, recordedCount, played }) => [
      grade,
      measure,
      share,
      `${recorded.toFixed(0)} (${recordedCount})`,
      spanOf(played, 0),
      (meanOf(played) / recorded).toFixed(2),
    ]),
  );
}

function unitsTable(days: readonly ComparedDay[]): string[] {
  const recorded = days.map((each) => each.recorded);
  const played = days.flatMap((each) => each.played);
  const perCall = (some: readonly DayFigures[], grade: string): string => {
    const units = some.flatMap(({ calls }) =>
      calls.filter((call) => call.grade === grade).map((call) => call.units),
    );
    return units.length === 0 ? "-" : meanOf(units).toFixed(2);
  };
  const neverThere = days.reduce((sum, each) => sum + each.neverThere, 0);
  const sent = recorded.flatMap(({ calls }) => calls).reduce((sum, { units }) => sum + units, 0);
  const known = grades.names.filter((grade) => perCall(recorded, grade) !== "-");
  return [
    ...table(
      ["grade", "recorded", "played"],
      known.map((grade) => [grade, perCall(recorded, grade), perCall(played, grade)]),
    ),
    "",
    `Of ${sent} units sent in the record ${neverThere} (${percent(neverThere / sent)}) have no time at the scene: cancelled on the way, or not logged. In the played days everybody arrives.`,
  ];
}

export interface BusyComparison {
  readonly recorded: number;
  readonly played: number;
  /** Share of the recorded moments between the 10 and 90 % quantile of the replications at that moment. */
  readonly inside80: number;
  readonly moments: number;
}

/** Of all moments whose hour of the day is in [from, to). */
export function compareBusy(days: readonly ComparedDay[], from = 0, to = 24): BusyComparison {
  const sums = { recorded: 0, played: 0, inside: 0, moments: 0 };
  for (const { recorded, played } of days) {
    const perHour = recorded.busy.length / 24;
    for (let at = from * perHour; at < Math.min(to * perHour, recorded.busy.length); at += 1) {
      const own = recorded.busy[at];
      const others = played.map(({ busy }) => busy[at]).sort((a, b) => a - b);
      const low = others[Math.floor(0.1 * (others.length - 1))];
      const high = others[Math.ceil(0.9 * (others.length - 1))];
      sums.recorded += own;
      sums.played += meanOf(others);
      sums.inside += own >= low && own <= high ? 1 : 0;
      sums.moments += 1;
    }
  }
  const { recorded, played, inside, moments } = sums;
  return {
    recorded: recorded / moments,
    played: played / moments,
    inside80: inside / moments,
    moments,
  };
}

function busyTable(days: readonly ComparedDay[]): string[] {
  const blocks = Array.from({ length: 24 / blockHours }, (_, at) => at * blockHours);
  const row = (name: string, { recorded, played, inside80 }: BusyComparison): string[] => [
    name,
    recorded.toFixed(1),
    played.toFixed(1),
    (played / recorded).toFixed(2),
    percent(inside80),
  ];
  return table(
    [
      "hours of the day",
      "recorded",
      "played",
      "played / recorded",
      "recorded inside the played 80 %",
    ],
    [
      ...blocks.map((from) =>
        row(`${from} to ${from + blockHours}`, compareBusy(days, from, from + blockHours)),
      ),
      row("all", compareBusy(days)),
    ],
  );
}

function callsTable(days: readonly ComparedDay[]): string[] {
  return table(
    ["day", "recorded", "played"],
    days.map(({ day, recorded, played }) => [
      day,
      String(recorded.calls.length),
      spanOf(played.map(({ calls }) => calls.length), 0), // prettier-ignore
    ]),
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

function spanOf(values: readonly number[], digits: number): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${meanOf(values).toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}
