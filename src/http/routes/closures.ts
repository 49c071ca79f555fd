/**
 * The closure ledger to look at, as a list and as GeoJSON, and feeds of closures in. To report, confirm, renew and
 * lift one are commands like all others; how a feed becomes commands is in closure-import.ts.
 */

import { z } from "zod";
import { authority } from "../../core/authority.ts";
import { closuresVersionOf, getClosure } from "../../core/closure/read.ts";
import { limits } from "../../core/limits.ts";
import { closureSources, contentGrades, sourceGrades } from "../../core/vocabulary.ts";
import { closureFileLimits, readClosures } from "../../wire/closures/read-closures.ts";
import { writeClosures } from "../../wire/closures/write-closures.ts";
import { importClosures } from "../closure-import.ts";
import { bodyLimits, defineRoute, type Access, type Route } from "../route.ts";
import { closureView, listSeenRows, viewClosure } from "../views/closure-view.ts";
import { instantInput } from "../views/instants.ts";
import { consoleRoles } from "./roles.ts";
import {
  actorOf,
  answerDurable,
  checkConfigured,
  getCaller,
  getRegion,
  listQuery,
  regionParams,
} from "./region-route.ts";

const lookAccess: Access = { kind: "roles", roles: [...consoleRoles, "crew", "partner"] };
const reportAccess: Access = { kind: "roles", roles: authority["closure.report"] };

const openOrAll = z.enum(["open", "all"]).default("open");

const propertyName = z.string().min(1).max(limits.codeLength).exactOptional();

const importBody = z.strictObject({
  collection: z.object({
    type: z.literal("FeatureCollection"),
    features: z.array(z.unknown()).max(closureFileLimits.features),
  }),
  source: z.enum(closureSources.names).describe("For features that do not say it"),
  sourceGrade: z.enum(sourceGrades.names).exactOptional(),
  contentGrade: z.enum(contentGrades.names).exactOptional(),
  classes: z.array(z.string().max(limits.codeLength)).max(limits.vehicleClasses).exactOptional(),
  expiresAt: instantInput.exactOptional().describe("For features that do not say it"),
  names: z
    .strictObject({ since: propertyName, expires: propertyName, description: propertyName })
    .exactOptional()
    .describe("How the feed names these properties; left out = by these names"),
  confirm: z.boolean().default(false).describe("Confirm them in the same breath"),
});

const importView = z.object({
  position: z.number(),
  taken: z.array(
    z.object({
      feature: z.number().describe("Place in the collection, from 0"),
      id: z.string().describe("The feature's own id, or empty"),
      closure: z.number(),
      did: z
        .enum(["reported", "renewed", "nothing"])
        .describe("nothing = it stands already; a feature of many parts is here many times"),
    }),
  ),
  faults: z.array(
    z.object({ feature: z.number(), id: z.string(), code: z.string(), detail: z.string() }),
  ),
});
export const closureRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/closures",
    summary: "Closures by number; state=all includes ended ones; a partner sees its own",
    access: lookAccess,
    params: regionParams,
    query: listQuery.extend({ state: openOrAll }),
    answer: {
      schema: z.object({
        position: z.number(),
        closuresVersion: z
          .number()
          .describe("Position of the last event that changed what is shut; 0 = none did"),
        closures: z.array(closureView),
      }),
      description: "A page.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const caller = getCaller(call);
      checkConfigured(region);
      const json = await answerDurable(region, () => ({
        closuresVersion: closuresVersionOf(region.state),
        closures: listSeenRows(region.state, caller, call.query).map((row) =>
          viewClosure(region.state, row, caller, region.now()),
        ),
      }));
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/closures.geojson",
    summary: "The closures one may see as GeoJSON; state=all includes ended ones",
    access: lookAccess,
    params: regionParams,
    query: z.strictObject({ state: openOrAll }),
    answer: {
      contentType: "application/geo+json",
      description: "A FeatureCollection (RFC 7946), closures by number.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const caller = getCaller(call);
      checkConfigured(region);
      const query = { state: call.query.state, after: -1, limit: limits.closures };
      const { collection } = await answerDurable(region, () => ({
        collection: writeClosures(
          listSeenRows(region.state, caller, query).map((row) => ({
            closure: getClosure(region.state, row),
            description: viewClosure(region.state, row, caller, region.now()).description,
          })),
        ),
      }));
      return { bytes: JSON.stringify(collection), contentType: "application/geo+json" };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/closures/import",
    summary:
      "Report closures from GeoJSON, such as a feed of road works; the same again does nothing",
    access: reportAccess,
    params: regionParams,
    body: importBody,
    bodyLimitBytes: bodyLimits.closuresBytes,
    answer: {
      schema: importView,
      description: "Every feature is in `taken` or in `faults`, in the order of the collection.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const actor = actorOf(getCaller(call));
      const { collection, confirm, ...reading } = call.body;
      const features = readClosures(collection.features, reading);
      const answer = await importClosures(region, actor, features, confirm);
      return { json: { ...answer, position: region.durablePosition } };
    },
  }),
];
