/**
 * `muster custody ...`: who holds which keys, radios, vehicles and kit on a running server, through its public API; the chain of one
 * item from the log; and items in from CSV. A row that can not be taken is printed with its line, and then the exit code is 1.
 */

import type { Command } from "commander";
import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import { itemColumns, itemFileLimits, type ItemFault, type ItemRow, type TakenItem } from "../http/custody-import.ts"; // prettier-ignore
import type { ChainLine, ItemView, RecoveryView } from "../http/views/custody-view.ts";
import type { CustodyCount } from "../core/custody/read.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printJson, printLine } from "./print.ts";
import { explainCsvError, listCsvRecords } from "./recorded/csv-file.ts";

interface RegionOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
  readonly state?: string;
}

const regionFlag = ["--region <id>", "region; needed when the server has several"] as const;
const jsonFlag = ["--json", "print the server's answer as it is"] as const;
const pageSize = 1_000;

export function addCustodyCommand(program: Command): void {
  const custody = program
    .command("custody")
    .description("who holds vehicles, keys, radios and kit: show, chain and import");
  const show = custody
    .command("show")
    .description("items and who holds them, with the counts of all")
    .option(
      "--state <state>",
      "use, all, in store, issued, missing, or owed = with people off duty",
      "use",
    ) // prettier-ignore
    .option(...regionFlag)
    .option(...jsonFlag);
  addClientOptions(show).action(showItems);
  const chain = custody
    .command("chain")
    .description("every hand an item went through, from the log, the last first")
    .argument("<code>", "what stands on the item")
    .option(...regionFlag)
    .option(...jsonFlag);
  addClientOptions(chain).action(showChain);
  const takeIn = custody
    .command("import")
    .description("register items from CSV; what stands already is left alone")
    .argument("<file>", "a .csv with a header: code, kind, and if wanted station, unit")
    .option(...regionFlag)
    .option(...jsonFlag);
  addClientOptions(takeIn).action(importFile);
}

async function pathOf(client: Client, { region }: RegionOptions): Promise<string> {
  return `/api/regions/${encodeURIComponent(await client.region(region))}/custody`;
}

async function showItems(options: RegionOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const path = await pathOf(client, options);
  const items: ItemView[] = [];
  let count: CustodyCount;
  let recoveries: readonly RecoveryView[];
  for (let after = -1; ; after = items.at(-1)?.item ?? after) {
    const state = encodeURIComponent(options.state ?? "use");
    const page = await client.ask<{ items: ItemView[]; count: CustodyCount; recoveries: RecoveryView[] }>("GET", `${path}?state=${state}&limit=${pageSize}&after=${after}`); // prettier-ignore
    items.push(...page.items);
    ({ count, recoveries } = page);
    if (page.items.length < pageSize) break;
  }
  if (options.json === true) {
    printJson({ count, recoveries, items });
    return;
  }
  printLine(
    `${count.items} items: ${count.inStore} in store, ${count.issued} issued, ${count.missing} missing; ` +
      `${count.owed} with ${count.peopleOwing} people off duty`,
  );
  for (const { recovery, callSign, latE7, lonE7, sinceAt, owner } of recoveries)
    printLine(
      `recovery ${recovery}: ${callSign} without a crew at ${(latE7 / 1e7).toFixed(4)},${(lonE7 / 1e7).toFixed(4)} since ${minuteText(sinceAt)} | ${owner.kind} ${owner.name}`,
    );
  for (const item of items) printLine(lineOf(item));
}

function minuteText(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 16)}Z`;
}

function lineOf({
  code,
  kind,
  state,
  holder,
  holderOnDuty,
  lastHolder,
  place,
  station,
  sinceAt,
}: ItemView): string {
  // prettier-ignore
  return [
    `${code} ${kind} ${state}`,
    ...(holder === null ? [] : [`with ${holder}${holderOnDuty === false ? " (off duty)" : ""}`]),
    ...(lastHolder === null ? [] : [`last with ${lastHolder}`]),
    ...(place === null ? [] : [`at ${place}`]),
    `since ${minuteText(sinceAt)}`,
    ...(station === null ? [] : [`belongs to ${station}`]),
  ].join(" | ");
}

async function showChain(code: string, options: RegionOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const path = `${await pathOf(client, options)}/${encodeURIComponent(code)}/chain`;
  const lines: ChainLine[] = [];
  let item: ItemView;
  for (let next = 0; ;) {
    const page = await client.ask<{ item: ItemView; lines: ChainLine[]; next: number }>("GET", next === 0 ? path : `${path}?from=${next}`); // prettier-ignore
    lines.push(...page.lines);
    ({ item, next } = page);
    if (next === 0) break;
  }
  if (options.json === true) {
    printJson({ item, lines });
    return;
  }
  printLine(lineOf(item));
  for (const { position, at, by, says } of lines)
    printLine(`${position} | ${rfc3339FromInstant(at).slice(0, 19)}Z | ${by} | ${says}`);
}

async function importFile(file: string, options: RegionOptions): Promise<void> {
  const { rows, faults, notRead } = await readRows(file);
  const client = await Client.open(options, "supervisor");
  const path = `${await pathOf(client, options)}/import`;
  const taken: TakenItem[] = [];
  for (let from = 0; from < rows.length; from += itemFileLimits.rows) {
    const answer = await client.ask<{ taken: TakenItem[]; faults: ItemFault[] }>("POST", path, { rows: rows.slice(from, from + itemFileLimits.rows) }); // prettier-ignore
    taken.push(...answer.taken);
    faults.push(...answer.faults);
  }
  faults.sort((a, b) => a.line - b.line);
  if (options.json === true) printJson({ taken, faults, notRead });
  else {
    const count = (what: string): number => taken.filter(({ did }) => did === what).length;
    printLine(
      `${taken.length + faults.length} rows: ${count("registered")} registered, ${count("amended")} amended, ` +
        `${count("nothing")} stood already, ${faults.length} not taken`,
    );
    if (notRead.length > 0) printLine(`not read: ${notRead.join(", ")}`);
    for (const { line, code, detail } of faults) printLine(`line ${line}: ${detail} [${code}]`);
  }
  if (faults.length > 0)
    throw new CliFault(
      "cli.findings",
      `${faults.length} could not be taken; the reasons are printed above.`,
    );
}

interface RowsOfFile {
  readonly rows: ItemRow[];
  readonly faults: ItemFault[];
  readonly notRead: string[];
}

async function readRows(file: string): Promise<RowsOfFile> {
  const rows: ItemRow[] = [];
  const faults: ItemFault[] = [];
  let header: readonly string[] | undefined;
  const columns: readonly string[] = itemColumns;
  try {
    for await (const entry of listCsvRecords(file)) {
      const { line } = entry;
      if ("reason" in entry) faults.push({ line, code: "value.invalid", detail: entry.reason });
      else if (header === undefined) header = checkHeader(file, entry.record);
      else if (entry.record.length !== header.length)
        faults.push({ line, code: "value.invalid", detail: `got ${entry.record.length} cells, expected ${header.length} as in the header` }); // prettier-ignore
      else {
        const named = header.map((name, index) => [name, entry.record[index].slice(0, itemFileLimits.cellLength)] as const); // prettier-ignore
        rows.push({ line, cells: Object.fromEntries(named.filter(([name]) => columns.includes(name))) }); // prettier-ignore
      }
    }
  } catch (error) {
    const explained = explainCsvError(file, error);
    if (explained === undefined) throw error;
    throw new CliFault("cli.asked-wrongly", `${explained[1]}.`);
  }
  if (header === undefined && faults.length === 0) checkHeader(file, []);
  return { rows, faults, notRead: (header ?? []).filter((name) => !columns.includes(name)) };
}

function checkHeader(file: string, record: readonly string[]): readonly string[] {
  const header = record.map((name) => name.trim().toLowerCase());
  const missing = ["code", "kind"].filter((name) => !header.includes(name));
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (missing.length === 0 && twice === undefined) return header;
  throw new CliFault(
    "cli.asked-wrongly",
    twice === undefined
      ? `${file} has no column ${missing.join(" and ")}; expected a header with code, kind, and if wanted station, unit.`
      : `${file} has the column "${twice}" twice.`,
  );
}
