/**
 * Brings back what is claimed by somebody who is gone: whose screens are all disconnected and who has asked the server for nothing
 * for a stated time. Who is connected is not in the log; that a claim came back is. After a restart everybody has that time to come again.
 */

import type { Instant } from "../base/instant.ts";
import { listClaims } from "../core/claim/read.ts";
import { owesHandOver } from "../core/hand-over/decide.ts";
import type { ClaimCause } from "../core/vocabulary.ts";
import type { Log } from "./log.ts";
import type { RegionRuntime } from "./region-runtime.ts";

export const claimWatchLimits = {
  /** No screen and no request for so long, and a claim comes back. */
  silentMicros: 90 * 1_000_000,
  everyMillis: 10_000,
} as const;

type Watched = Pick<RegionRuntime, "id" | "state" | "now" | "status" | "runSystem">;

export interface ClaimWatchParts {
  readonly regions: ReadonlyMap<string, Watched>;
  /** Screens that the account has open. */
  readonly countScreens: (account: string) => number;
  readonly wall: () => Instant;
  readonly log: Log;
}

export class ClaimWatch {
  readonly #parts: ClaimWatchParts;
  readonly #startedAt: Instant;
  /** When each account asked for something last, by the wall clock; as many as there are accounts. */
  readonly #seenAt = new Map<string, Instant>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ClaimWatchParts) {
    this.#parts = parts;
    this.#startedAt = parts.wall();
  }

  start(): this {
    this.#timer = setInterval(() => void this.look(), claimWatchLimits.everyMillis);
    this.#timer.unref();
    return this;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** The account asked for something just now. */
  see(account: string): void {
    this.#seenAt.set(account, this.#parts.wall());
  }

  async look(): Promise<void> {
    for (const region of this.#parts.regions.values()) {
      if (region.status !== "taking" || region.state.policy === undefined) continue;
      const held = listClaims(region.state).filter(({ returnedAt }) => returnedAt === 0);
      for (const account of new Set(held.map(({ by }) => by)))
        if (this.#isGone(account)) await this.#return(region, account, "lost");
    }
  }

  /** The account signed out: what it held comes back, and where something is open a hand-over is owed. */
  async signOut(account: string, isOfRoom: boolean): Promise<void> {
    await this.returnAll(account, "signed out");
    if (!isOfRoom) return;
    for (const region of this.#parts.regions.values()) {
      if (region.status !== "taking" || region.state.policy === undefined) continue;
      if (!owesHandOver(region.state, account, region.now())) continue;
      try {
        await region.runSystem({ type: "hand-over.owe", account });
      } catch (error) {
        this.#parts.log.error({ region: region.id, error }, "a hand-over could not be noted");
      }
    }
  }

  /** All that an account holds anywhere comes back at once. */
  async returnAll(account: string, cause: ClaimCause): Promise<void> {
    for (const region of this.#parts.regions.values()) {
      if (region.status !== "taking" || region.state.policy === undefined) continue;
      const holds = listClaims(region.state).some(
        ({ by, returnedAt }) => by === account && returnedAt === 0,
      );
      if (holds) await this.#return(region, account, cause);
    }
  }

  #isGone(account: string): boolean {
    const { countScreens, wall } = this.#parts;
    const now = wall();
    if (countScreens(account) > 0) {
      this.#seenAt.set(account, now);
      return false;
    }
    return now - (this.#seenAt.get(account) ?? this.#startedAt) > claimWatchLimits.silentMicros;
  }

  async #return(region: Watched, account: string, cause: ClaimCause): Promise<void> {
    try {
      await region.runSystem({ type: "claim.return", account, cause });
    } catch (error) {
      this.#parts.log.error({ region: region.id, error }, "claims could not be brought back");
    }
  }
}
