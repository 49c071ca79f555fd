/**
 * A plan's file into what is played. Grades, targets, response plans and welfare are the police preset's. A variant is
 * the plan with a few things changed; it is never another file, so that two can not differ by accident. The calls are said in
 * the plan or drawn from a demand model (model-demand.ts).
 */
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { microsPerHour, microsPerMinute, rfc3339FromInstant } from "../../base/instant.ts";
import { listDivertFaults, type DivertRule } from "../../core/allocation/divert-rule.ts";
import { limits } from "../../core/limits.ts";
import { ukPoliceConfig } from "../../core/presets/uk-police.ts";
import { standardVehicleClasses } from "../../core/region/policy.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";
import type {
  PlanGrade,
  PlannedLevel,
  PlanShift,
  RehearsalPlan,
  WalkOut,
} from "../../sim/rehearsal/plan.ts";
import type { PlannedClosure } from "../../sim/room/closure-steps.ts";
import { CliFault } from "../fault.ts";
import { readModelFile, type OpenedModel } from "../fit/model-file.ts";
import { readYamlFile } from "../yaml-file.ts";
import { straightLineOf, travelSigmaOf } from "../../sim/rehearsal/model-demand.ts";
import { addModelTypes, demandFromModel } from "./model-demand.ts";
import { withAid } from "./plan-aid.ts";
import { makeClosure, type ClosureText } from "./closure-text.ts";
import {
  planSchema,
  type PlanText,
  type RegionText,
  type SaidDemandText,
  type ShiftText,
  type VariantText,
} from "./plan-schema.ts";

/** Sigma of the factor on travel times where neither the plan nor a model says one. */
const defaultTravelSpread = 0.3;

/** The plan as it stands in the file, without any variant's changes. */
export const plainVariant = "plan";

export interface OpenedPlan {
  readonly text: PlanText;
  /** Undefined where the plan says its calls itself. */
  readonly demandModel: OpenedModel | undefined;
}

/** Throws FileFault. */
export function readPlanFile(path: string): OpenedPlan {
  refuseScenario(path);
  const text = readYamlFile(path, planSchema);
  const { demand } = text;
  const demandModel =
    "model" in demand ? readModelFile(resolve(dirname(path), demand.model)) : undefined;
  return { text, demandModel };
}

/**
 * A scenario of the demo is another kind of file: its world is played by callers and crews that draw as they go. Throws CliFault, so that
 * nobody reads ten faults of keys to find that out.
 */
function refuseScenario(path: string): void {
  const { success } = z
    .looseObject({ title: z.string(), town: z.looseObject({}) })
    .safeParse(readYamlFile(path, z.unknown()));
  if (success)
    throw wrong(
      `${path} is a scenario of the demo (muster demo --scenario ${path}); rehearse takes a plan, such as rehearsals/thin-night.yaml. To go on from a moment of a demo that was played, say --store and --at`,
    );
}

/** `plan` and all variants of the file, in its order. */
export function listVariants({ variants }: PlanText): string[] {
  return [plainVariant, ...Object.keys(variants)];
}

/** Throws CliFault where the plan names what is not there. */
export function makePlan(opened: OpenedPlan, variant: string): RehearsalPlan {
  const { text } = opened;
  const changes: VariantText = variant === plainVariant ? { closures: [] } : text.variants[variant];
  if (changes === undefined)
    throw wrong(
      `there is no variant "${variant}", expected one of ${listVariants(text).join(", ")}`,
    );
  const plan = makeRegion(opened, changes);
  // What a variant changes of who is there, what comes and what is shut is about the plan's own region.
  const { roster, diverts } = changes;
  const also = { closures: [], ...(roster && { roster }), ...(diverts && { diverts }) };
  const neighbours = text.regions.map((region) =>
    makeRegion({ text: regionText(text, region), demandModel: undefined }, also),
  );
  if (neighbours.length === 0 && text.aid === undefined) return plan;
  return withAid(text, changes.aid === "none" ? undefined : text.aid, plan, neighbours);
}

/** Another region as a plan of its own. */
function regionText(
  text: PlanText,
  { code, areas, demand, shifts, heldBack }: RegionText,
): PlanText {
  if ("model" in demand)
    throw wrong(
      `regions: the calls of ${code} are said in the plan; a demand model is for the plan's own region`,
    );
  const none = {
    closures: [],
    levels: [],
    walkOuts: [],
    regions: [],
    aid: undefined,
    variants: {},
  };
  return { ...text, ...none, name: code, areas, demand, shifts, heldBack };
}

/** Throws CliFault where the plan names what is not there. */
function makeRegion({ text, demandModel }: OpenedPlan, changes: VariantText): RehearsalPlan {
  const model = demandModel?.model;
  const config = addModelTypes(configOf(text, changes.diverts ?? text.diverts), model);
  const shifts = [...text.shifts, ...(changes.addShifts ?? [])].map((shift) =>
    makeShift(text, config, shift, changes.arrives),
  );
  const units = shifts.reduce((sum, shift) => sum + shift.units, 0);
  if (units > limits.units) throw wrong(`there are ${units} units, a region takes ${limits.units}`);
  const heldBack = { ...text.heldBack, ...changes.heldBack };
  const held = (grade: Grade): number => heldBack[grade] ?? 0;
  return {
    name: text.name,
    config,
    startAt: text.start,
    warmUpMicros: Math.round(text.warmUpHours * microsPerHour),
    lengthMicros: Math.round(text.hours * microsPerHour),
    areas: text.areas.map(({ code, lat, lon, radiusKm, share }) => ({
      code,
      latE7: Math.round(lat * 1e7),
      lonE7: Math.round(lon * 1e7),
      radiusM: radiusKm * 1_000,
      share,
    })),
    demand:
      "model" in text.demand
        ? demandFromModel(model, text, changes)
        : makeDemand(text.demand, config, changes),
    shifts,
    hasRoster: (changes.roster ?? text.roster) === "planned",
    walkOuts: (changes.walkOuts ?? text.walkOuts).map((each) => walkOutOf(text, each)),
    travelSigma: text.travelSpread ?? (model && travelSigmaOf(model)) ?? defaultTravelSpread,
    straightLine: model && straightLineOf(model),
    heldBack: {
      immediate: held("immediate"),
      priority: held("priority"),
      scheduled: held("scheduled"),
      resolution: held("resolution"),
    },
    closures: [...text.closures, ...changes.closures].map((each) => closureOf(text, config, each)),
    levels: levelsOf(text, changes),
  };
}

function walkOutOf(
  { start, warmUpHours, hours, areas }: PlanText,
  { at, backAt, area, share, busy }: PlanText["walkOuts"][number],
): WalkOut {
  const endAt = start + Math.round((warmUpHours + hours) * microsPerHour);
  const says = `walkOuts: the one at ${rfc3339FromInstant(at)}`;
  if (at < start || at > endAt) throw wrong(`${says} is outside the night`);
  if (backAt !== undefined && backAt <= at) throw wrong(`${says} is over before it begins`);
  if (area !== undefined) checkCode("walkOuts area", area, areas);
  return { at, backAt, area, share, handsOver: busy === "hand over" };
}

/** A variant's decisions stand in place of the plan's. */
function levelsOf(
  { start, warmUpHours, hours, levels }: PlanText,
  changes: VariantText,
): PlannedLevel[] {
  const endAt = start + Math.round((warmUpHours + hours) * microsPerHour);
  const decisions = (changes.levels ?? levels).toSorted((a, b) => a.at - b.at);
  for (const { at, level } of decisions)
    if (at < start || at > endAt)
      throw wrong(`levels: ${level} is decided on at ${rfc3339FromInstant(at)}, outside the night`);
  return decisions;
}

function closureOf(
  { start, warmUpHours, hours }: PlanText,
  { vehicleClasses = standardVehicleClasses }: RehearsalPlan["config"],
  text: ClosureText,
): PlannedClosure {
  const endAt = start + Math.round((warmUpHours + hours) * microsPerHour);
  const closure = makeClosure(text, { startAt: start, endAt }, vehicleClasses);
  if (typeof closure === "string") throw wrong(closure);
  return closure;
}

function configOf(
  { name, areas }: PlanText,
  divertRule: DivertRule | undefined,
): RehearsalPlan["config"] {
  const [first] = areas;
  const centre = { latE7: Math.round(first.lat * 1e7), lonE7: Math.round(first.lon * 1e7) };
  const listed = areas.map((area) => ({ code: area.code, name: area.name, ring: [], reach: [] }));
  const codes = new Set(listed.map(({ code }) => code));
  if (codes.size < listed.length) throw wrong("areas: one code stands there twice");
  const config = ukPoliceConfig({ id: name.slice(0, 32), name, centre, areas: listed });
  if (divertRule === undefined) return config;
  for (const { path, says } of listDivertFaults(divertRule))
    throw wrong(`diverts: ${path.replace("divertRule.", "")}: ${says}`);
  return { ...config, divertRule };
}

function makeDemand(
  demand: SaidDemandText,
  config: RehearsalPlan["config"],
  { demandFactor = 1, sceneFactor = 1 }: VariantText,
): RehearsalPlan["demand"] {
  if (demand.callsPerHour.every((rate) => rate === 0)) throw wrong("demand: there are no calls");
  const listed = grades.names.flatMap((grade): PlanGrade[] => {
    const each = demand.grades[grade];
    if (each === undefined || each.share === 0) return [];
    checkCode("demand type", each.type, config.incidentTypes);
    return [
      {
        grade,
        share: each.share,
        incidentType: each.type,
        scene: {
          law: "lognormal",
          median: each.sceneMinutes * sceneFactor * 60,
          sigma: each.sceneSpread,
        },
        handling: undefined,
        turnout: undefined,
        wayFactor: 1,
        patienceMicros:
          each.patienceMinutes === undefined ? undefined : each.patienceMinutes * microsPerMinute,
      },
    ];
  });
  if (listed.length === 0) throw wrong("demand.grades: no grade has a share");
  return {
    perHour: demand.callsPerHour.map((rate) => rate * demandFactor),
    varianceToMean: demand.varianceToMean,
    levels: [],
    clockHours: 0,
    grades: listed,
    cells: undefined,
  };
}

function makeShift(
  { areas }: PlanText,
  config: RehearsalPlan["config"],
  { area, units, start, hours, arrives, late, skills, vehicle }: ShiftText,
  arrivesInstead: number | undefined,
): PlanShift {
  checkCode("shift area", area, areas);
  checkCode("shift vehicle", vehicle, config.vehicles);
  for (const skill of skills) checkCode("shift skill", skill, config.skills);
  return {
    area,
    skills,
    vehicle,
    units,
    startMicros: start * microsPerMinute,
    lengthMicros: Math.round(hours * microsPerHour),
    arrives: arrivesInstead ?? arrives,
    lateShare: late?.share ?? 0,
    lateMicros: (late?.minutes ?? 0) * microsPerMinute,
  };
}

function checkCode(what: string, code: string, list: readonly { readonly code: string }[]): void {
  if (list.some((each) => each.code === code)) return;
  const known = list.map((each) => each.code).join(", ");
  throw wrong(`${what}: got "${code}", expected one of ${known}`);
}

function wrong(why: string): CliFault {
  return new CliFault("rehearse.wrong-plan", why);
}
