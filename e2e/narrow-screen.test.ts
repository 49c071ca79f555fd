/**
 * Small screens: the smallest desk screen (1280 x 800) with a side panel, the same enlarged twice (640 x 400, WCAG
 * 1.4.10), and a phone. The tables fit their pane and no head is cut, because a dispatcher who must scroll sideways
 * to see which units go reads the wrong row; what a caller says can be read.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

const partsReadByLine =
  ".data-table, .table-bar, h2, .top-bar, .contact-line, .panel-head, .panel-body";

/** What is wider than its box, of the whole page and of the parts that people read line by line. */
async function listCut(page: Page): Promise<string[]> {
  return page.evaluate(
    (parts) =>
      [document.documentElement, ...document.querySelectorAll(parts)]
        .filter((box) => box.scrollWidth > box.clientWidth && box.clientWidth > 0)
        .map((box) => `${box.className || box.tagName} ${box.scrollWidth} > ${box.clientWidth}`),
    partsReadByLine,
  );
}

/**
 * Asserts that nothing is cut. A table measures its pane and then drops columns, so for an instant after a change of
 * size it may be too wide; a person would not see it, and what stays cut for three seconds fails.
 */
async function assertNothingCut(page: Page, where: string): Promise<void> {
  const until = Date.now() + 3_000;
  let cut = await listCut(page);
  while (cut.length > 0 && Date.now() < until) {
    await page.waitForTimeout(50);
    cut = await listCut(page);
  }
  assert.deepEqual(cut, [], where);
}

test(
  "1280 x 800 with a side panel: nothing scrolls sideways, no head is cut",
  { skip },
  async () => {
    await withRoom({ units: 4 }, async (room) => {
      const page = await room.openConsole("dispatcher", "?unit=0&queue=waiting");
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.getByRole("region", { name: "All units" }).waitFor();
      await page.locator(".console-side").waitFor();
      await assertNothingCut(page, "with the panel of a unit");
      await keepScreenshot(page, "narrow-screen");
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);

/** Parts of the top bar that lie over one another, by their words. */
async function listOverlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = [
      ...document.querySelectorAll<HTMLElement>(".top-bar > *, .parts-menu > *"),
    ].filter(
      ({ offsetWidth, className }) =>
        offsetWidth > 1 && !/only-read-aloud|parts-menu/.test(className),
    );
    const boxes = parts.map((part) => ({
      words: part.innerText,
      box: part.getBoundingClientRect(),
    }));
    return boxes.flatMap((a, n) =>
      boxes
        .slice(n + 1)
        .filter(
          (b) =>
            Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 2 &&
            Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 2,
        )
        .map((b) => `${a.words} / ${b.words}`),
    );
  });
}

test("at no usual width do parts of the top bar lie over one another", { skip }, async () => {
  await withRoom({ units: 2 }, async (room) => {
    const page = await room.openConsole("supervisor", "");
    for (const width of [1920, 1600, 1500, 1440, 1366, 1280, 1180, 1024, 800, 640, 400]) {
      await page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await listOverlaps(page), [], `${width} px`);
    }
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});

const said = "A man with a knife is at the back door of the shop and shouts at the people inside";

test("a caller's words can be read beside a side panel at 1280 x 800", { skip }, async () => {
  await withRoom({ units: 2 }, async (room) => {
    const { name } = room.places[1];
    const number = "07009 001122";
    await room.command({
      type: "contact.receive",
      channel: "text",
      callerNumber: number,
      place: name,
      words: said,
    });
    const page = await room.openConsole("dispatcher", "?unit=0");
    await page.setViewportSize({ width: 1280, height: 800 });
    const words = page.getByText(`${number} · ${name} · ${said}`);
    await words.waitFor();
    const { height, shown } = await words.evaluate((box) => ({
      height: box.scrollHeight,
      shown: box.clientHeight,
    }));
    assert.ok(height <= shown, `${height} px of words in ${shown} px`);
    await assertNothingCut(page, "with the panel of a unit");
    await keepScreenshot(page, "narrow-contact");
  });
});

test(
  "640 x 400 and a phone: what is open has the screen, and gives it back",
  { skip },
  async () => {
    await withRoom({ units: 4 }, async (room) => {
      const { latE7, lonE7, name } = room.places[4];
      const { made } = await room.command(
        {
          type: "incident.open",
          incidentType: "noise",
          location: { state: "given", latE7, lonE7, radiusM: 0 },
          grade: "scheduled",
          place: name,
          summary: said,
        },
        "supervisor",
      );
      const page = await room.openConsole("dispatcher", "?queue=open");
      for (const [width, height] of [
        [640, 400],
        [390, 844],
      ] as const) {
        await page.setViewportSize({ width, height });
        const row = page.getByRole("row", { name: /Noise/ });
        await row.waitFor();
        await assertNothingCut(page, `${width} without a panel`);
        await row.click();
        const panel = page.getByRole("region", { name: `incident ${made.incident}` });
        await panel.getByText(said).waitFor();
        await row.waitFor({ state: "hidden" });
        await assertNothingCut(page, `${width} with a panel`);
        const open = await page.locator(".console-side").boundingBox();
        assert.ok((open?.width ?? 0) > width - 10, "the panel has the whole width");
        await keepScreenshot(page, `small-${width}`);
        await panel.getByRole("button", { name: /Close/ }).first().click();
        await row.waitFor();
      }
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);
