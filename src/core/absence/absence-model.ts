/**
 * How much more likely what is seen of a muster is when many stay away than on an ordinary day. Pure numbers: heads by
 * team and beginning, how many of them have booked on, and a curve of when people book on. The answer is a likelihood
 * ratio for each share of heads that might be missing, so that regions are pooled by multiplying. Not here: which shifts
 * are looked at (cohort.ts), and what follows (review.ts).
 *
 * Model. On an ordinary day the share `p` of heads that do not come is drawn once for a region, from a beta distribution
 * with the mean and the correlation of the region's rule (mean 0.05, correlation 0.01: the beta-binomial of Skellam, 1948);
 * when many stay away it has another mean and the same correlation. Whoever comes has booked on by `t` after the planned
 * beginning with probability F(t). Everybody may be some minutes later than that (the weather, a curve that was guessed), and
 * a team may be late as a whole (its bus); both are as likely when many stay away. Given p, heads are independent. The answer averages likelihood ratios, and each has
 * an expectation of 1 on ordinary days, so an alarm at 1,000 is false for at most one muster in 1,000 that is looked at once
 * (Markov's inequality; Vovk and Wang, E-values, 2021). It is looked at every minute, so the bench `absence` counts.
 */

import {
  microsPerHour,
  microsPerMinute,
  microsPerSecond,
  type Micros,
} from "../../base/instant.ts";

/** What is ordinary in a region. */
export interface AbsenceRule {
  /** Mean share of planned heads that do not come. */
  readonly noShowShare: number;
  /** Correlation of any two heads of one muster (over-dispersion of the beta-binomial). */
  readonly correlation: number;
  /** Of those who come, the share that has booked on so many seconds after the planned beginning; rising, ends at 1. */
  readonly curve: readonly { readonly seconds: number; readonly share: number }[];
  /** Mean share of those on duty that books off before the planned end within `leaveMicros`. */
  readonly leaveShare: number;
  /** How often a whole team is late. */
  readonly lateTeamShare: number;
  /** Signals that count beside book-ons and book-offs; left out = all of them. */
  readonly signals?: readonly AbsenceSignal[];
}

/** What shows beside book-ons and book-offs whether people are there (signals.ts). */
export const absenceSignals = ["keys", "sign-ins", "replies", "hand-ins"] as const;
export type AbsenceSignal = (typeof absenceSignals)[number];

/** Heads of one team (or station) that begin at one instant. */
export interface MusterGroup {
  /** Groups of one team are late together; -1 = of no team. */
  readonly team: number;
  readonly planned: number;
  readonly arrived: number;
  /** Of those who have not arrived, known beforehand not to come. */
  readonly announced: number;
  /** Since the planned beginning; negative before it. */
  readonly since: Micros;
}

/** Those on duty with a good part of their shift before them, and how many of them left within `leaveWindows.long`. */
export interface LeaveCount {
  readonly onDuty: number;
  readonly left: number;
  /** Of these, within `leaveWindows.short`. */
  readonly leftLately: number;
}

/** Who left is counted over both: a walk-out of an evening fills the long one slowly, and stands out of the short one at once. */
export const leaveWindows = { long: 4 * microsPerHour, short: microsPerHour } as const;

export const standardAbsenceRule: AbsenceRule = {
  noShowShare: 0.05,
  correlation: 0.01,
  curve: [
    { seconds: -1_800, share: 0 },
    { seconds: -900, share: 0.3 },
    { seconds: -300, share: 0.65 },
    { seconds: 0, share: 0.88 },
    { seconds: 300, share: 0.96 },
    { seconds: 600, share: 0.985 },
    { seconds: 1_800, share: 0.998 },
    { seconds: 3_600, share: 1 },
  ],
  leaveShare: 0.02,
  lateTeamShare: 0.03,
};

/** Shares that may be missing when many stay away: each is as likely as the next. */
export const awayShares = [
  0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 0.95,
] as const;

/** An alarm at this likelihood ratio. */
export const alarmRatio = 1_000;
/** What is said is no greater. */
export const mostRatio = 1e9;

/** How much later than the curve a late team comes; each is as likely as the other. */
const teamDelays = [20 * microsPerMinute, 45 * microsPerMinute];
/** How much later than the curve all may be, and how likely that is. */
const wholeDelays = [
  { delay: 0, share: 0.7 },
  { delay: 3 * microsPerMinute, share: 0.2 },
  { delay: 6 * microsPerMinute, share: 0.1 },
];
/** Of those who will not come, the share that is known before the shift begins. */
const toldShare = 0.5;
/** Somebody may book on before the curve begins, and after it is at 1 somebody may still come. */
const [leastShare, mostShare] = [0.001, 0.9999];

const nodes = 120;
/** Where the share p is looked at: closer together where it is small, as ordinary ones are. */
export const shareNodes = Float64Array.from(
  { length: nodes },
  (_, node) => ((node + 0.5) / nodes) ** 2,
);

const logAway = shareNodes.map((p) => Math.log(p));
export const logHere = shareNodes.map((p) => Math.log(1 - p));

/** Logarithms of the weights of a beta distribution at the nodes; they add up to 1. */
function logWeights(mean: number, correlation: number): Float64Array {
  const size = 1 / correlation - 1;
  const [a, b] = [mean * size, (1 - mean) * size];
  const weights = shareNodes.map(
    (p, node) => (a - 1) * logAway[node] + (b - 1) * logHere[node] + Math.log(2 * Math.sqrt(p)),
  );
  const total = logSum(weights);
  return weights.map((weight) => weight - total);
}

/** log of the sum of exponentials. */
export function logSum(logs: ArrayLike<number>): number {
  let most = -Infinity;
  for (let index = 0; index < logs.length; index += 1) most = Math.max(most, logs[index]);
  if (most === -Infinity) return most;
  let sum = 0;
  for (let index = 0; index < logs.length; index += 1) sum += Math.exp(logs[index] - most);
  return most + Math.log(sum);
}

export function logMean(logs: ArrayLike<number>): number {
  return logSum(logs) - Math.log(logs.length);
}

/** Share of those who come that has booked on by then: straight lines between the points of the curve. */
export function arrivedShare({ curve }: Pick<AbsenceRule, "curve">, since: Micros): number {
  const seconds = since / microsPerSecond;
  if (curve.length === 0) return seconds < 0 ? 0 : 1;
  if (seconds <= curve[0].seconds) return seconds < curve[0].seconds ? 0 : curve[0].share;
  for (let point = 1; point < curve.length; point += 1) {
    const [before, after] = [curve[point - 1], curve[point]];
    if (seconds > after.seconds) continue;
    const part = (seconds - before.seconds) / (after.seconds - before.seconds);
    return before.share + part * (after.share - before.share);
  }
  return 1;
}

/** log chance at each node that a head is neither there nor announced; teams of one look share it. */
type OpenLogs = Map<number, Float64Array>;

function openLogsOf(known: OpenLogs, come: number, told: number): Float64Array {
  const found = known.get(come);
  if (found !== undefined) return found;
  const logs = shareNodes.map((p) => Math.log(1 - p * told - (1 - p) * come));
  known.set(come, logs);
  return logs;
}

/** log likelihood of the groups of a team at each node, were all of it `delay` later than the curve. */
function delayed(
  rule: AbsenceRule,
  groups: readonly MusterGroup[],
  delay: Micros,
  known: readonly [before: OpenLogs, after: OpenLogs],
): Float64Array {
  const into = new Float64Array(nodes);
  for (const { planned, arrived, announced, since } of groups) {
    const share = arrivedShare(rule, since - delay);
    const come = Math.min(mostShare, Math.max(leastShare, share));
    const open = planned - arrived - announced;
    const logCome = Math.log(come);
    // Once the shift has begun it says nothing any more that somebody was not announced.
    const logOpen = openLogsOf(known[since < 0 ? 0 : 1], come, since < 0 ? toldShare : 0);
    for (let node = 0; node < nodes; node += 1)
      into[node] +=
        arrived * (logHere[node] + logCome) + announced * logAway[node] + open * logOpen[node];
  }
  return into;
}

/** log likelihood of all groups at each node. */
function likelihoodOf(rule: AbsenceRule, groups: readonly MusterGroup[]): Float64Array {
  const teams = new Map<number, MusterGroup[]>();
  for (const group of groups) {
    const team = teams.get(group.team);
    if (team === undefined) teams.set(group.team, [group]);
    else team.push(group);
  }
  const known = [new Map(), new Map()] as const;
  const byDelay = wholeDelays.map(({ delay, share }) => {
    const all = new Float64Array(nodes).fill(Math.log(share));
    for (const [team, ofTeam] of teams) {
      const onTime = delayed(rule, ofTeam, delay, known);
      // Heads of no team are late with nobody.
      const late = team < 0 ? [] : teamDelays.map((more) => delayed(rule, ofTeam, delay + more, known)); // prettier-ignore
      addMixed(rule, onTime, late, all);
    }
    return all;
  });
  return byDelay[0].map((_, node) => logSum(byDelay.map((all) => all[node])));
}

/** Below this part of the greatest, in logarithms, a part of a sum is nothing. */
const nothing = -40;

/** Adds a team that is on time, or late by itself in one of several ways. */
function addMixed(
  { lateTeamShare }: AbsenceRule,
  onTime: Float64Array,
  late: readonly Float64Array[],
  into: Float64Array,
): void {
  const [logOnTime, logLate] = [Math.log(1 - lateTeamShare), Math.log(lateTeamShare / late.length)];
  for (let node = 0; node < nodes; node += 1) {
    if (late.length === 0) {
      into[node] += onTime[node];
      continue;
    }
    let most = logOnTime + onTime[node];
    for (const way of late) most = Math.max(most, logLate + way[node]);
    const first = logOnTime + onTime[node] - most;
    let sum = first > nothing ? Math.exp(first) : 0;
    for (const way of late) {
      const rest = logLate + way[node] - most;
      if (rest > nothing) sum += Math.exp(rest);
    }
    into[node] += most + Math.log(sum);
  }
}

/** log ratio for each of `awayShares`, of a likelihood at the nodes, against an ordinary mean. */
export function ratiosOf(
  likelihood: Float64Array,
  ordinary: number,
  correlation: number,
): Float64Array {
  const under = (mean: number): number => {
    const weights = weightsOf(mean, correlation);
    return logSum(likelihood.map((value, node) => value + weights[node]));
  };
  const base = under(ordinary);
  // What is ordinary here, or less than that, is no sign of anything.
  return Float64Array.from(awayShares, (share) => (share > ordinary ? under(share) - base : 0));
}

/** Weights are the same at every look of a region. */
const keptWeights = new Map<string, Float64Array>();
const mostKept = 256;

function weightsOf(mean: number, correlation: number): Float64Array {
  const key = `${mean} ${correlation}`;
  const kept = keptWeights.get(key);
  if (kept !== undefined) return kept;
  const weights = logWeights(mean, correlation);
  if (keptWeights.size >= mostKept) keptWeights.clear();
  keptWeights.set(key, weights);
  return weights;
}

/** What one region says, by share that may be missing; natural logarithms of likelihood ratios. */
export interface AbsenceRatios {
  readonly bookOn: Float64Array;
  /** Over the long window, and over the short one. */
  readonly leave: Float64Array;
  readonly leaveLately: Float64Array;
  /** Of the signals that there are; a region without one has no say in it. */
  readonly signals?: { readonly [S in AbsenceSignal]?: Float64Array };
}

/** The ratios of one signal by itself: `rule` has its curve, and the share that ordinarily never does it. */
export function measureSignal(rule: AbsenceRule, groups: readonly MusterGroup[]): Float64Array {
  return ratiosOf(likelihoodOf(rule, groups), rule.noShowShare, rule.correlation);
}

export function measureAbsence(
  rule: AbsenceRule,
  groups: readonly MusterGroup[],
  { onDuty, left, leftLately }: LeaveCount,
): AbsenceRatios {
  const { noShowShare, leaveShare, correlation } = rule;
  const stay = onDuty - left;
  const leaving = (gone: number, ordinary: number): Float64Array =>
    ratiosOf(logAway.map((away, node) => gone * away + stay * logHere[node]), ordinary, correlation); // prettier-ignore
  return {
    bookOn: ratiosOf(likelihoodOf(rule, groups), noShowShare, correlation),
    leave: leaving(left, leaveShare),
    // On an ordinary day people leave at an even rate.
    leaveLately: leaving(leftLately, (leaveShare * leaveWindows.short) / leaveWindows.long),
  };
}

/**
 * One likelihood ratio (its natural logarithm) out of those of one or several regions: the mean of that of the book-ons,
 * that of the book-offs over each window, that of book-ons and each of these, and that of each signal that some region has. The signals are about the same people, so
 * they are averaged and not multiplied: a mean of e-values is one however they depend on each other (Vovk and Wang, E-values:
 * calibration, combination and applications, Annals of Statistics 49, 2021, proposition 3.1). Regions share no people.
 */
export function poolRatios(regions: readonly AbsenceRatios[]): number {
  const total = (pick: (ratios: AbsenceRatios) => Float64Array): Float64Array => {
    const sum = new Float64Array(awayShares.length);
    for (const region of regions) pick(region).forEach((value, index) => (sum[index] += value));
    return sum;
  };
  const bookOn = total(({ bookOn: ratios }) => ratios);
  const leave = total(({ leave: ratios }) => ratios);
  const lately = total(({ leaveLately: ratios }) => ratios);
  const both = bookOn.map((value, index) => value + leave[index]);
  const bothLately = bookOn.map((value, index) => value + lately[index]);
  const others = absenceSignals
    .filter((signal) => regions.some(({ signals }) => signals?.[signal] !== undefined))
    .map((signal) => logMean(total(({ signals }) => signals?.[signal] ?? saysNothing)));
  const leaves = [leave, lately, both, bothLately].map(logMean);
  return logMean([logMean(bookOn), ...leaves, ...others]);
}

const saysNothing = new Float64Array(awayShares.length);

/** A third missing is what must be seen; where even that would not alarm, there are too few heads to say anything. */
const seenShare = 0.3;

/** Whether so many heads are enough: were 30 % missing when all others are there, it would alarm. */
export function isEnough(rule: AbsenceRule, planned: number): boolean {
  const last = rule.curve.at(-1)?.seconds ?? 0;
  const arrived = planned - Math.floor(planned * seenShare);
  const since = last * microsPerSecond;
  const group = { team: -1, planned, arrived, announced: 0, since };
  const ratios = measureAbsence(rule, [group], { onDuty: 0, left: 0, leftLately: 0 });
  return poolRatios([ratios]) >= Math.log(alarmRatio);
}

/** Heads expected to have arrived, and the band that holds it on 95 of 100 ordinary days (normal approximation). */
export function expectArrived(
  rule: AbsenceRule,
  groups: readonly Pick<MusterGroup, "planned" | "since">[],
): { readonly expected: number; readonly low: number; readonly high: number } {
  const { noShowShare, correlation } = rule;
  let [expected, within, due, planned] = [0, 0, 0, 0];
  for (const group of groups) {
    const share = arrivedShare(rule, group.since);
    const here = (1 - noShowShare) * share;
    planned += group.planned;
    expected += group.planned * here;
    within += group.planned * here * (1 - here);
    due += group.planned * share;
  }
  // The share p is common to all, so what it does to one head it does to every other.
  const common = due * due * noShowShare * (1 - noShowShare) * correlation;
  const spread = 1.96 * Math.sqrt(within + common);
  return {
    expected,
    low: Math.max(0, expected - spread),
    high: Math.min(planned, expected + spread),
  };
}
