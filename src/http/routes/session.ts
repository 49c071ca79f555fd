/**
 * Signing in and out. GET /api/session is what a page asks first: who am I, which regions are there, what time is it
 * in this world. In a demo it signs in by itself; a demo runs on loopback only (config.ts refuses all else).
 */

import { z } from "zod";
import { microsPerMinute } from "../../base/instant.ts";
import { authority } from "../../core/authority.ts";
import { roles, type Role } from "../../core/vocabulary.ts";
import { Secret } from "../../live/secret.ts";
import { accountIdSchema, type NewAccount } from "../identity/accounts.ts";
import { mayUseRegion, type Caller } from "../identity/caller.ts";
import { endSessionCookie, makeSessionCookie } from "../identity/cookies.ts";
import { callerOf } from "../identity/identity.ts";
import { passwordLimits } from "../identity/passwords.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Answer, type Call, type Route } from "../route.ts";
import type { ServerContext } from "../server-context.ts";

const passwordSchema = z.string().min(1).max(passwordLimits.maxLength);
const secretSchema = z.string().min(20).max(100);

export const sessionView = z.object({
  account: z.object({
    id: z.string(),
    name: z.string(),
    role: z.enum(roles.names),
    unit: z.number().optional(),
  }),
  csrf: z.string().nullable(),
  regions: z.array(z.object({ id: z.string(), name: z.string() })),
  demo: z.boolean(),
  mode: z.enum(["live", "replay", "rehearsal"]),
  clock: z.object({ now: z.number(), speed: z.number() }),
});

type OpenCall = Pick<Call<undefined, undefined, undefined>, "server" | "remote">;

export const sessionRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/session",
    summary: "Who is signed in, the regions, the clock; in a demo it signs in by itself",
    access: { kind: "open" },
    answer: {
      schema: sessionView,
      description: "The session; 401 session.none when nobody is signed in.",
    },
    handle: ({ server, caller, remote, incoming }) => {
      if (caller !== undefined) return { json: viewSession(server, caller) };
      if (!server.config.demo) throw new Problem("session.none", "Sign in with POST /api/session.");
      // This GET makes a session and ends the oldest: a page of another site must not make a browser do that.
      server.hosts.checkOrigin(incoming.headers.origin, incoming.headers["sec-fetch-site"]);
      return signInToDemo({ server, remote }, { role: "supervisor", as: "person" });
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/session",
    summary: "Sign in with account and password",
    access: { kind: "open" },
    body: z.strictObject({ account: z.string().min(1).max(32), password: passwordSchema }),
    answer: { schema: sessionView, description: "The session; its cookie is set." },
    handle: async ({ server, body, remote }) => {
      const now = server.wall();
      server.signInLimit.take(`address ${remote}`, now);
      server.signInLimit.take(`account ${body.account} from ${remote}`, now);
      if (!(await server.identity.accounts.verify(body.account, new Secret(body.password)))) {
        // Only the id of an account there is: people type passwords into the wrong field.
        const isKnown = server.identity.accounts.find(body.account) !== undefined;
        const subject = isKnown ? { subject: body.account } : {};
        server.identity.audit.note({
          at: now,
          kind: "signin.refused",
          account: null,
          remote,
          ...subject,
        });
        throw new Problem(
          "signin.refused",
          "Check both; an administrator can make a link for a new password.",
        );
      }
      return startSession({ server, remote }, body.account);
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/session/demo",
    summary: "In a demo: sign in as another role, as crew with a unit",
    access: { kind: "open" },
    body: z.strictObject({
      role: z.enum(roles.names),
      region: z.string().max(64).optional(),
      unit: z.int().min(0).optional(),
      as: z
        .enum(["person", "robot"])
        .default("person")
        .describe("A robot has accounts of its own, so that the log says who did what"),
    }),
    answer: { schema: sessionView, description: "The session; its cookie is set." },
    handle: ({ server, body, remote }) => {
      if (!server.config.demo)
        throw new Problem("signin.no-demo", "Sign in with POST /api/session.");
      return signInToDemo({ server, remote }, body);
    },
  }),
  defineRoute({
    method: "DELETE",
    path: "/api/session",
    summary: "Sign out here, or with everywhere=true on every device",
    access: { kind: "signed in" },
    query: z.strictObject({ everywhere: z.enum(["true", "false"]).default("false") }),
    answer: { status: 204, description: "Signed out." },
    handle: async ({ server, caller, query, remote }) => {
      const everywhere = query.everywhere === "true";
      const key = caller?.session?.key;
      if (key !== undefined) await server.identity.sessions.end(key);
      if (caller !== undefined) {
        const { account } = caller;
        if (everywhere) await server.identity.sessions.endAll(account);
        server.openStreams.endWhere(
          (each) =>
            each.account === account &&
            (everywhere || (key !== undefined && each.session?.key === key)),
        );
        // Who is still signed in on another screen goes on working.
        if (server.identity.sessions.countOf(account) === 0)
          void server.claimWatch.signOut(
            account,
            authority["hand-over.begin"].includes(caller.role),
          );
        server.identity.audit.note({
          at: server.wall(),
          kind: "signout",
          account: caller.account,
          remote,
        });
      }
      return {
        status: 204,
        json: null,
        headers: { "set-cookie": endSessionCookie(isSecure(server)) },
      };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/session/setup/check",
    summary: "What a one-time link is for",
    access: { kind: "open" },
    body: z.strictObject({ token: secretSchema }),
    answer: {
      schema: z.object({
        purpose: z.enum(["first account", "password"]),
        account: z.string().nullable(),
      }),
      description: "Its purpose, and the account when it sets a password.",
    },
    handle: ({ server, body, remote }) => {
      server.signInLimit.take(`address ${remote}`, server.wall());
      const link = server.identity.links.find(body.token, server.wall());
      if (link === undefined) throw refuseLink(server, remote);
      return {
        json: {
          purpose: link.account === null ? "first account" : "password",
          account: link.account,
        },
      };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/session/setup",
    summary: "Use a one-time link: make the first administrator, or set a password",
    access: { kind: "open" },
    body: z.strictObject({
      token: secretSchema,
      account: accountIdSchema,
      name: z.string().trim().min(1).max(100).optional(),
      password: passwordSchema,
    }),
    answer: { schema: sessionView, description: "Signed in; the cookie is set." },
    handle: async ({ server, body, remote }) => {
      const { identity } = server;
      const now = server.wall();
      server.signInLimit.take(`address ${remote}`, now);
      const link = identity.links.find(body.token, now);
      if (link === undefined || (link.account !== null && link.account !== body.account)) {
        throw refuseLink(server, remote);
      }
      const password = new Secret(body.password);
      if (link.account === null) {
        await identity.accounts.addFirst(
          body.account,
          body.name ?? body.account,
          password,
          now,
          () => identity.links.spend(body.token),
        );
      } else {
        await identity.accounts.setPassword(link.account, password, () =>
          identity.links.spend(body.token),
        );
        await identity.sessions.endAll(link.account);
      }
      identity.audit.note({ at: now, kind: "link.used", account: body.account, remote });
      return startSession({ server, remote }, body.account);
    },
  }),
];

/** Sessions of one demo account; the oldest end. */
const demoSessions = 100;

function refuseLink(server: ServerContext, remote: string): Problem {
  server.identity.audit.note({ at: server.wall(), kind: "link.refused", account: null, remote });
  return new Problem("setup.refused", "Links work once and for a day; ask for a new one.");
}

function isSecure(server: ServerContext): boolean {
  return (
    server.config.tls !== undefined ||
    server.config.origins.some((origin) => origin.startsWith("https:"))
  );
}

async function startSession({ server, remote }: OpenCall, account: string): Promise<Answer> {
  const { identity } = server;
  const { id, session } = await identity.sessions.start(account, server.wall());
  identity.audit.note({ at: server.wall(), kind: "signin", account, remote });
  const caller = callerOf(account, identity.accounts.get(account), "account", session);
  noteSignIn(server, caller);
  return {
    json: viewSession(server, caller),
    headers: { "set-cookie": makeSessionCookie(id, isSecure(server)) },
  };
}

/** Sign-ins of a person nearer together than this are one. */
const sameSignIn = 10 * microsPerMinute;

/**
 * Whoever stands in a region's roster under the account's id has signed in: a sign that the person is there (absence.md). The
 * answer does not wait for it.
 */
function noteSignIn({ regions, log }: ServerContext, caller: Caller): void {
  for (const region of regions.values()) {
    const { state, status } = region;
    if (status !== "taking" || !mayUseRegion(caller, region.id)) continue;
    const people = state.text?.personOfStaffNumber;
    const person = people?.get(caller.account) ?? people?.get(caller.account.toUpperCase());
    if (person === undefined) continue;
    if (region.now() - state.columns.people.signedInAt[person] < sameSignIn) continue;
    region
      .runSystem({ type: "person.note-sign-in", person })
      .catch((error: unknown) =>
        log.warn({ region: region.id, error }, "a sign-in could not be noted"),
      );
  }
}

/** Two windows may open a new demo at the same moment: the second one finds what the first one made. */
async function addDemoAccount(server: ServerContext, account: NewAccount): Promise<void> {
  const { accounts } = server.identity;
  if (accounts.find(account.id) !== undefined) return;
  try {
    await accounts.add(account, server.wall());
  } catch (error) {
    if (accounts.find(account.id) === undefined) throw error;
  }
}

interface DemoPerson {
  readonly role: Role;
  readonly as: "person" | "robot";
  readonly region?: string | undefined;
  readonly unit?: number | undefined;
}

/** Each region counts its units from 0; those of the first have no region in their account. */
function crewSuffix(first: string, region: string, unit: number): string {
  return region === first ? `-${unit}` : `-${region}-${unit}`;
}

/** People and robots of one role have different accounts: only who holds a call may end it, and the log names them. */
async function signInToDemo(
  call: OpenCall,
  { role, as, region, unit = 0 }: DemoPerson,
): Promise<Answer> {
  const { server } = call;
  const [first] = server.regions.keys();
  const regionId = region ?? first;
  const isCrew = role === "crew";
  const who = as === "robot" ? "robot" : "demo";
  const id = `${who}-${role.replaceAll(" ", "-")}${isCrew ? crewSuffix(first, regionId, unit) : ""}`;
  const name = as === "robot" ? `Robot ${role}` : `Demo ${role}`;
  const crew = isCrew ? { unit, regions: [regionId] } : {};
  await addDemoAccount(server, { id, name, role, ...crew });
  // Whoever asks without a cookie gets a new session, a script perhaps a thousand times.
  await server.identity.sessions.trim(id, demoSessions);
  return startSession(call, id);
}

function viewSession(server: ServerContext, caller: Caller): z.input<typeof sessionView> {
  const regions = [...server.regions.values()]
    .filter((region) => mayUseRegion(caller, region.id))
    .map((region) => ({ id: region.id, name: region.name }));
  return {
    account: {
      id: caller.account,
      name: caller.name,
      role: caller.role,
      ...(caller.unit === undefined ? {} : { unit: caller.unit }),
    },
    csrf: caller.session?.csrf ?? null,
    regions,
    demo: server.config.demo,
    mode: "live",
    clock: { now: server.clock.now(), speed: server.clock.speed },
  };
}
