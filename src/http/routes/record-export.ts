/**
 * The log as an overseer takes it away: every event of a time whole, with its entry in the record and the salts that open the
 * entry's commitments, page by page. Who asked is in the audit before the first event is read.
 */

import { z } from "zod";
import type { Instant } from "../../base/instant.ts";
import { RecordLogFault } from "../../live/record/fault.ts";
import type { EventStore } from "../../store/port.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import { instantQuery } from "../views/instants.ts";
import { checkConfigured, getCaller, getRegion, regionParams } from "./region-route.ts";

export const exportLimits = { events: 1_000 } as const;

const hex = z.string().nullable();
const exportView = z.object({
  events: z.array(
    z.object({
      position: z.number(),
      facts: z.looseObject({}).describe("The event without its text"),
      text: z.unknown().describe("Its private text; null = it has none, or it was erased"),
      entry: z.string().describe("Its entry in the record"),
      factsSalt: hex.describe("In hexadecimal"),
      textSalt: hex.describe("In hexadecimal; null = there is no text, or it was erased"),
    }),
  ),
  next: z.number().nullable().describe("`after` of the next page; null = this was the last"),
});

export const recordExportRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/record/export",
    summary:
      "Events of a time, whole, with their entries in the record and the salts that open them",
    access: { kind: "roles", roles: ["overseer", "administrator"] },
    params: regionParams,
    query: z.strictObject({
      from: instantQuery.describe("Entered at or after it"),
      until: instantQuery.describe("Entered before it"),
      after: z.coerce.number().int().min(0).optional().describe("`next` of the page before"),
    }),
    answer: {
      schema: exportView,
      description: `At most ${exportLimits.events} events; ones that the record does not have yet are left out.`,
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { store, identity, wall, record } = call.server;
      const { account } = getCaller(call);
      identity.audit.note({ at: wall(), kind: "log.read", account, remote: call.remote });
      if (record === undefined) throw new Problem("record.none", "No record is kept here.");
      const { from, until, after } = call.query;
      const begin = after ?? (await findBefore(store, region.id, from));
      const stored = await store.read(region.id, begin, exportLimits.events);
      try {
        const rows = await record.listRows(region.id, begin, stored.length);
        const events = rows.map(({ entry, factsSalt, textSalt }, place) => {
          const { position, facts, privateText } = stored[place];
          return {
            position,
            facts: JSON.parse(facts) as { entered: Instant },
            text: privateText === null ? null : (JSON.parse(privateText) as unknown),
            entry: Buffer.from(entry).toString("utf8"),
            factsSalt: hexOf(factsSalt),
            textSalt: hexOf(textSalt),
          };
        });
        const within = events.filter(({ facts }) => facts.entered < until);
        // A page may be short because its texts are long; the last one is where the time or the record ends.
        const isLast = within.length === 0 || within.length < stored.length;
        return { json: { events: within, next: isLast ? null : begin + within.length } };
      } catch (error) {
        if (error instanceof RecordLogFault) throw new Problem("record.no-proof", error.message);
        throw error;
      }
    },
  }),
];

/** Position of the last event that was entered before `from`; `entered` never goes back, so halving finds it. */
async function findBefore(store: EventStore, region: string, from: Instant): Promise<number> {
  let low = 0;
  let high = await store.readHead(region);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [{ facts }] = await store.read(region, middle - 1, 1);
    if ((JSON.parse(facts) as { entered: Instant }).entered < from) low = middle;
    else high = middle - 1;
  }
  return low;
}

function hexOf(salt: Uint8Array | null): string | null {
  return salt === null ? null : Buffer.from(salt).toString("hex");
}
