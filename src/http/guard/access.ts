/**
 * The access rules of the routes table, decided in this one place. What a role may do inside a command is the
 * core's to say (core/authority.ts); here it is only whether the address may be used at all.
 */

import { assertNever } from "../../base/assert.ts";
import { isLoopback } from "../config.ts";
import type { Caller, TokenScope } from "../identity/caller.ts";
import { Problem } from "../problem.ts";
import type { Access } from "../route.ts";
import type { ServerContext } from "../server-context.ts";

/** The scoped tokens a rule lets in beside those that act as their account. */
function scopeOf(access: Access): TokenScope {
  if (access.kind === "metrics") return "metrics";
  if (access.kind === "positions") return "positions";
  return "account";
}

export function checkAccess(
  access: Access,
  caller: Caller | undefined,
  server: ServerContext,
  remote: string,
): void {
  if (access.kind === "open") return;
  if (caller === undefined) {
    if (
      access.kind === "metrics" &&
      isLoopback(remote.replace(/^::ffff:/, "")) &&
      isLoopback(server.config.host)
    )
      return;
    throw new Problem("session.none", "Sign in, or send a token as Authorization: Bearer.");
  }
  if (caller.scope !== "account") {
    if (caller.scope === scopeOf(access)) return;
    throw new Problem(
      "token.scope",
      `This token is for ${caller.scope} only; use one with the scope account.`,
    );
  }
  if (isAllowed(access, caller)) return;
  server.identity.audit.note({
    at: server.wall(),
    kind: "access.refused",
    account: caller.account,
    remote,
  });
  throw new Problem(
    "access.role",
    `Your role (${caller.role}) may not do this; ask a supervisor or an administrator.`,
  );
}

function isAllowed(access: Exclude<Access, { kind: "open" }>, caller: Caller): boolean {
  switch (access.kind) {
    case "signed in":
      return true;
    case "roles":
      return access.roles.includes(caller.role);
    case "metrics":
      return caller.role === "administrator" || caller.role === "overseer";
    case "positions":
      return caller.role === "administrator" || caller.role === "crew";
    default:
      return assertNever(access, "access");
  }
}
