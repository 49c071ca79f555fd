/** One key on the console opens the manual pack in a tab of its own and prints it; the page runs nothing by itself. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test("k prints the pack with the units and the open incident in it", { skip }, async () => {
  await withRoom({ units: 2 }, async (room) => {
    const { latE7, lonE7, name } = room.places[3];
    await room.command(
      {
        type: "incident.open",
        incidentType: "noise",
        location: { state: "given", latE7, lonE7, radiusM: 0 },
        grade: "priority",
        place: name,
      },
      "supervisor",
    );
    const page = await room.openConsole("dispatcher", "?show=queue,units");
    await page.getByRole("row", { name: /Noise/ }).first().waitFor();
    await page.context().addInitScript(() => {
      window.print = () => document.documentElement.setAttribute("data-printed", "yes");
    });
    const opened = page.context().waitForEvent("page");
    await page.keyboard.press("k");
    const pack = await opened;
    await pack.locator("html[data-printed=yes]").waitFor();
    await pack.getByRole("heading", { name: "Open incidents (1)" }).waitFor();
    await pack.getByRole("heading", { name: "Units on duty (2)" }).waitFor();
    assert.ok((await pack.getByRole("cell", { name }).count()) > 0);
    assert.equal(
      await pack.evaluate(
        () => getComputedStyle(document.querySelector("table") ?? document.body).borderCollapse,
      ),
      "collapse",
    );
    assert.equal(await pack.locator("script").count(), 0);
    await keepScreenshot(pack, "manual-pack");
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});
