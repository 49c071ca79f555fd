/** `muster report grades`: who graded whom down, how late, and responses by first assessed, last assessed and served grade. */

import type { Command } from "commander";
import { findInstant, microsPerHour, rfc3339FromInstant, type Instant } from "../base/instant.ts";
import type { GradeReportView } from "../wire/shown-grades.ts";
import { addClientOptions, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { gapLine } from "./gaps.ts";
import { printJson, printLine } from "./print.ts";
import { addRegionOptions, openRegion, wholeNumber, type RegionOptions } from "./region-call.ts";

interface GradesOptions extends RegionOptions, ClientOptions {
  readonly hours: string;
  readonly until?: string;
  readonly under: string;
}

export function addReportCommand(program: Command): void {
  const report = program.command("report").description("reports over a period of the log");
  addClientOptions(
    addRegionOptions(
      report
        .command("grades")
        .description("who graded whom down, how late, and responses by each grade"),
    )
      .option("--hours <hours>", "length of the period, 744 at most", "24")
      .option("--until <time>", "its end, as 2026-11-29T06:00:00Z; now when left out")
      .option("--under <percent>", "late: with less of the target left than this", "25"),
  ).action(showGrades);
}

function timeText(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 16)}Z`;
}

async function showGrades(options: GradesOptions): Promise<void> {
  const hours = wholeNumber("--hours", options.hours);
  const under = wholeNumber("--under", options.under);
  const { client, path } = await openRegion(options);
  const { clock } = await client.ask<{ clock: { now: Instant } }>("GET", "/api/session");
  const until = options.until === undefined ? clock.now : findInstant(options.until);
  if (until === undefined)
    throw new CliFault(
      "cli.asked-wrongly",
      `--until is ${JSON.stringify(options.until)}, expected a time such as 2026-11-29T06:00:00Z.`,
    );
  const query = new URLSearchParams({
    from: String(until - hours * microsPerHour),
    until: String(until),
    underPercent: String(under),
  });
  const report = await client.ask<GradeReportView>("GET", `${path}/reports/grades?${query}`);
  if (options.json === true) {
    printJson(report);
    return;
  }
  printReport(report);
}

function printReport(report: GradeReportView): void {
  printLine(`${timeText(report.from)} to ${timeText(report.until)}, log read to ${report.position}${report.isComplete ? "" : "; NOT COMPLETE"}`); // prettier-ignore
  for (const gap of report.gaps) printLine(gapLine(gap));
  for (const row of report.response) {
    if (row.incidents === 0) continue;
    const share = row.withinPercent === null ? "-" : `${row.withinPercent} %`;
    const times = row.medianSeconds === null ? "" : `, median ${row.medianSeconds} s, 90 % ${row.ninetiethSeconds} s`; // prettier-ignore
    printLine(`by ${row.basis} grade, ${row.grade}: ${row.incidents} incidents, ${row.within} within, ${row.missed} missed, ${share}${times}`); // prettier-ignore
  }
  for (const each of report.people) {
    const out = each.standsOut === "" ? "" : ` STANDS OUT (${each.standsOut})`;
    printLine(`${each.by} ${timeText(each.hour)}: ${each.down} down (${each.late} with under ${report.underPercent} % left), ${each.up} up, ${each.servedDown} served lower${out}`); // prettier-ignore
  }
  for (const each of report.regradings.slice(0, 50)) {
    const left = each.leftSeconds === null ? "" : `, ${each.leftSeconds} s of ${each.targetSeconds} s left`; // prettier-ignore
    printLine(`${timeText(each.at)} incident ${each.incident}: ${each.from} -> ${each.to}, served ${each.served}, by ${each.by}${left}`); // prettier-ignore
  }
  if (report.regradingCount === 0) printLine("nothing was graded anew");
}
