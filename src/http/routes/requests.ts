/**
 * Requests to look at: the room all, a partner its own. To ask, answer and end one are commands like all others. The words go
 * out as the very bytes that were counted, so that a recipient can count them itself.
 */

import { z } from "zod";
import { partnerOf } from "../../core/request/request-rule.ts";
import { findRequestRow, getPolicy } from "../../core/state/region-state.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import type { Caller } from "../identity/caller.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Access, type Route } from "../route.ts";
import {
  listSeenRequests,
  maySeeRequest,
  requestView,
  viewRequest,
} from "../views/request-view.ts";
import { consoleRoles } from "./roles.ts";
import {
  answerDurable,
  checkConfigured,
  getCaller,
  getRegion,
  listQuery,
  numberParam,
  regionParams,
} from "./region-route.ts";

const lookAccess: Access = { kind: "roles", roles: [...consoleRoles, "partner"] };
const oneParams = regionParams.extend({ number: numberParam });

/** Row of a request that the caller may know of. */
function seenRow({ state }: RegionRuntime, caller: Caller, number: number): number {
  const row = findRequestRow(state, number);
  if (row >= 0 && maySeeRequest(state, row, caller)) return row;
  throw new Problem(
    "request.unknown",
    `There is no request ${number} in the operational state that you may see; ended ones leave after a day.`,
  );
}

export const requestRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/requests",
    summary: "Requests by number; state=all includes ended ones; a partner sees its own",
    access: lookAccess,
    params: regionParams,
    query: listQuery.extend({ state: z.enum(["open", "all"]).default("open") }),
    answer: {
      schema: z.object({
        position: z.number(),
        partner: z
          .string()
          .nullable()
          .describe("Code of the partner that the caller speaks for; null = of none"),
        kit: z.array(z.object({ code: z.string(), name: z.string() })).describe("What kit is asked for by name"), // prettier-ignore
        open: z.number().describe("Open ones of all that the caller may see"),
        requests: z.array(requestView),
      }),
      description: "A page.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const caller = getCaller(call);
      checkConfigured(region);
      const { state } = region;
      const every = { state: "open", after: -1, limit: Number.MAX_SAFE_INTEGER } as const;
      const { requests: rule } = getPolicy(state);
      const isPartner = caller.role === "partner";
      const json = await answerDurable(region, () => ({
        partner: isPartner ? (partnerOf(rule, caller.account) ?? null) : null,
        kit: rule.rule.kit.map(({ code, name }) => ({ code, name })),
        open: isPartner
          ? listSeenRequests(state, caller, every).length
          : state.columns.head.openRequests[0],
        requests: listSeenRequests(state, caller, call.query).map((row) =>
          viewRequest(state, row, caller),
        ),
      }));
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/requests/:number",
    summary: "One request; a partner sees its own",
    access: lookAccess,
    params: oneParams,
    answer: {
      schema: requestView.extend({ position: z.number() }),
      description: "The request now.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const caller = getCaller(call);
      checkConfigured(region);
      const row = seenRow(region, caller, call.params.number);
      return { json: await answerDurable(region, () => viewRequest(region.state, row, caller)) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/requests/:number/words",
    summary: "The words of a request, byte for byte; a partner sees its own",
    access: lookAccess,
    params: oneParams,
    answer: {
      contentType: "text/plain; charset=utf-8",
      description: "The UTF-8 bytes whose SHA-256 the request carries.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const caller = getCaller(call);
      checkConfigured(region);
      const row = seenRow(region, caller, call.params.number);
      const { words } = await answerDurable(region, () => viewRequest(region.state, row, caller));
      return { bytes: new TextEncoder().encode(words), contentType: "text/plain; charset=utf-8" };
    },
  }),
];
