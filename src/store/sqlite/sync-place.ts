/**
 * Where a commit is synced. The main thread never waits for the disk unless that is worth much and costs little: a whole
 * batch of commands waits, so that two wake-ups of another thread are most of what could be saved (measured with 64
 * callers, in docs/decisions/0006), and the disk was seen to be quick for a while. A disk of which nothing was seen lately is
 * not known to be quick. Everything else the thread of the log does,
 * and a disk that hangs there holds up commands, but no screen.
 */

/** Fewer commands than this at once are no load that a control room has to fear. */
const leastCommands = 16;
/** A sync that takes longer would be felt at a screen if it were in the main thread. */
const slowMillis = 10;
/** So long syncs must have been seen, each quick and none longer than this after the one before. */
const calmMillis = 250;

export type Place = "main" | "thread";

export class SyncPlace {
  readonly #always: (() => Place) | undefined;
  /** Since when every sync was quick and none was long in coming; undefined = nothing speaks for this disk. */
  #calmFrom: number | undefined;
  #lastNote = 0;

  /** A store that was just opened knows nothing of its disk. */
  constructor(always?: () => Place) {
    this.#always = always;
  }

  /** For the next commit, with so many commands; `now` in milliseconds of any one clock. */
  choose(commands: number, now: number): Place {
    if (this.#always !== undefined) return this.#always();
    return commands >= leastCommands && this.#isCalm(now) ? "main" : "thread";
  }

  /** A sync has ended, in whichever place. */
  note(millis: number, now: number): void {
    if (millis > slowMillis) this.#calmFrom = undefined;
    else if (this.#calmFrom === undefined || this.#isOld(now)) this.#calmFrom = now;
    this.#lastNote = now;
  }

  #isCalm(now: number): boolean {
    const from = this.#calmFrom;
    return from !== undefined && this.#lastNote - from >= calmMillis && !this.#isOld(now);
  }

  /** What was last seen says nothing of the disk of this moment. */
  #isOld(now: number): boolean {
    return now - this.#lastNote > calmMillis;
  }
}
