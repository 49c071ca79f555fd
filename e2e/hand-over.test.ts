/**
 * A dispatcher's duty ends: the page says what is open, the hand-over is begun, stands unfinished across the screens, and is confirmed by
 * name by the supervisor, to whom the claim passes. Another signs out without one: it is owed, and seen.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

interface Shown {
  readonly handOvers: readonly {
    readonly state: string;
    readonly name: string;
    readonly by: string;
  }[];
}

test(
  "what is open is handed on by name, and a hand-over that is owed is seen",
  { skip },
  async () => {
    await withRoom({ units: 1 }, async (room) => {
      const { latE7, lonE7 } = room.places[0];
      const location = { state: "verified", latE7, lonE7, radiusM: 0 } as const;
      await room.command({ type: "incident.open", incidentType: "theft", grade: "scheduled", location }, "supervisor"); // prettier-ignore
      await room.command({ type: "incident.defer", incident: 1, reason: "nobody", told: "we ring by ten" }, "supervisor"); // prettier-ignore

      const leaving = await room.openConsole("dispatcher", "?show=queue");
      await leaving.keyboard.press("Control+k");
      await leaving.keyboard.type("claim 1");
      await leaving.keyboard.press("Enter");
      await leaving.getByRole("heading", { name: /Queue/ }).click();
      await leaving.keyboard.press("b");
      await leaving.getByRole("row", { name: /1 .* Theft: we ring by ten open/ }).waitFor();
      await leaving
        .getByLabel(/What the next one must know/)
        .fill("the caller at 14 is frightened");
      await leaving.getByRole("button", { name: "Begin the hand-over" }).click();
      await leaving.getByText("Whoever takes over confirms it").waitFor();
      await keepScreenshot(leaving, "hand-over-begun");

      const page = await room.openConsole("supervisor", "?show=queue");
      const strip = page.getByRole("region", { name: "Unfinished hand-overs" });
      await strip.getByText(/^dispatcher, since/).waitFor();
      await keepScreenshot(page, "hand-over-strip");
      await strip.getByRole("button", { name: /Take over/ }).click();
      const own = page.getByRole("region", { name: "Hand-over 1" });
      await own.getByText("the caller at 14 is frightened").waitFor();
      await own.getByLabel(/Your name/).fill("Sam Supervisor");
      await own.getByRole("button", { name: /take over$/ }).click();
      await page.getByText(/last confirmed .* by Sam Supervisor, of dispatcher/).waitFor();
      await page.getByRole("row", { name: /Incident 1, supervisor/ }).waitFor();
      await keepScreenshot(page, "hand-over-confirmed");
      const { handOvers } = await room.read<Shown>("hand-over");
      assert.partialDeepStrictEqual(handOvers, [
        { state: "confirmed", name: "Sam Supervisor", by: "supervisor" },
      ]);

      // Another leaves without a word: it is owed, and every screen says so.
      const other = await room.openConsole("dispatcher-2", "?show=queue");
      await other.getByRole("button", { name: /Second dispatcher/ }).click();
      await other.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("button", { name: "Back to the console" }).click();
      await strip.getByText(/^dispatcher-2, since .*signed out without one/).waitFor();
      assert.deepEqual(room.unexpectedFaults(), []);
    });
  },
);
