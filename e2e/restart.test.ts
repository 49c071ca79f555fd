/**
 * What a server's end means for an open console. It is killed in the middle of a call: the console says that it is cut off,
 * keeps what is typed, and after the restart goes on by itself; nothing that was confirmed is lost, and the call is
 * finished. Its store is replaced by an older backup: the console shows what is there now.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test(
  "the server is killed and started again under an open console: nothing is lost",
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
          summary: "Loud music before the power cut",
        },
        "supervisor",
      );
      const page = await room.openConsole("dispatcher", "?show=queue,units&queue=open");
      const { keyboard } = page;
      await page.getByRole("row", { name: /Noise/ }).waitFor();
      await keyboard.press("n");
      await page.getByLabel("Caller’s number").fill("07009 555555");
      await page.getByText("since the answer").waitFor();
      await page.getByLabel("What is happening").fill("Water comes through the");

      await room.kill();
      await page.getByRole("alert").filter({ hasText: "Cut off" }).waitFor();
      await page.getByLabel("What is happening").fill("Water comes through the ceiling");
      await keepScreenshot(page, "cut-off");

      await room.restart();
      await page.getByRole("alert").filter({ hasText: "Cut off" }).waitFor({ state: "detached" });
      await page.getByRole("status").filter({ hasText: "Connected again after" }).waitFor();
      await page.getByRole("row", { name: /Noise/ }).waitFor();
      assert.equal(
        await page.getByLabel("What is happening").inputValue(),
        "Water comes through the ceiling",
      );
      await page.getByRole("combobox", { name: "Type" }).fill("other");
      await page.getByRole("option", { name: /Other/ }).first().waitFor();
      await keyboard.press("Enter");
      await keyboard.press("Control+Enter");
      await page.getByText("No position yet").waitFor();
      await keyboard.press("Control+Enter");
      await page.getByRole("region", { name: /^incident \d+$/ }).waitFor();

      const { incidents } = await room.read<{
        incidents: readonly { incident: number; summary: string }[];
      }>("incidents");
      assert.deepEqual(
        incidents.map(({ incident, summary }) => [incident, summary]),
        [
          [made.incident, "Loud music before the power cut"],
          [(made.incident ?? 0) + 1, "Water comes through the ceiling"],
        ],
      );
      const { contacts } = await room.read<{ contacts: readonly { contact: number }[] }>(
        "contacts?state=all",
      );
      assert.equal(contacts.length, 1, "one call made one contact");
    });
  },
);

test(
  "a call that begins while the server is away is on record by itself when it is back",
  { skip },
  async () => {
    await withRoom({ units: 1 }, async (room) => {
      const page = await room.openConsole("call-taker", "?show=queue");
      await page.keyboard.press("n");
      const words = page.getByLabel("What is happening");
      await words.waitFor();
      await room.kill();
      await words.fill("Smoke over the roof");
      await page.getByText(/not on record yet: .*tried again by itself/).waitFor();
      await room.restart();
      // Nothing is typed any more: the caller has said it all.
      await page.getByText("since the answer").waitFor();
      assert.equal(await words.inputValue(), "Smoke over the roof");
      const { contacts } = await room.read<{
        contacts: readonly { state: string; answeredBy: string }[];
      }>("contacts");
      assert.deepEqual(
        contacts.map(({ state, answeredBy }) => [state, answeredBy]),
        [["answered", "call-taker"]],
      );
    });
  },
);

test(
  "the store is replaced by an older backup under an open console: it shows the restored room, not a mixture",
  { skip },
  async () => {
    await withRoom({ units: 4 }, async (room) => {
      const { latE7, lonE7 } = room.places[4];
      const open = (place: string) =>
        room.command(
          {
            type: "incident.open",
            incidentType: "noise",
            location: { state: "given", latE7, lonE7, radiusM: 0 },
            grade: "scheduled",
            place,
            summary: "Loud music",
          },
          "supervisor",
        );
      await open("Before the backup");
      const page = await room.openConsole("dispatcher", "?show=queue,units&queue=open");
      const row = (place: string) => page.getByRole("row").filter({ hasText: place });
      await row("Before the backup").waitFor();
      room.backUp();
      await open("Lost with the disk");
      await row("Lost with the disk").waitFor();
      await room.kill();
      await page.getByRole("alert").filter({ hasText: "Cut off" }).waitFor();

      room.restore();
      // Where the console can not reach it, the restored log grows past the position that the console has seen.
      await room.restart(0);
      for (let count = 1; count <= 5; count += 1) await open(`After the restore ${count}`);
      await room.kill();
      await room.restart();
      await page.getByRole("alert").filter({ hasText: "Cut off" }).waitFor({ state: "detached" });
      for (let count = 1; count <= 5; count += 1) await row(`After the restore ${count}`).waitFor();
      await row("Before the backup").waitFor();
      assert.equal(await row("Lost with the disk").count(), 0);
    });
  },
);
