/**
 * `muster calibrate --travel FILE`: fits the straight-line travel time to anybody's recorded journeys and prints
 * the line, its held-out error, and what to put into the configuration. The file is CSV with a header row (or the
 * same, gzipped); which columns mean what is told by flags. Rows that do not parse are listed with line and
 * reason, never dropped in silence. Nothing is changed by it. Not here: reading the file (read-journeys.ts), and the fit itself (plan/calibrate.ts).
 */

import { basename } from "node:path";
import { Option, type Command } from "commander";
import {
  calibrate,
  calibrationMethods,
  type Calibration,
  type CalibrationMethod,
} from "../plan/calibrate.ts";
import {
  addJourneyOptions,
  CalibrateFault,
  readJourneys,
  versionOf,
  type JourneyColumns,
  type ReadJourneys,
} from "./read-journeys.ts";

export interface CalibrateOptions extends JourneyColumns {
  readonly method: CalibrationMethod;
  readonly json?: boolean;
}

export function addCalibrateCommand(program: Command): void {
  const command = program
    .command("calibrate")
    .description("fit the straight-line travel time to recorded journeys (CSV, gzip allowed)");
  addJourneyOptions(command)
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
