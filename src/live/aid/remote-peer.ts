/**
 * A neighbour region on another server: its messages go there over HTTP, with a token, and the answer says how many it has
 * taken. Nothing is known of it before the first answer, so the first question carries nothing. After a failure nobody is asked
 * for a while; the log keeps what waits.
 */

import type { AidPost } from "../../core/aid/aid-facts.ts";

const remoteLimits = {
  timeoutMillis: 10_000,
  restMillis: 5_000,
  answerBytes: 64 * 1024,
} as const;

export interface RemotePeerOptions {
  readonly region: string;
  readonly url: string;
  readonly token: string;
  /** Steady milliseconds; tests give their own. */
  readonly millis?: () => number;
}

export class RemotePeer {
  readonly region: string;
  readonly #options: RemotePeerOptions;
  readonly #taken = new Map<string, number>();
  readonly #millis: () => number;
  #restsUntil = 0;

  constructor(options: RemotePeerOptions) {
    this.region = options.region;
    this.#options = options;
    this.#millis = options.millis ?? (() => performance.now());
  }

  /** How many messages of `from` it has taken, as far as this server heard; undefined = it never said. */
  taken(from: string): number | undefined {
    return this.#taken.get(from);
  }

  get isResting(): boolean {
    return this.#millis() < this.#restsUntil;
  }

  /** Gives messages of `from` (none = only asks). Throws when nothing usable came back. */
  async give(from: string, posts: readonly AidPost[]): Promise<void> {
    const { region, url, token } = this.#options;
    try {
      const response = await fetch(
        `${url}/api/regions/${encodeURIComponent(region)}/aid/messages`,
        {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
          body: JSON.stringify({ from, posts }),
          // A redirect could lead the token anywhere.
          redirect: "error",
          signal: AbortSignal.timeout(remoteLimits.timeoutMillis),
        },
      );
      const text = (await response.text()).slice(0, remoteLimits.answerBytes);
      if (!response.ok) throw new Error(`HTTP status ${response.status}: ${text.slice(0, 200)}`);
      const { taken } = JSON.parse(text) as { taken?: unknown };
      if (!Number.isSafeInteger(taken)) throw new Error("an answer without a position");
      this.#taken.set(from, taken as number);
    } catch (error) {
      this.#restsUntil = this.#millis() + remoteLimits.restMillis;
      // What it took before the answer was lost is asked for anew.
      this.#taken.delete(from);
      throw error;
    }
  }
}
