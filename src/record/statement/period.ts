/**
 * Absolute periods of a statement to instants, by the clocks of the record's area. Forms: a year, a month, a day, an
 * hour (2017-01-03T18), a minute or second (a moment), with or without an offset, and two of them joined by ".." or
 * "/", the last one included. Anything relative ("yesterday") is no period; the reading resolves it against a date.
 */
import { findInstant, type Instant, microsPerDay, microsPerHour } from "../../base/instant.ts";
import type { ZoneOffsets } from "../../base/zone-offsets.ts";
import { weekdays } from "./words.ts";

export interface Period {
  readonly from: Instant;
  /** First instant after; of a moment the moment itself. */
  readonly to: Instant;
  readonly isMoment: boolean;
  readonly text: string;
}

const datePattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::(\d{2})(?::(\d{2}))?)?)?)?)?$/;

/** Undefined when the text is no absolute period, or ends before it begins. */
export function findPeriod(text: string, zone: ZoneOffsets): Period | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 80) return undefined;
  const sides = trimmed.split(/\.\.|\/|\s+to\s+/);
  if (sides.length === 1) return findStep(trimmed, zone);
  if (sides.length !== 2) return undefined;
  const first = findStep(sides[0].trim(), zone);
  const last = findStep(sides[1].trim(), zone);
  if (first === undefined || last === undefined || last.to <= first.from) return undefined;
  return { from: first.from, to: last.to, isMoment: false, text: trimmed };
}

function findStep(text: string, zone: ZoneOffsets): Period | undefined {
  const exact = findInstant(text);
  if (exact !== undefined) return { from: exact, to: exact, isMoment: true, text };
  const match = datePattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const isWrong =
    (month !== undefined && (month < 1 || month > 12)) ||
    (hour ?? 0) > 23 ||
    (minute ?? 0) > 59 ||
    (second ?? 0) > 59 ||
    year === undefined ||
    year < 1900 ||
    year > 2200;
  if (isWrong) return undefined;
  const start = Date.UTC(year, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0);
  if (day !== undefined && new Date(start).getUTCDate() !== day) return undefined;
  const from = zone.instantOfLocal(start * 1000);
  if (minute !== undefined) return { from, to: from, isMoment: true, text };
  const next =
    hour !== undefined
      ? start * 1000 + microsPerHour
      : day !== undefined
        ? start * 1000 + microsPerDay
        : Date.UTC(month === undefined ? year + 1 : year, month ?? 0, 1) * 1000;
  return { from, to: zone.instantOfLocal(next), isMoment: false, text };
}

/** Names of the steps that a local time falls in: its hour, day, month, hour of day (0 to 23) and weekday. */
export function stepOf(step: string, local: Instant): string {
  const text = new Date(Math.floor(local / 1000)).toISOString();
  if (step === "hour") return text.slice(0, 13);
  if (step === "day") return text.slice(0, 10);
  if (step === "month") return text.slice(0, 7);
  if (step === "hour-of-day") return String(Number(text.slice(11, 13)));
  const days = Math.floor(local / microsPerDay);
  // 1970-01-01 was a Thursday, the fourth day of its week.
  return weekdays[(((days + 3) % 7) + 7) % 7];
}
