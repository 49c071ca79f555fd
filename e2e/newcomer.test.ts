/**
 * Somebody who sees a demo for the first time and knows only what the screens say: what to watch for, the strip when no unit is
 * free, a proposed level with its evidence and what each level does, a decision, and one deferred caller followed to the end. The world is small and
 * fast; the shipped scenario with twelve regions was gone through by hand in the same order (docs/reference/scenarios.md).
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, openWindow } from "./room.ts";

const skip = findChromium() === undefined && noChromium;
const main = join(import.meta.dirname, "..", "src", "cli", "main.ts");

/** The night shift of a small town: one unit in eight comes. Reports that are often Scheduled follow each other. */
const scenario = `
name: first-look
title: A thin night
summary: One unit in eight came.
town: { seed: 11, units: 24, scale: 0.5 }
start: 2027-03-05T22:30:00Z
shifts:
  early: { start: "06:30", hours: 9 }
  late: { start: "13:00", hours: 9 }
  night: { start: "22:00", hours: 9.5, arrives: 0.13 }
staged:
${Array.from({ length: 60 }, (_, index) => `  - { at: ${2 + index}, kind: neighbour-dispute }`).join("\n")}
tour:
  - { at: 0, words: "A town at work" }
  - { at: 5, words: "A level is proposed: decide" }
  - { at: 600, words: "The morning" }
`;

async function startDemo(folder: string) {
  const file = join(folder, "first-look.yaml");
  writeFileSync(file, scenario);
  const demo = spawn(
    process.execPath,
    [main, "demo", "--scenario", file, "--speed", "60", "--port", "0", "--data", folder],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  for await (const line of createInterface(demo.stdout))
    if (line.startsWith("http")) return { demo, address: line.trim() };
  throw new Error("the demo ended before it printed its address");
}

/** Decides on the proposed level and says why, having read what each level would do. */
async function decide(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Decide/ })
    .first()
    .click();
  const panel = page.getByRole("region", { name: "service level", exact: true });
  await panel.getByText(/points here/).first().waitFor({ state: "attached" }); // prettier-ignore
  await panel.getByRole("button", { name: "Decide…" }).click();
  await panel.getByLabel("Service level", { exact: true }).selectOption("normal");
  await panel.getByText("Every grade is served as assessed.").waitFor();
  await panel.getByLabel("Service level", { exact: true }).selectOption("priority only");
  await panel.getByText("Scheduled: deferred, with a promised call-back.").waitFor();
  await panel.getByLabel("Why").fill("one unit for the whole town");
  await panel.getByRole("button", { name: "Set priority only" }).click();
  await panel.getByText(/decided by demo-supervisor: one unit for the whole town/).waitFor();
}

test(
  "a newcomer sees what to watch for, decides on the proposed level, and follows a deferred caller to the end",
  { skip },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "muster-newcomer-"));
    const { demo, address } = await startDemo(folder);
    const faults: string[] = [];
    const page = await openWindow({ width: 1600, height: 1000 }, faults);
    try {
      await page.goto(address);
      await page.getByRole("button", { name: /^DEMO/ }).click();
      const tour = page.getByRole("group", { name: "What to watch for" });
      await tour.getByText("A town at work").waitFor();
      const next = tour.locator("[aria-current=step]");
      assert.match(
        (await next.textContent()) ?? "",
        /comes next: (A level is proposed|The morning)/,
      );
      await page.keyboard.press("Escape");
      await page.getByText("NO FITTING UNIT FREE").waitFor();
      await decide(page);

      const level = page.getByRole("region", { name: "service level", exact: true });
      const promise = level.getByRole("listitem", { name: /^Promise of incident/ }).first();
      await promise.getByText("The caller is not told yet.").waitFor();
      const name = (await promise.getAttribute("aria-label")) ?? "";
      const number = name.replace(/\D/g, "");
      const own = level.getByRole("listitem", { name, exact: true });
      await own.getByRole("button", { name: /^Called back/ }).click();
      await own
        .getByLabel("What the caller was told")
        .fill("Nobody tonight; ring again if it gets worse");
      await own.getByRole("button", { name: "Note the call-back" }).click();
      await own.getByText(/Told: Nobody tonight/).waitFor();
      await keepScreenshot(page, "newcomer-promise");

      await own.getByRole("button", { name: new RegExp(`^${number} `) }).click();
      const incident = page.getByRole("region", { name: `incident ${number}`, exact: true });
      await incident.getByText("Deferred", { exact: true }).first().waitFor();
      await incident.getByRole("button", { name: /^Take up/ }).first().click(); // prettier-ignore
      await incident.getByLabel("Why units are sent for now").fill("they are shouting again");
      await incident.getByRole("button", { name: "Take up", exact: true }).click();
      await incident.getByText(/Units are sent for again|No call-back is owed|Promise/).first().waitFor(); // prettier-ignore
      await incident.getByRole("button", { name: /Close with a result/ }).click();
      await incident.getByRole("group", { name: `Close incident ${number} as` }).getByRole("button").first().click(); // prettier-ignore
      await incident.getByText("Closed", { exact: true }).waitFor();
      await page.getByRole("button", { name: /^Level/ }).click();
      await level.getByRole("listitem", { name, exact: true }).waitFor({ state: "detached" });
      assert.deepEqual(faults, []);
    } finally {
      await page.context().close();
      const ended = once(demo, "close");
      demo.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
