/**
 * What the rules could not live with in a configuration: a list too long for its bits, a code that stands twice or
 * nowhere, a duration that is none. It also finds what the compiler forbids (missing fields, wrong types), because a
 * configuration may come from a caller without types, and the core must answer it, not fall over it. Here the first
 * fault is said; the schema at the edge says all of them.
 */

import { limits } from "../limits.ts";
import { grades, unitStatuses } from "../vocabulary.ts";
import { knownRuleFlags, type NamedCode, type Need, type RegionConfig } from "./config.ts";

/** The first fault as a sentence; undefined when the configuration is sound. */
export function findConfigFault(config: RegionConfig): string | undefined {
  return findShapeFault(config) ?? findNeedFault(config) ?? findReferenceFault(config);
}

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

function first(faults: Iterable<string | undefined>): string | undefined {
  for (const fault of faults) if (fault !== undefined) return fault;
  return undefined;
}

function findShapeFault(config: RegionConfig): string | undefined {
  if (!isObject(config)) return "config: expected an object";
  const { id, name, centre, doubleBooking, ruleFlags } = config;
  return first(shapeFaults());

  function* shapeFaults(): Generator<string | undefined> {
    yield findTextFault("id", id, 32);
    yield findTextFault("name", name, limits.nameLength);
    if (!isObject(centre) || !isWithin(centre.latE7, 90e7) || !isWithin(centre.lonE7, 180e7))
      yield "centre: expected whole numbers of degrees times 10^7";
    for (const [list, most, needed] of codeLists)
      yield findListFault(list, config[list], most, needed);
    for (const field of durations) yield findSecondsFault(field, config[field], 0);
    if (doubleBooking !== "refuse" && doubleBooking !== "warn")
      yield 'doubleBooking: expected "refuse" or "warn"';
    yield findListSizeFault("ruleFlags", ruleFlags, limits.ruleFlags);
    yield findFlagFault(ruleFlags);
    yield* areaFaults(config);
    yield* typeFaults(config);
    yield* gradeFaults(config);
    yield* planFaults(config);
    yield* statusFaults(config);
    yield* closureFaults(config);
    yield* rosterFaults(config);
  }
}

function findFlagFault(ruleFlags: readonly number[]): string | undefined {
  const unknown = ruleFlags.find((flag) => !knownRuleFlags.includes(flag));
  if (unknown === undefined) return undefined;
  const known = knownRuleFlags.length === 0 ? "none" : knownRuleFlags.join(", ");
  return `ruleFlags: got ${JSON.stringify(unknown)}, expected a flag that this Muster knows (${known}); docs/reference/events.md lists them`;
}

function* areaFaults({ areas }: RegionConfig): Generator<string | undefined> {
  for (const { code, ring, reach } of areas) {
    yield findListSizeFault(`areas "${code}" ring`, ring, limits.ringPoints);
    const point = ring.find(
      (at) => !Array.isArray(at) || !isWithin(at[0], 180e7) || !isWithin(at[1], 90e7),
    );
    if (point !== undefined)
      yield `areas: the ring of "${code}" has a point that is no [lonE7, latE7]`;
    yield findListSizeFault(`areas "${code}" reach`, reach, limits.areas);
  }
}

function* typeFaults({ incidentTypes }: RegionConfig): Generator<string | undefined> {
  for (const { code, group, grade, words } of incidentTypes) {
    yield findTextFault(`incidentTypes "${code}" group`, group, limits.nameLength);
    if (!grades.has(grade))
      yield `incidentTypes: the grade of "${code}" is none of ${grades.names.join(", ")}`;
    yield findListSizeFault(`incidentTypes "${code}" words`, words, limits.wordsPerType);
    for (const word of words)
      yield findTextFault(`incidentTypes "${code}" words`, word, limits.codeLength);
  }
}

function* gradeFaults({ gradeRules, standardNeeds }: RegionConfig): Generator<string | undefined> {
  if (!isObject(gradeRules) || !isObject(standardNeeds))
    yield "gradeRules and standardNeeds: expected one entry for each grade";
  for (const grade of grades.names) {
    const rule = gradeRules[grade];
    if (!isObject(rule)) yield `gradeRules: expected a rule for ${grade}`;
    yield findTextFault(`gradeRules.${grade}.label`, rule.label, limits.nameLength);
    for (const field of ["targetSeconds", "rangeSeconds"] as const)
      if (rule[field] !== null)
        yield findSecondsFault(`gradeRules.${grade}.${field}`, rule[field], 1);
    const need = standardNeeds[grade];
    if (need !== null) yield findNeedShapeFault(`standardNeeds.${grade}`, need);
  }
}

function* planFaults({ responsePlans }: RegionConfig): Generator<string | undefined> {
  yield findListSizeFault("responsePlans", responsePlans, limits.responsePlans);
  for (const plan of responsePlans) {
    if (!isObject(plan)) yield "responsePlans: expected types, grades and needs";
    yield findListSizeFault("responsePlans types", plan.types, limits.incidentTypes);
    yield findListSizeFault("responsePlans grades", plan.grades, grades.names.length);
    if (!plan.grades.every((grade) => grades.has(grade)))
      yield `responsePlans: expected grades of ${grades.names.join(", ")}`;
    yield findListSizeFault("responsePlans needs", plan.needs, limits.needs);
    for (const need of plan.needs) yield findNeedShapeFault("responsePlans needs", need);
  }
}

function* statusFaults({ statusLabels, welfare }: RegionConfig): Generator<string | undefined> {
  for (const { code, label, status } of statusLabels) {
    yield findTextFault(`statusLabels "${code}" label`, label, limits.nameLength);
    if (status !== "emergency" && !unitStatuses.has(status))
      yield `statusLabels: the status of "${code}" is none of emergency, ${unitStatuses.names.join(", ")}`;
  }
  yield findListSizeFault("welfare", welfare, unitStatuses.names.length);
  for (const rule of welfare) {
    if (!isObject(rule) || !unitStatuses.has(rule.status))
      yield `welfare: expected a status of ${unitStatuses.names.join(", ")}`;
    yield findSecondsFault(`welfare "${rule.status}" warnSeconds`, rule.warnSeconds, 1);
    yield findSecondsFault(`welfare "${rule.status}" alarmSeconds`, rule.alarmSeconds, 1);
    if (rule.alarmSeconds < rule.warnSeconds)
      yield `welfare: "${rule.status}" alarms before it warns; alarmSeconds must not be less than warnSeconds`;
  }
}

function* closureFaults(config: RegionConfig): Generator<string | undefined> {
  const { closureRule, vehicleClasses } = config;
  if (closureRule !== undefined) {
    if (!isObject(closureRule)) yield "closureRule: expected reviewSeconds and alarmSeconds";
    yield findSecondsFault("closureRule reviewSeconds", closureRule.reviewSeconds, 60);
    yield findSecondsFault("closureRule alarmSeconds", closureRule.alarmSeconds, 0);
  }
  if (vehicleClasses === undefined) return;
  yield findListFault("vehicleClasses", vehicleClasses, limits.vehicleClasses, true);
  if (!vehicleClasses.some(({ motor }) => motor))
    yield "vehicleClasses: none has a motor, so a closure that names no class would stop nobody";
  const known = new Set(config.vehicles.map((vehicle) => vehicle.code));
  const seen = new Set<string>();
  for (const { code, motor, vehicles } of vehicleClasses) {
    if (typeof motor !== "boolean")
      yield `vehicleClasses: the motor of "${code}" is no true or false`;
    yield findListSizeFault(`vehicleClasses "${code}" vehicles`, vehicles, limits.skills);
    for (const vehicle of vehicles) {
      if (!known.has(vehicle))
        yield `vehicleClasses: got the vehicle "${vehicle}", expected one of vehicles`;
      if (seen.has(vehicle)) yield `vehicleClasses: the vehicle "${vehicle}" stands in two classes`;
      seen.add(vehicle);
    }
  }
}

function* rosterFaults({ roster }: RegionConfig): Generator<string | undefined> {
  if (roster === undefined) return;
  if (!isObject(roster)) yield "roster: expected stations, teams, posts and seconds";
  for (const list of ["stations", "teams", "posts"] as const)
    yield findListFault(`roster.${list}`, roster[list], limits.stations, false);
  for (const field of ["earlySeconds", "lateSeconds", "absentSeconds"] as const)
    yield findSecondsFault(`roster.${field}`, roster[field], 0);
  if (roster.absentSeconds < roster.lateSeconds)
    yield "roster: nobody is absent before being late; absentSeconds must not be less than lateSeconds";
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= -most && value <= most;
}

function findTextFault(what: string, value: string, most: number): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return `${what}: expected text`;
  return value.length > most
    ? `${what}: got ${value.length} characters, expected at most ${most}`
    : undefined;
}

function findSecondsFault(what: string, value: number, least: number): string | undefined {
  if (typeof value === "number" && value >= least && value <= limits.configSeconds)
    return undefined;
  const got = typeof value === "number" ? value : "no number";
  return `${what}: got ${got}, expected seconds from ${least} to ${limits.configSeconds}`;
}

function findListSizeFault(
  what: string,
  items: readonly unknown[],
  most: number,
): string | undefined {
  if (!Array.isArray(items)) return `${what}: expected a list`;
  return items.length > most ? `${what}: got ${items.length}, expected at most ${most}` : undefined;
}

function findListFault(
  list: string,
  items: readonly (Pick<NamedCode, "code"> & Partial<NamedCode>)[],
  most: number,
  needed: boolean,
): string | undefined {
  const size = findListSizeFault(list, items, most);
  if (size !== undefined) return size;
  if (needed && items.length === 0) return `${list}: got none, expected at least one`;
  const seen = new Set<string>();
  for (const item of items) {
    if (!isObject(item)) return `${list}: expected entries with a code`;
    const fault =
      findTextFault(`${list} code`, item.code, limits.codeLength) ??
      (list === "statusLabels"
        ? undefined
        : findTextFault(`${list} name`, item.name ?? "", limits.nameLength));
    if (fault !== undefined) return fault;
    if (seen.has(item.code))
      return `${list}: the code "${item.code}" stands twice; give each its own`;
    seen.add(item.code);
  }
  return undefined;
}

function findNeedShapeFault(what: string, need: Need): string | undefined {
  if (!isObject(need)) return `${what}: expected skills, vehicles and a count, or null`;
  return (
    findListSizeFault(`${what} skills`, need.skills, limits.skills) ??
    findListSizeFault(`${what} vehicles`, need.vehicles, limits.skills)
  );
}

function listNeeds(config: RegionConfig): Need[] {
  const standard = grades.names.map((grade) => config.standardNeeds[grade]);
  const planned = config.responsePlans.flatMap((plan) => plan.needs);
  return [...standard.filter((need) => need !== null), ...planned];
}

function findNeedFault(config: RegionConfig): string | undefined {
  const needs = listNeeds(config);
  const distinct = new Set(
    needs.map(({ skills, vehicles }) => JSON.stringify([skills.toSorted(), vehicles.toSorted()])),
  );
  if (distinct.size > limits.needs)
    return `needs: got ${distinct.size} different ones, expected at most ${limits.needs}`;
  const skills = new Set(config.skills.map((skill) => skill.code));
  const vehicles = new Set(config.vehicles.map((vehicle) => vehicle.code));
  for (const need of needs) {
    const skill = need.skills.find((code) => !skills.has(code));
    if (skill !== undefined) return `needs: got the skill "${skill}", expected one of skills`;
    const vehicle = need.vehicles.find((code) => !vehicles.has(code));
    if (vehicle !== undefined)
      return `needs: got the vehicle "${vehicle}", expected one of vehicles`;
    if (!Number.isInteger(need.count) || need.count < 1 || need.count > limits.unitsPerCommand)
      return `needs: got the count ${need.count}, expected 1 to ${limits.unitsPerCommand}`;
  }
  return undefined;
}

function findReferenceFault(config: RegionConfig): string | undefined {
  const areas = new Set(config.areas.map((area) => area.code));
  const types = new Set(config.incidentTypes.map((type) => type.code));
  for (const area of config.areas) {
    const missing = area.reach.find((code) => !areas.has(code));
    if (missing !== undefined)
      return `areas: "${area.code}" reaches "${missing}", which is no area`;
  }
  for (const { code, area } of config.roster?.stations ?? [])
    if (!areas.has(area))
      return `roster.stations: got the area "${area}" for "${code}", expected one of areas`;
  for (const plan of config.responsePlans) {
    const missing = plan.types.find((code) => !types.has(code));
    if (missing !== undefined)
      return `responsePlans: got the type "${missing}", expected one of incidentTypes`;
  }
  return undefined;
}
