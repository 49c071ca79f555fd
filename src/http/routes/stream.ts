/**
 * The live stream and the snapshot it continues from. A client takes the snapshot, folds it, and follows the stream
 * after the snapshot's position; after any gap it goes on from the last id it saw. Consoles get everything, crews
 * what is theirs.
 */

import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { z } from "zod";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import { catchUp, makeCrewFilter } from "../stream/catch-up.ts";
import { EventStream } from "../stream/event-stream.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import type { ServerContext } from "../server-context.ts";
import { checkHistory, historyQuery } from "./history.ts";
import { consoleAccess, consoleAndCrewAccess } from "./roles.ts";
import { getCaller, getRegion, regionParams } from "./region-route.ts";

const compress = promisify(gzip);

const afterQuery = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

interface KeptSnapshot {
  readonly position: number;
  readonly bytes: Uint8Array;
  readonly gzipped: Promise<Uint8Array>;
  readonly madeAt: number;
}

/** Many consoles come back at once after a restart: they get the same bytes, and the stream gives them the rest. */
const snapshotMillis = 1_000;
const keptSnapshots = new WeakMap<RegionRuntime, Promise<KeptSnapshot>>();

async function makeSnapshot(region: RegionRuntime): Promise<KeptSnapshot> {
  const { position, bytes } = await region.encodeDurable();
  const gzipped = compress(bytes, { level: constants.Z_BEST_SPEED });
  return { position, bytes, gzipped, madeAt: performance.now() };
}

/** One at a time is made, and all who came meanwhile get it, or what kept it from being made. */
async function getSnapshot(region: RegionRuntime): Promise<KeptSnapshot> {
  const kept = await keptSnapshots.get(region);
  if (kept !== undefined && performance.now() - kept.madeAt < snapshotMillis) return kept;
  const made = makeSnapshot(region);
  keptSnapshots.set(region, made);
  // Whoever comes after a failure begins anew.
  made.catch(() => keptSnapshots.delete(region));
  return made;
}

/** Where the client is: the header of a browser that comes back, else the query, else the present. */
function readAfter(
  header: string | string[] | undefined,
  query: number | undefined,
  region: RegionRuntime,
): number {
  if (header !== undefined && !(typeof header === "string" && /^\d{1,15}$/.test(header))) {
    // Going on from the present would hide a gap from somebody who wanted to resume.
    throw new Problem("input.invalid", "Last-Event-ID: expected the id of an earlier frame.");
  }
  const fromHeader = header === undefined ? undefined : Number(header);
  const after = fromHeader ?? query ?? region.publisher.position;
  if (after > region.durablePosition) {
    throw new Problem(
      "position.not-yet",
      "Take the snapshot again: this log was restored from an earlier state.",
      {
        position: region.durablePosition,
      },
    );
  }
  return after;
}

export const streamRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/snapshot",
    summary:
      "The folded state as bytes; Muster-Position says at which position, Muster-History of which history",
    access: consoleAccess,
    params: regionParams,
    answer: {
      contentType: "application/octet-stream",
      description: "Bytes for the core's snapshot reader.",
    },
    handle: async (call) => {
      const { position, bytes, gzipped } = await getSnapshot(getRegion(call));
      const takesGzip = /\bgzip\b/.test(call.incoming.headers["accept-encoding"] ?? "");
      return {
        bytes: takesGzip ? await gzipped : bytes,
        contentType: "application/octet-stream",
        headers: {
          "muster-position": String(position),
          "muster-history": call.server.store.history,
          ...(takesGzip ? { "content-encoding": "gzip" } : {}),
        },
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/stream",
    summary: "Server-sent events: events, positions, head; resumes after Last-Event-ID or after=",
    access: consoleAndCrewAccess,
    params: regionParams,
    query: z.strictObject({
      after: afterQuery.optional(),
      history: historyQuery,
      view: z.enum(["console", "crew"]).optional().describe("Left out: what the role has"),
    }),
    answer: {
      contentType: "text/event-stream",
      description:
        "`events` (id = position of the last, data = array of consecutive events), `positions` (telemetry), `head` (position, now, status, feeds).",
    },
    handle: (call) => {
      const { server, query, incoming, outgoing } = call;
      // The router gives us HEAD, too: a stream's bytes would be no answer to it.
      if (incoming.method === "HEAD") return { bytes: "", contentType: "text/event-stream" };
      const region = getRegion(call);
      const caller = getCaller(call);
      const isCrew = caller.role === "crew" || query.view === "crew";
      if (caller.role === "crew" && query.view === "console") {
        throw new Problem("access.role", "A crew has the crew view.");
      }
      if (isCrew && caller.unit === undefined)
        throw new Problem("access.unit", "Only a crew with a unit has a crew view.");
      checkHistory(query.history, server);
      const after = readAfter(incoming.headers["last-event-id"], query.after, region);
      const streams = getStreams(server, region);
      checkStreamRoom(server, caller.account);
      const stream = new EventStream(outgoing, () => server.openStreams.noteSlow());
      server.openStreams.add(stream, caller);
      const unit = caller.unit ?? -1;
      const keep = isCrew ? makeCrewFilter(unit, streams.listIncidents(unit)) : () => true;
      const join = () => (isCrew ? streams.addCrew(unit, stream) : streams.addConsole(stream));
      catchUp(stream, region, server.store, after, keep, join).catch((error: unknown) => {
        server.log.warn({ region: region.id, error }, "stream could not catch up");
        stream.cut();
      });
      return "streamed";
    },
  }),
];

/** One account must not take the streams of all: a console that opens them in a loop is told so itself. */
function checkStreamRoom({ openStreams, config }: ServerContext, account: string): void {
  const { streams, streamsPerAccount } = config.limits;
  const wait = { retryAfterSeconds: 5 };
  if (openStreams.count >= streams)
    throw new Problem(
      "live.streams-full",
      "The server has as many streams as it takes; come back in a few seconds.",
      wait,
    );
  if (openStreams.countOf(account) >= streamsPerAccount)
    throw new Problem(
      "rate.streams",
      `The account has ${streamsPerAccount} streams open, which is the most; close some first.`,
      wait,
    );
}

function getStreams(server: ServerContext, region: RegionRuntime) {
  const streams = server.streams.get(region.id);
  if (streams === undefined) throw new Problem("live.stopping", "The server is stopping.");
  return streams;
}
