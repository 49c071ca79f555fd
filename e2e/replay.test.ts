/**
 * The past on the console: the log as it was entered until a moment, and where the units were then, asked for all of
 * them at once. What happened later is not there, commands are off, and going on to now brings it all back.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test(
  "a moment of the past has its incidents, its units and their positions",
  { skip },
  async () => {
    await withRoom({ units: 3 }, async (room) => {
      const open = async (summary: string, incidentType: string): Promise<void> => {
        const { latE7, lonE7, name: place } = room.places[2];
        const location = { state: "given", latE7, lonE7, radiusM: 0 } as const;
        await room.command(
          { type: "incident.open", incidentType, location, grade: "scheduled", place, summary },
          "supervisor",
        );
      };
      await open("Loud music", "noise");
      const track = async (latE7: number): Promise<number> => {
        const at = Date.now() * 1_000;
        const positions = [0, 1].map((unit) => ({ unit, at, latE7, lonE7: 30_000_000 }));
        const answer = await room.send("positions", { positions }, "administrator");
        assert.equal(answer.status, 202);
        return at;
      };
      // So that the third unit, which has the position of its entry in the log alone, is seen to be older.
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const trackedAt = await track(540_000_000);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const momentAt = Date.now() * 1_000;
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await open("A fight", "violence");
      await track(540_100_000);
      // Positions go to the disk behind everything else.
      for (let listed = 0; listed < 2; await new Promise((resolve) => setTimeout(resolve, 100)))
        listed = (await room.read<{ positions: unknown[] }>(`positions?at=${Date.now() * 1_000}`))
          .positions.length;

      const page = await room.openPage("/", "supervisor", { width: 1600, height: 1000 });
      const asked: string[] = [];
      page.on("request", (request) => {
        const { pathname, search } = new URL(request.url());
        if (/\/(?:positions|trail)$/.test(pathname)) asked.push(pathname.slice(-9) + search);
      });
      await page.goto(`${room.origin}/?queue=open&at=${momentAt}`);
      await page.locator('.console[data-mode="replay"]').waitFor();
      await page.getByRole("row", { name: /Noise/ }).waitFor();
      assert.equal(await page.getByRole("row", { name: /Violence/ }).count(), 0, "it came later");
      const units = page.getByRole("grid", { name: /units/i });
      const ageSeconds = Math.round((momentAt - trackedAt) / 1_000_000);
      const ages = units.locator(".position-age");
      const tracked = ages.getByText(new RegExp(`^${ageSeconds} s$`));
      await tracked.nth(1).waitFor();
      assert.equal(await tracked.count(), 2, (await ages.allInnerTexts()).join(", "));
      assert.deepEqual(asked, [`positions?at=${momentAt}`], "one question for all units");
      assert.ok(await page.getByRole("button", { name: /New contact/ }).isDisabled());
      await keepScreenshot(page, "replay");

      await page.getByRole("button", { name: /live/i }).first().click();
      await page.getByRole("row", { name: /Violence/ }).waitFor();
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);
