/**
 * Alarms as a supervisor meets them: a target that is missed stays until somebody acts or shelves it with a reason and an
 * end, and comes back then; a crew that is silent is warned about first, then alarmed, and confirmed well.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

test("a missed target is shelved and comes back; a silent crew", { skip }, async () => {
  await withRoom({ units: 4 }, async (room) => {
    const { latE7, lonE7, name } = room.places[1];
    const incident = {
      type: "incident.open",
      incidentType: "violence",
      location: { state: "given", latE7, lonE7, radiusM: 0 },
      grade: "immediate",
      place: name,
    } as const;
    await room.command(incident, "supervisor");
    const readStates = async (): Promise<string[]> => {
      const { alarms } = await room.read<{ alarms: readonly Record<string, string>[] }>("alarms");
      return alarms.map(({ kind, state, reason }) => [kind, state, reason].join(": "));
    };
    const page = await room.openConsole("supervisor", "?show=queue,units");
    await room.pass(901);
    await page.getByRole("button", { name: "1 alarm" }).waitFor();
    await page.keyboard.press("a");
    const panel = page.getByRole("region", { name: "alarms" });
    await panel.getByText("Target missed").waitFor();
    assert.equal(await panel.getByRole("button", { name: /Acknowledge/ }).count(), 0);

    const shelve = panel.getByRole("button", { name: "Shelve", exact: true });
    await panel.getByRole("button", { name: "Shelve…" }).click();
    await shelve.click();
    assert.deepEqual(await readStates(), ["target missed: raised: "], "not without a reason");
    await panel.getByLabel("Reason").fill("the nearest unit is six minutes away");
    await panel.getByLabel("For").selectOption("5 minutes");
    await shelve.click();
    await panel.getByText("shelved", { exact: true }).waitFor();
    await panel.getByText(/the nearest unit is six minutes away/).waitFor();
    await keepScreenshot(page, "alarm-shelved");
    await room.pass(301);
    await panel.getByText("raised", { exact: true }).waitFor();
    const [back] = await readStates();
    assert.match(back, /^target missed: raised/);

    await room.command({ type: "unit.send", incident: 1, units: [0] }, "supervisor");
    await panel.getByText("Target missed").waitFor({ state: "detached" });

    const units = page.getByRole("region", { name: "Units" });
    await room.pass(181);
    await units.getByText("welfare warned").waitFor();
    assert.deepEqual(await readStates(), [], "first it only warns");
    await room.pass(420);
    await units.getByText("welfare alarmed").waitFor();
    await panel.getByText("Welfare: no word from the crew", { exact: true }).waitFor();
    await panel.getByRole("button", { name: /^Open / }).click();
    await page.getByRole("button", { name: "Welfare confirmed" }).click();
    await units.getByText("welfare alarmed").waitFor({ state: "detached" });
    assert.deepEqual(await readStates(), []);
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});
