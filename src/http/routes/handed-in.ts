/**
 * What became of the contacts a partner handed in: taken, ended and how, and how far the response is. Asked means
 * answered, also for a partner. Not here, on purpose: which incident it became, who is sent, what the room wrote, and
 * anything of anybody else.
 */

import { z } from "zod";
import { findContactRow, type RegionState } from "../../core/state/region-state.ts";
import { contactOutcomes, contactStates, incidentStates } from "../../core/vocabulary.ts";
import { defineRoute, type Access, type Route } from "../route.ts";
import { instantOrNull, instantView } from "../views/instants.ts";
import {
  answerDurable,
  checkConfigured,
  getCaller,
  getRegion,
  listQuery,
  regionParams,
} from "./region-route.ts";

const partnerAccess: Access = { kind: "roles", roles: ["partner", "community"] };

const handedInView = z.object({
  contact: z.number(),
  state: z.enum(contactStates.names).describe("linked = it belongs to an incident"),
  handedInAt: instantView.nullable(),
  answeredAt: instantView.nullable(),
  endedAt: instantView.nullable(),
  outcome: z.enum(contactOutcomes.names).nullable().describe("How it ended without an incident"),
  response: z
    .enum(incidentStates.names)
    .nullable()
    .describe("How far the incident is that it belongs to; null = it belongs to none"),
});

function viewHandedIn(state: RegionState, row: number): z.infer<typeof handedInView> {
  const { contacts, incidents } = state.columns;
  const incidentRow = contacts.incident[row];
  const isEnded = contacts.state[row] === contactStates.code.ended;
  return {
    contact: contacts.number[row],
    state: contactStates.names[contacts.state[row]],
    handedInAt: instantOrNull(contacts.ringingAt[row]),
    answeredAt: instantOrNull(contacts.answeredAt[row]),
    endedAt: instantOrNull(contacts.endedAt[row]),
    outcome: isEnded ? contactOutcomes.names[contacts.outcome[row]] : null,
    response: incidentRow < 0 ? null : incidentStates.names[incidents.state[incidentRow]],
  };
}

export const handedInRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/handed-in",
    summary: "What became of the contacts that one handed in, until a day after their end",
    access: partnerAccess,
    params: regionParams,
    query: listQuery,
    answer: {
      schema: z.object({
        position: z.number().describe("Log position it is true at"),
        contacts: z.array(handedInView),
      }),
      description: "A page, by number.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { account } = getCaller(call);
      const { after, limit } = call.query;
      const json = await answerDurable(region, () => {
        const { state } = region;
        const own = [...(state.text?.handedIn ?? [])]
          .filter(([contact, by]) => by === account && contact > after)
          .map(([contact]) => contact)
          .sort((a, b) => a - b)
          .slice(0, limit);
        return {
          contacts: own.map((contact) => viewHandedIn(state, findContactRow(state, contact))),
        };
      });
      return { json };
    },
  }),
];
