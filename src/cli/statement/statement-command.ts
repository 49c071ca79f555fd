/** `muster statement`: evaluates structured statements against recorded calls or a region's log, keeps and lists checks, and lists what can be measured. */

import type { Command } from "commander";
import { instantFromMillis } from "../../base/instant.ts";
import { type Card, claimReviewOf, describeSides, makeCard } from "../../record/statement/card.ts";
import { metrics } from "../../record/statement/catalogue.ts";
import { evaluate } from "../../record/statement/evaluate.ts";
import { formOf } from "../../wire/reading/confirmed.ts";
import { addClientOptions } from "../client.ts";
import { printJson, printLine } from "../print.ts";
import { addRegionOptions, openRegion, type RegionOptions, wholeNumber } from "../region-call.ts";
import { RecordShelf } from "./read-record.ts";
import { CliFault } from "../fault.ts";
import { type ReadStatement, readStatements, throwFaults } from "./read-statements.ts";

interface EvaluateOptions extends RegionOptions {
  readonly calls?: string;
  readonly record?: boolean;
  readonly corrects?: string;
  readonly why?: string;
  readonly timeZone: string;
  readonly mapping?: string;
  readonly claimReview?: boolean;
}

export function addStatementCommand(program: Command): void {
  const command = program
    .command("statement")
    .description("check public statements in structured form against a record");
  addClientOptions(
    addRegionOptions(
      command
        .command("evaluate <file>")
        .description("the verdict on each statement of a file, with its evidence"),
    )
      .option(
        "--calls <path>",
        "recorded calls instead of a region: a CSV file, or the folder of the data sets that the file names",
      )
      .option("--mapping <file>", "how the CSV reads (YAML); without it by its header")
      .option("--time-zone <name>", "whose days a region's periods are", "UTC")
      .option("--record", "keep the verdicts in the region's log")
      .option("--corrects <number>", "with --record: the earlier check that this one corrects")
      .option("--why <words>", "with --corrects: why")
      .option("--claim-review", "print ClaimReview of schema.org as JSON-LD"),
  ).action(evaluateFile);
  addClientOptions(
    addRegionOptions(
      command.command("list").description("statements that were checked, from the region's log"),
    ),
  ).action(listChecks);
  command
    .command("catalogue")
    .description("every metric that a statement can be about")
    .option("--json", "print one JSON list")
    .action(({ json }: { readonly json?: boolean }) => {
      if (json === true) printJson(metrics);
      else
        for (const { name, unit, definition } of metrics)
          printLine(`${name} (${unit}): ${definition}`);
    });
}

async function evaluateFile(path: string, options: EvaluateOptions): Promise<void> {
  const { statements, faults: unread } = readStatements(path);
  const check = await chooseChecker(options);
  const done: { readonly read: ReadStatement; readonly card: Card }[] = [];
  const faults = [...unread];
  for (const read of statements)
    try {
      done.push({ read, card: await check(read) });
    } catch (error) {
      // Calls of one claim that are not there take nothing from the others.
      if (!(error instanceof CliFault && error.code === "statement.no-record")) throw error;
      faults.push(`${path}, ${read.id}: ${error.message}`);
    }
  if (options.claimReview === true)
    printJson(done.map(({ card }) => claimReviewOf(card, "", "Muster")));
  else if (options.json === true)
    printJson(done.map(({ read, card }) => ({ id: read.id, ...card })));
  else for (const each of done) printVerdict(each.read, each.card);
  const scored = done.filter(({ read }) => read.expected !== undefined);
  const right = scored.filter(({ read, card }) => isAsExpected(read, card)).length;
  if (scored.length > 0) process.stderr.write(`${right} of ${scored.length} as the file expects\n`);
  throwFaults(path, faults);
}

interface ListedCheck {
  readonly number: number;
  readonly verdict: string;
  readonly text: string | null;
  readonly corrects: number | null;
  readonly correctedBy: readonly number[];
}

async function listChecks(options: RegionOptions): Promise<void> {
  const { client, path } = await openRegion(options);
  const { statements } = await client.ask<{ statements: ListedCheck[] }>(
    "GET",
    `${path}/statements`,
  );
  if (options.json === true) {
    printJson(statements);
    return;
  }
  if (statements.length === 0) printLine("no statement was kept in this log");
  for (const { number, verdict, text, corrects, correctedBy } of statements) {
    const marks = [
      corrects === null ? "" : `, corrects ${corrects}`,
      correctedBy.length === 0 ? "" : `, CORRECTED by ${correctedBy.join(", ")}`,
    ];
    printLine(`${number}: ${verdict}${marks.join("")}: ${text ?? "(words erased)"}`);
  }
}

type Checker = (read: ReadStatement) => Promise<Card>;

/** By recorded calls in this process, or by a region's log at its server. */
async function chooseChecker(options: EvaluateOptions): Promise<Checker> {
  const { calls } = options;
  if (calls !== undefined) {
    const shelf = new RecordShelf(calls, options.mapping);
    return (read) => evaluateOne(read, shelf);
  }
  const { client, path } = await openRegion(options);
  const { timeZone, why = "" } = options;
  return async (read) => {
    const statement = formOf(
      read.resolve(undefined, () => undefined),
      read.text,
    );
    if (options.record !== true)
      return (
        await client.ask<{ card: Card }>("POST", `${path}/statements/evaluate`, {
          statement,
          timeZone,
        })
      ).card;
    const corrects =
      options.corrects === undefined ? null : wholeNumber("--corrects", options.corrects);
    const body = { statement, timeZone, corrects, why };
    const kept = await client.ask<{ number: number; card: Card }>(
      "POST",
      `${path}/statements`,
      body,
    );
    process.stderr.write(`kept as statement ${kept.number}\n`);
    return kept.card;
  };
}

export async function evaluateOne(read: ReadStatement, shelf: RecordShelf): Promise<Card> {
  const { record, fieldOfColumn } = await shelf.read(read.dataset);
  const statement = read.resolve(record, fieldOfColumn);
  const checked = { at: instantFromMillis(Date.now()), by: "", proof: null };
  return makeCard(read.text, statement, evaluate(statement, record), record, checked);
}

/** Verdict and, where the file has one, the value, to the digits that the coarser of the two has. */
export function isAsExpected(read: ReadStatement, card: Card): boolean {
  const { verdict, computed } = card.evaluation;
  if (verdict.replaceAll(" ", "_") !== read.expected?.replaceAll(" ", "_")) return false;
  const { truth } = read;
  if (truth === undefined || truth === null) return true;
  const [expected, got] = [listOf(truth), listOf(computed)];
  return expected.length === got.length && expected.every((value, at) => isSame(value, got[at]));
}

function listOf<Value>(value: Value | readonly Value[]): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  const digits = Math.min(digitsOf(a), digitsOf(b));
  // Half a step of the last digit, and a little for what binary fractions can not say.
  return Math.abs(a - b) <= 0.5 * 10 ** -digits + 1e-9 || a === b;
}

/** Digits behind the point, as JSON writes the number. */
function digitsOf(value: number): number {
  return /\.(?<digits>\d+)$/.exec(String(value))?.groups?.["digits"].length ?? 0;
}

function printVerdict(read: ReadStatement, card: Card): void {
  const { evaluation } = card;
  printLine(`${read.id}: ${evaluation.verdict}${read.text === "" ? "" : `: ${read.text}`}`);
  for (const { text } of evaluation.reasons) printLine(`  ${text}`);
  for (const line of describeSides(evaluation)) printLine(`  ${line}`);
  if (read.expected !== undefined && !isAsExpected(read, card))
    printLine(`  the file expects ${read.expected}, ${JSON.stringify(read.truth)}`);
}
