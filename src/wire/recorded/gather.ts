/**
 * From rows to a recorded day: rows of one call become one call, units get a base (the middle of the calls in the
 * area they attend most) and duties, areas are collected or, where the records have none, made by nearness. The
 * region's configuration is made from the mapping, so that recommendations follow the plans it states.
 */
import { type Instant, microsPerHour, microsPerMinute } from "../../base/instant.ts";
import { distanceM } from "../../base/distance.ts";
import { RandomStream } from "../../base/random.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import type { Mapping } from "./mapping.ts";
import type { RecordedCall, RecordedResponse, RecordedUnitLine } from "./recorded-day.ts";
import { makeRecordedRegion } from "./recorded-region.ts";
import type { RecordedRow } from "./row.ts";

export interface RecordedDay {
  readonly calls: readonly RecordedCall[];
  readonly units: readonly RecordedUnitLine[];
  readonly region: RegionConfig;
}

export interface Point {
  readonly latE7: number;
  readonly lonE7: number;
}

/** A unit that was seen is taken to be on duty from this long before a call until this long after it. */
const seenBefore = 30 * microsPerMinute;
/** Calls of one unit less than this apart are one duty. */
const seenGap = 6 * microsPerHour;
/** Crews start a little before the first call, so that everybody is on when it comes. */
const leadIn = 10 * microsPerMinute;
const areaRounds = 20;
const areaSample = 4000;

export function gatherDay(mapping: Mapping, rows: readonly RecordedRow[]): RecordedDay {
  const byCall = new Map<string, RecordedRow[]>();
  for (const row of rows) {
    const list = byCall.get(row.call);
    if (list === undefined) byCall.set(row.call, [row]);
    else list.push(row);
  }
  const groups = [...byCall.values()].sort((a, b) => a[0].receivedAt - b[0].receivedAt);
  const areaOf = areaChooser(mapping, groups.map(([first]) => first)); // prettier-ignore
  const calls = groups.map((group) => makeCall(group, areaOf(group[0])));
  const units =
    mapping.madeUnits === undefined
      ? seenUnits(mapping, rows, calls, areaOf)
      : makeUnits(mapping.madeUnits, calls);
  return { calls, units, region: makeRecordedRegion(mapping, calls, units, middleOf(calls)) };
}

function makeCall(group: readonly RecordedRow[], area: string): RecordedCall {
  const [first] = group;
  const responses: RecordedResponse[] = group.flatMap((row) => {
    if (row.unit === undefined) return [];
    const { times } = row.unit;
    return {
      unit: row.unit.name,
      dispatchedAt: times.dispatchedAt ?? null,
      respondingAt: times.respondingAt ?? null,
      onSceneAt: times.onSceneAt ?? null,
      transportAt: times.transportAt ?? null,
      handoverAt: times.handoverAt ?? null,
      availableAt: times.availableAt ?? null,
    };
  });
  return {
    call: first.call,
    receivedAt: first.receivedAt,
    answeredAt: first.answeredAt ?? null,
    incidentType: first.type.code,
    grade: first.grade,
    latE7: first.latE7,
    lonE7: first.lonE7,
    place: first.place,
    area,
    sceneMinutes: first.type.sceneMinutes,
    responses,
  };
}

function areaCode(word: string): string {
  const code = word
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return code === "" ? "unknown" : code.slice(0, 40);
}

/** By the records' own areas; where they have none, by the nearest of a few centres among the calls. */
function areaChooser(
  mapping: Mapping,
  calls: readonly RecordedRow[],
): (row: RecordedRow) => string {
  if (mapping.columns.area !== undefined || mapping.madeUnits === undefined)
    return (row) => areaCode(row.area);
  const centres = spreadCentres(calls, mapping.madeUnits.areas);
  return (row) => `area-${nearest(centres, row) + 1}`;
}

function nearest(centres: readonly Point[], point: Point): number {
  let best = 0;
  let bestM = Number.POSITIVE_INFINITY;
  for (const [index, centre] of centres.entries()) {
    const metres = distanceM(centre.latE7, centre.lonE7, point.latE7, point.lonE7);
    if (metres < bestM) [best, bestM] = [index, metres];
  }
  return best;
}

/** Lloyd's algorithm from fixed draws: the same calls give the same areas. */
function spreadCentres(all: readonly Point[], count: number): Point[] {
  const stream = new RandomStream(1, "recorded.areas");
  // A sample of the calls places the centres as well as all of them.
  const step = Math.ceil(all.length / areaSample);
  const points = all.filter((_, index) => index % step === 0);
  let centres: Point[] = Array.from({ length: count }, () => {
    const { latE7, lonE7 } = stream.pick(points);
    return { latE7, lonE7 };
  });
  for (let round = 0; round < areaRounds; round += 1) {
    const sums = centres.map(() => ({ lat: 0, lon: 0, count: 0 }));
    for (const point of points) {
      const sum = sums[nearest(centres, point)];
      sum.lat += point.latE7;
      sum.lon += point.lonE7;
      sum.count += 1;
    }
    centres = sums.map((sum, index) =>
      sum.count === 0
        ? centres[index]
        : { latE7: Math.round(sum.lat / sum.count), lonE7: Math.round(sum.lon / sum.count) },
    );
  }
  return centres;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function middleOf(points: readonly Point[]): Point {
  return { latE7: median(points.map((p) => p.latE7)), lonE7: median(points.map((p) => p.lonE7)) };
}

function mostFrequent(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a))[0];
}

function seenUnits(
  mapping: Mapping,
  rows: readonly RecordedRow[],
  calls: readonly RecordedCall[],
  areaOf: (row: RecordedRow) => string,
): RecordedUnitLine[] {
  const byUnit = Map.groupBy(rows.filter((row) => row.unit !== undefined), (row) => row.unit?.name ?? ""); // prettier-ignore
  const byArea = Map.groupBy(calls, (call) => call.area);
  const start = calls[0].receivedAt - leadIn;
  const end = lastInstant(calls);
  const units: RecordedUnitLine[] = [];
  for (const [callSign, own] of byUnit) {
    const kind = mapping.unitKinds[own[0].unit?.kind ?? ""];
    const area = mostFrequent(own.map(areaOf));
    units.push({
      callSign,
      vehicle: kind.vehicle,
      skills: kind.skills,
      crew: kind.crew,
      area,
      base: middleOf(byArea.get(area) ?? own),
      duties: kind.duty === "always" ? [[start, end]] : seenDuties(own, start),
    });
  }
  return units.sort((a, b) => (a.callSign < b.callSign ? -1 : 1));
}

function lastInstant(calls: readonly RecordedCall[]): Instant {
  let last = 0;
  for (const call of calls) {
    last = Math.max(last, call.receivedAt, ...call.responses.map((one) => one.availableAt ?? 0));
  }
  return last + microsPerHour;
}

function seenDuties(own: readonly RecordedRow[], start: Instant): [Instant, Instant][] {
  const busy = own
    .map((row): [Instant, Instant] => {
      const times = row.unit?.times;
      const from = times?.dispatchedAt ?? row.receivedAt;
      return [
        Math.max(start, from - seenBefore),
        (times?.availableAt ?? from + microsPerHour) + seenBefore,
      ];
    })
    .sort((a, b) => a[0] - b[0]);
  const duties: [Instant, Instant][] = [];
  for (const [from, until] of busy) {
    const last = duties.at(-1);
    if (last !== undefined && from - last[1] < seenGap) last[1] = Math.max(last[1], until);
    else duties.push([from, until]);
  }
  return duties;
}

function makeUnits(
  made: NonNullable<Mapping["madeUnits"]>,
  calls: readonly RecordedCall[],
): RecordedUnitLine[] {
  const byArea = [...Map.groupBy(calls, (call) => call.area)].sort(
    (a, b) => b[1].length - a[1].length,
  );
  const duties: [Instant, Instant][] = [[calls[0].receivedAt - leadIn, lastInstant(calls)]];
  // Units by the areas' shares of the calls: the area furthest behind its share takes the next one.
  const counts = byArea.map(() => 0);
  return Array.from({ length: made.count }, (_, index) => {
    const behind = byArea.map(
      ([, own], at) => (own.length / calls.length) * (index + 1) - counts[at],
    );
    const at = behind.indexOf(Math.max(...behind));
    counts[at] += 1;
    const [area, own] = byArea[at];
    const callSign = `${String.fromCodePoint(65 + (at % 26))}${at >= 26 ? "X" : ""}${counts[at]}`;
    return {
      callSign,
      vehicle: made.vehicle,
      skills: made.skills,
      crew: 2,
      area,
      base: middleOf(own),
      duties,
    };
  });
}
