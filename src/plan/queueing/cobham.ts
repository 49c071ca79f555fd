/**
 * Grades in one pool of equal units, nobody taken off an incident for another (Cobham: "Priority assignment in waiting
 * line problems", 1954): calls of a more urgent grade are served first, within a grade in order of arrival. All grades
 * keep a unit equally long, exponentially; calls that differ there have no closed form. Not here: units held back from
 * lower grades (cutoff.ts), which with nothing held back gives the same figures another way.
 */
import { erlangC, loadOf } from "./erlang.ts";

/** Grades of one pool, most urgent first. */
export interface GradedPool {
  readonly callsPerHour: readonly number[];
  readonly busyMinutes: number;
  readonly units: number;
}

export interface GradeWait {
  readonly callsPerHour: number;
  readonly waitShare: number;
  /** Over all calls of the grade; Infinity where its queue grows without end. */
  readonly meanWaitMinutes: number;
}

/** Load of grade `grade` and all above it, in erlangs. */
function loadUpTo(pool: GradedPool, grade: number): number {
  const callsPerHour = pool.callsPerHour.slice(0, grade + 1).reduce((sum, calls) => sum + calls, 0);
  return loadOf({ callsPerHour, busyMinutes: pool.busyMinutes });
}

/**
 * Wait of each grade: W(k) = C s / (c (1 - r(k-1)) (1 - r(k))), with C Erlang C of the whole load, s the busy time, c the
 * units, and r(k) the load of the grades to k over c. Where the whole load is too much, C is 1: the units never rest,
 * and the grades above the one that breaks down still have their waits.
 */
export function gradeWaits(pool: GradedPool): GradeWait[] {
  const { callsPerHour, busyMinutes, units } = pool;
  const waitShare = erlangC(loadUpTo(pool, callsPerHour.length - 1), units);
  return callsPerHour.map((calls, grade) => {
    const free = 1 - loadUpTo(pool, grade) / units;
    const freeAbove = 1 - loadUpTo(pool, grade - 1) / units;
    const isServed = free > 0;
    return {
      callsPerHour: calls,
      waitShare,
      meanWaitMinutes: isServed ? (waitShare * busyMinutes) / (units * freeAbove * free) : Infinity,
    };
  });
}
