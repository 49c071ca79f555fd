/**
 * Makes the README's picture anew from the present console: `npm run picture`. It plays `shift-does-not-arrive` on a store
 * of its own, waits until no fitting unit is free and an incident waits, opens that incident with its recommendation, and
 * writes docs/images/console.png. About four minutes; needs Chromium. Deliberately no test: a picture is looked at.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium, type Page } from "playwright-core";
import { chromiumFlags, findChromium, noChromium } from "./chromium.ts";

const root = join(import.meta.dirname, "..");
const picture = join(root, "docs", "images", "console.png");
const size = { width: 1920, height: 1080 };
/** The strip is there by then, and on most of the time. */
const patienceMillis = 15 * 60_000;

async function startDemo(data: string) {
  const scenario = ["--scenario", "shift-does-not-arrive", "--speed", "60"];
  const main = join(root, "src", "cli", "main.ts");
  const demo = spawn(process.execPath, [main, "demo", ...scenario, "--port", "0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(demo.stdout))
    if (line.startsWith("http")) return { demo, address: line.trim() };
  throw new Error("the demo ended before it printed its address");
}

/**
 * Waits for the moment that the picture shows: the strip says that no fitting unit is free, and an incident that waits is
 * open, with units that could be diverted to it.
 */
async function waitForNeed(page: Page): Promise<void> {
  const until = performance.now() + patienceMillis;
  const needs = page.getByRole("row", { name: /no unit/ });
  const divert = page.getByText("Divert", { exact: true }).first();
  while (performance.now() < until) {
    await page.locator(".no-unit-strip").waitFor({ timeout: patienceMillis });
    for (let row = 0; row < (await needs.count()); row += 1) {
      // A row may leave the table between counting and clicking.
      await needs
        .nth(row)
        .click({ timeout: 1_000 })
        .catch(() => undefined);
      await page
        .getByRole("button", { name: "Again", exact: true })
        .click({ timeout: 1_000 })
        .catch(() => undefined);
      await page.waitForTimeout(1_500);
      if ((await divert.isVisible()) && (await page.locator(".no-unit-strip").isVisible())) return;
    }
    await page.waitForTimeout(2_000);
  }
  throw new Error("no moment for the picture came within its patience");
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error(noChromium);
const data = mkdtempSync(join(tmpdir(), "muster-picture-"));
const { demo, address } = await startDemo(data);
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
try {
  const page = await browser.newPage({ viewport: size, colorScheme: "dark" });
  await page.goto(address);
  await waitForNeed(page);
  await page.screenshot({ path: picture });
  console.log(`written: ${picture}`);
} finally {
  await browser.close();
  const ended = once(demo, "close");
  demo.kill("SIGTERM");
  await ended;
  rmSync(data, { recursive: true, force: true });
}
