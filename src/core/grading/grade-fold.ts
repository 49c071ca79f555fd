/**
 * What became of grades, as a fold of the log: who assessed whom down, with how much time left to the target, and how soon the first unit
 * was there by the first assessed grade, by the last one, and by the served one. A target can be met by sending sooner or by grading
 * lower; beside each other the three tell which it was. Not here: where the events come from (live/grade-report.ts).
 */

import { microsPerHour, microsPerSecond, noInstant, type Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../events.ts";
import { gradeCount, grades, type Grade } from "../vocabulary.ts";
import { listStandOuts, type StandOut } from "./stand-out.ts";

export const gradeReportLimits = {
  /** Incidents looked at; a longer stretch is said to be incomplete. */
  incidents: 200_000,
  /** Re-assessments listed one by one, the newest; all are counted. */
  listed: 500,
  /** Rows of persons and hours, those with the most assessments down. */
  hours: 1_000,
} as const;

/** Seconds by the code of the grade; null = none owed. */
export type Targets = readonly (number | null)[];

export interface GradeQuestion {
  readonly from: Instant;
  readonly until: Instant;
  /** Per cent of the target: with less left an assessment down is late. */
  readonly underPercent: number;
  /** Of the configuration, for what was opened before any in the events says another. */
  readonly targets: Targets;
}

/** One change of an assessed grade. */
export interface Regrading {
  readonly incident: number;
  readonly at: Instant;
  readonly by: string;
  readonly from: Grade;
  readonly to: Grade;
  /** Served after it. */
  readonly served: Grade;
  /** To the target of the grade before; below 0 = past it. Null = none was owed, or somebody was there already. */
  readonly leftSeconds: number | null;
  readonly targetSeconds: number | null;
  /** Down, with less than the asked share of its target left, and nobody there. */
  readonly isLate: boolean;
}

export interface PersonHour {
  readonly by: string;
  /** Its beginning. */
  readonly hour: Instant;
  readonly up: number;
  readonly down: number;
  readonly late: number;
  /** Served grades that a person set lower than the assessed one. */
  readonly servedDown: number;
  /** Incidents that were assessed down. */
  readonly incidents: number;
  readonly standsOut: StandOut;
}

export const gradeBases = ["first assessed", "last assessed", "served"] as const;
export type GradeBasis = (typeof gradeBases)[number];

/** Of the incidents whose clock began in the period, by one of their grades. */
export interface ResponseRow {
  readonly basis: GradeBasis;
  readonly grade: Grade;
  readonly targetSeconds: number | null;
  readonly incidents: number;
  readonly arrived: number;
  /** Somebody was there within the target of this grade. */
  readonly within: number;
  /** Somebody was there later, or nobody is and the target has passed. */
  readonly missed: number;
  /** Per cent of those two; null = neither happened. */
  readonly withinPercent: number | null;
  readonly medianSeconds: number | null;
  readonly ninetiethSeconds: number | null;
}

export interface GradeReport {
  readonly people: readonly PersonHour[];
  readonly regradings: readonly Regrading[];
  readonly regradingCount: number;
  readonly response: readonly ResponseRow[];
  /** Fewer incidents were looked at than there are. */
  readonly isCut: boolean;
}

interface Tracked {
  readonly clockAt: Instant;
  readonly first: number;
  assessed: number;
  served: number;
  arrivedAt: Instant;
  closedAt: Instant;
}

interface Hour {
  readonly by: string;
  readonly hour: Instant;
  up: number;
  down: number;
  late: number;
  servedDown: number;
  readonly incidents: Set<number>;
}

export class GradeFold {
  readonly #question: GradeQuestion;
  #targets: Targets;
  readonly #incidents = new Map<number, Tracked>();
  readonly #hours = new Map<string, Hour>();
  readonly #regradings: Regrading[] = [];
  #regradingCount = 0;
  #isCut = false;

  constructor(question: GradeQuestion) {
    this.#question = question;
    this.#targets = question.targets;
  }

  /** In the sequence of the log. */
  take(event: CoreEvent): void {
    switch (event.type) {
      case "region.configured":
        this.#targets = targetsOf(event.config.gradeRules);
        return;
      case "incident.opened":
        this.#open(event.incident, event.clockAt, event.assessed, event.served);
        return;
      case "incident.assessed":
        this.#assess(event);
        return;
      case "incident.served-grade-set":
        this.#serve(event);
        return;
      case "unit.progressed":
        this.#arrive(event.incident, event.at, event.status);
        return;
      case "incident.closed": {
        const tracked = this.#incidents.get(event.incident);
        if (tracked !== undefined) tracked.closedAt = event.at;
        return;
      }
      case "incident.reopened": {
        const tracked = this.#incidents.get(event.incident);
        if (tracked !== undefined) tracked.closedAt = noInstant;
        return;
      }
      default:
    }
  }

  #open(incident: number, clockAt: Instant, assessed: Grade, served: Grade): void {
    if (this.#incidents.size >= gradeReportLimits.incidents) {
      this.#isCut = true;
      return;
    }
    const first = grades.code[assessed];
    this.#incidents.set(incident, {
      clockAt,
      first,
      assessed: first,
      served: grades.code[served],
      arrivedAt: noInstant,
      closedAt: noInstant,
    });
  }

  #arrive(incident: number, at: Instant, status: string): void {
    const tracked = this.#incidents.get(incident);
    if (status === "at scene" && tracked?.arrivedAt === noInstant) tracked.arrivedAt = at;
  }

  #isIn(at: Instant): boolean {
    return at >= this.#question.from && at <= this.#question.until;
  }

  #assess(event: Extract<CoreEvent, { type: "incident.assessed" }>): void {
    const tracked = this.#incidents.get(event.incident);
    if (tracked === undefined) return;
    const [from, to] = [tracked.assessed, grades.code[event.assessed]];
    tracked.assessed = to;
    if (from === to || !this.#isIn(event.at)) return;
    const targetSeconds = this.#targets[from];
    const isOwed = targetSeconds !== null && tracked.arrivedAt === noInstant;
    const waited = (event.at - tracked.clockAt) / microsPerSecond;
    const leftSeconds = isOwed ? Math.round(targetSeconds - waited) : null;
    const share = this.#question.underPercent / 100;
    const isLate = to > from && isOwed && targetSeconds - waited < targetSeconds * share;
    const hour = this.#hourOf(event.by, event.at);
    if (to > from) {
      hour.down += 1;
      hour.incidents.add(event.incident);
      if (isLate) hour.late += 1;
    } else hour.up += 1;
    this.#regradingCount += 1;
    this.#regradings.push({
      incident: event.incident,
      at: event.at,
      by: event.by,
      from: grades.names[from],
      to: event.assessed,
      served: grades.names[tracked.served],
      leftSeconds,
      targetSeconds,
      isLate,
    });
    if (this.#regradings.length > gradeReportLimits.listed) this.#regradings.shift();
  }

  #serve(event: Extract<CoreEvent, { type: "incident.served-grade-set" }>): void {
    const tracked = this.#incidents.get(event.incident);
    if (tracked === undefined) return;
    const before = tracked.served;
    tracked.served = grades.code[event.served];
    this.#notePassedOn(event.incident, event.at, event.served);
    // The level's rule is no act of a person, and one that follows the assessed grade sets nothing apart.
    const isApart = tracked.served > tracked.assessed && tracked.served > before;
    if (event.level === undefined && isApart && this.#isIn(event.at))
      this.#hourOf(event.by, event.at).servedDown += 1;
  }

  /** The served grade that follows an assessment comes after it, at the same moment. */
  #notePassedOn(incident: number, at: Instant, served: Grade): void {
    const last = this.#regradings.at(-1);
    if (last?.incident === incident && last.at === at)
      this.#regradings[this.#regradings.length - 1] = { ...last, served };
  }

  #hourOf(by: string, at: Instant): Hour {
    const hour = Math.floor(at / microsPerHour) * microsPerHour;
    const key = `${hour} ${by}`;
    const known = this.#hours.get(key);
    if (known !== undefined) return known;
    const made = { by, hour, up: 0, down: 0, late: 0, servedDown: 0, incidents: new Set<number>() };
    this.#hours.set(key, made);
    return made;
  }

  report(): GradeReport {
    return {
      people: this.#listPeople(),
      regradings: this.#regradings.toReversed(),
      regradingCount: this.#regradingCount,
      response: gradeBases.flatMap((basis) => this.#listResponse(basis)),
      isCut: this.#isCut,
    };
  }

  #listPeople(): PersonHour[] {
    const hours = [...this.#hours.values()];
    const standOuts = listStandOuts(hours);
    return hours
      .map((hour, index) => ({
        ...hour,
        incidents: hour.incidents.size,
        standsOut: standOuts[index],
      }))
      .sort(
        (a, b) =>
          Number(b.standsOut !== "") - Number(a.standsOut !== "") ||
          b.late - a.late ||
          b.down - a.down ||
          a.hour - b.hour ||
          (a.by < b.by ? -1 : 1),
      )
      .slice(0, gradeReportLimits.hours);
  }

  #listResponse(basis: GradeBasis): ResponseRow[] {
    const counts = Array.from({ length: gradeCount }, () => ({
      incidents: 0,
      within: 0,
      missed: 0,
    }));
    const seconds: number[][] = counts.map(() => []);
    for (const tracked of this.#incidents.values()) {
      if (!this.#isIn(tracked.clockAt)) continue;
      const grade = gradeBy(basis, tracked);
      const target = this.#targets[grade];
      const endAt = tracked.closedAt === noInstant ? this.#question.until : tracked.closedAt;
      const count = counts[grade];
      count.incidents += 1;
      const isThere = tracked.arrivedAt !== noInstant && tracked.arrivedAt <= this.#question.until;
      const waited = ((isThere ? tracked.arrivedAt : endAt) - tracked.clockAt) / microsPerSecond;
      if (isThere) seconds[grade].push(waited);
      if (target === null) continue;
      if (waited > target) count.missed += 1;
      else if (isThere) count.within += 1;
    }
    return counts.map((count, grade) =>
      makeRow(basis, grade, count, seconds[grade], this.#targets),
    );
  }
}

function gradeBy(basis: GradeBasis, tracked: Tracked): number {
  if (basis === "served") return tracked.served;
  return basis === "first assessed" ? tracked.first : tracked.assessed;
}

function makeRow(
  basis: GradeBasis,
  grade: number,
  { incidents, within, missed }: { incidents: number; within: number; missed: number },
  seconds: number[],
  targets: Targets,
): ResponseRow {
  const sorted = seconds.toSorted((a, b) => a - b);
  const judged = within + missed;
  return {
    basis,
    grade: grades.names[grade],
    targetSeconds: targets[grade],
    incidents,
    arrived: sorted.length,
    within,
    missed,
    withinPercent: judged === 0 ? null : Math.round((1000 * within) / judged) / 10,
    medianSeconds: quantile(sorted, 0.5),
    ninetiethSeconds: quantile(sorted, 0.9),
  };
}

/** The least value that as many as the share do not exceed; null = there is none. */
function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]);
}

export function targetsOf(rules: {
  readonly [K in Grade]: { readonly targetSeconds: number | null };
}): Targets {
  return grades.names.map((grade) => rules[grade].targetSeconds);
}
