/**
 * How far the clocks of one time zone are from UTC, by the zone rules of the runtime's own tables (Intl), and what a
 * local clock shows at an instant. Pure: the same instant gives the same answer. Not here: from clock times to instants
 * (wire/recorded), and rosters.
 */
import { microsPerDay, microsPerHour, type Instant } from "./instant.ts";

/** Whether the runtime knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const quarterMillis = 900_000;
const dayMillis = 86_400_000;

export class ZoneOffsets {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** `timeZone`: IANA name. Throws RangeError for one that the runtime does not know. */
  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  /** Milliseconds that the zone's clocks are ahead of UTC; remembered per quarter of an hour. */
  millisAt(millis: number): number {
    const quarter = Math.floor(millis / quarterMillis);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const shown: Record<string, number> = {};
    for (const part of this.#format.formatToParts(quarter * quarterMillis))
      shown[part.type] = Number(part.value);
    const { year, month, day, hour, minute, second } = shown;
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - quarter * quarterMillis;
    this.#offsets.set(quarter, offset);
    return offset;
  }

  /** The local clock as if it were UTC: an instant whose UTC date and hour are the local ones. */
  localAt(at: Instant): Instant {
    return at + this.millisAt(Math.floor(at / 1_000)) * 1_000;
  }

  /** The instant at which the local clock shows `local`; of two the first, and where it is skipped the next one after. */
  instantOfLocal(local: Instant): Instant {
    const guess = local - this.millisAt(Math.floor(local / 1_000) - dayMillis) * 1_000;
    if (this.localAt(guess) === local) return guess;
    const second = local - this.millisAt(Math.floor(guess / 1_000)) * 1_000;
    return this.localAt(second) === local ? second : guess;
  }
}

/** 1970-01-01 was a Thursday: the Monday of its week began three days before. */
const weekBegins = -3 * microsPerDay;

/** Hours since Monday midnight, 0 to 167, that a clock shows; `local`: see ZoneOffsets.localAt. */
export function hourOfWeek(local: Instant): number {
  const hour = Math.floor((local - weekBegins) / microsPerHour) % 168;
  return hour < 0 ? hour + 168 : hour;
}
