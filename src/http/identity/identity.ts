/**
 * Who is asking: finds the caller behind a cookie or a token, and holds the parts of identity together. Looking
 * up needs no store and no await, so it costs the command path nothing and works while the store has failed.
 */

import type { Instant } from "../../base/instant.ts";
import type { Log } from "../../live/log.ts";
import type { EventStore } from "../../store/port.ts";
import { Accounts, type StoredAccount } from "./accounts.ts";
import { Audit } from "./audit.ts";
import type { Caller, TokenScope } from "./caller.ts";
import { Links } from "./links.ts";
import { Sessions, type Session, type SessionTimes } from "./sessions.ts";
import { Tokens } from "./tokens.ts";

export class Identity {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly links: Links;
  readonly audit: Audit;

  constructor(store: EventStore, log: Log, options: { times: SessionTimes; auditDays: number }) {
    this.accounts = new Accounts(store);
    this.sessions = new Sessions(store, options.times);
    this.tokens = new Tokens(store);
    this.links = new Links(store);
    this.audit = new Audit(store, log, options.auditDays);
  }

  async load(): Promise<void> {
    await Promise.all([
      this.accounts.load(),
      this.sessions.load(),
      this.tokens.load(),
      this.links.load(),
    ]);
  }

  findCallerBySession(cookie: string, now: Instant): Caller | undefined {
    const session = this.sessions.find(cookie, now);
    if (session === undefined) return undefined;
    return this.#callerOf(session.account, "account", session);
  }

  findCallerByToken(text: string, now: Instant): Caller | undefined {
    const token = this.tokens.find(text, now);
    if (token === undefined) return undefined;
    const caller = this.#callerOf(token.account, token.scope, undefined);
    return caller === undefined ? undefined : { ...caller, tokenUntil: token.expiresAt };
  }

  /** Whether what let this caller in still would: for streams, which outlive their request. */
  isStillGood(caller: Caller, now: Instant): boolean {
    const account = this.accounts.find(caller.account);
    if (account === undefined || account.disabled || account.role !== caller.role) return false;
    if (caller.tokenUntil !== undefined && caller.tokenUntil <= now) return false;
    return caller.session === undefined || this.sessions.isOpen(caller.session.key, now);
  }

  #callerOf(id: string, scope: TokenScope, session: Session | undefined): Caller | undefined {
    const account = this.accounts.find(id);
    if (account === undefined || account.disabled) return undefined;
    return callerOf(id, account, scope, session);
  }
}

export function callerOf(
  id: string,
  account: StoredAccount,
  scope: TokenScope,
  session: Session | undefined,
): Caller {
  return {
    account: id,
    name: account.name,
    role: account.role,
    unit: account.unit ?? undefined,
    regions: account.regions ?? undefined,
    scope,
    session,
  };
}
