/**
 * Recalls: somebody off duty is asked to come back, from rest or leave. The hours rules are looked at for the duty, a breach needs a
 * named override with a reason, an answer is owed by a deadline and its lack alarms, and every recall is counted. Here are the
 * deciders, and whom it would break least for.
 */

import { microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import { endAlarmOf } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, checkName, checkReason, reject, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { checkPerson, personName } from "../roster/decide-people.ts";
import { skillCodes } from "../roster/read.ts";
import type { RegionState } from "../state/region-state.ts";
import { recallAnswers, recallStates, type RecallState } from "../vocabulary.ts";
import { listBreaches, restOwedMicros, type HoursBreach } from "./breaches.ts";
import { hoursOf } from "./count-hours.ts";
import { restDebtMinutes } from "./fatigue.ts";
import { checkHours, overrideHours, reasonOf, ruleBits } from "./override.ts";
import { answerRecall, endRecall, recallPerson } from "./recall-changes.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const states = recallStates.code;
const standardDeadline = 15 * microsPerMinute;

export function decideRecallPerson(
  state: RegionState,
  { person, fromAt, deadlineAt, reason, override }: Of<"person.recall">,
  { at, now }: CommandContext,
): Decision {
  const fault = checkPerson(state, person) ?? checkReason(reason);
  if (fault !== undefined) return reject(fault);
  const { people } = state.columns;
  const name = personName(state, person);
  if (people.onDutyAt[person] > 0)
    return reject(refuse("person.wrong-state", `${name} is on duty; there is nobody to recall`));
  if (people.recallState[person] !== states.none)
    return reject(refuse("recall.wrong-state", `${name} is recalled already; cancel that first`));
  const begins = fromAt ?? at;
  const owedBy = deadlineAt ?? at + standardDeadline;
  const early = checkAhead("fromAt", begins, at) ?? checkAhead("deadlineAt", owedBy, now);
  if (early !== undefined) return reject(early);
  const duty = { from: begins, until: begins };
  const checked = checkHours(state, { person, name, duty, row: -1, isNow: true, override });
  if ("refusal" in checked) return reject(checked.refusal);
  const { averageWeekHours } = hoursOf(state, person, at);
  const debtMinutes = restDebtMinutes(state, person, begins);
  recallPerson(state, at, person, { fromAt: begins, deadlineAt: owedBy, debtMinutes, averageWeekHours }, reason); // prettier-ignore
  if (checked.breaches.length > 0)
    overrideHours(state, at, person, null, checked.breaches, reasonOf(override));
  return accept();
}

function checkAhead(name: string, value: Instant, from: Instant): Refusal | undefined {
  if (Number.isSafeInteger(value) && value >= from && value <= from + limits.recallAheadMicros)
    return undefined;
  return refuse("value.invalid", `${name}: expected a time from now on, at most 7 days ahead`);
}

function checkOpen(state: RegionState, person: number, at: Instant): Refusal | undefined {
  const fault = checkPerson(state, person);
  if (fault !== undefined) return fault;
  const { recallState, recalledAt } = state.columns.people;
  const name = personName(state, person);
  if (recallState[person] === states.none)
    return refuse("recall.wrong-state", `${name} is not recalled; recall first`);
  if (at >= recalledAt[person]) return undefined;
  return refuse("time.before-last-change", `occurred-at is before ${name} was recalled; enter it with a later time`); // prettier-ignore
}

export function decideAnswerRecall(
  state: RegionState,
  { person, answer, etaAt }: Of<"person.answer-recall">,
  { at }: CommandContext,
): Decision {
  const fault = checkOpen(state, person, at) ?? checkName("answer", recallAnswers, answer);
  if (fault !== undefined) return reject(fault);
  if (answer !== "comes") {
    if (etaAt !== undefined)
      return reject(refuse("value.invalid", "etaAt: who does not come has none; leave it out"));
    answerRecall(state, at, person, answer, 0);
    settleRecall(state, at, person);
    return accept();
  }
  const comesAt = etaAt ?? Math.max(at, state.columns.people.recallFromAt[person]);
  const early = checkAhead("etaAt", comesAt, at);
  if (early !== undefined) return reject(early);
  answerRecall(state, at, person, answer, comesAt);
  settleRecall(state, at, person);
  return accept();
}

export function decideCancelRecall(
  state: RegionState,
  { person, reason }: Of<"person.cancel-recall">,
  { at }: CommandContext,
): Decision {
  const fault = checkOpen(state, person, at) ?? checkReason(reason);
  if (fault !== undefined) return reject(fault);
  endRecall(state, at, person, "cancelled", reason);
  settleRecall(state, at, person);
  return accept();
}

/** Somebody who was recalled books on: it has done what it was for. */
export function comeToRecall(state: RegionState, at: Instant, person: number): void {
  if (state.columns.people.recallState[person] === states.none) return;
  endRecall(state, at, person, "came", undefined);
  settleRecall(state, at, person);
}

/** What was late was answered, or is not owed any more. */
function settleRecall(state: RegionState, at: Instant, person: number): void {
  endAlarmOf(state, at, state.columns.people.recallAlarm, person);
}

/** What the recall let pass needs no second override at booking on. */
export function recallBits(state: RegionState, person: number): number {
  const { recallState, recallOverridden } = state.columns.people;
  return recallState[person] === states.none ? 0 : recallOverridden[person];
}

export function noteRecallOverride(
  state: RegionState,
  person: number,
  breaches: readonly HoursBreach[],
): void {
  const { people } = state.columns;
  if (people.recallState[person] === states.none) return;
  people.recallOverridden[person] |= ruleBits(state, breaches);
}

export interface OpenRecall {
  readonly person: number;
  readonly staffNumber: string;
  readonly state: RecallState;
  readonly recalledAt: Instant;
  /** When the duty begins, or the person said to be there. */
  readonly fromAt: Instant;
  /** When it alarms; in the past = it did. */
  readonly dueAt: Instant;
}

/** Who was asked and has not come, what is due first in front. */
export function listRecalls(state: RegionState): OpenRecall[] {
  const { people, head } = state.columns;
  const list: OpenRecall[] = [];
  if (head.openRecalls[0] === 0) return list;
  for (let person = 0; person < head.people[0]; person += 1) {
    if (people.recallState[person] === states.none) continue;
    list.push({
      person,
      staffNumber: personName(state, person),
      state: recallStates.names[people.recallState[person]],
      recalledAt: people.recalledAt[person],
      fromAt: people.recallFromAt[person],
      dueAt: people.recallDueAt[person],
    });
  }
  return list.sort((a, b) => a.dueAt - b.dueAt || a.person - b.person);
}

export interface RecallCandidate {
  readonly person: number;
  readonly staffNumber: string;
  readonly skills: readonly string[];
  readonly breaches: readonly HoursBreach[];
  /** Hours of daily rest that are owed still, and a week on duty on average. */
  readonly restOwedHours: number;
  readonly averageWeekHours: number;
  /** Hours since the last duty; null = none is known. */
  readonly offHours: number | null;
  /** When the next planned shift begins; 0 = none is planned. */
  readonly nextShiftAt: Instant;
  /** Sentences for a person: what recalling costs. */
  readonly reasons: readonly string[];
}

/**
 * Whom a recall now would break least for: no breach of the hours rules first, then the fewest, then the least rest owed, then the
 * fewest hours a week. Who is on duty, recalled, or due within two hours anyway is left out.
 */
export function listRecallCandidates(
  state: RegionState,
  at: Instant,
  most: number,
): RecallCandidate[] {
  const { people, shifts, head } = state.columns;
  const candidates: RecallCandidate[] = [];
  for (let person = 0; person < head.people[0]; person += 1) {
    if (people.onDutyAt[person] > 0 || people.recallState[person] !== states.none) continue;
    const first = people.firstShift[person];
    const nextShiftAt = first < 0 ? 0 : shifts.fromAt[first];
    if (first >= 0 && nextShiftAt < at + 2 * microsPerHour) continue;
    candidates.push(candidateOf(state, person, at, nextShiftAt));
  }
  candidates.sort(
    (a, b) =>
      a.breaches.length - b.breaches.length ||
      a.restOwedHours - b.restOwedHours ||
      a.averageWeekHours - b.averageWeekHours ||
      a.person - b.person,
  );
  return candidates.slice(0, most);
}

function candidateOf(
  state: RegionState,
  person: number,
  at: Instant,
  nextShiftAt: Instant,
): RecallCandidate {
  const { lastOffAt, skills } = state.columns.people;
  const breaches = listBreaches(state, person, { from: at, until: at }, -1, true);
  const restOwedHours = toTenth(restOwedMicros(state, person, at) / microsPerHour);
  const { averageWeekHours } = hoursOf(state, person, at);
  const offHours = lastOffAt[person] === 0 ? null : toTenth((at - lastOffAt[person]) / microsPerHour); // prettier-ignore
  const reasons = [
    ...breaches.map(({ rule, hours, limit }) => `breaks ${rule}: ${hours} h, and the rule says ${limit} h`), // prettier-ignore
    ...(restOwedHours > 0 ? [`owes ${restOwedHours} h of daily rest`] : []),
    `${averageWeekHours} h a week over 17 weeks`,
    offHours === null ? "no duty is known" : `off duty for ${offHours} h`,
    ...(nextShiftAt === 0 ? [] : [`planned again in ${toTenth((nextShiftAt - at) / microsPerHour)} h`]), // prettier-ignore
  ];
  return {
    person,
    staffNumber: personName(state, person),
    skills: skillCodes(state, skills[person]),
    breaches,
    restOwedHours,
    averageWeekHours,
    offHours,
    nextShiftAt,
    reasons,
  };
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

export interface RecallCount {
  readonly ever: number;
  readonly open: number;
  readonly came: number;
  readonly declined: number;
}

export function countRecalls({ columns }: RegionState): RecallCount {
  const { recalls, openRecalls, recallsCame, recallsDeclined } = columns.head;
  return {
    ever: recalls[0],
    open: openRecalls[0],
    came: recallsCame[0],
    declined: recallsDeclined[0],
  };
}
