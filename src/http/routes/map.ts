/**
 * The map: style, tiles, labels, and the search for places, all made here from loaded map data; nothing comes from
 * the internet. A server without a map says so, and everything else works without one.
 */

import { createHash } from "node:crypto";
import { z } from "zod";
import type { LoadedMap } from "../../wire/map-source.ts";
import { latE7Schema, lonE7Schema } from "../../wire/region-config-schema.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import type { ServerContext } from "../server-context.ts";
import type { FoundPlace } from "../../wire/places/gazetteer.ts";
import { rankByGround } from "../../wire/places/own-ground.ts";
import { joinFound } from "../../wire/places/learned-places.ts";
import { placeLimits } from "../../wire/places/place-source.ts";
import type { Caller } from "../identity/caller.ts";
import { getCaller, getRegion, regionParams } from "./region-route.ts";
import { consoleRoles } from "./roles.ts";

const coordinate = z
  .string()
  .regex(/^\d{1,7}$/, { error: "expected a tile number" })
  .transform(Number);
const tileFile = z
  .string()
  .regex(/^\d{1,7}\.pbf$/, { error: "expected a tile number and .pbf" })
  .transform((name) => Number(name.slice(0, -4)));

/** Places typed before that are offered among those of the map. */
const learnedMost = 5;

function getMap(server: ServerContext): LoadedMap {
  if (server.map !== undefined) return server.map;
  throw new Problem("map.none", "Name a GeoJSON file under map.file in the configuration.");
}

const placeView = z.object({
  name: z.string(),
  kind: z.string().describe("pub, street, crossing, address, British grid, typed before ..."),
  area: z.string().describe("The part of the map it lies in, or empty"),
  latE7: z.number(),
  lonE7: z.number(),
  score: z.number().describe("0 to 100: how well it fits what was typed"),
  matched: z.string().describe("How it was matched; empty = by its very name"),
  radiusM: z.number().describe("It lies within this many metres of the point"),
  isEstimate: z.boolean().describe("Put between what the map has, not taken from it"),
});

const aboutView = z
  .object({
    name: z.string(),
    attribution: z.string(),
    dataDate: z.string().describe("When the map's data is of; empty where it does not say"),
  })
  .describe("The map that this is from");

const descriptionView = z.object({
  text: z.string().describe("Empty where the map has nothing near"),
  street: z.string(),
  houseNumber: z.string().nullable(),
  nearPlace: z.string(),
  area: z.string(),
  streetMetres: z.number().nullable(),
  map: aboutView,
});

function viewPlace({ label, placeKind, kind: _kind, ...place }: FoundPlace) {
  return { name: label, kind: placeKind, ...place };
}

/** What people of this region placed before is their own text: it is shown to its room and to nobody else. */
function findLearned(server: ServerContext, region: string, caller: Caller, query: string) {
  if (!consoleRoles.includes(caller.role)) return [];
  return server.learned.get(region)?.search(query, learnedMost) ?? [];
}

export const mapRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/map/style.json",
    summary: "MapLibre style of the loaded map",
    access: { kind: "signed in" },
    query: z.strictObject({ theme: z.enum(["dark", "light"]).default("dark") }),
    answer: { description: "A MapLibre style; tiles come from this server." },
    handle: ({ server, query }) => ({ json: getMap(server).style(query.theme) }),
  }),
  defineRoute({
    method: "GET",
    path: "/map/tiles/:z/:x/:file",
    summary: "A vector tile",
    access: { kind: "signed in" },
    params: z.object({ z: coordinate, x: coordinate, file: tileFile }),
    answer: {
      contentType: "application/vnd.mapbox-vector-tile",
      description: "Mapbox Vector Tile 2.1, or 204 where there is nothing.",
    },
    handle: ({ server, params, incoming }) => {
      const bytes = getMap(server).findTile(params.z, params.x, params.file);
      const headers: Record<string, string> = { "cache-control": "private, max-age=3600" };
      if (bytes === undefined) return { status: 204, json: null, headers };
      const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
      headers["etag"] = etag;
      const contentType = "application/vnd.mapbox-vector-tile";
      if (incoming.headers["if-none-match"] === etag)
        return { status: 304, bytes: "", contentType, headers };
      return { bytes, contentType, headers };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/map/labels.json",
    summary: "What is written on the map: places, stations, areas with rank",
    access: { kind: "signed in" },
    answer: { description: "{name, attribution, bounds, labels}" },
    handle: ({ server }) => ({ json: getMap(server).labels }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/places",
    summary:
      "Find places, streets, crossings, addresses and written points; says how each was matched",
    access: { kind: "signed in" },
    params: regionParams,
    query: z.strictObject({
      q: z.string().min(1).max(placeLimits.queryLength),
      limit: z.coerce.number().int().min(1).max(placeLimits.results).default(10),
    }),
    answer: {
      schema: z.object({ places: z.array(placeView), map: aboutView }),
      description: "Best first; none means that this map has no such place.",
    },
    handle: (call) => {
      const { server, query } = call;
      const map = getMap(server);
      const region = getRegion(call);
      const areas = region.state.policy?.config.areas ?? [];
      const found = rankByGround(map.findPlaces(query.q, placeLimits.results), areas);
      const learned = findLearned(server, region.id, getCaller(call), query.q);
      const places = joinFound(found, learned, query.limit).map(viewPlace);
      return { json: { places, map: map.about } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/places/nearest",
    summary: "Describe a point in words: address, or between which crossings, or how far from what",
    access: { kind: "signed in" },
    params: regionParams,
    query: z.strictObject({
      latE7: z.coerce.number().pipe(latE7Schema),
      lonE7: z.coerce.number().pipe(lonE7Schema),
    }),
    answer: { schema: descriptionView, description: "The description of the point." },
    handle: ({ server, query }) => {
      const map = getMap(server);
      return { json: { ...map.describe(query.latE7, query.lonE7), map: map.about } };
    },
  }),
];
