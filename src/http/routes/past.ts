/**
 * What a replay of a region's past begins with: where all units were at a moment, and the state at the last kept
 * snapshot before it, so that a long log need not be folded from its first event. Events come in pages from the log.
 */

import { z } from "zod";
import type { PositionSample } from "../../store/port.ts";
import { defineRoute, type Route } from "../route.ts";
import type { ServerContext } from "../server-context.ts";
import { instantQuery, instantView } from "../views/instants.ts";
import { consoleAccess, logAccess } from "./roles.ts";
import { getCaller, getRegion, regionParams } from "./region-route.ts";

/** An older position says nothing about the moment; units are read so many at once, so that writes come between. */
export const pastLimits = { reachSeconds: 86_400, readsAtOnce: 16 } as const;
const usualReachSeconds = 1_800;

/** The newest sample of each unit in the stretch, by unit; units that have none are left out. */
async function readAllPositions(
  store: ServerContext["store"],
  region: string,
  units: number,
  [from, to]: readonly [number, number],
): Promise<PositionSample[]> {
  const found: PositionSample[] = [];
  let next = 0;
  const readOn = async (): Promise<void> => {
    while (next < units) {
      const unit = next;
      next += 1;
      found.push(...(await store.readPositions(region, unit, from, to, 1)));
    }
  };
  await Promise.all(Array.from({ length: pastLimits.readsAtOnce }, readOn));
  return found.sort((a, b) => a.unit - b.unit);
}

export const pastRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/positions",
    summary: "Where all units were at a moment: the newest tracked position of each until then",
    access: consoleAccess,
    params: regionParams,
    query: z.strictObject({
      at: instantQuery,
      reachSeconds: z.coerce
        .number()
        .int()
        .min(1)
        .max(pastLimits.reachSeconds)
        .default(usualReachSeconds)
        .describe("Positions older than this at the moment are left out"),
    }),
    answer: {
      schema: z.object({
        at: instantView,
        positions: z.array(
          z.object({ unit: z.number(), at: instantView, latE7: z.number(), lonE7: z.number() }),
        ),
      }),
      description: "By unit; a unit without a position in that time is not listed.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { at, reachSeconds } = call.query;
      const stretch = [Math.max(0, at - reachSeconds * 1_000_000), at] as const;
      const units = region.state.columns.head.units[0];
      const samples = await readAllPositions(call.server.store, region.id, units, stretch);
      const positions = samples.map(({ unit, at: sampledAt, latE7, lonE7 }) => ({
        unit,
        at: sampledAt,
        latE7,
        lonE7,
      }));
      return { json: { at, positions } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/snapshot/kept",
    summary: "The kept snapshot, if all it holds was entered until a moment; else nothing (204)",
    access: logAccess,
    params: regionParams,
    query: z.strictObject({ until: instantQuery }),
    answer: {
      contentType: "application/octet-stream",
      description:
        "Bytes as of /snapshot; Muster-Position says where it stands, Muster-History of which history, Muster-Entered when its last event was entered.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { store, identity, wall } = call.server;
      identity.audit.note({
        at: wall(),
        kind: "log.read",
        account: getCaller(call).account,
        remote: call.remote,
      });
      const kept = await store.findSnapshot(region.id);
      const [last] =
        kept === undefined || kept.position === 0
          ? []
          : await store.read(region.id, kept.position - 1, 1);
      // Beyond the log of a restored store: as if there were none.
      if (kept === undefined || last === undefined) return { status: 204, json: null };
      const { entered } = JSON.parse(last.facts) as { readonly entered: number };
      if (entered > call.query.until) return { status: 204, json: null };
      return {
        bytes: kept.bytes,
        contentType: "application/octet-stream",
        headers: {
          "muster-position": String(kept.position),
          "muster-entered": String(entered),
          "muster-history": store.history,
        },
      };
    },
  }),
];
