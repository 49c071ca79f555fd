/**
 * Accounts and the audit trail, for administrators (the audit for overseers, too). A new account has no
 * password: its owner sets one by the one-time link that is in the answer, once.
 */

import { z } from "zod";
import { roles } from "../../core/vocabulary.ts";
import { accountIdSchema, viewAccount } from "../identity/accounts.ts";
import { auditKinds } from "../identity/audit.ts";
import { linkAddress } from "../identity/links.ts";
import { defineRoute, type Route } from "../route.ts";
import type { ServerContext } from "../server-context.ts";
import { audit, type AuditedCall } from "./audited.ts";
import { administratorAccess, oversightAccess } from "./roles.ts";

const idParams = z.object({ id: z.string().max(64) });
const regions = z.array(z.string().max(64)).max(100);
const accountView = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles.names),
  unit: z.number().nullable(),
  regions: z.array(z.string()).nullable().describe("null = all"),
  disabled: z.boolean(),
  hasPassword: z.boolean(),
});
const linkView = z.object({
  account: accountView,
  link: z.string().describe("Works once, for a day"),
});

async function answerWithLink(call: AuditedCall & { readonly origin: string }, id: string) {
  const { identity } = call.server;
  const secret = await identity.links.make(id, call.server.wall());
  audit(call, "link.made", id);
  return {
    account: viewAccount(id, identity.accounts.get(id)),
    link: linkAddress(call.origin, secret),
  };
}

/** The address the administrator used is the one others can use, too; it was checked by the host guard. */
function originOf(server: ServerContext, host: string | undefined): string {
  return (
    server.config.origins[0] ??
    `${server.config.tls === undefined ? "http" : "https"}://${host ?? ""}`
  );
}

export const accountRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/accounts",
    summary: "All accounts",
    access: administratorAccess,
    answer: {
      schema: z.object({ accounts: z.array(accountView) }),
      description: "Without anything secret.",
    },
    handle: ({ server }) => ({ json: { accounts: server.identity.accounts.list() } }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/accounts",
    summary: "Add an account; the answer has the one-time link for its password",
    access: administratorAccess,
    body: z.strictObject({
      id: accountIdSchema,
      name: z.string().trim().min(1).max(100),
      role: z.enum(roles.names),
      unit: z.int().min(0).optional().describe("Unit id of a crew"),
      regions: regions.optional().describe("Left out = all; a crew has exactly one"),
    }),
    answer: { status: 201, schema: linkView, description: "The account and its link." },
    handle: async (call) => {
      const { server, body, incoming } = call;
      await server.identity.accounts.add(body, server.wall());
      audit(call, "account.added", body.id);
      const origin = originOf(server, incoming.headers.host);
      return { status: 201, json: await answerWithLink({ ...call, origin }, body.id) };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/accounts/:id/reset",
    summary: "A new one-time link for the password; the old password works until it is used",
    access: administratorAccess,
    params: idParams,
    answer: { schema: linkView, description: "The account and its link." },
    handle: async (call) => {
      const origin = originOf(call.server, call.incoming.headers.host);
      call.server.identity.accounts.get(call.params.id);
      return { json: await answerWithLink({ ...call, origin }, call.params.id) };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/accounts/:id/role",
    summary: "Change role, unit and regions; its sessions end",
    access: administratorAccess,
    params: idParams,
    body: z.strictObject({
      role: z.enum(roles.names),
      unit: z.int().min(0).optional(),
      regions: regions.optional(),
    }),
    answer: { schema: z.object({ account: accountView }), description: "The changed account." },
    handle: async (call) => {
      const { server, params, body } = call;
      const { accounts } = server.identity;
      await accounts.setRole(params.id, body.role, body.unit, body.regions);
      await endSessions(server, params.id);
      audit(call, "account.changed", params.id);
      return { json: { account: viewAccount(params.id, accounts.get(params.id)) } };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/accounts/:id/disable",
    summary: "Disable or enable an account; disabled, its sessions and tokens end at once",
    access: administratorAccess,
    params: idParams,
    body: z.strictObject({ disabled: z.boolean().default(true) }),
    answer: { schema: z.object({ account: accountView }), description: "The changed account." },
    handle: async (call) => {
      const { server, params, body } = call;
      const { accounts } = server.identity;
      await accounts.setDisabled(params.id, body.disabled);
      if (body.disabled) await endSessions(server, params.id);
      audit(call, body.disabled ? "account.disabled" : "account.enabled", params.id);
      return { json: { account: viewAccount(params.id, accounts.get(params.id)) } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/audit",
    summary: "The audit trail, newest first",
    access: oversightAccess,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
      after: z.string().max(64).optional().describe("Key of the last entry of the page before"),
    }),
    answer: {
      schema: z.object({
        entries: z.array(
          z.object({
            key: z.string(),
            at: z.number(),
            kind: z.enum(auditKinds),
            account: z.string().nullable(),
            remote: z.string(),
            subject: z.string().optional(),
          }),
        ),
      }),
      description: "A page.",
    },
    handle: async ({ server, query }) => ({
      json: { entries: await server.identity.audit.list(query.limit, query.after) },
    }),
  }),
];

async function endSessions(server: ServerContext, account: string): Promise<void> {
  await server.identity.sessions.endAll(account);
  server.openStreams.endWhere((caller) => caller.account === account);
}
