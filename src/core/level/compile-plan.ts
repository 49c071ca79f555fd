/** A level plan compiled for the rules: names become codes, seconds become micros. Part of the policy. */

import { microsFromSeconds } from "../../base/instant.ts";
import {
  gradeCount,
  grades,
  levelMeasures,
  serviceLevels,
  type LevelMeasure,
} from "../vocabulary.ts";
import { forecastLeadMinutes } from "../forecast/leads.ts";
import type { LevelPlan } from "./level-plan.ts";
import { isLowMeasure } from "./plan-fault.ts";

export interface CompiledTrigger {
  readonly level: number;
  readonly measure: number;
  readonly grade: number;
  /** Index into `forecastLeadMinutes`; -1 = it looks at no forecast. */
  readonly lead: number;
  readonly begins: number;
  readonly ends: number;
  readonly isLow: boolean;
}

export interface CompiledLevels {
  readonly plan: LevelPlan;
  /** The highest level first. */
  readonly triggers: readonly CompiledTrigger[];
  /** Index level * gradeCount + assessed grade: a grade, or `deferredCode`. */
  readonly served: Uint8Array;
  readonly hold: Float64Array;
  readonly exit: Float64Array;
  readonly review: Float64Array;
  readonly callBack: Float64Array;
}

export const deferredCode = 255;

/** Compiles a plan that `levelPlanFaults` passed. */
export function compileLevels(plan: LevelPlan | undefined): CompiledLevels | undefined {
  if (plan === undefined) return undefined;
  const served = new Uint8Array(plan.length * gradeCount);
  plan.forEach((each, level) => {
    for (const [grade, name] of grades.names.entries()) {
      const as = each.served[name];
      served[level * gradeCount + grade] = as === "deferred" ? deferredCode : grades.code[as];
    }
  });
  const micros = (field: "holdSeconds" | "exitSeconds" | "reviewSeconds" | "callBackSeconds") =>
    Float64Array.from(plan, (each) => microsFromSeconds(each[field]));
  const triggers = plan.flatMap(({ triggers: each, level }) =>
    each.map(({ measure, grade, withinMinutes, begins, ends }) => ({
      level: serviceLevels.code[level],
      measure: levelMeasures.code[measure satisfies LevelMeasure],
      grade: grade === null ? 0 : grades.code[grade],
      lead: withinMinutes === undefined ? -1 : forecastLeadMinutes.indexOf(withinMinutes),
      begins,
      ends,
      isLow: isLowMeasure(measure),
    })),
  );
  return {
    plan,
    triggers: triggers.toSorted((a, b) => b.level - a.level),
    served,
    hold: micros("holdSeconds"),
    exit: micros("exitSeconds"),
    review: micros("reviewSeconds"),
    callBack: micros("callBackSeconds"),
  };
}
