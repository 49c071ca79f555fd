/**
 * Whether absence is seen, and how often on a day when nothing is the matter: drawn musters of 368 heads in twelve teams, of whom 180
 * take keys and 60 sign in at a console (the same people: who is away does neither), looked
 * at every minute from half an hour before the beginning to half an hour after it (an hour with a late bus), as the core does it. The musters are drawn from the
 * model itself, so the figures hold as far as that does. And evenings on which people leave: of 368 on duty an ordinary few (a quarter of them
 * in crews of two, who leave together), or 8.3 % of those of twelve regions within 100 minutes.
 */
import { microsPerMinute } from "../src/base/instant.ts";
import { RandomStream } from "../src/base/random.ts";
import { gammaFrom } from "../src/base/samplers.ts";
import {
  alarmRatio,
  expectArrived,
  isEnough,
  measureAbsence,
  measureSignal,
  poolRatios,
  standardAbsenceRule as rule,
  type AbsenceRatios,
  type MusterGroup,
} from "../src/core/absence/absence-model.ts";
import { signalRules } from "../src/core/absence/signals.ts";
import { arrivalMinute, makeMuster, type MusterHead } from "../src/testing/core/muster.ts";
import { atLeast, atMost, figure, type Bench, type Row, sized } from "./bench.ts";

const heads = 368;
const teams = 12;
const ordinaryMusters = sized(10_000, 20);
const missingMusters = sized(1_000, 5);
const pooledNights = sized(100, 1);
const regions = 12;
const seed = 20_261_128;

class Musters {
  readonly #random = new RandomStream(seed, "absence");
  readonly #uniform = (): number => this.#random.uniform();

  /** The share that stays away on an ordinary day: beta, as a ratio of gammas. */
  ordinaryShare(): number {
    const size = 1 / rule.correlation - 1;
    const away = gammaFrom(this.#random, rule.noShowShare * size, 1);
    return away / (away + gammaFrom(this.#random, (1 - rule.noShowShare) * size, 1));
  }

  draw(away: number, lateTeam = -1): Night {
    const lateMinutes = 20 + 20 * this.#uniform();
    const bookOns = makeMuster(this.#uniform, { heads, teams, away, lateTeam, lateMinutes });
    return {
      bookOns,
      keys: this.#follow(bookOns.slice(0, keyHolders), "keys", lateTeam, lateMinutes),
      "sign-ins": this.#follow(bookOns.slice(-signers), "sign-ins", lateTeam, lateMinutes),
    };
  }

  /** The same people do it or not: who is away never does, and whoever comes goes without it now and then. */
  #follow(
    people: readonly MusterHead[],
    signal: Followed,
    lateTeam: number,
    lateMinutes: number,
  ): MusterHead[] {
    const without = 1 - (1 - signalRules[signal].noShowShare) / (1 - rule.noShowShare);
    return people.map(({ team, minute }) => {
      const isWithout = this.#uniform() < without;
      const late = team === lateTeam ? lateMinutes : 0;
      const did = arrivalMinute(this.#uniform(), signalRules[signal]) + late;
      return { team, minute: minute === Infinity || isWithout ? Infinity : did };
    });
  }
}

type Followed = "keys" | "sign-ins";
/** Of the 368: who takes keys, and who signs in at a console. */
const [keyHolders, signers] = [180, 60];

interface Night extends Readonly<Record<Followed, readonly MusterHead[]>> {
  readonly bookOns: readonly MusterHead[];
}

function look(night: Night, minute: number, isAll: boolean): AbsenceRatios {
  const bookOns = measureAbsence(rule, groupsOf(night.bookOns, minute), {
    onDuty: 0,
    left: 0,
    leftLately: 0,
  });
  if (!isAll) return bookOns;
  const of = (signal: Followed) =>
    measureSignal({ ...rule, ...signalRules[signal] }, groupsOf(night[signal], minute));
  return { ...bookOns, signals: { keys: of("keys"), "sign-ins": of("sign-ins") } };
}

function groupsOf(muster: readonly MusterHead[], minute: number): MusterGroup[] {
  const groups = Array.from({ length: teams }, (_, team) => ({
    team,
    planned: 0,
    arrived: 0,
    announced: 0,
    since: minute * microsPerMinute,
  }));
  for (const head of muster) {
    groups[head.team].planned += 1;
    if (head.minute <= minute) groups[head.team].arrived += 1;
  }
  return groups;
}

/** Standard deviations below what is ordinary; a look at which nothing is further down can not alarm, and is left out. */
const leftOutBelow = 1.5;
/** Ordinary musters of which no look is left out, to see what those say that would be. */
const wholeMusters = sized(150, 2);
const signalsOf = { bookOns: rule, keys: signalRules.keys, "sign-ins": signalRules["sign-ins"] };

function mayAlarm(night: Night, minute: number): boolean {
  return Object.entries(signalsOf).some(([signal, own]) => {
    const groups = groupsOf(night[signal as keyof Night], minute);
    const { expected, low } = expectArrived({ ...rule, ...own }, groups);
    const arrived = groups.reduce((sum, group) => sum + group.arrived, 0);
    return arrived < expected - ((expected - low) / 1.96) * leftOutBelow;
  });
}

/** The greatest likelihood ratio of looks that are left out. */
function greatestLeftOut(night: Night, until: number): number {
  let greatest = 0;
  for (let minute = -30; minute <= until; minute += 1)
    if (!mayAlarm(night, minute))
      greatest = Math.max(greatest, Math.exp(poolRatios([look(night, minute, true)])));
  return greatest;
}

/** Minute of the first alarm; Infinity = none until `until`. `isAll`: by all signals, else by book-ons alone. */
function firstAlarm(nights: readonly Night[], until: number, isAll = true): number {
  for (let minute = -30; minute <= until; minute += 1) {
    if (!nights.some((night) => mayAlarm(night, minute))) continue;
    const ratios = nights.map((night) => look(night, minute, isAll));
    if (poolRatios(ratios) >= Math.log(alarmRatio)) return minute;
  }
  return Infinity;
}

function count(runs: number, happens: (run: number) => boolean): number {
  let found = 0;
  for (let run = 0; run < runs; run += 1) if (happens(run)) found += 1;
  return found;
}

/** Minutes into a shift of nine hours at which people leave it. */
type Leavers = readonly number[];
const shiftMinutes = 540;
const leavingRegion = 87;
const [leaveShare, leaveMinutes] = [0.083, 100];

/** At the even rate of the rule, for a share of this shift's own. Half of all leave by themselves, half in crews of two. */
function ordinaryLeavers(random: RandomStream, of: number): Leavers {
  const size = 1 / rule.correlation - 1;
  const share = gammaFrom(random, rule.leaveShare * size, 1);
  const leaves = share / (share + gammaFrom(random, (1 - rule.leaveShare) * size, 1));
  const minutes: number[] = [];
  while (minutes.length < of) {
    const minute = (Math.log(1 - random.uniform()) / Math.log(1 - leaves)) * 240;
    minutes.push(...(minutes.length < of / 2 ? [minute] : [minute, minute]));
  }
  return minutes.filter((minute) => minute < shiftMinutes);
}

function walkOut(random: RandomStream): Leavers {
  const minutes = Array.from({ length: leavingRegion }, () =>
    random.chance(leaveShare) ? leaveMinutes * random.uniform() ** 2 : Infinity,
  );
  return minutes.filter((minute) => minute < shiftMinutes);
}

/** Ratios of the same counts are looked up. */
const knownLooks = new Map<string, AbsenceRatios>();

function lookAtLeavers(leavers: Leavers, of: number, minute: number): AbsenceRatios {
  const since = (window: number): number =>
    leavers.filter((at) => at <= minute && at > minute - window).length;
  const [left, leftLately] = [since(240), since(60)];
  const gone = leavers.filter((at) => at <= minute - 240).length;
  const key = `${of - gone} ${left} ${leftLately}`;
  let ratios = knownLooks.get(key);
  if (ratios === undefined)
    knownLooks.set(key, (ratios = measureAbsence(rule, [], { onDuty: of - gone, left, leftLately }))); // prettier-ignore
  return ratios;
}

function firstLeaveAlarm(regionsOf: readonly Leavers[], of: number, until: number): number {
  for (let minute = 1; minute <= until; minute += 1) {
    const ratios = regionsOf.map((leavers) => lookAtLeavers(leavers, of, minute));
    if (poolRatios(ratios) >= Math.log(alarmRatio)) return minute;
  }
  return Infinity;
}

/** Figures of evenings on which people leave. */
function benchLeaving(): Row[] {
  const random = new RandomStream(seed, "leaving");
  const wrong = count(ordinaryMusters, () => firstLeaveAlarm([ordinaryLeavers(random, heads)], heads, shiftMinutes) < Infinity); // prettier-ignore
  const minutes = Array.from({ length: pooledNights }, () => {
    const night = Array.from({ length: regions }, () => walkOut(random));
    return firstLeaveAlarm(night, leavingRegion, 2 * leaveMinutes);
  }).sort((a, b) => a - b);
  const within = minutes.filter((minute) => minute <= 45).length;
  return [
    atMost("of those on duty an ordinary few leave, false alarms in 1,000 shifts", (1_000 * wrong) / ordinaryMusters, "alarms", 1), // prettier-ignore
    atLeast("8.3 % of 12 x 87 on duty leave over 100 minutes, alarm within 45 minutes", (100 * within) / pooledNights, "%", 95), // prettier-ignore
    figure("of these, minutes to the alarm, median", minutes[Math.floor(minutes.length / 2)], "min"), // prettier-ignore
  ];
}

export const bench: Bench = {
  name: "absence",
  about: "absence seen, and false alarms on ordinary musters, as shares of drawn musters",
  async run({ say }) {
    const musters = new Musters();
    say(`${missingMusters} musters with 30 % missing`);
    let byBookOns = 0;
    const seen = count(missingMusters, () => {
      const night = [musters.draw(0.3)];
      if (firstAlarm(night, 10, false) <= 10) byBookOns += 1;
      return firstAlarm(night, 10) <= 10;
    });
    say(`${pooledNights} nights of ${regions} regions with 12 % missing`);
    let alone = 0;
    const pooled = count(pooledNights, () => {
      const night = Array.from({ length: regions }, () => musters.draw(0.12));
      alone += count(regions, (region) => firstAlarm([night[region]], 15) <= 15);
      return firstAlarm(night, 15) <= 15;
    });
    say(`${missingMusters} bad nights: 6 % sick and a late bus`);
    const bus = count(missingMusters, (run) => firstAlarm([musters.draw(0.06, run % teams)], 60) < Infinity); // prettier-ignore
    say(`${ordinaryMusters} ordinary musters, some minutes`);
    let greatest = 0;
    for (let run = 0; run < wholeMusters; run += 1)
      greatest = Math.max(greatest, greatestLeftOut(musters.draw(musters.ordinaryShare()), 30));
    const timed = musters.draw(0.05);
    const startedAt = performance.now();
    for (let run = 0; run < 100; run += 1) look(timed, 0, true);
    const millis = (performance.now() - startedAt) / 100;
    const wrong = count(ordinaryMusters, () => firstAlarm([musters.draw(musters.ordinaryShare())], 30) < Infinity); // prettier-ignore
    return [
      atLeast("30 % missing of 368, alarm within 10 minutes", (100 * seen) / missingMusters, "%", 99), // prettier-ignore
      atLeast("the same by book-ons alone", (100 * byBookOns) / missingMusters, "%", 99),
      atMost("false alarms in 1,000 ordinary musters", (1_000 * wrong) / ordinaryMusters, "alarms", 1), // prettier-ignore
      atLeast("12 regions with 12 % missing, alarm within 15 minutes", (100 * pooled) / pooledNights, "%", 95), // prettier-ignore
      figure("of these regions, alarms alone within 15 minutes", (100 * alone) / pooledNights / regions, "%"), // prettier-ignore
      atMost("6 % sick and a late bus, alarms in 1,000", (1_000 * bus) / missingMusters, "alarms", 1), // prettier-ignore
      atMost("of 12 heads something is said (1 = yes)", isEnough(rule, 12) ? 1 : 0, "", 0),
      atMost("greatest ratio of a look that was left out", greatest, "", alarmRatio / 10),
      ...benchLeaving(),
      figure("one look at a region", millis, "ms"),
    ];
  },
};
