/**
 * Recorded journeys of a CSV file with a header row (or the same, gzipped), whose columns are told by flags. Rows that do
 * not parse are listed with line and reason, never dropped in silence. Not here: what is fitted to them.
 */
import { basename } from "node:path";
import type { Command } from "commander";
import { distanceM } from "../base/distance.ts";
import type { Journey } from "../plan/calibrate.ts";
import { explainCsvError, listCsvRecords } from "./recorded/csv-file.ts";
import type { CsvEntry } from "./recorded/csv-records.ts";

export const calibrateLimits = { journeys: 2_000_000, listedRows: 20, cellLength: 64 } as const;

/** The file, and the names of its columns. */
export interface JourneyColumns {
  readonly travel: string;
  readonly metres: string;
  readonly seconds: string;
  readonly fromLat?: string;
  readonly fromLon?: string;
  readonly toLat?: string;
  readonly toLon?: string;
}

export interface RecordedJourney extends Journey {
  /** Latitude and longitude of start and end in 1e-7 degrees, where the file has them. */
  readonly ends?: readonly number[];
}

export interface RowFault {
  readonly line: number;
  readonly reason: string;
}

export interface ReadJourneys {
  readonly journeys: RecordedJourney[];
  readonly faults: RowFault[];
  faultCount: number;
}

export type CalibrateFaultCode =
  | "calibrate.no-file"
  | "calibrate.not-csv"
  | "calibrate.not-gzip"
  | "calibrate.no-column"
  | "calibrate.too-many"
  | "calibrate.empty"
  | "calibrate.no-fit";

/** What went wrong before any fit: one sentence with what was got, what was expected, what to do. */
export class CalibrateFault extends Error {
  override readonly name = "CalibrateFault";
  readonly code: CalibrateFaultCode;
  constructor(code: CalibrateFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function addJourneyOptions(command: Command): Command {
  return command
    .requiredOption("--travel <file>", "the journeys: CSV with a header row, or the same gzipped")
    .option("--metres <column>", "column with the straight-line metres", "straight_line_m")
    .option("--seconds <column>", "column with the travel seconds", "travel_s")
    .option(
      "--from-lat <column>",
      "start latitude in degrees; with the other three instead of --metres",
    )
    .option("--from-lon <column>", "start longitude in degrees")
    .option("--to-lat <column>", "end latitude in degrees")
    .option("--to-lon <column>", "end longitude in degrees");
}

/** The file's name without its endings, as plain YAML. */
export function versionOf(path: string): string {
  const name = basename(path).replace(/(\.csv)?(\.gz)?$/i, "");
  return JSON.stringify(name.slice(0, 64) || "own");
}

/** Throws CalibrateFault. */
export async function readJourneys(options: JourneyColumns): Promise<ReadJourneys> {
  const read: ReadJourneys = { journeys: [], faults: [], faultCount: 0 };
  let columns: ColumnPlaces | undefined;
  try {
    for await (const entry of listCsvRecords(options.travel))
      if (columns === undefined) columns = findColumns(options, headerOf(options.travel, entry));
      else if ("reason" in entry) addFault(read, entry);
      else takeRow(read, columns, entry.record, entry.line);
  } catch (error) {
    const [kind, message] = explainCsvError(options.travel, error) ?? [];
    throw kind === undefined ? error : new CalibrateFault(`calibrate.${kind}`, message ?? "");
  }
  if (columns === undefined)
    throw new CalibrateFault(
      "calibrate.empty",
      `${options.travel}: got an empty file, expected a header row`,
    );
  return read;
}

function headerOf(path: string, entry: CsvEntry): readonly string[] {
  if ("record" in entry) return entry.record;
  throw new CalibrateFault(
    "calibrate.not-csv",
    `${path}:${entry.line}: not CSV: its header: ${entry.reason}`,
  );
}

/** Places of the columns in a row: either of metres, or of the four coordinates. */
interface ColumnPlaces {
  readonly seconds: number;
  readonly metres: number;
  readonly coordinates: readonly number[];
}

function findColumns(options: JourneyColumns, header: readonly string[]): ColumnPlaces {
  const placeOf = (column: string, flag: string): number => {
    const place = header.indexOf(column);
    if (place >= 0) return place;
    throw new CalibrateFault(
      "calibrate.no-column",
      `${options.travel}: got the columns ${header.slice(0, 40).join(", ").slice(0, 400)}; ` +
        `expected "${column}"; name the right one with ${flag}`,
    );
  };
  const given = [options.fromLat, options.fromLon, options.toLat, options.toLon];
  const flags = ["--from-lat", "--from-lon", "--to-lat", "--to-lon"];
  const seconds = placeOf(options.seconds, "--seconds");
  if (given.every((column) => column === undefined))
    return { seconds, metres: placeOf(options.metres, "--metres"), coordinates: [] };
  const coordinates = given.map((column, index) => {
    if (column !== undefined) return placeOf(column, flags[index]);
    throw new CalibrateFault(
      "calibrate.no-column",
      `got no ${flags[index]}, expected all of ${flags.join(", ")}`,
    );
  });
  return { seconds, metres: -1, coordinates };
}

function addFault(read: ReadJourneys, fault: RowFault): void {
  read.faultCount += 1;
  if (read.faults.length < calibrateLimits.listedRows) read.faults.push(fault);
}

function takeRow(
  read: ReadJourneys,
  columns: ColumnPlaces,
  row: readonly string[],
  line: number,
): void {
  const journey = readJourney(columns, row);
  if (typeof journey === "string") {
    addFault(read, { line, reason: journey });
    return;
  }
  if (read.journeys.length === calibrateLimits.journeys)
    throw new CalibrateFault(
      "calibrate.too-many",
      `got more than ${calibrateLimits.journeys} journeys; fit a sample of them`,
    );
  read.journeys.push(journey);
}

function readNumber(row: readonly string[], place: number): number {
  const cell = row[place]?.trim() ?? "";
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell) && cell.length <= calibrateLimits.cellLength
    ? Number(cell)
    : Number.NaN;
}

function readJourney(columns: ColumnPlaces, row: readonly string[]): RecordedJourney | string {
  const show = (place: number): string => JSON.stringify((row[place] ?? "").slice(0, 40));
  const seconds = readNumber(row, columns.seconds);
  if (!(seconds > 0 && seconds <= 86_400))
    return `got ${show(columns.seconds)} seconds, expected a number above 0, at most a day`;
  if (columns.coordinates.length === 0) {
    const metres = readNumber(row, columns.metres);
    if (!(metres >= 0 && metres <= 1e6))
      return `got ${show(columns.metres)} metres, expected a number from 0 to 1000000`;
    return { metres, seconds };
  }
  const degrees = columns.coordinates.map((place) => readNumber(row, place));
  const wrong = degrees.findIndex(
    (value, index) => !(Math.abs(value) <= (index % 2 === 0 ? 90 : 180)),
  );
  if (wrong >= 0) return `got ${show(columns.coordinates[wrong])}, expected degrees`;
  const [fromLat, fromLon, toLat, toLon] = degrees.map((value) => value * 1e7);
  const ends = [fromLat, fromLon, toLat, toLon].map(Math.round);
  return { metres: distanceM(fromLat, fromLon, toLat, toLon), seconds, ends };
}
