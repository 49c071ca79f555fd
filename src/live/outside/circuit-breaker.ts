/**
 * Keeps a broken service from being asked again and again. Closed: everything goes. After so many failures in a row it
 * opens and nothing goes for a while; then one trial goes, and its outcome closes it or opens it for another while.
 * Time is handed in (milliseconds of any steady clock). Not here: what counts as a failure.
 */

export const breakerLimits = { failuresInRow: 3, restMillis: 30_000 } as const;

export type BreakerState = "closed" | "open" | "trial";

export class CircuitBreaker {
  #failures = 0;
  /** When it opened last; undefined = it is closed. */
  #openedAt: number | undefined;
  #trialUnderWay = false;

  stateAt(now: number): BreakerState {
    if (this.#openedAt === undefined) return "closed";
    return now - this.#openedAt < breakerLimits.restMillis ? "open" : "trial";
  }

  /** Whether one may go now. A trial is given out once; whoever gets it must report its outcome. */
  mayAsk(now: number): boolean {
    const state = this.stateAt(now);
    if (state === "closed") return true;
    if (state === "open" || this.#trialUnderWay) return false;
    this.#trialUnderWay = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openedAt = undefined;
    this.#trialUnderWay = false;
  }

  failed(now: number): void {
    this.#failures += 1;
    const wasTrial = this.#trialUnderWay;
    this.#trialUnderWay = false;
    if (wasTrial || this.#failures >= breakerLimits.failuresInRow) this.#openedAt = now;
  }
}
