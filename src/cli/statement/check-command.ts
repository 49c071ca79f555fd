/**
 * `muster check`: an article sentence by sentence, with what was found in each, a suggested statement, and the
 * provenance card of the whole. A verdict is given only on what a named person has confirmed: from a file of readings, or
 * asked one by one. `--score` says how good the suggestions are on a file of claims, as they are.
 */
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { type Card, describeSides } from "../../record/statement/card.ts";
import { evaluate } from "../../record/statement/evaluate.ts";
import { loadSuggester } from "../../live/statements/wink.ts";
import {
  type ConfirmedReading,
  type Confirmations,
  readingsFileOf,
  readingsSchema,
  takeConfirmations,
} from "../../wire/reading/confirmed.ts";
import { describeStatement } from "../../wire/reading/describe-statement.ts";
import {
  type ReadText,
  type Reading,
  readingLimits,
  readText,
} from "../../wire/reading/read-text.ts";
import { scoredFields, scoreSuggestion } from "../../wire/reading/score.ts";
import { addClientOptions } from "../client.ts";
import { CliFault } from "../fault.ts";
import { printJson, printLine } from "../print.ts";
import type { RegionOptions } from "../region-call.ts";
import { readYamlFile } from "../yaml-file.ts";
import { readByCalls, readByRegion } from "./article-reader.ts";
import { readPlaces } from "./read-places.ts";
import { RecordShelf } from "./read-record.ts";
import { readStatements, readText as readFileText, throwFaults } from "./read-statements.ts";

interface CheckOptions extends RegionOptions {
  readonly timeZone: string;
  readonly calls?: string;
  readonly mapping?: string;
  readonly asOf?: string;
  readonly places?: string;
  readonly confirm?: string | true;
  readonly by?: string;
  readonly out?: string;
  readonly score?: boolean;
}

export function addCheckCommand(program: Command): void {
  const command = program
    .command("check <file>")
    .description(
      "read an article: what it claims, where it comes from, and verdicts on what somebody confirmed",
    )
    .option("--region <id>", "check against this region's log at its server")
    .option("--time-zone <name>", "with --region: whose days its periods are", "UTC")
    .option(
      "--calls <path>",
      "recorded calls to check against: a CSV file; with --score a folder of data sets",
    )
    .option("--mapping <file>", "how the CSV reads (YAML); without it by its header")
    .option(
      "--as-of <date>",
      'the local date that the text speaks from, such as 2017-01-04; without it "yesterday" stays open',
    )
    .option(
      "--places <file>",
      "settlements: CSV with the columns name, type, country; without it those under MUSTER_DATA",
    )
    .option(
      "--confirm [file]",
      "verdicts on the confirmed readings of a file; without a file each is asked",
    )
    .option("--by <name>", "who confirms when each is asked")
    .option("--out <file>", "write the suggested readings, for somebody to mend and confirm")
    .option(
      "--score",
      "the file is one of claims: how often each field is suggested as the claim has it",
    )
    .option("--json", "print one JSON object");
  addClientOptions(command).action(check);
}

async function check(path: string, options: CheckOptions): Promise<void> {
  if (options.score === true) {
    await score(path, options);
    return;
  }
  const text = readFileText(path);
  if (text.length > readingLimits.characters)
    throw new CliFault(
      "check.too-long",
      `${path}: got ${text.length} characters, expected at most ${readingLimits.characters}`,
    );
  const asOf = readAsOf(options.asOf);
  if (options.region !== undefined && options.calls !== undefined)
    throw new CliFault("cli.asked-wrongly", "--region and --calls are two records: give one");
  const reader =
    options.region === undefined ? await readByCalls(options) : await readByRegion(options);
  const read = await reader.read(text, asOf);
  if (options.out !== undefined) write(options.out, readingsFileOf(read.readings));
  const confirmations = await confirm(read, options);
  const cards: Card[] = [];
  for (const each of confirmations.confirmed) cards.push(await reader.judge(each, asOf));
  if (options.json === true) {
    printJson({ ...read, cards, refused: confirmations.refused });
    return;
  }
  printReadings(read);
  for (const { number, why } of confirmations.refused)
    printLine(`sentence ${number} has no verdict: ${why}`);
  for (const card of cards) printCard(card);
}

/** The form yyyy-mm-dd of a real day. */
function readAsOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const millis = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(millis) && new Date(millis).toISOString().startsWith(text)) return text;
  throw new CliFault(
    "cli.asked-wrongly",
    `--as-of: got "${text.slice(0, 40)}", expected a date like 2017-01-04`,
  );
}

function write(path: string, value: object): void {
  try {
    writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    throw new CliFault(
      "check.unwritten",
      `${path}: can not be written (${(error as NodeJS.ErrnoException).code ?? "unknown"})`,
    );
  }
}

async function confirm(read: ReadText, options: CheckOptions): Promise<Confirmations> {
  if (options.confirm === undefined) return { confirmed: [], refused: [] };
  if (typeof options.confirm === "string")
    return takeConfirmations(readYamlFile(options.confirm, readingsSchema), read.readings);
  const by = options.by?.trim() ?? "";
  if (by === "")
    throw new CliFault("cli.asked-wrongly", "--confirm asks a person: name who with --by");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const confirmed: ConfirmedReading[] = [];
  try {
    for (const { number, sentence, suggestion } of read.readings) {
      if (suggestion.statement.metric === null) continue;
      const shown = `${number}: ${sentence}\n  ${describeStatement(suggestion.statement)}\n  is that what it says? (y/n) `;
      const answer = await terminal.question(shown);
      if (answer.trim().toLowerCase() === "y")
        confirmed.push({ number, sentence, confirmedBy: by, statement: suggestion.statement });
    }
  } finally {
    terminal.close();
  }
  return { confirmed, refused: [] };
}

function printReadings({ readings, provenance }: ReadText): void {
  for (const reading of readings) {
    printLine(`${reading.number}: ${reading.sentence.replaceAll(/\s+/g, " ")}`);
    printLine(`  suggested: ${describeSuggestion(reading)}`);
  }
  const list = (name: string, values: readonly string[]): void => {
    if (values.length > 0) printLine(`${name}: ${values.join("; ")}`);
  };
  printLine("provenance");
  list(
    "  dates",
    provenance.dates.map(({ text, period }) => `${text} = ${period}`),
  );
  list("  persons", provenance.persons);
  list(
    "  places",
    provenance.places.map(({ text, what }) => `${text} (${what})`),
  );
  list("  links", provenance.links);
  list(
    "  not resolved",
    provenance.unresolved.map(({ kind, text }) => `${text} (${kind})`),
  );
}

function describeSuggestion({ suggestion }: Reading): string {
  const { statement, assumed, left } = suggestion;
  const from =
    assumed.length === 0 ? "" : ` (${assumed.join(" and ")} not said, taken from the record)`;
  const rest = left.length === 0 ? "" : `; not in it: ${left.join(", ")}`;
  return `${describeStatement(statement)}${from}${rest}`;
}

function printCard({ text, evaluation, confirmedBy, proof }: Card): void {
  printLine(`${evaluation.verdict}: ${text.replaceAll(/\s+/g, " ")}`);
  for (const reason of evaluation.reasons) printLine(`  ${reason.text}`);
  for (const line of describeSides(evaluation)) printLine(`  ${line}`);
  for (const caveat of evaluation.caveats) printLine(`  ${caveat}`);
  printLine(
    `  read by ${confirmedBy}; proof: ${typeof proof === "string" ? proof : proof.rootHash}`,
  );
}

async function score(path: string, options: CheckOptions): Promise<void> {
  if (options.calls === undefined)
    throw new CliFault(
      "cli.asked-wrongly",
      "--score needs the calls that the claims are about: give --calls",
    );
  const shelf = new RecordShelf(options.calls, options.mapping);
  const suggester = await loadSuggester();
  const hits = new Map<string, number>(scoredFields.map((field) => [field, 0]));
  let whole = 0;
  let verdictHits = 0;
  const { statements: claims, faults } = readStatements(path);
  for (const claim of claims) {
    const { record, fieldOfColumn } = await shelf.read(claim.dataset);
    const expected = claim.resolve(record, fieldOfColumn);
    const places = await readPlaces(options.places, record.areas);
    const context = { record, places, asOf: readAsOf(options.asOf) };
    const [reading] = readText(claim.text, suggester(claim.text), context).readings;
    if (reading === undefined) continue;
    const { statement } = reading.suggestion;
    const fits = scoreSuggestion(statement, expected, record.zone);
    for (const field of scoredFields) if (fits[field]) hits.set(field, (hits.get(field) ?? 0) + 1);
    if (scoredFields.every((field) => fits[field])) whole += 1;
    if (evaluate(statement, record).verdict.replaceAll(" ", "_") === claim.expected)
      verdictHits += 1;
  }
  const result = {
    claims: claims.length,
    fields: Object.fromEntries(hits),
    wholeStatement: whole,
    verdictIfConfirmedAsSuggested: verdictHits,
  };
  if (options.json === true) printJson(result);
  else {
    for (const [field, count] of hits) printLine(`${field}: ${count} of ${claims.length}`);
    printLine(`every field: ${whole} of ${claims.length}`);
    printLine(`verdict, if confirmed as suggested: ${verdictHits} of ${claims.length}`);
  }
  throwFaults(path, faults);
}
