/** The manual pack on demand: a page to print, or plain text. It is the room's own: it has numbers and words of callers. */

import { z } from "zod";
import { packContentSecurityPolicy } from "../../live/manual-pack/render-pack.ts";
import { defineRoute, type Route } from "../route.ts";
import { checkConfigured, getRegion, regionParams } from "./region-route.ts";

export const manualPackRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/manual-pack",
    summary: "What the room needs to go on with paper, as a page to print",
    access: { kind: "roles", roles: ["dispatcher", "supervisor", "administrator"] },
    params: regionParams,
    query: z.strictObject({
      as: z.enum(["html", "text"]).default("html").describe("A page, or plain text"),
    }),
    answer: {
      contentType: "text/html; charset=utf-8",
      description: "Made now. With as=text it is text/plain.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { html, text } = await call.server.manualPacks.make(region);
      if (call.query.as === "text")
        return { bytes: text, contentType: "text/plain; charset=utf-8" };
      return {
        bytes: html,
        contentType: "text/html; charset=utf-8",
        headers: { "content-security-policy": packContentSecurityPolicy },
      };
    },
  }),
];
