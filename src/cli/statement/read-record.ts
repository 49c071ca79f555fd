/**
 * Recorded calls as a record that statements can be checked against. How a file reads is found by its header among
 * mappings/statements, or named with --mapping. The file is read row by row.
 */
import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { StatementRecord } from "../../record/statement/record.ts";
import {
  fieldOfColumn,
  listSourceColumns,
  RecordMaker,
  sourceSchema,
  type StatementSource,
} from "../../wire/statement/source.ts";
import { CliFault } from "../fault.ts";
import { explainCsvError, listCsvRecords } from "../recorded/csv-file.ts";
import { readYamlFile } from "../yaml-file.ts";

export const recordLimits = { rows: 2_000_000 } as const;

export interface ReadRecord {
  readonly record: StatementRecord;
  /** Field that a column is read as. */
  readonly fieldOfColumn: (column: string) => string | undefined;
}

const folder = join(import.meta.dirname, "..", "..", "..", "mappings", "statements");

/** Throws CliFault. `mapping`: a file; undefined: the shipped one whose columns the file has. */
export async function readRecord(path: string, mapping?: string): Promise<ReadRecord> {
  let maker: RecordMaker | undefined;
  let source: StatementSource | undefined;
  let header: readonly string[] = [];
  let rows = 0;
  let wrong = 0;
  try {
    for await (const entry of listCsvRecords(path)) {
      if (maker === undefined) {
        if ("reason" in entry) throw fault(`${path}: its header: ${entry.reason}`);
        header = entry.record;
        source = chooseSource(path, header, mapping);
        maker = new RecordMaker(source);
        continue;
      }
      rows += 1;
      if (rows > recordLimits.rows) throw fault(`${path}: more than ${recordLimits.rows} rows`);
      if ("reason" in entry || entry.record.length !== header.length) {
        wrong += 1;
        continue;
      }
      const cells: Record<string, string> = {};
      for (const [index, column] of header.entries()) cells[column] = entry.record[index];
      maker.add(cells);
    }
  } catch (error) {
    const explained = explainCsvError(path, error);
    throw explained === undefined ? error : fault(explained[1]);
  }
  const record = maker?.make(basename(path));
  if (record === undefined || source === undefined)
    throw fault(`${path}: no row of ${rows} could be read`);
  const found = source;
  const caveats = wrong === 0 ? [] : [`${wrong} lines are not rows of the file and are left out`];
  return {
    record: { ...record, caveats: [...record.caveats, ...caveats] },
    fieldOfColumn: (column) => fieldOfColumn(found, column),
  };
}

function fault(message: string): CliFault {
  return new CliFault("statement.no-record", message);
}

function chooseSource(
  path: string,
  header: readonly string[],
  mapping: string | undefined,
): StatementSource {
  const has = (source: StatementSource): boolean =>
    listSourceColumns(source).every((column) => header.includes(column));
  if (mapping !== undefined) {
    const source = readYamlFile(mapping, sourceSchema);
    const missing = listSourceColumns(source).filter((column) => !header.includes(column));
    if (missing.length === 0) return source;
    throw fault(
      `${path}: the mapping names columns that are not there (${missing.join(", ").slice(0, 300)})`,
    );
  }
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  for (const name of names.sort()) {
    const source = readYamlFile(join(folder, name), sourceSchema);
    if (has(source)) return source;
  }
  throw fault(
    `${path}: no file in mappings/statements fits its columns (${header.join(", ").slice(0, 300)}); write one and name it with --mapping`,
  );
}

/** Records by file, each read once; `calls` is a file, or a folder in which a claim's data set is looked for. */
export class RecordShelf {
  readonly #calls: string;
  readonly #mapping: string | undefined;
  readonly #records = new Map<string, Promise<ReadRecord>>();

  constructor(calls: string, mapping: string | undefined) {
    this.#calls = calls;
    this.#mapping = mapping;
  }

  read(dataset: string | undefined): Promise<ReadRecord> {
    const path = this.#pathOf(dataset);
    const known = this.#records.get(path);
    if (known !== undefined) return known;
    const reading = readRecord(path, this.#mapping);
    this.#records.set(path, reading);
    return reading;
  }

  #pathOf(dataset: string | undefined): string {
    const isFolder = statSync(this.#calls, { throwIfNoEntry: false })?.isDirectory() === true;
    if (!isFolder) return this.#calls;
    if (dataset !== undefined && basename(dataset) === dataset) return join(this.#calls, dataset);
    throw fault(`${this.#calls} is a folder, and the statement names no file in it as its dataset`);
  }
}
