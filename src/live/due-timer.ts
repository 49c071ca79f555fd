/**
 * The one timer of a region. The core says when its next work is due; here that becomes one setTimeout, moved
 * whenever the state changes, with the clock's speed taken into account.
 */

import { noInstant, type Instant } from "../base/instant.ts";
import type { LiveClock } from "./clock.ts";

/** Node's timers hold 31 bits of milliseconds; a longer wait is taken in steps. */
const longestMillis = 60 * 60 * 1000;

export class DueTimer {
  readonly #clock: LiveClock;
  readonly #onDue: () => void;
  #timer: NodeJS.Timeout | undefined;
  #dueAt: Instant = noInstant;

  constructor(clock: LiveClock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  set(dueAt: Instant): void {
    if (dueAt === this.#dueAt && this.#timer !== undefined) return;
    this.stop();
    this.#dueAt = dueAt;
    if (dueAt === noInstant) return;
    const millis = Math.ceil((dueAt - this.#clock.now()) / 1000 / this.#clock.speed);
    this.#timer = setTimeout(() => this.#fire(), Math.min(Math.max(millis, 0), longestMillis));
    // The listener keeps the process alive, not the next piece of due work.
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #fire(): void {
    this.#timer = undefined;
    if (this.#clock.now() >= this.#dueAt) this.#onDue();
    else this.set(this.#dueAt);
  }
}
