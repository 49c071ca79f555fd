/**
 * Sign-in sessions, kept on the server: the browser has a random id in a cookie, the store has its hash. A session
 * ends when it was idle too long, when it is too old, by sign-out here or everywhere, and when its account is
 * disabled. Times are those of the wall clock: a faster demo world does not sign people out.
 */

import { z } from "zod";
import { microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import type { Secret } from "../../live/secret.ts";
import type { EventStore } from "../../store/port.ts";
import { Problem } from "../problem.ts";
import { DocumentTable } from "./document-table.ts";
import { hashSecret, makeSecret } from "./secrets.ts";

const sessionSchema = z.object({
  account: z.string(),
  csrf: z.string(),
  createdAt: z.number(),
  seenAt: z.number(),
});

export interface Session {
  readonly key: string;
  readonly account: string;
  /** Goes to the page, which sends it back in X-Muster-CSRF. */
  readonly csrf: string;
  readonly createdAt: Instant;
}

export interface SessionTimes {
  readonly idleHours: number;
  readonly absoluteHours: number;
}

export const sessionLimits = { sessions: 20_000, seenEveryMinutes: 5 } as const;

export class Sessions {
  readonly #table: DocumentTable<z.infer<typeof sessionSchema>>;
  readonly #times: SessionTimes;

  constructor(store: EventStore, times: SessionTimes) {
    this.#table = new DocumentTable(store, "sessions", sessionSchema);
    this.#times = times;
  }

  load(): Promise<void> {
    return this.#table.load();
  }

  get count(): number {
    return this.#table.size;
  }

  async start(account: string, now: Instant): Promise<{ id: Secret; session: Session }> {
    if (this.#table.size >= sessionLimits.sessions) await this.sweep(now);
    if (this.#table.size >= sessionLimits.sessions) {
      throw new Problem(
        "account.limit",
        `${sessionLimits.sessions} sessions are open, which is the limit.`,
      );
    }
    const id = makeSecret("");
    const key = hashSecret(id.reveal());
    const stored = { account, csrf: makeSecret("").reveal(), createdAt: now, seenAt: now };
    await this.#table.put(key, stored);
    return { id, session: { key, ...stored } };
  }

  /** The session of this cookie value, unless it has ended. */
  find(id: string, now: Instant): Session | undefined {
    const key = hashSecret(id);
    const stored = this.#table.find(key);
    if (stored === undefined || this.#isOver(stored, now)) return undefined;
    if (now - stored.seenAt > sessionLimits.seenEveryMinutes * microsPerMinute) {
      // Not awaited: to be seen a few minutes less is no harm, and a failing store must not sign anybody out.
      this.#table.put(key, { ...stored, seenAt: now }).catch(() => undefined);
    }
    return { key, ...stored };
  }

  /** An open stream counts as a request: whoever watches a screen is there. */
  isOpen(key: string, now: Instant): boolean {
    const stored = this.#table.find(key);
    return (
      stored !== undefined && now - stored.createdAt <= this.#times.absoluteHours * microsPerHour
    );
  }

  async end(key: string): Promise<void> {
    await this.#table.remove(key);
  }

  /** How many of them an account has. */
  countOf(account: string): number {
    return this.#table.entries().filter(([, session]) => session.account === account).length;
  }

  async endAll(account: string): Promise<void> {
    for (const [key, session] of this.#table.entries()) {
      if (session.account === account) await this.#table.remove(key);
    }
  }

  /** Ends the oldest sessions of an account until fewer than `most` are left. */
  async trim(account: string, most: number): Promise<void> {
    const own = this.#table.entries().filter(([, session]) => session.account === account);
    if (own.length < most) return;
    const oldestFirst = own.toSorted(([, a], [, b]) => a.createdAt - b.createdAt);
    for (const [key] of oldestFirst.slice(0, own.length - most + 1)) await this.#table.remove(key);
  }

  async sweep(now: Instant): Promise<void> {
    for (const [key, session] of this.#table.entries()) {
      if (this.#isOver(session, now)) await this.#table.remove(key);
    }
  }

  #isOver(session: { createdAt: Instant; seenAt: Instant }, now: Instant): boolean {
    return (
      now - session.seenAt > this.#times.idleHours * microsPerHour ||
      now - session.createdAt > this.#times.absoluteHours * microsPerHour
    );
  }
}
