/**
 * No unit free: the incident says so with a typed cause and a running clock, the room sees it, an alarm stands; and
 * it ends as a fact when a unit becomes free, so that it can be sent.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test("no unit free: cause and clock are shown, and it ends when one is", { skip }, async () => {
  await withRoom({ units: 2 }, async (room) => {
    const { latE7, lonE7, name } = room.places[2];
    const open = {
      type: "incident.open",
      incidentType: "concern-for-safety",
      location: { state: "given", latE7, lonE7, radiusM: 0 },
      grade: "priority",
      place: name,
    } as const;
    for (const unit of [0, 1]) {
      const { made } = await room.command(open, "supervisor");
      await room.command(
        { type: "unit.send", incident: made.incident ?? 0, units: [unit] },
        "supervisor",
      );
      await room.command({ type: "unit.progress", unit, status: "en route" }, "supervisor");
    }
    // One is at its scene, which the region's rule leaves it at; the other may be diverted on its way.
    await room.command({ type: "unit.progress", unit: 1, status: "at scene" }, "supervisor");
    const page = await room.openConsole("dispatcher", "?show=queue,units");
    const { made } = await room.command({ ...open, grade: "immediate" }, "supervisor");
    const number = made.incident ?? 0;
    await page
      .getByRole("row", { name: new RegExp(`\\b${number}\\b`) })
      .first()
      .waitFor();
    await page.goto(`${room.origin}/?show=queue,units&incident=${number}`);
    const panel = page.getByRole("region", { name: `incident ${number}` });
    await panel.getByText("no unit free: all committed").waitFor();
    const needs = panel.getByRole("list", { name: "Needs nobody can fill" });
    await needs
      .getByText(/all committed/)
      .first()
      .waitFor();
    await page
      .getByRole("region", { name: "No unit free" })
      .getByText(/all committed/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: /\d alarms?/ }).click();
    await page
      .getByText(/no unit/i)
      .first()
      .waitFor();
    await keepScreenshot(page, "no-unit-alarms");
    await page.keyboard.press("Escape");

    // A unit on a lower grade is offered, with the price to that caller.
    await panel
      .getByText(/Divert off incident/)
      .first()
      .waitFor();
    await keepScreenshot(page, "no-unit");

    await room.command({ type: "unit.clear", unit: 1 }, "supervisor");
    await panel.getByText("no unit free: all committed").waitFor({ state: "detached" });
    await panel
      .getByRole("checkbox", { name: /available/ })
      .first()
      .waitFor();
    await panel.getByRole("button", { name: /^Send 1 unit/ }).click();
    await panel.getByText("Allocated", { exact: true }).waitFor();
    await page.getByRole("button", { name: "No alarms" }).waitFor();
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});
