/** Parts that the schemas of commands share. */

import { z } from "zod";

/** A generous bound against abuse; the limits that people meet are the core's, with its codes. */
export const text = z.string().max(10_000);
/** Contact, incident, note, request and alarm numbers; unit ids begin at 0. */
export const number = z.int().min(0);
/** Microseconds since 1970. */
export const instant = z.int().min(0);

export function command<const Type extends string, Shape extends z.core.$ZodLooseShape>(
  type: Type,
  shape: Shape,
) {
  return z.strictObject({ type: z.literal(type), ...shape });
}
