/**
 * Writing to the audit trail from a route: who did what to which account or token, and from where.
 */

import type { AuditKind } from "../identity/audit.ts";
import type { Caller } from "../identity/caller.ts";
import type { ServerContext } from "../server-context.ts";

export interface AuditedCall {
  readonly server: ServerContext;
  readonly caller: Caller | undefined;
  readonly remote: string;
}

export function audit(call: AuditedCall, kind: AuditKind, subject: string): void {
  const { server, caller, remote } = call;
  server.identity.audit.note({
    at: server.wall(),
    kind,
    account: caller?.account ?? null,
    remote,
    subject,
  });
}
