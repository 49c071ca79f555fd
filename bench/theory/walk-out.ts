/**
 * A walk-out by numbers: units that are exponentially busy, of which some leave and come back, from an empty room on.
 * Who stays has the lower numbers and is sent first, so how many stayers and leavers are busy is a Markov chain in each of
 * the three parts, and the chances of its states follow from their differential equations (Runge and Kutta's fourth order, with
 * steps that are short beside every rate). Nothing here is shared with the simulation that is compared with it.
 */
import { assert } from "../../src/base/assert.ts";

export interface WalkOut {
  readonly callsPerHour: number;
  readonly busyHours: number;
  readonly stayers: number;
  readonly leavers: number;
  readonly awayHours: number;
  readonly backHours: number;
}

/** The chances of a chain's states as time goes by. */
export class Transient {
  readonly shares: Float64Array;
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #rates: number[] = [];
  readonly #slope: Float64Array;
  readonly #at: Float64Array;
  readonly #sum: Float64Array;

  constructor(shares: Float64Array) {
    this.shares = shares;
    this.#slope = new Float64Array(shares.length);
    this.#at = new Float64Array(shares.length);
    this.#sum = new Float64Array(shares.length);
  }

  move(from: number, to: number, rate: number): void {
    if (rate === 0) return;
    this.#from.push(from);
    this.#to.push(to);
    this.#rates.push(rate);
  }

  #findSlope(shares: Float64Array): void {
    this.#slope.fill(0);
    for (let index = 0; index < this.#rates.length; index += 1) {
      const flow = this.#rates[index] * shares[this.#from[index]];
      this.#slope[this.#from[index]] -= flow;
      this.#slope[this.#to[index]] += flow;
    }
  }

  step(hours: number): void {
    const [shares, slope, at, sum] = [this.shares, this.#slope, this.#at, this.#sum];
    this.#findSlope(shares);
    sum.fill(0);
    for (const [weight, next] of [
      [1, hours / 2],
      [2, hours / 2],
      [2, hours],
      [1, 0],
    ] as const) {
      for (let state = 0; state < shares.length; state += 1) {
        sum[state] += weight * slope[state];
        at[state] = shares[state] + next * slope[state];
      }
      if (next > 0) this.#findSlope(at);
    }
    for (let state = 0; state < shares.length; state += 1)
      shares[state] += (hours / 6) * sum[state];
  }
}

/** More than this at the stayers, in service and waiting, is too unlikely to matter; it is checked. */
const most = 200;
const stepsPerHour = 250;

export interface Moment {
  /** Calls at which a unit is, or that wait. */
  readonly present: number;
  readonly waiting: number;
  /** The chance that somebody waits. */
  readonly waitShare: number;
}

/** Before and during the walk-out: stayers' calls with those that wait, and busy leavers. */
function chainOf({ callsPerHour, busyHours, stayers, leavers }: WalkOut, isAway: boolean) {
  const chain = new Transient(new Float64Array((most + 1) * (leavers + 1)));
  const state = (calls: number, busy: number): number => calls * (leavers + 1) + busy;
  for (let calls = 0; calls <= most; calls += 1)
    for (let busy = 0; busy <= leavers; busy += 1) {
      const here = state(calls, busy);
      if (isAway || calls < stayers || busy === leavers) {
        if (calls < most) chain.move(here, state(calls + 1, busy), callsPerHour);
      } else chain.move(here, state(calls, busy + 1), callsPerHour);
      // While calls wait and nobody leaves, a leaver that clears takes the next one and is busy again.
      const takesNext = !isAway && calls > stayers;
      const working = Math.min(calls, stayers) + (takesNext ? busy : 0);
      if (calls > 0) chain.move(here, state(calls - 1, busy), working / busyHours);
      if (busy > 0 && !takesNext) chain.move(here, state(calls, busy - 1), busy / busyHours);
    }
  return chain;
}

/** From when all are back it only matters how many calls there are. */
function chainOfAll({ callsPerHour, busyHours, stayers, leavers }: WalkOut): Transient {
  const size = most + leavers + 1;
  const chain = new Transient(new Float64Array(size));
  for (let calls = 0; calls < size; calls += 1) {
    if (calls + 1 < size) chain.move(calls, calls + 1, callsPerHour);
    const working = Math.min(calls, stayers + leavers);
    if (calls > 0) chain.move(calls, calls - 1, working / busyHours);
  }
  return chain;
}

/** The chain as it stands, with the walk-out's parts told apart by who may be sent. */
function momentOf(walkOut: WalkOut, { shares }: Transient, part: "all" | "two"): Moment {
  const { stayers, leavers } = walkOut;
  const row = part === "two" ? leavers + 1 : 1;
  const served = part === "two" ? stayers : stayers + leavers;
  let [present, waiting, waitShare] = [0, 0, 0];
  for (let state = 0; state < shares.length; state += 1) {
    const calls = Math.floor(state / row);
    present += shares[state] * (calls + (state % row));
    waiting += shares[state] * Math.max(0, calls - served);
    if (calls > served) waitShare += shares[state];
  }
  return { present, waiting, waitShare };
}

export interface WalkOutAnswer {
  /** At the hours asked for, in order. */
  readonly moments: readonly Moment[];
  /** Of the calls that come while the leavers are away, the share that waits. */
  readonly waitShareAway: number;
}

/** `hours` rise, none of them is that of the return; what is asked at that of leaving is what was just before. */
export function solveWalkOut(walkOut: WalkOut, hours: readonly number[]): WalkOutAnswer {
  const { stayers, leavers, awayHours, backHours } = walkOut;
  const [away, back] = [awayHours * stepsPerHour, backHours * stepsPerHour];
  let chain = chainOf(walkOut, false);
  chain.shares[0] = 1;
  let part: "all" | "two" = "two";
  const moments: Moment[] = [];
  let waited = 0;
  const steps = Math.round(Math.max(...hours, backHours) * stepsPerHour);
  for (let step = 0; step <= steps; step += 1) {
    if (hours.some((hour) => Math.round(hour * stepsPerHour) === step))
      moments.push(momentOf(walkOut, chain, part));
    if (step === away) {
      const next = chainOf(walkOut, true);
      next.shares.set(chain.shares);
      chain = next;
    }
    if (step >= away && step <= back) {
      let share = 0;
      for (let state = stayers * (leavers + 1); state < chain.shares.length; state += 1)
        share += chain.shares[state];
      // The trapezoid's ends count half.
      waited += step === away || step === back ? share / 2 : share;
    }
    if (step === back) {
      assert(chain.shares[chain.shares.length - 1] < 1e-12, "walk-out: too many calls");
      const all = chainOfAll(walkOut);
      for (const [state, share] of chain.shares.entries())
        all.shares[Math.floor(state / (leavers + 1)) + (state % (leavers + 1))] += share;
      chain = all;
      part = "all";
    }
    chain.step(1 / stepsPerHour);
  }
  return { moments, waitShareAway: waited / (back - away) };
}
