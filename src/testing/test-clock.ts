/**
 * A clock that stands still until the test moves it. It is shaped like the live clock; nothing waits for it.
 */

import { findInstant, microsFromSeconds, type Instant } from "../base/instant.ts";
import type { LiveClock } from "../live/clock.ts";

export class TestClock implements LiveClock {
  readonly speed = 1;
  #now: Instant;

  constructor(now: Instant = findInstant("2026-03-01T20:00:00Z") ?? 0) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  startNotBefore(at: Instant): void {
    this.#now = Math.max(this.#now, at);
  }

  move(seconds: number): void {
    this.#now += microsFromSeconds(seconds);
  }
}
