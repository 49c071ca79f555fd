/**
 * The rest of a region's data: its log in pages, its configuration, recommendations, positions in and trails out, and
 * a fingerprint of the state for those who check that theirs is the same.
 */

import { z } from "zod";
import { describeEvent } from "../../live/describe-event.ts";
import { decodeEvent, joinJson } from "../../core/event-codec.ts";
import { duplicateLimits, suggestDuplicates } from "../../core/contact/duplicates.ts";
import { limits } from "../../core/limits.ts";
import { hashState } from "../../core/state/hash.ts";
import { latE7Schema, lonE7Schema } from "../../wire/region-config-schema.ts";
import { Problem } from "../problem.ts";
import { bodyLimits, defineRoute, type Route } from "../route.ts";
import { instantInput, instantQuery } from "../views/instants.ts";
import { checkHistory, historyQuery } from "./history.ts";
import { consoleAccess, consoleAndCrewAccess, dispatchAccess, logAccess } from "./roles.ts";
import {
  answerDurable,
  checkConfigured,
  checkOwnUnit,
  getCaller,
  getRegion,
  numberParam,
  regionParams,
} from "./region-route.ts";

const numbered = regionParams.extend({ number: numberParam });
export const positionLimits = { samples: 5_000, trail: 5_000, eventsPage: 1_000 } as const;

const sample = z.strictObject({
  unit: z.int().min(0),
  at: instantInput,
  latE7: latE7Schema,
  lonE7: lonE7Schema,
});

export const regionDataRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/events",
    summary: "A page of the log, oldest first; say=true adds a sentence to each event",
    access: logAccess,
    params: regionParams,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
      limit: z.coerce.number().int().min(1).max(positionLimits.eventsPage).default(200),
      say: z.enum(["true", "false"]).default("false"),
      history: historyQuery,
    }),
    answer: {
      description:
        "{position, history, events: [{position, event, says?}]}; position is the head, history names the log.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { after, limit, say, history } = call.query;
      checkHistory(history, call.server);
      const { account } = getCaller(call);
      const head = region.durablePosition;
      const records = await call.server.store.read(region.id, after, limit);
      call.server.identity.audit.note({
        at: call.server.wall(),
        kind: "log.read",
        account,
        remote: call.remote,
      });
      const parts = records.map((record) => {
        const says =
          say === "true"
            ? `,"says":${JSON.stringify(describeEvent(decodeEvent(JSON.parse(record.facts), record.privateText), region.state))}`
            : "";
        return `{"position":${record.position},"event":${joinJson(record)}${says}}`;
      });
      return {
        bytes: `{"position":${head},"history":${JSON.stringify(call.server.store.history)},"events":[${parts.join(",")}]}`,
        contentType: "application/json",
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/config",
    summary: "The region's configuration and its version",
    access: consoleAndCrewAccess,
    params: regionParams,
    answer: { description: "{position, version, config}" },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => ({
        version: region.state.policy?.version ?? 0,
        config: region.state.policy?.config ?? null,
      }));
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/hash",
    summary: "Fingerprint of the folded state at a position; equal states have equal ones",
    access: logAccess,
    params: regionParams,
    answer: {
      schema: z.object({ position: z.number(), hash: z.string() }),
      description: "16 hexadecimal digits.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      return { json: await answerDurable(region, () => ({ hash: hashState(region.state) })) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/incidents/:number/recommendation",
    summary: "Which units to send: ranked options with reasons, and typed shortfalls",
    access: consoleAccess,
    params: numbered,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(limits.recommendationOptions).optional(),
    }),
    answer: { description: "The core's Recommendation (docs/reference/recommendation.md)." },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const recommendation = region.recommendFor(call.params.number, call.query.limit);
      if (recommendation === undefined) {
        throw new Problem(
          "incident.unknown",
          `There is no incident ${call.params.number} on the screens.`,
        );
      }
      await region.whenReadable(recommendation.position);
      return { json: recommendation };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/duplicates",
    summary: "Incidents that a caller may be talking about; joining is a person's act",
    access: dispatchAccess,
    params: regionParams,
    body: z.strictObject({
      draft: z
        .strictObject({
          latE7: latE7Schema.exactOptional(),
          lonE7: lonE7Schema.exactOptional(),
          radiusM: z.int().min(0).max(10_000_000).exactOptional(),
          incidentType: z.string().max(64).exactOptional(),
          words: z.string().max(limits.noteLength).exactOptional(),
          except: z.int().min(0).exactOptional(),
          closedToo: z
            .boolean()
            .exactOptional()
            .describe("Closed incidents that are still in the state, too"),
          at: instantInput.exactOptional().describe("When the caller saw it; left out = now"),
        })
        .refine(({ latE7, lonE7 }) => (latE7 === undefined) === (lonE7 === undefined), {
          error: "expected both latE7 and lonE7, or neither",
        }),
      limit: z.int().min(1).max(duplicateLimits.suggestions).default(5),
    }),
    answer: {
      schema: z.object({
        position: z.number(),
        suggestions: z.array(
          z.object({
            incident: z.number(),
            score: z.number().describe("0 to 1"),
            distanceM: z.number().optional().describe("Missing when a place is not known"),
            ageSeconds: z.number(),
            isClosed: z.boolean(),
            reasons: z.array(z.string()),
          }),
        ),
      }),
      description: "Best first; none when nothing reaches the least score.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { draft, limit } = call.body;
      const asked = { ...draft, at: draft.at ?? region.now() };
      const json = await answerDurable(region, () => ({
        suggestions: suggestDuplicates(region.state, asked, limit),
      }));
      return { json };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/positions",
    summary: "Positions of units; telemetry, not part of the log",
    access: { kind: "positions" },
    params: regionParams,
    body: z.strictObject({ positions: z.array(sample).min(1).max(positionLimits.samples) }),
    bodyLimitBytes: bodyLimits.positionsBytes,
    answer: {
      status: 202,
      schema: z.object({
        accepted: z.number(),
        rejected: z.array(z.object({ unit: z.number(), code: z.string() })),
      }),
      description: "How many were taken, and which were not and why.",
    },
    handle: (call) => {
      const region = getRegion(call);
      const caller = getCaller(call);
      for (const { unit } of call.body.positions) checkOwnUnit(caller, unit);
      const { accepted, rejected } = region.takePositions(call.body.positions);
      return { status: 202, json: { accepted: accepted.length, rejected } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/units/:number/trail",
    summary: "Where a unit was: tracked positions between two times, the newest of them",
    access: consoleAndCrewAccess,
    params: numbered,
    query: z.strictObject({
      from: instantQuery,
      to: instantQuery,
      limit: z.coerce.number().int().min(1).max(positionLimits.trail).default(1_000),
    }),
    answer: {
      schema: z.object({
        unit: z.number(),
        trail: z.array(z.object({ at: z.number(), latE7: z.number(), lonE7: z.number() })),
      }),
      description: "Ascending by time.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { number } = call.params;
      checkOwnUnit(getCaller(call), number);
      const { from, to, limit } = call.query;
      const samples = await call.server.store.readPositions(region.id, number, from, to, limit);
      return {
        json: {
          unit: number,
          trail: samples.map(({ at, latE7, lonE7 }) => ({ at, latE7, lonE7 })),
        },
      };
    },
  }),
];
