/**
 * `muster import FILE --mapping M --out DIR`: recorded calls of any CSV into the form that `muster drive` plays.
 * It writes calls.jsonl, units.jsonl, region.json and report.txt; the report names every row that was left out or
 * that lost a part, with line and reason. Nothing is sent anywhere.
 */
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { gatherDay, type RecordedDay } from "../../wire/recorded/gather.ts";
import { type Mapping, mappingSchema } from "../../wire/recorded/mapping.ts";
import { Progress, type ProgressOutput } from "../progress.ts";
import { readYamlFile } from "../yaml-file.ts";
import { readCalls, type ReadCalls, type RowRemark } from "./read-calls.ts";
import { makeFolder } from "../../store/make-folder.ts";

interface ImportOptions {
  readonly mapping: string;
  readonly out: string;
}

export interface ImportResult {
  readonly mapping: Mapping;
  readonly read: ReadCalls;
  readonly day: RecordedDay;
}

/** Reasons listed on the terminal; the report file has every row. */
const shownReasons = 10;

export function addImportCommand(program: Command): void {
  program
    .command("import")
    .description("read recorded calls (CSV, gzip allowed) with a mapping, for muster drive")
    .argument("<file>", "the calls: CSV with a header row, or the same gzipped")
    .requiredOption("--mapping <file>", "which column means what (YAML); see mappings/")
    .requiredOption(
      "--out <directory>",
      "where calls.jsonl, units.jsonl, region.json and report.txt go",
    )
    .action(async (file: string, options: ImportOptions) => {
      const result = await importCalls(file, options.mapping);
      writeResult(options.out, file, result);
      process.stdout.write(summarise(file, options.out, result));
    });
}

/** Reads and gathers; writes nothing. Throws FileFault or ImportFault. */
export async function importCalls(
  file: string,
  mappingFile: string,
  output: ProgressOutput = process.stderr,
): Promise<ImportResult> {
  const mapping = readYamlFile(mappingFile, mappingSchema);
  const read = await readCalls(file, mapping, new Progress(`reading ${basename(file)}`, output));
  return { mapping, read, day: gatherDay(mapping, read.rows) };
}

function toLines(items: readonly unknown[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join("");
}

function writeResult(directory: string, file: string, result: ImportResult): void {
  const { day, read } = result;
  makeFolder(directory);
  writeFileSync(join(directory, "calls.jsonl"), toLines(day.calls));
  writeFileSync(join(directory, "units.jsonl"), toLines(day.units));
  writeFileSync(join(directory, "region.json"), `${JSON.stringify(day.region, undefined, 2)}\n`);
  writeFileSync(join(directory, "report.txt"), makeReport(file, read));
}

function makeReport(file: string, read: ReadCalls): string {
  const lines = read.remarks.map(
    ({ line, kept, reason }) => `line ${line}: ${kept ? "kept, but " : "left out: "}${reason}\n`,
  );
  return `${summariseRows(file, read)}\n${lines.join("")}`;
}

function summariseRows(file: string, read: ReadCalls): string {
  const leftOut = read.remarks.filter((remark) => !remark.kept).length;
  const changed = new Set(read.remarks.filter((remark) => remark.kept).map((remark) => remark.line))
    .size;
  return `${basename(file)}: ${read.rowCount} rows, ${read.rows.length} kept (${changed} of them with a remark), ${leftOut} left out\n`;
}

/** Rows with the same reason are counted; numbers and quoted words in a reason do not make it another one. */
export function countReasons(remarks: readonly RowRemark[]): [reason: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { kept, reason } of remarks) {
    const general = `${kept ? "kept, but " : "left out: "}${reason.replaceAll(/"[^"]*"/g, '"..."').replaceAll(/\d+/g, "#")}`;
    counts.set(general, (counts.get(general) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function summarise(file: string, directory: string, result: ImportResult): string {
  const { day, read } = result;
  const reasons = countReasons(read.remarks);
  const shown = reasons.slice(0, shownReasons).map(([reason, count]) => `  ${count} x ${reason}\n`);
  const more =
    reasons.length > shownReasons
      ? `  and ${reasons.length - shownReasons} more kinds of remark\n`
      : "";
  return (
    summariseRows(file, read) +
    shown.join("") +
    more +
    `${day.calls.length} calls, ${day.units.length} units, ${day.region.areas.length} areas in ${directory}; ` +
    `every remark is in ${join(directory, "report.txt")}\n`
  );
}
