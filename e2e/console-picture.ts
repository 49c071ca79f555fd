/**
 * Makes the README's picture anew from the present console: `npm run picture`. It plays the scenario `storm` on a store of
 * its own, waits until the queue has a dozen incidents, opens the most urgent one with its recommendation, and writes
 * docs/images/console.png. Some minutes; needs Chromium. Deliberately no test: a picture is looked at.
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
/** In the queue, before the picture is taken. */
const incidentsShown = 12;
const patienceMillis = 10 * 60_000;

async function startDemo(data: string) {
  const scenario = ["--scenario", "storm", "--speed", "20"];
  const main = join(root, "src", "cli", "main.ts");
  const demo = spawn(process.execPath, [main, "demo", ...scenario, "--port", "0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(demo.stdout))
    if (line.startsWith("http")) return { demo, address: line.trim() };
  throw new Error("the demo ended before it printed its address");
}

/** Waits until the room has work to show, and opens the incident with the least time left, with its recommendation. */
async function waitForWork(page: Page): Promise<void> {
  const rows = page.locator("#queue").getByRole("row");
  const until = performance.now() + patienceMillis;
  while ((await rows.count()) <= incidentsShown) {
    if (performance.now() > until) throw new Error("the room had too little to show for too long");
    await page.waitForTimeout(1_000);
  }
  // A row may move while it is clicked, so its keys are used: the first row is the most urgent.
  await page.keyboard.press("q");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Whom to send" }).waitFor({ timeout: patienceMillis });
  // The recommendation is made anew, and the map draws its last tiles.
  await page.waitForTimeout(5_000);
}

const executablePath = findChromium();
if (executablePath === undefined) throw new Error(noChromium);
const data = mkdtempSync(join(tmpdir(), "muster-picture-"));
const { demo, address } = await startDemo(data);
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
try {
  const page = await browser.newPage({ viewport: size, colorScheme: "dark" });
  await page.goto(address);
  await waitForWork(page);
  await page.screenshot({ path: picture });
  console.log(`written: ${picture}`);
} finally {
  await browser.close();
  const ended = once(demo, "close");
  demo.kill("SIGTERM");
  await ended;
  rmSync(data, { recursive: true, force: true });
}
