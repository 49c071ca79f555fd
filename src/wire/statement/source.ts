/**
 * How somebody's CSV of recorded calls is read for checking statements: which column is which time or field, what the
 * area is called, and what is known to be wrong with the file. Small YAML, checked by this schema. Unlike a mapping for
 * playing recorded days (src/wire/recorded) it leaves no row out, because a count must count them all. Pure.
 */
import { z } from "zod";
import { type Instant, microsPerDay, microsPerHour } from "../../base/instant.ts";
import { isTimeZone, ZoneOffsets } from "../../base/zone-offsets.ts";
import type {
  RecordedContact,
  RecordedResponse,
  RecordFact,
  StatementRecord,
} from "../../record/statement/record.ts";
import { filterFields, responseFields } from "../../record/statement/words.ts";
import { makeTimeReader, type TimeReader } from "../recorded/clock-time.ts";

const text = z.string().min(1).max(200);

export const sourceSchema = z.strictObject({
  name: text,
  attribution: text,
  /** What the whole area is called. */
  areas: z.array(text).min(1).max(20),
  timeZone: text.refine(isTimeZone, { error: "expected an IANA name like America/Los_Angeles" }),
  timeFormat: text.default("iso"),
  columns: z
    .strictObject({
      /** One call may stand in several rows; without it each row is a call. */
      call: text.optional(),
      at: text.optional(),
      date: text.optional(),
      hour: text.optional(),
      answeredAt: text.optional(),
      dispatchedAt: text.optional(),
      respondingAt: text.optional(),
      onSceneAt: text.optional(),
      transportAt: text.optional(),
      handoverAt: text.optional(),
      availableAt: text.optional(),
      travelSeconds: text.optional(),
      metres: text.optional(),
    })
    .refine(({ at, date }) => at !== undefined || date !== undefined, {
      error: "expected a column for `at`, or for `date` and perhaps `hour`",
    }),
  fields: z.partialRecord(z.enum(filterFields), text).default({}),
  caveats: z.array(text.max(400)).max(20).default([]),
});

export type StatementSource = z.output<typeof sourceSchema>;

/** Columns that a file must have to be read so. */
export function listSourceColumns(source: StatementSource): string[] {
  return [...Object.values(source.columns), ...Object.values(source.fields)].filter(
    (column) => column !== undefined,
  );
}

/** Field of a column, so that a filter may name either. */
export function fieldOfColumn(source: StatementSource, column: string): string | undefined {
  return Object.entries(source.fields).find(([, named]) => named === column)?.[0];
}

interface OpenCall {
  readonly at: Instant;
  readonly answeredAt: Instant | undefined;
  readonly tags: Record<string, string>;
  readonly responses: RecordedResponse[];
}

export type SourceRow = Readonly<Record<string, string | undefined>>;

const timeColumns = [
  "dispatchedAt",
  "respondingAt",
  "onSceneAt",
  "transportAt",
  "handoverAt",
  "availableAt",
] as const;

/** Takes rows one by one and gives the record. A row without a readable start is counted and left out. */
export class RecordMaker {
  readonly #source: StatementSource;
  readonly #times: TimeReader;
  readonly #zone: ZoneOffsets;
  readonly #calls = new Map<string, OpenCall>();
  #rows = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  /** Rows that could not be read, with the first reason. */
  unread = 0;
  reason = "";

  constructor(source: StatementSource) {
    this.#source = source;
    this.#times = makeTimeReader(source.timeFormat, source.timeZone);
    this.#zone = new ZoneOffsets(source.timeZone);
  }

  add(row: SourceRow): void {
    this.#rows += 1;
    const { columns } = this.#source;
    const at = this.#startOf(row);
    if (typeof at === "string") {
      this.unread += 1;
      if (this.reason === "") this.reason = at;
      return;
    }
    this.#first = Math.min(this.#first, at);
    this.#last = Math.max(this.#last, at);
    const id = columns.call === undefined ? String(this.#rows) : (row[columns.call] ?? "");
    let call = this.#calls.get(id);
    if (call === undefined) {
      call = {
        at,
        answeredAt: this.#timeOf(row, columns.answeredAt),
        tags: this.#tagsOf(row, false),
        responses: [],
      };
      this.#calls.set(id, call);
    }
    const response = this.#responseOf(row);
    if (response !== undefined) call.responses.push(response);
  }

  #startOf(row: SourceRow): Instant | string {
    const { at, date, hour } = this.#source.columns;
    if (at !== undefined) return this.#times.read(row[at] ?? "");
    const hours = hour === undefined ? 0 : Number(row[hour] ?? "");
    if (!Number.isInteger(hours) || hours < 0 || hours > 23)
      return `got the hour ${JSON.stringify((row[hour ?? ""] ?? "").slice(0, 20))}, expected 0 to 23`;
    const day = (row[date ?? ""] ?? "").slice(0, 40);
    const midnight = this.#times.read(`${day}T00:00:00`);
    // An hour that the change to summer time skips is taken as the one after it: a row is never lost for it.
    return typeof midnight === "string"
      ? midnight
      : this.#zone.instantOfLocal(this.#zone.localAt(midnight) + hours * microsPerHour);
  }

  #timeOf(row: SourceRow, column: string | undefined): Instant | undefined {
    const cell = column === undefined ? "" : (row[column] ?? "");
    if (cell === "") return undefined;
    const found = this.#times.read(cell);
    return typeof found === "string" ? undefined : found;
  }

  #tagsOf(row: SourceRow, ofResponse: boolean): Record<string, string> {
    const tags: Record<string, string> = {};
    for (const [field, column] of Object.entries(this.#source.fields))
      if (responseFields.has(field) === ofResponse) tags[field] = (row[column] ?? "").trim();
    return tags;
  }

  #responseOf(row: SourceRow): RecordedResponse | undefined {
    const { columns, fields } = this.#source;
    const isJourney = columns.travelSeconds !== undefined;
    if (columns.dispatchedAt === undefined && fields.unit === undefined && !isJourney)
      return undefined;
    const times = Object.fromEntries(
      timeColumns.map((name) => [name, this.#timeOf(row, columns[name])]),
    );
    const number = (column: string | undefined): number | undefined => {
      const cell = column === undefined ? "" : (row[column] ?? "");
      const value = cell === "" ? Number.NaN : Number(cell);
      return Number.isFinite(value) && value >= 0 ? value : undefined;
    };
    const isEmpty =
      !isJourney &&
      (fields.unit === undefined || (row[fields.unit] ?? "") === "") &&
      times["dispatchedAt"] === undefined;
    // A call to which nobody was sent stands in the file as a row without a unit.
    if (isEmpty) return undefined;
    return {
      tags: this.#tagsOf(row, true),
      ...times,
      travelSeconds: number(columns.travelSeconds),
      metres: number(columns.metres),
    };
  }

  /** The record; covered are the whole local days from the first row to the last. Undefined without a row. */
  make(name: string): StatementRecord | undefined {
    if (this.#calls.size === 0) return undefined;
    const zone = this.#zone;
    const dayOf = (at: Instant): Instant =>
      Math.floor(zone.localAt(at) / microsPerDay) * microsPerDay;
    const { source, calls, unread, reason } = {
      source: this.#source,
      calls: [...this.#calls.values()] satisfies RecordedContact[],
      unread: this.unread,
      reason: this.reason,
    };
    calls.sort((a, b) => a.at - b.at);
    return {
      name: `${source.name}, ${name}`,
      attribution: source.attribution,
      areas: source.areas,
      zone,
      from: zone.instantOfLocal(dayOf(this.#first)),
      to: zone.instantOfLocal(dayOf(this.#last) + microsPerDay),
      holds: holdsOf(source),
      fields: new Set(Object.keys(source.fields)),
      marksLate: false,
      knowsWhatIsOpen: false,
      calls,
      spans: [],
      definitions: [],
      caveats: [
        ...source.caveats,
        ...(unread === 0 ? [] : [`${unread} rows could not be read; first: ${reason}`]),
      ],
    };
  }
}

function holdsOf({ columns, fields }: StatementSource): Set<RecordFact> {
  const holds = new Set<RecordFact>(["call"]);
  const add = (fact: RecordFact, ...needed: readonly (string | undefined)[]): void => {
    if (needed.every((column) => column !== undefined)) holds.add(fact);
  };
  add("answered", columns.answeredAt);
  add("dispatched", columns.dispatchedAt);
  add("responding", columns.respondingAt);
  // An arrival that is also the only time of a call says nothing about how long it took.
  add("on-scene", columns.onSceneAt);
  add("transport", columns.transportAt);
  add("handover", columns.handoverAt);
  add("available", columns.availableAt);
  add("unit", fields.unit);
  add("travel", columns.respondingAt, columns.onSceneAt);
  add("travel", columns.travelSeconds);
  add("distance", columns.metres);
  return holds;
}
