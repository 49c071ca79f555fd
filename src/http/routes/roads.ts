/**
 * Roads to ask about: how long from a unit or a place to an incident or a place and along which streets, what is reached
 * within a time, which part of each area is covered, and what a drawn closure would change. Each answer names its
 * source, map and the state of closures it rests on; without a map the straight line answers and says so. A crew asks
 * for its own unit's way to what it is sent to.
 */

import { z } from "zod";
import { isAllocatedTo } from "../../core/authority.ts";
import type { Refusal } from "../../core/refusal.ts";
import { closureKinds, grades } from "../../core/vocabulary.ts";
import {
  closurePreviewLimits,
  previewClosure,
  type ClosurePreview,
} from "../../live/roads/closure-preview.ts";
import { nameClosures } from "../../live/roads/closures-on-way.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import { RefusedError } from "../../live/fault.ts";
import {
  answerTravel,
  coverByArea,
  listFreeUnits,
  listReach,
  roadAnswerLimits,
} from "../../live/roads/road-answers.ts";
import { commandSchema } from "../../wire/command-schema.ts";
import { latE7Schema, lonE7Schema } from "../../wire/region-config-schema.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import { travelSourceView } from "../views/travel-view.ts";
import {
  answerDurable,
  checkConfigured,
  checkOwnUnit,
  getCaller,
  getRegion,
  numberParam,
  regionParams,
} from "./region-route.ts";
import {
  classIndexOf,
  placeOf,
  placeOfUnit,
  pointOf,
  viewReach,
  viewShutEnd,
  withRoads,
  withRoadsInSlices,
} from "./road-question.ts";
import { consoleAccess, consoleAndCrewAccess, dispatchAccess } from "./roles.ts";

const lat = z.coerce.number().pipe(latE7Schema).exactOptional();
const lon = z.coerce.number().pipe(lonE7Schema).exactOptional();
const className = z
  .string()
  .min(1)
  .max(64)
  .exactOptional()
  .describe("Code of a vehicle class; left out = the unit's, or the first");

const etaQuery = z.strictObject({
  unit: numberParam.exactOptional().describe("From where this unit is"),
  fromLatE7: lat,
  fromLonE7: lon,
  incident: numberParam.exactOptional().describe("To where this incident is"),
  toLatE7: lat,
  toLonE7: lon,
  class: className,
});

const withPosition = { position: z.number().describe("Log position it is true at") };
const lonLat = z.tuple([z.number(), z.number()]);

const shutEnd = z.object({
  closures: z
    .array(z.number())
    .describe("They shut the streets between this end and the open road"),
  walkM: z.number().describe("On foot, or at walking pace, between the two"),
});

const etaView = z.object({
  ...withPosition,
  vehicleClass: z.string(),
  travelSeconds: z.number().nullable().describe("Null = no road path"),
  distanceM: z.number().nullable(),
  source: travelSourceView,
  shutBy: z
    .array(z.number())
    .describe("Closures on the soonest way if nothing were shut; lifting them all opens it"),
  reportedClosures: z.array(z.number()).describe("Reported and not confirmed, on this way"),
  aroundClosures: z
    .array(z.number())
    .describe(
      "Confirmed ones that the way goes round: they are on the soonest one if nothing were shut",
    ),
  startShut: shutEnd.exactOptional().describe("The start is in a street that is shut"),
  endShut: shutEnd.exactOptional().describe("The end is in a street that is shut"),
  closures: z
    .array(
      z.object({
        closure: z.number(),
        kind: z.enum(closureKinds.names),
        streets: z.array(z.string()).describe("Streets that it shuts, the longest first"),
      }),
    )
    .describe("Every closure that this answer names, in words"),
  steps: z.array(
    z.object({
      name: z.string(),
      distanceM: z.number(),
      travelSeconds: z.number(),
      onFoot: z.literal(true).exactOptional().describe("Through a street that is shut"),
    }),
  ),
  line: z.array(lonLat).describe("[lonE7, latE7] from the start to the end; empty without roads"),
});

const reachView = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(z.unknown()),
  leftOut: z
    .number()
    .describe(
      `Roads that are reached and have no line: beyond ${roadAnswerLimits.reachLines} lines the smallest are left out`,
    ),
});

const bestView = z.object({ unit: z.number(), travelSeconds: z.number() }).nullable();

export const roadRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/eta",
    summary: "How long a way takes and along which streets; a crew asks for its own",
    access: consoleAndCrewAccess,
    params: regionParams,
    query: etaQuery,
    answer: { schema: etaView, description: "The way, or that there is none and why." },
    handle: async (call) => {
      const region = getRegion(call);
      const { query } = call;
      checkConfigured(region);
      checkCrewWay(call, region);
      const json = await answerDurable(region, () => {
        const { state } = region;
        const from =
          query.unit === undefined
            ? pointOf("from", query.fromLatE7, query.fromLonE7)
            : placeOfUnit(region, query.unit);
        const to =
          query.incident === undefined
            ? pointOf("to", query.toLatE7, query.toLonE7)
            : placeOf(region, query.incident);
        const vehicleClass = classIndexOf(state, query.class, query.unit);
        // A place has no unit: one beyond all units is not kept.
        const start = { unit: query.unit ?? 1 << 20, vehicleClass, ...from };
        const answer = region.withTravel(state, (travel) =>
          answerTravel(travel, region.roads?.classes ?? [], start, to),
        );
        const { way, shutBy, reportedClosures, aroundClosures, startShut, endShut, ...rest } =
          answer;
        const named = [
          ...shutBy,
          ...reportedClosures,
          ...aroundClosures,
          ...(startShut?.closures ?? []),
          ...(endShut?.closures ?? []),
        ];
        return {
          vehicleClass: state.policy?.vehicleClasses[vehicleClass]?.code ?? "",
          ...rest,
          shutBy: [...shutBy],
          reportedClosures: [...reportedClosures],
          aroundClosures: [...aroundClosures],
          closures: nameClosures(state, region.roads, vehicleClass, named).map((each) => ({
            ...each,
            streets: [...each.streets],
          })),
          ...(startShut && { startShut: viewShutEnd(startShut) }),
          ...(endShut && { endShut: viewShutEnd(endShut) }),
          steps: [...(way?.steps ?? [])],
          line: (way?.line ?? []).map(([a, b]): [number, number] => [a, b]),
        };
      });
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/reach",
    summary: "The roads that can be reached from a place within a time, as GeoJSON",
    access: consoleAccess,
    params: regionParams,
    query: z.strictObject({
      latE7: z.coerce.number().pipe(latE7Schema),
      lonE7: z.coerce.number().pipe(lonE7Schema),
      seconds: z.coerce.number().int().min(1).max(roadAnswerLimits.reachSeconds),
      class: className,
    }),
    answer: {
      schema: reachView,
      description: "Lines; the base time of journeys is left out.",
    },
    handle: (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { query } = call;
      return withRoads(region, classIndexOf(region.state, query.class), (roads) => ({
        json: viewReach(listReach(roads, [query], query.seconds)),
      }));
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/cover",
    summary: "Which roads a free unit reaches within a grade's target, and what share of each area",
    access: consoleAccess,
    params: regionParams,
    query: z.strictObject({
      grade: z.enum(grades.names).default("immediate"),
      class: className,
    }),
    answer: {
      schema: reachView.extend({
        targetSeconds: z.number(),
        freeUnits: z.number(),
        areas: z.array(
          z.object({ area: z.string(), share: z.number().nullable(), crossings: z.number() }),
        ),
      }),
      description:
        "Covered roads as lines, and the covered share of each area's crossings; the shares count all roads.",
    },
    handle: (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { state } = region;
      const index = classIndexOf(state, call.query.class);
      const policy = state.policy!;
      const targetSeconds = policy.config.gradeRules[call.query.grade].targetSeconds ?? 0;
      const places = listFreeUnits(
        state,
        region.telemetry.overlay,
        (unit) => policy.classOfVehicle[state.columns.units.vehicle[unit]] === index,
      );
      return withRoads(region, index, (roads, { baseSeconds }) => {
        const within = Math.max(0, targetSeconds - baseSeconds);
        const reach = listReach(roads, places, within);
        const areas = coverByArea(state, roads, reach.nodes);
        return { json: { ...viewReach(reach), targetSeconds, freeUnits: places.length, areas } };
      });
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/closures/preview",
    summary: "Which open incidents' best unit a closure would change; nothing is changed by asking",
    access: dispatchAccess,
    params: regionParams,
    body: z.strictObject({ command: commandSchema }),
    answer: {
      schema: z.object({
        ...withPosition,
        segments: z.number().describe("Pieces of road that it shuts"),
        asked: z
          .number()
          .describe(
            `Open incidents asked about: the nearest ${closurePreviewLimits.incidents}, fewer where there are more than 1,200 units`,
          ),
        open: z.number().describe("Open incidents in all"),
        changed: z.array(z.object({ incident: z.number(), before: bestView, after: bestView })),
      }),
      description: "The incidents whose best unit or its time would change.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { command } = call.body;
      if (command.type !== "closure.report")
        throw new Problem("input.invalid", "command: expected a closure.report");
      const preview = await withRoadsInSlices(region, 0, (roads, all) => {
        const { state, position } = region;
        const work = previewClosure(
          {
            state,
            now: region.now(),
            positions: region.telemetry.overlay,
            travelFor: (of) => all.imagine(of),
            listArcs: (shape) =>
              all
                .listArcs({ ...shape, direction: "both", bearingDegrees: null }, 0)
                .map(({ arc }) => arc),
            segmentOf: (arc) => roads.network.arcSegment[arc],
          },
          command,
        );
        return withPositionOf(position, work);
      });
      if ("refusal" in preview) throw new RefusedError(preview.refusal);
      await region.whenReadable(preview.position);
      return { json: { ...preview, changed: [...preview.changed] } };
    },
  }),
];

/** The position of the state that a preview begins with, which is when its first slice does. */
function* withPositionOf(
  position: number,
  work: ReturnType<typeof previewClosure>,
): Generator<void, (ClosurePreview & { position: number }) | { readonly refusal: Refusal }> {
  const value = yield* work;
  return "refusal" in value ? value : { ...value, position };
}

/** A crew: from its own unit to an incident that it is sent to, and nothing else. */
function checkCrewWay(
  call: {
    readonly caller: Parameters<typeof getCaller>[0]["caller"];
    readonly query: z.output<typeof etaQuery>;
  },
  region: RegionRuntime,
): void {
  const caller = getCaller(call);
  if (caller.role !== "crew") return;
  const { unit, incident } = call.query;
  checkOwnUnit(caller, unit ?? -1);
  if (incident !== undefined && isAllocatedTo(region.state, incident, caller.unit ?? -1)) return;
  throw new Problem("access.unit", "A crew asks for the way to an incident its unit is sent to.");
}
