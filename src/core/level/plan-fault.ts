/**
 * What the rules could not live with in a level plan: a level that is missing, a grade served sooner than assessed, an
 * Immediate that would be deferred, a trigger that ends before it begins, nobody who may decide. Part of what is wrong
 * with a configuration (region/config-shape.ts); nothing is looked into before it is known to be what it should.
 */

import { forecastLeadMinutes } from "../forecast/leads.ts";
import { limits } from "../limits.ts";
import type { RegionConfigFault, RegionConfigFaults } from "../region/config-shape.ts";
import { grades, levelMeasures, serviceLevels, type Role } from "../vocabulary.ts";
import type { LevelConfig, LevelPlan, LevelTrigger } from "./level-plan.ts";

/** Who a plan may give the decision to; `level.set` is theirs in authority.ts. */
export const decidingRoles: readonly Role[] = ["dispatcher", "supervisor"];

/** Of these little is evidence, of the others much. */
export function isLowMeasure(measure: LevelTrigger["measure"]): boolean {
  return measure === "free units" || measure === "units booked on";
}

function says(path: string, sentence: string): RegionConfigFault {
  return { path, says: sentence };
}

function wrongType(path: string, sentence: string): RegionConfigFault {
  return { path, says: sentence, isStructural: true };
}

export function* listLevelPlanFaults(plan: LevelPlan | undefined): RegionConfigFaults {
  if (plan === undefined) return;
  const names = serviceLevels.names.join(", ");
  if (!Array.isArray(plan) || plan.length !== serviceLevels.names.length) {
    yield wrongType("levelPlan", `expected one entry for each of ${names}, in this order`);
    return;
  }
  let triggers = 0;
  for (const [index, each] of (plan as LevelPlan).entries()) {
    const path = `levelPlan.${index}`;
    if (!isObject(each) || each.level !== serviceLevels.names[index]) {
      yield wrongType(path, `expected the level "${serviceLevels.names[index]}"`);
      continue;
    }
    yield* listLevelFaults(path, each);
    if (Array.isArray(each.triggers)) triggers += each.triggers.length;
  }
  if (triggers > limits.levelTriggers)
    yield says("levelPlan", `got ${triggers} triggers, expected at most ${limits.levelTriggers}`);
}

function* listLevelFaults(path: string, config: LevelConfig): RegionConfigFaults {
  const { authority, level, reviewSeconds, callBackSeconds } = config;
  const isDecidedOn =
    Array.isArray(authority) &&
    authority.length > 0 &&
    authority.every((role) => decidingRoles.includes(role));
  if (!isDecidedOn)
    yield wrongType(`${path}.authority`, `expected roles of ${decidingRoles.join(", ")}`);
  for (const field of ["holdSeconds", "exitSeconds", "reviewSeconds"] as const)
    if (!isWhole(config[field], 0, limits.configSeconds))
      yield says(`${path}.${field}`, `expected whole seconds up to ${limits.configSeconds}`);
  if ((level === "normal") !== (reviewSeconds === 0))
    yield says(
      `${path}.reviewSeconds`,
      `0 is for "normal" alone; every other level must be looked at again`,
    );
  const most = limits.promiseMicros / 1_000_000;
  if (!isWhole(callBackSeconds, 60, most))
    yield says(`${path}.callBackSeconds`, `expected whole seconds from 60 to ${most}`);
  for (const field of ["told", "script", "partnerMessage", "publicMessage"] as const)
    if (typeof config[field] !== "string" || config[field].length > limits.levelTextLength)
      yield wrongType(
        `${path}.${field}`,
        `expected text of at most ${limits.levelTextLength} characters`,
      );
  yield* listServedFaults(`${path}.served`, config);
  yield* listTriggerFaults(`${path}.triggers`, config);
}

function* listServedFaults(path: string, { level, served, told }: LevelConfig): RegionConfigFaults {
  if (!isObject(served)) {
    yield wrongType(path, "expected one entry for each grade");
    return;
  }
  for (const grade of grades.names) {
    const as = served[grade];
    if (as !== "deferred" && !grades.has(as)) {
      const known = grades.names.join(", ");
      yield wrongType(`${path}.${grade}`, `expected "deferred" or one of ${known}`);
      continue;
    }
    const mayDiffer = level !== "normal" && (grade === "priority" || grade === "scheduled");
    if (as !== grade && !mayDiffer)
      yield says(
        `${path}.${grade}`,
        `expected "${grade}"; an immediate and a resolution, and all grades at the normal level, are served as assessed`,
      );
    else if (as !== "deferred" && grades.code[as] < grades.code[grade])
      yield says(`${path}.${grade}`, `got "${as}", which is sooner than assessed`);
    else if (as === "deferred" && typeof told === "string" && told.trim() === "")
      yield says(`${path}.${grade}`, "is deferred; say in told what its callers are told");
  }
}

function* listTriggerFaults(path: string, { level, triggers }: LevelConfig): RegionConfigFaults {
  if (!Array.isArray(triggers) || triggers.length > limits.levelTriggers) {
    yield wrongType(path, `expected a list of at most ${limits.levelTriggers}`);
    return;
  }
  if (level === "normal" && triggers.length > 0)
    yield says(path, "expected none: the normal level is where no evidence points elsewhere");
  for (const [index, trigger] of (triggers as readonly LevelTrigger[]).entries()) {
    const found = findTriggerFault(`${path}.${index}`, trigger);
    if (found !== undefined) yield found;
  }
}

function findTriggerFault(path: string, trigger: LevelTrigger): RegionConfigFault | undefined {
  if (!isObject(trigger) || !levelMeasures.has(trigger.measure))
    return wrongType(path, `expected a measure of ${levelMeasures.names.join(", ")}`);
  const { measure, grade, begins, ends } = trigger;
  const needsGrade = measure !== "units booked on";
  if (needsGrade ? grade === null || !grades.has(grade) : grade !== null)
    return wrongType(
      `${path}.grade`,
      needsGrade ? `expected one of ${grades.names.join(", ")}` : "expected null",
    );
  const withinFault = findWithinFault(path, trigger);
  if (withinFault !== undefined) return withinFault;
  const isShare = measure === "free units" || measure === "forecast no unit";
  const most = isShare ? 100 : 100_000;
  if (!isWhole(begins, 0, most) || !isWhole(ends, 0, most))
    return wrongType(path, `begins and ends: expected whole numbers up to ${most}`);
  if (isLowMeasure(measure) ? ends > begins : ends < begins) return undefined;
  return says(
    path,
    `got begins ${begins}, ends ${ends}; it must end on the better side of where it begins`,
  );
}

function findWithinFault(
  path: string,
  { measure, withinMinutes }: LevelTrigger,
): RegionConfigFault | undefined {
  const isForecast = measure === "forecast no unit";
  const isKnown = withinMinutes !== undefined && forecastLeadMinutes.includes(withinMinutes);
  if (isForecast ? isKnown : withinMinutes === undefined) return undefined;
  const leads = forecastLeadMinutes.join(", ");
  return wrongType(
    `${path}.withinMinutes`,
    isForecast ? `expected one of ${leads}` : `only "forecast no unit" has it; leave it out`,
  );
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
