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
const size = { width: 1720, height: 980 };
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

/** Waits for the moment that the picture shows, and opens the most urgent incident that waits. */
async function waitForNeed(page: Page): Promise<void> {
  await page.locator(".no-unit-strip").waitFor({ timeout: patienceMillis });
  await page.getByRole("button", { name: "Waiting", exact: true }).click();
  await page
    .getByRole("row", { name: /no unit/ })
    .first()
    .click({ timeout: patienceMillis });
  await page.getByRole("button", { name: "All open", exact: true }).click();
  await page.getByRole("heading", { name: "Whom to send" }).waitFor();
  await page
    .getByText(/Divert off incident|all committed/)
    .first()
    .waitFor();
  // The map draws its last tiles.
  await page.waitForTimeout(1_500);
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
