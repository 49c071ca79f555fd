/**
 * Recorded days beside played ones: for each day a model is fitted to all other days, and the day is played many times with
 * the units that the record has on duty. What comes out are response, units sent and units on a call, recorded and played.
 * Not here: how it is written (compare-text.ts).
 */
import {
  microsPerDay,
  microsPerHour,
  microsPerMinute,
  secondsFromMicros,
  type Instant,
} from "../../base/instant.ts";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import type { Grade } from "../../core/vocabulary.ts";
import { makeStraightLine } from "../../plan/straight-line.ts";
import type { DemandModel } from "../../sim/demand-model/demand-model.ts";
import { fitModel } from "../../sim/fit/fit-model.ts";
import { planDemandOf, straightLineOf, travelSigmaOf } from "../../sim/rehearsal/model-demand.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import { playDay, type DayFigures } from "../../sim/rehearsal/played-day.ts";
import type { Roster } from "../../sim/rehearsal/roster.ts";
import type { RecordedCall } from "../../wire/recorded/recorded-day.ts";
import { CliFault } from "../fault.ts";
import type { FitMaterial } from "./read-fit-calls.ts";

export const compareRule = {
  /** Of a long record the last days stand for all. */
  mostDays: 7,
  warmUpHours: 3,
  afterHours: 3,
  sampleMinutes: 10,
  replications: 20,
  seed: 1,
} as const;

export interface ComparedDay {
  /** Local, such as 2017-01-04. */
  readonly day: string;
  readonly recorded: DayFigures;
  /** By replication. */
  readonly played: readonly DayFigures[];
  /** Units of the record that never arrived: cancelled, or not logged. */
  readonly neverThere: number;
}

/** Throws CliFault where there is nothing to compare. */
export function compareDays(
  material: FitMaterial,
  replications: number,
  onProgress: (share: number) => void,
): ComparedDay[] {
  const { calls } = material.day;
  if (calls.every(({ responses }) => responses.length === 0))
    throw new CliFault(
      "cli.asked-wrongly",
      "--compare-days needs records that name the units sent; these have calls alone",
    );
  const zone = new ZoneOffsets(material.timeZone);
  const dayOf = (at: Instant): number => Math.floor(zone.localAt(at) / microsPerDay);
  const days = [...new Set(calls.map(({ receivedAt }) => dayOf(receivedAt)))]
    .sort((a, b) => a - b)
    .slice(-compareRule.mostDays);
  return days.map((day, index) => {
    const others = material.calls.filter(({ receivedAt }) => dayOf(receivedAt) !== day);
    const model = fitModel({ ...material, calls: others });
    if (typeof model === "string")
      throw new CliFault(
        "fit.too-little",
        `without one of its days no model can be fitted: ${model}`,
      );
    const own = calls.filter(({ receivedAt }) => dayOf(receivedAt) === day);
    const from = zone.instantOfLocal(day * microsPerDay);
    const plan = planFor(material, model, from);
    const roster = rosterOf(material, plan);
    const straightLine = makeStraightLine(plan.straightLine);
    const played = Array.from({ length: replications }, (_, replication) => {
      onProgress((index + replication / replications) / days.length);
      return playDay(plan, roster, {
        seed: compareRule.seed,
        replication,
        travel: () => straightLine,
        sampleMicros: compareRule.sampleMinutes * microsPerMinute,
        afterMicros: compareRule.afterHours * microsPerHour,
      });
    });
    return {
      day: new Date(day * 86_400_000).toISOString().slice(0, 10),
      recorded: { calls: own.map(servedOf), busy: busyOf(calls, from, plan.lengthMicros) },
      played,
      neverThere: own
        .flatMap(({ responses }) => responses)
        .filter(({ onSceneAt }) => onSceneAt === null).length,
    };
  });
}

function planFor({ day }: FitMaterial, model: DemandModel, from: Instant): RehearsalPlan {
  const startAt = from - compareRule.warmUpHours * microsPerHour;
  const places = new Map(model.places.cells.toReversed().map((cell) => [cell[4], cell]));
  return {
    name: model.name,
    // A record says who was sent and nothing of who was taken off what.
    config: { ...day.region, divertRule: { takes: [], interrupted: "resumed" } },
    startAt,
    warmUpMicros: compareRule.warmUpHours * microsPerHour,
    lengthMicros: microsPerDay,
    areas: day.region.areas.map(({ code }) => {
      const [lat, lon] = places.get(code) ?? model.places.cells[0];
      return { code, latE7: lat * 1e7, lonE7: lon * 1e7, radiusM: 0, share: 1 };
    }),
    demand: planDemandOf(model, from),
    shifts: [],
    travelSigma: travelSigmaOf(model) ?? 0.3,
    straightLine: straightLineOf(model),
    heldBack: { immediate: 0, priority: 0, scheduled: 0, resolution: 0 },
    closures: [],
    levels: [],
    walkOuts: [],
    hasRoster: false,
  };
}

function rosterOf({ day }: FitMaterial, plan: RehearsalPlan): Roster {
  const { startAt, warmUpMicros, lengthMicros } = plan;
  const until = startAt + warmUpMicros + lengthMicros + compareRule.afterHours * microsPerHour;
  const duties = day.units.flatMap(({ duties: own }, unit) =>
    own.flatMap(([from, to]) =>
      to <= startAt || from >= until
        ? []
        : [
            { at: Math.max(from, startAt), unit, begins: true },
            { at: to, unit, begins: false },
          ],
    ),
  );
  duties.sort((a, b) => a.at - b.at || Number(a.begins) - Number(b.begins) || a.unit - b.unit);
  return { units: day.units, shifts: [], duties };
}

function servedOf({ grade, receivedAt, responses }: RecordedCall): DayFigures["calls"][number] {
  return {
    grade,
    sentSeconds: firstAfter(receivedAt, responses.map(({ dispatchedAt }) => dispatchedAt)), // prettier-ignore
    atSceneSeconds: firstAfter(receivedAt, responses.map(({ onSceneAt }) => onSceneAt)), // prettier-ignore
    units: responses.length,
  };
}

function firstAfter(from: Instant, times: readonly (Instant | null)[]): number | undefined {
  const known = times.flatMap((at) => (at === null || at < from ? [] : at));
  return known.length === 0 ? undefined : secondsFromMicros(Math.min(...known) - from);
}

/** Units of the record that had been sent and were not available again, at every sampled moment. */
function busyOf(calls: readonly RecordedCall[], from: Instant, length: number): number[] {
  const step = compareRule.sampleMinutes * microsPerMinute;
  const busy = Array.from({ length: Math.ceil(length / step) }, () => 0);
  for (const { dispatchedAt, availableAt } of calls.flatMap(({ responses }) => responses)) {
    if (dispatchedAt === null || availableAt === null) continue;
    const first = Math.max(0, Math.ceil((dispatchedAt - from) / step));
    const last = Math.min(busy.length, Math.ceil((availableAt - from) / step));
    for (let at = first; at < last; at += 1) busy[at] += 1;
  }
  return busy;
}

export const measures = ["sentSeconds", "atSceneSeconds"] as const;

/** Seconds of one measure and grade, over all days given. */
export function secondsOf(
  days: readonly DayFigures[],
  grade: Grade,
  measure: (typeof measures)[number],
): number[] {
  return days.flatMap(({ calls }) =>
    calls.flatMap((call) => (call.grade === grade ? (call[measure] ?? []) : [])),
  );
}
