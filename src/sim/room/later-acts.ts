/**
 * What people will do at a time that is known: a short list, done in the order of the times, and of one time in the order in which it
 * was put there. What is done may put more on it, for the same time too.
 */

import type { Instant } from "../../base/instant.ts";

interface Act {
  readonly at: Instant;
  readonly do: () => void;
}

export class LaterActs {
  readonly #acts: Act[] = [];
  #nextAt: Instant = Infinity;

  /** When the first is due; Infinity when there is none. */
  get nextAt(): Instant {
    return this.#nextAt;
  }

  add(at: Instant, work: () => void): void {
    this.#acts.push({ at, do: work });
    this.#nextAt = Math.min(this.#nextAt, at);
  }

  /** Does the first that is due by `until`; whether there was one. */
  doFirst(until: Instant): boolean {
    const act = this.#first();
    if (act === undefined || act.at > until) return false;
    this.#acts.splice(this.#acts.indexOf(act), 1);
    this.#nextAt = this.#first()?.at ?? Infinity;
    act.do();
    return true;
  }

  #first(): Act | undefined {
    let first: Act | undefined;
    for (const act of this.#acts) if (first === undefined || act.at < first.at) first = act;
    return first;
  }
}
