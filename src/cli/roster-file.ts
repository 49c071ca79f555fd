/**
 * A roster in a file, read for `muster roster import`: CSV row by row, so that one that can not be read costs no other, or the text of
 * an iCalendar, which the server reads.
 */

import { readFileSync } from "node:fs";
import {
  rosterColumns,
  rosterFileLimits,
  type RosterColumn,
  type RowFault,
} from "../wire/roster/roster-row.ts";
import { CliFault } from "./fault.ts";
import { explainCsvError, listCsvRecords } from "./recorded/csv-file.ts";

export function readRosterText(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    if (text.length <= rosterFileLimits.textLength) return text;
    throw new Error(
      `it has ${text.length} characters, expected at most ${rosterFileLimits.textLength}; split it`,
    );
  } catch (error) {
    throw new CliFault("cli.asked-wrongly", `${file} can not be read: ${(error as Error).message}`);
  }
}

interface Row {
  readonly line: number;
  readonly cells: { readonly [C in RosterColumn]?: string };
}

interface RowsOfFile {
  readonly rows: readonly Row[];
  readonly faults: readonly RowFault[];
  /** Columns that no rule reads. */
  readonly notRead: readonly string[];
}

export async function readRosterRows(file: string): Promise<RowsOfFile> {
  const rows: Row[] = [];
  const faults: RowFault[] = [];
  let header: readonly string[] | undefined;
  try {
    for await (const entry of listCsvRecords(file)) {
      const { line } = entry;
      if ("reason" in entry) faults.push({ line, code: "value.invalid", detail: entry.reason });
      else if (header === undefined) header = checkHeader(file, entry.record);
      else {
        const row = readRow(line, header, entry.record);
        if ("cells" in row) rows.push(row);
        else faults.push(row);
      }
    }
  } catch (error) {
    const explained = explainCsvError(file, error);
    if (explained === undefined) throw error;
    throw new CliFault("cli.asked-wrongly", `${explained[1]}.`);
  }
  // Nothing at all is no roster of no shifts: it is the wrong file, or one that was cut off.
  if (header === undefined && faults.length === 0) checkHeader(file, []);
  const notRead = (header ?? []).filter((name) => !isColumn(name));
  return { rows, faults, notRead };
}

function isColumn(name: string): name is RosterColumn {
  return rosterColumns.some((column) => column === name);
}

function checkHeader(file: string, record: readonly string[]): readonly string[] {
  const header = record.map((name) => name.trim().toLowerCase());
  const missing = ["from", "until"].filter((name) => !header.includes(name));
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (missing.length === 0 && twice === undefined) return header;
  throw new CliFault(
    "cli.asked-wrongly",
    twice === undefined
      ? `${file} has no column ${missing.join(" and ")}; expected a header with unit or staff, from, until, and if wanted ${rosterColumns.slice(5).join(", ")}.`
      : `${file} has the column "${twice}" twice.`,
  );
}

function readRow(
  line: number,
  header: readonly string[],
  record: readonly string[],
): Row | RowFault {
  if (record.length !== header.length)
    return {
      line,
      code: "value.invalid",
      detail: `got ${record.length} cells, expected ${header.length} as in the header`,
    };
  const long = record.findIndex((cell) => cell.length > rosterFileLimits.cellLength);
  if (long >= 0)
    return {
      line,
      code: "value.invalid",
      detail: `${header[long]}: got ${record[long].length} characters, expected at most ${rosterFileLimits.cellLength}`,
    };
  const cells = header.map((name, index) => [name, record[index]] as const);
  return { line, cells: Object.fromEntries(cells.filter(([name]) => isColumn(name))) };
}
