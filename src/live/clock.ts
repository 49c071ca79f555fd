/**
 * The clock of a running world, handed to everything that needs "now". It is the wall clock, or the wall clock
 * made faster for a demonstration; either way it never steps back, not even over a restart: it is told the last
 * instant of the log and starts no earlier. Deliberately not here: timers (live/due-timer.ts), civil time.
 */

import { assert } from "../base/assert.ts";
import { instantFromMillis, type Instant } from "../base/instant.ts";

export interface LiveClock {
  /** Microseconds since 1970; never less than an earlier answer. */
  now(): Instant;
  /** World seconds per real second. */
  readonly speed: number;
  /** From now on `now()` answers at least this. */
  startNotBefore(at: Instant): void;
}

/** Recorded days are played faster than a person could follow a demonstration. */
export const clockLimits = { minSpeed: 1, maxSpeed: 1_000 } as const;

/** Real microseconds since 1970, from the wall clock. */
export type WallClock = () => Instant;

/** Date.now follows corrections of the machine's clock, which performance.now does not. */
export const wallClock: WallClock = () => instantFromMillis(Date.now());

/**
 * While the wall is behind the clock (it was set back, or the log ends later than it says), the clock goes on this
 * much slower until the wall has caught up. It may not stand still: alarms and welfare timers would stand still, too.
 */
const waitingRate = 0.9;

/**
 * A clock that starts at `startAt` (default: the wall's now) and runs `speed` times as fast as the wall. At speed 1
 * and without a start it is the wall clock itself, so a corrected wall clock is followed forward.
 */
export function makeClock(
  options: { speed?: number; startAt?: Instant; wall?: WallClock } = {},
): LiveClock {
  const { speed = 1, wall = wallClock } = options;
  assert(
    speed >= clockLimits.minSpeed && speed <= clockLimits.maxSpeed,
    `clock: got the speed ${speed}, expected ${clockLimits.minSpeed} to ${clockLimits.maxSpeed}`,
  );
  const followsWall = speed === 1 && options.startAt === undefined;
  let wallAt = wall();
  // With fractions: many short steps of a slowed clock must not lose theirs.
  let at = options.startAt ?? wallAt;
  return {
    speed,
    now() {
      const read = wall();
      // A step back of the wall is no time that went by.
      const passed = Math.max(0, read - wallAt);
      wallAt = read;
      at = followsWall ? Math.max(read, at + passed * waitingRate) : at + passed * speed;
      return Math.floor(at);
    },
    startNotBefore(earliest) {
      if (this.now() < earliest) at = earliest;
    },
  };
}
