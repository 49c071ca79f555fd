/**
 * Where commands are handed in: each id once, a bounded number at a time. While a command is under way, and for a while
 * after it, a request with the same id gets the same answer; a request with the same id for something else is refused.
 * Not here: what a command does (region-runtime.ts), and ids from before this memory (the store).
 */

import type { CommandAnswer, CommandRequest } from "./command-answer.ts";
import { idReused, LiveFault, RefusedError } from "./fault.ts";
import { RecentAnswers } from "./recent-answers.ts";

export type CommandOutcome = "accepted" | "refused" | "failed";

export interface DeskOptions {
  /** Commands under way; more get live.busy. */
  readonly most: number;
  /** Seconds from asking to the answer. */
  readonly onCommand: ((outcome: CommandOutcome, seconds: number) => void) | undefined;
  /** Throws when the region takes nothing now. */
  readonly checkTaking: () => void;
  readonly answer: (request: CommandRequest) => Promise<CommandAnswer>;
}

export class CommandDesk {
  readonly #options: DeskOptions;
  readonly #answers = new RecentAnswers();
  #underWay = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  get underWay(): number {
    return this.#underWay;
  }

  async submit(request: CommandRequest): Promise<CommandAnswer> {
    const known = this.#answers.find(request.id);
    if (known !== undefined) {
      if (known.digest === request.digest) return { ...(await known.answer), replayed: true };
      throw idReused();
    }
    this.#options.checkTaking();
    if (this.#underWay >= this.#options.most)
      throw busy("The region has more waiting than it takes");
    const answer = this.#timed(request);
    this.#answers.add(request.id, { digest: request.digest, answer });
    try {
      return await answer;
    } catch (error) {
      // Nothing is known to have happened, so the id is free for another attempt.
      this.#answers.remove(request.id);
      throw error;
    }
  }

  async #timed(request: CommandRequest): Promise<CommandAnswer> {
    const startedAt = performance.now();
    const report = (outcome: CommandOutcome) =>
      this.#options.onCommand?.(outcome, (performance.now() - startedAt) / 1000);
    this.#underWay += 1;
    try {
      const answer = await this.#options.answer(request);
      report("accepted");
      return answer;
    } catch (error) {
      report(error instanceof RefusedError ? "refused" : "failed");
      throw error;
    } finally {
      this.#underWay -= 1;
    }
  }
}

export function busy(why: string): LiveFault {
  return new LiveFault(
    "live.busy",
    `${why}; send the command again in a second, with the same id.`,
  );
}
