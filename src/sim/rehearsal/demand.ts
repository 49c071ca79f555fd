/**
 * The calls of one replication, in line: when, where, of which grade, how long the scene takes, how long the caller
 * waits. All draws of a call are by its number, so two plans rehearsed on one seed meet the same calls, whatever each
 * does with them. Not here: fitting any of it to records (fit/).
 */
import type { CallRandom } from "../../base/call-random.ts";
import { AliasTable } from "../../base/empirical.ts";
import { microsPerDay, microsPerHour, microsPerSecond, type Instant } from "../../base/instant.ts";
import { distanceM } from "../../base/distance.ts";
import { exponentialOf } from "../../base/samplers.ts";
import type { DurationLaw, ModelCell } from "../demand-model/demand-model.ts";
import { drawDuration } from "../demand-model/duration.ts";
import { Arrivals } from "../arrivals/arrivals.ts";
import { RateProfile } from "../arrivals/rate-profile.ts";
import type { Call, CallSource } from "../room/calls.ts";
import { purposes, type PlanArea, type PlanGrade, type RehearsalPlan } from "./plan.ts";

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
  /** Over the plan's squares or, where it has none, its areas. */
  readonly #places: AliasTable;
  /** By square: the area that its calls belong to. */
  readonly #areaOfCell: readonly string[];
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
      levels: demand.levels.map(({ hours, variance }, at) => ({
        steps: hours,
        variance,
        purpose: purposes.level + at,
      })),
      levelOffsetSteps: demand.clockHours,
    });
    const { cells } = demand;
    this.#places = new AliasTable(cells?.map((cell) => cell[3]) ?? areas.map(({ share }) => share));
    this.#areaOfCell = cells?.map((cell) => areaOf(cell, areas)) ?? [];
    this.#grades = new AliasTable(demand.grades.map(({ share }) => share));
  }

  next(): PlannedCall {
    const number = this.#arrivals.call;
    const at = this.#origin + this.#arrivals.next();
    const { demand } = this.#plan;
    const grade = demand.grades[this.#grades.kind(this.#uniform(number, purposes.grade))];
    const place = this.#placeOf(number, this.#places.kind(this.#uniform(number, purposes.area)));
    const { patienceMicros, handling, turnout, wayFactor } = grade;
    const draw = (law: DurationLaw, purpose: number): number =>
      Math.round(
        microsPerSecond * drawDuration(law, this.#random.seek(this.#replication, number, purpose)),
      );
    return {
      number,
      at,
      ...place,
      grade,
      sceneMicros: draw(grade.scene, purposes.scene),
      handlingMicros: handling === undefined ? 0 : draw(handling, purposes.handling),
      turnoutMicros: turnout === undefined ? 0 : draw(turnout, purposes.turnout),
      wayFactor,
      patienceMicros:
        patienceMicros === undefined
          ? undefined
          : Math.round(exponentialOf(this.#uniform(number, purposes.patience), patienceMicros)),
    };
  }

  /** Anywhere in the square, or in the area's circle, of this index. */
  #placeOf(number: number, index: number): Pick<PlannedCall, "area" | "latE7" | "lonE7"> {
    const { areas, demand } = this.#plan;
    const spread = this.#random.seek(this.#replication, number, purposes.place);
    if (demand.cells !== undefined) {
      const [lat, lon, sideM] = demand.cells[index];
      const north = (spread.uniform() - 0.5) * sideM;
      const east = (spread.uniform() - 0.5) * sideM;
      return { area: this.#areaOfCell[index], ...pointFrom(lat * 1e7, lon * 1e7, north, east) };
    }
    const { code, latE7, lonE7, radiusM } = areas[index];
    // Uniform in a circle: the radius goes by the root of a uniform number.
    const radius = radiusM * Math.sqrt(spread.uniform());
    const angle = 2 * Math.PI * spread.uniform();
    const [north, east] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    return { area: code, ...pointFrom(latE7, lonE7, north, east) };
  }

  #uniform(call: number, purpose: number): number {
    return this.#random.seek(this.#replication, call, purpose).uniform();
  }
}

/** So many metres to the north and to the east. */
function pointFrom(latE7: number, lonE7: number, north: number, east: number) {
  const perEast = latE7PerMetre / Math.cos((latE7 / 1e7) * (Math.PI / 180));
  return {
    latE7: Math.round(latE7 + north * latE7PerMetre),
    lonE7: Math.round(lonE7 + east * perEast),
  };
}

/** The plan's area of the same code or, where it has none, the nearest one. */
function areaOf([lat, lon, , , code]: ModelCell, areas: RehearsalPlan["areas"]): string {
  if (areas.some((area) => area.code === code)) return code;
  const metresTo = ({ latE7, lonE7 }: PlanArea): number =>
    distanceM(lat * 1e7, lon * 1e7, latE7, lonE7);
  return areas.reduce((a, b) => (metresTo(b) < metresTo(a) ? b : a)).code;
}
