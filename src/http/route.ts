/**
 * What a route is: one row of the table with its address, who may use it, the schemas of everything that comes in
 * and what goes out. A row without an access rule does not compile. The pipeline (pipeline.ts) checks the rows, the
 * OpenAPI document and docs/reference/api.md are made from them. Not here: any single route (routes/).
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import type { Role } from "../core/vocabulary.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import type { Caller } from "./identity/caller.ts";
import type { ServerContext } from "./server-context.ts";

/** Who may use a route. `open` is for what must work before anybody has signed in. */
export type Access =
  | { readonly kind: "open" }
  | { readonly kind: "signed in" }
  | { readonly kind: "roles"; readonly roles: readonly Role[] }
  /** A token that is for this alone may use it, too. */
  | { readonly kind: "metrics" }
  | { readonly kind: "positions" };

export const bodyLimits = {
  ordinaryBytes: 256 * 1024,
  positionsBytes: 1024 * 1024,
  closuresBytes: 4 * 1024 * 1024,
  rosterBytes: 8 * 1024 * 1024,
} as const;

export type Answer =
  | { readonly status?: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | {
      readonly status?: number;
      readonly bytes: Uint8Array | string;
      readonly contentType: string;
      readonly headers?: Record<string, string>;
    }
  /** The handler writes to the raw response itself (streams). */
  | "streamed";

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface Call<Params, Query, Body> {
  readonly params: Parsed<Params>;
  readonly query: Parsed<Query>;
  readonly body: Parsed<Body>;
  /** Undefined only on open routes where nobody has signed in. */
  readonly caller: Caller | undefined;
  /** Undefined where the address names none. */
  readonly region: RegionRuntime | undefined;
  readonly server: ServerContext;
  readonly remote: string;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

interface RouteOf<Params, Query, Body> {
  readonly method: "GET" | "POST" | "DELETE";
  /** Parts with a colon are parameters; `:region` is resolved and checked by the pipeline. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Default: ordinaryBytes. */
  readonly bodyLimitBytes?: number;
  /** What a success looks like, for people and for OpenAPI. */
  readonly answer: AnswerForm;
  readonly handle: (call: Call<Params, Query, Body>) => Answer | Promise<Answer>;
}

export interface AnswerForm {
  readonly status?: number;
  readonly contentType?: string;
  readonly schema?: z.ZodType;
  readonly description: string;
}

export type Route = RouteOf<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined>;

/** Makes a row; the compiler infers what the handler gets from the schemas. */
export function defineRoute<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(route: RouteOf<Params, Query, Body>): Route {
  return route;
}
