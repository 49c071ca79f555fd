/**
 * The few units that are soonest there, kept while a search offers what it finds. They stand in the order of their
 * times and, at equal times, of their numbers: a total order, so that every way of searching gives the same list. Not
 * here: the searching.
 */
import { noWay } from "../network.ts";

export const bestUnitLimits = {
  /** A longer list is everybody's times (a sweep), not a search for the nearest. */
  units: 1024,
} as const;

export class BestUnits {
  /** The first `count` are valid. */
  readonly units = new Int32Array(bestUnitLimits.units);
  readonly millis = new Int32Array(bestUnitLimits.units);
  count = 0;
  #wanted = 0;

  /** Throws a RangeError when `wanted` is not from 1 to the limit. */
  clear(wanted: number): void {
    if (!(wanted >= 1 && wanted <= bestUnitLimits.units))
      throw new RangeError(`nearest: got ${wanted} units, expected 1 to ${bestUnitLimits.units}`);
    this.#wanted = wanted;
    this.count = 0;
  }

  /** Nobody later than this can get on the list any more. */
  get bound(): number {
    return this.count < this.#wanted ? noWay - 1 : this.millis[this.count - 1];
  }

  /** A unit may be offered several times, by several of its nodes; its least time counts. */
  offer(unit: number, time: number): void {
    if (time > this.bound) return;
    const { units, millis } = this;
    // Where it goes, and where it stands already.
    let to = this.count;
    while (to > 0 && (millis[to - 1] > time || (millis[to - 1] === time && units[to - 1] > unit)))
      to -= 1;
    for (let at = 0; at < to; at += 1) if (units[at] === unit) return;
    let from = to;
    while (from < this.count && units[from] !== unit) from += 1;
    if (from === this.count) {
      if (this.count < this.#wanted) this.count += 1;
      else from -= 1;
    }
    if (to === this.count || from < to) return;
    // By hand: the list is short, and copyWithin takes longer to begin than this to end.
    for (let at = from; at > to; at -= 1) {
      units[at] = units[at - 1];
      millis[at] = millis[at - 1];
    }
    units[to] = unit;
    millis[to] = time;
  }
}
