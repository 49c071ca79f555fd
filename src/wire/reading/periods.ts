/**
 * Which times of a sentence are the period of its statement, and which is the step that is said to have the most.
 */
import type { StatementRecord } from "../../record/statement/record.ts";
import { weekdays } from "../../record/statement/words.ts";
import type { Compared } from "./compare.ts";
import { clockMinutes } from "./time-rules.ts";
import type { FoundTime } from "./times.ts";

/** All of the record's days; noted as taken from there. */
export function wholePeriod(record: StatementRecord | undefined, assumed: string[]): string[] {
  if (record === undefined) return [];
  assumed.push("period");
  const day = (at: number): string =>
    new Date(record.zone.localAt(at) / 1000).toISOString().slice(0, 10);
  return [`${day(record.from)}..${day(record.to - 1)}`];
}

/** A time that stays unresolved leaves the period open: what the text means then is not the record's to say. */
export function choosePeriods(
  times: readonly FoundTime[],
  { comparator, isTurned }: Compared,
  record: StatementRecord | undefined,
  assumed: string[],
): string[] {
  if (times.some(({ period }) => period === null)) return [];
  const periods = times.flatMap(({ period }) => (period === null ? [] : [period]));
  if (periods.length === 0) return wholePeriod(record, assumed);
  const isPair = /-other$|^ratio-|^change-/.test(comparator);
  if (!isPair) return periods.slice(0, 1);
  // "Up by a fifth from 2016 to 2017": a joined period of two steps is two sides.
  const [first] = periods;
  const isOfSteps = comparator.startsWith("change-") || isTurned;
  const sides = periods.length === 1 && isOfSteps ? first.split("..") : periods.slice(0, 2);
  return isTurned ? sides.reverse() : sides;
}

export interface Most {
  readonly value: string | null;
  readonly by: string | null;
  readonly periods: string[];
}

const monthNames =
  "january february march april may june july august september october november december".split(
    " ",
  );

/** "July was the busiest month of 2015", "the busiest hour was between midnight and 1am", "Fridays were the busiest". */
export function readMost(
  sentence: string,
  times: readonly FoundTime[],
  by: string | null,
  record: StatementRecord | undefined,
  assumed: string[],
): Most {
  if (by === "hour") return readBusiestHour(sentence, times, record, assumed);
  const weekday = weekdays.find(
    (name) =>
    new RegExp(String.raw`^(?:the )?${name}s?\b|\b(?:was|were|on) (?:a |the )?${name}s?\b(?! \d)`, "i").test(sentence), // prettier-ignore
  );
  const others = times.filter(({ text }) => weekday === undefined || !text.toLowerCase().includes(weekday)); // prettier-ignore
  const isOfWeek = weekday !== undefined && (by === "weekday" || by === null || /\bof the week\b|days\b/i.test(sentence)); // prettier-ignore
  if (isOfWeek)
    return { value: weekday, by: "weekday", periods: periodOf(others, record, assumed) };
  const year = times.find(({ period }) => period !== null && /^\d{4}$/.test(period))?.period;
  const said = times.find(({ period }) => period !== (year ?? ""));
  if (said === undefined) return { value: null, by, periods: periodOf(times, record, assumed) };
  const value = monthInRecord(said.text, year ?? null, record) ?? said.period;
  const rest = times.filter((time) => time !== said);
  return { value, by, periods: periodOf(rest, record, assumed) };
}

function periodOf(
  times: readonly FoundTime[],
  record: StatementRecord | undefined,
  assumed: string[],
): string[] {
  if (times.some(({ period }) => period === null)) return [];
  const [first] = times;
  return first?.period === undefined || first.period === null
    ? wholePeriod(record, assumed)
    : [first.period];
}

/** An hour of one day, or of every day of the period. */
function readBusiestHour(
  sentence: string,
  times: readonly FoundTime[],
  record: StatementRecord | undefined,
  assumed: string[],
): Most {
  const [time] = times;
  const hours = /\b(?:between|from) (midnight|noon|[\d:.]+ ?(?:am|pm)?) (?:and|to|until) (midnight|noon|[\d:.]+ ?(?:am|pm)?)/i.exec(sentence); // prettier-ignore
  // Where the hours stand beside a date they are the time that was found.
  const ofTime = /^(\d{4}-\d{2}-\d{2})T(\d{2})$/.exec(time?.period ?? "");
  if (ofTime !== null) return { value: ofTime[0], by: "hour", periods: [ofTime[1]] };
  const first = hours === null ? undefined : clockMinutes(hours[1], hours[2]);
  const last = hours === null ? undefined : clockMinutes(hours[2], hours[1]);
  const periods = periodOf(times, record, assumed);
  const isHour = first !== undefined && last !== undefined && (last + 1440 - first) % 1440 === 60;
  if (!isHour || first % 60 !== 0) return { value: null, by: "hour", periods };
  const hour = first / 60;
  const day = periods[0] ?? "";
  return /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? { value: `${day}T${String(hour).padStart(2, "0")}`, by: "hour", periods }
    : { value: String(hour), by: "hour-of-day", periods };
}

/** A month without a year is of the year that is said, else the only one of that name in the record's period. */
function monthInRecord(
  name: string,
  year: string | null,
  record: StatementRecord | undefined,
): string | null {
  const month = monthNames.indexOf(name.toLowerCase()) + 1;
  if (month === 0) return null;
  const text = (of: number | string): string => `${of}-${String(month).padStart(2, "0")}`;
  if (year !== null) return text(year);
  if (record === undefined) return null;
  const localFrom = new Date(record.zone.localAt(record.from) / 1000);
  const localTo = new Date(record.zone.localAt(record.to - 1) / 1000);
  const found: string[] = [];
  for (let of = localFrom.getUTCFullYear(); of <= localTo.getUTCFullYear(); of += 1)
    if (
      text(of) >= localFrom.toISOString().slice(0, 7) &&
      text(of) <= localTo.toISOString().slice(0, 7)
    )
      // prettier-ignore
      found.push(text(of));
  return found.length === 1 ? found[0] : null;
}
