/**
 * One row of recorded calls, read with a mapping: a whole row, or the reason why it is left out. A time that
 * contradicts the one before it (arrived before it set off) is dropped with a note, and the row is kept: the
 * rest of it is still true. Nothing is dropped in silence.
 */
import type { Instant } from "../../base/instant.ts";
import type { Grade } from "../../core/vocabulary.ts";
import { makeTimeReader, type TimeReader } from "./clock-time.ts";
import type { MappedType, Mapping } from "./mapping.ts";

export interface RecordedRow {
  readonly line: number;
  readonly call: string;
  readonly receivedAt: Instant;
  readonly answeredAt: Instant | undefined;
  readonly type: MappedType;
  readonly grade: Grade;
  readonly latE7: number;
  readonly lonE7: number;
  readonly place: string;
  readonly area: string;
  /** Undefined where the records name no units. */
  readonly unit: RecordedUnit | undefined;
}

export interface RecordedUnit {
  readonly name: string;
  readonly kind: string;
  readonly times: UnitTimes;
}

/** Undefined = blank in the source, or contradicting an earlier time. */
export interface UnitTimes {
  readonly dispatchedAt: Instant | undefined;
  readonly respondingAt: Instant | undefined;
  readonly onSceneAt: Instant | undefined;
  readonly transportAt: Instant | undefined;
  readonly handoverAt: Instant | undefined;
  readonly availableAt: Instant | undefined;
}

export type RowReading =
  | { readonly row: RecordedRow; readonly notes: readonly string[] }
  | { readonly reason: string };

const timeKeys = [
  "dispatchedAt",
  "respondingAt",
  "onSceneAt",
  "transportAt",
  "handoverAt",
  "availableAt",
] as const;

/** A row as the CSV has it: column name to text. */
export type CsvRow = Readonly<Record<string, string>>;

export class RowReader {
  readonly #mapping: Mapping;
  readonly #times: TimeReader;

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
    this.#times = makeTimeReader(mapping.timeFormat, mapping.timeZone);
  }

  read(cells: CsvRow, line: number): RowReading {
    const { columns } = this.#mapping;
    const cell = (column: string | undefined): string =>
      column === undefined ? "" : (cells[column] ?? "").trim();
    for (const { column, is, reason } of this.#mapping.leaveOut) {
      if (is.includes(cell(column)))
        return { reason: `${column} is ${JSON.stringify(cell(column))}: ${reason}` };
    }
    const call = cell(columns.call);
    if (call === "") return { reason: `${columns.call} is blank, expected the number of the call` };
    const receivedAt = this.#times.read(cell(columns.receivedAt));
    if (typeof receivedAt === "string") return { reason: `${columns.receivedAt}: ${receivedAt}` };
    const lat = readDegrees(cell(columns.lat), 90);
    const lon = readDegrees(cell(columns.lon), 180);
    if (lat === undefined) return { reason: degreesReason(columns.lat, cell(columns.lat)) };
    if (lon === undefined) return { reason: degreesReason(columns.lon, cell(columns.lon)) };
    if (lat === 0 && lon === 0)
      return { reason: "the place is 0, 0, which means that there is none" };
    const words = this.#typeWords(cells);
    const type = this.#mapping.types[words] ?? this.#mapping.otherType;
    if (type === undefined)
      return { reason: `the type ${JSON.stringify(words)} is not in the mapping` };
    const notes: string[] = [];
    const answered = this.#readOptional(cell(columns.answeredAt), columns.answeredAt ?? "", notes);
    const unit = this.#readUnit(cell, notes);
    if (typeof unit === "string") return { reason: unit };
    const row = {
      line,
      call,
      receivedAt,
      answeredAt: answered !== undefined && answered < receivedAt ? undefined : answered,
      type,
      grade: this.#gradeOf(cell(columns.grade), type, notes),
      latE7: Math.round(lat * 1e7),
      lonE7: Math.round(lon * 1e7),
      place: cell(columns.place),
      area: cell(columns.area),
      unit,
    };
    return { row, notes };
  }

  #typeWords(cells: CsvRow): string {
    const { type } = this.#mapping.columns;
    return (Array.isArray(type) ? type : [type])
      .map((column) => (cells[column] ?? "").trim())
      .join(" / ");
  }

  #gradeOf(text: string, type: MappedType, notes: string[]): Grade {
    if (text === "") return type.grade;
    const grade = Object.hasOwn(this.#mapping.grades, text)
      ? this.#mapping.grades[text]
      : undefined;
    if (grade === undefined)
      notes.push(`the grade ${JSON.stringify(text)} is not in the mapping; took ${type.grade}`);
    return grade ?? type.grade;
  }

  #readOptional(text: string, column: string, notes: string[]): Instant | undefined {
    if (text === "") return undefined;
    const at = this.#times.read(text);
    if (typeof at !== "string") return at;
    notes.push(`${column} is left out: ${at}`);
    return undefined;
  }

  #readUnit(
    cell: (column: string | undefined) => string,
    notes: string[],
  ): RecordedUnit | undefined | string {
    const { columns, unitKinds } = this.#mapping;
    if (columns.unit === undefined) return undefined;
    const name = cell(columns.unit);
    if (name === "") return `${columns.unit} is blank, expected the unit that was sent`;
    const kind = cell(columns.unitKind);
    if (!Object.hasOwn(unitKinds, kind))
      return `the unit kind ${JSON.stringify(kind)} is not in the mapping`;
    const times: Record<string, Instant | undefined> = {};
    let last: { at: Instant; column: string } | undefined;
    for (const key of timeKeys) {
      const column = columns[key];
      const at = this.#readOptional(cell(column), column ?? "", notes);
      if (at !== undefined && last !== undefined && at < last.at) {
        notes.push(`${column} is left out: it lies before ${last.column}`);
        times[key] = undefined;
        continue;
      }
      times[key] = at;
      if (at !== undefined) last = { at, column: column ?? "" };
    }
    // Built from the six keys just above.
    return { name: unitKinds[kind].prefix + name, kind, times: times as unknown as UnitTimes };
  }
}

function readDegrees(text: string, most: number): number | undefined {
  if (!/^-?\d{1,3}(?:\.\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Math.abs(value) <= most ? value : undefined;
}

function degreesReason(column: string, text: string): string {
  return `${column}: got ${JSON.stringify(text.slice(0, 40))}, expected degrees like -122.4194`;
}
