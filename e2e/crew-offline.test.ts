/**
 * A crew whose phone has no network: the page opens all the same, shows the last known incident and since when that is
 * old, keeps what is pressed in sight, and sends it once when the network is back. Signing out leaves nothing behind.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

/** The worker answers for the page, and has it with all its files. */
async function waitForShell(phone: Page): Promise<void> {
  await phone.evaluate(async () => {
    const isReady = async (): Promise<boolean> => {
      const cache = await caches.open("muster-crew-shell");
      const state = navigator.serviceWorker.controller?.state;
      return state === "activated" && (await cache.match("/crew")) !== undefined;
    };
    while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

async function listStored(phone: Page): Promise<string[]> {
  return phone.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith("muster.crew.")),
  );
}

test("a crew opens its page without a network and goes on", { skip }, async () => {
  await withRoom({ units: 2 }, async (room) => {
    const { latE7, lonE7, name } = room.places[2];
    const { made } = await room.command(
      {
        type: "incident.open",
        incidentType: "violence",
        location: { state: "given", latE7, lonE7, radiusM: 0 },
        grade: "immediate",
        place: name,
        hazards: ["knife"],
        summary: "Two men fight in the cellar",
      },
      "supervisor",
    );
    const incident = made.incident ?? 0;
    await room.command({ type: "unit.send", incident, units: [0] }, "supervisor");
    const first = await room.openPhone();
    await first.getByText("Two men fight in the cellar").waitFor();
    await waitForShell(first);
    const context = first.context();
    await first.close();

    await context.setOffline(true);
    const phone = await context.newPage();
    await phone.goto(`${room.origin}/crew`);
    await phone.getByText("Two men fight in the cellar").waitFor();
    await phone.getByRole("list", { name: "Hazards" }).getByText(/knife/i).waitFor();
    await phone.getByText(/^Not connected since \d\d:\d\d:\d\d: what is here is .* old/).waitFor();

    await phone.getByRole("button", { name: "En route", exact: true }).click();
    await phone.getByText(/1 press is on the way, kept on this phone/).waitFor();
    const waiting = phone.getByRole("list", { name: "Not received by the control room" });
    await waiting.getByText(/^En route, pressed \d\d:\d\d:\d\d$/).waitFor();
    const emergency = phone.getByRole("button", { name: /Emergency/ });
    await emergency.focus();
    await phone.keyboard.press("Enter");
    await phone.keyboard.press("Enter");
    await phone.getByRole("alert").getByText(/NOT RECEIVED/).waitFor(); // prettier-ignore
    await keepScreenshot(phone, "crew-without-network");
    const unit = await room.read<{ status: string; emergencyAt: number | null }>("units/0");
    assert.deepEqual([unit.status, unit.emergencyAt], ["assigned", null]);

    await context.setOffline(false);
    await phone.getByText(/^Live, heard/).waitFor();
    await phone.getByText(/on the way/).waitFor({ state: "detached" });
    await phone.getByRole("alert").getByText(/EMERGENCY since/).waitFor(); // prettier-ignore
    const after = await room.read<{ status: string; emergencyAt: number | null }>("units/0");
    assert.equal(after.status, "en route");
    assert.notEqual(after.emergencyAt, null);

    assert.ok((await listStored(phone)).length >= 2, "who it is, and the last view");
    await phone.getByRole("button", { name: "Sign out" }).click();
    await phone.getByLabel("Password").waitFor();
    assert.deepEqual(await listStored(phone), []);
  });
});

test(
  "a phone on which nobody was signed in shows nothing without a network",
  { skip },
  async () => {
    await withRoom({ units: 1 }, async (room) => {
      const phone = await room.openBlank({ width: 390, height: 844 });
      await phone.goto(`${room.origin}/crew`);
      await phone.getByLabel("Password").waitFor();
      await waitForShell(phone);
      await phone.context().setOffline(true);
      await phone.reload();
      await phone.getByText(/connection to the server failed/).waitFor();
      assert.equal(await phone.getByRole("button").count(), 0);
    });
  },
);
