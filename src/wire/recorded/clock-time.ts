/**
 * Clock times of recorded calls to instants. Times with an offset are exact; times without one are read in the
 * mapping's time zone, through the zone rules of the runtime's own tables (Intl). In the hour that a change to
 * winter time repeats, the first pass is taken; a time that the change to summer time skips is a fault.
 */
import { findInstant, type Instant, microsPerSecond } from "../../base/instant.ts";
import { ZoneOffsets } from "../../base/zone-offsets.ts";

export interface TimeReader {
  /** The instant, or a sentence that says what is wrong with the text. */
  read(text: string): Instant | string;
}

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;
const tokenPattern = /yyyy|MM|dd|HH|hh|mm|ss|a/g;
const tokenGroups: Readonly<Record<string, string>> = {
  yyyy: "(?<yyyy>\\d{4})",
  MM: "(?<MM>\\d{1,2})",
  dd: "(?<dd>\\d{1,2})",
  HH: "(?<HH>\\d{1,2})",
  hh: "(?<hh>\\d{1,2})",
  mm: "(?<mm>\\d{2})",
  ss: "(?<ss>\\d{2})",
  a: "(?<a>[AaPp][Mm])",
};

interface ClockTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Throws RangeError for a zone that the runtime does not know; the mapping reader turns that into a fault. */
export function makeTimeReader(format: string, timeZone: string): TimeReader {
  const zone = new ZoneRules(timeZone);
  const pattern = format === "iso" ? undefined : compilePattern(format);
  return {
    read(text) {
      const trimmed = text.trim();
      if (pattern === undefined) {
        const instant = findInstant(trimmed);
        if (instant !== undefined) return instant;
      }
      const time = pattern === undefined ? readIso(trimmed) : readPattern(pattern, trimmed);
      const expected =
        format === "iso" ? "a time like 2017-01-01T00:00:00-08:00" : `a time like ${format}`;
      if (time === undefined)
        return `got ${JSON.stringify(trimmed.slice(0, 40))}, expected ${expected}`;
      return zone.instantOf(time) ?? `${trimmed} does not exist in ${timeZone}`;
    },
  };
}

function compilePattern(format: string): RegExp {
  const parts: string[] = [];
  let last = 0;
  const plain = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  for (const match of format.matchAll(tokenPattern)) {
    parts.push(plain(format.slice(last, match.index)), tokenGroups[match[0]]);
    last = match.index + match[0].length;
  }
  parts.push(plain(format.slice(last)));
  return new RegExp(`^${parts.join("")}$`);
}

function readIso(text: string): ClockTime | undefined {
  const match = isoPattern.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  return checkTime({ year, month, day, hour, minute, second });
}

function readPattern(pattern: RegExp, text: string): ClockTime | undefined {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const number = (key: string, otherwise: number): number =>
    groups[key] === undefined ? otherwise : Number(groups[key]);
  let hour = number("HH", number("hh", 0));
  if (groups["a"] !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (groups["a"].toLowerCase() === "pm" ? 12 : 0);
  }
  return checkTime({
    year: number("yyyy", 0),
    month: number("MM", 1),
    day: number("dd", 1),
    hour,
    minute: number("mm", 0),
    second: number("ss", 0),
  });
}

function checkTime(time: ClockTime): ClockTime | undefined {
  const { year, month, day, hour, minute, second } = time;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  return isReal && date.getUTCMinutes() === minute && second < 60 ? time : undefined;
}

/** Clock times of one zone to instants. */
class ZoneRules {
  readonly #offsets: ZoneOffsets;

  constructor(timeZone: string) {
    this.#offsets = new ZoneOffsets(timeZone);
  }

  instantOf(time: ClockTime): Instant | undefined {
    const { year, month, day, hour, minute, second } = time;
    const shown = Date.UTC(year, month - 1, day, hour, minute, second);
    // The earlier of two passes has the larger offset, so the larger one is tried first.
    const near = [shown - 86_400_000, shown + 86_400_000];
    for (const offset of near.map((at) => this.#offsets.millisAt(at)).sort((a, b) => b - a)) {
      if (this.#offsets.millisAt(shown - offset) === offset)
        return ((shown - offset) / 1000) * microsPerSecond;
    }
    return undefined;
  }
}
