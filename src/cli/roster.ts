/**
 * `muster roster ...`: the roster of a running server through its public API: planned shifts and the head-count to look
 * at, as iCalendar or CSV out, and in from either. A row that can not be taken is printed with its line and the reason,
 * costs no other row, and then the exit code is 1. Columns that are not read are named.
 */

import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import type { z } from "zod";
import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import type { RecallsView } from "../http/views/recall-view.ts";
import type { absenceView, musterView, ShiftView } from "../http/views/roster-view.ts";
import { rosterFileLimits, type RowFault } from "../wire/roster/roster-row.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { gapLine } from "./gaps.ts";
import { printJson, printLine } from "./print.ts";
import { readRosterRows, readRosterText } from "./roster-file.ts";

interface RegionOptions extends ClientOptions {
  readonly region?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

interface ImportOptions extends RegionOptions {
  readonly override?: string;
  readonly reason?: string;
  readonly zone?: string;
}

interface Taken {
  readonly line: number;
  readonly shift: number | null;
  readonly did: string;
  readonly registered: boolean;
}

interface Imported {
  readonly taken: readonly Taken[];
  readonly faults: readonly RowFault[];
  readonly otherComponents: { readonly [name: string]: number };
}

const regionFlag = ["--region <id>", "region; needed when the server has several"] as const;
const allFlag = ["--all", "those over or cancelled that have not left yet, too"] as const;
const jsonFlag = ["--json", "print the server's answer as it is"] as const;
const pageSize = 1_000;

export function addRosterCommand(program: Command): void {
  const roster = program
    .command("roster")
    .description("planned shifts against who turned up: show, import and export");
  const show = roster
    .command("show")
    .description("head-count now, by team and station, and planned shifts with their state")
    .option(...regionFlag)
    .option(...allFlag)
    .option(...jsonFlag);
  addClientOptions(show).action(showRoster);
  const absence = roster
    .command("absence")
    .description("whether more heads are missing than on an ordinary day, with the evidence")
    .option(...regionFlag)
    .option(...jsonFlag);
  addClientOptions(absence).action(showAbsence);
  const recalls = roster
    .command("recalls")
    .description("who is recalled and has not come, and whom a recall would break least for")
    .option(...regionFlag)
    .option(...jsonFlag);
  addClientOptions(recalls).action(showRecalls);
  const takeIn = roster
    .command("import")
    .description("plan shifts from CSV or iCalendar; what stands already is left alone")
    .argument("<file>", "a .csv with a header, or an .ics")
    .option(...regionFlag)
    .option("--zone <name>", "where times without an offset are from, such as Europe/London")
    .option("--override <rules>", "hours rules that the shifts may break, with commas between")
    .option("--reason <text>", "why they may; goes with --override")
    .option(...jsonFlag);
  addClientOptions(takeIn).action(importRoster);
  const giveOut = roster
    .command("export")
    .description("write planned shifts as .csv or .ics; --busy for busy times instead of events")
    .argument("<file>", "where to, .csv or .ics; - = iCalendar on standard output")
    .option(...regionFlag)
    .option(...allFlag)
    .option("--busy", "VFREEBUSY by unit and person");
  addClientOptions(giveOut).action(exportRoster);
}

async function pathOf(client: Client, { region }: RegionOptions): Promise<string> {
  return `/api/regions/${encodeURIComponent(await client.region(region))}/roster`;
}

async function showRoster(options: RegionOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const path = await pathOf(client, options);
  const muster = await client.ask<z.infer<typeof musterView>>("GET", `${path}/muster`);
  const shifts: ShiftView[] = [];
  for (;;) {
    const query = `state=${options.all === true ? "all" : "open"}&limit=${pageSize}&after=${shifts.length - 1}`;
    const page = await client.ask<{ shifts: ShiftView[] }>("GET", `${path}?${query}`);
    shifts.push(...page.shifts);
    if (page.shifts.length < pageSize) break;
  }
  if (options.json === true) {
    printJson({ muster, shifts });
    return;
  }
  printLine(`region: ${countText(muster.region)}, ${muster.unplanned} on duty without a plan`);
  printLine(hoursText(muster.hours));
  for (const gap of muster.gaps) printLine(gapLine(gap));
  for (const [what, list] of [
    ["team", muster.teams],
    ["station", muster.stations],
  ] as const)
    // prettier-ignore
    for (const { code, ...count } of list)
      if (count.planned > 0 || count.turnedUp > 0)
        printLine(`${code === null ? `no ${what}` : `${what} ${code}`}: ${countText(count)}`);
  for (const shift of shifts) printLine(lineOf(shift));
}

async function showAbsence(options: RegionOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const path = await pathOf(client, options);
  const found = await client.ask<z.infer<typeof absenceView>>("GET", `${path}/absence`);
  if (options.json === true) {
    printJson(found);
    return;
  }
  const { verdict, suspectedAt, ratio, planned, arrived, expected, places } = found;
  printLine(
    `${verdict}: ${ratio} times likelier when many stay away (alarm at ${found.alarmRatio})`,
  );
  if (suspectedAt !== null)
    printLine(
      `suspected since ${minuteText(suspectedAt)}${found.pooled ? " with other regions" : ""}`,
    );
  const band = `${expected} on an ordinary day (${found.expectedLow} to ${found.expectedHigh})`;
  const announced = found.announced > 0 ? `, ${found.announced} known not to come` : "";
  printLine(`book-ons: ${arrived} of ${planned}; ${band}${announced}`);
  printLine(
    `left before the end of the shift: ${found.left} of ${found.onDuty} on duty, ${found.leftLately} within the last hour`,
  );
  for (const { signal, heads, seen, expected: usual, ratio: by } of found.signals)
    printLine(
      `${signal}: ${seen} of ${heads}${signal === "hand-ins" ? "" : `; ${usual} on an ordinary day`}, ratio ${by}`,
    );
  for (const place of places)
    printLine(
      `${place.place ?? "no station or team"}: ${place.arrived} of ${place.planned}; ${place.expected} on an ordinary day`,
    );
}

async function showRecalls(options: RegionOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const path = await pathOf(client, options);
  const found = await client.ask<RecallsView>("GET", `${path}/recalls`);
  if (options.json === true) {
    printJson(found);
    return;
  }
  const { ever, open, came, declined } = found.count;
  printLine(`${ever} recalls: ${open} open, ${came} came, ${declined} do not come`);
  for (const { staffNumber, state, dueAt } of found.recalls)
    printLine(`${staffNumber} ${state} | ${state === "asked" ? "answer owed" : "comes"} by ${minuteText(dueAt)}`); // prettier-ignore
  for (const { staffNumber, skills, reasons } of found.candidates)
    printLine([`to recall: ${staffNumber}`, reasons.join(", "), skills.join(" ")].join(" | "));
}

function countText(count: z.infer<typeof musterView>["region"]): string {
  const { planned, turnedUp, awaited, late, absent, leftEarly, overtime } = count;
  const rest = Object.entries({ awaited, late, absent, "left early": leftEarly, overtime })
    .filter(([, heads]) => heads > 0)
    .map(([what, heads]) => `${heads} ${what}`);
  return [`${turnedUp} of ${planned} planned`, ...rest].join(", ");
}

function minuteText(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 16)}Z`;
}

function lineOf({
  shift,
  name,
  state,
  fromAt,
  untilAt,
  team,
  station,
  crew,
  came,
  overridden,
}: ShiftView): string {
  return [
    `${shift} ${name} ${state}`,
    `${minuteText(fromAt)} to ${minuteText(untilAt)}`,
    `${came} of ${crew}`,
    ...(team === null ? [] : [`team ${team}`]),
    ...(station === null ? [] : [station]),
    ...(overridden.length === 0 ? [] : [`over ${overridden.join(", ")}`]),
  ].join(" | ");
}

async function importRoster(file: string, options: ImportOptions): Promise<void> {
  const said = {
    ...(options.zone === undefined ? {} : { zone: options.zone }),
    ...overrideOf(options),
  };
  const isCalendar = /\.(ics|ical|ifb)$/i.test(file);
  const source = isCalendar ? undefined : await readRosterRows(file);
  const client = await Client.open(options, "supervisor");
  const path = `${await pathOf(client, options)}/import`;
  const taken: Taken[] = [];
  const faults: RowFault[] = [...(source?.faults ?? [])];
  let others: Imported["otherComponents"] = {};
  const send = async (body: object): Promise<void> => {
    const answer = await client.ask<Imported>("POST", path, { ...body, ...said });
    taken.push(...answer.taken);
    faults.push(...answer.faults);
    others = answer.otherComponents;
  };
  if (source === undefined) await send({ calendar: readRosterText(file) });
  else
    for (let from = 0; from < source.rows.length; from += rosterFileLimits.rows)
      await send({ rows: source.rows.slice(from, from + rosterFileLimits.rows) });
  faults.sort((a, b) => a.line - b.line);
  const notRead =
    source?.notRead ?? Object.entries(others).map(([name, count]) => `${count} ${name}`);
  if (options.json === true) printJson({ taken, faults, notRead });
  else printImport(taken, faults, notRead);
  if (faults.length > 0)
    throw new CliFault(
      "cli.findings",
      `${faults.length} could not be taken; the reasons are printed above.`,
    );
}

function overrideOf({ override, reason }: ImportOptions): object {
  if (override === undefined && reason === undefined) return {};
  if (override === undefined || reason === undefined)
    throw new CliFault(
      "cli.asked-wrongly",
      "--override and --reason go together: which hours rules may be broken, and why.",
    );
  return { override: { rules: override.split(",").map((rule) => rule.trim()), reason } };
}

function hoursText({
  set,
  version,
  overrides,
  byRule,
  peopleOverridden,
  atRest,
  overLongest,
  exceeded,
  nightWorkers,
  owedRest,
  owedRestMinutes,
}: z.infer<typeof musterView>["hours"]): string {
  if (set === null) return "hours rules: none";
  const made = `${overrides} override${overrides === 1 ? "" : "s"}`;
  const people = `${peopleOverridden} ${peopleOverridden === 1 ? "person" : "people"}`;
  const rules = byRule.map(({ rule, count }) => `${rule} ${count}`).join(", ");
  return `hours rules ${set} ${version}: ${made} for ${people}${rules === "" ? "" : ` (${rules})`}, ${atRest} at rest, ${overLongest} over the longest duty (${exceeded} ever), ${nightWorkers} night workers, ${owedRest} owed compensatory rest (${Math.round(owedRestMinutes / 6) / 10} h)`;
}

function printImport(
  taken: readonly Taken[],
  faults: readonly RowFault[],
  notRead: readonly string[],
): void {
  const count = (what: string): number => taken.filter(({ did }) => did === what).length;
  const registered = taken.filter((row) => row.registered).length;
  printLine(
    `${taken.length + faults.length} rows: ${count("planned")} planned, ${count("amended")} amended, ` +
      `${count("cancelled")} cancelled, ${count("nothing")} stood already, ${registered} people registered, ` +
      `${faults.length} not taken`,
  );
  if (notRead.length > 0) printLine(`not read: ${notRead.join(", ")}`);
  for (const { line, code, detail } of faults) printLine(`line ${line}: ${detail} [${code}]`);
}

async function exportRoster(
  file: string,
  options: RegionOptions & { readonly busy?: boolean },
): Promise<void> {
  const isCsv = file.toLowerCase().endsWith(".csv");
  if (isCsv && options.busy === true)
    throw new CliFault(
      "cli.asked-wrongly",
      "Busy times are iCalendar; name a file that ends in .ics.",
    );
  const client = await Client.open(options, "supervisor");
  const path = await pathOf(client, options);
  const state = options.all === true ? "all" : "open";
  const text = await client.text(
    isCsv
      ? `${path}.csv?state=${state}`
      : `${path}.ics?state=${state}&as=${options.busy === true ? "busy" : "events"}`,
  );
  if (file === "-") process.stdout.write(text);
  else {
    writeFileSync(file, text);
    printLine(`${file} written`);
  }
}
