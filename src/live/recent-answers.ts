/**
 * The answers to the last commands, so that a client that did not hear one and asks again with the same id gets the
 * same answer, at once and without the store. While a command is under way its retry waits for the same answer.
 * What has left this memory is found in the store by its id. Refused commands are not kept: nothing happened.
 */

import type { CommandAnswer } from "./command-answer.ts";

export const answerLimits = { kept: 20_000 } as const;

export interface RecentAnswer {
  /** Fingerprint of who asked for what: an id may not be used for something else. */
  readonly digest: string;
  readonly answer: Promise<CommandAnswer>;
}

export class RecentAnswers {
  readonly #answers = new Map<string, RecentAnswer>();

  find(id: string): RecentAnswer | undefined {
    return this.#answers.get(id);
  }

  add(id: string, answer: RecentAnswer): void {
    this.#answers.set(id, answer);
    if (this.#answers.size <= answerLimits.kept) return;
    const oldest = this.#answers.keys().next().value;
    if (oldest !== undefined) this.#answers.delete(oldest);
  }

  remove(id: string): void {
    this.#answers.delete(id);
  }
}
