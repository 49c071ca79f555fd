/**
 * The manual pack as a page and as plain text. The page needs nothing beside itself: no script, no picture, no other
 * file, so that it opens from a memory stick on any machine, and it is laid out for A4. All text is escaped.
 */

import { escapeHtml } from "../../wire/html-text.ts";
import { selfContainedPolicy } from "../page-policy.ts";
import { timeText, type ManualPack, type PackTable } from "./pack.ts";

const style = `
@page { size: A4; margin: 12mm; }
body { font: 10pt/1.3 sans-serif; color: #000; background: #fff; margin: 1rem; }
h1 { font-size: 16pt; margin: 0; }
h2 { font-size: 12pt; margin: 1.2em 0 0.3em; break-after: avoid; }
p { margin: 0.2em 0; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 0.5pt solid #555; padding: 2pt 4pt; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@media print { body { margin: 0; } }
`;

/** For whoever serves the page. */
export const packContentSecurityPolicy = selfContainedPolicy(style);

const warning =
  "For the control room only: it holds numbers and words of callers. Lock it away, and destroy it when it is no longer needed.";

/** Yields after every row. */
export function* renderHtml(pack: ManualPack): Generator<void, string> {
  const title = lineText(`Manual pack: ${pack.name}`);
  const parts = [
    `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n<style>${style}</style>\n</head>\n<body>\n<main>\n`,
    `<h1>${title}</h1>\n<p><strong>${lineText(madeText(pack))}</strong></p>\n<p>${warning}</p>\n`,
  ];
  for (const table of pack.tables) {
    parts.push(`<h2>${headingOf(table)}</h2>\n`);
    for (const note of table.notes) parts.push(`<p>${lineText(note)}</p>\n`);
    if (table.rows.length === 0) continue;
    const heads = table.columns.map((column) => `<th scope="col">${lineText(column)}</th>`);
    parts.push(`<table>\n<thead><tr>${heads.join("")}</tr></thead>\n<tbody>\n`);
    for (const row of table.rows) {
      parts.push(`<tr>${row.map((cell) => `<td>${lineText(cell)}</td>`).join("")}</tr>\n`);
      yield;
    }
    parts.push("</tbody>\n</table>\n");
  }
  parts.push("</main>\n</body>\n</html>\n");
  return parts.join("");
}

/** One line for each cell under its column's name: it reads on any printer, whatever its width. Yields after every row. */
export function* renderText(pack: ManualPack): Generator<void, string> {
  const parts = [`MANUAL PACK: ${oneLine(pack.name)}\n${madeText(pack)}\n${warning}\n`];
  for (const table of pack.tables) {
    parts.push(`\n${headingOf(table).toUpperCase()}\n`);
    for (const note of table.notes) parts.push(`${oneLine(note)}\n`);
    for (const row of table.rows) {
      const cells = row.map((cell, index) => [table.columns[index], oneLine(cell)] as const);
      const [[, first], ...rest] = cells;
      parts.push(`\n* ${table.columns[0]}: ${first}\n`);
      for (const [column, cell] of rest) if (cell !== "") parts.push(`  ${column}: ${cell}\n`);
      yield;
    }
  }
  return parts.join("");
}

function madeText({ madeAt, position }: ManualPack): string {
  return `Made ${timeText(madeAt)}, at position ${position} of the log.`;
}

function headingOf({ title, rows }: PackTable): string {
  return `${title} (${rows.length})`;
}

/** Words of callers must not look like a line of the pack, or steer a printer. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

function lineText(text: string): string {
  return escapeHtml(oneLine(text));
}
