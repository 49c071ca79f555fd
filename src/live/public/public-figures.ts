/**
 * What the public is told of a period's exact counts: the data dictionary, and the rule of each metric. Counts are rounded, small
 * ones and those that would tell them are not said; times are whole minutes and only of enough incidents. Nothing here is
 * below an area or a grade. Not here: counting (core/figures), and when it is said (figures-keeper.ts).
 */

import type { PublicFigure, PublicValue } from "../../core/figures/figures-events.ts";
import type { PeriodCounts, ResponseFigures } from "../../core/figures/count-period.ts";
import { protectCounts } from "../../record/disclosure/protect.ts";
import { publishCount } from "../../record/disclosure/published-count.ts";

export const responseRule = {
  /** Of fewer nothing is said. */
  leastIncidents: 20,
} as const;

export interface MetricMeaning {
  readonly metric: string;
  readonly unit: string;
  /** What `part` stands for; empty = always empty. */
  readonly parts: string;
  readonly meaning: string;
}

const countUnit = "count, rounded to 5";

/** The data dictionary: every metric that is ever published, and no other (a test checks both ways). */
export const dictionary: readonly MetricMeaning[] = [
  {
    metric: "contacts",
    unit: countUnit,
    parts: "",
    meaning: "Calls, texts, web reports and partners' messages that came in the period.",
  },
  {
    metric: "contacts by fate",
    unit: countUnit,
    parts: "fate",
    meaning:
      "The same by what became of them: answered; abandoned before an answer; written (nobody waits in a line); a call not answered when the period ended.",
  },
  {
    metric: "incidents",
    unit: countUnit,
    parts: "",
    meaning: "Incidents that were opened in the period.",
  },
  {
    metric: "incidents by area",
    unit: countUnit,
    parts: "area",
    meaning:
      "The same by the area of the place; where it lies in none, or was not asked, outside every area.",
  },
  {
    metric: "incidents by assessed grade",
    unit: countUnit,
    parts: "grade",
    meaning: "The same by the grade that was assessed, whatever the service could do.",
  },
  {
    metric: "incidents by served grade",
    unit: countUnit,
    parts: "grade",
    meaning: "The same by the grade that they were served as, under the service level.",
  },
  {
    metric: "incidents by dispatch",
    unit: countUnit,
    parts: "dispatch",
    meaning:
      "The same by whether anybody was sent: a unit; closed without one, never dispatched; none yet when the period ended.",
  },
  {
    metric: "waiting",
    unit: countUnit,
    parts: "",
    meaning: "Open incidents to which nobody was sent when the period ended, however old.",
  },
  {
    metric: "waiting by age",
    unit: countUnit,
    parts: "age",
    meaning: "The same by how long they waited, from the answer of the call.",
  },
  {
    metric: "minutes without a unit",
    unit: "minutes, rounded to 5",
    parts: "area",
    meaning: "Time in which no unit could be sent to an Immediate in the area.",
  },
  {
    metric: "response by assessed grade, median",
    unit: "minutes",
    parts: "grade",
    meaning: `From the answer of the call to the first unit at the scene: half were reached within so many. Of ${responseRule.leastIncidents} at least.`,
  },
  {
    metric: "response by assessed grade, 90 %",
    unit: "minutes",
    parts: "grade",
    meaning: "Nine of ten were reached within so many.",
  },
  {
    metric: "response by served grade, median",
    unit: "minutes",
    parts: "grade",
    meaning: "As by assessed grade.",
  },
  {
    metric: "response by served grade, 90 %",
    unit: "minutes",
    parts: "grade",
    meaning: "As by assessed grade.",
  },
  {
    metric: "late entries",
    unit: countUnit,
    parts: "",
    meaning: "What had occurred before the period and was entered in it; it is in no figure.",
  },
];

export function publishFigures(counts: PeriodCounts): PublicFigure[] {
  const { contacts, incidents, waiting, noUnitSeconds } = counts;
  return [
    ...tableOf("contacts", [["contacts by fate", contacts]]),
    ...tableOf("incidents", [
      ["incidents by area", withoutArea(incidents)],
      ["incidents by assessed grade", incidents.byAssessed],
      ["incidents by served grade", incidents.byServed],
      ["incidents by dispatch", incidents.byFate],
    ]),
    ...tableOf("waiting", [["waiting by age", waiting]]),
    ...Object.entries(noUnitSeconds).map(([part, seconds]): PublicFigure => ({
      metric: "minutes without a unit",
      part,
      value: Math.round(seconds / 300) * 5,
    })),
    ...responseOf("response by assessed grade", counts.responseByAssessed),
    ...responseOf("response by served grade", counts.responseByServed),
    { metric: "late entries", part: "", value: publishCount(counts.lateEntries) },
  ];
}

type Parts = { readonly [part: string]: number };

/** Part of the incidents whose place lies in no area of the region, or was not asked. */
const noArea = "outside every area";

/** What is counted by area leaves those out; a table must have them, or its parts do not make its total. Always, so that the grid is fixed. */
function withoutArea({ total, byArea }: PeriodCounts["incidents"]): Parts {
  const inside = Object.values(byArea).reduce((sum, count) => sum + count, 0);
  return { ...byArea, [noArea]: (byArea[noArea] ?? 0) + total - inside };
}

/** A total and the ways in which it is cut up, protected together. */
function tableOf(total: string, ways: readonly (readonly [metric: string, parts: Parts])[]) {
  const cut = ways.map(([, parts]) => Object.values(parts));
  const sum = cut[0].reduce((all, count) => all + count, 0);
  const shown = protectCounts({ total: sum, ways: cut });
  const rows = ways.flatMap(([metric, parts], way) =>
    Object.keys(parts).map((part, place): PublicFigure => ({
      metric,
      part,
      value: shown.ways[way][place],
    })),
  );
  return [{ metric: total, part: "", value: shown.total }, ...rows];
}

function responseOf(metric: string, grades: { readonly [grade: string]: ResponseFigures }) {
  return Object.entries(grades).flatMap(([part, { count, medianSeconds, ninetySeconds }]) => {
    const minutes = (seconds: number): PublicValue =>
      count < responseRule.leastIncidents ? "too few" : Math.ceil(seconds / 60);
    return [
      { metric: `${metric}, median`, part, value: minutes(medianSeconds) },
      { metric: `${metric}, 90 %`, part, value: minutes(ninetySeconds) },
    ];
  });
}
