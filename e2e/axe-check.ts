/**
 * What axe-core says of a page as it stands, in both themes. The policy of the pages allows no script that is not the server's, so axe
 * is put into the page's own world by the browser driver, past that policy.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { keepScreenshot } from "./room.ts";

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

interface AxeFinding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

type RunOnly = { readonly type: "tag" | "rule"; readonly values: readonly string[] };

const everything: RunOnly = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/** Of all those rules, the ones that look at colours; a theme is other colours for the same page, which is checked. */
const colours: RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

async function listFindings(page: Page, runOnly: RunOnly): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const findings = await page.evaluate(async (wanted) => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: unknown, options: unknown): Promise<{ violations: AxeFinding[] }> };
    };
    const { violations } = await axe.run(document, { runOnly: wanted });
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3) }));
  }, runOnly);
  return findings.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `    ${node.html.slice(0, 200)}\n    ${node.failureSummary}`).join("\n")}`,
  );
}

/** Fails with what is found. The public page has the device's theme, the others the one that was chosen. */
export async function checkBothThemes(page: Page, name: string): Promise<void> {
  for (const [theme, rules] of [
    ["dark", everything],
    ["light", colours],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.evaluate((next) => document.documentElement.setAttribute("data-theme", next), theme);
    await keepScreenshot(page, `${name}-${theme}`);
    const findings = await listFindings(page, rules);
    assert.deepEqual(findings, [], `${name}, ${theme}:\n${findings.join("\n")}`);
  }
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
}
