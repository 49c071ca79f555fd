/** The service level of a region and who waits under it with a promise. To decide on it is a command like all others. */

import { z } from "zod";
import { listPromiseRows } from "../../core/level/read.ts";
import { defineRoute, type Route } from "../route.ts";
import { gapsView, viewGaps } from "../views/gap-view.ts";
import { incidentView, viewIncident } from "../views/incident-view.ts";
import { levelView, viewLevel } from "../views/level-view.ts";
import { consoleAccess, consoleRoles } from "./roles.ts";
import {
  answerDurable,
  checkConfigured,
  getCaller,
  getRegion,
  regionParams,
} from "./region-route.ts";

/** Promises in one answer; those due first. */
const promisesMost = 1_000;

export const levelRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/level",
    summary: "The service level, its evidence, review and texts; crews and partners see less of it",
    access: { kind: "roles", roles: [...consoleRoles, "crew", "partner"] },
    params: regionParams,
    answer: {
      schema: levelView.extend({ position: z.number(), gaps: gapsView }),
      description: "The level now.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { role } = getCaller(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => ({
        ...viewLevel(region.state, role, region.now()),
        gaps: viewGaps(region.state),
      }));
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/promises",
    summary:
      "Incidents that are deferred or whose caller was promised a call-back, the first due in front",
    access: consoleAccess,
    params: regionParams,
    answer: {
      schema: z.object({
        position: z.number(),
        count: z.number().describe("All of them"),
        incidents: z.array(incidentView),
      }),
      description: `At most ${promisesMost}.`,
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => {
        const rows = listPromiseRows(region.state);
        const incidents = rows.slice(0, promisesMost).map((row) => viewIncident(region.state, row));
        return { count: rows.length, incidents };
      });
      return { json };
    },
  }),
];
