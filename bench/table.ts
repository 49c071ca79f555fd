/**
 * Benchmark rows as a table for people. A goal that was not met is in capitals and in words, so that
 * it is seen without colour and by someone who only greps.
 */
import type { Row } from "./bench.ts";
import type { Environment } from "./environment.ts";

/** Four significant digits, plain notation, thousands grouped. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const digits = Math.abs(value) >= 1000 ? 0 : undefined;
  const rounded = Number(value.toPrecision(4));
  return (digits === 0 ? Math.round(value) : rounded).toLocaleString("en-GB", {
    maximumFractionDigits: 20,
  });
}

function verdictOf(row: Row): string {
  if (row.met === null) return "";
  return row.met ? "met" : "NOT MET";
}

/** The rows under a heading, columns aligned, the environment below. */
export function formatTable(name: string, rows: readonly Row[], environment: Environment): string {
  const cells = [
    ["figure", "value", "unit", "goal", ""],
    ...rows.map((row) => [
      row.name,
      formatValue(row.value),
      row.unit,
      row.goal ?? "",
      verdictOf(row),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0)),
  );
  const lines = cells.map((line) =>
    line
      .map((cell, column) =>
        column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const { node, cpu, cores, memoryGiB, platform, commit } = environment;
  const where = `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform}, Node ${node}, commit ${commit}`;
  return `bench ${name}\n\n${lines.join("\n")}\n\n${where}\n`;
}
