/**
 * The command line in the console: completion, a preview of what will happen, a batch, refusals in place that leave
 * the line, accepting by a second Enter, and the way back to where one was.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { findChromium, noChromium } from "./chromium.ts";
import { focusedName } from "./keyboard.ts";
import { keepScreenshot, withRoom } from "./room.ts";

const skip = findChromium() === undefined && noChromium;

interface UnitsAnswer {
  readonly units: readonly { readonly callSign: string; readonly status: string }[];
}

test("the command line completes, previews, refuses in place, does batches", { skip }, async () => {
  await withRoom({ units: 6 }, async (room) => {
    const { latE7, lonE7, name } = room.places[2];
    for (const grade of ["priority", "immediate"] as const)
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
    const page = await room.openConsole("dispatcher", "?show=queue,units");
    const { keyboard } = page;
    const { units } = await room.read<UnitsAnswer>("units");
    const [first, second] = units.map((unit) => unit.callSign);
    const line = page.getByRole("combobox", { name: "Command line" });
    const search = page.getByRole("search", { name: "Command line" });

    await keyboard.press("q");
    const before = await focusedName(page);
    await keyboard.press("Control+k");
    assert.equal(await focusedName(page), "Command line");
    await keyboard.press("Escape");
    assert.equal(await focusedName(page), before, "Escape goes back to where one was");

    await keyboard.press("Control+k");
    await keyboard.type(`sen`);
    await page.getByRole("option", { name: /^send/ }).first().waitFor();
    await keyboard.press("Tab");
    await keyboard.type(`${first} ${second} > 1`);
    await search.getByText(new RegExp(`^Send ${first} and ${second} to 1`)).waitFor();
    await keepScreenshot(page, "command-line");
    await keyboard.press("Enter");
    await search.getByText(/^Done: send/).waitFor();
    assert.equal(await line.inputValue(), "");

    await keyboard.type(`${first} ${second} en route`);
    await keyboard.press("Enter");
    await search
      .getByText(/^Done:/)
      .filter({ hasText: "en route" })
      .waitFor();
    const after = await room.read<UnitsAnswer>("units");
    assert.deepEqual(
      after.units.slice(0, 2).map((unit) => unit.status),
      ["en route", "en route"],
    );

    const reason = search.getByText(/divert it or stack this one/);
    await keyboard.type(`send ${first} > 2`);
    await search.getByText(/^Would be refused: .*divert it or stack this one/).waitFor();
    assert.equal(await reason.count(), 1, "why it would be refused stands there once");
    await keyboard.press("Enter");
    await search
      .locator(".fault")
      .filter({ has: page.locator("text=/divert it or stack/") })
      .waitFor();
    assert.equal(await reason.count(), 1, "and so does why it was refused");
    assert.equal(await search.getByRole("status").count(), 0, "nothing is read aloud beside it");
    assert.equal(await line.inputValue(), `send ${first} > 2`, "a refused line stays");
    await keepScreenshot(page, "command-line-refused");
    await line.fill(`divert ${first} > 2`);
    await keyboard.press("Enter");
    await search.getByText(/^Done: divert/).waitFor();

    await line.fill("sned AB12 > 1");
    await search.getByText(/column 1: got "sned"/).waitFor();
    await keyboard.press("Enter");
    await search
      .locator(".fault")
      .getByText(/got "sned"/)
      .waitFor();
    assert.equal(await search.getByText(/got "sned"/).count(), 1);
    assert.deepEqual(
      room.unexpectedFaults().filter((fault) => !/status of (409|422)/.test(fault)),
      [],
    );
  });
});
