/**
 * The muster on the console by keyboard alone: who turned up against the plan in figures and as a curve, who is late, a
 * team's own head-count in the address, and somebody marked absent who said that nobody comes, without a reason.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;
const hour = 3_600_000_000;
const minute = 60_000_000;

interface Roster {
  readonly shifts: readonly { readonly name: string; readonly state: string }[];
}

test(
  "the muster shows who turned up, who is late, and marks absent by keys",
  { skip },
  async () => {
    await withRoom({ units: 3 }, async (room) => {
      const now = Date.now() * 1000;
      const plan = async (unit: number, from: number, team: string): Promise<void> => {
        const span = { fromAt: now + from, untilAt: now + 6 * hour };
        await room.command(
          { type: "shift.plan", of: { unit }, ...span, team, crew: 2 },
          "supervisor",
        );
      };
      await room.command({ type: "unit.book-off", unit: 1 }, "supervisor");
      await room.command({ type: "unit.book-off", unit: 2 }, "supervisor");
      await plan(0, -2 * hour, "late");
      await plan(1, -30 * minute, "night");
      await plan(2, hour, "night");
      const states = async (): Promise<string[]> =>
        (await room.read<Roster>("roster")).shifts.map(({ state }) => state);

      const page = await room.openConsole("dispatcher", "?show=queue,units");
      const button = page.getByRole("button", { name: /^Muster \d+ of 4 2 missing/ });
      await button.waitFor();
      assert.deepEqual(await states(), ["booked on", "late", "planned"]);
      await page.keyboard.press("p");
      const panel = page.getByRole("region", { name: "muster" });
      const region = panel.getByRole("row", { name: /^Region / });
      const came = await region.getByRole("cell").nth(1).textContent();
      assert.equal(await region.getByRole("cell").nth(0).textContent(), "4");
      assert.ok(came === "1" || came === "2", `heads of the unit that came: ${came}`);
      assert.equal(await region.getByRole("cell").nth(2).textContent(), "2");
      await panel
        .getByRole("img", { name: /^Head-count of Region over a day: \d of 4 planned/ })
        .waitFor();
      await panel.getByText("Figures by the hour").focus();
      await page.keyboard.press("Enter");
      const figures = panel.getByRole("table").last();
      assert.equal(await figures.getByRole("row").count(), 27);
      assert.equal(await figures.getByText("not yet").count(), 13);
      await keepScreenshot(page, "muster-region");
      await page.keyboard.press("Enter");

      await panel.getByRole("button", { name: "Team night turn" }).focus();
      await page.keyboard.press("Enter");
      await panel
        .getByRole("img", { name: /^Head-count of Team night turn.*: 0 of 2 planned/ })
        .waitFor();
      await page.waitForURL(/muster=team%3Anight/);
      await panel
        .getByText("0 of 2 planned")
        .or(panel.getByRole("img", { name: /: 0 of 2 planned/ }))
        .first()
        .waitFor();

      const late = panel.getByRole("region", { name: "Late, absent or gone early" });
      const due = panel.getByRole("region", { name: "Due within 2 hours" });
      assert.equal(await late.getByRole("listitem").count(), 1);
      assert.equal(await due.getByRole("listitem").count(), 1);
      await due.getByRole("button", { name: /^Mark absent/ }).focus();
      await page.keyboard.press("Enter");
      await due.getByText("Absent").waitFor();
      assert.deepEqual(await states(), ["booked on", "late", "absent"]);

      await late.getByRole("button", { name: /^Mark absent/ }).focus();
      await page.keyboard.press("Enter");
      await late.getByText("Absent", { exact: true }).waitFor();
      await page.reload();
      await panel.getByRole("img", { name: /^Head-count of Team night turn/ }).waitFor();
      await room.command({ type: "unit.book-on", unit: 1, crew: 2 }, "supervisor");
      await late.getByText("Everybody planned is there.").waitFor();
      assert.deepEqual(await states(), ["booked on", "booked on", "absent"]);
      await keepScreenshot(page, "muster-team");
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "detached" });
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);

test("many heads missing raise an alarm that leads to the evidence", { skip }, async () => {
  await withRoom({ units: 2 }, async (room) => {
    await room.command({ type: "unit.book-off", unit: 0 }, "supervisor");
    await room.command({ type: "unit.book-off", unit: 1 }, "supervisor");
    const begun = Date.now() * 1000 - 20 * minute;
    const span = { fromAt: begun, untilAt: begun + 8 * hour, crew: 50 };
    for (const unit of [0, 1])
      await room.command({ type: "shift.plan", of: { unit }, ...span }, "supervisor");
    const page = await room.openConsole("dispatcher", "?show=queue,units&panel=alarms");
    const alarms = page.getByRole("region", { name: "alarms" });
    await alarms.getByText("Many missing from the muster", { exact: true }).waitFor();
    await alarms.getByRole("button", { name: "Open muster" }).focus();
    await page.keyboard.press("Enter");
    const absence = page.getByRole("region", { name: "muster" }).getByRole("region", { name: "Absence" }); // prettier-ignore
    await absence.getByText(/Many are missing\. 0 of 100 heads have booked on; ordinary is \d+/).waitFor(); // prettier-ignore
    await absence.getByRole("img", { name: /on an ordinary day/ }).waitFor();
    await absence.getByText("1 place, furthest below ordinary first").click();
    await absence.getByRole("row", { name: /^without 100 0 / }).waitFor();
    await keepScreenshot(page, "muster-missing");
    await room.command({ type: "unit.book-on", unit: 0, crew: 50 }, "supervisor");
    await absence.getByText(/50 of 100 heads have booked on/).waitFor();
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});
