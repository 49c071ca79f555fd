/**
 * What is compared: rooms whose answers are known, and the figures of each. A figure is a mean over calls, so that a
 * share is the mean of 0s and 1s; its expected value comes from src/plan/queueing or from a textbook's formula.
 */
import { exponentialOf, gammaFrom, lognormalOf, weibullOf } from "../../src/base/samplers.ts";
import { gradeWaits } from "../../src/plan/queueing/cobham.ts";
import { cutoffWaits } from "../../src/plan/queueing/cutoff.ts";
import { GivingUpPool } from "../../src/plan/queueing/erlang-a.ts";
import { erlangB, WaitingPool } from "../../src/plan/queueing/erlang.ts";
import type { CallReport, Room } from "./plain-room.ts";

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly expected: number;
  /** What a call counts for, or undefined where it is none of the figure's. */
  readonly of: (call: CallReport) => number | undefined;
}

/** Who plays a case: the rehearsal, under the live core's rules, or where it can not yet the plain room. */
export type Player = "rehearsal" | "plain";

export interface Case {
  readonly name: string;
  readonly player: Player;
  /** Times as many calls as the others, where the room takes long to forget. */
  readonly longer?: number;
  readonly room: Room;
  readonly figures: readonly Figure[];
}

export const busyMinutes = 40;
const exponentially: Room["busyMinutes"] = (source) => exponentialOf(source.uniform(), busyMinutes);

const share = (name: string, expected: number, is: (call: CallReport) => boolean): Figure => ({
  name,
  unit: "share",
  expected,
  of: (call) => (is(call) ? 1 : 0),
});

const meanWait = (expected: number): Figure => ({
  name: "mean wait",
  unit: "min",
  expected,
  of: ({ waitMinutes }) => waitMinutes,
});

/** M/M/c at an occupancy. */
function erlangCCase(units: number, occupancy: number): Case {
  const callsPerHour = (occupancy * units * 60) / busyMinutes;
  const pool = new WaitingPool({ callsPerHour, busyMinutes, units });
  const within = pool.waitPercentileMinutes(0.9);
  return {
    name: `Erlang C, ${units} units, ${occupancy * 100} % busy`,
    player: "rehearsal",
    longer: units >= 1_000 ? 2 : 1,
    room: { units, callsPerHour: [callsPerHour], heldBack: [0], busyMinutes: exponentially },
    figures: [
      share("must wait", pool.waitShare, ({ waitMinutes }) => waitMinutes > 0),
      meanWait(pool.meanWaitMinutes),
      share(
        `within ${within.toFixed(2)} min`,
        pool.shareServedWithin(within),
        ({ waitMinutes }) => waitMinutes <= within,
      ),
    ],
  };
}

/** M/M/c+M; above 100 % of what the units can carry it has an answer too. */
function erlangACase(units: number, loadShare: number, patienceMinutes: number): Case {
  const callsPerHour = (loadShare * units * 60) / busyMinutes;
  const pool = new GivingUpPool({ callsPerHour, busyMinutes, units, patienceMinutes });
  const after = pool.waitPercentileMinutes(0.8);
  return {
    name: `Erlang A, ${units} units, load ${loadShare * 100} %, patience ${patienceMinutes} min`,
    player: "plain",
    room: {
      units,
      callsPerHour: [callsPerHour],
      heldBack: [0],
      busyMinutes: exponentially,
      patienceMinutes,
    },
    figures: [
      share(
        "must wait",
        pool.waitShare,
        ({ isServed, waitMinutes }) => waitMinutes > 0 || !isServed,
      ),
      share("give up", pool.giveUpShare, ({ isServed }) => !isServed),
      meanWait(pool.meanWaitMinutes),
      {
        name: "mean wait of the served",
        unit: "min",
        expected: pool.meanWaitOfServedMinutes,
        of: ({ isServed, waitMinutes }) => (isServed ? waitMinutes : undefined),
      },
      share(
        `served within ${after.toFixed(2)} min`,
        pool.shareServedWithin(after),
        ({ isServed, waitMinutes }) => isServed && waitMinutes <= after,
      ),
      share(
        `waiting after ${after.toFixed(2)} min`,
        pool.shareWaitingLonger(after),
        ({ waitMinutes }) => waitMinutes > after,
      ),
    ],
  };
}

/** Grades, with or without units held back. */
function gradedCase(
  name: string,
  units: number,
  callsPerHour: readonly number[],
  heldBack: readonly number[],
): Case {
  const pool = { units, callsPerHour, busyMinutes, heldBack };
  const isHeldBack = heldBack.some((held) => held > 0);
  const waits = isHeldBack ? cutoffWaits(pool) : gradeWaits(pool);
  return {
    name: `${name}, ${units} units`,
    player: isHeldBack ? "plain" : "rehearsal",
    room: { units, callsPerHour, heldBack, busyMinutes: exponentially },
    figures: waits.flatMap(({ waitShare, meanWaitMinutes }, grade): Figure[] => {
      const ofGrade = (value: (call: CallReport) => number) => (call: CallReport) =>
        call.grade === grade ? value(call) : undefined;
      return [
        {
          ...share(`grade ${grade + 1} must wait`, waitShare, () => false),
          of: ofGrade(({ waitMinutes }) => (waitMinutes > 0 ? 1 : 0)),
        },
        {
          ...meanWait(meanWaitMinutes),
          name: `grade ${grade + 1} mean wait`,
          of: ofGrade(({ waitMinutes }) => waitMinutes),
        },
      ];
    }),
  };
}

export const lognormally: Room["busyMinutes"] = (source) =>
  lognormalOf(source.uniform(), busyMinutes * Math.exp(-0.32), 0.8);

/** Distributions of the busy time with mean 40 min: how each is drawn, and its second moment. */
const others: readonly [name: string, draw: Room["busyMinutes"], square: number][] = [
  ["lognormal", lognormally, busyMinutes ** 2 * Math.exp(0.64)],
  ["gamma", (source) => gammaFrom(source, 2.5, busyMinutes / 2.5), busyMinutes ** 2 * 1.4],
  // Weibull of shape 1/2: mean 2 scale, second moment 24 scale^2.
  ["Weibull", (source) => weibullOf(source.uniform(), 0.5, busyMinutes / 2), busyMinutes ** 2 * 6],
];

/** M/G/1: mean wait l E[S^2] / (2 (1 - r)) (Pollaczek 1930, Khinchine 1932). M/G/c/c: Erlang B whatever the distribution. */
function otherCases(): Case[] {
  return others.flatMap(([name, draw, square]): Case[] => {
    const perHour = (0.7 * 60) / busyMinutes;
    const units = 25;
    const load = 20;
    return [
      {
        name: `${name} busy time, one unit (Pollaczek and Khinchine)`,
        player: "rehearsal",
        room: { units: 1, callsPerHour: [perHour], heldBack: [0], busyMinutes: draw },
        figures: [meanWait((perHour / 60) * (square / (2 * (1 - 0.7))))],
      },
      {
        name: `${name} busy time, ${units} units, calls lost (Erlang B)`,
        player: "plain",
        room: {
          units,
          callsPerHour: [(load * 60) / busyMinutes],
          heldBack: [0],
          busyMinutes: draw,
          isLoss: true,
        },
        figures: [share("lost", erlangB(load, units), ({ isServed }) => !isServed)],
      },
    ];
  });
}

export const cases: readonly Case[] = [
  erlangCCase(10, 0.8),
  erlangCCase(100, 0.95),
  erlangCCase(1_000, 0.98),
  erlangACase(20, 0.95, 30),
  erlangACase(20, 1.5, 60),
  gradedCase("Cobham, three grades", 20, [8, 10, 8], [0, 0, 0]),
  gradedCase("units held back, three grades", 25, [6, 14, 10], [0, 2, 4]),
  ...otherCases(),
];
