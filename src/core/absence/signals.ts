/**
 * What else shows whether those awaited are there, beside book-ons: keys they take, their sign-ins at the console, how soon crews
 * answer when they are sent, and keys handed in long before the end of a shift. Each is counted as a muster of its own, with its own curve and its
 * own ordinary share of those who never do it. The signals of one night are about the same people, so they are not multiplied:
 * their likelihood ratios are averaged (absence-model.ts), which is sound however they hang together.
 * Counts of heads only. Not here: the model (absence-model.ts), and book-ons (cohort.ts).
 */

import { microsPerMinute, microsPerSecond, type Instant, type Micros } from "../../base/instant.ts";
import { findSurgeCohort } from "../custody/surge-cohort.ts";
import { measureSurge } from "../custody/surge-model.ts";
import { limits } from "../limits.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { allocationStates, shiftStates } from "../vocabulary.ts";
import {
  expectArrived,
  logMean,
  measureSignal,
  mostRatio,
  type AbsenceRule,
  type AbsenceSignal,
  type MusterGroup,
} from "./absence-model.ts";

export interface SignalEvidence {
  readonly signal: AbsenceSignal;
  /** Of whom it is ordinary: heads, for replies units that were sent. */
  readonly heads: number;
  /** Who did: took keys, signed in, answered, handed in. */
  readonly seen: number;
  /** On an ordinary day, to one decimal; hand-ins: 0, they are measured in custody.md. */
  readonly expected: number;
  /** How many times likelier when many stay away; at most 10^9. */
  readonly ratio: number;
}

export interface SignalReading {
  readonly ratios: Float64Array;
  readonly evidence: SignalEvidence;
}

/** Those who never do it on an ordinary day (who is away, and who goes without), and when the others have done it. */
export const signalRules: {
  readonly [S in Exclude<AbsenceSignal, "hand-ins">]: Pick<AbsenceRule, "noShowShare" | "curve">;
} = {
  keys: {
    noShowShare: 0.08,
    curve: [
      { seconds: -1_800, share: 0 },
      { seconds: -900, share: 0.2 },
      { seconds: 0, share: 0.65 },
      { seconds: 600, share: 0.92 },
      { seconds: 1_200, share: 0.98 },
      { seconds: 3_600, share: 1 },
    ],
  },
  "sign-ins": {
    noShowShare: 0.08,
    curve: [
      { seconds: -1_800, share: 0 },
      { seconds: -600, share: 0.3 },
      { seconds: 0, share: 0.7 },
      { seconds: 600, share: 0.94 },
      { seconds: 1_200, share: 0.985 },
      { seconds: 3_600, share: 1 },
    ],
  },
  // After a unit was sent.
  replies: {
    noShowShare: 0.04,
    curve: [
      { seconds: 0, share: 0 },
      { seconds: 30, share: 0.35 },
      { seconds: 60, share: 0.65 },
      { seconds: 120, share: 0.9 },
      { seconds: 300, share: 0.98 },
      { seconds: 900, share: 1 },
    ],
  },
};

const openMicros = 120 * microsPerMinute;
/** Units that were sent longer ago say nothing new. */
const replyMicros = 15 * microsPerMinute;
/** Replies are counted in steps, down: the curve then expects no more than it does of the exact time. */
const replyStep = 30 * microsPerSecond;

type Group = { -readonly [K in keyof MusterGroup]: MusterGroup[K] };

/** What the signals say that the region's rule wants and that somebody could show. */
export function readSignals(state: RegionState, rule: AbsenceRule, at: Instant): SignalReading[] {
  const wanted = rule.signals;
  const readings: SignalReading[] = [];
  const musters = [
    ["keys", findTakers],
    ["sign-ins", findSigners],
    ["replies", findReplies],
  ] as const;
  for (const [signal, find] of musters) {
    if (wanted !== undefined && !wanted.includes(signal)) continue;
    const groups = find(state, at);
    const heads = sumOf(groups, "planned");
    if (heads === 0) continue;
    const own = { ...rule, ...signalRules[signal] };
    const ratios = measureSignal(own, groups);
    const { expected } = expectArrived(own, groups);
    const seen = sumOf(groups, "arrived");
    readings.push({ ratios, evidence: { signal, heads, seen, expected: Math.round(expected * 10) / 10, ratio: ratioOf(ratios) } }); // prettier-ignore
  }
  if (wanted === undefined || wanted.includes("hand-ins")) {
    const { groups, holders, handedIn } = findSurgeCohort(state, at);
    if (holders > 0) {
      const ratios = measureSurge(getPolicy(state).custody.surge, groups);
      readings.push({ ratios, evidence: { signal: "hand-ins", heads: holders, seen: handedIn, expected: 0, ratio: ratioOf(ratios) } }); // prettier-ignore
    }
  }
  return readings;
}

function ratioOf(ratios: Float64Array): number {
  return Number(Math.exp(Math.min(Math.log(mostRatio), logMean(ratios))).toPrecision(3));
}

function sumOf(groups: readonly MusterGroup[], field: "planned" | "arrived"): number {
  return groups.reduce((sum, group) => sum + group[field], 0);
}

/** People whose own shift begins about now, by team and beginning, of those whom `looks` knows to do it: whether they have. */
function findPeople(
  state: RegionState,
  at: Instant,
  looks: (person: number, opensAt: Instant) => boolean | undefined,
): MusterGroup[] {
  const { shifts, head } = state.columns;
  const groups = new Map<string, Group>();
  for (let row = 0; row < head.shiftRows[0]; row += 1) {
    const code = shifts.state[row];
    const person = shifts.person[row];
    const since = at - shifts.fromAt[row];
    if (person < 0 || since < -leadMicros || since >= openMicros) continue;
    if (code === shiftStates.code.none || code === shiftStates.code.cancelled) continue;
    const has = looks(person, shifts.fromAt[row] - leadMicros);
    if (has === undefined) continue;
    const { team, station } = shifts;
    const of = team[row] >= 0 ? team[row] : station[row] >= 0 ? limits.stations + station[row] : -1;
    const key = `${of} ${since}`;
    const group = groups.get(key) ?? { team: of, since, planned: 0, arrived: 0, announced: 0 };
    groups.set(key, group);
    group.planned += 1;
    if (has) group.arrived += 1;
  }
  return [...groups.values()];
}

/** Both curves begin there. */
const leadMicros = 30 * microsPerMinute;

/** Of those who have held something before: whether they took something for this shift. Who keeps it from shift to shift says nothing. */
function findTakers(state: RegionState, at: Instant): MusterGroup[] {
  const { people } = state.columns;
  return findPeople(state, at, (person, opensAt) => {
    const heldAt = people.holdsAt[person];
    if (heldAt === 0) return undefined;
    const holds = people.firstItem[person] >= 0;
    if (holds && heldAt < opensAt) return undefined;
    return heldAt >= opensAt;
  });
}

/** Of those who have signed in before: whether they did for this shift. */
function findSigners(state: RegionState, at: Instant): MusterGroup[] {
  const { signedInAt } = state.columns.people;
  return findPeople(state, at, (person, opensAt) =>
    signedInAt[person] === 0 ? undefined : signedInAt[person] >= opensAt,
  );
}

/** Units that were sent in the last minutes and are still to go, or went: whether they have answered that they are on the way. */
function findReplies(state: RegionState, at: Instant): MusterGroup[] {
  const { allocations, units, head } = state.columns;
  const { assigned, ended, none, stacked } = allocationStates.code;
  const groups = new Map<Micros, Group>();
  for (let row = 0; row < head.allocationRows[0]; row += 1) {
    const code = allocations.state[row];
    if (code === none || code === stacked) continue;
    const has = allocations.enRouteAt[row] > 0 || allocations.atSceneAt[row] > 0;
    // Stood down before an answer: nobody can say whether it would have come.
    if (code === ended && !has) continue;
    // One that waited behind another was asked when its turn came.
    const askedAt = code === assigned ? units.statusAt[allocations.unit[row]] : allocations.allocatedAt[row]; // prettier-ignore
    const age = at - askedAt;
    if (age < 0 || age > replyMicros) continue;
    const since = Math.floor(age / replyStep) * replyStep;
    const group = groups.get(since) ?? { team: -1, since, planned: 0, arrived: 0, announced: 0 };
    groups.set(since, group);
    group.planned += 1;
    if (has) group.arrived += 1;
  }
  return [...groups.values()];
}
