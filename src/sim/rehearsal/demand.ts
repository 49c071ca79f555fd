/**
 * The calls of one replication, in line: when, where, of which grade, how long the scene takes, how long the caller
 * waits. All draws of a call are by its number, so two plans rehearsed on one seed meet the same calls, whatever each
 * does with them. Not here: fitting any of it to records.
 */
import type { CallRandom } from "../../base/call-random.ts";
import { AliasTable } from "../../base/empirical.ts";
import { microsPerDay, microsPerHour, type Instant } from "../../base/instant.ts";
import { exponentialOf, lognormalOf } from "../../base/samplers.ts";
import { Arrivals } from "../arrivals/arrivals.ts";
import { RateProfile } from "../arrivals/rate-profile.ts";
import type { Call, CallSource } from "../room/calls.ts";
import { purposes, type PlanGrade, type RehearsalPlan } from "./plan.ts";

export interface PlannedCall extends Call {
  readonly grade: PlanGrade;
}

/** 1970-01-01 was a Thursday: the Monday of its week began three days before. */
const weekBegins = -3 * microsPerDay;
/** E7 degrees of latitude in a metre. */
const latE7PerMetre = 89.932;

export class Demand implements CallSource<PlannedCall> {
  readonly #plan: RehearsalPlan;
  readonly #random: CallRandom;
  readonly #replication: number;
  readonly #arrivals: Arrivals;
  readonly #areas: AliasTable;
  readonly #grades: AliasTable;
  /** The instant of the profile's first step. */
  readonly #origin: Instant;

  constructor(plan: RehearsalPlan, random: CallRandom, replication: number) {
    const { demand, areas, startAt } = plan;
    this.#plan = plan;
    this.#random = random;
    this.#replication = replication;
    const cycle = demand.perHour.length * microsPerHour;
    const since = startAt - weekBegins;
    const startMicros = since - Math.floor(since / cycle) * cycle;
    this.#origin = startAt - startMicros;
    this.#arrivals = new Arrivals(new RateProfile(demand.perHour, microsPerHour), random, {
      varianceToMean: demand.varianceToMean,
      replication,
      gapPurpose: purposes.gap,
      stepPurpose: purposes.step,
      startMicros,
    });
    this.#areas = new AliasTable(areas.map(({ share }) => share));
    this.#grades = new AliasTable(demand.grades.map(({ share }) => share));
  }

  next(): PlannedCall {
    const number = this.#arrivals.call;
    const at = this.#origin + this.#arrivals.next();
    const { areas, demand } = this.#plan;
    const area = areas[this.#areas.kind(this.#uniform(number, purposes.area))];
    const grade = demand.grades[this.#grades.kind(this.#uniform(number, purposes.grade))];
    const spread = this.#random.seek(this.#replication, number, purposes.place);
    // Uniform in a circle: the radius goes by the root of a uniform number.
    const radius = area.radiusM * Math.sqrt(spread.uniform());
    const angle = 2 * Math.PI * spread.uniform();
    const perEast = latE7PerMetre / Math.cos((area.latE7 / 1e7) * (Math.PI / 180));
    const scene = lognormalOf(
      this.#uniform(number, purposes.scene),
      grade.sceneMedianMicros,
      grade.sceneSigma,
    );
    const { patienceMicros } = grade;
    return {
      number,
      at,
      area: area.code,
      latE7: Math.round(area.latE7 + radius * Math.cos(angle) * latE7PerMetre),
      lonE7: Math.round(area.lonE7 + radius * Math.sin(angle) * perEast),
      grade,
      sceneMicros: Math.round(scene),
      patienceMicros:
        patienceMicros === undefined
          ? undefined
          : Math.round(exponentialOf(this.#uniform(number, purposes.patience), patienceMicros)),
    };
  }

  #uniform(call: number, purpose: number): number {
    return this.#random.seek(this.#replication, call, purpose).uniform();
  }
}
