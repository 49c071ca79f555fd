/**
 * The shape of a configuration: types, sizes, codes that stand twice, durations that are none. It also finds what the
 * compiler forbids (missing fields, wrong types), because a configuration may come from a caller without types, and the
 * core must answer it, not fall over it: nothing is looked into before it is known to be what it should.
 */

import { listAidPlanFaults } from "../aid/aid-plan.ts";
import { listDivertFaults } from "../allocation/divert-rule.ts";
import { listCustodyFaults } from "../custody/custody-rule.ts";
import { listHoursFaults } from "../hours/hours-rules.ts";
import {
  absenceSignals,
  isEnough,
  type AbsenceRule,
  type AbsenceSignal,
} from "../absence/absence-model.ts";
import { listWarningRuleFaults } from "../warning/warning-rule.ts";
import { listRequestRuleFaults } from "../request/request-rule.ts";
import { listLevelPlanFaults } from "../level/plan-fault.ts";
import { listQueueRuleFaults } from "../queue-plan/queue-rule.ts";
import { limits } from "../limits.ts";
import { grades, unitStatuses } from "../vocabulary.ts";
import { listManualPackFaults } from "./manual-pack-rule.ts";
import {
  knownRuleFlags,
  type HospitalConfig,
  type RefugeConfig,
  type NamedCode,
  type Need,
  type RegionConfig,
} from "./config.ts";

export interface RegionConfigFault {
  /** Where, with a point between the parts: `areas.3.reach.0`. */
  readonly path: string;
  /** What was got and what was expected. */
  readonly says: string;
  /** Something is of another type than it must be, so nobody may look into the configuration further. */
  readonly isStructural?: true;
}
export type RegionConfigFaults = Generator<RegionConfigFault, void>;
/** Yields what is wrong with a value, and answers whether it is of its type. */
type Look = Generator<RegionConfigFault, boolean>;

/** List, its limit, and whether a region must have at least one of it. */
const codeLists = [
  ["areas", limits.areas, true],
  ["skills", limits.skills, true],
  ["vehicles", limits.skills, true],
  ["hazards", limits.hazards, false],
  ["incidentTypes", limits.incidentTypes, true],
  ["results", limits.incidentTypes, true],
  ["statusLabels", limits.statusLabels, false],
] as const;

const durations = [
  "answerTargetSeconds",
  "callBackSeconds",
  "traceSeconds",
  "retireSeconds",
  "positionStaleSeconds",
] as const;

export function* listShapeFaults(config: RegionConfig): RegionConfigFaults {
  if (!isObject(config)) {
    yield structural("config", "expected an object");
    return;
  }
  const { id, name, centre, doubleBooking } = config;
  yield* lookAtText("id", id, 32);
  yield* lookAtText("name", name, limits.nameLength);
  if (!isObject(centre) || !isWithin(centre.latE7, 90e7) || !isWithin(centre.lonE7, 180e7))
    yield structural("centre", "expected whole numbers of degrees times 10^7");
  let isSound = true;
  for (const [list, most, isNeeded] of codeLists)
    if (!(yield* lookAtCodes(list, config[list], most, isNeeded))) isSound = false;
  for (const field of durations) yield* lookAtSeconds(field, config[field], 0);
  if (doubleBooking !== "refuse" && doubleBooking !== "warn")
    yield fault("doubleBooking", 'expected "refuse" or "warn"');
  yield* lookAtFlags(config);
  yield* lookAtGrades(config);
  yield* lookAtPlans(config);
  yield* lookAtWelfare(config);
  yield* lookAtRoster(config);
  yield* listLevelPlanFaults(config.levelPlan);
  yield* listDivertFaults(config.divertRule);
  yield* listHoursFaults(config.hoursRules);
  yield* listRequestRuleFaults(config.requestRule);
  yield* listWarningRuleFaults(config.warningRule);
  yield* listCustodyFaults(config.custodyRule);
  yield* listQueueRuleFaults(config.queueRule);
  yield* listAidPlanFaults(config.aidPlan);
  yield* listManualPackFaults(config.manualPack);
  if (config.refuges !== undefined) yield* lookAtRefuges(config.refuges);
  if (config.hospitals !== undefined) yield* lookAtHospitals(config.hospitals);
  if (!isSound) return;
  yield* lookAtAreas(config);
  yield* lookAtTypes(config);
  yield* lookAtLabels(config);
  yield* lookAtClosures(config);
}

function* lookAtFlags({ ruleFlags }: RegionConfig): RegionConfigFaults {
  if (!(yield* lookAtList("ruleFlags", ruleFlags, limits.ruleFlags))) return;
  const known = knownRuleFlags.length === 0 ? "none" : knownRuleFlags.join(", ");
  for (const [index, flag] of ruleFlags.entries())
    if (!knownRuleFlags.includes(flag))
      yield fault(
        `ruleFlags.${index}`,
        `got ${JSON.stringify(flag)}, expected a flag that this Muster knows (${known}); docs/reference/events.md lists them`,
      );
}

function* lookAtAreas({ areas }: RegionConfig): RegionConfigFaults {
  for (const [index, { code, ring, reach }] of areas.entries()) {
    const path = `areas.${index}`;
    if (yield* lookAtList(`${path}.ring`, ring, limits.ringPoints)) {
      // The first alone: a ring in other units than these is wrong in all its points.
      const wrong = ring.findIndex(
        (at) => !Array.isArray(at) || !isWithin(at[0], 180e7) || !isWithin(at[1], 90e7),
      );
      if (wrong >= 0)
        yield fault(
          `${path}.ring.${wrong}`,
          `a point of the ring of "${code}" is no [lonE7, latE7], whole degrees times 10^7`,
        );
    }
    yield* lookAtList(`${path}.reach`, reach, limits.areas);
  }
}

function* lookAtRefuges(refuges: readonly RefugeConfig[]): RegionConfigFaults {
  if (!(yield* lookAtCodes("refuges", refuges, limits.refuges, false))) return;
  for (const [index, { latE7, lonE7, keepers }] of refuges.entries()) {
    const path = `refuges.${index}`;
    if (!isWithin(latE7, 90e7) || !isWithin(lonE7, 180e7))
      yield fault(path, "latE7, lonE7: expected whole numbers of degrees times 10^7");
    if (!(yield* lookAtList(`${path}.keepers`, keepers, limits.refugeKeepers))) continue;
    for (const [at, keeper] of keepers.entries())
      yield* lookAtText(`${path}.keepers.${at}`, keeper, limits.codeLength);
  }
}

function* lookAtHospitals(hospitals: readonly HospitalConfig[]): RegionConfigFaults {
  if (!(yield* lookAtCodes("hospitals", hospitals, limits.hospitals, false))) return;
  for (const [index, { partner }] of hospitals.entries())
    if (partner !== undefined)
      yield* lookAtText(`hospitals.${index}.partner`, partner, limits.codeLength);
}

function* lookAtTypes({ incidentTypes }: RegionConfig): RegionConfigFaults {
  for (const [index, { code, group, grade, words }] of incidentTypes.entries()) {
    const path = `incidentTypes.${index}`;
    yield* lookAtText(`${path}.group`, group, limits.nameLength);
    if (!grades.has(grade))
      yield fault(`${path}.grade`, `of "${code}" is none of ${grades.names.join(", ")}`);
    if (!(yield* lookAtList(`${path}.words`, words, limits.wordsPerType))) continue;
    for (const [at, word] of words.entries())
      yield* lookAtText(`${path}.words.${at}`, word, limits.codeLength);
  }
}

function* lookAtGrades({ gradeRules, standardNeeds }: RegionConfig): RegionConfigFaults {
  for (const [path, entries] of [
    ["gradeRules", gradeRules],
    ["standardNeeds", standardNeeds],
  ] as const)
    if (!isObject(entries)) yield structural(path, "expected one entry for each grade");
  for (const grade of grades.names) {
    yield* lookAtRule(`gradeRules.${grade}`, isObject(gradeRules) ? gradeRules[grade] : null);
    const need = isObject(standardNeeds) ? standardNeeds[grade] : null;
    if (need !== null) yield* lookAtNeed(`standardNeeds.${grade}`, need);
  }
}

function* lookAtRule(
  path: string,
  rule: RegionConfig["gradeRules"]["priority"] | null,
): RegionConfigFaults {
  if (rule === null || !isObject(rule)) {
    yield structural(path, "expected a rule with label, targetSeconds and rangeSeconds");
    return;
  }
  yield* lookAtText(`${path}.label`, rule.label, limits.nameLength);
  for (const field of ["targetSeconds", "rangeSeconds"] as const)
    if (rule[field] !== null) yield* lookAtSeconds(`${path}.${field}`, rule[field], 1);
}

function* lookAtPlans({ responsePlans }: RegionConfig): RegionConfigFaults {
  if (!(yield* lookAtList("responsePlans", responsePlans, limits.responsePlans))) return;
  for (const [index, plan] of responsePlans.entries()) {
    const path = `responsePlans.${index}`;
    if (!isObject(plan)) {
      yield structural(path, "expected types, grades and needs");
      continue;
    }
    yield* lookAtList(`${path}.types`, plan.types, limits.incidentTypes);
    if (
      (yield* lookAtList(`${path}.grades`, plan.grades, grades.names.length)) &&
      !plan.grades.every((grade) => grades.has(grade))
    )
      yield fault(`${path}.grades`, `expected grades of ${grades.names.join(", ")}`);
    if (!(yield* lookAtList(`${path}.needs`, plan.needs, limits.needs))) continue;
    for (const [at, need] of plan.needs.entries()) yield* lookAtNeed(`${path}.needs.${at}`, need);
  }
}

function* lookAtNeed(path: string, need: Need): RegionConfigFaults {
  if (!isObject(need)) {
    yield structural(path, "expected skills, vehicles and a count, or null");
    return;
  }
  yield* lookAtList(`${path}.skills`, need.skills, limits.skills);
  yield* lookAtList(`${path}.vehicles`, need.vehicles, limits.skills);
  const { count } = need;
  if (!Number.isInteger(count) || count < 1 || count > limits.unitsPerCommand)
    yield fault(`${path}.count`, `got the count ${count}, expected 1 to ${limits.unitsPerCommand}`);
}

function* lookAtLabels({ statusLabels }: RegionConfig): RegionConfigFaults {
  for (const [index, { code, label, status }] of statusLabels.entries()) {
    yield* lookAtText(`statusLabels.${index}.label`, label, limits.nameLength);
    if (status !== "emergency" && !unitStatuses.has(status))
      yield fault(
        `statusLabels.${index}.status`,
        `of "${code}" is none of emergency, ${unitStatuses.names.join(", ")}`,
      );
  }
}

function* lookAtWelfare({ welfare }: RegionConfig): RegionConfigFaults {
  if (!(yield* lookAtList("welfare", welfare, unitStatuses.names.length))) return;
  for (const [index, rule] of welfare.entries()) {
    const path = `welfare.${index}`;
    if (!isObject(rule) || !unitStatuses.has(rule.status)) {
      yield structural(path, `expected a status of ${unitStatuses.names.join(", ")}`);
      continue;
    }
    yield* lookAtSeconds(`${path}.warnSeconds`, rule.warnSeconds, 1);
    yield* lookAtSeconds(`${path}.alarmSeconds`, rule.alarmSeconds, 1);
    if (rule.alarmSeconds < rule.warnSeconds)
      yield fault(
        path,
        `"${rule.status}" alarms before it warns; alarmSeconds must not be less than warnSeconds`,
      );
  }
}

function* lookAtRoster({ roster }: RegionConfig): RegionConfigFaults {
  if (roster === undefined) return;
  if (!isObject(roster)) {
    yield structural("roster", "expected stations, teams, posts and seconds");
    return;
  }
  for (const list of ["stations", "teams", "posts"] as const)
    yield* lookAtCodes(`roster.${list}`, roster[list], limits.stations, false);
  for (const field of ["earlySeconds", "lateSeconds", "absentSeconds"] as const)
    yield* lookAtSeconds(`roster.${field}`, roster[field], 0);
  yield* lookAtAbsence(roster.absence);
  if (roster.absentSeconds < roster.lateSeconds)
    yield fault(
      "roster",
      "nobody is absent before being late; absentSeconds must not be less than lateSeconds",
    );
}

const largeMuster = 2_000;
const absenceShares = ["noShowShare", "correlation", "leaveShare", "lateTeamShare"] as const;

function* lookAtAbsence(rule: AbsenceRule | undefined): RegionConfigFaults {
  if (rule === undefined) return;
  const path = "roster.absence";
  if (!isObject(rule)) {
    yield structural(path, "expected shares and a curve");
    return;
  }
  for (const field of absenceShares)
    if (!(rule[field] > 0 && rule[field] < 0.5))
      yield fault(`${path}.${field}`, "expected a share above 0 and below 0.5");
  const { signals } = rule as { signals?: unknown };
  const isListed =
    Array.isArray(signals) &&
    signals.every((each) => absenceSignals.includes(each as AbsenceSignal));
  if (signals !== undefined && !isListed)
    yield fault(`${path}.signals`, `expected a list of ${absenceSignals.join(", ")}`);
  if (!(yield* lookAtList(`${path}.curve`, rule.curve, limits.curvePoints))) return;
  let before = { seconds: -Infinity, share: 0 };
  for (const [index, point] of rule.curve.entries()) {
    const rises = point.seconds > before.seconds && point.share >= before.share && point.share <= 1;
    if (!Number.isInteger(point.seconds) || Math.abs(point.seconds) > 7_200 || !rises)
      yield fault(
        `${path}.curve.${index}`,
        "expected whole seconds, at most 7200 from the beginning, that rise with a share from 0 to 1",
      );
    before = point;
  }
  if (before.share !== 1) yield fault(`${path}.curve`, "the last share must be 1");
  const areShares = absenceShares.every((field) => rule[field] > 0 && rule[field] < 0.5);
  if (areShares && before.share === 1 && !isEnough(rule, largeMuster))
    yield fault(
      path,
      `so much is ordinary by it that 30 % missing of ${largeMuster} heads would not be seen; lower noShowShare or correlation`,
    );
}

function* lookAtClosures({ closureRule, vehicleClasses }: RegionConfig): RegionConfigFaults {
  if (closureRule !== undefined && !isObject(closureRule))
    yield structural("closureRule", "expected reviewSeconds and alarmSeconds");
  else if (closureRule !== undefined) {
    yield* lookAtSeconds("closureRule.reviewSeconds", closureRule.reviewSeconds, 60);
    yield* lookAtSeconds("closureRule.alarmSeconds", closureRule.alarmSeconds, 0);
  }
  if (vehicleClasses === undefined) return;
  if (!(yield* lookAtCodes("vehicleClasses", vehicleClasses, limits.vehicleClasses, true))) return;
  if (!vehicleClasses.some(({ motor }) => motor))
    yield fault(
      "vehicleClasses",
      "none has a motor, so a closure that names no class would stop nobody",
    );
  for (const [index, { code, motor, vehicles }] of vehicleClasses.entries()) {
    const path = `vehicleClasses.${index}`;
    if (typeof motor !== "boolean")
      yield fault(`${path}.motor`, `of "${code}" is no true or false`);
    yield* lookAtList(`${path}.vehicles`, vehicles, limits.skills);
  }
}

export function fault(path: string, says: string): RegionConfigFault {
  return { path, says };
}

function structural(path: string, says: string): RegionConfigFault {
  return { path, says, isStructural: true };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= -most && value <= most;
}

function* lookAtText(path: string, value: string, most: number): Look {
  if (typeof value !== "string" || value.trim() === "") {
    yield structural(path, "expected text");
    return false;
  }
  if (value.length > most)
    yield fault(path, `got ${value.length} characters, expected at most ${most}`);
  return true;
}

function* lookAtSeconds(path: string, value: number, least: number): RegionConfigFaults {
  if (typeof value === "number" && value >= least && value <= limits.configSeconds) return;
  const got = typeof value === "number" ? value : "no number";
  yield fault(path, `got ${got}, expected seconds from ${least} to ${limits.configSeconds}`);
}

function* lookAtList(path: string, items: readonly unknown[], most: number): Look {
  if (!Array.isArray(items)) {
    yield structural(path, "expected a list");
    return false;
  }
  if (items.length <= most) return true;
  yield structural(path, `got ${items.length}, expected at most ${most}`);
  return false;
}

function* lookAtCodes(
  list: string,
  items: readonly (Pick<NamedCode, "code"> & Partial<NamedCode>)[],
  most: number,
  isNeeded: boolean,
): Look {
  if (!(yield* lookAtList(list, items, most))) return false;
  if (isNeeded && items.length === 0) yield fault(list, "got none, expected at least one");
  let isSound = true;
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const path = `${list}.${index}`;
    if (!isObject(item)) {
      yield structural(path, "expected an entry with a code");
      isSound = false;
      continue;
    }
    yield* lookAtText(`${path}.code`, item.code, limits.codeLength);
    if (list !== "statusLabels")
      yield* lookAtText(`${path}.name`, item.name ?? "", limits.nameLength);
    if (seen.has(item.code))
      yield fault(`${path}.code`, `the code "${item.code}" stands twice; give each its own`);
    seen.add(item.code);
  }
  return isSound;
}
