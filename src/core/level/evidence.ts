/**
 * What the live state says about the service level: the value of each measure, and the level that the triggers of the
 * plan point to. Each trigger begins at one value and ends at another: while the region is at a level, or the evidence
 * points to it, its triggers go on until they end. A look costs an addition or two a trigger, because what is measured
 * is counted as it changes; areas are walked only while one of them has no unit.
 */

import { microsPerMinute, noInstant, type Instant } from "../../base/instant.ts";
import { chanceIn, chanceOf, unknownChance } from "../forecast/chances.ts";
import type { NoUnitChances } from "../forecast/forecast-events.ts";
import { forecastLeadMinutes } from "../forecast/leads.ts";
import type { LevelEvidence } from "./level-events.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { countFreeThatFit } from "../unit/free.ts";
import {
  gradeCount,
  grades,
  levelMeasures,
  serviceLevels,
  shortfallCauses,
} from "../vocabulary.ts";
import type { CompiledTrigger } from "./compile-plan.ts";

const measures = levelMeasures.code;
const causeCount = shortfallCauses.names.length;

/** Per cent of the booked-on units that fit the grade's standard need and could go now; 100 where it has none. */
function freeShare(state: RegionState, grade: number): number {
  const need = getPolicy(state).standardNeed[grade];
  if (need < 0) return 100;
  const { units } = state.columns.causes;
  const from = need * causeCount;
  let all = 0;
  for (let cause = 0; cause < causeCount; cause += 1) all += units[from + cause];
  return all === 0 ? 0 : Math.floor((100 * countFreeThatFit(state, need)) / all);
}

/** Since when some area has had no unit for the grade, without a break; `noInstant` where all have one. */
function firstZeroAt(state: RegionState, grade: number): Instant {
  const { head, cover } = state.columns;
  if (head.noUnits[0] === 0) return noInstant;
  let first: Instant = noInstant;
  const rows = getPolicy(state).areaCount * gradeCount;
  for (let row = grade; row < rows; row += gradeCount) {
    const since = cover.since[row];
    if (since !== 0 && (first === noInstant || since < first)) first = since;
  }
  return first;
}

function valueOf(
  state: RegionState,
  at: Instant,
  { measure, grade, lead }: CompiledTrigger,
): number {
  const { head, waiting } = state.columns;
  if (measure === measures["free units"]) return freeShare(state, grade);
  if (measure === measures["units booked on"]) return head.bookedOn[0];
  if (measure === measures["targets missed"]) return waiting.late[grade];
  if (lead >= 0) return chanceOf(state, at, grade, lead);
  const since = firstZeroAt(state, grade);
  return since === noInstant ? 0 : Math.max(0, Math.floor((at - since) / microsPerMinute));
}

/** The level up to which triggers go on until they end. */
function heldLevel(state: RegionState): number {
  const { level } = state.columns;
  return Math.max(level.level[0], level.points[0]);
}

function isOn(trigger: CompiledTrigger, value: number, held: number): boolean {
  const { begins, ends, isLow, level } = trigger;
  if (isLow ? value <= begins : value >= begins) return true;
  return level <= held && (isLow ? value < ends : value > ends);
}

/** The highest level that a trigger points to, as a code; 0 = normal. */
export function pointedLevel(state: RegionState, at: Instant): number {
  const { levels } = getPolicy(state);
  if (levels === undefined) return 0;
  const held = heldLevel(state);
  for (const trigger of levels.triggers)
    if (isOn(trigger, valueOf(state, at, trigger), held)) return trigger.level;
  return 0;
}

/** Every trigger of the plan with its value now, the highest level first. */
export function listEvidence(state: RegionState, at: Instant): LevelEvidence[] {
  const { levels } = getPolicy(state);
  if (levels === undefined) return [];
  const held = heldLevel(state);
  return levels.triggers.map((trigger) => {
    const value = valueOf(state, at, trigger);
    const { measure, grade, lead, begins, ends, level } = trigger;
    return {
      level: serviceLevels.names[level],
      measure: levelMeasures.names[measure],
      grade: measure === measures["units booked on"] ? null : grades.names[grade],
      ...(lead < 0 ? undefined : originOf(state, lead, value)),
      value: value === unknownChance ? null : value,
      begins,
      ends,
      pointsHere: isOn(trigger, value, held),
    };
  });
}

/** Within how long, and which forecast says it. */
function originOf(
  state: RegionState,
  lead: number,
  value: number,
): Pick<LevelEvidence, "withinMinutes" | "forecast"> {
  const withinMinutes = forecastLeadMinutes[lead];
  if (value === unknownChance) return { withinMinutes };
  const { position, madeAt, seed, futures } = state.columns.forecast;
  const forecast = {
    position: position[0],
    madeAt: madeAt[0],
    seed: seed[0],
    futures: futures[0],
  };
  return { withinMinutes, forecast };
}

/** Whether a forecast, once it is recorded, makes any trigger begin or end. */
export function turnsATrigger(state: RegionState, at: Instant, noUnit: NoUnitChances): boolean {
  const held = heldLevel(state);
  const triggers = getPolicy(state).levels?.triggers ?? [];
  return triggers.some((trigger) => {
    const { grade, lead } = trigger;
    if (lead < 0) return false;
    const after = isOn(trigger, chanceIn(noUnit, grade, lead), held);
    return isOn(trigger, chanceOf(state, at, grade, lead), held) !== after;
  });
}

/** When a clock that runs will point to a higher level than the evidence does now; `noInstant` where none will. */
export function nextClockAt(state: RegionState): Instant {
  const { levels } = getPolicy(state);
  if (levels === undefined || state.columns.head.noUnits[0] === 0) return noInstant;
  const points = state.columns.level.points[0];
  let next: Instant = noInstant;
  for (const { measure, grade, begins, level } of levels.triggers) {
    if (level <= points) break;
    if (measure !== measures["zero-unit minutes"]) continue;
    const since = firstZeroAt(state, grade);
    const at = since + begins * microsPerMinute;
    if (since !== noInstant && (next === noInstant || at < next)) next = at;
  }
  return next;
}
