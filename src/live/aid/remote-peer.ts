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
  readonly #lastTaken = new Map<string, number>();
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

  /** The same as it was heard last, though a failure since then makes it doubtful; for screens. */
  lastTaken(from: string): number | undefined {
    return this.#lastTaken.get(from);
  }

  get isResting(): boolean {
    return this.#millis() < this.#restsUntil;
  }

  /**
   * Gives messages of `from` (none = only asks), which has told `told` in all. Answers how many the other has told it, where it
   * says so. Throws when nothing usable came back.
   */
  async give(
    from: string,
    told: number,
    posts: readonly AidPost[],
  ): Promise<{ readonly told?: number }> {
    const { region, url, token } = this.#options;
    try {
      const response = await fetch(
        `${url}/api/regions/${encodeURIComponent(region)}/aid/messages`,
        {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
          body: JSON.stringify({ from, told, posts }),
          // A redirect could lead the token anywhere.
          redirect: "error",
          signal: AbortSignal.timeout(remoteLimits.timeoutMillis),
        },
      );
      const text = (await response.text()).slice(0, remoteLimits.answerBytes);
      if (!response.ok) throw new Error(`HTTP status ${response.status}: ${text.slice(0, 200)}`);
      const answer = JSON.parse(text) as { readonly taken?: unknown; readonly told?: unknown };
      const { taken } = answer;
      if (!isCount(taken)) throw new Error("an answer without a position");
      this.#taken.set(from, taken);
      this.#lastTaken.set(from, taken);
      return isCount(answer.told) ? { told: answer.told } : {};
    } catch (error) {
      this.#restsUntil = this.#millis() + remoteLimits.restMillis;
      // What it took before the answer was lost is asked for anew.
      this.#taken.delete(from);
      throw error;
    }
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
