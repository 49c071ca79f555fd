/**
 * The roster of one replication: every unit of every shift, what is planned for it, and when those that arrive book on and
 * off. Whether a unit arrives, and how late, is drawn by its number and the day, so that two plans that differ elsewhere
 * have the same absences.
 */
import type { CallRandom } from "../../base/call-random.ts";
import { microsPerDay, type Instant, type Micros } from "../../base/instant.ts";
import { exponentialOf } from "../../base/samplers.ts";
import type { Duty } from "../room/calls.ts";
import type { Place } from "../room/crews.ts";
import { leaveTogether } from "./walk-outs.ts";
import { purposes, type PlanShift, type RehearsalPlan } from "./plan.ts";

export interface RosterUnit {
  readonly callSign: string;
  readonly vehicle: string;
  readonly skills: readonly string[];
  readonly area: string;
  readonly base: Place;
}

/** What a unit is planned for, whether or not it comes. */
export interface RosterShift {
  readonly unit: number;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

export interface Roster {
  readonly units: readonly RosterUnit[];
  /** In order of the units, and by time. */
  readonly shifts: readonly RosterShift[];
  /** By time; of one instant the ends come first. */
  readonly duties: readonly Duty[];
}

export function countUnits({ shifts }: RehearsalPlan): number {
  return shifts.reduce((sum, { units }) => sum + units, 0);
}

/** Units of all regions: any of them may be a guest in any. */
export function countAllUnits(plan: RehearsalPlan): number {
  return [plan, ...(plan.neighbours ?? [])].reduce((sum, each) => sum + countUnits(each), 0);
}

/** Shift by shift; those that do not arrive, too. */
export function listUnits({ shifts, areas }: RehearsalPlan): RosterUnit[] {
  return shifts.flatMap(({ area: code, vehicle, skills, units }, index) => {
    const area = areas.find((each) => each.code === code);
    if (area === undefined) throw new RangeError(`shift ${index} is in no area of the plan`);
    return Array.from({ length: units }, (_, count) => ({
      callSign: `S${index}-${count}`,
      vehicle,
      skills,
      area: code,
      base: baseIn(area, count, units),
    }));
  });
}

export function listDuties(plan: RehearsalPlan, random: CallRandom, replication: number): Roster {
  const units = listUnits(plan);
  let unit = -1;
  const duties: Duty[] = [];
  const shifts: RosterShift[] = [];
  const endAt = plan.startAt + plan.warmUpMicros + plan.lengthMicros;
  const firstDay = Math.floor(plan.startAt / microsPerDay) - 1;
  const lastDay = Math.floor(endAt / microsPerDay);
  for (const shift of plan.shifts) {
    for (let count = 0; count < shift.units; count += 1) {
      unit += 1;
      for (let day = firstDay; day <= lastDay; day += 1) {
        const beginsAt = day * microsPerDay + shift.startMicros;
        const endsAt = beginsAt + shift.lengthMicros;
        if (endsAt <= plan.startAt || beginsAt > endAt) continue;
        const fromAt = Math.max(beginsAt, plan.startAt);
        shifts.push({ unit, fromAt, untilAt: endsAt });
        const number = unit * 4_096 + (day - firstDay);
        if (random.seek(replication, number, purposes.arrives).uniform() >= shift.arrives) continue;
        const comesAt = fromAt + lateMicros(shift, random.seek(replication, number, purposes.late));
        // Who would come after the end does not come.
        if (comesAt >= endsAt) continue;
        duties.push({ at: comesAt, unit, begins: true });
        duties.push({ at: endsAt, unit, begins: false });
      }
    }
  }
  const kept = leaveTogether(plan, units, duties, random, replication);
  kept.sort((a, b) => a.at - b.at || Number(a.begins) - Number(b.begins) || a.unit - b.unit);
  return { units, shifts, duties: kept };
}

function lateMicros({ lateShare, lateMicros: mean }: PlanShift, draw: CallRandom): Micros {
  return draw.uniform() < lateShare ? Math.round(exponentialOf(draw.uniform(), mean)) : 0;
}

/** Bases stand on a ring at half the radius of the area, evenly. */
function baseIn(
  { latE7, lonE7, radiusM }: RehearsalPlan["areas"][number],
  index: number,
  of: number,
): Place {
  const angle = (2 * Math.PI * index) / of;
  const perNorth = 89.932;
  const perEast = perNorth / Math.cos((latE7 / 1e7) * (Math.PI / 180));
  return {
    latE7: Math.round(latE7 + (radiusM / 2) * Math.cos(angle) * perNorth),
    lonE7: Math.round(lonE7 + (radiusM / 2) * Math.sin(angle) * perEast),
  };
}
