/** Warnings to look at, for the room. To issue, acknowledge and end one are commands like all others. */

import { z } from "zod";
import { getWarning, listWarningRows } from "../../core/warning/read.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import { roles, warningStates } from "../../core/vocabulary.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantOrNull, instantOrNullView, instantView } from "../views/instants.ts";
import { consoleAccess } from "./roles.ts";
import { answerDurable, checkConfigured, getRegion, listQuery, regionParams } from "./region-route.ts"; // prettier-ignore

const role = z.enum(roles.names);

const warningView = z.object({
  warning: z.number(),
  state: z.enum(warningStates.names),
  roles: z.array(role).describe("Who must acknowledge it"),
  missing: z.array(role).describe("Who has not"),
  incident: z.number().nullable(),
  issuedAt: instantView,
  endedAt: instantOrNullView,
  step: z.number().describe("Escalations so far; the third shows it to the overseer"),
  escalatedTo: role.nullable(),
  nextStepAt: instantOrNullView,
  words: z.string(),
  by: z.string(),
  reason: z.string().describe("Why it ended"),
});
export type WarningView = z.infer<typeof warningView>;

function viewWarning(state: RegionState, row: number): WarningView {
  const warning = getWarning(state, row);
  const text = state.text?.warnings.get(warning.warning);
  return {
    ...warning,
    roles: [...warning.roles],
    missing: [...warning.missing],
    endedAt: instantOrNull(warning.endedAt),
    nextStepAt: instantOrNull(warning.nextStepAt),
    words: text?.words ?? "",
    by: text?.by ?? "",
    reason: text?.reason ?? "",
  };
}

export const warningRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/warnings",
    summary:
      "Warnings by number, with who has not acknowledged them; state=all includes ended ones",
    access: consoleAccess,
    params: regionParams,
    query: listQuery.extend({ state: z.enum(["open", "all"]).default("open") }),
    answer: {
      schema: z.object({
        position: z.number(),
        open: z.number(),
        warnings: z.array(warningView),
      }),
      description: "A page.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { state } = region;
      const { after, limit, state: wanted } = call.query;
      const { warnings, head } = state.columns;
      const json = await answerDurable(region, () => ({
        open: head.openWarnings[0],
        warnings: listWarningRows(state, wanted === "open")
          .filter((row) => warnings.number[row] > after)
          .slice(0, limit)
          .map((row) => viewWarning(state, row)),
      }));
      return { json };
    },
  }),
];
