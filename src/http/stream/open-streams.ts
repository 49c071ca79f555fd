/**
 * The open streams of the process: how many there are, how many were cut for being slow, and whose they are, so that
 * they end when their session ends or their account is disabled. A stream outlives the request that opened it, so
 * this is where access is taken away again.
 */

import type { Caller } from "../identity/caller.ts";
import type { EventStream } from "./event-stream.ts";

export class OpenStreams {
  readonly #streams = new Map<EventStream, Caller>();
  readonly #ofAccount = new Map<string, number>();
  #slow = 0;

  get count(): number {
    return this.#streams.size;
  }

  /** How many of them an account has open. */
  countOf(account: string): number {
    return this.#ofAccount.get(account) ?? 0;
  }

  get cutForSlowness(): number {
    return this.#slow;
  }

  noteSlow(): void {
    this.#slow += 1;
  }

  add(stream: EventStream, caller: Caller): void {
    const { account } = caller;
    this.#streams.set(stream, caller);
    this.#ofAccount.set(account, this.countOf(account) + 1);
    stream.onClose(() => {
      if (!this.#streams.delete(stream)) return;
      const left = this.countOf(account) - 1;
      if (left > 0) this.#ofAccount.set(account, left);
      else this.#ofAccount.delete(account);
    });
  }

  /** Ends the streams whose caller may not have them any more; asked after sign-outs and every minute. */
  endWhere(isOver: (caller: Caller) => boolean): void {
    for (const [stream, caller] of this.#streams) if (isOver(caller)) stream.end();
  }
}
