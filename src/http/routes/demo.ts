/**
 * What a demo world says about itself: which scenario is played and which robots work in the room. People switch
 * the robots here, and the player asks here; both halves can be changed at any moment. Outside a demo there is
 * nothing at this address.
 */

import { z } from "zod";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import type { DemoWorld } from "../demo-world.ts";
import type { ServerContext } from "../server-context.ts";
import { instantView } from "../views/instants.ts";
import { dispatchAccess } from "./roles.ts";

const demoView = z.object({
  scenario: z.object({
    name: z.string(),
    title: z.string(),
    summary: z.string(),
    tour: z
      .array(z.object({ at: instantView, words: z.string() }))
      .describe("What a newcomer may watch for, in order of time"),
  }),
  robots: z.object({
    callTaking: z.boolean().describe("Robots answer calls and open incidents"),
    dispatch: z.boolean().describe("A robot sends the units that are recommended first"),
  }),
});

function getDemo(server: ServerContext): DemoWorld {
  if (server.demo !== undefined) return server.demo;
  throw new Problem(
    "signin.no-demo",
    "This server plays no demo world; start one with muster demo.",
  );
}

function viewDemo({ scenario, robots }: DemoWorld): z.output<typeof demoView> {
  return { scenario: { ...scenario, tour: [...scenario.tour] }, robots: { ...robots } };
}

export const demoRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/demo",
    summary: "In a demo: the scenario that is played and which robots work in the room",
    access: { kind: "signed in" },
    answer: { schema: demoView, description: "Scenario and robots." },
    handle: ({ server }) => ({ json: viewDemo(getDemo(server)) }),
  }),
  defineRoute({
    method: "POST",
    path: "/api/demo",
    summary: "In a demo: switch the robots on or off",
    access: dispatchAccess,
    body: z.strictObject({ callTaking: z.boolean().optional(), dispatch: z.boolean().optional() }),
    answer: { schema: demoView, description: "As it is now." },
    handle: ({ server, body }) => {
      const demo = getDemo(server);
      demo.robots.callTaking = body.callTaking ?? demo.robots.callTaking;
      demo.robots.dispatch = body.dispatch ?? demo.robots.dispatch;
      return { json: viewDemo(demo) };
    },
  }),
];
