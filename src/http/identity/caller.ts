/**
 * Who is asking, as the pipeline found out: the account behind a session cookie or a token, and what that token is
 * for. Everything that decides on access takes a caller and nothing else of the request.
 */

import type { Instant } from "../../base/instant.ts";
import type { Role } from "../../core/vocabulary.ts";
import type { Session } from "./sessions.ts";

/** `account` acts as its account; the others may do one thing only, whatever the account's role. */
export const tokenScopes = ["account", "positions", "metrics"] as const;
export type TokenScope = (typeof tokenScopes)[number];

export interface Caller {
  /** Account id; stands as `by` in events. */
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  /** A crew's own unit. */
  readonly unit: number | undefined;
  /** Regions the account may use; undefined = all. */
  readonly regions: readonly string[] | undefined;
  readonly scope: TokenScope;
  /** Undefined when a token was used. */
  readonly session: Session | undefined;
  /** When the token ends; undefined for a session. */
  readonly tokenUntil?: Instant;
}

export function mayUseRegion(caller: Caller, region: string): boolean {
  return caller.regions === undefined || caller.regions.includes(region);
}
