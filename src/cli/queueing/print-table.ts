/**
 * Answers of `muster queueing` on a terminal and as JSON. What grows without end is a word in the table and null in JSON,
 * which has no infinity.
 */
import { printJson, printLine } from "../print.ts";

/** A heading and how its figure is written. */
export type Column<Row> = readonly [heading: string, cell: (row: Row) => string];

export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.01) return "<0.01 %";
  return `${value.toFixed(2)} %`;
}

export function minutesText(minutes: number): string {
  if (minutes === Infinity) return "without end";
  return `${minutes.toFixed(minutes < 10 ? 2 : 1)} min`;
}

export function amount(value: number): string {
  if (value === Infinity) return "without end";
  return value.toFixed(value < 100 ? 2 : 1);
}

export function printTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
  const cells = [
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, cell]) => cell(row))),
  ];
  const widths = columns.map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  for (const line of cells)
    printLine(line.map((cell, column) => cell.padStart(widths[column])).join("  "));
}

/** Numbers without end become null, at any depth. */
export function printAnswer(answer: unknown): void {
  printJson(
    JSON.parse(
      JSON.stringify(answer, (_, value: unknown) => (value === Infinity ? null : value)),
    ) as unknown,
  );
}
