/**
 * The region's clock as the browser can know it: the server's last stated instant plus the time since then at the
 * region's speed. It never steps back; a small error is left alone, so that clocks on screen tick evenly.
 */

import type { Instant } from "../../base/instant.ts";

/** Errors below this (real time) are network jitter. */
const jitterMillis = 400;

export class RegionClock {
  #baseAt: Instant = 0;
  #baseMillis = 0;
  #speed = 1;
  #last: Instant = 0;
  readonly #millis: () => number;

  /** `millis` is a monotonic source, for example `performance.now`. */
  constructor(millis: () => number) {
    this.#millis = millis;
  }

  get speed(): number {
    return this.#speed;
  }

  /** The server said that it was `now` just now. */
  hear(now: Instant, speed = this.#speed): void {
    const error = Math.abs(this.#estimate() - now);
    if (speed === this.#speed && error < jitterMillis * 1000 * speed) return;
    this.#baseAt = now;
    this.#baseMillis = this.#millis();
    this.#speed = speed;
  }

  now(): Instant {
    this.#last = Math.max(this.#last, this.#estimate());
    return this.#last;
  }

  #estimate(): Instant {
    if (this.#baseAt === 0) return 0;
    return Math.round(this.#baseAt + (this.#millis() - this.#baseMillis) * 1000 * this.#speed);
  }
}
