/**
 * What of the region's hours rules a duty of a person would break, beside what is planned for the same person and what the
 * state keeps of past duties. Reads only. docs/reference/hours-rules.md says each rule in words.
 */

import { microsPerDay, microsPerHour, type Instant, type Micros } from "../../base/instant.ts";
import { isOpenShift } from "../roster/schedule.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { shiftStates } from "../vocabulary.ts";
import { overdueRest, restTimesOf, type OwedRest, type RestTimes } from "./compensation.ts";
import { beginOfWeek, countDuties, dutyMicros, owedRestOf, weekOf } from "./duty-record.ts";
import type { HoursRule } from "./hours-rules.ts";
import { addDuties, daysOfWeek, isNightWorker, type DutyCounts } from "./night-work.ts";

/** From `from` on duty until `until`. */
export interface Duty {
  readonly from: Instant;
  readonly until: Instant;
}

export interface HoursBreach {
  /** Code of the rule. */
  readonly rule: string;
  /** Hours that it would be (of a rest, of a duty, on average), and that the rule says, to a hundredth. */
  readonly hours: number;
  readonly limit: number;
}

interface Question {
  readonly duty: Duty;
  /** Of the same person: what is planned and what goes on, by beginning, without the duty itself. */
  readonly others: readonly Duty[];
  readonly lastOffAt: Instant;
  readonly restedAt: Instant;
  /** Micros of duties that are over, in weeks from one to another. */
  readonly past: (first: number, last: number) => Micros;
  /** Of the same. */
  readonly counts: (first: number, last: number) => DutyCounts;
  readonly owed: OwedRest;
  readonly times: RestTimes | undefined;
}

/** `except`: row of the planned shift that the duty is, or -1. `isNow`: what is planned after it is left out. */
export function listBreaches(
  state: RegionState,
  person: number,
  duty: Duty,
  except: number,
  isNow: boolean,
): HoursBreach[] {
  const rules = getPolicy(state).config.hoursRules?.rules ?? [];
  if (rules.length === 0) return [];
  const { lastOffAt, restedAt } = state.columns.people;
  const question: Question = {
    duty,
    others: listDuties(state, person, except).filter(({ from }) => !isNow || from < duty.from),
    lastOffAt: lastOffAt[person],
    restedAt: restedAt[person],
    past: (first, last) => dutyMicros(state, person, first, last),
    counts: (first, last) => countDuties(state, person, first, last),
    owed: owedRestOf(state, person),
    times: restTimesOf(getPolicy(state).config.hoursRules),
  };
  return rules.flatMap((rule) => breachOf(rule, question) ?? []);
}

function listDuties(state: RegionState, person: number, except: number): Duty[] {
  const { shifts, people } = state.columns;
  const duties: Duty[] = [];
  const current = people.shift[person];
  const onDutyAt = people.onDutyAt[person];
  /** The last that is known of: of the log, and of the command that is decided. */
  const knownUntil = Math.max(state.columns.head.lastAt[0], state.enteredAt);
  // On duty for no planned shift: nobody knows until when, so until now at least.
  if (onDutyAt > 0 && current < 0)
    duties.push({ from: onDutyAt, until: Math.max(onDutyAt, knownUntil) });
  for (let row = people.firstShift[person]; row >= 0; row = shifts.nextOfSubject[row]) {
    const isAbsent = shifts.state[row] === shiftStates.code.absent;
    // What was left early is over, and in the record.
    const isLeft = shifts.state[row] === shiftStates.code["booked off"];
    if (row === except || isAbsent || isLeft || !isOpenShift(state, row)) continue;
    const isCurrent = row === current;
    const from = isCurrent ? Math.min(onDutyAt, shifts.fromAt[row]) : shifts.fromAt[row];
    // Who stays over the planned end is on duty until now at least.
    const until = isCurrent ? Math.max(shifts.untilAt[row], knownUntil) : shifts.untilAt[row];
    duties.push({ from, until });
  }
  return duties;
}

function breachOf(rule: HoursRule, question: Question): HoursBreach | undefined {
  const { duty } = question;
  switch (rule.kind) {
    case "daily rest":
      return shorter(rule, shortestRest(question));
    case "longest duty":
      return longer(rule, duty.until - duty.from);
    case "weekly rest":
      return weeklyRest(rule, question);
    case "night work":
      return nightWork(rule, question);
    case "compensatory rest":
      return compensatoryRest(rule, question);
    case "average week":
      return longer(rule, averageWeek(question, (rule.days ?? 7) / 7));
  }
}

function inHours(micros: Micros): number {
  return Math.round((micros / microsPerHour) * 100) / 100;
}

function shorter({ code, hours }: HoursRule, micros: Micros): HoursBreach | undefined {
  if (micros >= hours * microsPerHour) return undefined;
  return { rule: code, hours: inHours(micros), limit: hours };
}

function longer({ code, hours }: HoursRule, micros: Micros): HoursBreach | undefined {
  if (micros <= hours * microsPerHour) return undefined;
  return { rule: code, hours: inHours(micros), limit: hours };
}

/** Before the duty and after it, the shorter of the two; Infinity = there is none before or after. */
function shortestRest({ duty, others, lastOffAt }: Question): Micros {
  let before = lastOffAt === 0 ? -Infinity : lastOffAt;
  let after = Infinity;
  for (const { from, until } of others)
    if (from < duty.from) before = Math.max(before, until);
    else after = Math.min(after, from);
  return Math.max(0, Math.min(duty.from - before, after - duty.until));
}

/** The rest that is due by the end of the first `days` in which there was none. */
function weeklyRest(rule: HoursRule, question: Question): HoursBreach | undefined {
  const { duty, others, lastOffAt, restedAt } = question;
  const rest = rule.hours * microsPerHour;
  const most = (rule.days ?? 7) * microsPerDay - rest;
  const duties = [...others, duty].sort((a, b) => a.from - b.from);
  let rested = restedAt;
  let end = lastOffAt;
  let longest = 0;
  let isIn = false;
  for (const each of duties) {
    if (end === 0 || each.from - end >= rest) {
      if (isIn) return undefined;
      rested = each.from;
      longest = 0;
    } else longest = Math.max(longest, each.from - end);
    isIn ||= each === duty;
    end = Math.max(end, each.until);
    // A rest that begins later is not over within the days.
    if (isIn && end - rested > most)
      return { rule: rule.code, hours: inHours(longest), limit: rule.hours };
  }
  return undefined;
}

/** Hours of a day in the worst of all stretches that the duty lies in, of who is a night worker in the one that ends with it. */
function nightWork(rule: HoursRule, question: Question): HoursBreach | undefined {
  const { night } = rule;
  if (night === undefined) return undefined;
  const { duty, others, counts } = question;
  const weeks = (rule.days ?? 7) / 7;
  const last = weekOf(duty.until);
  const isIn = ({ until }: Duty): boolean => weekOf(until) > last - weeks && weekOf(until) <= last;
  const duties = [...others.filter(isIn), duty];
  if (!isNightWorker(addDuties(counts(last - weeks + 1, last), duties, night), night))
    return undefined;
  return longer(rule, averageWeek(question, weeks) / daysOfWeek);
}

/** What is owed when the duty begins, for longer than the rule lets it. */
function compensatoryRest(
  rule: HoursRule,
  { duty, others, lastOffAt, owed, times }: Question,
): HoursBreach | undefined {
  const micros = times === undefined ? 0 : overdueRest(owed, lastOffAt, duty, others, times);
  return micros === 0 ? undefined : { rule: rule.code, hours: inHours(micros), limit: rule.hours };
}

/**
 * Micros a week in the worst of all stretches of so many weeks that the duty lies in: "any period of 17 weeks", also those that end
 * with a later planned shift, so that it does not matter in which order a roster is planned.
 */
function averageWeek({ duty, others, past }: Question, weeks: number): Micros {
  const last = weekOf(duty.until);
  const planned = others.map(({ until }) => weekOf(until));
  const latest = Math.min(last + weeks - 1, Math.max(last, ...planned));
  let most = 0;
  for (let week = last; week <= latest; week += 1)
    most = Math.max(most, microsInWeeks([...others, duty], past, week - weeks + 1, week));
  return most / weeks;
}

function microsInWeeks(
  duties: readonly Duty[],
  past: Question["past"],
  first: number,
  last: number,
): Micros {
  const from = beginOfWeek(first);
  const until = beginOfWeek(last + 1);
  let micros = past(first, last);
  for (const each of duties)
    micros += Math.max(0, Math.min(each.until, until) - Math.max(each.from, from));
  return micros;
}

/** Hours of daily rest that are still owed to somebody off duty `at`; 0 = none, or on duty. */
export function restOwedMicros(state: RegionState, person: number, at: Instant): Micros {
  const { onDutyAt, lastOffAt } = state.columns.people;
  const rule = getPolicy(state).config.hoursRules?.rules.find(({ kind }) => kind === "daily rest");
  if (rule === undefined || onDutyAt[person] > 0 || lastOffAt[person] === 0) return 0;
  return Math.max(0, lastOffAt[person] + rule.hours * microsPerHour - at);
}
