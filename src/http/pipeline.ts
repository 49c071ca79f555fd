/**
 * The one way every request takes: host, origin, who asks, how often, may they, then the schemas, then the handler.
 * Each step throws a Problem; here it becomes the answer. Nothing about a single route stands here, and no route
 * does any of these steps itself.
 */

import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { z } from "zod";
import type { RegionRuntime } from "../live/region-runtime.ts";
import { quickParse } from "../wire/quick-parse.ts";
import { checkAccess } from "./guard/access.ts";
import { securityHeaders, strictTransport } from "./guard/headers.ts";
import { readJsonBody } from "./guard/request-body.ts";
import type { Caller } from "./identity/caller.ts";
import { mayUseRegion } from "./identity/caller.ts";
import { findSessionCookie } from "./identity/cookies.ts";
import { isSameSecret } from "./identity/secrets.ts";
import { findProblem, Problem, problemType } from "./problem.ts";
import { bodyLimits, type Answer, type Route } from "./route.ts";
import type { ServerContext } from "./server-context.ts";

export type HttpContext = Context<{ Bindings: HttpBindings }>;

const csrfHeader = "x-muster-csrf";

export async function runRoute(
  server: ServerContext,
  route: Route,
  c: HttpContext,
): Promise<Response> {
  try {
    const answer = await answerRoute(server, route, c);
    return answer === "streamed" ? RESPONSE_ALREADY_SENT : makeResponse(server, answer);
  } catch (error) {
    return answerError(server, route, error);
  }
}

async function answerRoute(server: ServerContext, route: Route, c: HttpContext): Promise<Answer> {
  const { incoming, outgoing } = c.env;
  const remote = remoteOf(server, incoming);
  server.hosts.checkHost(incoming.headers.host);
  const isUnsafe = route.method !== "GET";
  if (isUnsafe) {
    server.hosts.checkOrigin(incoming.headers.origin, incoming.headers["sec-fetch-site"]);
  }
  const caller = findCaller(server, incoming, isUnsafe && route.access.kind !== "open");
  if (caller !== undefined) server.claimWatch.see(caller.account);
  // Before access is looked at: a refusal is written to the audit trail, and that must be bounded, too.
  server.requestLimit.take(
    caller === undefined ? `address ${remote}` : `account ${caller.account}`,
    server.wall(),
  );
  checkAccess(route.access, caller, server, remote);
  const params = parsePart(route.params, c.req.param(), "path");
  const region = findRegion(server, caller, c.req.param("region"));
  const query = parsePart(route.query, c.req.query(), "query");
  const body =
    route.body === undefined
      ? undefined
      : parsePart(
          route.body,
          await readJsonBody(incoming, route.bodyLimitBytes ?? bodyLimits.ordinaryBytes),
          "",
        );
  return route.handle({
    params,
    query,
    body,
    caller,
    region,
    server,
    remote,
    incoming,
    outgoing,
  });
}

function remoteOf(server: ServerContext, incoming: HttpBindings["incoming"]): string {
  if (server.config.trustProxy) {
    const forwarded = String(incoming.headers["x-forwarded-for"] ?? "")
      .split(",")
      .at(-1)
      ?.trim();
    if (forwarded !== undefined && forwarded !== "" && forwarded.length <= 45) return forwarded;
  }
  return incoming.socket.remoteAddress ?? "unknown";
}

/** A request that changes something and is known by its cookie must also know the session's CSRF value. */
function findCaller(
  server: ServerContext,
  incoming: HttpBindings["incoming"],
  needsCsrf: boolean,
): Caller | undefined {
  const { authorization } = incoming.headers;
  if (authorization !== undefined) {
    const token = /^Bearer ([\w-]{20,100})$/.exec(authorization)?.[1];
    const caller =
      token === undefined ? undefined : server.identity.findCallerByToken(token, server.wall());
    if (caller !== undefined) return caller;
    throw new Problem(
      "token.invalid",
      "Make a new token with `muster token`, and send it as Authorization: Bearer.",
    );
  }
  const cookie = findSessionCookie(incoming.headers.cookie);
  if (cookie === undefined) return undefined;
  const caller = server.identity.findCallerBySession(cookie, server.wall());
  if (
    caller?.session !== undefined &&
    needsCsrf &&
    !isSameSecret(incoming.headers[csrfHeader], caller.session.csrf)
  ) {
    throw new Problem(
      "session.csrf",
      "Send the csrf value of GET /api/session in the header X-Muster-CSRF.",
    );
  }
  return caller;
}

function findRegion(
  server: ServerContext,
  caller: Caller | undefined,
  id: string | undefined,
): RegionRuntime | undefined {
  if (id === undefined) return undefined;
  const region = server.regions.get(id);
  if (region === undefined) {
    throw new Problem("region.unknown", "GET /api/session lists the regions of this server.");
  }
  if (caller === undefined || !mayUseRegion(caller, id)) {
    throw new Problem("access.region", "Ask an administrator to add the region to your account.");
  }
  return region;
}

function parsePart(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return undefined;
  const parsed = quickParse(schema, value);
  if (parsed.success) return parsed.data;
  throw problemOfIssues(parsed.error, where);
}

const mostFaults = 10;

/** Zod's messages say what was expected; the value that came is not repeated. */
function problemOfIssues(error: z.ZodError, where: string): Problem {
  const faults = error.issues.slice(0, mostFaults).map((issue) => ({
    path: [where, ...issue.path.map(String)]
      .filter((part) => part !== "")
      .join(".")
      .slice(0, 200),
    expected: issue.message.slice(0, 300),
  }));
  const first = faults[0];
  const detail = `${first.path === "" ? "The body" : first.path}: ${first.expected}`;
  return new Problem("input.invalid", detail, { faults });
}

function makeResponse(server: ServerContext, answer: Exclude<Answer, "streamed">): Response {
  const headers: Record<string, string> = {
    ...securityHeaders,
    ...(server.config.tls === undefined ? {} : strictTransport),
    "cache-control": "no-store",
    ...("json" in answer
      ? { "content-type": "application/json" }
      : { "content-type": answer.contentType }),
    ...answer.headers,
  };
  const body = "json" in answer ? JSON.stringify(answer.json) : answer.bytes;
  return new Response(answer.status === 204 ? null : (body as BodyInit), {
    status: answer.status ?? 200,
    headers,
  });
}

let bugs = 0;

export function answerError(
  server: ServerContext,
  route: Route | undefined,
  error: unknown,
): Response {
  let problem = findProblem(error);
  if (problem === undefined) {
    bugs += 1;
    server.log.error({ error, route: route?.path, bug: bugs }, "bug in a handler");
    problem = new Problem(
      "bug.internal",
      `This is a fault of the server, number ${bugs} in its log; nothing of the request was kept.`,
    );
  } else if (problem.status >= 500) {
    server.log.warn({ route: route?.path, code: problem.code }, "request not served");
  }
  const headers: Record<string, string> = {
    ...securityHeaders,
    "cache-control": "no-store",
    "content-type": problemType,
    ...(problem.closes ? { connection: "close" } : {}),
    ...(problem.extra.retryAfterSeconds === undefined
      ? {}
      : { "retry-after": String(problem.extra.retryAfterSeconds) }),
    ...(problem.extra.allow === undefined ? {} : { allow: problem.extra.allow.join(", ") }),
    ...(problem.status === 401 ? { "www-authenticate": 'Bearer realm="muster"' } : {}),
  };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
