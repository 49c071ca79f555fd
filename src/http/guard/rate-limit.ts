/**
 * Token buckets: so many requests on average, so many at once, per key (an account, an address). The number of
 * keys is bounded; at the bound the fullest buckets, which restrain nobody, are forgotten first. Time is passed in.
 */

import { microsPerSecond, type Instant } from "../../base/instant.ts";
import { Problem } from "../problem.ts";

interface Bucket {
  left: number;
  at: Instant;
}

export const rateLimits = { keys: 20_000 } as const;

export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();
  readonly #perSecond: number;
  readonly #burst: number;

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
  }

  /** Takes one, or throws rate.limited and says when to come back. */
  take(key: string, now: Instant): void {
    const bucket = this.#bucketOf(key, now);
    if (bucket.left >= 1) {
      bucket.left -= 1;
      return;
    }
    const retryAfterSeconds = Math.max(1, Math.ceil((1 - bucket.left) / this.#perSecond));
    throw new Problem("rate.limited", `Too many requests; come back in ${retryAfterSeconds} s.`, {
      retryAfterSeconds,
    });
  }

  #bucketOf(key: string, now: Instant): Bucket {
    const found = this.#buckets.get(key);
    if (found !== undefined) {
      const seconds = Math.max(0, now - found.at) / microsPerSecond;
      found.left = Math.min(this.#burst, found.left + seconds * this.#perSecond);
      found.at = now;
      return found;
    }
    if (this.#buckets.size >= rateLimits.keys) this.#forget(now);
    const bucket = { left: this.#burst, at: now };
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #forget(now: Instant): void {
    for (const [key, bucket] of this.#buckets) {
      const left = bucket.left + ((now - bucket.at) / microsPerSecond) * this.#perSecond;
      if (left >= this.#burst) this.#buckets.delete(key);
    }
    // All of them restrain somebody: the oldest goes, so that memory stays bounded.
    if (this.#buckets.size >= rateLimits.keys) {
      const oldest = this.#buckets.keys().next().value;
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
  }
}
