/**
 * Closures out of GeoJSON (RFC 7946): our own export, or a feed of road works whose properties go by other names. Each
 * feature becomes one report or more (a line of many points is cut into pieces, a multi-geometry into its parts), or a
 * fault that says what was got, what was expected and what to do. Nothing is dropped in silence. Not here: whether
 * the core takes a report.
 */

import { z } from "zod";
import { findInstant, type Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { ClosureShape } from "../../core/events.ts";
import { limits } from "../../core/limits.ts";
import {
  closureDirections,
  closureKinds,
  closureSources,
  contentGrades,
  sourceGrades,
} from "../../core/vocabulary.ts";

export const closureFileLimits = {
  /** Features of one collection, and reports that one feature may become. */
  features: 500,
  reportsPerFeature: 100,
  /** Characters shown of a feature's own id. */
  idLength: 64,
} as const;

export type ClosureReport = Extract<Command, { type: "closure.report" }>;

/** What holds for features that do not say it themselves, and how a feed names its properties. */
export interface ClosureReading {
  readonly source: ClosureReport["source"];
  readonly sourceGrade?: ClosureReport["sourceGrade"];
  readonly contentGrade?: ClosureReport["contentGrade"];
  readonly classes?: readonly string[];
  readonly expiresAt?: Instant;
  readonly names?: {
    readonly since?: string;
    readonly expires?: string;
    readonly description?: string;
  };
}

export interface ClosureFeature {
  /** Place in the collection, from 0. */
  readonly feature: number;
  /** The feature's own id, or empty. */
  readonly id: string;
  readonly reports: readonly ClosureReport[];
  /** Undefined = read. */
  readonly fault: string | undefined;
}

const position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .rest(z.number());
const line = z.array(position).min(2);
const ring = z.array(position).min(4);
const geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("LineString"), coordinates: line }),
  z.object({ type: z.literal("MultiLineString"), coordinates: z.array(line).min(1) }),
  z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
const feature = z.object({
  type: z.literal("Feature"),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullable().optional(),
  geometry,
});
type Geometry = z.output<typeof geometry>;

const time = z.union([z.int().min(1), z.string().max(40)]).transform((value, context) => {
  const at = typeof value === "number" ? value : findInstant(value);
  if (at !== undefined) return at;
  context.addIssue({
    code: "custom",
    message: "expected RFC 3339 text or microseconds since 1970",
  });
  return z.NEVER;
});
/** Null says the same as nothing: feeds write it. */
function said<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => value ?? undefined, schema.optional());
}
const properties = z.object({
  kind: said(z.enum(closureKinds.names)),
  direction: said(z.enum(closureDirections.names)),
  bearingDegrees: said(z.number()),
  classes: said(z.array(z.string().max(limits.codeLength)).max(limits.vehicleClasses)),
  source: said(z.enum(closureSources.names)),
  sourceGrade: said(z.enum(sourceGrades.names)),
  contentGrade: said(z.enum(contentGrades.names)),
  since: said(time),
  expires: said(time),
  description: said(z.string()),
});

/** Reads the features of a collection one by one; at most `closureFileLimits.features` are given to it. */
export function readClosures(
  features: readonly unknown[],
  reading: ClosureReading,
): ClosureFeature[] {
  return features.map((value, index) => readFeature(value, index, reading));
}

function readFeature(value: unknown, index: number, reading: ClosureReading): ClosureFeature {
  const read = feature.safeParse(value);
  const id = idOf(value);
  const failed = (fault: string): ClosureFeature => ({ feature: index, id, reports: [], fault });
  if (!read.success) return failed(geometryFault(value) ?? firstIssue(read.error));
  const given = read.data.properties ?? {};
  const { names = {} } = reading;
  const facts = properties.safeParse({
    ...given,
    since: given[names.since ?? "since"],
    expires: given[names.expires ?? "expires"],
    description: given[names.description ?? "description"],
  });
  if (!facts.success) return failed(`properties: ${firstIssue(facts.error)}`);
  const expiresAt = facts.data.expires ?? reading.expiresAt;
  if (expiresAt === undefined)
    return failed("it does not say when it expires, and nothing was given for those that do not");
  const shapes = shapesOf(read.data.geometry, facts.data.kind);
  if (typeof shapes === "string") return failed(shapes);
  if (shapes.length > closureFileLimits.reportsPerFeature)
    return failed(
      `it would be ${shapes.length} closures, expected at most ${closureFileLimits.reportsPerFeature}; split it, or draw an area`,
    );
  const reports = shapes.map((shape) => reportOf(shape, facts.data, expiresAt, reading));
  return { feature: index, id, reports, fault: undefined };
}

function idOf(value: unknown): string {
  const id = (value as { readonly id?: unknown } | null | undefined)?.id;
  const known = typeof id === "string" || typeof id === "number";
  return known ? String(id).slice(0, closureFileLimits.idLength) : "";
}

function firstIssue(error: z.ZodError): string {
  const [{ path, message }] = error.issues;
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

/** Shapes that are no mistake of spelling, but nothing that could be shut. */
function geometryFault(value: unknown): string | undefined {
  const found = (value as { geometry?: { type?: unknown } | null } | null)?.geometry?.type;
  if (found === "Point" || found === "MultiPoint")
    return "a point shuts nothing; draw a line across the road, along it, or an area";
  if (found === "GeometryCollection")
    return "got a GeometryCollection, expected one line or area per feature";
  return undefined;
}

type Facts = z.output<typeof properties>;

function reportOf(
  shape: ClosureShape,
  facts: Facts,
  expiresAt: Instant,
  reading: ClosureReading,
): ClosureReport {
  const sourceGrade = facts.sourceGrade ?? reading.sourceGrade;
  const contentGrade = facts.contentGrade ?? reading.contentGrade;
  const classes = facts.classes ?? reading.classes;
  const { direction, bearingDegrees, since, description } = facts;
  return {
    type: "closure.report",
    shape,
    ...(direction === undefined ? {} : { direction }),
    ...(bearingDegrees === undefined ? {} : { bearingDegrees }),
    ...(classes === undefined ? {} : { classes }),
    source: facts.source ?? reading.source,
    ...(sourceGrade === undefined ? {} : { sourceGrade }),
    ...(contentGrade === undefined ? {} : { contentGrade }),
    ...(since === undefined ? {} : { sinceAt: since }),
    expiresAt,
    ...(description === undefined || description === "" ? {} : { description }),
  };
}

type Points = ClosureShape["points"];

function pointsOf(coordinates: readonly (readonly [number, number, ...number[]])[]): Points {
  return coordinates.map(([lon, lat]) => [Math.round(lon * 1e7), Math.round(lat * 1e7)] as const);
}

/** The shapes of a geometry, or why it has none. */
function shapesOf(
  given: Geometry,
  kind: ClosureShape["kind"] | undefined,
): ClosureShape[] | string {
  const isArea = given.type === "Polygon" || given.type === "MultiPolygon";
  if (kind !== undefined && (kind === "area") !== isArea)
    return `properties: kind: got "${kind}" for a ${given.type}, expected ${isArea ? "area" : "barricade or stretch"}`;
  switch (given.type) {
    case "LineString":
      return cutLine(pointsOf(given.coordinates), kind);
    case "MultiLineString":
      return given.coordinates.flatMap((each) => cutLine(pointsOf(each), kind));
    case "Polygon":
      return areasOf([given.coordinates]);
    case "MultiPolygon":
      return areasOf(given.coordinates);
  }
}

/** A line of more points than one closure may have goes on where its last piece ends. */
function cutLine(points: Points, kind: ClosureShape["kind"] = "stretch"): ClosureShape[] {
  const pieces: ClosureShape[] = [];
  const most = limits.closurePoints;
  for (let from = 0; from < points.length - 1; from += most - 1)
    pieces.push({ kind, points: points.slice(from, from + most) });
  return pieces;
}

/** A ring repeats its first point at its end (RFC 7946, 3.1.6); a closure's does not. */
function areasOf(polygons: readonly (readonly z.output<typeof ring>[])[]): ClosureShape[] | string {
  const shapes: ClosureShape[] = [];
  for (const [outer, ...holes] of polygons) {
    if (holes.length > 0) return "an area with holes would shut what is not shut; draw it without";
    const points = pointsOf(outer);
    const [first, last] = [points[0], points[points.length - 1]];
    if (first[0] !== last[0] || first[1] !== last[1])
      return "the ring of an area must end where it begins";
    shapes.push({ kind: "area", points: points.slice(0, -1) });
  }
  return shapes;
}
