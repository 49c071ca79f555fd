/**
 * `muster queueing hypercube FILE`: how busy each unit of a plan is, who goes where and how long the ways are.
 */
import { Option, type Command } from "commander";
import { hypercubeLimits, isOverloaded, poolOf } from "../../plan/queueing/hypercube.ts";
import {
  hypercubeMethods,
  solveHypercube,
  type HypercubeMethod,
} from "../../plan/queueing/solve-hypercube.ts";
import { loadOf } from "../../plan/queueing/erlang.ts";
import { printLine } from "../print.ts";
import { CliFault } from "../fault.ts";
import { readYamlFile } from "../yaml-file.ts";
import { hypercubeFileSchema, hypercubeOf } from "./hypercube-file.ts";
import { amount, minutesText, percent, printAnswer, printTable } from "./print-table.ts";

interface HypercubeOptions {
  readonly method?: HypercubeMethod;
  readonly json?: boolean;
}

export function addHypercubeCommand(queueing: Command): void {
  queueing
    .command("hypercube")
    .description(
      "units at different places: how busy each is, who goes where, how long the ways are",
    )
    .argument("<file>", "the plan (YAML)")
    .addOption(
      new Option(
        "--method <name>",
        `exact (to ${hypercubeLimits.exactUnits} units) or near; left out = exact where it can be`,
      ).choices(hypercubeMethods),
    )
    .option("--json", "print one JSON object")
    .action(hypercube);
}

function hypercube(path: string, options: HypercubeOptions): void {
  const file = readYamlFile(path, hypercubeFileSchema);
  const cube = hypercubeOf(file);
  const { units } = poolOf(cube);
  if (options.method === "exact" && units > hypercubeLimits.exactUnits) {
    throw new CliFault(
      "queueing.wrong-value",
      `--method: got exact for ${units} units, expected near above ${hypercubeLimits.exactUnits}`,
    );
  }
  if (isOverloaded(cube)) {
    throw new CliFault(
      "queueing.overloaded",
      `${path}: the calls keep ${amount(loadOf(poolOf(cube)))} units busy and there are ${units}, so the queue grows ` +
        "without end; expected fewer calls, more units, or whenNobodyIsFree: elsewhere",
    );
  }
  const answer = solveHypercube(cube, options.method);
  const unitRows = answer.units.map((unit, index) => ({ name: file.units[index].name, ...unit }));
  const areaRows = answer.areas.map((area, index) => ({ name: file.areas[index].name, ...area }));
  const { method, load, nobodyFreeShare, meanWaitMinutes, meanTravelMinutes } = answer;
  if (options.json === true) {
    printAnswer({
      formula: "hypercube",
      method,
      loadErlangs: load,
      nobodyFreeShare,
      meanWaitMinutes,
      meanTravelMinutes,
      units: unitRows,
      areas: areaRows,
    });
    return;
  }
  printLine(`${amount(load)} of ${units} units busy if there were no limit; ${method} answer`);
  const then = cube.waits ? `wait, ${minutesText(meanWaitMinutes)} over all calls` : "go elsewhere";
  printLine(`${percent(nobodyFreeShare)} of calls find nobody free and ${then}`);
  printLine(`mean way ${minutesText(meanTravelMinutes)}`);
  printTable(unitRows, [
    ["unit", (unit) => unit.name],
    ["busy", (unit) => percent(unit.workload)],
    ["outside its area", (unit) => percent(unit.awayShare)],
    ["mean way", (unit) => minutesText(unit.meanTravelMinutes)],
  ]);
  printTable(areaRows, [
    ["area", (area) => area.name],
    ["by its first unit", (area) => percent(area.firstUnitShare)],
    ["mean way", (area) => minutesText(area.meanTravelMinutes)],
  ]);
}
