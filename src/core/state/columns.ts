/**
 * The dense operational state of one region: a few tables of typed columns in ONE ArrayBuffer, so that a fork is
 * a copy of the buffer and the console can be given the very bytes. Which tables there are, shapes.ts says.
 * Layout: per table 8-byte columns first, then 4-, 2- and 1-byte ones, each table padded to 8 bytes.
 */

import { assert } from "../../base/assert.ts";
import { columnTypes, type ColumnOf, type ColumnType } from "./shape.ts";
import { shapes, type Capacities, type Columns, type TableName } from "./shapes.ts";

const order = ["f64", "i32", "i16", "u8"] as const;
const tableNames = Object.keys(shapes) as TableName[];

interface Layout {
  readonly table: TableName;
  /** In the order in which they lie in the buffer. */
  readonly columns: readonly (readonly [name: string, type: ColumnType])[];
  /**
   * An object with a place for each column, as JSON. Given its columns one by one by computed names, an object of more than
   * a dozen becomes a hash table for V8, and every look at a column a search: a rehearsal's calls cost twice as much.
   */
  readonly places: string;
}

const layouts = tableNames.map((table): Layout => {
  const entries: [string, ColumnType][] = Object.entries(shapes[table]);
  const columns = entries.sort((a, b) => order.indexOf(a[1]) - order.indexOf(b[1]));
  return { table, columns, places: placesFor(columns) };
});

/** The tables by name are more than a dozen themselves. */
const tablePlaces = placesFor(tableNames.map((table) => [table, null]));

function placesFor(entries: readonly (readonly [string, unknown])[]): string {
  return JSON.stringify(Object.fromEntries(entries));
}

function alignUp(bytes: number): number {
  return (bytes + 7) & ~7;
}

/** Bytes the buffer needs for these capacities. */
export function bytesOf(capacities: Capacities): number {
  let bytes = 0;
  for (const { table, columns } of layouts) {
    for (const [, type] of columns)
      bytes += columnTypes[type].BYTES_PER_ELEMENT * capacities[table];
    bytes = alignUp(bytes);
  }
  return bytes;
}

/** Lays the columns over a buffer. The buffer's length must be `bytesOf(capacities)`. */
export function layColumns(buffer: ArrayBuffer, capacities: Capacities): Columns {
  assert(
    buffer.byteLength === bytesOf(capacities),
    `columns: got a buffer of ${buffer.byteLength} bytes, expected ${bytesOf(capacities)}`,
  );
  const all = JSON.parse(tablePlaces) as Record<TableName, unknown>;
  let offset = 0;
  for (const { table, columns, places } of layouts) {
    const laid = JSON.parse(places) as Record<string, unknown>;
    for (const [name, type] of columns) {
      const Column = columnTypes[type];
      laid[name] = new Column(buffer, offset, capacities[table]);
      offset += Column.BYTES_PER_ELEMENT * capacities[table];
    }
    offset = alignUp(offset);
    all[table] = laid;
  }
  return all as unknown as Columns;
}

/** Copies every row of `from` into the larger `to`; an index that grew is laid again by the caller. */
export function copyColumns(from: Columns, to: Columns): void {
  for (const table of tableNames) {
    const source = from[table] as Record<string, Int32Array>;
    const target = to[table] as Record<string, Int32Array>;
    for (const name of Object.keys(source)) target[name].set(source[name]);
  }
}

/**
 * Where each column of the head stands among those of its width. To look at ten of them is to look at one array, and not at ten:
 * for what is asked with every step of a rehearsal.
 */
export const headPlaces = placesByWidth();

function placesByWidth(): Readonly<Record<keyof Columns["head"], number>> {
  const next = { f64: 0, i32: 0 };
  const places = Object.entries(shapes.head).map(([name, type]) => [name, next[type]++]);
  return Object.fromEntries(places) as Record<keyof Columns["head"], number>;
}

/** The instants and positions of the head in one array, and its whole numbers in another; `headPlaces` says where each stands. */
export function layHead({ head }: Columns): {
  readonly headNumbers: Float64Array;
  readonly headWords: Int32Array;
} {
  const numbers = Object.values(head).filter((column) => column instanceof Float64Array);
  const words = Object.values(head).filter((column) => column instanceof Int32Array);
  const { buffer } = head.position;
  return {
    headNumbers: new Float64Array(buffer, numbers[0].byteOffset, numbers.length),
    headWords: new Int32Array(buffer, words[0].byteOffset, words.length),
  };
}

/**
 * A table seen once more as what it is in the buffer: its columns of one width follow each other, so column `n` of row `row`
 * stands at `n * capacity + row`. To clear a row is a loop over one array for each width, and not a look at every column.
 */
export interface WholeTable {
  readonly capacity: number;
  readonly f64: Float64Array;
  readonly i32: Int32Array;
  readonly i16: Int16Array;
  readonly u8: Uint8Array;
  /** Begins the row's place in the due heap's array, which belongs to whoever stands there; -1 = the table has no heap. */
  readonly heapAt: number;
}

/** One whose rows are found by their number, has a heap of due rows and a list of those given back. */
export interface NumberedTable extends WholeTable {
  readonly number: Int32Array;
  readonly next: Int32Array;
  readonly heapIndex: Int32Array;
  readonly index: Int32Array;
}

export interface WholeTables {
  readonly contacts: NumberedTable;
  readonly incidents: NumberedTable;
  readonly allocations: WholeTable;
  readonly alarms: WholeTable;
  readonly closures: NumberedTable;
  readonly shifts: NumberedTable;
  readonly requests: NumberedTable;
  readonly warnings: NumberedTable;
}

/** The tables whose rows are given back. */
export function layWholeTables(columns: Columns): WholeTables {
  return {
    contacts: layNumberedTable(columns.contacts, columns.contactIndex.row),
    incidents: layNumberedTable(columns.incidents, columns.incidentIndex.row),
    allocations: layWholeTable(columns.allocations),
    alarms: layWholeTable(columns.alarms),
    closures: layNumberedTable(columns.closures, columns.closureIndex.row),
    shifts: layNumberedTable(columns.shifts, columns.shiftIndex.row),
    requests: layNumberedTable(columns.requests, columns.requestIndex.row),
    warnings: layNumberedTable(columns.warnings, columns.warningIndex.row),
  };
}

function layNumberedTable(
  columns: Readonly<Record<string, ColumnOf<ColumnType>>> &
    Pick<NumberedTable, "number" | "next" | "heapIndex">,
  index: Int32Array,
): NumberedTable {
  const { number, next, heapIndex } = columns;
  return { ...layWholeTable(columns), number, next, heapIndex, index };
}

function layWholeTable(columns: Readonly<Record<string, ColumnOf<ColumnType>>>): WholeTable {
  const list = Object.values(columns);
  const { buffer, length: capacity } = list[0];
  const span = <T extends ColumnType>(type: T): ColumnOf<T> => {
    const ofType = list.filter((column) => column instanceof columnTypes[type]);
    const from = ofType.length === 0 ? 0 : ofType[0].byteOffset;
    return new columnTypes[type](buffer, from, ofType.length * capacity) as ColumnOf<T>;
  };
  const i32 = span("i32");
  const heap = columns["heap"];
  const heapAt = heap === undefined ? -1 : (heap.byteOffset - i32.byteOffset) / 4;
  return { capacity, f64: span("f64"), i32, i16: span("i16"), u8: span("u8"), heapAt };
}
