/**
 * Tokens for programs: crews' devices, position feeds, partners, the metrics collector. A token belongs to an
 * account and dies with it; a scoped one can do a single thing only. It is shown once and kept as a hash.
 */

import { z } from "zod";
import type { Instant } from "../../base/instant.ts";
import type { Secret } from "../../live/secret.ts";
import type { EventStore } from "../../store/port.ts";
import { Problem } from "../problem.ts";
import { tokenScopes, type TokenScope } from "./caller.ts";
import { DocumentTable } from "./document-table.ts";
import { hashSecret, makeSecret } from "./secrets.ts";

export const tokenLimits = { tokens: 20_000, labelLength: 100, maxDays: 3660 } as const;

const tokenSchema = z.object({
  account: z.string(),
  scope: z.enum(tokenScopes),
  label: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
});
export type StoredToken = z.infer<typeof tokenSchema>;

export class Tokens {
  readonly #table: DocumentTable<StoredToken>;

  constructor(store: EventStore) {
    this.#table = new DocumentTable(store, "tokens", tokenSchema);
  }

  load(): Promise<void> {
    return this.#table.load();
  }

  async make(
    account: string,
    scope: TokenScope,
    label: string,
    createdAt: Instant,
    expiresAt: Instant,
  ): Promise<Secret> {
    if (this.#table.size >= tokenLimits.tokens) {
      throw new Problem(
        "account.limit",
        `There are ${tokenLimits.tokens} tokens, which is the limit; revoke old ones.`,
      );
    }
    const token = makeSecret("muster_");
    await this.#table.put(hashSecret(token.reveal()), {
      account,
      scope,
      label,
      createdAt,
      expiresAt,
    });
    return token;
  }

  find(token: string, now: Instant): StoredToken | undefined {
    const stored = this.#table.find(hashSecret(token));
    return stored !== undefined && stored.expiresAt > now ? stored : undefined;
  }

  /** The id is the first 16 characters of the hash: enough to name one, useless to sign in with. */
  list(): ({ readonly id: string } & StoredToken)[] {
    return this.#table.entries().map(([key, token]) => ({ id: key.slice(0, 16), ...token }));
  }

  async sweep(now: Instant): Promise<void> {
    for (const [key, token] of this.#table.entries()) {
      if (token.expiresAt <= now) await this.#table.remove(key);
    }
  }

  async revoke(id: string): Promise<StoredToken> {
    const found = this.#table.entries().find(([key]) => key.slice(0, 16) === id);
    if (found === undefined)
      throw new Problem("token.unknown", "There is no token with that id; list them first.");
    await this.#table.remove(found[0]);
    return found[1];
  }
}
