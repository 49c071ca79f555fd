/**
 * The hono application: every row of the routes table through the pipeline, then the files of the web build, then
 * "route.unknown". Not here: listening (start-server.ts), any rule (pipeline.ts).
 */

import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { securityHeaders, strictTransport } from "./guard/headers.ts";
import { answerError, runRoute, type HttpContext } from "./pipeline.ts";
import { Problem } from "./problem.ts";
import { routes } from "./routes/table.ts";
import type { Route } from "./route.ts";
import type { ServerContext } from "./server-context.ts";
import { publicSecurityPolicy } from "./public/public-page.ts";
import { publicCacheControl } from "./public/public-pages.ts";
import type { StaticFile, StaticFiles } from "./static-files.ts";

export function makeApp(
  server: ServerContext,
  files: StaticFiles,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const requests = server.metrics.counter(
    "muster_http_requests",
    "Requests by route and status class.",
  );
  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const response = await runRoute(server, route, c);
      requests.add({
        route: route.path,
        method: route.method,
        status: `${Math.floor(response.status / 100)}xx`,
      });
      return response;
    });
  }
  const patterns = routes.map((route) => ({ route, pattern: patternOf(route) }));
  app.notFound(async (c) => {
    try {
      return await answerOther(server, files, patterns, c);
    } catch (error) {
      return answerError(server, undefined, error);
    }
  });
  app.onError((error) => answerError(server, undefined, error));
  return app;
}

function patternOf(route: Route): RegExp {
  const source = route.path.replace(/[.]/g, "\\.").replace(/:[a-z]+(?:\{[^}]+\})?/gi, "[^/]+");
  return new RegExp(`^${source}$`);
}

async function answerOther(
  server: ServerContext,
  files: StaticFiles,
  patterns: readonly { readonly route: Route; readonly pattern: RegExp }[],
  c: HttpContext,
): Promise<Response> {
  server.hosts.checkHost(c.env.incoming.headers.host);
  const path = c.req.path;
  const isPage = c.req.method === "GET" || c.req.method === "HEAD";
  const open = isPage ? server.publicPages.find(path) : undefined;
  if (open !== undefined) {
    const extra = {
      "content-security-policy": publicSecurityPolicy,
      "cache-control": publicCacheControl,
    };
    return answerFile(server, c, open, extra);
  }
  const methods = patterns
    .filter(({ pattern }) => pattern.test(path))
    .map(({ route }) => route.method);
  if (methods.length > 0) {
    // Where GET goes, the router takes HEAD, too.
    const allow = [
      ...new Set(methods.flatMap((each) => (each === "GET" ? ["GET", "HEAD"] : [each]))),
    ];
    throw new Problem("route.wrong-method", `This address takes ${allow.join(", ")}.`, { allow });
  }
  const file = isPage ? await files.find(path) : undefined;
  if (file === undefined) {
    const isUnbuilt = files.isEmpty && path === "/";
    const detail = isUnbuilt
      ? "The pages are not built; run `npm run build`."
      : "GET /api/openapi.json lists every address.";
    throw new Problem("route.unknown", detail);
  }
  return answerFile(server, c, file, {
    "cache-control": file.isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
  });
}

function answerFile(
  server: ServerContext,
  c: HttpContext,
  file: StaticFile,
  extra: Readonly<Record<string, string>>,
): Response {
  const headers: Record<string, string> = {
    ...securityHeaders,
    ...(server.config.tls === undefined ? {} : strictTransport),
    "content-type": file.contentType,
    etag: file.etag,
    vary: "accept-encoding",
    ...extra,
  };
  if (c.req.header("if-none-match") === file.etag)
    return new Response(null, { status: 304, headers });
  const zipped =
    file.gzipped !== undefined && /\bgzip\b/.test(c.req.header("accept-encoding") ?? "")
      ? file.gzipped
      : undefined;
  if (zipped !== undefined) headers["content-encoding"] = "gzip";
  const body = c.req.method === "HEAD" ? null : ((zipped ?? file.bytes) as BodyInit);
  return new Response(body, { status: 200, headers });
}
