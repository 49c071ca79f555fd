/**
 * What share of a muster turns up: shifts that begin together come, or stay away, together. One that is ahead may be ordinary,
 * or like one of those that the state still holds, most of all like the one at the same time of the day; one that has begun
 * is judged by who is there already. A share is drawn for each muster in every future, so on the evening after a bad night the
 * bands hold both another bad one and an ordinary one. Heads and motives are no matter here: only whether a shift came.
 */
import type { CallRandom } from "../../base/call-random.ts";
import { logGamma } from "../../base/gamma-function.ts";
import { microsPerDay, microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import { gammaFrom } from "../../base/samplers.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { shiftStates } from "../../core/vocabulary.ts";
import type { Delays } from "./delays.ts";
import { purposes } from "./purposes.ts";

export const musterRule = {
  /** Shifts that begin no later than this after the one before are one muster. */
  gapMicros: 30 * microsPerMinute,
  /** A muster is over so long after its last beginning: who has not come by then counts as staying away. */
  openMicros: 2 * microsPerHour,
  /** Musters whose beginnings are at most so far apart on the clock are at the same time of the day. */
  sameTimeMicros: 2 * microsPerHour,
  /** An ordinary muster: 19 of 20 come, as known as by 20 shifts. */
  came: 19,
  stayedAway: 1,
  /** Weights of what a muster may be like: ordinary, nobody knows, one at the same time of a day before, any other. */
  ordinary: 1,
  unknown: 0.05,
  sameTime: 2,
  other: 0.1,
  /** One that was seen counts as at most so many shifts: the next is never quite like it. */
  mostShifts: 20,
  /** Shifts of the ordinary kind beside those seen, so that one missing unit is no bad muster. */
  leastShifts: 2,
} as const;

const { code } = shiftStates;

interface Shift {
  readonly fromAt: Instant;
  readonly number: number;
  readonly hasCome: boolean;
  /** Nobody has come, and its planned beginning is past. */
  readonly isMissing: boolean;
  readonly stayedAway: boolean;
}

/** A share that is a beta variable, and how likely it is that it is this one. */
interface Likeness {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

export interface Muster {
  /** Number of its first shift. */
  readonly first: number;
  readonly likenesses: readonly Likeness[];
}

/** By number of the shift, those of units alone: their musters. */
export type Musters = ReadonlyMap<number, Muster>;

export function learnMusters(state: RegionState, now: Instant, comes: Delays): Musters {
  const groups = groupShifts(listShifts(state, now));
  const over = groups.filter((group) => lastOf(group).fromAt + musterRule.openMicros <= now);
  const musters = new Map<number, Muster>();
  for (const group of groups) {
    const before = over.filter((other) => other !== group && other[0].fromAt < group[0].fromAt);
    const prior = [...standing(), ...before.map((other) => likenessOf(other, group[0].fromAt))];
    const muster = { first: group[0].number, likenesses: judge(prior, group, now, comes) };
    for (const { number } of group) musters.set(number, muster);
  }
  return musters;
}

function lastOf(group: readonly Shift[]): Shift {
  return group[group.length - 1];
}

function listShifts({ columns: { shifts, head } }: RegionState, now: Instant): Shift[] {
  const found: Shift[] = [];
  for (let row = 0; row < head.shiftRows[0]; row += 1) {
    const state = shifts.state[row];
    if (state === code.none || state === code.cancelled || shifts.unit[row] < 0) continue;
    const hasCome = shifts.bookedOnAt[row] > 0;
    const fromAt = shifts.fromAt[row];
    const isGone = state === code.absent || state === code.over;
    found.push({
      fromAt,
      number: shifts.number[row],
      hasCome,
      isMissing: !hasCome && fromAt <= now,
      stayedAway: !hasCome && isGone,
    });
  }
  return found.sort((one, other) => one.fromAt - other.fromAt || one.number - other.number);
}

function groupShifts(sorted: readonly Shift[]): Shift[][] {
  const groups: Shift[][] = [];
  for (const shift of sorted) {
    const group = groups.at(-1);
    if (group === undefined || shift.fromAt - lastOf(group).fromAt > musterRule.gapMicros)
      groups.push([shift]);
    else group.push(shift);
  }
  return groups;
}

/** What is assumed of every muster. */
function standing(): Likeness[] {
  const { came, stayedAway, ordinary, unknown } = musterRule;
  return [
    { a: came, b: stayedAway, weight: ordinary },
    { a: 1, b: 1, weight: unknown },
  ];
}

/** To be like a muster that is over, for one that begins at `fromAt`. */
function likenessOf(group: readonly Shift[], fromAt: Instant): Likeness {
  const { came, stayedAway, sameTimeMicros, sameTime, other, mostShifts, leastShifts } = musterRule;
  const ordinary = leastShifts / (came + stayedAway);
  const factor = Math.min(1, mostShifts / group.length);
  const there = group.filter(({ hasCome }) => hasCome).length;
  const apart = (fromAt - group[0].fromAt) % microsPerDay;
  const isSameTime = Math.min(apart, microsPerDay - apart) <= sameTimeMicros;
  return {
    a: came * ordinary + there * factor,
    b: stayedAway * ordinary + (group.length - there) * factor,
    weight: isSameTime ? sameTime : other,
  };
}

/** Bayes: by who has come already, and who would have come by now if it were to come at all. */
function judge(
  prior: readonly Likeness[],
  group: readonly Shift[],
  now: Instant,
  comes: Delays,
): Likeness[] {
  let [came, missing] = [0, 0];
  for (const shift of group) {
    if (shift.hasCome) came += 1;
    else if (shift.isMissing) missing += shift.stayedAway ? 1 : 1 - comes.tail(now - shift.fromAt);
  }
  const logs = prior.map(
    ({ a, b, weight }) => Math.log(weight) + logBeta(a + came, b + missing) - logBeta(a, b),
  );
  const most = Math.max(...logs);
  return prior.map(({ a, b }, index) => ({
    a: a + came,
    b: b + missing,
    weight: Math.exp(logs[index] - most),
  }));
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** The share of a muster's shifts that come, in one future. */
export function drawShare(
  { first, likenesses }: Muster,
  random: CallRandom,
  future: number,
): number {
  const draw = random.seek(future, first, purposes.turnUp);
  const all = likenesses.reduce((sum, { weight }) => sum + weight, 0);
  let left = draw.uniform() * all;
  const likeness = likenesses.find(({ weight }) => (left -= weight) < 0) ?? likenesses[0];
  const there = gammaFrom(draw, likeness.a, 1);
  const away = gammaFrom(draw, likeness.b, 1);
  return there / (there + away);
}

/** The chance that somebody still comes for a shift whose beginning was so long ago, of a muster of this share. */
export function stillComes(share: number, tail: number): number {
  const coming = share * tail;
  return coming / (1 - share + coming);
}
