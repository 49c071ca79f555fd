/**
 * The closure ledger on the console by keyboard alone: a reported closure is confirmed, renewed with a reason and lifted
 * with one, and what happened is in the log.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

interface Ledger {
  readonly closures: readonly {
    readonly state: string;
    readonly reason: string;
    readonly expiresAt: number;
  }[];
}

test(
  "a closure is confirmed, renewed and lifted by keys, each with its reason",
  { skip },
  async () => {
    await withRoom({ units: 1 }, async (room) => {
      const { latE7, lonE7 } = room.places[0];
      const page = await room.openConsole("dispatcher", "?show=queue,units");
      const now = await page.evaluate(() => Date.now() * 1000);
      const points = [
        [lonE7, latE7],
        [lonE7 + 3_000, latE7 + 500],
      ] as const;
      const report = {
        type: "closure.report",
        shape: { kind: "barricade", points },
        source: "public",
        sourceGrade: "2",
        contentGrade: "C",
        expiresAt: now + 6 * 3_600_000_000,
        description: "tyres across the road",
      } as const;
      await room.command(report, "supervisor");
      await page.getByRole("button", { name: "1 closure", exact: true }).waitFor();
      await page.keyboard.press("r");
      const line = page.getByRole("listitem", { name: "Closure 1" });
      await line.getByText("tyres across the road").waitFor();
      await line.getByText(/Public, graded 2C/).waitFor();
      const read = async () => (await room.read<Ledger>("closures?state=all")).closures[0];

      await line.getByRole("button", { name: /^Confirm/ }).focus();
      await page.keyboard.press("Enter");
      await line.getByText("confirmed", { exact: true }).waitFor();
      assert.equal((await read()).state, "confirmed");
      await keepScreenshot(page, "closures-confirmed");

      await line.getByRole("button", { name: /^Renew/ }).focus();
      await page.keyboard.press("Enter");
      // The length of time has the focus; the reason is the next field.
      await page.keyboard.press("Tab");
      await page.keyboard.type("U0 looked, a van as well");
      await page.keyboard.press("Enter");
      await line.getByText(/U0 looked, a van as well/).waitFor();
      const renewed = await read();
      assert.ok(renewed.expiresAt < report.expiresAt, "two hours from now are sooner than six");

      await line.getByRole("button", { name: /^Lift/ }).focus();
      await page.keyboard.press("Enter");
      await page.keyboard.type("clear again");
      await page.keyboard.press("Enter");
      await line.getByText("lifted", { exact: true }).waitFor();
      const lifted = await read();
      assert.deepEqual([lifted.state, lifted.reason], ["lifted", "clear again"]);
      await page.keyboard.press("Escape");
      await line.waitFor({ state: "detached" });
    });
  },
);
