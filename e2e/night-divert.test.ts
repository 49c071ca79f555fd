/**
 * An Immediate comes in while nine lower incidents hold all nine units: the room sees that there is no unit, why and since when;
 * it is shown what a divert costs whom, takes it, and the clock ends as a fact. The caller who lost the unit waits on the list again.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { CoreEvent } from "../src/core/events.ts";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test(
  "no unit for an Immediate, nine lower ones hold them: divert with its price",
  { skip },
  async () => {
    await withRoom({ units: 9 }, async (room) => {
      for (let unit = 0; unit < 9; unit += 1) {
        const { latE7, lonE7, name } = room.places[unit + 2];
        const grade = unit % 2 === 0 ? "priority" : "scheduled";
        const location = { state: "given", latE7, lonE7, radiusM: 0 } as const;
        const opened = await room.command(
          { type: "incident.open", incidentType: "theft", location, grade, place: name },
          "supervisor",
        );
        const incident = opened.made.incident ?? 0;
        await room.command({ type: "unit.send", incident, units: [unit] }, "supervisor");
        await room.command({ type: "unit.progress", unit, status: "en route" }, "supervisor");
      }
      const page = await room.openConsole("dispatcher", "?show=queue,units");
      const { latE7, lonE7, name } = room.places[1];
      const location = { state: "given", latE7, lonE7, radiusM: 0 } as const;
      const { made } = await room.command(
        {
          type: "incident.open",
          incidentType: "violence",
          location,
          grade: "immediate",
          place: name,
        },
        "supervisor",
      );
      const number = made.incident ?? 0;
      await page.getByRole("row", { name: new RegExp(`\\b${number}\\b`) }).first().click(); // prettier-ignore
      const panel = page.getByRole("region", { name: `incident ${number}` });
      await panel.getByText("no unit free: all committed").waitFor();
      await page
        .getByRole("region", { name: "No unit free" })
        .getByText(/all committed/)
        .first()
        .waitFor();
      const price = panel.getByText(/^Divert off incident \d+ \((Priority|Scheduled)\): that caller has waited .*; no free unit to take over$/); // prettier-ignore
      await price.first().waitFor();
      await keepScreenshot(page, "night-divert");
      const taken = Number(/incident (\d+)/.exec((await price.first().textContent()) ?? "")?.[1]);
      const choice = panel.getByRole("checkbox", { name: /to be diverted/ }).first();
      await choice.check();
      await panel.getByRole("button", { name: /^Divert 1/ }).click();
      await panel.getByText("no unit free: all committed").waitFor({ state: "detached" });
      await panel.getByText("Allocated", { exact: true }).waitFor();

      const events: CoreEvent[] = [];
      for (let after = 0; ;) {
        const page1 = await room.read<{ events: { event: CoreEvent }[] }>(`events?after=${after}&limit=1000`); // prettier-ignore
        if (page1.events.length === 0) break;
        after += page1.events.length;
        events.push(...page1.events.map(({ event }) => event));
      }
      const clocks = events.filter(
        (event) =>
          (event.type === "no-unit.began" || event.type === "no-unit.ended") &&
          event.incident === number,
      );
      const [began, ended] = clocks;
      assert.partialDeepStrictEqual(began, { type: "no-unit.began", grade: "immediate", cause: "all committed" }); // prettier-ignore
      assert.partialDeepStrictEqual(ended, { type: "no-unit.ended", end: "unit allocated" });
      assert.ok(ended.at > began.at, "the clock ran");
      const lost = await room.read<{ state: string }>(`incidents/${taken}`);
      assert.equal(lost.state, "waiting", "the caller who lost the unit waits again");
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);
