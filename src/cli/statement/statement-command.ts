/** `muster statement`: evaluates structured statements against recorded calls, and lists what can be measured. */

import type { Command } from "commander";
import { instantFromMillis } from "../../base/instant.ts";
import { type Card, claimReviewOf, describeSides, makeCard } from "../../record/statement/card.ts";
import { metrics } from "../../record/statement/catalogue.ts";
import { evaluate } from "../../record/statement/evaluate.ts";
import { printJson, printLine } from "../print.ts";
import { RecordShelf } from "./read-record.ts";
import { type ReadStatement, readStatements } from "./read-statements.ts";

interface EvaluateOptions {
  readonly calls: string;
  readonly mapping?: string;
  readonly json?: boolean;
  readonly claimReview?: boolean;
}

export function addStatementCommand(program: Command): void {
  const command = program
    .command("statement")
    .description("check public statements in structured form against a record");
  command
    .command("evaluate <file>")
    .description("the verdict on each statement of a file, with its evidence")
    .requiredOption(
      "--calls <path>",
      "recorded calls: a CSV file, or the folder of the data sets that the file names",
    )
    .option("--mapping <file>", "how the CSV reads (YAML); without it by its header")
    .option("--claim-review", "print ClaimReview of schema.org as JSON-LD")
    .option("--json", "print the cards as one JSON list")
    .action(evaluateFile);
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
  const shelf = new RecordShelf(options.calls, options.mapping);
  const statements = readStatements(path);
  const done: { readonly read: ReadStatement; readonly card: Card }[] = [];
  for (const read of statements) done.push({ read, card: await evaluateOne(read, shelf) });
  if (options.claimReview === true)
    printJson(done.map(({ card }) => claimReviewOf(card, "", "Muster")));
  else if (options.json === true)
    printJson(done.map(({ read, card }) => ({ id: read.id, ...card })));
  else for (const each of done) printVerdict(each.read, each.card);
  const scored = done.filter(({ read }) => read.expected !== undefined);
  if (scored.length === 0) return;
  const right = scored.filter(({ read, card }) => isAsExpected(read, card)).length;
  process.stderr.write(`${right} of ${scored.length} as the file expects\n`);
}

export async function evaluateOne(read: ReadStatement, shelf: RecordShelf): Promise<Card> {
  const { record, fieldOfColumn } = await shelf.read(read.dataset);
  const statement = read.resolve(record, fieldOfColumn);
  const checked = { at: instantFromMillis(Date.now()), by: "", proof: null };
  return makeCard(read.text, statement, evaluate(statement, record), record, checked);
}

/** Verdict and, where the file has one, the value. */
export function isAsExpected(read: ReadStatement, card: Card): boolean {
  const { verdict, computed } = card.evaluation;
  if (verdict.replaceAll(" ", "_") !== read.expected?.replaceAll(" ", "_")) return false;
  const { truth } = read;
  return (
    truth === undefined || truth === null || JSON.stringify(truth) === JSON.stringify(computed)
  );
}

function printVerdict(read: ReadStatement, card: Card): void {
  const { evaluation } = card;
  printLine(`${read.id}: ${evaluation.verdict}${read.text === "" ? "" : `: ${read.text}`}`);
  for (const { text } of evaluation.reasons) printLine(`  ${text}`);
  for (const line of describeSides(evaluation)) printLine(`  ${line}`);
  if (read.expected !== undefined && !isAsExpected(read, card))
    printLine(`  the file expects ${read.expected}, ${JSON.stringify(read.truth)}`);
}
