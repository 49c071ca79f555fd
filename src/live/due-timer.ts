/**
 * The one timer of a region. The core says when its next work is due; here that becomes one setTimeout, moved whenever
 * the state changes, with the clock's speed taken into account. A timer counts time that went by, and the clock is not
 * only moved by that: a machine's clock is corrected, a machine sleeps. So it is set anew where the clock says that the
 * work is due sooner than the timer would fire, and looks at the clock every few seconds while it waits.
 */

import { noInstant, type Instant } from "../base/instant.ts";
import type { LiveClock } from "./clock.ts";

/** A longer wait is taken in steps, so that a clock that was put forward is seen without a command, too. */
const longestMillis = 5_000;
/** Between two readings of the clocks a thread may pause: less than this is no jump. */
const jumpMillis = 20;
const microsPerJump = 1_000 * jumpMillis;

export class DueTimer {
  readonly #clock: LiveClock;
  readonly #onDue: () => void;
  #timer: NodeJS.Timeout | undefined;
  #dueAt: Instant = noInstant;
  /** By the clock. */
  #lookedAt: Instant = noInstant;
  /** By performance.now, which no correction of the wall clock moves. */
  #firesAtMillis = 0;

  constructor(clock: LiveClock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** `now`: what the clock says, where it was asked just before. */
  set(dueAt: Instant, now = this.#clock.now()): void {
    if (dueAt === noInstant) {
      this.stop();
      this.#dueAt = dueAt;
      return;
    }
    // Nothing is new as long as the clock has hardly moved since it was looked at.
    const isSame = dueAt === this.#dueAt && this.#timer !== undefined;
    if (isSame && Math.abs(now - this.#lookedAt) < microsPerJump * this.#clock.speed) return;
    this.#lookedAt = now;
    const millis = Math.ceil((dueAt - now) / 1000 / this.#clock.speed);
    const wait = Math.min(Math.max(0, millis), longestMillis);
    const firesAtMillis = performance.now() + wait;
    const isAsSoon = firesAtMillis > this.#firesAtMillis - jumpMillis;
    if (isSame && isAsSoon) return;
    this.stop();
    this.#dueAt = dueAt;
    this.#firesAtMillis = firesAtMillis;
    this.#timer = setTimeout(() => this.#fire(), wait);
    // The listener keeps the process alive, not the next piece of due work.
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #fire(): void {
    this.#timer = undefined;
    const now = this.#clock.now();
    if (now >= this.#dueAt) this.#onDue();
    else this.set(this.#dueAt, now);
  }
}
