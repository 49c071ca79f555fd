/**
 * The OpenAPI 3.1 document, made from the routes table: what is declared there is what the pipeline checks, so the
 * document cannot drift from the server. Schemas are JSON Schema 2020-12 made by zod.
 */

import { z } from "zod";
import { assertNever } from "../base/assert.ts";
import { bodyLimits, type Access, type Route } from "./route.ts";

type Json = Record<string, unknown>;

function toSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return json;
}

function parametersOf(schema: z.ZodType | undefined, where: "path" | "query"): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = toSchema(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

export function describeAccess(access: Access): string {
  switch (access.kind) {
    case "open":
      return "anybody";
    case "signed in":
      return "anybody who is signed in";
    case "roles":
      return access.roles.join(", ");
    case "metrics":
      return "administrator, overseer, a token for metrics; on loopback anybody";
    case "positions":
      return "crew (own unit), administrator, a token for positions";
    default:
      return assertNever(access, "access");
  }
}

function operationOf(route: Route): Json {
  const { answer } = route;
  const contentType = answer.contentType ?? "application/json";
  const status = String(answer.status ?? 200);
  const hasBody = status !== "204";
  const content = {
    [contentType]: answer.schema === undefined ? {} : { schema: toSchema(answer.schema, "output") },
  };
  return {
    summary: route.summary,
    description: `For: ${describeAccess(route.access)}.`,
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            description: `At most ${route.bodyLimitBytes ?? bodyLimits.ordinaryBytes} bytes.`,
            content: { "application/json": { schema: toSchema(route.body, "input") } },
          },
        }),
    responses: {
      [status]: { description: answer.description, ...(hasBody ? { content } : {}) },
      default: { $ref: "#/components/responses/Problem" },
    },
    security: securityOf(route),
  };
}

/** Only what changes something needs the CSRF value beside the cookie. */
function securityOf({ access, method }: Route): Json[] {
  if (access.kind === "open") return [];
  return [{ session: [], ...(method === "GET" ? {} : { csrf: [] }) }, { token: [] }];
}

const problemSchema: Json = {
  type: "object",
  required: ["type", "title", "status", "code", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "Stable; docs/reference/errors.md lists all." },
    detail: { type: "string" },
    needs: { type: "array", items: { type: "string" } },
    each: {
      type: "array",
      items: { type: "object" },
      description: "Each refusal (code, detail, needs), where a request has several.",
    },
    warnings: { type: "array", items: { type: "object" } },
    faults: { type: "array", items: { type: "object" } },
    position: { type: "integer" },
  },
};

export function makeOpenApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Muster",
      version,
      description:
        "Instants are microseconds since 1970 (UTC). Degrees are integers, times 10^7 (E7).",
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "muster_session" },
        csrf: { type: "apiKey", in: "header", name: "X-Muster-CSRF" },
        token: { type: "http", scheme: "bearer" },
      },
      responses: {
        Problem: {
          description: "A problem with a stable code (RFC 9457).",
          content: { "application/problem+json": { schema: problemSchema } },
        },
      },
    },
  };
}
