/**
 * Night work (Working Time Regulations 1998 regs. 2(1) and 6): which duty is one of night time, and who is a night worker by the duties of the
 * reference period. A rule says when night is, how many hours of a duty in it make it a night duty, and from which share of somebody's duties on these
 * are "a normal course". Whoever is a night worker has a limit for the hours of a day on average, whatever duty it is that would go over it. Pure
 * numbers; what is kept of past duties is in duty-record.ts.
 */

import { microsPerDay, microsPerHour, type Micros } from "../../base/instant.ts";
import type { HoursRule, HoursRules, NightTime } from "./hours-rules.ts";

interface Duty {
  readonly from: number;
  readonly until: number;
}

/** Duties, and of these night duties. */
export interface DutyCounts {
  readonly duties: number;
  readonly nights: number;
}

export function nightRuleOf(
  rules: HoursRules | undefined,
): (HoursRule & { readonly night: NightTime }) | undefined {
  const rule = rules?.rules.find(({ kind }) => kind === "night work");
  return rule?.night === undefined ? undefined : { ...rule, night: rule.night };
}

/** How much of the duty lies in night time. */
export function nightMicros({ from, until }: Duty, night: NightTime): Micros {
  const length = (night.untilHour - night.fromHour + 24) % 24;
  let micros = 0;
  // The night that began the day before may still go on.
  for (let day = Math.floor(from / microsPerDay) - 1; day * microsPerDay < until; day += 1) {
    const begin = day * microsPerDay + night.fromHour * microsPerHour;
    const end = begin + length * microsPerHour;
    micros += Math.max(0, Math.min(until, end) - Math.max(from, begin));
  }
  return micros;
}

export function isNightDuty(duty: Duty, night: NightTime): boolean {
  return nightMicros(duty, night) >= night.hours * microsPerHour;
}

export function addDuties(counts: DutyCounts, more: readonly Duty[], night: NightTime): DutyCounts {
  return {
    duties: counts.duties + more.length,
    nights: counts.nights + more.filter((duty) => isNightDuty(duty, night)).length,
  };
}

export function isNightWorker({ duties, nights }: DutyCounts, night: NightTime): boolean {
  return nights > 0 && nights >= night.share * duties;
}

/** Of a reference period one day of each week is left out: its weekly rest. */
export const daysOfWeek = 6;
