/**
 * The sentences of a recommendation. They are made of numbers, codes and names from the region's configuration
 * only: no call sign, no note, nothing that a caller or an operator typed can reach them.
 */

import { microsPerHour, secondsFromMicros } from "../base/instant.ts";
import type { Fatigue } from "../core/hours/fatigue.ts";
import { limits } from "../core/limits.ts";
import type { DivertPrice, ShutEnd } from "../core/recommendation.ts";
import type { Policy } from "../core/region/policy.ts";
import { getPolicy, type RegionState } from "../core/state/region-state.ts";
import { positionSources, unitStatuses } from "../core/vocabulary.ts";
import type { MeasuredPlace } from "./place.ts";
import { describeClosures } from "./shut-ways.ts";

/** `45 s`, `4 min 10 s`, `2 h 5 min`; never less than nothing. */
export function describeSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) {
    const rest = whole % 60;
    return rest === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${rest} s`;
  }
  const minutes = Math.round(whole / 60);
  return minutes % 60 === 0
    ? `${minutes / 60} h`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function describeMetres(metres: number): string {
  return metres < 950 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;
}

function namesOf(items: readonly { readonly name: string }[], mask: number): string[] {
  return items.filter((_, index) => (mask & (1 << index)) !== 0).map((item) => item.name);
}

/** What a need asks for, for example `Firearms, in Patrol car or Van`. */
export function describeNeed(policy: Policy, need: number): string {
  const { skillMask, vehicleMask } = policy.needs[need];
  const skills = namesOf(policy.config.skills, skillMask);
  const vehicles = namesOf(policy.config.vehicles, vehicleMask);
  const asked = skills.length === 0 ? "any skill" : skills.join(" and ");
  return vehicles.length === 0 ? asked : `${asked}, in ${vehicles.join(" or ")}`;
}

export interface ReasonFacts {
  readonly unit: number;
  readonly need: number;
  readonly travelSeconds: number;
  readonly distanceM: number;
  readonly ageSeconds: number;
  readonly stale: boolean;
  readonly tracked: boolean;
  readonly rangeSeconds: number | null;
  readonly withinRange: boolean;
  readonly place: MeasuredPlace;
  readonly fatigue: Fatigue;
  readonly divert: DivertPrice | null;
  /** The unit has this incident on its stack already. */
  readonly stacked: boolean;
  /** Reported closures that the way passes. */
  readonly reportedClosures: readonly number[];
  readonly startShut?: ShutEnd;
  readonly endShut?: ShutEnd;
}

export function listReasons(state: RegionState, policy: Policy, facts: ReasonFacts): string[] {
  const reasons = [describeTravel(facts), describePosition(state, facts)];
  if (facts.startShut !== undefined) reasons.push(describeStartShut(facts.startShut));
  if (facts.endShut !== undefined) reasons.push(describeEndShut(facts.endShut));
  if (facts.reportedClosures.length > 0)
    reasons.push(`passes reported ${describeClosures(facts.reportedClosures)}, not confirmed`);
  if (facts.place.standIn !== "")
    reasons.push(`the place is not known yet: measured to the middle of ${facts.place.standIn}`);
  else if (facts.place.radiusM > 0)
    reasons.push(`the place is known to ${describeMetres(facts.place.radiusM)} only`);
  reasons.push(...describeFit(state, policy, facts), ...describeGuest(state, policy, facts));
  if (facts.divert === null) reasons.push(describeCover(state, policy, facts));
  else reasons.push(describeDivert(state, facts, facts.divert));
  if (facts.stacked) reasons.push("has this incident on its stack already");
  reasons.push(...describeFatigue(facts.fatigue));
  return reasons;
}

/** `stands in a street shut by closure 4: 60 m at walking pace to the open road`. */
export function describeStartShut({ closures, walkM }: ShutEnd): string {
  return `stands in a street shut by ${describeClosures(closures)}: ${describeMetres(walkM)} at walking pace to the open road`;
}

/** `ends at closure 4: the last 120 m on foot`. */
export function describeEndShut({ closures, walkM }: ShutEnd): string {
  return `ends at ${describeClosures(closures)}: the last ${describeMetres(walkM)} on foot`;
}

function describeTravel(facts: ReasonFacts): string {
  if (!Number.isFinite(facts.travelSeconds)) return "no way there is known";
  const way = `${describeSeconds(facts.travelSeconds)} away (${describeMetres(facts.distanceM)})`;
  if (facts.withinRange || facts.rangeSeconds === null) return way;
  return facts.travelSeconds > facts.rangeSeconds
    ? `${way}: beyond the range of ${describeSeconds(facts.rangeSeconds)}`
    : `${way}, if it still is where it was last seen`;
}

function describePosition(state: RegionState, facts: ReasonFacts): string {
  const source = facts.tracked
    ? "tracked"
    : positionSources.names[state.columns.units.positionSource[facts.unit]];
  const age = describeSeconds(facts.ageSeconds);
  return facts.stale
    ? `position STALE: ${age} old (${source}); ask where it is`
    : `position ${age} old (${source})`;
}

function describeFit(state: RegionState, policy: Policy, facts: ReasonFacts): string[] {
  const { units } = state.columns;
  const fits = `fits: ${describeNeed(policy, facts.need)}`;
  const more = namesOf(
    policy.config.skills,
    units.skills[facts.unit] & ~policy.needs[facts.need].skillMask,
  );
  const reasons = [
    more.length === 0 ? fits : `${fits}; brings more than asked: ${more.join(", ")}`,
  ];
  if (units.status[facts.unit] === unitStatuses.code["committed deployable"])
    reasons.push("busy, but may be sent");
  return reasons;
}

/** Who sends it should know that its home region may want it back, and by whose name the crew calls itself. */
function describeGuest(
  { columns: { units } }: RegionState,
  { aid }: Policy,
  { unit }: ReasonFacts,
): string[] {
  const home = aid.neighbours[units.home[unit] - 1];
  if (home === undefined) return [];
  return [`guest of ${home.name}${units.recalled[unit] === 1 ? ", which wants it back" : ""}`];
}

function describeCover(state: RegionState, policy: Policy, facts: ReasonFacts): string {
  const home = state.columns.units.area[facts.unit];
  if (home < 0) return "has no home area: takes cover from none";
  const free = state.columns.free.count[home * limits.needs + facts.need];
  const name = policy.config.areas[home].name;
  return free <= 1
    ? `the LAST free unit of ${name} that fits`
    : `${free - 1} of ${free} free units of ${name} that fit stay`;
}

/** Said from so much before the longest duty is over. */
const nearLongestMicros = 2 * microsPerHour;

function describeFatigue({ debtMicros, leftMicros }: Fatigue): string[] {
  const reasons: string[] = [];
  if (debtMicros > 0)
    reasons.push(
      `one of its crew began with ${describeSeconds(secondsFromMicros(debtMicros))} of rest owed`,
    );
  if (leftMicros <= 0)
    reasons.push(
      `one of its crew is ${describeSeconds(secondsFromMicros(-leftMicros))} over the longest duty`,
    );
  else if (leftMicros < nearLongestMicros)
    reasons.push(
      `one of its crew has ${describeSeconds(secondsFromMicros(leftMicros))} left of the longest duty`,
    );
  return reasons;
}

function describeDivert(state: RegionState, facts: ReasonFacts, price: DivertPrice): string {
  const status = unitStatuses.names[state.columns.units.status[facts.unit]];
  const left =
    price.targetLeftSeconds === null
      ? "no target"
      : price.targetLeftSeconds >= 0
        ? `${describeSeconds(price.targetLeftSeconds)} to target`
        : `${describeSeconds(-price.targetLeftSeconds)} past target`;
  const next =
    price.replacementSeconds === null
      ? "nobody else is free for it"
      : `the next free unit could be there in ${describeSeconds(price.replacementSeconds)}`;
  const { interrupted } = getPolicy(state).diverts;
  const work =
    price.sceneSeconds === undefined
      ? ""
      : `; ${describeSeconds(price.sceneSeconds)} of work there are ${interrupted} by whoever comes next`;
  return (
    `DIVERT: ${status} ${price.fromIncident} (${price.fromGrade}); ` +
    `that caller has waited ${describeSeconds(price.waitedSeconds)}, ${left}, ${next}${work}`
  );
}
