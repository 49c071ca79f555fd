/**
 * Planned shifts as files: iCalendar events, busy times (VFREEBUSY) per unit or person, and CSV with the columns that
 * the import reads, so that each can be taken in again. Names of people are in none of them.
 */

import { rfc3339FromInstant, type Instant } from "../../base/instant.ts";
import type { PlannedShift } from "../../core/roster/read.ts";
import { csvText } from "../csv-text.ts";
import { escapeText, foldLine } from "./ical-lines.ts";

export interface NamedShift extends PlannedShift {
  /** Call sign, or staff number. */
  readonly name: string;
}

function stamp(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function calendar(lines: readonly string[]): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Muster//Roster//EN",
    ...lines,
    "END:VCALENDAR",
    "",
  ]
    .map(foldLine)
    .join("\r\n");
}

/** One VEVENT a shift; a cancelled one says so. `region` makes the UIDs one of their kind, `now` is the DTSTAMP. */
export function writeEvents(shifts: readonly NamedShift[], region: string, now: Instant): string {
  const text = (name: string, value: string | null): string[] =>
    value === null || value === "" ? [] : [`${name}:${escapeText(value)}`];
  return calendar(
    shifts.flatMap((shift) => [
      "BEGIN:VEVENT",
      `UID:shift-${shift.shift}@${region}.muster.invalid`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART:${stamp(shift.fromAt)}`,
      `DTEND:${stamp(shift.untilAt)}`,
      `SUMMARY:${escapeText(shift.name)}`,
      `STATUS:${shift.state === "cancelled" ? "CANCELLED" : "CONFIRMED"}`,
      ...text("LOCATION", shift.station),
      ...(shift.skills.length === 0
        ? []
        : [`CATEGORIES:${shift.skills.map(escapeText).join(",")}`]),
      ...text(shift.unit === null ? "X-MUSTER-STAFF" : "X-MUSTER-UNIT", shift.name),
      ...text("X-MUSTER-TEAM", shift.team),
      ...text("X-MUSTER-AREA", shift.area),
      `X-MUSTER-CREW:${shift.crew}`,
      "END:VEVENT",
    ]),
  );
}

/** One VFREEBUSY (section 3.6.4) per unit or person: busy while it is planned. Cancelled and absent ones are free. */
export function writeFreeBusy(shifts: readonly NamedShift[], region: string, now: Instant): string {
  const bySubject = new Map<string, NamedShift[]>();
  for (const shift of shifts) {
    if (shift.state === "cancelled" || shift.state === "absent") continue;
    const listed = bySubject.get(shift.name);
    if (listed === undefined) bySubject.set(shift.name, [shift]);
    else listed.push(shift);
  }
  return calendar(
    [...bySubject].flatMap(([name, list]) => [
      "BEGIN:VFREEBUSY",
      `UID:busy-${name.toLowerCase()}@${region}.muster.invalid`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART:${stamp(Math.min(...list.map(({ fromAt }) => fromAt)))}`,
      `DTEND:${stamp(Math.max(...list.map(({ untilAt }) => untilAt)))}`,
      `ORGANIZER;CN=${name}:urn:muster:${region}:${name.toLowerCase()}`,
      ...list.map(
        ({ fromAt, untilAt }) => `FREEBUSY;FBTYPE=BUSY:${stamp(fromAt)}/${stamp(untilAt)}`,
      ),
      "END:VFREEBUSY",
    ]),
  );
}

const columns = [
  "unit",
  "staff",
  "from",
  "until",
  "team",
  "station",
  "area",
  "skills",
  "crew",
  "status",
] as const;

/** With a header. */
export function writeCsv(shifts: readonly NamedShift[]): string {
  const rows = shifts.map((shift) => [
    shift.unit === null ? "" : shift.name,
    shift.unit === null ? shift.name : "",
    rfc3339FromInstant(shift.fromAt),
    rfc3339FromInstant(shift.untilAt),
    shift.team ?? "",
    shift.station ?? "",
    shift.area ?? "",
    shift.skills.join(" "),
    String(shift.crew),
    shift.state === "cancelled" ? "cancelled" : "planned",
  ]);
  return csvText([columns, ...rows]);
}
