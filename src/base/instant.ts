/**
 * Time as a value. An instant is an integer count of microseconds since 1970-01-01T00:00:00Z (UTC, no leap
 * seconds), held in a JavaScript number: exact until the year 2255. Nothing here reads a clock; callers that
 * may do so (store, live, http, cli, web) pass the instant in. Civil time (shifts, rosters) is not here.
 */

export type Instant = number;
/** A length of time in integer microseconds. */
export type Micros = number;

export const microsPerSecond = 1_000_000;
export const microsPerMinute = 60 * microsPerSecond;
export const microsPerHour = 60 * microsPerMinute;
export const microsPerDay = 24 * microsPerHour;

/** The instant that stands for "never" or "not yet" in a dense column; no real instant is zero. */
export const noInstant: Instant = 0;

export function microsFromSeconds(seconds: number): Micros {
  return Math.round(seconds * microsPerSecond);
}

export function secondsFromMicros(micros: Micros): number {
  return micros / microsPerSecond;
}

export function instantFromMillis(millis: number): Instant {
  return Math.round(millis * 1000);
}

export function millisFromInstant(at: Instant): number {
  return Math.floor(at / 1000);
}

/** RFC 3339 in UTC with six decimals, for example `2017-01-01T00:00:00.000000Z`. Shape: 27 characters. */
export function rfc3339FromInstant(at: Instant): string {
  const whole = Math.floor(at / 1000);
  const micros = at - whole * 1000;
  return `${new Date(whole).toISOString().slice(0, -1)}${String(micros).padStart(3, "0")}Z`;
}

const rfc3339Pattern =
  /^(\d{4}-\d{2}-\d{2})[Tt ]((?:[01]\d|2[0-3]):\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/;

/** Reads RFC 3339 (section 5.6) to the microsecond; further digits are cut. Undefined when it is not one. */
export function findInstant(text: string): Instant | undefined {
  const match = rfc3339Pattern.exec(text);
  if (match === null) return undefined;
  const [, date, time, fraction = "", zone] = match;
  const millis = Date.parse(`${date}T${time}${zone === "z" ? "Z" : zone}`);
  if (!Number.isFinite(millis)) return undefined;
  // Date.parse takes 30 February for 2 March.
  if (new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) !== date) return undefined;
  return millis * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}
