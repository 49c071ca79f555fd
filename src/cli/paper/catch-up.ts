/**
 * `muster catch-up FILE.csv`: paper forms of an outage into a running server, with their true times. First it shows what
 * it would do; `--confirm` does it. A form that may be about an incident of the log, open or closed meanwhile, is not entered until a
 * person has written in its row which one it is, or that it is new: nothing merges, and nothing is doubled, by itself.
 */

import { createReadStream } from "node:fs";
import type { Command } from "commander";
import {
  neededPaperColumns,
  paperColumns,
  paperLimits,
  readPaperForm,
  type PaperForm,
} from "../../wire/paper/paper-form.ts";
import { addClientOptions, Client, type ClientOptions } from "../client.ts";
import { CliFault } from "../fault.ts";
import type { GapView } from "../../wire/gap-schema.ts";
import { gapLine } from "../gaps.ts";
import { printLine } from "../print.ts";
import { listLines, listRecords } from "../recorded/csv-records.ts";
import { enterForm, findFormFault, type PaperRoom } from "./enter-form.ts";

interface CatchUpOptions extends ClientOptions {
  readonly region?: string;
  readonly zone?: string;
  readonly confirm?: boolean;
}

interface Fault {
  readonly line: number;
  readonly fault: string;
}

interface Suggestion {
  readonly incident: number;
  readonly score: number;
  readonly isClosed: boolean;
  readonly reasons: readonly string[];
}

export function addCatchUpCommand(program: Command): void {
  const command = program
    .command("catch-up")
    .description("enter the paper forms of an outage with their true times")
    .argument("<file>", "a .csv with a header; docs/reference/manual-pack.md has its columns")
    .option("--region <id>", "region; needed when the server has several")
    .option("--zone <name>", "where times without an offset are from, such as Europe/London")
    .option("--confirm", "enter them; without it only what would happen is shown");
  addClientOptions(command).action(catchUp);
}

async function catchUp(file: string, options: CatchUpOptions): Promise<void> {
  const { forms, faults } = await readForms(file, options.zone);
  const client = await Client.open(options, "supervisor");
  const room = await openRoom(client, await client.region(options.region));
  const counts = { entered: 0, before: 0 };
  for (const form of forms) {
    const said = await handleForm(room, form, options.confirm === true, counts);
    if (typeof said === "string") printLine(`line ${form.line}, ${form.number}: ${said}`);
    else faults.push(said);
  }
  for (const { line, fault } of faults.sort((a, b) => a.line - b.line))
    printLine(`line ${line}: NOT ENTERED: ${fault}`);
  const did = options.confirm === true ? "entered" : "would be entered; --confirm does it";
  printLine(`${counts.entered} ${did}, ${counts.before} before, ${faults.length} not`);
  const { gaps } = await client.ask<{ gaps: GapView[] }>("GET", `${room.path}/gaps`);
  for (const gap of gaps) if (!gap.isSettled) printLine(gapLine(gap));
  if (faults.length > 0)
    throw new CliFault(
      "cli.findings",
      `${faults.length} of the forms were not entered; correct their rows and run it again: nothing is entered twice.`,
    );
}

/** What became of it, or why it was not entered. */
async function handleForm(
  room: PaperRoom,
  form: PaperForm,
  isConfirmed: boolean,
  counts: { entered: number; before: number },
): Promise<string | Fault> {
  const { line, number } = form;
  const known = room.known.get(number);
  if (known === undefined) {
    const fault =
      findFormFault(room, form) ??
      (form.join === undefined ? await findLikely(room, form) : undefined);
    if (fault !== undefined) return { line, fault: `${number} ${fault}` };
  }
  if (!isConfirmed) {
    counts[known === undefined ? "entered" : "before"] += 1;
    const kind = kindOf(room, form);
    return known === undefined ? kind : `entered before, as incident ${known}`;
  }
  try {
    const { incident, isNew, remarks } = await enterForm(room, form);
    counts[isNew ? "entered" : "before"] += 1;
    const what = `${isNew ? "entered" : "entered before"}, incident ${incident}`;
    return [what, ...remarks.map((remark) => `but not ${remark}`)].join("; ");
  } catch (error) {
    if (!(error instanceof CliFault) || error.code !== "cli.refused") throw error;
    return { line, fault: `${number} ${error.message}` };
  }
}

function kindOf(room: PaperRoom, { join }: PaperForm): string {
  if (typeof join !== "number") return "a new incident";
  return room.open.has(join)
    ? `joins incident ${join}`
    : `is noted on incident ${join}, which is closed`;
}

/** The best of the incidents that it may be about, as a sentence. */
async function findLikely(room: PaperRoom, form: PaperForm): Promise<string | undefined> {
  const type = room.types.get(form.incidentType.toLowerCase());
  const draft = {
    ...form.point,
    ...(type === undefined ? {} : { incidentType: type.code }),
    words: form.words,
    at: form.occurredAt,
    closedToo: true,
  };
  const { suggestions } = await room.client.ask<{ suggestions: Suggestion[] }>(
    "POST",
    `${room.path}/duplicates`,
    { draft, limit: 1 },
  );
  const [best] = suggestions;
  if (suggestions.length === 0) return undefined;
  const closed = best.isClosed ? ", closed by now" : "";
  return `may be incident ${best.incident}${closed} (${Math.round(best.score * 100)} %: ${best.reasons.join(", ")}); write ${best.incident} or new in its column "incident"`;
}

/** Sorted by when they occurred, as they would have been entered. Numbers that stand twice are faults. */
async function readForms(
  file: string,
  zone: string | undefined,
): Promise<{ readonly forms: PaperForm[]; readonly faults: Fault[] }> {
  const forms: PaperForm[] = [];
  const faults: Fault[] = [];
  const lineOf = new Map<string, number>();
  let columns: readonly string[] | undefined;
  for await (const entry of readCsv(file)) {
    const { line } = entry;
    if ("reason" in entry) {
      faults.push({ line, fault: entry.reason });
      continue;
    }
    if (columns === undefined) {
      columns = checkColumns(file, entry.record);
      continue;
    }
    const cells = new Map(columns.map((column, index) => [column, entry.record[index] ?? ""]));
    const form = readPaperForm(line, cells, zone);
    if ("fault" in form) faults.push(form);
    else if (lineOf.has(form.number))
      faults.push({ line, fault: `${form.number} stands on line ${lineOf.get(form.number)}, too` });
    else forms.push(form);
    if (!("fault" in form)) lineOf.set(form.number, lineOf.get(form.number) ?? line);
    if (forms.length > paperLimits.forms)
      throw wrong(`${file} has more than ${paperLimits.forms} forms; divide it.`);
  }
  if (columns === undefined) throw wrong(`${file} is empty; expected a header and rows.`);
  return { forms: forms.sort((a, b) => a.occurredAt - b.occurredAt || a.line - b.line), faults };
}

async function* readCsv(file: string): ReturnType<typeof listRecords> {
  try {
    yield* listRecords(listLines(createReadStream(file, "utf8") as AsyncIterable<string>));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw wrong(`${file} cannot be read (${code ?? (error as Error).message}).`);
  }
}

function checkColumns(file: string, header: readonly string[]): readonly string[] {
  const columns = header.map((name) => name.trim().toLowerCase());
  const unknown = columns.find((name) => !paperColumns.includes(name as "number"));
  if (unknown !== undefined)
    throw wrong(
      `${file}: got the column "${unknown.slice(0, 40)}", expected ${paperColumns.join(", ")}.`,
    );
  const missing = neededPaperColumns.find((name) => !columns.includes(name));
  if (missing !== undefined) throw wrong(`${file}: the column "${missing}" is missing.`);
  return columns;
}

function wrong(message: string): CliFault {
  return new CliFault("cli.asked-wrongly", message);
}

interface PageOfIncidents {
  readonly incidents: readonly {
    readonly incident: number;
    readonly summary: string;
    readonly state: string;
  }[];
}

async function openRoom(client: Client, region: string): Promise<PaperRoom> {
  const path = `/api/regions/${encodeURIComponent(region)}`;
  const { config } = await client.ask<{
    config: {
      incidentTypes: { code: string; name: string; grade: string }[];
      results: { code: string }[];
    };
  }>("GET", `${path}/config`);
  const types = new Map(
    config.incidentTypes.flatMap((type) => [
      [type.name.toLowerCase(), type] as const,
      [type.code.toLowerCase(), type] as const,
    ]),
  );
  const units = new Map<string, number>();
  await readPages(`${path}/units`, async (address) => {
    const page = await client.ask<{ units: { unit: number; callSign: string }[] }>("GET", address);
    for (const { unit, callSign } of page.units) units.set(callSign.toUpperCase(), unit);
    return page.units.map(({ unit }) => unit);
  });
  const known = new Map<string, number>();
  const open = new Set<number>();
  const closed = new Set<number>();
  await readPages(`${path}/incidents?state=all`, async (address) => {
    const { incidents } = await client.ask<PageOfIncidents>("GET", address);
    for (const { incident, summary, state } of incidents) {
      (state === "closed" ? closed : open).add(incident);
      const [number] = /^M-\d{6}-\d{3}(?=: )/.exec(summary) ?? [];
      if (number !== undefined) known.set(number, incident);
    }
    return incidents.map(({ incident }) => incident);
  });
  const results = new Set(config.results.map(({ code }) => code));
  return { client, path, types, units, results, open, closed, known };
}

const pageSize = 1_000;

async function readPages(
  address: string,
  read: (address: string) => Promise<readonly number[]>,
): Promise<void> {
  const joined = `${address}${address.includes("?") ? "&" : "?"}limit=${pageSize}`;
  for (let after: number | undefined = -1; after !== undefined;) {
    const page: readonly number[] = await read(`${joined}&after=${after}`);
    after = page.length < pageSize ? undefined : page.at(-1);
  }
}
