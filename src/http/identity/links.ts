/**
 * One-time links: how a first administrator comes to be and how anybody gets a (new) password, so that there is no
 * default password and nobody ever knows another's. A link works once, for a limited time; only its hash is kept.
 * The secret stands behind the # of the address, which browsers send to no server and write in no referrer.
 */

import { z } from "zod";
import { microsPerHour, type Instant } from "../../base/instant.ts";
import type { Secret } from "../../live/secret.ts";
import type { EventStore } from "../../store/port.ts";
import { Problem } from "../problem.ts";
import { DocumentTable } from "./document-table.ts";
import { hashSecret, makeSecret } from "./secrets.ts";

export const linkLimits = { hours: 24 } as const;

const linkSchema = z.object({
  /** The account whose password it sets; null = the first administrator is made. */
  account: z.string().nullable(),
  expiresAt: z.number(),
});
export type StoredLink = z.infer<typeof linkSchema>;

export class Links {
  readonly #table: DocumentTable<StoredLink>;

  constructor(store: EventStore) {
    this.#table = new DocumentTable(store, "links", linkSchema);
  }

  load(): Promise<void> {
    return this.#table.load();
  }

  /** An earlier link for the same purpose dies. */
  async make(account: string | null, now: Instant): Promise<Secret> {
    for (const [key, link] of this.#table.entries()) {
      if (link.account === account || link.expiresAt <= now) await this.#table.remove(key);
    }
    const secret = makeSecret("");
    const expiresAt = now + linkLimits.hours * microsPerHour;
    await this.#table.put(hashSecret(secret.reveal()), { account, expiresAt });
    return secret;
  }

  find(secret: string, now: Instant): StoredLink | undefined {
    const link = this.#table.find(hashSecret(secret));
    return link !== undefined && link.expiresAt > now ? link : undefined;
  }

  /**
   * Gone before it is used: a crash between leaves an unusable link, never a link that works twice. Throws
   * setup.refused when another request has spent it meanwhile.
   */
  async spend(secret: string): Promise<void> {
    if (await this.#table.remove(hashSecret(secret))) return;
    throw new Problem("setup.refused", "Links work once and for a day; ask for a new one.");
  }
}

export function linkAddress(origin: string, secret: Secret): string {
  return `${origin}/#setup=${secret.reveal()}`;
}
