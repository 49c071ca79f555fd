/**
 * Mutual aid to look at, and the door for messages of neighbour regions on other servers. To ask, name, receive and let go are
 * commands like all others.
 */

import { z } from "zod";
import { getPolicy } from "../../core/state/region-state.ts";
import { givePosts, toldTo } from "../../live/aid/give-posts.ts";
import { aidPostSchema } from "../../wire/aid-schema.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import { aidView, viewAid } from "../views/aid-view.ts";
import { answerDurable, checkConfigured, getCaller, getRegion, regionParams } from "./region-route.ts"; // prettier-ignore
import { consoleAccess } from "./roles.ts";

export const aidRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/aid",
    summary: "Mutual aid: neighbours, floors, units lent and guests, what is asked of whom",
    access: consoleAccess,
    params: regionParams,
    answer: { schema: aidView.extend({ position: z.number() }), description: "As it is now." },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { aidLink } = call.server;
      const json = await answerDurable(region, () =>
        viewAid(region.state, (to) => aidLink.picture(region, to)),
      );
      return { json };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/aid/messages",
    summary:
      "Messages of a neighbour region on another server; a message that was taken is ignored",
    access: { kind: "roles", roles: ["partner"] },
    params: regionParams,
    body: z.strictObject({
      from: z.string().min(1).max(64).describe("Id of the region that says them"),
      told: z
        .int()
        .min(0)
        .exactOptional()
        .describe("Messages that it has told this region, these included"),
      posts: z
        .array(aidPostSchema)
        .max(100)
        .describe("In order; none = only ask how many were taken"),
    }),
    // A hundred messages with the longest words.
    bodyLimitBytes: 2 * 1024 * 1024,
    answer: {
      schema: z.object({
        taken: z.number().describe("Messages of that region taken so far"),
        told: z.number().describe("Messages that this region has told that one"),
      }),
      description: "They are durable here.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { account } = getCaller(call);
      const { from, told, posts } = call.body;
      const neighbour = getPolicy(region.state).aid.neighbours.find((each) => each.region === from);
      if (neighbour?.accounts?.includes(account) !== true)
        throw new Problem(
          "role.not-allowed",
          `Your account does not speak for the region "${from}"; aidPlan.neighbours names the accounts that do.`,
        );
      call.server.aidLink.hear(region, from, told);
      const taken = await givePosts(region, from, posts);
      return { json: { taken, told: toldTo(region, from) } };
    },
  }),
];
