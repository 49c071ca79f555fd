/**
 * `muster map calibrate MAP --travel FILE`: by how much recorded journeys differ from the map's times for a vehicle
 * class, and what to put into the server's configuration. Nothing is changed by it. Not here: the fit
 * (plan/calibrate-roads.ts) and reading the records (read-journeys.ts).
 */
import { basename } from "node:path";
import { Option, type Command } from "commander";
import { RandomStream } from "../../base/random.ts";
import { calibrateRoads, type RoadFit, type RoadJourney } from "../../plan/calibrate-roads.ts";
import { ClassRoads } from "../../plan/class-roads.ts";
import { ClassMetric } from "../../roads/closures/class-metric.ts";
import { openHierarchy } from "../../roads/hierarchy/hierarchy.ts";
import type { RoadMap } from "../../roads/map/road-map.ts";
import {
  allowingOneWays,
  metricOf,
  vehicleProfiles,
  type VehicleClassName,
} from "../../roads/vehicle-class.ts";
import { printJson, printLine } from "../print.ts";
import {
  addJourneyOptions,
  CalibrateFault,
  readJourneys,
  versionOf,
  type JourneyColumns,
} from "../read-journeys.ts";
import { openPackageFile } from "./open-package.ts";

export interface DrivenBy {
  readonly class: VehicleClassName;
  readonly againstOneWays?: boolean;
}

interface CalibrateMapOptions extends JourneyColumns, DrivenBy {
  readonly json?: boolean;
}

export function addMapCalibrateCommand(map: Command): void {
  const command = map
    .command("calibrate")
    .description("fit a map's travel times to recorded journeys (CSV, gzip allowed)")
    .argument("<file>", "the map package");
  addJourneyOptions(command)
    .addOption(
      new Option("--class <name>", "whose journeys they are")
        .choices(Object.keys(vehicleProfiles))
        .default("fire appliance"),
    )
    .option("--against-one-ways", "these vehicles may go against one-way streets")
    .option("--json", "print one JSON object")
    .action(run);
}

async function run(path: string, options: CalibrateMapOptions): Promise<void> {
  const { roads: map, meta } = openPackageFile(path);
  try {
    const { journeys, faults, faultCount } = await readJourneys(options);
    const fit = calibrateOnMap(map, journeys, options);
    if (typeof fit === "string")
      throw new CalibrateFault("calibrate.no-fit", `${options.travel}: ${fit}`);
    if (options.json === true)
      printJson({ map: meta.name, hash: map.hash, ...fit, rowsLeftOut: faultCount, faults });
    else {
      printFit(fit, meta.name, options);
      if (faultCount > 0) printLine(`${faultCount} rows left out:`);
      for (const { line, reason } of faults) printLine(`  line ${line}: ${reason}`);
      if (faultCount > faults.length) printLine(`  and ${faultCount - faults.length} more`);
    }
  } catch (error) {
    if (!(error instanceof CalibrateFault)) throw error;
    process.stderr.write(`muster map calibrate: ${error.message} (${error.code})\n`);
    process.exitCode = 1;
  }
}

/** A fixed seed: the same records and map give the same figures. */
export function calibrateOnMap(
  map: RoadMap,
  journeys: readonly RoadJourney[],
  drivenBy: DrivenBy,
): RoadFit | string {
  return calibrateRoads(openRoads(map, drivenBy), journeys, new RandomStream(1, "map-calibrate"));
}

function openRoads(map: RoadMap, options: DrivenBy): ClassRoads {
  const profile = vehicleProfiles[options.class];
  const { network, hierarchy, snapIndex } = map[profile.network];
  const metric = metricOf(
    network,
    options.againstOneWays === true ? allowingOneWays(profile) : profile,
  );
  return new ClassRoads(
    network,
    snapIndex,
    new ClassMetric(openHierarchy(network, hierarchy), metric),
    1,
  );
}

function printFit(fit: RoadFit, mapName: string, options: CalibrateMapOptions): void {
  const { by, baseSeconds, factor, heldOut, used, leftOut } = fit;
  printLine(
    `travel seconds = ${baseSeconds.toFixed(1)} + ${factor.toFixed(3)} x seconds on the map`,
  );
  printLine(
    by === "ends"
      ? `fitted to ${used} journeys of ${basename(options.travel)} driven on ${mapName}; ${leftOut} have no way or an end off its roads`
      : `${basename(options.travel)} has no ends of journeys: fitted through ${used} pairs of places on ${mapName} at its distances ` +
          `(${leftOut} pairs without roads or way)`,
  );
  const median = heldOut.medianAbsoluteSeconds.toFixed(1);
  printLine(
    `held-out error${by === "ends" ? "" : " of the straight line, the road's can not be told without ends"}: ` +
      `median ${median} s, 90th percentile ${heldOut.p90AbsoluteSeconds.toFixed(1)} s, bias ${heldOut.biasSeconds.toFixed(1)} s`,
  );
  printLine("for the server's configuration:");
  printLine("  travel:");
  printLine("    roads:");
  printLine(`      version: ${versionOf(options.travel)}`);
  printLine(`      baseSeconds: ${baseSeconds.toFixed(1)}`);
  printLine(`      factor: ${factor.toFixed(3)}`);
  printLine(`      errorSeconds: ${Math.round(heldOut.medianAbsoluteSeconds)}`);
  printLine(`      errorOf: ${by === "ends" ? "roads" : "straight line"}`);
}
