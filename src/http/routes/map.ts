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
import { regionParams } from "./region-route.ts";

/** Where the style sends the browser for tiles. */
export const tileAddress = "/map/tiles/{z}/{x}/{y}.pbf";

const coordinate = z
  .string()
  .regex(/^\d{1,7}$/, { error: "expected a tile number" })
  .transform(Number);
const tileFile = z
  .string()
  .regex(/^\d{1,7}\.pbf$/, { error: "expected a tile number and .pbf" })
  .transform((name) => Number(name.slice(0, -4)));

function getMap(server: ServerContext): LoadedMap {
  if (server.map !== undefined) return server.map;
  throw new Problem("map.none", "Name a GeoJSON file under map.file in the configuration.");
}

const placeView = z.object({
  name: z.string(),
  kind: z.string(),
  area: z.string(),
  latE7: z.number(),
  lonE7: z.number(),
});

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
    summary: "Find places, streets, crossings and addresses by name",
    access: { kind: "signed in" },
    params: regionParams,
    query: z.strictObject({
      q: z.string().min(1).max(100),
      limit: z.coerce.number().int().min(1).max(50).default(10),
    }),
    answer: { schema: z.object({ places: z.array(placeView) }), description: "Best first." },
    handle: ({ server, query }) => ({
      json: { places: getMap(server).findPlaces(query.q, query.limit) },
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/places/nearest",
    summary: "Describe a point: street, number, nearby place",
    access: { kind: "signed in" },
    params: regionParams,
    query: z.strictObject({
      latE7: z.coerce.number().pipe(latE7Schema),
      lonE7: z.coerce.number().pipe(lonE7Schema),
    }),
    answer: { description: "The description of the point." },
    handle: ({ server, query }) => ({ json: getMap(server).describe(query.latE7, query.lonE7) }),
  }),
];
