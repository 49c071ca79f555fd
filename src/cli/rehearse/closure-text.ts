/**
 * Closures of a plan as a person writes them in YAML (docs/reference/rehearsal.md), and what becomes of them: a drawing
 * that the core accepts, with the instants at which it is reported, confirmed and ends. Not here: which roads it shuts.
 */
import { z } from "zod";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import { checkDirection, checkShape } from "../../core/closure/shape.ts";
import type { ClosureShape } from "../../core/events.ts";
import { limits } from "../../core/limits.ts";
import type { VehicleClassConfig } from "../../core/region/config.ts";
import { closureDirections } from "../../core/vocabulary.ts";
import type { PlannedClosure } from "../../sim/room/closure-steps.ts";
import { instantText, planCode } from "./plan-values.ts";

export const planClosureLimits = { closures: 100, radiusM: 20_000 } as const;

const point = z.strictObject({
  lat: z.number().min(-80).max(80),
  lon: z.number().min(-180).max(180),
});
const points = z.array(point).max(limits.closurePoints);

export const closureText = z
  .strictObject({
    name: planCode,
    barricade: points.optional(),
    stretch: points.optional(),
    area: points.optional(),
    circle: point
      .extend({ radiusM: z.number().positive().max(planClosureLimits.radiusM) })
      .optional(),
    from: instantText,
    until: instantText,
    confirmed: z.boolean().default(true),
    confirmAfterMinutes: z.number().min(0).max(100_000).default(0),
    direction: z.enum(closureDirections.names).default("both"),
    bearing: z.int().optional(),
    classes: z.array(planCode).min(1).max(limits.vehicleClasses).optional(),
  })
  .refine(
    ({ barricade, stretch, area, circle }) =>
      [barricade, stretch, area, circle].filter((each) => each !== undefined).length === 1,
    { error: "expected one of barricade, stretch, area and circle" },
  );

export type ClosureText = z.output<typeof closureText>;

/** When the night is played. */
export interface PlayedTime {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** The closure, or what is wrong with it. */
export function makeClosure(
  text: ClosureText,
  { startAt, endAt }: PlayedTime,
  vehicleClasses: readonly VehicleClassConfig[],
): PlannedClosure | string {
  const { name, from, until, confirmed, confirmAfterMinutes, direction, bearing, classes } = text;
  const shape = shapeOf(text);
  const refusal = checkShape(shape) ?? checkDirection(shape.kind, direction, bearing);
  if (refusal !== undefined) return `closure ${name}: ${refusal.message}`;
  const confirmAt = confirmed
    ? from + Math.round(confirmAfterMinutes * microsPerMinute)
    : undefined;
  if (until <= from) return `closure ${name}: until is not after from`;
  if (until <= startAt || from >= endAt)
    return `closure ${name}: it stands at no time of the night that is played`;
  if (until - startAt > limits.closureMicros)
    return `closure ${name}: until is more than 366 days after the start`;
  if (confirmAt !== undefined && confirmAt >= until)
    return `closure ${name}: confirmAfterMinutes reaches beyond until`;
  const unknown = classes?.find((code) => vehicleClasses.every((each) => each.code !== code));
  if (unknown !== undefined) {
    const known = vehicleClasses.map(({ code }) => code).join(", ");
    return `closure ${name}: got vehicle class "${unknown}", expected one of ${known}`;
  }
  return { at: from, confirmAt, until, shape, direction, bearingDegrees: bearing, classes };
}

type Point = z.output<typeof point>;

function shapeOf({ barricade, stretch, area, circle }: ClosureText): ClosureShape {
  if (circle !== undefined) return { kind: "area", points: ringOf(circle) };
  if (barricade !== undefined) return { kind: "barricade", points: barricade.map(pairOf) };
  if (stretch !== undefined) return { kind: "stretch", points: stretch.map(pairOf) };
  return { kind: "area", points: (area ?? []).map(pairOf) };
}

function pairOf({ lat, lon }: Point): readonly [number, number] {
  return [Math.round(lon * 1e7), Math.round(lat * 1e7)];
}

const corners = 24;

/** A ring of corners about a place. */
export function ringOf({ lat, lon, radiusM }: Point & { readonly radiusM: number }) {
  const perDegree = 111_195;
  return Array.from({ length: corners }, (_, corner): readonly [number, number] => {
    const angle = (2 * Math.PI * corner) / corners;
    const north = (radiusM * Math.cos(angle)) / perDegree;
    const east = (radiusM * Math.sin(angle)) / perDegree / Math.cos((lat * Math.PI) / 180);
    return pairOf({ lat: lat + north, lon: lon + east });
  });
}
