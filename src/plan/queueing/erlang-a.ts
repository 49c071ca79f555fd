/**
 * Erlang A, the pool whose callers give up (M/M/c+M: Palm 1957; Garnett, Mandelbaum, Reiman: "Designing a call center
 * with impatient customers", 2002): patience is exponential, and whoever still waits when it ends goes away. Unlike
 * Erlang C it has an answer at any load, because giving up is what keeps an overloaded queue finite. Worked out from
 * the balance of its states, which are a chain; the waiting time of a call with k before it is a sum of independent
 * exponential times whose rates rise in equal steps, so that exp(-wait / patience) is a beta variable.
 */
import { assert } from "../../base/assert.ts";
import { erlangB, loadOf, type Pool } from "./erlang.ts";

export interface ImpatientPool extends Pool {
  /** How long callers wait before they give up, on average. */
  readonly patienceMinutes: number;
}

/** Longest queue that is worked out; what is asked of more of it takes a visible time. */
const maxQueue = 20_000;

/**
 * Whether giving up keeps the queue short enough to be worked out: it settles where as many give up as come too many,
 * at (calls - what the units serve) x patience, and that must be at most half the longest.
 */
export function isQueueTooLong({
  callsPerHour,
  busyMinutes,
  units,
  patienceMinutes,
}: ImpatientPool): boolean {
  const tooMany = callsPerHour / 60 - units / busyMinutes;
  return tooMany * patienceMinutes > maxQueue / 2;
}

export class GivingUpPool {
  readonly pool: ImpatientPool;
  readonly load: number;
  /** Share of the time a unit is busy. */
  readonly occupancy: number;
  readonly waitShare: number;
  readonly giveUpShare: number;
  /** Over all calls, whether they are served or give up, waiting or not. */
  readonly meanWaitMinutes: number;
  /** Over the calls that are served, those at once included. */
  readonly meanWaitOfServedMinutes: number;
  readonly meanQueue: number;
  /** P(all units busy and k calls waiting), k = 0, 1, 2 ... */
  readonly #waiting: Float64Array;
  /** Served per minute with all units busy, and given up per minute by one who waits. */
  readonly #serveRate: number;
  readonly #giveUpRate: number;

  /** A pool whose queue is too long is a bug: ask isQueueTooLong first. */
  constructor(pool: ImpatientPool) {
    const { callsPerHour, busyMinutes, units, patienceMinutes } = pool;
    const arriveRate = callsPerHour / 60;
    this.pool = pool;
    this.load = loadOf(pool);
    this.#serveRate = units / busyMinutes;
    this.#giveUpRate = 1 / patienceMinutes;
    this.#waiting = this.#balance(arriveRate);
    let waitShare = 0;
    let queue = 0;
    let waitOfServed = 0;
    let aheadMinutes = 0;
    for (const [k, share] of this.#waiting.entries()) {
      const leaveRate = this.#serveRate + (k + 1) * this.#giveUpRate;
      aheadMinutes += 1 / leaveRate;
      waitShare += share;
      queue += k * share;
      waitOfServed += share * this.#servedShare(k) * aheadMinutes;
    }
    this.waitShare = waitShare;
    this.meanQueue = queue;
    this.meanWaitMinutes = arriveRate === 0 ? 0 : queue / arriveRate;
    this.giveUpShare = this.meanWaitMinutes * this.#giveUpRate;
    this.meanWaitOfServedMinutes = waitOfServed / (1 - this.giveUpShare);
    this.occupancy = (this.load * (1 - this.giveUpShare)) / units;
  }

  /** P(served, and not later than after these minutes). */
  shareServedWithin(minutes: number): number {
    const order = this.#serveRate / this.#giveUpRate + 1;
    const late = this.#sumOverQueue(order, minutes, (k) => this.#servedShare(k));
    return 1 - this.giveUpShare - late;
  }

  /** P(still waiting after these minutes). */
  shareWaitingLonger(minutes: number): number {
    const order = this.#serveRate / this.#giveUpRate;
    return Math.exp(-this.#giveUpRate * minutes) * this.#sumOverQueue(order, minutes, () => 1);
  }

  /** The minutes after which the share (below 1) of calls waits no more, served or given up; to 1 in 10^7. */
  waitPercentileMinutes(share: number): number {
    const left = 1 - share;
    if (this.waitShare <= left) return 0;
    let low = 0;
    let high = this.pool.patienceMinutes;
    while (this.shareWaitingLonger(high) > left) [low, high] = [high, high * 2];
    while (high - low > 1e-7 * high) {
      const middle = (low + high) / 2;
      if (this.shareWaitingLonger(middle) > left) low = middle;
      else high = middle;
    }
    return high;
  }

  /** P(served) of a call with k before it: the product of (serve + i give up) / (serve + (i + 1) give up), i to k. */
  #servedShare(k: number): number {
    return this.#serveRate / (this.#serveRate + (k + 1) * this.#giveUpRate);
  }

  /** The states with all units busy, normalised by Erlang B for those below. */
  #balance(arriveRate: number): Float64Array {
    const { units } = this.pool;
    const lost = erlangB(this.load, units);
    const terms = [1];
    let sum = 1;
    // Terms are kept relative to the largest so far: in an overloaded pool they rise by many powers of ten first.
    let scale = 1;
    for (let k = 1; ; k += 1) {
      const last = terms[k - 1];
      const ratio = arriveRate / (this.#serveRate + k * this.#giveUpRate);
      const term = last * ratio;
      if (ratio < 1 && term < sum * 1e-18 * (1 - ratio)) break;
      assert(k < maxQueue, `erlang-a: the queue passes ${maxQueue} calls`);
      terms.push(term);
      sum += term;
      if (term > 1e200) {
        for (let index = 0; index <= k; index += 1) terms[index] *= 1e-200;
        sum *= 1e-200;
        scale *= 1e-200;
      }
    }
    // P(c busy, none waiting) = 1 / (1 / B - 1 + sum), every part in the scale of the terms.
    const whole = lost * sum + scale * (1 - lost);
    return Float64Array.from(terms, (term) => (term * lost) / whole);
  }

  /**
   * The sum over k of P(k waiting) factor(k) I_x(order, k + 1), x = exp(-minutes / patience): the probability that a
   * sum of k + 1 exponential times with rates order, order + 1 ... (in patiences) is longer than the minutes. The
   * regularised incomplete beta function goes up with k by x^a (1 - x)^k Gamma(a + k) / (Gamma(a) k!).
   */
  #sumOverQueue(order: number, minutes: number, factor: (k: number) => number): number {
    const x = Math.exp(-this.#giveUpRate * minutes);
    let logTerm = -order * this.#giveUpRate * minutes;
    let longer = 0;
    let sum = 0;
    for (const [k, share] of this.#waiting.entries()) {
      if (k > 0) logTerm += Math.log(((1 - x) * (order + k - 1)) / k);
      longer = Math.min(1, longer + Math.exp(logTerm));
      sum += share * factor(k) * longer;
    }
    return sum;
  }
}
