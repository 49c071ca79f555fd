/**
 * Two dispatchers send the same unit to two incidents in the same moment. One gets it; the other is told in place why
 * not and what can be done, and the unit is not on both.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

async function pickFirst(page: Page, incident: number): Promise<Locator> {
  const panel = page.getByRole("region", { name: `incident ${incident}` });
  await panel.getByRole("checkbox").first().waitFor();
  await panel.getByRole("button", { name: /^Send 1 unit/ }).waitFor();
  return panel;
}

test("two consoles race for one unit: one gets the refusal in place", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    const { latE7, lonE7, name } = room.places[1];
    for (const grade of ["priority", "priority"] as const)
      await room.command(
        {
          type: "incident.open",
          incidentType: "concern-for-safety",
          location: { state: "given", latE7, lonE7, radiusM: 0 },
          grade,
          place: name,
        },
        "supervisor",
      );
    const [one, two] = await Promise.all([
      room.openConsole("dispatcher", "?show=queue&incident=1"),
      room.openConsole("dispatcher-2", "?show=queue&incident=2"),
    ]);
    const panels = await Promise.all([pickFirst(one, 1), pickFirst(two, 2)]);
    // Neither is answered before both are sent: a console that heard of the other first would ask for a divert instead.
    const bothSent = Promise.withResolvers<void>();
    for (const page of [one, two])
      await page.route("**/commands", async (route) => {
        await bothSent.promise;
        await route.continue();
      });
    await Promise.all(
      panels.map((panel) => panel.getByRole("button", { name: /^Send 1 unit/ }).click()),
    );
    bothSent.resolve();
    const outcomes = await Promise.all(
      panels.map(async (panel) => {
        const sent = panel
          .getByText("Allocated", { exact: true })
          .waitFor()
          .then(() => "sent");
        const refused = panel
          .locator("[data-code]")
          .waitFor()
          .then(() => "refused");
        const outcome = await Promise.any([sent, refused]);
        // The other way round never comes; its waiting must not fail the test later.
        sent.catch(() => undefined);
        refused.catch(() => undefined);
        return outcome;
      }),
    );
    assert.deepEqual([...outcomes].sort(), ["refused", "sent"]);
    const loser = outcomes[0] === "refused" ? 0 : 1;
    const refusal = panels[loser].locator("[data-code]");
    assert.equal(await refusal.getAttribute("data-code"), "unit.busy");
    assert.match(
      (await refusal.textContent()) ?? "",
      /is on incident \d; divert it or stack this one/,
    );
    await keepScreenshot(loser === 0 ? one : two, "race-refused");

    // The one who lost stacks it behind instead, without leaving the place.
    await panels[loser].getByRole("button", { name: "Dismiss" }).click();
    const units = await room.read<{ units: readonly { incidents: readonly unknown[] }[] }>("units");
    assert.equal(units.units[0]?.incidents.length, 1, "the unit is on one incident");
    assert.deepEqual(
      room.unexpectedFaults().filter((fault) => !/status of 409/.test(fault)),
      [],
    );
  });
});
