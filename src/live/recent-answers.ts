/**
 * The answers to the last commands, so that a client that did not hear one and asks again with the same id gets the
 * same answer, at once and without the store. While a command is under way its retry waits for the same answer.
 * What has left this memory is found in the store by its id. Refused commands are not kept: nothing happened.
 */

import type { CommandAnswer } from "./command-answer.ts";

/** The newest half of these is always kept. */
export const answerLimits = { kept: 20_000 } as const;

export interface RecentAnswer {
  /** Fingerprint of who asked for what: an id may not be used for something else. */
  readonly digest: string;
  /** A promise only while the command is under way: kept ones would be most of what the collector has to carry. */
  answer: CommandAnswer | Promise<CommandAnswer>;
}

/**
 * Two generations, and the older one is forgotten whole: deleting the oldest entry of one Map for each command
 * walks over all that were deleted before it (measured: a fifth of the time of a command).
 */
export class RecentAnswers {
  #young = new Map<string, RecentAnswer>();
  #old = new Map<string, RecentAnswer>();

  find(id: string): RecentAnswer | undefined {
    return this.#young.get(id) ?? this.#old.get(id);
  }

  add(id: string, answer: RecentAnswer): void {
    this.#young.set(id, answer);
    if (this.#young.size < answerLimits.kept / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  remove(id: string): void {
    this.#young.delete(id);
    this.#old.delete(id);
  }
}
