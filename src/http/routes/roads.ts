/**
 * Roads to ask about: how long from a unit or a place to an incident or a place and along which streets, what is reached
 * within a time, which part of each area is covered, and what a drawn closure would change. Each answer names its
 * source, map and the state of closures it rests on; without a map the straight line answers and says so. A crew asks
 * for its own unit's way to what it is sent to.
 */

import { z } from "zod";
import { isAllocatedTo } from "../../core/authority.ts";
import { findIncidentRow, hasUnit, type RegionState } from "../../core/state/region-state.ts";
import { grades } from "../../core/vocabulary.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import { RefusedError } from "../../live/fault.ts";
import {
  answerTravel,
  coverByArea,
  listFreeUnits,
  listReach,
  previewClosure,
  roadAnswerLimits,
  type PointE7,
} from "../../live/roads/road-answers.ts";
import { placeOfIncident } from "../../plan/place.ts";
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
  steps: z.array(z.object({ name: z.string(), distanceM: z.number(), travelSeconds: z.number() })),
  line: z.array(lonLat).describe("[lonE7, latE7] from the start to the end; empty without roads"),
});

const featureCollection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(z.unknown()),
});

const bestView = z.object({ unit: z.number(), travelSeconds: z.number() }).nullable();

function classIndexOf(state: RegionState, code: string | undefined, unit?: number): number {
  const policy = state.policy;
  if (policy === undefined) return 0;
  if (code === undefined)
    return unit === undefined ? 0 : policy.classOfVehicle[state.columns.units.vehicle[unit]];
  const index = policy.classIndex.get(code);
  if (index !== undefined) return index;
  const known = policy.vehicleClasses.map((each) => each.code).join(", ");
  throw new Problem("input.invalid", `class: got ${code}, expected one of ${known}`);
}

function placeOfUnit(region: RegionRuntime, unit: number): PointE7 {
  const { state, telemetry } = region;
  if (!hasUnit(state, unit)) throw new Problem("unit.unknown", `There is no unit ${unit} here.`);
  const { units } = state.columns;
  const { overlay } = telemetry;
  const isTracked = overlay.at[unit] > units.positionAt[unit];
  return {
    latE7: isTracked ? overlay.latE7[unit] : units.latE7[unit],
    lonE7: isTracked ? overlay.lonE7[unit] : units.lonE7[unit],
  };
}

function placeOf(region: RegionRuntime, number: number): PointE7 {
  const row = findIncidentRow(region.state, number);
  if (row < 0)
    throw new Problem("incident.unknown", `There is no incident ${number} on the screens.`);
  return placeOfIncident(region.state, row);
}

function pointOf(what: string, latE7: number | undefined, lonE7: number | undefined): PointE7 {
  if (latE7 !== undefined && lonE7 !== undefined) return { latE7, lonE7 };
  throw new Problem(
    "input.invalid",
    `${what}: expected ${what === "from" ? "unit" : "incident"}, or ${what}LatE7 and ${what}LonE7`,
  );
}

function linesOf(lines: readonly (readonly (readonly [number, number])[])[]) {
  return {
    type: "FeatureCollection" as const,
    features: lines.map((line) => ({
      type: "Feature",
      properties: {},
      geometry: {
        type: "LineString",
        coordinates: line.map(([lonE7, latE7]) => [lonE7 / 1e7, latE7 / 1e7]),
      },
    })),
  };
}

/** The roads of a class, after the ledger was looked at; a server without a map, or a class without roads, says so. */
function getRoads(region: RegionRuntime, index: number) {
  region.travelFor(region.state);
  const roads = region.roads?.classes[index];
  if (roads !== undefined) return roads;
  throw new Problem(
    "map.roadless",
    "Name a map package under map.file in the configuration (muster map build), and a class that drives.",
  );
}

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
        const travel = region.travelFor(state);
        // A place has no unit: one beyond all units is not kept.
        const start = { unit: query.unit ?? 1 << 20, vehicleClass, ...from };
        const answer = answerTravel(travel, region.roads?.classes ?? [], start, to);
        const { way, shutBy, reportedClosures, ...rest } = answer;
        return {
          vehicleClass: state.policy?.vehicleClasses[vehicleClass]?.code ?? "",
          ...rest,
          shutBy: [...shutBy],
          reportedClosures: [...reportedClosures],
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
      schema: featureCollection,
      description: "Lines; the base time of journeys is left out.",
    },
    handle: (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { query } = call;
      const roads = getRoads(region, classIndexOf(region.state, query.class));
      return { json: linesOf(listReach(roads, [query], query.seconds).lines) };
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
      schema: featureCollection.extend({
        targetSeconds: z.number(),
        freeUnits: z.number(),
        areas: z.array(
          z.object({ area: z.string(), share: z.number().nullable(), crossings: z.number() }),
        ),
      }),
      description: "Covered roads as lines, and the covered share of each area's crossings.",
    },
    handle: (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { state } = region;
      const index = classIndexOf(state, call.query.class);
      const roads = getRoads(region, index);
      const policy = state.policy!;
      const targetSeconds = policy.config.gradeRules[call.query.grade].targetSeconds ?? 0;
      const places = listFreeUnits(
        state,
        region.telemetry.overlay,
        (unit) => policy.classOfVehicle[state.columns.units.vehicle[unit]] === index,
      );
      const base = region.roads?.baseSeconds ?? 0;
      const { lines, nodes } = listReach(roads, places, Math.max(0, targetSeconds - base));
      const areas = coverByArea(state, roads, nodes);
      return { json: { ...linesOf(lines), targetSeconds, freeUnits: places.length, areas } };
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
          .describe(`Open incidents asked about: the nearest ${roadAnswerLimits.previewIncidents}`),
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
      const json = await answerDurable(region, () => {
        const { state } = region;
        const roads = getRoads(region, 0);
        const preview = previewClosure(
          {
            state,
            now: region.now(),
            positions: region.telemetry.overlay,
            travelFor: (of) => region.travelFor(of),
            listArcs: (shape) =>
              region.roads?.listArcs({ ...shape, direction: "both", bearingDegrees: null }, 0) ??
              [],
            segmentOf: (arc) => roads.network.arcSegment[arc],
          },
          command,
        );
        if ("refusal" in preview) throw new RefusedError(preview.refusal);
        return { ...preview, changed: [...preview.changed] };
      });
      return { json };
    },
  }),
];

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
