/**
 * The smallest desk screen, 1280 x 800, with a side panel open: the tables fit their pane and no head is cut, because
 * a dispatcher who must scroll sideways to see which units go reads the wrong row.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test(
  "1280 x 800 with a side panel: nothing scrolls sideways, no head is cut",
  { skip },
  async () => {
    await withRoom({ units: 4 }, async (room) => {
      const page = await room.openConsole("dispatcher", "?unit=0&queue=waiting");
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole("region", { name: "All units" }).waitFor();
      await page.locator(".console-side").waitFor();
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("#queue, #units")].flatMap((pane) =>
          [...pane.querySelectorAll(".data-table, .table-bar, h2")]
            .filter((box) => box.scrollWidth > box.clientWidth)
            .map((box) => `${pane.id} ${box.className} ${box.scrollWidth} > ${box.clientWidth}`),
        ),
      );
      assert.deepEqual(cut, []);
      await keepScreenshot(page, "narrow-screen");
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);
