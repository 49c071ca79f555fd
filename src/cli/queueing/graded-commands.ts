/**
 * `muster queueing priorities` and `cutoff`: grades in one pool, without and with units held back from the lower ones.
 * `cutoff` also says what holding back costs whom: the load from which a grade's queue grows without end, and from which
 * nobody of a grade is served any more.
 */
import type { Command } from "commander";
import { gradeWaits } from "../../plan/queueing/cobham.ts";
import {
  cutoffWaits,
  findHeldBackFault,
  saturationCallsPerHour,
} from "../../plan/queueing/cutoff.ts";
import { loadOf } from "../../plan/queueing/erlang.ts";
import { printLine } from "../print.ts";
import { CliFault } from "../fault.ts";
import { amount, minutesText, percent, printAnswer, printTable } from "./print-table.ts";
import { readGradeCalls, readMinutes, readUnits, readWholeNumbers } from "./read-numbers.ts";

interface GradedOptions {
  readonly callsPerHour: string;
  readonly busyMinutes: string;
  readonly units: string;
  readonly json?: boolean;
}

interface CutoffOptions extends GradedOptions {
  readonly heldBack: string;
}

export function addGradedCommands(queueing: Command): void {
  addGradedOptions(
    queueing
      .command("priorities")
      .description("grades in one pool: more urgent calls are served first, nobody is diverted"),
  ).action(priorities);
  addGradedOptions(
    queueing
      .command("cutoff")
      .description("grades in one pool, with units held back from the lower ones"),
  )
    .requiredOption(
      "--held-back <numbers>",
      "units held back from each grade, with commas; the first is 0 and none is less than the one before",
    )
    .action(cutoff);
}

function addGradedOptions(command: Command): Command {
  return command
    .requiredOption(
      "--calls-per-hour <numbers>",
      "calls that need a unit, of each grade, most urgent first, with commas between",
    )
    .requiredOption(
      "--busy-minutes <number>",
      "minutes a call keeps a unit, sent to clear, on average",
    )
    .requiredOption("--units <number>", "units on duty, or a range such as 20-30")
    .option("--json", "print one JSON object");
}

interface Asked {
  readonly callsPerHour: number[];
  readonly busyMinutes: number;
  readonly units: number[];
  readonly load: number;
}

function readGraded(options: GradedOptions): Asked {
  const callsPerHour = readGradeCalls("--calls-per-hour", options.callsPerHour);
  const busyMinutes = readMinutes("--busy-minutes", options.busyMinutes);
  const total = callsPerHour.reduce((sum, calls) => sum + calls, 0);
  const load = loadOf({ callsPerHour: total, busyMinutes });
  return { callsPerHour, busyMinutes, units: readUnits("--units", options.units), load };
}

function sayPool({ callsPerHour, busyMinutes, load }: Asked): void {
  const calls = `${callsPerHour.join(" + ")} calls an hour, each keeping a unit ${busyMinutes} min`;
  printLine(`${calls}: ${amount(load)} units busy if there were no limit`);
}

function priorities(options: GradedOptions): void {
  const asked = readGraded(options);
  const { callsPerHour, busyMinutes, load } = asked;
  const rows = asked.units.flatMap((units) =>
    gradeWaits({ callsPerHour, busyMinutes, units }).map((wait, index) => ({
      units,
      grade: index + 1,
      ...wait,
    })),
  );
  if (options.json === true) {
    printAnswer({ formula: "priorities", callsPerHour, busyMinutes, loadErlangs: load, rows });
    return;
  }
  sayPool(asked);
  printTable(rows, [
    ["units", ({ units }) => String(units)],
    ["grade", ({ grade }) => String(grade)],
    ["must wait", ({ waitShare }) => percent(waitShare)],
    ["mean wait", ({ meanWaitMinutes }) => minutesText(meanWaitMinutes)],
  ]);
}

function cutoff(options: CutoffOptions): void {
  const asked = readGraded(options);
  const { callsPerHour, busyMinutes, load } = asked;
  const heldBack = readWholeNumbers("--held-back", options.heldBack);
  const rows = asked.units.flatMap((units) => {
    const pool = { callsPerHour, busyMinutes, units, heldBack };
    const fault = findHeldBackFault(pool);
    if (fault !== undefined)
      throw new CliFault("queueing.wrong-value", `--held-back with ${units} units: ${fault}`);
    const limits = callsPerHour.map((_, grade) => saturationCallsPerHour(pool, grade));
    return cutoffWaits(pool).map((wait, grade) => ({
      units,
      grade: grade + 1,
      heldBack: heldBack[grade],
      ...wait,
      /** Calls per hour of all grades, in these proportions. */
      endlessFromCallsPerHour: limits[grade],
      neverServedFromCallsPerHour: grade === 0 ? Infinity : limits[grade - 1],
    }));
  });
  if (options.json === true) {
    printAnswer({
      formula: "cutoff",
      callsPerHour,
      busyMinutes,
      heldBack,
      loadErlangs: load,
      rows,
    });
    return;
  }
  sayPool(asked);
  const limit = (calls: number): string => (calls === Infinity ? "-" : `${calls.toFixed(1)}/h`);
  printTable(rows, [
    ["units", ({ units }) => String(units)],
    ["grade", ({ grade }) => String(grade)],
    ["held back", (row) => String(row.heldBack)],
    ["must wait", ({ waitShare }) => percent(waitShare)],
    ["mean wait", ({ meanWaitMinutes }) => minutesText(meanWaitMinutes)],
    ["endless from", ({ endlessFromCallsPerHour }) => limit(endlessFromCallsPerHour)],
    ["never served from", ({ neverServedFromCallsPerHour }) => limit(neverServedFromCallsPerHour)],
  ]);
  printLine("limits: calls an hour of all grades together, in the proportions given");
}
