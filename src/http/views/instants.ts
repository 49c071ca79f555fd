/**
 * How instants stand in JSON views: microseconds since 1970 as in events, and null where the columns hold 0 for
 * "not yet". One meaning everywhere, so that a client has one way to read a time.
 */

import { z } from "zod";
import { findInstant, type Instant } from "../../base/instant.ts";

export function instantOrNull(at: Instant): Instant | null {
  return at === 0 ? null : at;
}

/** In a view. */
export const instantView = z.number().describe("Microseconds since 1970-01-01T00:00:00Z");

export const instantOrNullView = instantView.nullable();

const micros = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** In a request: microseconds, or RFC 3339 text. */
export const instantInput = z.union([micros, z.string().max(40)]).transform((value, context) => {
  const at = typeof value === "number" ? value : findInstant(value);
  if (at !== undefined) return at;
  context.addIssue({
    code: "custom",
    message: "expected microseconds since 1970 or RFC 3339 text",
  });
  return z.NEVER;
});

/** In a query string, where everything is text. */
export const instantQuery = z
  .string()
  .max(40)
  .transform((text, context) => {
    const at = /^\d{1,16}$/.test(text) ? Number(text) : findInstant(text);
    if (at !== undefined) return at;
    context.addIssue({
      code: "custom",
      message: "expected microseconds since 1970 or RFC 3339 text",
    });
    return z.NEVER;
  });
