/**
 * Two people share a room, one leaves without a word, and the other runs it alone: what was held comes back loudly, one list has
 * all that nobody works on by the time left, and one key takes the next.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test(
  "what a colleague held comes back with an alarm, and one person takes work by one key",
  { skip },
  async () => {
    await withRoom({ units: 2 }, async (room) => {
      const { latE7, lonE7 } = room.places[0];
      const location = { state: "verified", latE7, lonE7, radiusM: 0 } as const;
      for (const grade of ["scheduled", "priority"] as const)
      await room.command({ type: "incident.open", incidentType: "theft", grade, location }, "supervisor"); // prettier-ignore
      const call = {
        type: "contact.receive",
        channel: "call",
        callerNumber: "01632 960001",
      } as const;
      await room.command(call);
      await room.command({ ...call, channel: "web", words: "a shed is open" });

      // The colleague takes the call that rings with one key, and claims the incident by a line.
      const other = await room.openConsole("dispatcher", "?show=queue");
      await other.getByText("2 open contacts, 2 ringing").waitFor();
      await other.keyboard.press("t");
      await other.getByRole("form", { name: "Contact" }).waitFor();
      await other.keyboard.press("Control+k");
      await other.keyboard.type("claim 2");
      await other.keyboard.press("Enter");

      const page = await room.openConsole("supervisor", "?show=queue,units");
      await page.keyboard.press("l");
      const panel = page.getByRole("region", { name: "reduced crew", exact: true });
      const held = panel.getByRole("region", { name: "Others hold" });
      await held.getByText("incident 2", { exact: true }).first().waitFor();
      await held.getByText("contact 1", { exact: true }).first().waitFor();
      const work = panel.getByRole("region", { name: "Nobody works on" }).getByRole("listitem");
      await work.nth(1).waitFor();
      assert.match((await work.first().textContent()) ?? "", /answer.*web.*contact 2/);
      assert.equal(await work.count(), 2, "what the colleague holds is not offered");
      await keepScreenshot(page, "reduced-crew-shared");

      // The colleague signs out without a word.
      await other.getByRole("button", { name: /Test dispatcher/ }).click();
      await other.getByRole("button", { name: "Sign out" }).click();
      const back = panel.getByRole("listitem", { name: "Came back: incident 2" });
      await back.getByText(/held by dispatcher since \d\d:\d\d, signed out at/).waitFor();
      await page.getByRole("button", { name: /2 alarms/ }).waitFor();
      await keepScreenshot(page, "reduced-crew-came-back");

      // The next thing by one key, again and again: call, then what is owed soonest.
      await page.keyboard.press("t");
      await page.getByRole("form", { name: "Contact" }).waitFor();
      await page.getByText(/since the answer at/).waitFor();
      await page.getByRole("button", { name: /^Close contact/ }).click();
      await page.keyboard.press("l");
      const own = panel.getByRole("region", { name: "You work on" });
      await own
        .getByText(/^contact/)
        .first()
        .waitFor();
      await back.getByRole("button", { name: "Take incident 2" }).click();
      await page.getByRole("region", { name: "incident 2", exact: true }).waitFor();
      await page.getByRole("heading", { name: /Queue/ }).click();
      await page.keyboard.press("l");
      await own.getByText("incident 2", { exact: true }).first().waitFor();

      // Only the web is listened to: the list is shorter, and the colleague's call is not lost: it came back.
      await panel.getByRole("checkbox", { name: /^web/ }).click();
      await panel.getByRole("checkbox", { name: /^web/, checked: true }).waitFor();
      await keepScreenshot(page, "reduced-crew-alone");
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);
