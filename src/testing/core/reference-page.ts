/**
 * A reference page as a test reads it: its sections by heading, and of each the names in the first column of its
 * tables. Names stand in backquotes. Not here: what must be on a page; each test knows its own source.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../tidy/tree.ts";

export interface PageSection {
  readonly heading: string;
  readonly text: string;
  /** Table rows as cells; backquotes taken off the first. */
  readonly rows: readonly (readonly string[])[];
}

/** Sections of `docs/<name>`, in order, headings of any level. */
export function readPage(name: string): readonly PageSection[] {
  const text = readFileSync(join(repository, "docs", name), "utf8");
  return text
    .split(/^#+ /m)
    .slice(1)
    .map((part) => {
      const [heading, ...lines] = part.split("\n");
      return { heading: heading.replaceAll("`", ""), text: lines.join("\n"), rows: rowsOf(lines) };
    });
}

function rowsOf(lines: readonly string[]): string[][] {
  const tables = lines.filter((line) => line.startsWith("|"));
  return tables
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    )
    .filter(
      (cells, index, all) => !cells[0].startsWith("---") && !all[index + 1]?.[0].startsWith("---"),
    )
    .map(([first, ...rest]) => [first.replaceAll("`", ""), ...rest]);
}

export function getSection(page: readonly PageSection[], heading: string): PageSection {
  const found = page.find((section) => section.heading === heading);
  if (found === undefined) throw new Error(`the page has no section "${heading}"`);
  return found;
}

/** The names in the first column of a section's tables. */
export function listNames(section: PageSection): string[] {
  return section.rows.map(([name]) => name);
}
