/**
 * `muster record export`: a time of a region's log for an overseer to keep, with what proves it. Events come whole over the API (the server's
 * audit says so), each is compared with its entry in the record, and the record's public files are kept beside them, so that
 * `muster verify FOLDER` checks the export on another machine. Exit code 1 where an event is not as it was recorded.
 */

import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { findInstant, microsPerDay, rfc3339FromInstant, type Instant } from "../../base/instant.ts";
import { CliFault } from "../fault.ts";
import { printJson, printLine } from "../print.ts";
import { Progress } from "../progress.ts";
import { openRegion, type RegionOptions, type RegionPlace } from "../region-call.ts";
import { csvText } from "../../wire/csv-text.ts";
import { compareWithRecord, copyRecord } from "./copy-record.ts";
import { eventsFile, type ExportedEvent, faultOfExported, summaryFile } from "./exported.ts";
import { ExportSummary, fateColumns, orderColumns } from "./summary.ts";
import { makeFolder } from "../../store/make-folder.ts";

export interface ExportOptions extends RegionOptions {
  readonly from: string;
  readonly until?: string;
  readonly out: string;
  readonly url: string;
}

export async function exportRecord(options: ExportOptions): Promise<void> {
  const from = instantOf("--from", options.from);
  const until =
    options.until === undefined ? from + microsPerDay : instantOf("--until", options.until);
  if (until <= from) throw new CliFault("cli.asked-wrongly", "--until: expected it after --from");
  const place = await openRegion(options, "overseer");
  makeFolder(options.out);
  const { events, last, faults, summary } = await takeEvents(place, options.out, from, until);
  writeFileSync(join(options.out, "orders.csv"), csvText([orderColumns, ...summary.orders]));
  writeFileSync(join(options.out, "fates.csv"), csvText([fateColumns, ...summary.listFates()]));
  const region = decodeURIComponent(place.path.slice(place.path.lastIndexOf("/") + 1));
  const address = `${options.url.replace(/\/+$/, "")}/record/${region}`;
  const folder = join(options.out, "record");
  const size = await copyRecord(address, folder, last);
  for (const fault of await compareWithRecord(join(options.out, eventsFile), folder)) {
    if (faults.length < mostFaults) faults.push(fault);
  }
  const said = {
    region,
    from: rfc3339FromInstant(from),
    until: rfc3339FromInstant(until),
    events,
    recordSize: size,
    faults,
  };
  writeFileSync(join(options.out, summaryFile), `${JSON.stringify(said, null, 2)}\n`);
  if (options.json === true) printJson(said);
  else {
    printLine(
      `${events} events of ${said.from} to ${said.until} are in ${options.out}, with the record of ${size} entries`,
    );
    for (const fault of faults) printLine(`NOT AS RECORDED: ${fault}`);
  }
  if (faults.length > 0) process.exitCode = 1;
}

function instantOf(option: string, text: string): Instant {
  const at = findInstant(text);
  if (at !== undefined) return at;
  throw new CliFault("cli.asked-wrongly", `${option}: got "${text.slice(0, 40)}", expected a time like 2027-03-05T20:30:00Z`); // prettier-ignore
}

/** Named at most; an export in which more is wrong is wrong as a whole. */
const mostFaults = 20;

async function takeEvents(place: RegionPlace, out: string, from: Instant, until: Instant) {
  const summary = new ExportSummary();
  const faults: string[] = [];
  const progress = new Progress("exporting");
  const file = openSync(join(out, eventsFile), "w", 0o600);
  let events = 0;
  let last = 0;
  try {
    let after: number | null | undefined;
    while (after !== null) {
      const query = new URLSearchParams({
        from: String(from),
        until: String(until),
        ...(after === undefined ? {} : { after: String(after) }),
      });
      const page: { events: ExportedEvent[]; next: number | null } = await place.client.ask(
        "GET",
        `${place.path}/record/export?${query.toString()}`,
      );
      for (const event of page.events) {
        writeSync(file, `${JSON.stringify(event)}\n`);
        summary.take(event.position, event.facts);
        const fault = faultOfExported(event);
        if (fault !== undefined && faults.length < mostFaults)
          faults.push(`position ${event.position}: ${fault}`);
      }
      events += page.events.length;
      last = page.events.at(-1)?.position ?? last;
      const lastAt = page.events.at(-1)?.facts.entered ?? until;
      progress.update(Math.min(1, (lastAt - from) / (until - from)));
      after = page.next;
    }
  } finally {
    closeSync(file);
    progress.finish();
  }
  return { events, last, faults, summary };
}
