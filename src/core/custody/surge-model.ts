/**
 * How much more likely what is seen of hand-ins is when many leave than on an ordinary day. Pure numbers: people who held something
 * when the window began, by team and by how far they are from their planned end, and how many of them have handed in all since.
 * The answer is a likelihood ratio. Not here: who is looked at (surge-cohort.ts), and what follows (surge-review.ts).
 *
 * Model, after that of absence (absence/absence-model.ts). Whoever holds something hands it in about the planned end: F(t) is the
 * share that has done so by `t` after it, so that of those who hold something still when the window begins the share
 * (F(t) - F(s)) / (1 - F(s)) hands in within it. This is the ordinary rate by hour of shift. Beside that a share `q` of all hands in
 * for any other reason: drawn once for a region from a beta distribution (mean and correlation of the rule; mean 0.01 in a window of
 * 20 minutes, correlation 0.01), with another mean when many leave. All may be let go some minutes early, and a team as a whole
 * half an hour early; both are as likely when many leave. Given q, people are independent: people are counted and not items, because
 * whoever hands in a key hands in the radio as well. The answer averages likelihood ratios over the shares that may be leaving. Each
 * has an expectation of 1 on ordinary days, so that an alarm at 10,000 is false at most once in 10,000 looks (Markov's inequality; Vovk
 * and Wang, E-values, 2021); it is looked at every minute, so the bench `custody` counts.
 */

import { microsPerMinute, microsPerSecond, type Micros } from "../../base/instant.ts";
import { arrivedShare, logHere, logMean, logSum, ratiosOf, shareNodes } from "../absence/absence-model.ts"; // prettier-ignore

/** What is ordinary in a region. */
export interface SurgeRule {
  /** Of those who hold something, the share that has handed in so many seconds after the planned end; rising, ends at 1. */
  readonly curve: readonly { readonly seconds: number; readonly share: number }[];
  /** Mean share of holders that hands in within one window for any other reason. */
  readonly strayShare: number;
  /** Correlation of any two holders. */
  readonly correlation: number;
  readonly windowSeconds: number;
}

/** People who held something when the window began. */
export interface SurgeGroup {
  /** Those of one team are let go together; -1 = of no team. */
  readonly team: number;
  /** From the planned end to now; negative before it. Undefined = no end is known, and none is expected to come. */
  readonly sinceEnd: Micros | undefined;
  readonly holders: number;
  /** Of these, have handed in all since. */
  readonly handedIn: number;
}

/**
 * An alarm at this likelihood ratio: ten times that of a muster, because a shift has some twenty windows that could alarm by
 * chance and a muster has one.
 */
export const surgeAlarmRatio = 10_000;

export const standardSurgeRule: SurgeRule = {
  curve: [
    { seconds: -5_400, share: 0 },
    { seconds: -1_800, share: 0.04 },
    { seconds: -900, share: 0.15 },
    { seconds: 0, share: 0.5 },
    { seconds: 900, share: 0.85 },
    { seconds: 1_800, share: 0.95 },
    { seconds: 5_400, share: 1 },
  ],
  strayShare: 0.01,
  correlation: 0.01,
  windowSeconds: 1_200,
};

/** How much earlier all may be let go, and how likely that is. */
const wholeEarly = [
  { early: 0, share: 0.7 },
  { early: 10 * microsPerMinute, share: 0.2 },
  { early: 20 * microsPerMinute, share: 0.1 },
];
/** How often a team is let go half an hour before the end. */
const earlyTeam = { early: 30 * microsPerMinute, share: 0.05 };
/** Somebody hands in before the curve begins; whoever is long past the end may do so at any time. */
const [leastShare, mostShare] = [0.0005, 0.98];

/** The ordinary chance that a holder hands in within the window, from what is left of the curve at its beginning. */
export function ordinaryShare(
  rule: SurgeRule,
  sinceEnd: Micros | undefined,
  early: Micros = 0,
): number {
  if (sinceEnd === undefined) return leastShare;
  const now = sinceEnd + early;
  const before = arrivedShare(rule, now - rule.windowSeconds * microsPerSecond);
  if (before >= mostShare) return 0.5;
  const share = (arrivedShare(rule, now) - before) / (1 - before);
  return Math.min(mostShare, Math.max(leastShare, share));
}

/** log likelihood of groups at each node of `q`, were all of them `early`. */
function likelihoodAt(rule: SurgeRule, groups: readonly SurgeGroup[], early: Micros): Float64Array {
  const into = new Float64Array(shareNodes.length);
  for (const { sinceEnd, holders, handedIn } of groups) {
    const kept = 1 - ordinaryShare(rule, sinceEnd, early);
    const logKept = Math.log(kept);
    const stay = holders - handedIn;
    for (let node = 0; node < into.length; node += 1) {
      const still = kept * (1 - shareNodes[node]);
      if (handedIn > 0) into[node] += handedIn * Math.log(1 - still);
      into[node] += stay * (logKept + logHere[node]);
    }
  }
  return into;
}

/** log of the sum of two exponentials. */
function logAdd(a: number, b: number): number {
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b));
}

function likelihoodOf(rule: SurgeRule, groups: readonly SurgeGroup[]): Float64Array {
  const teams = [...Map.groupBy(groups, ({ team }) => team)];
  const [logOnTime, logEarly] = [Math.log(1 - earlyTeam.share), Math.log(earlyTeam.share)];
  const byEarly = wholeEarly.map(({ early, share }) => {
    const all = new Float64Array(shareNodes.length).fill(Math.log(share));
    for (const [team, ofTeam] of teams) {
      const onTime = likelihoodAt(rule, ofTeam, early);
      // People of no team are let go with nobody.
      const together = team < 0 ? undefined : likelihoodAt(rule, ofTeam, early + earlyTeam.early);
      for (let node = 0; node < all.length; node += 1)
        all[node] +=
          together === undefined
            ? onTime[node]
            : logAdd(logOnTime + onTime[node], logEarly + together[node]);
    }
    return all;
  });
  return byEarly[0].map((_, node) => logSum(byEarly.map((all) => all[node])));
}

/** Natural logarithms of likelihood ratios, by share that may be leaving (`awayShares`). */
export function measureSurge(rule: SurgeRule, groups: readonly SurgeGroup[]): Float64Array {
  return ratiosOf(likelihoodOf(rule, groups), rule.strayShare, rule.correlation);
}

/** One likelihood ratio out of those, as its natural logarithm. */
export function surgeRatio(rule: SurgeRule, groups: readonly SurgeGroup[]): number {
  return groups.length === 0 ? 0 : logMean(measureSurge(rule, groups));
}

/** A third handing in at once, far from any end, is what must be seen; where even that would not alarm, there are too few. */
export function isEnoughHolders(rule: SurgeRule, holders: number): boolean {
  const handedIn = Math.floor(holders * 0.3);
  const group = { team: -1, sinceEnd: undefined, holders, handedIn };
  return surgeRatio(rule, [group]) >= Math.log(surgeAlarmRatio);
}

/** Hand-ins that are expected on an ordinary day, and the band that holds them on 95 of 100 (normal approximation). */
export function expectHandIns(
  rule: SurgeRule,
  groups: readonly SurgeGroup[],
): { readonly expected: number; readonly low: number; readonly high: number } {
  const { strayShare, correlation } = rule;
  let [expected, within, open, holders] = [0, 0, 0, 0];
  for (const group of groups) {
    const kept = 1 - ordinaryShare(rule, group.sinceEnd);
    const share = 1 - kept * (1 - strayShare);
    holders += group.holders;
    expected += group.holders * share;
    within += group.holders * share * (1 - share);
    open += group.holders * kept;
  }
  // The share q is common to all who would not hand in by themselves.
  const common = open * open * strayShare * (1 - strayShare) * correlation;
  const spread = 1.96 * Math.sqrt(within + common);
  return {
    expected,
    low: Math.max(0, expected - spread),
    high: Math.min(holders, expected + spread),
  };
}
