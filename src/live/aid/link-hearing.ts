/**
 * When each neighbour was last heard, and how many messages it says it has told: telemetry of the link, which no log holds and
 * nothing is decided from. A neighbour on this server is heard with every look; one on another server when it answers, or when
 * its server brings messages or asks how many were taken.
 */

import type { Instant } from "../../base/instant.ts";

const hearingLimits = {
  /** A link is silent after so long without a word; another server is asked at least four times in it. */
  silentMicros: 60_000_000,
} as const;

export class LinkHearing {
  readonly #heardAt = new Map<string, Instant>();
  readonly #told = new Map<string, number>();
  readonly #since = new Map<string, Instant>();

  /** `told`: how many messages the neighbour says it has told; left out = it did not say. */
  hear(region: string, neighbour: string, at: Instant, told?: number): void {
    const pair = pairOf(region, neighbour);
    this.#heardAt.set(pair, at);
    if (told !== undefined) this.#told.set(pair, told);
  }

  /** From when on silence counts for a neighbour that is never heard. */
  begin(region: string, at: Instant): void {
    if (!this.#since.has(region)) this.#since.set(region, at);
  }

  heardAt(region: string, neighbour: string): Instant | undefined {
    return this.#heardAt.get(pairOf(region, neighbour));
  }

  told(region: string, neighbour: string): number | undefined {
    return this.#told.get(pairOf(region, neighbour));
  }

  silentSince(region: string, neighbour: string, now: Instant): Instant | null {
    const since = this.heardAt(region, neighbour) ?? this.#since.get(region) ?? now;
    return now - since > hearingLimits.silentMicros ? since : null;
  }
}

function pairOf(region: string, neighbour: string): string {
  return JSON.stringify([region, neighbour]);
}
