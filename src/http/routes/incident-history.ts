/**
 * The history of one incident from the log: everything that was said about it, its contacts and its units there, with
 * who and when and the reasons given. The log has no index by incident, so its stretch since the incident's first
 * contact is read through, in pages, up to a limit that the answer admits to. For people; machines read the log.
 */

import { z } from "zod";
import { decodeEvent } from "../../core/event-codec.ts";
import type { CoreEvent } from "../../core/events.ts";
import { findIncidentRow, type RegionState } from "../../core/state/region-state.ts";
import { contactAlarms } from "../../core/vocabulary.ts";
import { describeEvent } from "../../live/describe-event.ts";
import { findEntered } from "../../live/entered.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantView } from "../views/instants.ts";
import { consoleAccess } from "./roles.ts";
import { checkConfigured, getRegion, numberParam, regionParams } from "./region-route.ts";

export const historyLimits = {
  /** Records read for one answer; a longer stretch is answered from its newest part. */
  scanned: 50_000,
  page: 1_000,
  /** Lines of one answer, the newest. */
  lines: 2_000,
} as const;

const lineView = z.object({
  position: z.number(),
  at: instantView,
  by: z.string(),
  type: z.string(),
  says: z.string().describe("One sentence, with the reason where one was given"),
});

interface Subject {
  readonly incident: number;
  readonly contacts: ReadonlySet<number>;
  /** Nothing about it was entered before. */
  readonly since: number;
}

function findSubject(state: RegionState, incident: number): Subject | undefined {
  const row = findIncidentRow(state, incident);
  if (row < 0) return undefined;
  const { incidents, contacts } = state.columns;
  const linked = new Set<number>();
  let since = incidents.openedAt[row];
  for (let at = incidents.firstContact[row]; at >= 0; at = contacts.next[at]) {
    linked.add(contacts.number[at]);
    since = Math.min(since, contacts.ringingAt[at]);
  }
  return { incident, contacts: linked, since };
}

/** Of the text alone, before it is parsed: most records of a busy log are about something else. */
function mayBeAbout(facts: string, subject: Subject): boolean {
  return facts.includes(`"incident":${subject.incident}`) || /"(?:contact|subject)":/.test(facts);
}

function isAbout(event: CoreEvent, subject: Subject): boolean {
  if ("incident" in event) return event.incident === subject.incident;
  if ("contact" in event) return event.contact !== null && subject.contacts.has(event.contact);
  if (event.type !== "alarm.raised") return false;
  if (event.kind === "no unit" || event.kind === "target missed")
    return event.subject === subject.incident;
  return contactAlarms.includes(event.kind) && subject.contacts.has(event.subject);
}

/** The free text of an event, where it has one that explains it. */
function wordsOf(event: CoreEvent): string {
  if (!("text" in event) || event.text === undefined) return "";
  if ("reason" in event.text) return event.text.reason ?? "";
  if ("note" in event.text) return event.text.note;
  return "result" in event.text ? (event.text.result ?? "") : "";
}

export const incidentHistoryRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/incidents/:number/history",
    summary: "What the log says about an incident, its contacts and its units there, oldest first",
    access: consoleAccess,
    params: regionParams.extend({ number: numberParam }),
    answer: {
      schema: z.object({
        position: z.number(),
        complete: z
          .boolean()
          .describe("False when the stretch of the log was too long to read through"),
        lines: z.array(lineView),
      }),
      description: "The lines.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const subject = findSubject(region.state, call.params.number);
      if (subject === undefined)
        throw new Problem(
          "incident.unknown",
          `There is no incident ${call.params.number} on the screens.`,
        );
      const { store } = call.server;
      const head = region.durablePosition;
      const start = await findEntered(store, region.id, head, subject.since);
      const first = Math.max(start, head - historyLimits.scanned);
      const lines: z.infer<typeof lineView>[] = [];
      for (let after = first; after < head;) {
        const records = await store.read(region.id, after, historyLimits.page);
        if (records.length === 0) break;
        for (const record of records) {
          after = record.position;
          if (!mayBeAbout(record.facts, subject)) continue;
          const event = decodeEvent(JSON.parse(record.facts), record.privateText);
          if (!isAbout(event, subject)) continue;
          const words = wordsOf(event);
          const says = describeEvent(event, region.state);
          const line = { position: record.position, at: event.at, by: event.by, type: event.type };
          lines.push({ ...line, says: words === "" ? says : `${says}: ${words}` });
        }
      }
      const complete = first === start && lines.length <= historyLimits.lines;
      return { json: { position: head, complete, lines: lines.slice(-historyLimits.lines) } };
    },
  }),
];
