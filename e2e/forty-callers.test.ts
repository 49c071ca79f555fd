/**
 * Forty callers for one crash: the others are suggested the incident of the first while they are written down, a
 * person joins them, one of them wrongly, and that is undone both ways. Nothing joins by itself.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;
const callers = 40;

test(
  "forty callers for one crash: suggested, joined by a person, undone both ways",
  { skip },
  async () => {
    await withRoom({ units: 8 }, async (room) => {
      const place = room.places[5];
      const { latE7, lonE7 } = place;
      const location = { state: "given", latE7, lonE7, radiusM: 0 } as const;
      for (let caller = 1; caller <= callers; caller += 1)
        await room.command({
          type: "contact.receive",
          channel: "call",
          callerNumber: `07009 ${String(caller).padStart(6, "0")}`,
          words: "Cars have crashed on the bridge, people are hurt",
          place: place.name,
          location,
        });
      const page = await room.openConsole("call-taker", "?show=queue");
      const { keyboard } = page;
      await page.getByText("40 open contacts, 40 ringing").waitFor();

      await page.getByRole("button", { name: "Answer contact 1", exact: true }).click();
      await page.getByRole("combobox", { name: "Type" }).fill("inj crash");
      await page.getByRole("option", { name: /Collision with injury/ }).waitFor();
      await keyboard.press("Enter");
      await keyboard.press("Control+Enter");
      await page.getByRole("region", { name: "incident 1" }).waitFor();

      // Three more by hand: one joined with its key, one with its button, one joined and undone.
      for (const contact of [2, 3]) {
        await page.getByRole("button", { name: `Answer contact ${contact}`, exact: true }).click();
        await page.getByText("1 open incident may be the same").waitFor();
        if (contact === 2) await keepScreenshot(page, "duplicates");
        if (contact === 2) await keyboard.press("Alt+1");
        else await page.getByRole("button", { name: /Join incident 1/ }).click();
        await page.getByText("Belongs to incident 1").waitFor();
      }
      const panel = page.getByRole("region", { name: "contact 3" });
      await panel.getByRole("button", { name: "Undo: leave incident 1" }).click();
      await panel.getByText("Left incident 1").waitFor();
      await page.getByText("38 open contacts, 37 ringing").waitFor();
      await panel.getByRole("button", { name: "Undo: join 1 again" }).click();
      await page.getByRole("region", { name: "incident 1" }).getByText("3 contacts").waitFor();

      // The rest as fast as a room of call takers would: each is one person's command.
      for (let contact = 4; contact <= callers; contact += 1) {
        await room.command({ type: "contact.answer", contact }, "supervisor");
        await room.command({ type: "contact.link", contact, incident: 1 }, "supervisor");
      }
      const contacts = page.getByRole("region", { name: "Contacts", exact: true });
      await contacts.getByText("40 contacts").waitFor();
      await contacts.getByRole("button", { name: "Show all 40" }).click();
      await keepScreenshot(page, "forty-callers");

      // One of them meant something else: it leaves from the incident's side, and comes back.
      await contacts.getByRole("button", { name: /take contact 17 out/ }).click();
      await contacts.getByText("Contact 17 left this incident").waitFor();
      await contacts.getByText("39 contacts").waitFor();
      await contacts.getByRole("button", { name: "Undo: join again" }).click();
      await contacts.getByText("40 contacts").waitFor();

      const { incidents } = await room.read<{ incidents: readonly unknown[] }>("incidents");
      assert.equal(incidents.length, 1, "forty callers made one incident");
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);
