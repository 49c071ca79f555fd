/**
 * The forecast on the console: before there is enough to go on it says so; then the duty officer reads it, asks what would
 * be with units recalled, and looks whether forecasts have come true. By keyboard and by its words.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { checkBothThemes } from "./axe-check.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test(
  "a duty officer sees the next hours and asks what ten more units would change",
  { skip },
  async () => {
    await withRoom({ units: 4 }, async (room) => {
      const page = await room.openConsole("supervisor", "?show=queue,units");
      await page.keyboard.press("f");
      const panel = page.getByRole("region", { name: "forecast", exact: true });
      await panel.getByText(/Too little is known for a forecast: 0 incidents/).waitFor();

      const { latE7, lonE7 } = room.places[0];
      for (let count = 0; count < 14; count += 1)
        await room.command(
          {
            type: "incident.open",
            incidentType: "burglary",
            location: { state: "given", latE7, lonE7, radiusM: 0 },
            grade: count % 2 === 0 ? "immediate" : "priority",
          },
          "supervisor",
        );
      await panel.getByText(/50 futures from \d\d:\d\d/).waitFor();
      await panel.getByText(/learnt from 14 incidents/).waitFor();
      await panel.getByRole("img", { name: /^Free units: fan chart/ }).waitFor();
      const chances = panel.getByRole("row", { name: /^No unit, Immediate/ });
      assert.match((await chances.textContent()) ?? "", /%/);
      await keepScreenshot(page, "forecast");
      await checkBothThemes(page, "forecast-made");

      const form = panel.getByRole("form", { name: "What if" });
      await form.getByLabel("How many").fill("10");
      await form.getByLabel("Minutes until all are there").fill("30");
      await page.keyboard.press("Enter");
      const answer = panel.getByRole("region", { name: "What if: answer" });
      await answer.getByText("if 10 units are recalled").waitFor();
      const free = await answer.getByRole("row", { name: /^Free units at the end/ }).textContent();
      const [asItIs, changed] = [...(free ?? "").matchAll(/(\d+) \(/g)].map((match) =>
        Number(match[1]),
      );
      assert.ok(changed >= asItIs, `free at the end: ${asItIs} as it is, ${changed} with ten more`);
      await keepScreenshot(page, "forecast-what-if");
      await answer.getByRole("button", { name: "Back to the forecast" }).click();
      await answer.waitFor({ state: "detached" });

      await form.getByLabel("What changes").selectOption("times the calls come");
      await form.getByLabel("How many").fill("99");
      await page.keyboard.press("Enter");
      assert.equal(
        await form
          .getByLabel("How many")
          .evaluate((field: HTMLInputElement) => field.validity.valid),
        false,
      );

      await form.getByLabel("What changes").selectOption("the service level is");
      await form.getByLabel("Service level").selectOption("life only");
      await form.getByRole("button", { name: "Ask" }).click();
      await panel.getByText("if the service level is life only").first().waitFor();

      await panel.getByText("Have forecasts come true?").click();
      await panel.getByText(/Nothing is judged yet|judgements/).waitFor();
      await panel.getByRole("button", { name: "24 hours" }).click();
      await panel.getByText(/10 futures from/).waitFor();
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "detached" });

      // The same forecast is evidence for a service level, and says from which position.
      const levels = await room.openConsole("supervisor", "?panel=level");
      const level = levels.getByRole("region", { name: "service level", exact: true });
      await level
        .getByRole("row", { name: /Forecast no unit within 60 min, Immediate \d+ %/ })
        .waitFor();
      await level.getByText(/^Forecast of \d\d:\d\d.*, 50 futures from position \d+\.$/).waitFor();
      await keepScreenshot(levels, "level-forecast-evidence");
    });
  },
);
