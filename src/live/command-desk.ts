/**
 * Where commands are handed in: each id once, a bounded number at a time, each counted by how it ended. While a command is under way, and for a while
 * after it, a request with the same id gets the same answer; a request with the same id for something else is refused.
 * Not here: what a command does (region-runtime.ts), and ids from before this memory (the store).
 */

import type { CommandAnswer, CommandRequest } from "./command-answer.ts";
import { StoreFault } from "../store/port.ts";
import { idReused, LiveFault, RefusedError } from "./fault.ts";
import { RecentAnswers, type RecentAnswer } from "./recent-answers.ts";

/** What an operator tells apart; docs/operating says what to watch for. */
export type CommandOutcome =
  | "accepted"
  | "refused" // the rules said no
  | "faulty" // the request itself: a line that cannot be read, a stale expectation, an id used twice
  | "busy" // more than is taken at once, or the region is loading or stopping; sent again it will do
  | "failed"; // the store or a bug: look at once

export interface DeskOptions {
  /** Commands under way; more get live.busy. */
  readonly most: number;
  /** Seconds from asking to the answer. */
  readonly onCommand: ((outcome: CommandOutcome, seconds: number) => void) | undefined;
  /** Throws when the region takes nothing now. */
  readonly checkTaking: () => void;
  /** Throws, or rejects, what keeps the command from being done. */
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

  /** One promise for a new command and no async function: with many callers each layer of them is felt. */
  submit(request: CommandRequest): Promise<CommandAnswer> {
    const startedAt = performance.now();
    try {
      const known = this.#answers.find(request.id);
      if (known !== undefined) return repeat(known, request.digest);
      this.#options.checkTaking();
      if (this.#underWay >= this.#options.most)
        throw busy("The region has more waiting than it takes");
      return this.#take(request, startedAt);
    } catch (error) {
      this.#report(outcomeOf(error), startedAt);
      return Promise.reject(error);
    }
  }

  #take(request: CommandRequest, startedAt: number): Promise<CommandAnswer> {
    const { id, digest } = request;
    // What it throws at once was never under way.
    const answered = this.#options.answer(request);
    this.#underWay += 1;
    const answer = answered.then(
      (given) => {
        entry.answer = given;
        this.#underWay -= 1;
        this.#report("accepted", startedAt);
        return given;
      },
      (error: unknown) => {
        // Nothing is known to have happened, so the id is free for another attempt.
        this.#answers.remove(id);
        this.#underWay -= 1;
        this.#report(outcomeOf(error), startedAt);
        throw error;
      },
    );
    const entry: RecentAnswer = { digest, answer };
    this.#answers.add(id, entry);
    return answer;
  }

  #report(outcome: CommandOutcome, startedAt: number): void {
    this.#options.onCommand?.(outcome, (performance.now() - startedAt) / 1000);
  }
}

function repeat(known: RecentAnswer, digest: string): Promise<CommandAnswer> {
  if (known.digest !== digest) throw idReused();
  return Promise.resolve(known.answer).then((answer) => ({ ...answer, replayed: true }));
}

const busyCodes: readonly string[] = ["live.busy", "live.stopping", "store.busy"];
const faultyCodes: readonly string[] = ["store.invalid", "store.too-large"];

function outcomeOf(error: unknown): CommandOutcome {
  if (error instanceof RefusedError) return "refused";
  const isLive = error instanceof LiveFault;
  if (!isLive && !(error instanceof StoreFault)) return "failed";
  if (busyCodes.includes(error.code)) return "busy";
  return isLive || faultyCodes.includes(error.code) ? "faulty" : "failed";
}

export function busy(why: string): LiveFault {
  return new LiveFault(
    "live.busy",
    `${why}; send the command again in a second, with the same id.`,
  );
}
