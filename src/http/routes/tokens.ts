/**
 * Tokens for programs, made and revoked by administrators. A token is in the answer that made it and nowhere else.
 */

import { z } from "zod";
import { microsPerDay } from "../../base/instant.ts";
import { tokenScopes } from "../identity/caller.ts";
import { tokenLimits } from "../identity/tokens.ts";
import { defineRoute, type Route } from "../route.ts";
import { audit } from "./audited.ts";
import { administratorAccess } from "./roles.ts";

const idParams = z.object({ id: z.string().max(64) });

export const tokenRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/tokens",
    summary: "Tokens, without what is secret",
    access: administratorAccess,
    answer: {
      schema: z.object({
        tokens: z.array(
          z.object({
            id: z.string(),
            account: z.string(),
            scope: z.enum(tokenScopes),
            label: z.string(),
            createdAt: z.number(),
            expiresAt: z.number(),
          }),
        ),
      }),
      description: "All of them.",
    },
    handle: ({ server }) => ({ json: { tokens: server.identity.tokens.list() } }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/tokens",
    summary: "Make a token for an account; it is shown once",
    access: administratorAccess,
    body: z.strictObject({
      account: z.string().max(64),
      scope: z.enum(tokenScopes).default("account"),
      label: z.string().trim().min(1).max(tokenLimits.labelLength),
      days: z.int().min(1).max(tokenLimits.maxDays).default(365),
    }),
    answer: {
      status: 201,
      schema: z.object({ token: z.string() }),
      description: "The token, this once.",
    },
    handle: async (call) => {
      const { server, body } = call;
      server.identity.accounts.get(body.account);
      const now = server.wall();
      const until = now + body.days * microsPerDay;
      const token = await server.identity.tokens.make(
        body.account,
        body.scope,
        body.label,
        now,
        until,
      );
      audit(call, "token.made", body.account);
      return { status: 201, json: { token: token.reveal() } };
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/tokens/:id",
    summary: "Revoke a token",
    access: administratorAccess,
    params: idParams,
    answer: { status: 204, description: "Revoked; its streams end." },
    handle: async (call) => {
      const { server, params } = call;
      const revoked = await server.identity.tokens.revoke(params.id);
      server.openStreams.endWhere(
        (caller) => caller.session === undefined && caller.account === revoked.account,
      );
      audit(call, "token.revoked", `${revoked.account}/${params.id}`);
      return { status: 204, json: null };
    },
  }),
];
