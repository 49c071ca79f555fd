/**
 * `muster calibrate --travel FILE`: fits the straight-line travel time to anybody's recorded journeys and prints
 * the line, its held-out error, and what to put into the configuration. The file is CSV with a header row (or the
 * same, gzipped); which columns mean what is told by flags. Rows that do not parse are listed with line and
 * reason, never dropped in silence. Nothing is changed by it. Not here: the fit itself (plan/calibrate.ts).
 */

import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Option, type Command } from "commander";
import { CsvError, parse } from "csv-parse";
import { distanceM } from "../base/distance.ts";
import {
  calibrate,
  calibrationMethods,
  type Calibration,
  type CalibrationMethod,
  type Journey,
} from "../plan/calibrate.ts";

export const calibrateLimits = { journeys: 2_000_000, listedRows: 20, cellLength: 64 } as const;

export interface CalibrateOptions {
  readonly travel: string;
  readonly metres: string;
  readonly seconds: string;
  readonly fromLat?: string;
  readonly fromLon?: string;
  readonly toLat?: string;
  readonly toLon?: string;
  readonly method: CalibrationMethod;
  readonly json?: boolean;
}

interface RowFault {
  readonly line: number;
  readonly reason: string;
}

interface ReadJourneys {
  readonly journeys: Journey[];
  readonly faults: RowFault[];
  faultCount: number;
}

/** What went wrong before any fit: one sentence with what was got, what was expected, what to do. */
export class CalibrateFault extends Error {
  override readonly name = "CalibrateFault";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function addCalibrateCommand(program: Command): void {
  program
    .command("calibrate")
    .description("fit the straight-line travel time to recorded journeys (CSV, gzip allowed)")
    .requiredOption("--travel <file>", "the journeys: CSV with a header row, or the same gzipped")
    .option("--metres <column>", "column with the straight-line metres", "straight_line_m")
    .option("--seconds <column>", "column with the travel seconds", "travel_s")
    .option(
      "--from-lat <column>",
      "start latitude in degrees; with the other three instead of --metres",
    )
    .option("--from-lon <column>", "start longitude in degrees")
    .option("--to-lat <column>", "end latitude in degrees")
    .option("--to-lon <column>", "end longitude in degrees")
    .addOption(
      new Option("--method <name>", "how to fit")
        .choices(calibrationMethods)
        .default(calibrationMethods[0]),
    )
    .option("--json", "print one JSON object")
    .action(async (options: CalibrateOptions) => {
      try {
        process.stdout.write(await runCalibrate(options));
      } catch (error) {
        if (!(error instanceof CalibrateFault)) throw error;
        process.stderr.write(`muster calibrate: ${error.message} (${error.code})\n`);
        process.exitCode = 1;
      }
    });
}

/** Reads, fits and returns what the command prints. Throws CalibrateFault for bad input. */
export async function runCalibrate(options: CalibrateOptions): Promise<string> {
  const read = await readJourneys(options);
  const fit = calibrate(read.journeys, options.method);
  if (typeof fit === "string") {
    const first = read.faults[0];
    const hint =
      first === undefined ? "" : `; first row left out: line ${first.line}: ${first.reason}`;
    throw new CalibrateFault("calibrate.no-fit", `${options.travel}: ${fit}${hint}`);
  }
  return options.json === true
    ? `${JSON.stringify({ file: basename(options.travel), ...fit, rowsLeftOut: read.faultCount, faults: read.faults }, undefined, 2)}\n`
    : describeFit(options, fit, read);
}

function describeFit(options: CalibrateOptions, fit: Calibration, read: ReadJourneys): string {
  const seconds = (value: number): string => `${tenths(value)} s`;
  const lines = [
    `travel seconds = ${fit.baseSeconds.toFixed(2)} + ${fit.secondsPerMetre.toFixed(5)} x metres`,
    `fitted by ${fit.method} to ${fit.journeys} journeys of ${basename(options.travel)}`,
    `held-out error (five blocks of consecutive rows, each predicted from the other four):`,
    `  median ${seconds(fit.heldOut.medianAbsoluteSeconds)}, 90th percentile ${seconds(fit.heldOut.p90AbsoluteSeconds)}, ` +
      `bias ${seconds(fit.heldOut.biasSeconds)} (positive = predicted too long)`,
    "  metres         journeys   median      p90     bias",
  ];
  for (const band of fit.bands) {
    const range = `${band.fromM} to ${band.toM ?? "..."}`;
    const cells = [band.medianAbsoluteSeconds, band.p90AbsoluteSeconds, band.biasSeconds];
    lines.push(
      `  ${range.padEnd(12)} ${String(band.journeys).padStart(10)} ` +
        cells.map((cell) => tenths(cell).padStart(8)).join(" "),
    );
  }
  lines.push(
    "for the server's configuration:",
    "  travel:",
    `    version: ${versionOf(options.travel)}`,
    `    baseSeconds: ${fit.baseSeconds.toFixed(2)}`,
    `    secondsPerMetre: ${fit.secondsPerMetre.toFixed(5)}`,
    `    errorSeconds: ${Math.round(fit.heldOut.medianAbsoluteSeconds)}`,
  );
  if (read.faultCount > 0) lines.push(`${read.faultCount} rows left out:`);
  for (const { line, reason } of read.faults) lines.push(`  line ${line}: ${reason}`);
  const more = read.faultCount - read.faults.length;
  if (more > 0) lines.push(`  and ${more} more`);
  return `${lines.join("\n")}\n`;
}

/** One decimal, and no minus before a zero. */
function tenths(value: number): string {
  return (Math.round(value * 10) / 10 + 0).toFixed(1);
}

/** The file's name without its endings, as plain YAML. */
function versionOf(path: string): string {
  const name = basename(path).replace(/(\.csv)?(\.gz)?$/i, "");
  return JSON.stringify(name.slice(0, 64) || "own");
}

async function readJourneys(options: CalibrateOptions): Promise<ReadJourneys> {
  const read: ReadJourneys = { journeys: [], faults: [], faultCount: 0 };
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    max_record_size: 100_000,
  });
  const file = createReadStream(options.travel);
  const running = options.travel.endsWith(".gz")
    ? pipeline(file, createGunzip(), parser)
    : pipeline(file, parser);
  // The loop below meets the same fault; without this line it would be reported twice.
  running.catch(() => undefined);
  let columns: ColumnPlaces | undefined;
  try {
    for await (const entry of parser) {
      const { record, info } = entry as { record: string[]; info: { lines: number } };
      if (columns === undefined) columns = findColumns(options, record);
      else takeRow(read, columns, record, info.lines);
    }
    await running;
  } catch (error) {
    throw describeReadError(options.travel, error);
  }
  if (columns === undefined)
    throw new CalibrateFault(
      "calibrate.empty",
      `${options.travel}: got an empty file, expected a header row`,
    );
  return read;
}

function describeReadError(path: string, error: unknown): Error {
  if (error instanceof CalibrateFault) return error;
  if (error instanceof CsvError)
    return new CalibrateFault("calibrate.not-csv", `${path}: not CSV: ${error.message}`);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT")
    return new CalibrateFault(
      "calibrate.no-file",
      `${path}: there is no such file; give its path to --travel`,
    );
  if (code === "EISDIR")
    return new CalibrateFault("calibrate.no-file", `${path}: got a folder, expected a CSV file`);
  if (code.startsWith("Z_"))
    return new CalibrateFault(
      "calibrate.not-gzip",
      `${path}: ends in .gz but is not sound gzip (${code})`,
    );
  return error instanceof Error ? error : new Error(String(error));
}

/** Places of the columns in a row: either of metres, or of the four coordinates. */
interface ColumnPlaces {
  readonly seconds: number;
  readonly metres: number;
  readonly coordinates: readonly number[];
}

function findColumns(options: CalibrateOptions, header: readonly string[]): ColumnPlaces {
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

function takeRow(
  read: ReadJourneys,
  columns: ColumnPlaces,
  row: readonly string[],
  line: number,
): void {
  if (row.length === 1 && row[0] === "") return;
  const journey = readJourney(columns, row);
  if (typeof journey === "string") {
    read.faultCount += 1;
    if (read.faults.length < calibrateLimits.listedRows)
      read.faults.push({ line, reason: journey });
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

function readJourney(columns: ColumnPlaces, row: readonly string[]): Journey | string {
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
  return { metres: distanceM(fromLat, fromLon, toLat, toLon), seconds };
}
