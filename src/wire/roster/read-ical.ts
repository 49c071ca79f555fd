/**
 * Planned shifts out of iCalendar (RFC 5545): each VEVENT becomes a row of a roster, or a fault with its line. Whose it
 * is stands in X-MUSTER-UNIT or X-MUSTER-STAFF, as our own export writes it, else SUMMARY is a call sign or a staff
 * number; LOCATION is the station's code, CATEGORIES are skills. Times are UTC, or of a time zone with its IANA name.
 * An event that repeats simply (recurrence.ts) becomes a row for each time. Refused and said: whole days, other repetition (RDATE,
 * RECURRENCE-ID), zones that only the file's own VTIMEZONE knows.
 */

import { rfc3339FromInstant, type Instant } from "../../base/instant.ts";
import { readCivilTime } from "./civil-time.ts";
import { listContentLines, unescapeText, type ContentLine, type ReadLine } from "./ical-lines.ts";
import { expandRule, type CivilTime } from "./recurrence.ts";
import type { RowFault, SourceRow } from "./roster-row.ts";

export interface ReadCalendar {
  readonly rows: readonly SourceRow[];
  readonly faults: readonly RowFault[];
  /** Components that are no shifts, such as VTODO, by name with their count; VTIMEZONE is not counted. */
  readonly otherComponents: { readonly [name: string]: number };
}

interface Block {
  readonly line: number;
  readonly lines: ContentLine[];
  fault: string | undefined;
}

/** `now`: times of repeating events that are over by then are left out; of an event that does not repeat nothing is. */
export function readCalendar(
  text: string,
  zone: string | undefined,
  now: Instant = 0,
): ReadCalendar {
  const rows: SourceRow[] = [];
  const faults: RowFault[] = [];
  const others: Record<string, number> = {};
  const failed = (line: number, detail: string): void => {
    faults.push({ line, code: "value.invalid", detail });
  };
  const lines = listContentLines(text);
  if (!isCalendar(lines)) {
    failed(1, "it does not begin with BEGIN:VCALENDAR; expected an iCalendar file (RFC 5545)");
    return { rows, faults, otherComponents: others };
  }
  let block: Block | undefined;
  /** Components inside of the event, such as an alarm, whose properties are not the event's. */
  let inner: string[] = [];
  for (const each of lines) {
    if ("fault" in each) {
      if (block === undefined) failed(each.line, each.fault);
      else block.fault ??= `line ${each.line}: ${each.fault}`;
      continue;
    }
    const { name, value, line } = each;
    const component = value.trim().toUpperCase();
    if (name === "BEGIN" && block !== undefined) inner.push(component);
    else if (name === "BEGIN" && component === "VEVENT")
      block = { line, lines: [], fault: undefined };
    else if (name === "BEGIN" && /^(VTODO|VJOURNAL|VFREEBUSY)$/.test(component))
      others[component] = (others[component] ?? 0) + 1;
    else if (name === "END" && inner.length > 0 && component !== "VEVENT") inner.pop();
    else if (name === "END" && component === "VEVENT" && block !== undefined) {
      const read =
        inner.length > 0 ? "a component inside it has no END" : readEvent(block, zone, now);
      if (typeof read === "string") failed(block.line, read);
      else rows.push(...read);
      block = undefined;
      inner = [];
    } else if (block !== undefined && inner.length === 0) block.lines.push(each);
  }
  if (block !== undefined) failed(block.line, "the event has no END:VEVENT");
  return { rows, faults, otherComponents: others };
}

function isCalendar([first]: readonly ReadLine[]): boolean {
  return (
    first !== undefined &&
    "name" in first &&
    first.name === "BEGIN" &&
    first.value.trim().toUpperCase() === "VCALENDAR"
  );
}

const once = ["DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION", "STATUS", "UID"];

/** A row for each time that it is, or why it is none. */
function readEvent(
  { line, lines, fault }: Block,
  zone: string | undefined,
  now: Instant,
): SourceRow[] | string {
  if (fault !== undefined) return fault;
  const found = (name: string): ContentLine | undefined => lines.find((each) => each.name === name);
  const twice = once.find((name) => lines.filter((each) => each.name === name).length > 1);
  if (twice !== undefined) return `it has ${twice} twice`;
  if (lines.some(({ name }) => /^(RDATE|RECURRENCE-ID)$/.test(name)))
    return "it repeats by RDATE or RECURRENCE-ID; export each shift as an event of its own";
  const [start, end, duration] = ["DTSTART", "DTEND", "DURATION"].map(found);
  if (start === undefined) return "it has no DTSTART";
  const from = readTime(start, zone);
  if (typeof from === "string") return `DTSTART: ${from}`;
  const until = readEnd(from, end, duration, zone);
  if (typeof until === "string") return until;
  const times = timesOf(lines, start, from, zone);
  if (typeof times === "string") return times;
  const isRepeated = found("RRULE") !== undefined;
  const lasts = until.at - from.at;
  const spans = times
    .filter((at) => !isRepeated || at + lasts > now)
    .map((at) => ({ from: rfc3339FromInstant(at), until: rfc3339FromInstant(at + lasts) }));
  const textOf = (name: string): string => unescapeText(found(name)?.value ?? "");
  const skills = lines
    .filter(({ name }) => name === "CATEGORIES")
    .flatMap(({ value }) => value.split(/(?<!\\),/))
    .map(unescapeText);
  const isNamed = ["X-MUSTER-UNIT", "X-MUSTER-STAFF"].some((name) => textOf(name) !== "");
  return spans.map((span) => ({
    line,
    cells: {
      unit: textOf("X-MUSTER-UNIT"),
      staff: textOf("X-MUSTER-STAFF"),
      who: isNamed ? "" : textOf("SUMMARY"),
      ...span,
      team: textOf("X-MUSTER-TEAM"),
      station: textOf("LOCATION"),
      area: textOf("X-MUSTER-AREA"),
      crew: textOf("X-MUSTER-CREW"),
      post: textOf("X-MUSTER-POST"),
      skills: skills.join(" "),
      status: textOf("STATUS") === "TENTATIVE" ? "planned" : textOf("STATUS"),
    },
  }));
}

/** The beginnings of an event: one, or those that its RRULE gives, less its EXDATE. */
function timesOf(
  lines: readonly ContentLine[],
  start: ContentLine,
  from: Time,
  zone: string | undefined,
): Instant[] | string {
  const rules = lines.filter(({ name }) => name === "RRULE");
  const excluded = readExcluded(lines, zone);
  if (typeof excluded === "string") return excluded;
  if (rules.length === 0) return excluded.size > 0 ? "it has EXDATE and no RRULE" : [from.at];
  if (rules.length > 1) return "it has RRULE twice";
  const civil = civilOf(start.value);
  const named = start.parameters.get("TZID") ?? zone;
  const untilOf = (value: string) => readUntil(value, civil.isUtc ? undefined : named);
  const days = expandRule(rules[0].value, civil, untilOf);
  if (typeof days === "string") return days;
  const times: Instant[] = [];
  for (const day of days) {
    const read = readCivilTime(`${day}T${civil.time}${civil.isUtc ? "Z" : ""}`, named);
    if ("fault" in read) return `its time on ${day}: ${read.fault}`;
    if (!excluded.has(read.at)) times.push(read.at);
  }
  return times;
}

/** DTSTART was read before, so that its parts are there. */
function civilOf(value: string): CivilTime & { readonly isUtc: boolean } {
  const [, year, month, day, hour, minute, second, utc] = timePattern.exec(value.trim()) ?? [];
  return {
    day: `${year}-${month}-${day}`,
    time: `${hour}:${minute}:${second}`,
    isUtc: utc === "Z",
  };
}

/** A whole day lasts to its end; a time in UTC is turned into that of the start's zone; undefined zone = the start is in UTC. */
function readUntil(value: string, zone: string | undefined): CivilTime | string {
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  if (whole !== null) return { day: `${whole[1]}-${whole[2]}-${whole[3]}`, time: "23:59:59" };
  if (!timePattern.test(value))
    return `got "${value.slice(0, 40)}", expected a day or a time such as 20261128T220000Z`;
  const civil = civilOf(value);
  if (!civil.isUtc || zone === undefined) return civil;
  const read = readCivilTime(`${civil.day}T${civil.time}Z`, undefined);
  if ("fault" in read) return read.fault;
  const plain = Temporal.Instant.fromEpochMilliseconds(read.at / 1_000).toZonedDateTimeISO(zone);
  return {
    day: plain.toPlainDate().toString(),
    time: plain.toPlainTime().toString({ smallestUnit: "second" }),
  };
}

function readExcluded(
  lines: readonly ContentLine[],
  zone: string | undefined,
): Set<Instant> | string {
  const excluded = new Set<Instant>();
  for (const each of lines.filter(({ name }) => name === "EXDATE"))
    for (const value of each.value.split(",")) {
      const read = readTime({ ...each, value }, zone);
      if (typeof read === "string") return `EXDATE: ${read}`;
      excluded.add(read.at);
    }
  return excluded;
}

type Time = { readonly at: Instant };

function readEnd(
  from: Time,
  end: ContentLine | undefined,
  duration: ContentLine | undefined,
  zone: string | undefined,
): Time | string {
  if (end !== undefined && duration !== undefined) return "it has DTEND and DURATION; expected one";
  if (end !== undefined) {
    const until = readTime(end, zone);
    return typeof until === "string" ? `DTEND: ${until}` : until;
  }
  if (duration === undefined) return "it has no DTEND and no DURATION";
  const micros = durationMicros(duration.value);
  return micros === undefined
    ? `DURATION: got "${duration.value.slice(0, 40)}", expected one such as PT8H`
    : { at: from.at + micros };
}

const timePattern = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)$/;

/** Section 3.3.5: UTC, of a zone (TZID), or floating, which is read in the file's zone. */
function readTime({ value, parameters }: ContentLine, zone: string | undefined): Time | string {
  const match = timePattern.exec(value.trim());
  if (match === null)
    return /^\d{8}$/.test(value.trim())
      ? "got a whole day, expected a time; a shift has an hour"
      : `got "${value.slice(0, 40)}", expected a time such as 20261128T220000Z`;
  const [, year, month, day, hour, minute, second, utc] = match;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${utc}`;
  const named = parameters.get("TZID");
  const read = readCivilTime(text, named ?? zone);
  return "fault" in read ? read.fault : read;
}

/** Section 3.3.6, for lengths of a shift: days, hours, minutes, seconds. */
function durationMicros(text: string): number | undefined {
  const match = /^\+?P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/.exec(
    text.trim(),
  );
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  return total > 0 ? total * 1_000_000 : undefined;
}
