/**
 * What the state keeps of each person's duties: when the last one ended, when the last long rest did, rest that is owed, and in
 * each of the last weeks minutes on duty, duties and night duties. It is written as people book on and off, whatever rules a region has. Not here: what breaks one.
 */

import { microsPerDay, microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { addOwed, afterRest, restTimesOf, type OwedRest } from "./compensation.ts";
import { hoursLimits } from "./hours-rules.ts";
import { isNightDuty, nightRuleOf, type DutyCounts } from "./night-work.ts";

type People = RegionState["columns"]["people"];

export const microsPerWeek = 7 * microsPerDay;
/** 1970-01-01 was a Thursday, so that Monday midnight UTC lies three days before. */
const mondayMicros = 3 * microsPerDay;

/** Weeks from Monday midnight UTC, counted from the one of 1970-01-01. */
export function weekOf(at: Instant): number {
  return Math.floor((at + mondayMicros) / microsPerWeek);
}

export function beginOfWeek(week: number): Instant {
  return week * microsPerWeek - mondayMicros;
}

/** Week w is in column w modulo their number. */
function weekColumns(people: People): readonly Int16Array[] {
  const { duty0, duty1, duty2, duty3, duty4, duty5, duty6, duty7, duty8 } = people;
  const { duty9, duty10, duty11, duty12, duty13, duty14, duty15, duty16 } = people;
  const first = [duty0, duty1, duty2, duty3, duty4, duty5, duty6, duty7, duty8];
  return [...first, duty9, duty10, duty11, duty12, duty13, duty14, duty15, duty16];
}

function nightColumns(people: People): readonly Int16Array[] {
  const { nights0, nights1, nights2, nights3, nights4, nights5, nights6, nights7, nights8 } =
    people;
  const { nights9, nights10, nights11, nights12, nights13, nights14, nights15, nights16 } = people;
  const first = [nights0, nights1, nights2, nights3, nights4, nights5, nights6, nights7, nights8];
  return [...first, nights9, nights10, nights11, nights12, nights13, nights14, nights15, nights16];
}

/** Hours of an uninterrupted rest that counts as the weekly one. */
function weeklyRestMicros(state: RegionState): number {
  const rule = getPolicy(state).config.hoursRules?.rules.find(({ kind }) => kind === "weekly rest");
  return (rule?.hours ?? 24) * microsPerHour;
}

export function owedRestOf({ columns: { people } }: RegionState, person: number): OwedRest {
  const micros = people.owedRestMinutes[person] * microsPerMinute;
  return { micros, since: people.owedRestAt[person] };
}

function writeOwed({ columns: { people } }: RegionState, person: number, owed: OwedRest): void {
  people.owedRestMinutes[person] = Math.ceil(owed.micros / microsPerMinute);
  people.owedRestAt[person] = owed.since;
}

/** Somebody comes on duty. `isBack`: to a shift that was begun before, so that the time between is neither a rest nor one that is missing. */
export function noteDutyBegins(
  state: RegionState,
  person: number,
  at: Instant,
  isBack: boolean,
): void {
  const { lastOffAt, restedAt } = state.columns.people;
  const isRested = lastOffAt[person] === 0 || at - lastOffAt[person] >= weeklyRestMicros(state);
  if (isRested) restedAt[person] = at;
  const times = restTimesOf(getPolicy(state).config.hoursRules);
  if (times === undefined || isBack || lastOffAt[person] === 0) return;
  const rest = at - lastOffAt[person];
  const left = afterRest(owedRestOf(state, person), rest, times);
  writeOwed(state, person, addOwed(left, times.daily - rest, at));
}

/** A duty from `from` to `until` is over. */
export function noteDutyEnds(
  state: RegionState,
  person: number,
  from: Instant,
  until: Instant,
): void {
  const { people } = state.columns;
  if (until > people.lastOffAt[person]) people.lastOffAt[person] = until;
  const times = restTimesOf(getPolicy(state).config.hoursRules);
  if (times !== undefined)
    writeOwed(state, person, addOwed(owedRestOf(state, person), until - from - times.longest, until)); // prettier-ignore
  const columns = weekColumns(people);
  const nights = nightColumns(people);
  for (let week = weekOf(from); week <= weekOf(until); week += 1) {
    turnTo(people, [columns, nights], person, week);
    if (week <= people.dutyWeek[person] - columns.length) continue;
    const begin = Math.max(from, beginOfWeek(week));
    const end = Math.min(until, beginOfWeek(week + 1));
    columns[week % columns.length][person] += Math.round((end - begin) / microsPerMinute);
  }
  countDuty(state, person, { from, until });
}

/** Counted in the week in which it ends; more than a hundred of a week say nothing new. */
function countDuty(
  state: RegionState,
  person: number,
  duty: { readonly from: Instant; readonly until: Instant },
): void {
  const night = nightRuleOf(getPolicy(state).config.hoursRules)?.night;
  const { people } = state.columns;
  const week = weekOf(duty.until);
  if (night === undefined || week <= people.dutyWeek[person] - hoursLimits.weeks) return;
  const columns = nightColumns(people);
  const column = columns[week % columns.length];
  if (column[person] >> 8 >= mostDuties) return;
  column[person] += 256 + (isNightDuty(duty, night) ? 1 : 0);
}

const mostDuties = 100;

/** Duties that ended in the weeks from `first` to `last`, and of these night duties by the rule that stood then. */
export function countDuties(
  state: RegionState,
  person: number,
  first: number,
  last: number,
): DutyCounts {
  const { people } = state.columns;
  const columns = nightColumns(people);
  const known = people.dutyWeek[person];
  let [duties, nights] = [0, 0];
  for (
    let week = Math.max(first, known - hoursLimits.weeks + 1);
    week <= Math.min(last, known);
    week += 1
  ) {
    const counts = columns[week % columns.length][person];
    duties += counts >> 8;
    nights += counts & 255;
  }
  return { duties, nights };
}

/** The columns of weeks that nobody has written to yet are emptied of those of 17 weeks before. */
function turnTo(
  people: People,
  tables: readonly (readonly Int16Array[])[],
  person: number,
  week: number,
): void {
  const last = people.dutyWeek[person];
  if (week <= last) return;
  const first = last === 0 ? week : Math.max(last + 1, week - hoursLimits.weeks + 1);
  for (let each = first; each <= week; each += 1)
    for (const columns of tables) columns[each % columns.length][person] = 0;
  people.dutyWeek[person] = week;
}

/** Micros on duty in the weeks from `first` to `last`, of duties that are over. */
export function dutyMicros(
  state: RegionState,
  person: number,
  first: number,
  last: number,
): number {
  const { people } = state.columns;
  const columns = weekColumns(people);
  const known = people.dutyWeek[person];
  let minutes = 0;
  for (
    let week = Math.max(first, known - hoursLimits.weeks + 1);
    week <= Math.min(last, known);
    week += 1
  )
    minutes += columns[week % columns.length][person];
  return minutes * microsPerMinute;
}
