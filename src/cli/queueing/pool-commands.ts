/**
 * `muster queueing erlang-b`, `erlang-c` and `erlang-a`: one pool of equal units, a row for each number of units asked
 * about, so that a planner sees at once what one unit more or less does.
 */
import type { Command } from "commander";
import { GivingUpPool, isQueueTooLong } from "../../plan/queueing/erlang-a.ts";
import { erlangB, loadOf, WaitingPool } from "../../plan/queueing/erlang.ts";
import { printLine } from "../print.ts";
import { CliFault } from "../fault.ts";
import {
  amount,
  minutesText,
  percent,
  printAnswer,
  printTable,
  type Column,
} from "./print-table.ts";
import { readCalls, readMinutes, readPercent, readUnits } from "./read-numbers.ts";

interface PoolOptions {
  readonly callsPerHour: string;
  readonly busyMinutes: string;
  readonly units: string;
  readonly json?: boolean;
}

interface WaitOptions extends PoolOptions {
  readonly withinMinutes: string;
  readonly percent: string;
}

interface PatienceOptions extends WaitOptions {
  readonly patienceMinutes: string;
}

interface Asked {
  readonly callsPerHour: number;
  readonly busyMinutes: number;
  readonly load: number;
  readonly units: readonly number[];
}

export function addPoolCommands(queueing: Command): void {
  addPoolOptions(
    queueing
      .command("erlang-b")
      .description("calls that find no unit free go elsewhere: how many do"),
  ).action(lost);
  addWaitOptions(
    addPoolOptions(
      queueing
        .command("erlang-c")
        .description("calls wait until a unit is free, for ever if need be"),
    ),
  ).action(waiting);
  addWaitOptions(
    addPoolOptions(
      queueing.command("erlang-a").description("calls wait, and callers give up"),
    ).requiredOption(
      "--patience-minutes <number>",
      "minutes until a waiting caller gives up, on average",
    ),
  ).action(givingUp);
}

function addPoolOptions(command: Command): Command {
  return command
    .requiredOption("--calls-per-hour <number>", "calls that need a unit")
    .requiredOption(
      "--busy-minutes <number>",
      "minutes a call keeps a unit, sent to clear, on average",
    )
    .requiredOption("--units <number>", "units on duty, or a range such as 20-30")
    .option("--json", "print one JSON object");
}

function addWaitOptions(command: Command): Command {
  return command
    .option(
      "--within-minutes <number>",
      "count the calls that have a unit within so many minutes",
      "5",
    )
    .option("--percent <number>", "say within how many minutes so many of 100 wait no more", "90");
}

function readPool(options: PoolOptions): Asked {
  const callsPerHour = readCalls("--calls-per-hour", options.callsPerHour);
  const busyMinutes = readMinutes("--busy-minutes", options.busyMinutes);
  const units = readUnits("--units", options.units);
  return { callsPerHour, busyMinutes, units, load: loadOf({ callsPerHour, busyMinutes }) };
}

function printRows<Row>(
  formula: string,
  asked: Asked,
  more: Readonly<Record<string, number>>,
  json: boolean | undefined,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): void {
  const { callsPerHour, busyMinutes, load } = asked;
  if (json === true) {
    printAnswer({ formula, callsPerHour, busyMinutes, ...more, loadErlangs: load, rows });
    return;
  }
  const calls = `${callsPerHour} calls an hour, each keeping a unit ${busyMinutes} min`;
  printLine(`${calls}: ${amount(load)} units busy if there were no limit`);
  printTable(rows, columns);
}

function lost(options: PoolOptions): void {
  const asked = readPool(options);
  const rows = asked.units.map((units) => {
    const lostShare = erlangB(asked.load, units);
    const occupancy = (asked.load * (1 - lostShare)) / units;
    return { units, occupancy, lostShare, lostPerHour: asked.callsPerHour * lostShare };
  });
  printRows("erlang-b", asked, {}, options.json, rows, [
    ["units", ({ units }) => String(units)],
    ["busy", ({ occupancy }) => percent(occupancy)],
    ["find no unit", ({ lostShare }) => percent(lostShare)],
    ["an hour", ({ lostPerHour }) => amount(lostPerHour)],
  ]);
}

function waiting(options: WaitOptions): void {
  const asked = readPool(options);
  const withinMinutes = readMinutes("--within-minutes", options.withinMinutes);
  const share = readPercent("--percent", options.percent);
  const rows = asked.units.map((units) => {
    const pool = new WaitingPool({ ...asked, units });
    return {
      units,
      occupancy: pool.occupancy,
      waitShare: pool.waitShare,
      meanWaitMinutes: pool.meanWaitMinutes,
      percentileMinutes: pool.waitPercentileMinutes(share),
      servedWithinShare: pool.shareServedWithin(withinMinutes),
      meanQueue: pool.meanQueue,
    };
  });
  const more = { withinMinutes, percentileShare: share };
  printRows("erlang-c", asked, more, options.json, rows, [
    ["units", ({ units }) => String(units)],
    ["busy", ({ occupancy }) => percent(occupancy)],
    ["must wait", ({ waitShare }) => percent(waitShare)],
    ["mean wait", ({ meanWaitMinutes }) => minutesText(meanWaitMinutes)],
    [`${options.percent} % within`, ({ percentileMinutes }) => minutesText(percentileMinutes)],
    [`within ${withinMinutes} min`, ({ servedWithinShare }) => percent(servedWithinShare)],
    ["waiting", ({ meanQueue }) => amount(meanQueue)],
  ]);
}

function givingUp(options: PatienceOptions): void {
  const asked = readPool(options);
  const withinMinutes = readMinutes("--within-minutes", options.withinMinutes);
  const patienceMinutes = readMinutes("--patience-minutes", options.patienceMinutes);
  const share = readPercent("--percent", options.percent);
  const rows = asked.units.map((units) => {
    if (isQueueTooLong({ ...asked, units, patienceMinutes })) {
      throw new CliFault(
        "queueing.overloaded",
        `${units} units: more than 10,000 calls would wait; expected fewer calls, more units or less patience`,
      );
    }
    const pool = new GivingUpPool({ ...asked, units, patienceMinutes });
    return {
      units,
      occupancy: pool.occupancy,
      waitShare: pool.waitShare,
      giveUpShare: pool.giveUpShare,
      meanWaitMinutes: pool.meanWaitMinutes,
      meanWaitOfServedMinutes: pool.meanWaitOfServedMinutes,
      percentileMinutes: pool.waitPercentileMinutes(share),
      servedWithinShare: pool.shareServedWithin(withinMinutes),
      meanQueue: pool.meanQueue,
    };
  });
  const more = { patienceMinutes, withinMinutes, percentileShare: share };
  printRows("erlang-a", asked, more, options.json, rows, [
    ["units", ({ units }) => String(units)],
    ["busy", ({ occupancy }) => percent(occupancy)],
    ["must wait", ({ waitShare }) => percent(waitShare)],
    ["give up", ({ giveUpShare }) => percent(giveUpShare)],
    ["mean wait", ({ meanWaitMinutes }) => minutesText(meanWaitMinutes)],
    ["of served", ({ meanWaitOfServedMinutes }) => minutesText(meanWaitOfServedMinutes)],
    [`${options.percent} % within`, ({ percentileMinutes }) => minutesText(percentileMinutes)],
    [`served in ${withinMinutes} min`, ({ servedWithinShare }) => percent(servedWithinShare)],
    ["waiting", ({ meanQueue }) => amount(meanQueue)],
  ]);
}
