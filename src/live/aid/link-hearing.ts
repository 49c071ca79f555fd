/**
 * When each neighbour was last heard, and how many messages it says it has told: telemetry of the link. That it is silent, or back, is noted
 * in the log (core/aid/link-silence.ts); nothing else is decided from it. A neighbour on this server is heard with every look; one on another server when it answers, or when
 * its server brings messages or asks how many were taken.
 */

import type { Instant } from "../../base/instant.ts";
import { linkSilence } from "../../core/aid/link-silence.ts";

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

  /** When it was heard last or, never heard, when silence began to count; undefined = it is not even asked yet. */
  lastWord(region: string, neighbour: string): Instant | undefined {
    return this.heardAt(region, neighbour) ?? this.#since.get(region);
  }

  silentSince(region: string, neighbour: string, now: Instant): Instant | null {
    const since = this.lastWord(region, neighbour) ?? now;
    return now - since > linkSilence.silentMicros ? since : null;
  }
}

function pairOf(region: string, neighbour: string): string {
  return JSON.stringify([region, neighbour]);
}
