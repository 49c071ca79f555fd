/**
 * Where a commit is synced. The main thread never waits for the disk unless that is worth much and costs little: a whole
 * batch of commands waits, so that two wake-ups of another thread are most of what could be saved (measured with 64
 * callers, in docs/decisions/0006), and the disk has been quick for a while. Everything else the thread of the log does,
 * and a disk that hangs there holds up commands, but no screen.
 */

/** Fewer commands than this at once are no load that a control room has to fear. */
const leastCommands = 16;
/** A sync that takes longer would be felt at a screen if it were in the main thread. */
const slowMillis = 10;
/** So long every sync must have been quick. */
const calmMillis = 250;

export type Place = "main" | "thread";

export class SyncPlace {
  readonly #always: (() => Place) | undefined;
  #calmFrom: number;

  /** `now` in milliseconds of any one clock; a store that was just opened knows nothing of its disk. */
  constructor(now: number, always?: () => Place) {
    this.#always = always;
    this.#calmFrom = now + calmMillis;
  }

  /** For the next commit, with so many commands. */
  choose(commands: number, now: number): Place {
    if (this.#always !== undefined) return this.#always();
    return commands >= leastCommands && now >= this.#calmFrom ? "main" : "thread";
  }

  /** A sync has ended, in whichever place. */
  note(millis: number, now: number): void {
    if (millis > slowMillis) this.#calmFrom = now + calmMillis;
  }
}
