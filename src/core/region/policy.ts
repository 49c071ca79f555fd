/**
 * The policy is a region's configuration compiled for the rules: codes become small integers, skills become bit
 * masks, response plans become lists of needs. It is derived from the configuration alone, so it is never stored.
 */

import { microsFromSeconds, type Micros } from "../../base/instant.ts";
import { compileAid, type CompiledAid } from "../aid/aid-plan.ts";
import { compileDiverts, type CompiledDiverts } from "../allocation/divert-rule.ts";
import { standardAbsenceRule, type AbsenceRule } from "../absence/absence-model.ts";
import { compileLevels, type CompiledLevels } from "../level/compile-plan.ts";
import { compileCustody, type CompiledCustody } from "../custody/custody-rule.ts";
import { limits } from "../limits.ts";
import { compileWarnings, type CompiledWarnings } from "../warning/warning-rule.ts";
import { compileRequests, type CompiledRequests } from "../request/request-rule.ts";
import { gradeCount, grades, unitStatuses } from "../vocabulary.ts";
import type {
  ClosureRule,
  HospitalConfig,
  RefugeConfig,
  Need,
  RegionConfig,
  RosterConfig,
  VehicleClassConfig,
} from "./config.ts";

/** Where a configuration names no vehicle classes. Vehicles in no class are in the first one. */
export const standardVehicleClasses: readonly VehicleClassConfig[] = [
  { code: "patrol-car", name: "Patrol car", motor: true, vehicles: [] },
  { code: "ambulance", name: "Ambulance", motor: true, vehicles: [] },
  { code: "fire-appliance", name: "Fire appliance", motor: true, vehicles: [] },
  { code: "foot", name: "On foot", motor: false, vehicles: [] },
  { code: "bicycle", name: "Bicycle", motor: false, vehicles: [] },
];

export const standardClosureRule: ClosureRule = { reviewSeconds: 4 * 3600, alarmSeconds: 15 * 60 };

/** Where a configuration says nothing of rosters. */
export const standardRoster: RosterConfig = {
  stations: [],
  teams: [],
  posts: [],
  earlySeconds: 2 * 3600,
  lateSeconds: 10 * 60,
  absentSeconds: 60 * 60,
};

export interface Policy {
  readonly config: RegionConfig;
  /** Counts the `region.configured` events of the region; 1 = the first. */
  readonly version: number;
  readonly areaIndex: ReadonlyMap<string, number>;
  readonly skillIndex: ReadonlyMap<string, number>;
  readonly vehicleIndex: ReadonlyMap<string, number>;
  readonly hazardIndex: ReadonlyMap<string, number>;
  readonly resultIndex: ReadonlyMap<string, number>;
  readonly typeIndex: ReadonlyMap<string, number>;
  readonly labelIndex: ReadonlyMap<string, number>;
  readonly vehicleClasses: readonly VehicleClassConfig[];
  readonly classIndex: ReadonlyMap<string, number>;
  /** Vehicle class by vehicle index. */
  readonly classOfVehicle: Uint8Array;
  /** Bit set of the classes with a motor. */
  readonly motorMask: number;
  readonly roster: RosterConfig;
  readonly stationIndex: ReadonlyMap<string, number>;
  readonly teamIndex: ReadonlyMap<string, number>;
  readonly postIndex: ReadonlyMap<string, number>;
  readonly absenceRule: AbsenceRule;
  readonly shiftEarly: Micros;
  readonly shiftLate: Micros;
  readonly shiftAbsent: Micros;
  readonly closureReview: Micros;
  readonly closureAlarm: Micros;
  /** Distinct needs (skills and vehicles; counts are in the plans). Bit n of a unit's `serves` = fits need n. */
  readonly needs: readonly CompiledNeed[];
  /** Need index per grade, or -1. */
  readonly standardNeed: Int32Array;
  /** Index type * gradeCount + grade. */
  readonly plans: readonly (readonly PlanLine[])[];
  /** False where no incident of any type and grade asks for anything, so that none can be without a unit. */
  readonly asksForUnits: boolean;
  /** Micros from clock start to first unit at scene per grade; 0 = none owed. */
  readonly target: Float64Array;
  /** Undefined where the region has no plan for service levels. */
  readonly levels: CompiledLevels | undefined;
  readonly diverts: CompiledDiverts;
  readonly requests: CompiledRequests;
  readonly warnings: CompiledWarnings;
  readonly refuges: readonly RefugeConfig[];
  readonly refugeIndex: ReadonlyMap<string, number>;
  readonly hospitals: readonly HospitalConfig[];
  readonly hospitalIndex: ReadonlyMap<string, number>;
  readonly custody: CompiledCustody;
  readonly aid: CompiledAid;
  readonly welfareWarn: Float64Array;
  readonly welfareAlarm: Float64Array;
  readonly answerTarget: Micros;
  readonly callBack: Micros;
  readonly trace: Micros;
  readonly retire: Micros;
  /** reach[a * areaCount + h] = 1 when units of home area h count for area a. */
  readonly reach: Uint8Array;
  readonly areaCount: number;
  /**
   * Areas that the same home areas serve share a class, so that free units are counted once for all of them. The
   * class at index `areaCount` is that of places outside every area, where every unit counts.
   */
  readonly reachClass: Int32Array;
  /** Classes that a unit of this home area counts for. */
  readonly classesOfHome: readonly Int32Array[];
}

export interface CompiledNeed {
  readonly skillMask: number;
  /** 0 = any vehicle. */
  readonly vehicleMask: number;
  readonly need: Need;
}

export interface PlanLine {
  readonly need: number;
  readonly count: number;
}

/** Places of codes in their list. A code is checked and then looked up, and the next call often has the same: it is kept. */
class CodeIndex extends Map<string, number> {
  #code: string | undefined;
  #place: number | undefined;

  override get(code: string): number | undefined {
    if (code !== this.#code) {
      this.#code = code;
      this.#place = super.get(code);
    }
    return this.#place;
  }

  override has(code: string): boolean {
    return this.get(code) !== undefined;
  }
}

function indexOf(items: readonly { readonly code: string }[]): ReadonlyMap<string, number> {
  return new CodeIndex(items.map((item, index) => [item.code, index]));
}

function maskOf(codes: readonly string[], index: ReadonlyMap<string, number>): number {
  return codes.reduce((mask, code) => mask | (1 << (index.get(code) ?? 0)), 0);
}

/** Compiles a configuration that `listConfigFaults` found sound. */
export function compilePolicy(config: RegionConfig, version: number): Policy {
  const areaIndex = indexOf(config.areas);
  const skillIndex = indexOf(config.skills);
  const vehicleIndex = indexOf(config.vehicles);
  const needs: CompiledNeed[] = [];
  const needOf = (need: Need): number => {
    const skillMask = maskOf(need.skills, skillIndex);
    const vehicleMask = maskOf(need.vehicles, vehicleIndex);
    const found = needs.findIndex(
      (n) => n.skillMask === skillMask && n.vehicleMask === vehicleMask,
    );
    if (found >= 0) return found;
    if (needs.length >= limits.needs) return -1;
    return needs.push({ skillMask, vehicleMask, need }) - 1;
  };
  const standardNeed = Int32Array.from(grades.names, (grade) => {
    const need = config.standardNeeds[grade];
    return need === null ? -1 : needOf(need);
  });
  const plans = compilePlans(config, standardNeed, needOf);
  const reach = compileReach(config, areaIndex);
  return {
    config,
    version,
    areaIndex,
    skillIndex,
    vehicleIndex,
    hazardIndex: indexOf(config.hazards),
    resultIndex: indexOf(config.results),
    typeIndex: indexOf(config.incidentTypes),
    labelIndex: indexOf(config.statusLabels),
    ...compileClosures(config, vehicleIndex),
    ...compileRoster(config.roster ?? standardRoster),
    needs,
    standardNeed,
    plans,
    asksForUnits: plans.some((plan) => plan.length > 0),
    target: Float64Array.from(grades.names, (g) =>
      microsFromSeconds(config.gradeRules[g].targetSeconds ?? 0),
    ),
    levels: compileLevels(config.levelPlan),
    diverts: compileDiverts(config.divertRule),
    requests: compileRequests(config.requestRule),
    warnings: compileWarnings(config.warningRule),
    refuges: config.refuges ?? [],
    refugeIndex: indexOf(config.refuges ?? []),
    hospitals: config.hospitals ?? [],
    hospitalIndex: indexOf(config.hospitals ?? []),
    custody: compileCustody(config.custodyRule),
    aid: compileAid(config.aidPlan, areaIndex, standardNeed),
    welfareWarn: welfareColumn(config, "warnSeconds"),
    welfareAlarm: welfareColumn(config, "alarmSeconds"),
    answerTarget: microsFromSeconds(config.answerTargetSeconds),
    callBack: microsFromSeconds(config.callBackSeconds),
    trace: microsFromSeconds(config.traceSeconds),
    retire: microsFromSeconds(config.retireSeconds),
    reach,
    areaCount: config.areas.length,
    ...compileReachClasses(reach, config.areas.length),
  };
}

function compileClosures(config: RegionConfig, vehicleIndex: ReadonlyMap<string, number>) {
  const vehicleClasses = config.vehicleClasses ?? standardVehicleClasses;
  const rule = config.closureRule ?? standardClosureRule;
  const classOfVehicle = new Uint8Array(config.vehicles.length);
  let motorMask = 0;
  vehicleClasses.forEach(({ motor, vehicles }, index) => {
    if (motor) motorMask |= 1 << index;
    for (const code of vehicles) classOfVehicle[vehicleIndex.get(code) ?? 0] = index;
  });
  return {
    vehicleClasses,
    classIndex: indexOf(vehicleClasses),
    classOfVehicle,
    motorMask,
    closureReview: microsFromSeconds(rule.reviewSeconds),
    closureAlarm: microsFromSeconds(rule.alarmSeconds),
  };
}

function compileRoster(roster: RosterConfig) {
  return {
    roster,
    stationIndex: indexOf(roster.stations),
    teamIndex: indexOf(roster.teams),
    postIndex: indexOf(roster.posts),
    shiftEarly: microsFromSeconds(roster.earlySeconds),
    shiftLate: microsFromSeconds(roster.lateSeconds),
    shiftAbsent: microsFromSeconds(roster.absentSeconds),
    absenceRule: roster.absence ?? standardAbsenceRule,
  };
}

function compilePlans(
  config: RegionConfig,
  standardNeed: Int32Array,
  needOf: (need: Need) => number,
): PlanLine[][] {
  const plans: PlanLine[][] = [];
  for (const type of config.incidentTypes) {
    grades.names.forEach((grade, gradeIndex) => {
      const plan = config.responsePlans.find(
        (p) => p.grades.includes(grade) && (p.types.length === 0 || p.types.includes(type.code)),
      );
      const standard = standardNeed[gradeIndex];
      if (plan !== undefined)
        plans.push(plan.needs.map((need) => ({ need: needOf(need), count: need.count })));
      else
        plans.push(
          standard < 0 ? [] : [{ need: standard, count: config.standardNeeds[grade]?.count ?? 1 }],
        );
    });
  }
  return plans;
}

function welfareColumn(config: RegionConfig, field: "warnSeconds" | "alarmSeconds"): Float64Array {
  return Float64Array.from(unitStatuses.names, (status) =>
    microsFromSeconds(config.welfare.find((rule) => rule.status === status)?.[field] ?? 0),
  );
}

function compileReach(config: RegionConfig, areaIndex: ReadonlyMap<string, number>): Uint8Array {
  const count = config.areas.length;
  const reach = new Uint8Array(count * count);
  config.areas.forEach((area, row) => {
    if (area.reach.length === 0) reach.fill(1, row * count, (row + 1) * count);
    for (const code of area.reach) reach[row * count + (areaIndex.get(code) ?? row)] = 1;
    reach[row * count + row] = 1;
  });
  return reach;
}

function compileReachClasses(
  reach: Uint8Array,
  areaCount: number,
): Pick<Policy, "reachClass" | "classesOfHome"> {
  const homesOfClass: string[] = [];
  const classOf = (homes: Uint8Array): number => {
    const key = homes.join("");
    const known = homesOfClass.indexOf(key);
    return known >= 0 ? known : homesOfClass.push(key) - 1;
  };
  const reachClass = Int32Array.from({ length: areaCount + 1 }, (_, area) =>
    classOf(
      area === areaCount
        ? new Uint8Array(areaCount).fill(1)
        : reach.subarray(area * areaCount, (area + 1) * areaCount),
    ),
  );
  const classesOfHome = Array.from({ length: areaCount }, (_, home) =>
    Int32Array.from(homesOfClass.keys()).filter((index) => homesOfClass[index][home] === "1"),
  );
  return { reachClass, classesOfHome };
}

/** The needs of an incident of this type (index) and grade (code). */
export function planOf(policy: Policy, type: number, grade: number): readonly PlanLine[] {
  return policy.plans[type * gradeCount + grade] ?? [];
}

/** Which needs a unit with these skills and this vehicle serves, as a bit set. */
export function servesMask(policy: Policy, skillMask: number, vehicle: number): number {
  let serves = 0;
  policy.needs.forEach((need, index) => {
    const skilled = (skillMask & need.skillMask) === need.skillMask;
    const fits = need.vehicleMask === 0 || (need.vehicleMask & (1 << vehicle)) !== 0;
    if (skilled && fits) serves |= 1 << index;
  });
  return serves;
}
