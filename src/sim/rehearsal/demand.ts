/**
 * The calls of one replication, in line: when, where, of which grade, how long the scene takes, how long the caller
 * waits. All draws of a call are by its number, so two plans rehearsed on one seed meet the same calls, whatever each
 * does with them. Not here: fitting any of it to records (fit/).
 */
import type { CallRandom } from "../../base/call-random.ts";
import { AliasTable } from "../../base/empirical.ts";
import { microsPerDay, microsPerHour, microsPerSecond, type Instant } from "../../base/instant.ts";
import { exponentialOf } from "../../base/samplers.ts";
import type { DurationLaw } from "../demand-model/demand-model.ts";
import { drawDuration } from "../demand-model/duration.ts";
import { Arrivals } from "../arrivals/arrivals.ts";
import { RateProfile } from "../arrivals/rate-profile.ts";
import type { Call, CallSource } from "../room/calls.ts";
import { listCellAreas, placeInCircle, placeInSquare } from "./call-place.ts";
import { purposes, type PlanGrade, type RehearsalPlan } from "./plan.ts";

export interface PlannedCall extends Call {
  readonly grade: PlanGrade;
}

/** 1970-01-01 was a Thursday: the Monday of its week began three days before. */
const weekBegins = -3 * microsPerDay;

export class Demand implements CallSource<PlannedCall> {
  readonly #plan: RehearsalPlan;
  readonly #random: CallRandom;
  readonly #replication: number;
  readonly #arrivals: Arrivals;
  /** Over the areas that have zones or, where there are none, the plan's squares or its areas. */
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
    const { cells, zones } = demand;
    const shares = cells?.map((cell) => cell[3]) ?? areas.map(({ share }) => share);
    this.#places = new AliasTable(zones?.map(({ share }) => share) ?? shares);
    this.#areaOfCell = cells === undefined ? [] : listCellAreas(cells, areas);
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

  /** A zone of the area of this index, or anywhere in the square, or in the area's circle. */
  #placeOf(number: number, index: number): Pick<PlannedCall, "area" | "latE7" | "lonE7"> {
    const { areas, demand } = this.#plan;
    const { cells, zones } = demand;
    const spread = this.#random.seek(this.#replication, number, purposes.place);
    if (zones !== undefined) {
      const { area, places } = zones[index];
      return { area, ...places[Math.floor(spread.uniform() * places.length)] };
    }
    const [u, v] = [spread.uniform(), spread.uniform()];
    return cells === undefined
      ? { area: areas[index].code, ...placeInCircle(areas[index], u, v) }
      : { area: this.#areaOfCell[index], ...placeInSquare(cells[index], u, v) };
  }

  #uniform(call: number, purpose: number): number {
    return this.#random.seek(this.#replication, call, purpose).uniform();
  }
}
