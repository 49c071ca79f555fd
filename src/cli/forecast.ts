/**
 * `muster forecast`: the next hours of a region as a running server sees them, what would be with one thing changed, and
 * how forecasts have come out. Chances are of some area having no free suitable unit in reach.
 */

import type { Command } from "commander";
import { microsPerSecond, rfc3339FromInstant, type Instant } from "../base/instant.ts";
import {
  demandText,
  waysText,
  type Forecast,
  type ForecastBands,
  type NoForecast,
  type WhatIf,
} from "../core/forecast.ts";
import { grades, serviceLevels, type Grade, type ServiceLevel } from "../core/vocabulary.ts";
import type { LeadScore, Scores } from "../sim/forecast/score.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { printJson, printLine } from "./print.ts";
import { CliFault } from "./fault.ts";

interface ForecastOptions extends ClientOptions {
  readonly region?: string;
  readonly day?: boolean;
  readonly at?: string;
  readonly nobodyElse?: boolean;
  readonly recalled?: string;
  readonly lent?: string;
  readonly within?: string;
  readonly area?: string;
  readonly level?: string;
  readonly demandFactor?: string;
  readonly calibration?: boolean;
  readonly json?: boolean;
}

interface NewestAnswer {
  readonly now: Instant;
  readonly forecast: Forecast | null;
  readonly none: NoForecast | null;
}

interface WhatIfAnswer {
  readonly asItIs: Forecast | null;
  readonly changed: Forecast | null;
  readonly none: NoForecast | null;
}

interface CalibrationAnswer {
  readonly days: number;
  readonly leadMinutes: readonly number[];
  readonly near: Scores;
  readonly far: Scores;
}

export function addForecastCommand(program: Command): void {
  const command = program
    .command("forecast")
    .description("the next hours of a region by many futures of its live state")
    .option("--region <id>", "region; needed when the server has several")
    .option("--day", "24 hours ahead instead of 4")
    .option("--at <time>", "the last one made until then (RFC 3339), up to a day before")
    .option("--nobody-else", "what if nobody else arrives")
    .option("--recalled <units>", "what if so many units are recalled from rest")
    .option("--lent <units>", "what if a neighbour lends so many units")
    .option("--within <minutes>", "by when recalled or lent units are there")
    .option("--area <code>", "where they are based; left out = spread over all areas")
    .option("--level <level>", "what if this service level were decided on")
    .option("--demand-factor <number>", "what if so many times the calls come")
    .option("--calibration", "how forecasts have come out so far")
    .option("--json", "print the server's answer as it is");
  addClientOptions(command).action(forecast);
}

async function forecast(options: ForecastOptions): Promise<void> {
  const whatIf = whatIfOf(options);
  const client = await Client.open(options, "supervisor");
  const region = encodeURIComponent(await client.region(options.region));
  const path = `/api/regions/${region}/forecast`;
  const kind = options.day === true ? "far" : "near";
  if (options.calibration === true) {
    const answer = await client.ask<CalibrationAnswer>("GET", `${path}/calibration`);
    if (options.json === true) printJson(answer);
    else printCalibration(answer, answer[kind]);
    return;
  }
  if (whatIf !== undefined) {
    const answer = await client.ask<WhatIfAnswer>("POST", `${path}/what-if`, { kind, whatIf });
    if (options.json === true) printJson(answer);
    else printWhatIf(answer);
    return;
  }
  const at = options.at === undefined ? "" : `&at=${encodeURIComponent(options.at)}`;
  const answer = await client.ask<NewestAnswer>("GET", `${path}?kind=${kind}${at}`);
  if (options.json === true) printJson(answer);
  else printNewest(answer);
}

/** Undefined when nothing is to be changed. */
function whatIfOf(options: ForecastOptions): WhatIf | undefined {
  const { nobodyElse, recalled, lent, within, area, level, demandFactor } = options;
  const minutes = within === undefined ? undefined : numberOf("--within", within);
  const whatIf: WhatIf = {
    ...(nobodyElse === true && { nobodyElse }),
    ...(recalled !== undefined && { recalled: numberOf("--recalled", recalled) }),
    ...(recalled !== undefined && minutes !== undefined && { recalledMinutes: minutes }),
    ...(lent !== undefined && { lent: numberOf("--lent", lent) }),
    ...(lent !== undefined && minutes !== undefined && { lentMinutes: minutes }),
    ...(area !== undefined && { area }),
    ...(level !== undefined && { level: levelOf(level) }),
    ...(demandFactor !== undefined && { demandFactor: numberOf("--demand-factor", demandFactor) }),
  };
  const asked = Object.keys(whatIf).filter((key) => key !== "area");
  if (asked.length > 0) return whatIf;
  if (minutes === undefined && area === undefined) return undefined;
  throw new CliFault(
    "cli.asked-wrongly",
    "--within and --area belong to --recalled or --lent; say how many units",
  );
}

function levelOf(text: string): ServiceLevel {
  const level = serviceLevels.names.find((name) => name === text);
  if (level !== undefined) return level;
  const known = serviceLevels.names.map((name) => `"${name}"`).join(", ");
  throw new CliFault("cli.asked-wrongly", `--level: got ${text}, expected one of ${known}`);
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new CliFault("cli.asked-wrongly", `${option}: got ${text}, expected a number`);
}

function printNone(none: NoForecast | null): void {
  printLine(
    none === null
      ? "no forecast yet: the first one is being made, or none was made by then"
      : `no forecast: ${none.reason} (${none.incidents} incidents in the last day, ${none.needed} needed)`,
  );
}

function printNewest({ now, forecast: told, none }: NewestAnswer): void {
  if (told === null) {
    printNone(none);
    return;
  }
  const age = Math.round((now - told.at) / microsPerSecond);
  printLine(
    `${told.futures} futures of ${told.horizonSeconds / 3_600} h from ${rfc3339FromInstant(told.at)} (${age} s ago), position ${told.position}`,
  );
  const { learnt } = told;
  printLine(
    `${learnt.callsPerHour} calls an hour expected, ${demandText(learnt)}; ${learnt.shifts.ahead} shifts begin or end; ways by ${waysText(told)}`,
  );
  const steps = told.columnsAt.map((at) => told.stepsAt.indexOf(at));
  printRow("", told.columnsAt.map(clockOf));
  for (const grade of gradesOf(told))
    printRow(
      `no unit, ${grade}`,
      steps.map((step) => chanceOf(told.grades[grade]?.noUnit[step] ?? 0)),
    );
  for (const grade of gradesOf(told))
    printRow(
      `mean wait, ${grade}`,
      (told.grades[grade]?.waits ?? []).map(({ meanSeconds }) =>
        meanSeconds === null ? "-" : `${Math.round(meanSeconds / 60)} min`,
      ),
    );
  const band = (of: ForecastBands) => steps.map((step) => `${of.low80[step]}-${of.high80[step]}`);
  printRow("free units, 80 %", band(told.free));
  printRow("waiting, 80 %", band(told.waiting));
  printRow(
    "booked on",
    steps.map((step) => String(told.bookedOn[step])),
  );
  for (const grade of gradesOf(told)) printLine(zeroCoverOf(told, grade));
}

function printWhatIf({ asItIs, changed, none }: WhatIfAnswer): void {
  if (asItIs === null || changed === null) {
    printNone(none);
    return;
  }
  printLine(`${asItIs.futures} futures each from position ${asItIs.position}, on the same luck`);
  printRow("", ["as it is", "changed"]);
  const both = (label: string, of: (told: Forecast) => string) =>
    printRow(label, [of(asItIs), of(changed)]);
  for (const grade of gradesOf(asItIs)) {
    both(`no unit at some time, ${grade}`, (told) =>
      chanceOf(told.grades[grade]?.zeroCover.share ?? 0),
    );
    both(`no unit at the end, ${grade}`, (told) =>
      chanceOf(told.grades[grade]?.noUnit.at(-1) ?? 0),
    );
  }
  both("free units at the end", ({ free }) => String(free.middle.at(-1)));
  both("waiting at the end", ({ waiting }) => String(waiting.middle.at(-1)));
}

function printCalibration({ days, leadMinutes }: CalibrationAnswer, { leads }: Scores): void {
  printLine(
    `judged on ${days} days; forecasts of one night overlap, so they are fewer than they look`,
  );
  printRow("up to", [
    "judged",
    "free in 80 %",
    "free in 95 %",
    "wait in 80 %",
    "wait in 95 %",
    "Brier",
    "(stays)",
  ]);
  leads.forEach((lead, index) => {
    if (lead.free.count > 0) printRow(`${leadMinutes[index]} min`, cellsOf(lead));
  });
}

function cellsOf({ free, waiting, noUnit }: LeadScore): string[] {
  const percent = (part: number, of: number) =>
    of === 0 ? "-" : `${Math.round((100 * part) / of)} %`;
  const chances = Object.values(noUnit);
  const count = chances.reduce((sum, chance) => sum + chance.count, 0);
  const brier = (squares: number) => (count === 0 ? "-" : (squares / count).toFixed(3));
  return [
    String(free.count),
    percent(free.exact80, free.exactCount),
    percent(free.exact95, free.exactCount),
    percent(waiting.exact80, waiting.exactCount),
    percent(waiting.exact95, waiting.exactCount),
    brier(chances.reduce((sum, { squares }) => sum + squares, 0)),
    brier(chances.reduce((sum, { persistenceSquares }) => sum + persistenceSquares, 0)),
  ];
}

function zeroCoverOf({ grades: told, horizonSeconds }: Forecast, grade: Grade): string {
  const { share, half } = told[grade]?.zeroCover ?? { share: 0, half: null };
  const until = half === null ? "" : `; in half of the futures by ${clockOf(half)}`;
  return `${grade}: ${chanceOf(share)} that some area has no free unit within ${horizonSeconds / 3_600} h${until}`;
}

function gradesOf({ grades: told }: Forecast): Grade[] {
  return grades.names.filter((grade) => told[grade] !== undefined);
}

function printRow(label: string, cells: readonly string[]): void {
  printLine(`${label.padEnd(32)}${cells.map((cell) => cell.padStart(13)).join("")}`);
}

/** Nothing in a thousand futures is not "never". */
function chanceOf(share: number): string {
  if (share < 0.005) return "<1 %";
  return share > 0.995 ? ">99 %" : `${Math.round(100 * share)} %`;
}

/** UTC. */
function clockOf(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(11, 16)}Z`;
}
