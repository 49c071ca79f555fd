/**
 * Reads a CSV of recorded calls (plain or gzip) with a mapping: a stream of rows with a progress bar, every row
 * either read, read with notes, or left out with its line and reason. The file never stands whole in memory.
 */
import { statSync } from "node:fs";
import { listColumns, type Mapping } from "../../wire/recorded/mapping.ts";
import { type CsvRow, type RecordedRow, RowReader } from "../../wire/recorded/row.ts";
import type { Progress } from "../progress.ts";
import { explainCsvError, listCsvRecords } from "./csv-file.ts";
import type { CsvEntry } from "./csv-records.ts";

export const readCallsLimits = { rows: 5_000_000 } as const;

export type ImportFaultCode =
  | "import.no-file"
  | "import.not-csv"
  | "import.not-gzip"
  | "import.no-column"
  | "import.time-zone"
  | "import.too-many"
  | "import.empty";

export class ImportFault extends Error {
  override readonly name = "ImportFault";
  readonly code: ImportFaultCode;
  constructor(code: ImportFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A line of the report: about a row that was left out, or kept with something of it ignored. */
export interface RowRemark {
  readonly line: number;
  readonly kept: boolean;
  readonly reason: string;
}

export interface ReadCalls {
  readonly rows: readonly RecordedRow[];
  readonly remarks: readonly RowRemark[];
  /** Rows of the file, without its header. */
  readonly rowCount: number;
}

export async function readCalls(
  path: string,
  mapping: Mapping,
  progress: Progress,
): Promise<ReadCalls> {
  const reader = makeReader(mapping);
  const rows: RecordedRow[] = [];
  const remarks: RowRemark[] = [];
  let rowCount = 0;
  let columns: readonly string[] | undefined;
  for await (const entry of readCsv(path, progress)) {
    const { line } = entry;
    if (columns === undefined) {
      if ("reason" in entry)
        throw new ImportFault("import.not-csv", `${path}:${line}: its header: ${entry.reason}`);
      columns = entry.record;
      checkColumns(path, mapping, columns);
      continue;
    }
    rowCount += 1;
    if (rowCount > readCallsLimits.rows) {
      throw new ImportFault(
        "import.too-many",
        `${path}: more than ${readCallsLimits.rows} rows; cut it into parts`,
      );
    }
    if ("reason" in entry) {
      remarks.push({ line, kept: false, reason: entry.reason });
      continue;
    }
    const { record } = entry;
    if (record.length !== columns.length) {
      const reason = `got ${record.length} cells, expected ${columns.length}`;
      remarks.push({ line, kept: false, reason });
      continue;
    }
    const reading = reader.read(toCells(columns, record), line);
    if ("reason" in reading) {
      remarks.push({ line, kept: false, reason: reading.reason });
      continue;
    }
    rows.push(reading.row);
    for (const reason of reading.notes) remarks.push({ line, kept: true, reason });
  }
  progress.finish(`${rowCount} rows`);
  if (columns === undefined)
    throw new ImportFault("import.empty", `${path}: got an empty file, expected a header row`);
  if (rows.length === 0) {
    const [first] = remarks;
    const hint = first === undefined ? "" : `; first: line ${first.line}: ${first.reason}`;
    throw new ImportFault("import.empty", `${path}: no row of ${rowCount} could be read${hint}`);
  }
  return { rows, remarks, rowCount };
}

function makeReader(mapping: Mapping): RowReader {
  try {
    return new RowReader(mapping);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ImportFault(
      "import.time-zone",
      `timeZone: got "${mapping.timeZone}", expected an IANA name like America/Los_Angeles`,
    );
  }
}

function toCells(columns: readonly string[], record: readonly string[]): CsvRow {
  const cells: Record<string, string> = {};
  for (const [index, column] of columns.entries()) cells[column] = record[index];
  return cells;
}

function checkColumns(path: string, mapping: Mapping, columns: readonly string[]): void {
  const missing = listColumns(mapping).filter(({ column }) => !columns.includes(column));
  if (missing.length === 0) return;
  const wanted = missing.map(({ key, column }) => `${key}: ${column}`).join(", ");
  throw new ImportFault(
    "import.no-column",
    `${path}: the mapping names columns that are not there (${wanted}); got ${columns.slice(0, 60).join(", ").slice(0, 600)}`,
  );
}

/** The bar follows the bytes read from disk. */
async function* readCsv(path: string, progress: Progress): AsyncGenerator<CsvEntry> {
  try {
    const { size } = statSync(path);
    yield* listCsvRecords(path, (bytes) => progress.update(size === 0 ? 1 : bytes / size));
  } catch (error) {
    const [kind, message] = explainCsvError(path, error) ?? [];
    throw kind === undefined ? error : new ImportFault(`import.${kind}`, message ?? "");
  }
}
