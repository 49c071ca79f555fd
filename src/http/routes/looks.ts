/**
 * Looking at a region: lists and single things as JSON, each with the log position it is true at. The console folds
 * the stream instead; these are for crews, the command line and other programs.
 */

import { z } from "zod";
import { isAllocatedTo } from "../../core/authority.ts";
import { findContactRow } from "../../core/state/region-state.ts";
import { contactStates, incidentStates } from "../../core/vocabulary.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import { contactView, viewContact } from "../views/contact-view.ts";
import { alarmView, listAlarmViews, noUnitView, viewNoUnit } from "../views/cover-view.ts";
import {
  findIncidentDetail,
  incidentDetailView,
  incidentView,
  viewIncident,
} from "../views/incident-view.ts";
import { unitView, viewUnit } from "../views/unit-view.ts";
import { consoleAccess, consoleAndCrewAccess } from "./roles.ts";
import {
  answerDurable,
  answerUnit,
  checkConfigured,
  getCaller,
  getRegion,
  listQuery,
  numberParam,
  regionParams,
} from "./region-route.ts";

const withPosition = { position: z.number().describe("Log position it is true at") };
const openOrAll = z.enum(["open", "all"]).default("open");
const numbered = regionParams.extend({ number: numberParam });

/** The rows of a dense table in the order of their numbers, after `after`, at most `limit`. */
function pickRows(
  numbers: Int32Array,
  states: Uint8Array,
  rows: number,
  query: { readonly after: number; readonly limit: number },
  leaveOut: readonly number[],
): number[] {
  const picked: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    if (!leaveOut.includes(states[row]) && numbers[row] > query.after) picked.push(row);
  }
  return picked.sort((a, b) => numbers[a] - numbers[b]).slice(0, query.limit);
}

export const lookRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/incidents",
    summary: "Incidents by number; state=all includes closed ones that have not left yet",
    access: consoleAccess,
    params: regionParams,
    query: listQuery.extend({ state: openOrAll }),
    answer: {
      schema: z.object({ ...withPosition, incidents: z.array(incidentView) }),
      description: "A page.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { none, closed } = incidentStates.code;
      const json = await answerDurable(region, () => {
        const { incidents, head } = region.state.columns;
        const leaveOut = call.query.state === "open" ? [none, closed] : [none];
        const rows = pickRows(
          incidents.number,
          incidents.state,
          head.incidentRows[0],
          call.query,
          leaveOut,
        );
        return { incidents: rows.map((row) => viewIncident(region.state, row)) };
      });
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/incidents/:number",
    summary: "One incident with its contacts and notes; a crew sees those it is allocated to",
    access: consoleAndCrewAccess,
    params: numbered,
    answer: { schema: incidentDetailView.extend(withPosition), description: "The incident." },
    handle: async (call) => {
      const region = getRegion(call);
      const caller = getCaller(call);
      const { number } = call.params;
      checkConfigured(region);
      if (caller.role === "crew" && !isAllocatedTo(region.state, number, caller.unit ?? -1)) {
        throw new Problem("access.unit", "A crew sees the incidents its unit is allocated to.");
      }
      const json = await answerDurable(region, () => {
        const incident = findIncidentDetail(region.state, number);
        if (incident === undefined)
          throw new Problem("incident.unknown", `There is no incident ${number} on the screens.`);
        return incident;
      });
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/contacts",
    summary: "Contacts by number; state=all includes ended ones that have not left yet",
    access: consoleAccess,
    params: regionParams,
    query: listQuery.extend({ state: openOrAll }),
    answer: {
      schema: z.object({ ...withPosition, contacts: z.array(contactView) }),
      description: "A page.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { none, ended } = contactStates.code;
      const json = await answerDurable(region, () => {
        const { contacts, head } = region.state.columns;
        const leaveOut = call.query.state === "open" ? [none, ended] : [none];
        const rows = pickRows(
          contacts.number,
          contacts.state,
          head.contactRows[0],
          call.query,
          leaveOut,
        );
        return { contacts: rows.map((row) => viewContact(region.state, row)) };
      });
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/contacts/:number",
    summary: "One contact",
    access: consoleAccess,
    params: numbered,
    answer: { schema: contactView.extend(withPosition), description: "The contact." },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => {
        const row = findContactRow(region.state, call.params.number);
        if (row < 0)
          throw new Problem(
            "contact.unknown",
            `There is no contact ${call.params.number} on the screens.`,
          );
        return viewContact(region.state, row);
      });
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/units",
    summary: "Units with status, stack and position",
    access: consoleAccess,
    params: regionParams,
    query: listQuery,
    answer: {
      schema: z.object({ ...withPosition, units: z.array(unitView) }),
      description: "A page.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { after, limit } = call.query;
      const json = await answerDurable(region, () => {
        const count = region.state.columns.head.units[0];
        const units = Array.from(
          { length: Math.max(0, Math.min(limit, count - after - 1)) },
          (_, index) => after + 1 + index,
        );
        const { overlay } = region.telemetry;
        return { units: units.map((unit) => viewUnit(region.state, unit, overlay, region.now())) };
      });
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/units/:number",
    summary: "One unit; a crew sees its own",
    access: consoleAndCrewAccess,
    params: numbered,
    answer: { schema: unitView.extend(withPosition), description: "The unit." },
    handle: async (call) => ({
      json: await answerUnit(call, (region, unit) =>
        viewUnit(region.state, unit, region.telemetry.overlay, region.now()),
      ),
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/alarms",
    summary: "Open alarms: raised, acknowledged and shelved",
    access: consoleAccess,
    params: regionParams,
    answer: {
      schema: z.object({ ...withPosition, alarms: z.array(alarmView) }),
      description: "All of them.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      return {
        json: await answerDurable(region, () => ({ alarms: listAlarmViews(region.state) })),
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/no-unit",
    summary: "Where no unit is free, since when and why; zero-unit minutes by area and grade",
    access: consoleAccess,
    params: regionParams,
    answer: { schema: noUnitView.extend(withPosition), description: "Clocks and totals." },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      return { json: await answerDurable(region, () => viewNoUnit(region.state, region.now())) };
    },
  }),
];
