/**
 * The shape of a table: its columns by name, each with the type of its values. Integers only; instants and positions are whole
 * numbers held in Float64 (instants) or Int32 (degrees times 10^7). Names and free text are not here. Links of free lists and
 * places in due heaps are columns like any other.
 */

export const columnTypes = {
  f64: Float64Array,
  i32: Int32Array,
  i16: Int16Array,
  u8: Uint8Array,
} as const;
export type ColumnType = keyof typeof columnTypes;
export type ColumnOf<T extends ColumnType> = InstanceType<(typeof columnTypes)[T]>;
export type Shape = Readonly<Record<string, ColumnType>>;
export type Table<S extends Shape> = { readonly [K in keyof S]: ColumnOf<S[K]> };
