/**
 * The audit trail of the process: sign-ins, refusals of access, accounts and tokens made or ended, exports, starts
 * and stops. It only grows, until its retention is over. What was done to incidents stands in the event log, not here.
 * Keys count down, so that the newest entries are listed first.
 */

import { randomBytes } from "node:crypto";
import { microsPerDay, type Instant } from "../../base/instant.ts";
import type { Log } from "../../live/log.ts";
import { Personal } from "../../live/secret.ts";
import type { EventStore } from "../../store/port.ts";

export const auditKinds = [
  "signin",
  "signin.refused",
  "signout",
  "account.added",
  "account.changed",
  "account.disabled",
  "account.enabled",
  "link.made",
  "link.used",
  "link.refused",
  "token.made",
  "token.revoked",
  "access.refused",
  "log.read",
  "record.keys-changed",
  "server.started",
  "server.stopped",
] as const;
export type AuditKind = (typeof auditKinds)[number];

export interface AuditEntry {
  readonly at: Instant;
  readonly kind: AuditKind;
  /** Who did it; null = nobody was signed in. */
  readonly account: string | null;
  readonly remote: string;
  /** The account, token or route it is about. */
  readonly subject?: string;
}

export const auditLimits = { waiting: 1_000, entriesPerSweep: 2_000 } as const;

const collection = "audit";
const furthest = 8_640_000_000_000_000;

function keyOf(at: Instant): string {
  return `${String(furthest - at).padStart(16, "0")}-${randomBytes(4).toString("hex")}`;
}

export class Audit {
  readonly #store: EventStore;
  readonly #log: Log;
  readonly #retentionDays: number;
  #waiting = 0;

  constructor(store: EventStore, log: Log, retentionDays: number) {
    this.#store = store;
    this.#log = log;
    this.#retentionDays = retentionDays;
  }

  /**
   * Never stands in the way of what it is about: it is written behind it, and when the store does not take it, or
   * too many are waiting, the entry stands in the process log alone.
   */
  note(entry: AuditEntry): void {
    if (this.#waiting >= auditLimits.waiting) {
      this.#log.warn({ audit: redact(entry) }, "audit entry not stored: too many are waiting");
      return;
    }
    this.#waiting += 1;
    this.#store
      .writeDocument(collection, keyOf(entry.at), 0, JSON.stringify(entry))
      .catch((error: unknown) =>
        this.#log.warn({ audit: redact(entry), error }, "audit entry not stored"),
      )
      .finally(() => (this.#waiting -= 1));
  }

  /** Newest first, `limit` entries before the entry with key `after`. */
  async list(limit: number, after?: string): Promise<({ readonly key: string } & AuditEntry)[]> {
    const documents = await this.#store.listDocuments(collection, limit, after);
    return documents.map(({ key, body }) => ({ key, ...(JSON.parse(body) as AuditEntry) }));
  }

  /** Removes what is older than the retention, a bounded number at a time. */
  async sweep(now: Instant): Promise<number> {
    const oldest = keyOf(now - this.#retentionDays * microsPerDay);
    const old = await this.#store.listDocuments(collection, auditLimits.entriesPerSweep, oldest);
    for (const { key, version } of old)
      await this.#store.writeDocument(collection, key, version, null);
    return old.length;
  }
}

/** In the process log an entry stands without the address it came from. */
function redact(entry: AuditEntry): Record<string, unknown> {
  return { ...entry, remote: new Personal(entry.remote) };
}
