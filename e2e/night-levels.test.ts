/**
 * The level goes up twice and down again: what is served is graded anew each time, the assessed grade never changes, and both stand
 * beside each other on the queue. A person decides each time, with a reason.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { ukLevelPlan } from "../src/core/presets/uk-levels.ts";
import { findChromium, noChromium } from "./chromium.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

async function decide(page: Page, level: string, why: string): Promise<void> {
  const panel = page.getByRole("region", { name: "service level", exact: true });
  await panel.getByRole("button", { name: "Decide…" }).click();
  await panel.getByLabel("Service level", { exact: true }).selectOption(level);
  await panel.getByLabel("Why").fill(why);
  await panel.getByRole("button", { name: `Set ${level}` }).click();
  await panel.getByText(new RegExp(`decided by supervisor: ${why}`)).waitFor();
}

test("levels go up and down: served grades change, assessed ones never", { skip }, async () => {
  await withRoom({ units: 1 }, async (room) => {
    const { latE7, lonE7, name } = room.places[0];
    const location = { state: "given", latE7, lonE7, radiusM: 0 } as const;
    const graded = ["immediate", "priority", "scheduled"] as const;
    for (const grade of graded)
      await room.command(
        { type: "incident.open", incidentType: "theft", location, grade, place: name },
        "supervisor",
      );
    const page = await room.openConsole("supervisor", "?show=queue,units&panel=level");
    const phone = await room.openPhone();
    const partner = await room.openPage("/", "partner", { width: 1024, height: 800 });
    const taker = await room.openConsole("call-taker", "?show=queue");
    const published = await room.openBlank({ width: 1024, height: 800 });
    const read = async () => {
      const shown: string[] = [];
      for (const [index, grade] of graded.entries()) {
        const { state, assessed, served } = await room.read<{ state: string; assessed: string; served: string }>(`incidents/${index + 1}`); // prettier-ignore
        assert.equal(assessed, grade, "the assessed grade never changes because of a level");
        shown.push(state === "deferred" ? state : served);
      }
      return shown;
    };
    assert.deepEqual(await read(), ["immediate", "priority", "scheduled"]);

    await decide(page, "strained", "four units of nine");
    const row = page.getByRole("row", { name: /served as Resolution.*, assessed as Scheduled/ });
    await row.first().waitFor();
    assert.deepEqual(await read(), ["immediate", "priority", "resolution"]);

    // Everywhere within the minute that a wait may take: crews, partners, call takers and the public.
    const strained = ukLevelPlan[1];
    await phone.getByText("Service level: strained").waitFor();
    await partner.getByText(strained.partnerMessage).waitFor();
    const strip = taker.getByRole("region", { name: "Service level now" });
    await strip.getByText(strained.script).waitFor();
    await published.goto(`${room.origin}/public`);
    await published.getByRole("link").first().click();
    await published.getByText(strained.publicMessage).first().waitFor();

    await decide(page, "life only", "one unit for the town");
    const panel = page.getByRole("region", { name: "service level", exact: true });
    for (const incident of [2, 3])
      await panel.getByRole("listitem", { name: `Promise of incident ${incident}` }).waitFor();
    assert.deepEqual(await read(), ["immediate", "deferred", "deferred"]);
    await keepScreenshot(page, "night-life-only");

    await decide(page, "strained", "two crews came back");
    assert.deepEqual(await read(), ["immediate", "priority", "resolution"]);
    await decide(page, "normal", "the early shift is here");
    await row.first().waitFor({ state: "detached" });
    assert.deepEqual(await read(), ["immediate", "priority", "scheduled"]);
    assert.deepEqual(room.unexpectedFaults(), []);
  });
});
