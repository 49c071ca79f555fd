/**
 * What calls to expect by a demand model that was fitted to years of records, at the level of the last hours: its local week
 * for the rate, its kinds of call, its squares, and its spread. How busy these hours are is known from what came in them, as
 * well as calls that vary so much can say it: the factor of the block of hours is a gamma variable before (the model's own variance) and
 * after (Gelman et al., Bayesian Data Analysis, 2.6: Poisson counts), each call counted as 1 / variance-over-mean calls. Blocks that
 * begin later have factors of their own, drawn in each future. Not here: what is learnt from the last day alone (demand.ts).
 */
import type { CallRandom } from "../../base/call-random.ts";
import { AliasTable } from "../../base/empirical.ts";
import { distanceM } from "../../base/distance.ts";
import { microsPerHour, type Instant, type Micros } from "../../base/instant.ts";
import { gammaFrom } from "../../base/samplers.ts";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import { grades } from "../../core/vocabulary.ts";
import type { DemandModel, ModelCell } from "../demand-model/demand-model.ts";
import { ExpectedCalls } from "../demand-model/expected-calls.ts";
import { makeZones, type AreaZones } from "../rehearsal/zones.ts";
import type { Call } from "../room/calls.ts";
import type { LearntDemand, SeenIncident } from "./demand.ts";
import { purposes } from "./purposes.ts";

export const modelRule = {
  /** Calls of so long say how busy these hours are. */
  lookMicros: 4 * microsPerHour,
  /** A model whose blocks have nothing in common is still not sure of its level by less than this. */
  leastVariance: 0.01,
  zones: 1_024,
} as const;

/** A demand model and the hash of its file. */
export interface NamedModel {
  readonly model: DemandModel;
  readonly sha256: string;
}

/** Blocks of hours that have something in common, by number, of the hours from now on. */
interface Block {
  readonly variance: number;
  /** By hour from now: the number of its block since now, 0 = the one that has begun. */
  readonly numbers: readonly number[];
}

/** What the calls of a future are drawn from. */
export class ModelCalls {
  readonly name: string;
  readonly sha256: string;
  readonly zones: readonly AreaZones[];
  readonly #blocks: readonly Block[];
  readonly #kinds: readonly { readonly grade: Call["grade"]; readonly gradeCode: number }[];
  readonly #kindTable: AliasTable;
  readonly #areaTable: AliasTable;

  constructor({ model, sha256 }: NamedModel, state: RegionState, now: Instant, hours: number) {
    this.name = model.name;
    this.sha256 = sha256;
    this.#blocks = listBlocks(model, now, hours);
    this.#kinds = model.kinds.map(({ type, grade }) => ({
      grade: { grade, incidentType: knownType(state, type, grade) },
      gradeCode: grades.code[grade],
    }));
    this.#kindTable = new AliasTable(model.kinds.map(({ share }) => share));
    this.zones = zonesOf(model, state);
    this.#areaTable = new AliasTable(this.zones.map(({ share }) => share));
  }

  /** Of an hour from now on, in one future: the factors of the blocks that begin later. */
  factorOf(random: CallRandom, future: number, hour: number): number {
    let factor = 1;
    for (const [at, { variance, numbers }] of this.#blocks.entries()) {
      const number = numbers[hour];
      if (number === 0 || variance === 0) continue;
      const draw = random.seek(future, number, purposes.block + at);
      factor *= gammaFrom(draw, 1 / variance, 1) * variance;
    }
    return factor;
  }

  /** What kind of call this is, and where it comes from. */
  draw(uniform: (purpose: number) => number) {
    const { grade, gradeCode } = this.#kinds[this.#kindTable.kind(uniform(purposes.like))];
    const { area, places } = this.zones[this.#areaTable.kind(uniform(purposes.area))];
    const { latE7, lonE7 } = places[Math.floor(uniform(purposes.place) * places.length)];
    return { grade, gradeCode, area, latE7, lonE7 };
  }
}

/** `seen`: as `listSeen` lists it; the room was at work since the first of them. */
export function learnFromModel(
  named: NamedModel,
  state: RegionState,
  seen: readonly SeenIncident[],
  now: Instant,
  hours: number,
): LearntDemand {
  const { model } = named;
  const { spread } = model;
  const expected = new ExpectedCalls(model);
  const exposureMicros = seen.length === 0 ? 0 : now - seen[0].at;
  const lookMicros = Math.min(exposureMicros, modelRule.lookMicros);
  const variance = Math.max(
    modelRule.leastVariance,
    spread.levels.reduce((sum, each) => sum + each.variance, 0),
  );
  const varianceToMean = Math.max(1, spread.hourVarianceToMean);
  // The record begins with its first incident, which therefore says nothing about the rate.
  const came = seen.filter(({ at }, index) => index > 0 && at > now - lookMicros).length;
  const wanted = expectedBetween(expected, now - lookMicros, now);
  return {
    now,
    seen,
    exposureMicros,
    perHour: Float64Array.from({ length: hours }, (_, hour) =>
      expected.perHourAt(now + (hour + 0.5) * microsPerHour),
    ),
    // The model knows every hour of the week.
    drift: new Float64Array(hours),
    levelShape: 1 / variance + came / varianceToMean,
    levelRate: 1 / variance + wanted / varianceToMean,
    varianceToMean,
    modelCalls: new ModelCalls(named, state, now, hours),
  };
}

const stepMicros = microsPerHour / 4;

/** By quarters of an hour, each as at its middle. */
function expectedBetween(expected: ExpectedCalls, from: Instant, until: Instant): number {
  let calls = 0;
  for (let at = from; at < until; at += stepMicros) {
    const length: Micros = Math.min(stepMicros, until - at);
    calls += (expected.perHourAt(at + length / 2) * length) / microsPerHour;
  }
  return calls;
}

function listBlocks({ spread, timeZone }: DemandModel, now: Instant, hours: number): Block[] {
  const zone = new ZoneOffsets(timeZone);
  const localHour = (at: Instant) => Math.floor(zone.localAt(at) / microsPerHour);
  return spread.levels.map((level) => {
    const blockOf = (at: Instant) => Math.floor(localHour(at) / level.hours);
    const numbers = Array.from(
      { length: hours },
      (_, hour) => blockOf(now + (hour + 0.5) * microsPerHour) - blockOf(now),
    );
    return { variance: level.variance, numbers };
  });
}

/** A type that the region does not have counts as the first of its grade, else as the first: the plan is the grade's. */
function knownType(state: RegionState, type: string, grade: Call["grade"]["grade"]): string {
  const { incidentTypes } = getPolicy(state).config;
  const same = incidentTypes.find(({ code }) => code === type);
  return (same ?? incidentTypes.find((each) => each.grade === grade) ?? incidentTypes[0]).code;
}

function zonesOf(model: DemandModel, state: RegionState): AreaZones[] {
  const { areas } = getPolicy(state).config;
  const known = new Set(areas.map(({ code }) => code));
  const cells = model.places.cells.map((cell): ModelCell => {
    const [lat, lon, side, calls, area] = cell;
    return known.has(area) ? cell : [lat, lon, side, calls, areaNear(state, lat * 1e7, lon * 1e7)];
  });
  const anywhere = { latE7: 0, lonE7: 0, radiusM: 0, share: 0 };
  const listed = areas.map(({ code }) => ({ ...anywhere, code }));
  return makeZones({ areas: listed, demand: { cells } }, modelRule.zones);
}

/** The area of the unit with the nearest base; the first where there is none. */
function areaNear(state: RegionState, latE7: number, lonE7: number): string {
  const { units, head } = state.columns;
  const { areas } = getPolicy(state).config;
  let [area, least] = [0, Infinity];
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    if (units.area[unit] < 0) continue;
    const metres = distanceM(latE7, lonE7, units.baseLatE7[unit], units.baseLonE7[unit]);
    if (metres < least) [area, least] = [units.area[unit], metres];
  }
  return areas[area].code;
}
