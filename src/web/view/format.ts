/**
 * How times, lengths of time and grades are written on every screen: 24 hours, tabular, short. Pure functions of
 * their arguments; the local time zone is the browser's, because a console stands in its control room.
 */

import type { Instant } from "../../base/instant.ts";
import { microsPerSecond, millisFromInstant } from "../../base/instant.ts";
import type { TravelSource } from "../../core/recommendation.ts";
import type { Grade } from "../../core/vocabulary.ts";

const timeFormat = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const dayFormat = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** `14:03:22` */
export function timeText(at: Instant): string {
  return timeFormat.format(millisFromInstant(at));
}

/** `14:03` */
export function shortTimeText(at: Instant): string {
  return timeText(at).slice(0, 5);
}

/** `Mon, 23 Nov 2026` */
export function dayText(at: Instant): string {
  return dayFormat.format(millisFromInstant(at)).replace(/,/g, "");
}

/** `roads ±52 s (the straight line's)`: whose times, how far they are off, and what that was measured of. */
export function sourceText({
  name,
  errorSeconds,
  errorOf,
}: Pick<TravelSource, "name" | "errorSeconds" | "errorOf">): string {
  const of = errorOf === undefined || errorOf === name ? "" : ` (the ${errorOf}'s)`;
  return `${name} ±${Math.round(errorSeconds)} s${of}`;
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

/** Length of time as a clock: `0:42`, `12:05`, `3:07:00`, `2 d 4 h`; a minus in front of a negative one. */
export function clockText(micros: number): string {
  const seconds = Math.floor(Math.abs(micros) / microsPerSecond);
  const sign = micros < 0 && seconds > 0 ? "−" : "";
  if (seconds < 3600) return `${sign}${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  if (seconds < 86_400)
    return `${sign}${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${sign}${Math.floor(seconds / 86_400)} d ${Math.floor(seconds / 3600) % 24} h`;
}

/** Age in the largest fitting unit: `4 s`, `12 min`, `3 h`, `2 d`. */
export function ageText(seconds: number): string {
  if (seconds < 100) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

const gradeNames: { readonly [K in Grade]: string } = {
  immediate: "Immediate",
  priority: "Priority",
  scheduled: "Scheduled",
  resolution: "Resolution",
};

export function gradeText(grade: Grade): string {
  return gradeNames[grade];
}

export function gradeLetter(grade: Grade): string {
  return gradeNames[grade].slice(0, 1);
}

/** `at scene` -> `At scene` */
export function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}
