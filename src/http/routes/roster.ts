/**
 * The roster to look at, as lists, files and head-counts, and rosters in. To plan, amend and cancel one shift are
 * commands like all others; how rows become commands is in roster-import.ts.
 */

import { z } from "zod";
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";
import { authority } from "../../core/authority.ts";
import { headCountPoints } from "../../core/roster/head-count.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { overrideSchema } from "../../wire/command-schema.ts";
import { isZone } from "../../wire/roster/civil-time.ts";
import { readCalendar } from "../../wire/roster/read-ical.ts";
import {
  readRosterRow,
  rosterColumns,
  rosterFileLimits,
  type PlannedRow,
  type RowFault,
  type SourceRow,
} from "../../wire/roster/roster-row.ts";
import { writeCsv, writeEvents, writeFreeBusy } from "../../wire/roster/write-roster.ts";
import { Problem } from "../problem.ts";
import { bodyLimits, defineRoute, type Access, type Route } from "../route.ts";
import { importRoster } from "../roster-import.ts";
import { recallsView, viewRecalls } from "../views/recall-view.ts";
import { instantQuery } from "../views/instants.ts";
import {
  listSpanRows,
  absenceView,
  musterView,
  nameShift,
  personView,
  shiftView,
  viewAbsence,
  viewMuster,
  viewPerson,
  viewShift,
} from "../views/roster-view.ts";
import { consoleAccess } from "./roles.ts";
import {
  actorOf,
  answerDurable,
  checkConfigured,
  getCaller,
  getRegion,
  listQuery,
  regionParams,
} from "./region-route.ts";

const planAccess: Access = { kind: "roles", roles: authority["shift.plan"] };

const spanQuery = {
  state: z.enum(["open", "all"]).default("open").describe("all = those over or cancelled as well"),
  from: instantQuery.optional(),
  until: instantQuery.optional(),
};

const cell = z.string().max(rosterFileLimits.cellLength);
const importBody = z
  .strictObject({
    rows: z
      .array(
        z.strictObject({
          line: z.int().min(0),
          cells: z.strictObject(
            Object.fromEntries(rosterColumns.map((column) => [column, cell.exactOptional()])),
          ),
        }),
      )
      .max(rosterFileLimits.rows)
      .exactOptional(),
    calendar: z
      .string()
      .max(rosterFileLimits.textLength)
      .exactOptional()
      .describe("iCalendar (RFC 5545); each VEVENT is a shift"),
    zone: z
      .string()
      .max(64)
      .refine(isZone, { error: "expected an IANA time zone such as Europe/London" })
      .exactOptional()
      .describe("Where times without an offset are from"),
    override: overrideSchema
      .exactOptional()
      .describe("Hours rules that the shifts may break, and why"),
  })
  .refine(({ rows, calendar }) => (rows === undefined) !== (calendar === undefined), {
    error: "expected either rows or calendar",
  });

const importView = z.object({
  position: z.number(),
  taken: z.array(
    z.object({
      line: z.number(),
      shift: z.number().nullable(),
      did: z
        .enum(["planned", "amended", "cancelled", "nothing"])
        .describe("nothing = it stands like that already, or there was none to cancel"),
      registered: z.boolean().describe("The person was registered first"),
    }),
  ),
  faults: z.array(z.object({ line: z.number(), code: z.string(), detail: z.string() })),
  otherComponents: z
    .record(z.string(), z.number())
    .describe("Components of the calendar that are no shifts, with their count"),
});

function isPlanned(read: PlannedRow | RowFault): read is PlannedRow {
  return "by" in read;
}

/** Index of a team or station in the policy's list; "-" = those without. */
function indexOf(index: ReadonlyMap<string, number>, what: string, given: string): number {
  if (given === "-") return -1;
  const found = index.get(given);
  if (found === undefined)
    throw new Problem(
      "input.invalid",
      `${what}: got "${given}", expected a code of the region, or -`,
    );
  return found;
}

export const rosterRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/roster",
    summary: "Planned shifts by their beginning; after = how many to leave out",
    access: consoleAccess,
    params: regionParams,
    query: listQuery.extend(spanQuery),
    answer: {
      schema: z.object({ position: z.number(), shifts: z.array(shiftView) }),
      description: "A page.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { after, limit } = call.query;
      const json = await answerDurable(region, () => ({
        shifts: listSpanRows(region.state, call.query)
          .slice(after + 1, after + 1 + limit)
          .map((row) => viewShift(region.state, row)),
      }));
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/roster/people",
    summary: "People of the roster by id, without their names",
    access: consoleAccess,
    params: regionParams,
    query: listQuery,
    answer: {
      schema: z.object({ position: z.number(), people: z.array(personView) }),
      description: "A page.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { after, limit } = call.query;
      const json = await answerDurable(region, () => {
        const { state } = region;
        const end = Math.min(after + 1 + limit, state.columns.head.people[0]);
        const ids = Array.from(
          { length: Math.max(0, end - after - 1) },
          (_, index) => after + 1 + index,
        );
        return { people: ids.map((person) => viewPerson(state, person, region.now())) };
      });
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/roster/muster",
    summary: "Head-count: planned against turned up, now and over time, by team and station",
    access: consoleAccess,
    params: regionParams,
    query: z.strictObject({
      from: instantQuery.optional().describe("Left out = 12 hours ago"),
      until: instantQuery.optional().describe("Left out = 12 hours ahead"),
      stepMinutes: z.coerce.number().int().min(1).max(1_440).default(15),
      team: z.string().max(64).optional().describe("Curve of one team; - = those without"),
      station: z.string().max(64).optional().describe("Curve of one station; - = those without"),
    }),
    answer: {
      schema: musterView.extend({ position: z.number() }),
      description: "Counts of heads.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const now = region.now();
      const { team, station, stepMinutes } = call.query;
      const { from = now - 12 * microsPerHour, until = now + 12 * microsPerHour } = call.query;
      const step = stepMinutes * microsPerMinute;
      if (until < from || (until - from) / step >= headCountPoints)
        throw new Problem(
          "input.invalid",
          `from, until: expected a span of at most ${headCountPoints} steps; take a longer step`,
        );
      const { teamIndex, stationIndex } = getPolicy(region.state);
      const of = {
        ...(team === undefined ? {} : { team: indexOf(teamIndex, "team", team) }),
        ...(station === undefined ? {} : { station: indexOf(stationIndex, "station", station) }),
      };
      const span = { from, until, step, now };
      return { json: await answerDurable(region, () => viewMuster(region.state, span, of)) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/roster/absence",
    summary: "Whether more heads are missing than on an ordinary day, with the evidence",
    access: consoleAccess,
    params: regionParams,
    answer: {
      schema: absenceView.extend({ position: z.number() }),
      description: "A verdict, counts of heads, and what would be ordinary over time.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const now = region.now();
      return { json: await answerDurable(region, () => viewAbsence(region.state, now)) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/roster/recalls",
    summary: "Who is recalled and has not come, and whom a recall would break least for",
    access: consoleAccess,
    params: regionParams,
    query: z.strictObject({
      candidates: z.coerce.number().int().min(0).max(200).default(20),
    }),
    answer: {
      schema: recallsView.extend({ position: z.number() }),
      description: "Open recalls, counts, and candidates with reasons.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { candidates } = call.query;
      return {
        json: await answerDurable(region, () =>
          viewRecalls(region.state, region.now(), candidates),
        ),
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/roster.ics",
    summary: "Planned shifts as iCalendar: events, or busy times by unit and person",
    access: consoleAccess,
    params: regionParams,
    query: z.strictObject({ ...spanQuery, as: z.enum(["events", "busy"]).default("events") }),
    answer: { contentType: "text/calendar", description: "VEVENT or VFREEBUSY (RFC 5545)." },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { text } = await answerDurable(region, () => {
        const shifts = listSpanRows(region.state, call.query).map((row) =>
          nameShift(region.state, row),
        );
        const write = call.query.as === "busy" ? writeFreeBusy : writeEvents;
        return { text: write(shifts, region.id, region.now()) };
      });
      return { bytes: text, contentType: "text/calendar; charset=utf-8" };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/roster.csv",
    summary: "Planned shifts as CSV, as the import reads it",
    access: consoleAccess,
    params: regionParams,
    query: z.strictObject(spanQuery),
    answer: { contentType: "text/csv", description: "RFC 4180 with a header." },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { text } = await answerDurable(region, () => ({
        text: writeCsv(
          listSpanRows(region.state, call.query).map((row) => nameShift(region.state, row)),
        ),
      }));
      return { bytes: text, contentType: "text/csv; charset=utf-8" };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/roster/import",
    summary: "Plan shifts from rows or an iCalendar text; the same again does nothing",
    access: planAccess,
    params: regionParams,
    body: importBody,
    bodyLimitBytes: bodyLimits.rosterBytes,
    answer: {
      schema: importView,
      description: "Every row or event is in `taken` or in `faults`, in the order of the file.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { rows, calendar, zone, override } = call.body;
      const source =
        calendar === undefined
          ? { rows: (rows ?? []) as readonly SourceRow[], faults: [], otherComponents: {} }
          : readCalendar(calendar, zone, region.now());
      if (source.rows.length > rosterFileLimits.rows)
        throw new Problem(
          "input.invalid",
          `calendar: got ${source.rows.length} events, expected at most ${rosterFileLimits.rows}; send it in parts`,
        );
      const read = source.rows.map((row) => readRosterRow(row, zone));
      const planned = read.filter(isPlanned);
      const answer = await importRoster(region, actorOf(getCaller(call)), planned, override);
      const faults = [...source.faults, ...read.filter((row) => !isPlanned(row)), ...answer.faults];
      return {
        json: {
          taken: answer.taken,
          faults: faults.toSorted((a, b) => a.line - b.line),
          otherComponents: source.otherComponents,
          position: region.durablePosition,
        },
      };
    },
  }),
];
