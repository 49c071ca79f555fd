/**
 * `muster fit --calls FILE... --mapping M -o MODEL`: a demand model from recorded calls, and how well it fits them. It reads
 * files and writes one; nothing is sent anywhere. Not here: the fit itself (sim/fit).
 */
import type { Command } from "commander";
import type { DemandModel } from "../../sim/demand-model/demand-model.ts";
import { fitModel } from "../../sim/fit/fit-model.ts";
import { CliFault } from "../fault.ts";
import { checkOutFile, writeOutFile } from "../out-files.ts";
import { printJson, printLine } from "../print.ts";
import { Progress } from "../progress.ts";
import { readWhole } from "../read-whole.ts";
import { countReasons } from "../recorded/import.ts";
import { compareDays, compareRule } from "./compare-days.ts";
import { comparisonText } from "./compare-text.ts";
import { describeModel } from "./describe-model.ts";
import { roundFigures, writeModelFile } from "./model-file.ts";
import { readFitMaterial, type FitMaterial } from "./read-fit-calls.ts";

interface FitOptions {
  readonly calls: readonly string[];
  readonly mapping?: string;
  readonly timeZone?: string;
  readonly out: string;
  readonly compareDays?: string;
  readonly replications?: string;
  readonly json?: boolean;
}

/** Reasons for left-out rows that are listed. */
const shownReasons = 10;

export function addFitCommand(program: Command): void {
  program
    .command("fit")
    .description(
      "fit a demand model to recorded calls (CSV, gzip allowed), for rehearsals and forecasts",
    )
    .requiredOption(
      "--calls <files...>",
      "the calls: CSV with a header row, or calls.jsonl of muster import",
    )
    .option("--mapping <file>", "which column means what (YAML); see mappings/")
    .option("--time-zone <name>", "whose week the profile follows, instead of the mapping's")
    .requiredOption("-o, --out <file>", "the model to write: YAML, or JSON if it ends in .json")
    .option(
      "--compare-days <file>",
      "play each recorded day by a model of the others, and write both side by side (Markdown)",
    )
    .option(
      "--replications <number>",
      `with --compare-days: how often each day is played (${compareRule.replications})`,
    )
    .option("--json", "print the model as one JSON object")
    .action(fit);
}

/** What is wrong with what was asked is said before anything is read. */
function checkAsked({ out, compareDays, replications }: FitOptions): number {
  checkOutFile(out, "fit.unwritten");
  if (compareDays !== undefined) checkOutFile(compareDays, "fit.unwritten");
  else if (replications !== undefined)
    throw new CliFault("cli.asked-wrongly", "--replications goes with --compare-days FILE");
  return replications === undefined
    ? compareRule.replications
    : readWhole("--replications", replications, 2, 1_000);
}

async function fit(options: FitOptions): Promise<void> {
  const replications = checkAsked(options);
  const material = await readFitMaterial(options);
  const model = modelOf(material);
  writeModelFile(options.out, model);
  if (options.compareDays !== undefined) {
    const progress = new Progress("playing days");
    const days = compareDays(material, replications, (share) => progress.update(share));
    progress.finish();
    writeOutFile(options.compareDays, comparisonText(model, days), "fit.unwritten");
  }
  if (options.json === true) {
    printJson(model);
    return;
  }
  for (const line of describeModel(model)) printLine(line);
  const reasons = countReasons(material.remarks);
  for (const [reason, count] of reasons.slice(0, shownReasons)) printLine(`  ${count} x ${reason}`);
  if (reasons.length > shownReasons)
    printLine(
      `  and ${reasons.length - shownReasons} more kinds of remark (muster import lists every row)`,
    );
  printLine(`written: ${options.out}`);
}

/** Throws CliFault `fit.too-little`. */
export function modelOf(material: FitMaterial): DemandModel {
  const model = fitModel(material);
  if (typeof model !== "string") return roundFigures(model);
  const [first] = material.remarks;
  const hint =
    first === undefined ? "" : `; first remark: ${first.file}:${first.line}: ${first.reason}`;
  throw new CliFault("fit.too-little", `no model can be fitted: ${model}${hint}`);
}
