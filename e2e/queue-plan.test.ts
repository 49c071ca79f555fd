/**
 * Many wait for one unit: a dispatcher has the whole queue planned by a key, reads who goes first and what it is worth,
 * and sends from there.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test("one unit, three who wait: planned with a key, sent with another", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    const numbers: number[] = [];
    for (const [place, grade] of [
      [3, "scheduled"],
      [4, "scheduled"],
      [5, "priority"],
    ] as const) {
      const { latE7, lonE7, name } = room.places[place];
      const { made } = await room.command(
        {
          type: "incident.open",
          incidentType: "noise",
          location: { state: "given", latE7, lonE7, radiusM: 0 },
          grade,
          place: name,
        },
        "supervisor",
      );
      numbers.push(made.incident ?? 0);
    }
    const page = await room.openConsole("dispatcher", "?show=queue,units");
    await page.getByRole("row", { name: /Noise/ }).first().waitFor();
    await page.keyboard.press("o");
    const panel = page.getByRole("region", { name: "plan of the queue" });
    await panel.getByRole("button", { name: "Plan the queue" }).press("Enter");
    await panel.getByText(/risk minutes \(no plan is better\)/).waitFor();
    await keepScreenshot(page, "queue-plan");
    await panel.getByRole("button", { name: `Send to ${numbers[2]}` }).press("Enter");
    await panel.getByRole("button", { name: "Sent" }).waitFor();
    await panel.getByRole("button", { name: "Plan anew" }).press("Enter");
    await panel.getByRole("button", { name: `Send to ${numbers[2]}` }).waitFor({ state: "hidden" });
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});
