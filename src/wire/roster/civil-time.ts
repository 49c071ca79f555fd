/**
 * Civil time of rosters: what a planner writes without an offset is read in a named time zone (IANA), and an hour that
 * a change of clocks skips or doubles is refused, not guessed: a shift that begins an hour off is nobody's shift.
 */

import { findInstant, type Instant } from "../../base/instant.ts";

const local = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?$/;

/** Undefined zone: only times with an offset (RFC 3339) can be read. A text that is none is a fault, as a sentence. */
export function readCivilTime(
  text: string,
  zone: string | undefined,
): { readonly at: Instant } | { readonly fault: string } {
  const exact = findInstant(text);
  if (exact !== undefined) return { at: exact };
  if (!local.test(text))
    return {
      fault: `got "${text.slice(0, 40)}", expected RFC 3339 such as 2026-11-28T22:00:00Z, or a local time with a time zone beside it`,
    };
  if (zone === undefined)
    return { fault: `got "${text}" without an offset; add one, or say the time zone of the file` };
  const parts = text.replace(" ", "T");
  try {
    const plain = Temporal.PlainDateTime.from(parts);
    const zoned = plain.toZonedDateTime(zone, { disambiguation: "reject" });
    return { at: zoned.epochMilliseconds * 1000 };
  } catch {
    return isZone(zone)
      ? {
          fault: `${text} is no time of ${zone}, or there twice as clocks change; write it with an offset`,
        }
      : { fault: `got the time zone "${zone.slice(0, 40)}", expected one such as Europe/London` };
  }
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
