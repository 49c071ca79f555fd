/**
 * Sends commands for the played people: each person's commands one after the other, different people at once, up
 * to a bound. A command carries the time at which it occurred in the world, so that a fast clock does not turn our
 * own slowness into theirs; where the server has a later change already, it is sent again as of now. Refusals are
 * part of the play (somebody else was first) and are counted by code.
 */
import type { Instant } from "../../base/instant.ts";
import type { ClientCommand } from "../../wire/command-schema.ts";
import { type ApiClient, ApiProblem, type CommandAnswerView } from "./api-client.ts";

/** Requests under way at once; further ones wait their turn. */
const maxUnderWay = 48;
/** Commands waiting; above this the server is far behind and the play stops with an error instead of growing. */
const maxWaiting = 100_000;

export interface SendCounts {
  accepted: number;
  /** Accepted only as of now, because the server had a later change. */
  late: number;
  readonly refused: Map<string, number>;
}

export class Sender {
  readonly counts: SendCounts = { accepted: 0, late: 0, refused: new Map() };
  readonly #region: string;
  readonly #tails = new Map<string, Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #fault: unknown;

  constructor(region: string) {
    this.#region = region;
  }

  /** Commands given and not answered yet. */
  get pending(): number {
    return this.#underWay + this.#waiting.length;
  }

  /** Throws what ended the play, if something did. */
  checkFault(): void {
    if (this.#fault !== undefined) throw this.#fault;
  }

  hasPending(person: string): boolean {
    return this.#tails.has(person);
  }

  /**
   * After everything this person has sent before. Gives the answer, or undefined when the server refused.
   * `client` may be made on the way (a crew signs in when it first has something to say).
   */
  async send(
    person: string,
    client: () => Promise<ApiClient>,
    command: ClientCommand,
    occurredAt?: Instant,
  ): Promise<CommandAnswerView | undefined> {
    return this.run(person, async () => {
      const asking = await client();
      return this.#admit(async () => this.#deliver(asking, command, occurredAt));
    });
  }

  /**
   * Anything that must keep a person's order, such as asking for a recommendation and then acting on it. It may send
   * for other people inside; it holds none of the bounded places while it waits, or a crowd of such works could fill
   * them all and wait for each other.
   */
  async run<Value>(person: string, work: () => Promise<Value>): Promise<Value | undefined> {
    let value: Value | undefined;
    const before = this.#tails.get(person) ?? Promise.resolve();
    const follow = async (): Promise<void> => {
      await before;
      try {
        value = await work();
      } catch (error) {
        this.#fault ??= error;
      }
    };
    const done = follow();
    this.#tails.set(person, done);
    await done;
    if (this.#tails.get(person) === done) this.#tails.delete(person);
    return value;
  }

  /** One of the bounded places for a request; the longest waiting gets the next free one. */
  async #admit<Value>(request: () => Promise<Value>): Promise<Value> {
    if (this.#underWay >= maxUnderWay) {
      if (this.#waiting.length >= maxWaiting)
        throw new Error(`more than ${maxWaiting} commands wait`);
      // The place is handed over, so that nobody slips in between.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#underWay += 1;
    try {
      return await request();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#underWay -= 1;
      else next();
    }
  }

  async #deliver(
    client: ApiClient,
    command: ClientCommand,
    occurredAt?: Instant,
  ): Promise<CommandAnswerView | undefined> {
    try {
      const answer = await client.command(this.#region, command, occurredAt);
      this.counts.accepted += 1;
      return answer;
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500) throw error;
      const isLate = error.code === "time.before-last-change" || error.code === "time.future";
      if (isLate && occurredAt !== undefined) {
        this.counts.late += 1;
        return this.#deliver(client, command);
      }
      const key = `${command.type} ${error.code}`;
      this.counts.refused.set(key, (this.counts.refused.get(key) ?? 0) + 1);
      return undefined;
    }
  }
}
